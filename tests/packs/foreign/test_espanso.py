"""espanso: what a user of it finds again here."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.packs.detect import detect
from kefu_desktop.packs.foreign.espanso import is_espanso
from kefu_desktop.packs.kinds import FileKind
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.reading import read
from tests.packs.making import refusal, texts

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x02\0\0\0\x03" + bytes(9)


def written(path: Path, document: Any) -> Path:
    text = document if isinstance(document, str) else yaml.safe_dump(document, allow_unicode=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def matches(*said: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**more, "matches": list(said)}


def an_espanso_file(path: Path) -> Path:
    one = {"trigger": ":fh", "replace": "今天发，{{day}}前到", "label": "发货"}
    one["vars"] = [{"name": "day", "type": "date", "params": {"format": "%m月%d日"}}]
    return written(path, matches(one, {"trigger": ":hi", "replace": "您好"}))


def an_espanso_folder(path: Path) -> Path:
    written(path / "config" / "default.yml", {"toggle_key": "OFF"})
    written(path / "match" / "base.yml", matches({"trigger": ":hi", "replace": "您好"}))
    written(path / "match" / "售后" / "退货.yml", matches({"trigger": ":th", "replace": "七天"}))
    return path


def a_package(path: Path, version: str = "1.2.0", text: str = "您好") -> Path:
    manifest = {"name": "kefu-cn", "title": "客服", "version": version, "author": "店长"}
    written(path / "_manifest.yml", manifest)
    written(path / "package.yml", matches({"trigger": ":hi", "replace": text}))
    written(path / "README.md", "# 客服")
    return path


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder).as_posix())
    return path


def told(pack: Pack) -> list[tuple[str, int, Code]]:
    return [(f.where.source, f.where.line, f.code) for f in pack.findings]


def of_one(tmp_path: Path, said: dict[str, Any], **more: Any) -> tuple[Record, Pack]:
    pack = read(written(tmp_path / "a.yml", matches(said, **more)))
    [record] = pack.records
    return record, pack


def variable(name: str, kind: str, **params: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "params": params}


class TestDetection:
    """By what is in it."""

    @pytest.mark.parametrize("make", [an_espanso_file, an_espanso_folder, a_package])
    def test_under_any_name(self, tmp_path: Path, make: Any) -> None:
        assert detect(Probe(make(tmp_path / "x"), Limits())).kind is FileKind.ESPANSO

    def test_in_a_zip(self, tmp_path: Path) -> None:
        path = zipped(an_espanso_folder(tmp_path / "folder"), tmp_path / "x")
        assert detect(Probe(path, Limits())).kind is FileKind.ESPANSO
        assert texts(read(path)) == {"您好": "您好", "七天": "七天"}

    @pytest.mark.parametrize(
        "text",
        [
            "matches:\n  - {trigger: ':a', replace: b}\n",
            "# kept by hand\r\nmatches:\r\n  - trigger: ':a'\r\n    replace: b\r\n",
            "matches: [{trigger: ':a', replace: b}]",
            "{matches: [{trigger: ':a', replace: b}]}",
            json.dumps(matches({"trigger": ":a", "replace": "b"})),
            "name: default\nparent: default\n\n'matches':\n- replace: b\n  trigger: ':a'\n",
            "\ufeffmatches:\n  - triggers: [':a', ':b']\n    replace: b\n",
        ],
    )
    def test_ways_to_write_it(self, tmp_path: Path, text: str) -> None:
        path = written(tmp_path / "x.txt", text)
        assert texts(read(path)) == {"b": "b"}

    @pytest.mark.parametrize(
        "text",
        [
            "matches:\n  - date: 2024-01-01\n    teams: [a, b]\n",
            "Here is how it is done.\n\nmatches:\n  - trigger: a\n    replace: b\n",
            "on: push\njobs:\n  replace: x\n",
            "买家：matches: 是什么\n客服：replace: 就是替换\n",
        ],
    )
    def test_what_is_something_else(self, tmp_path: Path, text: str) -> None:
        path = written(tmp_path / "x.yml", text)
        assert not is_espanso(Probe(path, Limits()))


class TestMatches:
    """The fields of a match."""

    def test_all_that_is_known_of_one(self, tmp_path: Path) -> None:
        said = {"trigger": ":fh", "replace": "今天发\n明天到", "label": "发货 时间"}
        record, pack = of_one(
            tmp_path, said | {"search_terms": ["什么时候发货", "#急"], "word": True}
        )
        assert (record.title, record.shortcut) == ("发货 时间", "fh")
        assert record.variants == ("今天发\n明天到",)
        assert (record.asked_as, record.tags) == (("什么时候发货",), ("急",))
        assert (record.where.source, record.where.line) == ("a.yml", 2)
        assert not pack.findings
        assert not pack.identified

    @pytest.mark.parametrize(
        ("trigger", "shortcut"),
        [(":smile:", "smile"), ("fh", "fh"), (";fh", "fh"), ("007", "007"), ("yes", "yes"),
         (":)", ")"), ("a:b", "a:b")],
    )  # fmt: skip
    def test_triggers(self, tmp_path: Path, trigger: str, shortcut: str) -> None:
        path = written(tmp_path / "a.yml", f"matches:\n- trigger: '{trigger}'\n  replace: x\n")
        assert read(path).records[0].shortcut == shortcut

    def test_what_yaml_would_make_of_words_is_what_was_written(self, tmp_path: Path) -> None:
        path = written(
            tmp_path / "a.yml",
            "matches:\n- {trigger: no, replace: 1:30, label: 2024-01-01}\n"
            "- {trigger: 007, replace: 1.10, label: yes}\n",
        )
        assert [(r.shortcut, r.title, r.variants) for r in read(path).records] == [
            ("no", "2024-01-01", ("1:30",)), ("007", "yes", ("1.10",))
        ]  # fmt: skip

    def test_further_triggers_and_patterns_go_to_the_notes(self, tmp_path: Path) -> None:
        record, pack = of_one(tmp_path, {"triggers": [":a", ":b", "看 看"], "replace": "x"})
        assert (record.shortcut, record.notes) == ("a", ":b\n看 看")
        assert told(pack) == [("a.yml", 2, Code.RECORD_WORDS_DROPPED)] * 2
        said = {"regex": r":greet\((?P<person>.*)\)", "replace": "{{person}}您好"}
        record, pack = of_one(tmp_path, said)
        assert (record.shortcut, record.notes) == ("", said["regex"])
        assert record.variants == ("{person}您好",)
        assert told(pack) == [("a.yml", 2, Code.RECORD_WORDS_DROPPED)]

    def test_a_plain_pattern_is_a_trigger(self, tmp_path: Path) -> None:
        record, pack = of_one(tmp_path, {"regex": r":fh\+", "replace": "x"})
        assert (record.shortcut, record.notes, pack.findings) == ("fh+", "", ())

    def test_html_and_markdown_become_plain(self, tmp_path: Path) -> None:
        record, pack = of_one(tmp_path, {"trigger": "a", "html": "<p>今天<b>发</b></p><p>好</p>"})
        assert record.variants == ("今天发\n好",)
        assert [dict(f.params) for f in pack.findings] == [{"format": "HTML"}]
        record, pack = of_one(tmp_path, {"trigger": "a", "markdown": "**今天** _发_ {{x_y_z}}$|$"})
        assert record.variants == ("今天 发 {{{{x_y_z}}}}{光标}",)
        assert Code.RECORD_PLAIN_TEXT in {finding.code for finding in pack.findings}

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ("just a word", Code.RECORD_INVALID),
            ({"trigger": ":a"}, Code.TEXT_EMPTY),
            ({"trigger": ":a", "replace": ""}, Code.TEXT_EMPTY),
            ({"trigger": ":a", "replace": ["x"]}, Code.RECORD_INVALID),
            ({"trigger": {"a": 1}, "replace": "x"}, Code.RECORD_INVALID),
            ({"trigger": ":a", "replace": "x", "vars": ["y"]}, Code.RECORD_INVALID),
            ({"trigger": ":a", "image_path": "/etc/cat.png"}, Code.RECORD_IS_PICTURE),
            ({"trigger": ":a", "replace": "x" * 20_001}, Code.TEXT_TOO_LONG),
        ],
    )
    def test_what_cannot_be_used_is_told_alone(self, tmp_path: Path, said: Any, code: Code) -> None:
        path = written(tmp_path / "a.yml", matches(said, {"trigger": ":b", "replace": "好"}))
        pack = read(path)
        assert texts(pack) == {"好": "好"}
        assert [finding.code for finding in pack.findings] == [code]
        assert pack.findings[0].where.line == 2

    def test_a_key_twice(self, tmp_path: Path) -> None:
        text = "matches:\n- {trigger: a, replace: x, replace: y}\n- {trigger: b, replace: 好}\n"
        pack = read(written(tmp_path / "a.yml", text))
        assert texts(pack) == {"好": "好"}
        assert told(pack) == [("a.yml", 2, Code.RECORD_INVALID)]

    def test_a_list_twice_loses_nothing(self, tmp_path: Path) -> None:
        text = "matches:\n- {trigger: a, replace: 甲}\nmatches:\n- {trigger: b, replace: 乙}\n"
        assert list(texts(read(written(tmp_path / "a.yml", text)))) == ["甲", "乙"]

    def test_aliases_and_merge_keys(self, tmp_path: Path) -> None:
        text = (
            "anchors:\n  - &t 您好\n  - &m {replace: 今天, word: true}\n"
            "matches:\n- {trigger: a, replace: *t}\n- {trigger: b, <<: *m}\n"
            "- {trigger: c, replace: 明天, <<: *m}\n"
        )
        assert list(texts(read(written(tmp_path / "a.yml", text)))) == ["您好", "今天", "明天"]

    def test_bytes_that_do_not_fit_cost_their_record(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yml"
        lines = "".join(f"- trigger: ':k{n}'\n  replace: 第{n}条话术\n" for n in range(40))
        data = ("matches:\n" + lines).encode().replace("第3条".encode(), b"\xff3")
        path.write_bytes(data)
        pack = read(path)
        assert len(pack.records) == 39
        assert told(pack) == [("a.yml", 8, Code.RECORD_INVALID)]


class TestFolders:
    """Many files."""

    def test_files_are_categories(self, tmp_path: Path) -> None:
        pack = read(an_espanso_folder(tmp_path / "espanso"))
        assert [(r.variants[0], r.category) for r in pack.records] == [
            ("您好", ()), ("七天", ("售后", "退货"))
        ]  # fmt: skip
        assert pack.records[1].where.source == "match/售后/退货.yml"
        assert not pack.findings

    def test_variables_and_imports_of_other_files(self, tmp_path: Path) -> None:
        match = tmp_path / "match"
        one = {"trigger": "a", "replace": "{{shop}}"}
        written(match / "base.yml", matches(one, imports=["_shared.yml", "../../secret.yml"]))
        written(match / "_shared.yml", {"global_vars": [variable("shop", "echo", echo="小店")]})
        written(tmp_path.parent / "secret.yml", matches({"trigger": "s", "replace": "秘密"}))
        pack = read(match)
        assert texts(pack) == {"小店": "小店"}
        assert told(pack) == [("base.yml", 0, Code.MEMBER_ELSEWHERE)]

    def test_a_single_file_is_read_alone(self, tmp_path: Path) -> None:
        written(tmp_path / "other.yml", matches({"trigger": "s", "replace": "别的"}))
        path = written(
            tmp_path / "a.yml", matches({"trigger": "a", "replace": "x"}, imports=["other.yml"])
        )
        pack = read(path)
        assert texts(pack) == {"x": "x"}
        assert told(pack) == [("a.yml", 0, Code.MEMBER_ELSEWHERE)]

    def test_images(self, tmp_path: Path) -> None:
        folder = an_espanso_folder(tmp_path / "espanso")
        (folder / "images").mkdir()
        (folder / "images" / "尺码.png").write_bytes(PNG)
        (tmp_path / "outside.png").write_bytes(PNG)
        paths = ["$CONFIG/images/尺码.png", "../../outside.png", str(tmp_path / "outside.png")]
        shown = [{"trigger": path[:3], "image_path": path} for path in paths]
        written(folder / "match" / "base.yml", matches(*shown))
        pack = read(folder)
        assert (pack.records[0].title, pack.records[0].variants) == ("尺码", ("{图片}",))
        [attachment] = pack.records[0].attachments
        assert (attachment.name, attachment.media_type) == ("尺码.png", "image/png")
        assert pack.media is not None
        assert pack.media[attachment.digest] == PNG
        assert [f.code for f in pack.findings] == [Code.RECORD_IS_PICTURE] * 2

    def test_damaged_and_foreign_files_are_told(self, tmp_path: Path) -> None:
        folder = an_espanso_folder(tmp_path / "espanso")
        written(folder / "match" / "bad.yml", "matches:\n- trigger: a\n replace: b\n")
        written(folder / "match" / "other.yml", "a: b\n")
        written(folder / "match" / "todo.txt", "x")
        (folder / "match" / "link.yml").symlink_to("/etc/passwd")
        pack = read(folder)
        assert len(pack.records) == 2
        assert sorted(told(pack)) == [
            ("match/bad.yml", 3, Code.MEMBER_DAMAGED),
            ("match/link.yml", 0, Code.MEMBER_LEFT),
            ("match/other.yml", 0, Code.MEMBER_LEFT),
            ("match/todo.txt", 0, Code.MEMBER_LEFT),
        ]

    def test_a_package_is_who_it_says(self, tmp_path: Path) -> None:
        one = read(a_package(tmp_path / "one"))
        two = read(zipped(a_package(tmp_path / "two", "1.3.0", "你好"), tmp_path / "other.zip"))
        assert (one.name, one.version, one.author) == ("客服", "1.2.0", "店长")
        assert (one.uid, one.records[0].uid) == (two.uid, two.records[0].uid)
        assert two.records[0].variants == ("你好",)
        assert one.records[0].category == ()
        assert not one.findings

    def test_the_newest_of_the_hub(self, tmp_path: Path) -> None:
        for version in ("1.2.0", "1.10.0", "1.9.1"):
            a_package(tmp_path / "packages" / "kefu-cn" / version, version, version)
        other = tmp_path / "packages" / "emoji" / "0.1"
        written(other / "_manifest.yml", {"name": "emoji", "title": "表情", "version": "0.1"})
        written(other / "package.yml", matches({"trigger": ":ok:", "replace": "👌"}))
        pack = read(tmp_path)
        assert {r.variants[0]: r.category for r in pack.records} == {
            "1.10.0": ("客服",), "👌": ("表情",)
        }  # fmt: skip
        assert [f.where.source for f in pack.findings] == [
            "packages/kefu-cn/1.2.0/", "packages/kefu-cn/1.9.1/"
        ]  # fmt: skip

    def test_the_same_again_is_equal(self, tmp_path: Path) -> None:
        path = an_espanso_folder(tmp_path / "espanso")
        assert read(path) == read(path)


class TestHarm:
    """Files that mean harm."""

    LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
    )

    @pytest.mark.parametrize(
        ("harm", "code"),
        [
            (LAUGHS, Code.FILE_BOMB),
            ("a: " + "[" * 200_000, Code.FILE_TOO_DEEP),
            ("a: " + "{a: " * 50, Code.FILE_TOO_DEEP),
            ("a: " + "- " * 50 + "x", Code.FILE_DAMAGED),
            ("a: &a [*a]", Code.FILE_DAMAGED),
            ("a: *nowhere", Code.FILE_DAMAGED),
            ("a: !!python/object/apply:os.system ['touch ran']", Code.FILE_DAMAGED),
            ("a: !!python/name:os.system", Code.FILE_DAMAGED),
            ("a: !mine 1", Code.FILE_DAMAGED),
            ("a: 'never closed", Code.FILE_DAMAGED),
            ("a: \x00", Code.FILE_DAMAGED),
            ("a: \x01", Code.FILE_DAMAGED),
        ],
    )
    def test_refused(self, tmp_path: Path, harm: str, code: Code) -> None:
        text = f"matches:\n- {{trigger: a, replace: b}}\n{harm}\n"
        assert refusal(written(tmp_path / "a.yml", text)).code is code

    def test_an_alias_that_makes_deep_what_is_flat(self, tmp_path: Path) -> None:
        steps = "".join(f"a{n}: &a{n} [[[[*a{n - 1}]]]]\n" for n in range(1, 12))
        text = f"matches:\n- {{trigger: a, replace: b}}\na0: &a0 x\n{steps}"
        assert refusal(written(tmp_path / "a.yml", text)).code is Code.FILE_TOO_DEEP

    def test_one_key_over_and_over(self, tmp_path: Path) -> None:
        text = "matches:\n- {trigger: a, replace: b}\nx:\n" + " k: 1\n <<: {a: 1}\n" * 20_000
        assert texts(read(written(tmp_path / "a.yml", text))) == {"b": "b"}

    def test_an_unquoted_variable(self, tmp_path: Path) -> None:
        text = "matches:\n- trigger: a\n  replace: {{date}}\n- {trigger: b, replace: 好}\n"
        pack = read(written(tmp_path / "a.yml", text))
        assert texts(pack) == {"好": "好"}
        assert told(pack) == [("a.yml", 2, Code.RECORD_INVALID)]

    def test_it_can_be_given_up(self, tmp_path: Path) -> None:
        with pytest.raises(Cancelled):
            read(an_espanso_file(tmp_path / "a.yml"), Watch(cancelled=lambda: True))

    def test_limits_are_the_callers(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput) as caught:
            read(an_espanso_file(tmp_path / "a.yml"), limits=Limits(records=1))
        assert caught.value.code is Code.FILE_TOO_MANY_RECORDS
