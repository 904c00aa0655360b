"""The command line speaks both languages completely, and says what is wrong in each."""

import string
import tomllib
from enum import StrEnum
from pathlib import Path

import click
import pytest

from kefu_desktop import assets
from kefu_desktop.app.ports import Reason, Remedy
from kefu_desktop.cli.program import build
from kefu_desktop.cli.words import SPOKEN, Words
from kefu_desktop.core.changes import Deed
from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import Kind
from kefu_desktop.core.settings import Language
from kefu_desktop.store.upkeep import FlawKind
from tests.cli.terminal import run

COMMANDS = (
    *(
        "add",
        "list",
        "show",
        "search",
        "copy",
        "render",
        "lint",
        "import",
        "export",
        "undo",
        "redo",
        "imports",
    ),
    *(
        "revert",
        "backup",
        "restore",
        "check",
        "popup",
        "library",
        "settings",
        "capture",
        "hide",
        "quit",
        "status",
        "config",
    ),
    *("desktop", "doctor", "places", "publish", "away"),
)


def sections(language: Language) -> dict[str, dict[str, str]]:
    text = assets.resource("cli", f"{language.value}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def facts(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


def test_both_languages_say_the_same_things() -> None:
    chinese, english = map(sections, SPOKEN)
    assert {name: set(phrases) for name, phrases in chinese.items()} == {
        name: set(phrases) for name, phrases in english.items()
    }
    for name, phrases in chinese.items():
        for key, phrase in phrases.items():
            assert phrase.strip(), key
            if name != "help":
                assert facts(phrase) == facts(english[name][key]), f"{name}.{key}"


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize(
    ("section", "members"),
    [
        ("kinds", Kind),
        ("deeds", Deed),
        ("flaws", FlawKind),
        ("reasons", Reason),
        ("remedies", [remedy for remedy in Remedy if remedy is not Remedy.NONE]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_everything_that_can_be_is_worded(
    language: Language, section: str, members: "type[StrEnum] | list[StrEnum]"
) -> None:
    assert set(sections(language)[section]) == {member.value for member in members}


@pytest.mark.parametrize("language", SPOKEN)
def test_a_reason_that_is_a_code_is_put_into_words(language: Language) -> None:
    words = Words(language)
    said = words.finding(Code.RECORD_INVALID, {"reason": Code.TEXT_EMPTY.value})
    assert Code.TEXT_EMPTY.value not in said
    assert "{" not in said


@pytest.mark.parametrize("language", SPOKEN)
def test_help_is_in_one_language(language: Language) -> None:
    program = build(Words(language))
    assert set(program.commands) == set(COMMANDS)
    commands = [*program.commands.values(), *program.commands["config"].commands.values()]  # type: ignore[attr-defined]
    for command in (program, *commands):
        shown = command.get_help(click.Context(command, info_name="x"))
        assert command.help
        assert command.help.split()[0] in shown
        assert all(option.help for option in command.params if isinstance(option, click.Option))
        foreign = ("Usage:", "Options:", "[required]", "Show this message")
        if language is Language.ZH_CN:
            assert not [word for word in foreign if word in shown]
        else:
            assert not [letter for letter in command.help if "。" in letter]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    shown = run(command, "--help").done().out
    assert shown.startswith(f"用法： kefu-desktop {command}")
    assert run("--lang", "en", command, "--help").done().out.startswith("Usage: kefu-desktop")


USAGE = {
    ("nonsense",): "nonsense",
    ("show",): "WANTED",
    ("show", "a", "b"): "b",
    ("add", "--title", "一"): "--text",
    ("add", "--title", "一", "--text", "一", "--kind", "joke"): "reply | greeting | away",
    ("search", "x", "--limit", "0"): "1–1000",
    ("search", "x", "--limit", "many"): "1–1000",
    ("search", "x", "--limit"): "--limit",
    ("search",): "QUERY",
    ("import",): "--starter",
    ("import", "x.csv", "--on-conflict", "ours"): "mine | theirs | both",
    ("copy", "x", "--nonsense"): "--nonsense",
    ("config", "set", "look.theme"): "VALUE",
    ("--lang", "fr", "list"): "zh_CN | en",
    ("--nonsense",): "--nonsense",
    ("away", "on", "--for", "soon"): "soon",
    ("away", "on", "--for", "5m", "--until", "13:30"): "--until",
    ("away", "on", "--until", "25:00"): "25:00",
    ("away", "busy", "--until", "2020-01-01T00:00"): "2020-01-01T00:00",
    ("away", "export", "--reason", "赶集"): "lunch | meeting",
}


@pytest.mark.parametrize(("argv", "named"), USAGE.items(), ids=lambda value: str(value)[:40])
def test_wrong_usage_is_2_and_says_what(argv: tuple[str, ...], named: str, kefu_home: Path) -> None:
    for language, hint in (("zh_CN", "看说明"), ("en", "For help")):
        words = argv if argv[0] == "--lang" else ("--lang", language, *argv)
        ran = run(*words)
        assert (ran.status, ran.out) == (2, "")
        assert named in ran.err
        assert hint in ran.err or argv[0] == "--lang"
    document = run("--json", *argv).json
    assert document["error"]["code"] == "usage"
    assert not kefu_home.exists()


@pytest.mark.parametrize("group", ["away", "config", "desktop", "places"])
def test_a_name_that_stands_for_several_commands_tells_which(group: str, kefu_home: Path) -> None:
    ran, helped = run("--lang", "zh_CN", group), run("--lang", "zh_CN", group, "--help")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.strip() == helped.out.strip()
    assert "文件..." not in ran.err, "which only the program itself takes"


FAILURES = {
    ("show", "nobody"): "reply-missing",
    ("show", ";nobody"): "reply-missing",
    ("copy", "没有这样的话术"): "reply-missing",
    ("undo",): "nothing-to-undo",
    ("redo",): "nothing-to-redo",
    ("list", "--category", "没有"): "category-missing",
    ("export", "x.csv", "--category", "没有"): "category-missing",
    ("export", "x.csv", "--tag", "没有"): "nothing-meant",
    ("export", "x.docx"): "file-not-written-so",
    ("export", "/dev/null/x.csv"): "file-unwritable",
    ("add", "--title", "", "--text", "一"): "title-empty",
    ("add", "--title", "一" * 201, "--text", "一"): "title-too-long",
    ("add", "--title", "一", "--text", " \n"): "text-empty",
    ("add", "--title", "一", "--text", "一" * 20_001): "text-too-long",
    ("add", "--title", "一", "--text", "\x1b[31m"): "text-control",
    ("add", "--title", "一", "--text", "\udce4"): "text-control",
    ("add", "--title", "一", "--text", "一", "--shortcut", "a b"): "shortcut-invalid",
    ("add", "--title", "一", "--text", "一", "--tag", "#"): "tag-invalid",
    ("add", "--title", "一", "--text", "一", "--category", "a//b"): "category-invalid",
    ("add", "--title", "一", "--text", "一", "--category", "/".join("abcdefghi")): (
        "category-too-deep"
    ),
    ("import", "nowhere.csv"): "file-missing",
    ("backup",): "file-missing",
    ("check",): "file-missing",
    ("restore",): "backup-missing",
    ("restore", "nowhere.db"): "backup-missing",
    ("config", "get", "look.colour"): "setting-unknown",
    ("config", "set", "look.colour", "red"): "setting-unknown",
    ("config", "set", "look.language", "fr"): "setting-invalid",
    ("config", "set", "hotkey.popup", "Ctrl+C"): "chord-reserved",
    ("popup",): "not-running",
    ("capture",): "not-running",
    ("hide",): "not-running",
    ("quit",): "not-running",
    ("status",): "not-running",
    ("--library", "/dev/null/x.db", "add", "--title", "一", "--text", "一"): "library-unreadable",
}


@pytest.mark.parametrize(("argv", "code"), FAILURES.items(), ids=lambda value: str(value)[:40])
def test_what_cannot_be_done_is_1_with_a_sentence(
    argv: tuple[str, ...], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sentences = set()
    for language in ("zh_CN", "en"):
        ran = run("--lang", language, *argv)
        assert (ran.status, ran.out) == (1, "")
        assert "Traceback" not in ran.err
        assert "{" not in ran.err
        sentences.add(ran.err)
    assert len(sentences) == 2
    ran = run("--json", *argv)
    assert (ran.status, ran.json["error"]["code"]) == (1, code)
    assert ran.json["error"]["message"] == ran.err.strip()


def test_a_taken_shortcut_names_its_holder() -> None:
    run("add", "--title", "发货", "--text", "一", "--shortcut", "fh").done()
    ran = run("add", "--title", "返回", "--text", "一", "--shortcut", "FH")
    assert ran.status == 1
    assert "发货" in ran.err


@pytest.mark.parametrize(
    "argv",
    [
        ("list",),
        ("search", "一"),
        ("add", "--title", "一", "--text", "一"),
        ("show", ";a"),
        ("import", "--starter", "--dry-run"),
        ("export", "x.csv"),
        ("undo",),
        ("backup",),
        ("check",),
        ("config", "get"),
        ("config", "get", "look.theme"),
        ("config", "set", "look.theme", "dark"),
        ("doctor",),
        ("--version",),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("behind", [False, True])
def test_json_is_one_document_wherever_the_switch_stands(
    argv: tuple[str, ...], behind: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("add", "--title", "甲", "--text", "甲", "--shortcut", "a").done()
    ran = run(*argv, "--json") if behind else run("--json", *argv)
    assert ran.done().json is not None
    assert ran.out.count("\n") == 1
