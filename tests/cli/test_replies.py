"""`add list show search copy`: what people and programs get."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from kefu_desktop.bootstrap_cli import CommandLineRooms
from kefu_desktop.cli import program
from kefu_desktop.cli.context import Entrance
from kefu_desktop.core.cleaning import clean_text
from kefu_desktop.core.errors import InvalidInput
from kefu_desktop.core.model import check_text, check_title
from kefu_desktop.core.settings import Language
from kefu_desktop.native.recording import RecordingClipboard
from kefu_desktop.paths import locate
from tests.cli.terminal import run, told
from tests.store.disks import make_read_only, small_disk


def add(title: str, text: str = "您好", *more: str) -> str:
    return str(told("add", "--title", title, "--text", text, *more)["uid"])


def test_what_was_added_is_shown() -> None:
    uid = add(
        *("发货时间", "今天发\n明天到😀", "--text", "第二种说法", "--shortcut", "FH"),
        *("--category", "售前/物流", "--tag", "物流", "--tag", "常用", "--kind", "greeting"),
    )
    shown = told("show", uid)
    assert shown["created"] == shown["changed"] > 0
    expected = {
        "uid": uid,
        "title": "发货时间",
        "text": "今天发\n明天到😀",
        "variants": ["今天发\n明天到😀", "第二种说法"],
        "shortcut": "FH",
        "category": "售前/物流",
        "tags": ["物流", "常用"],
        "kind": "greeting",
        "favourite": False,
        "trashed": None,
        "uses": 0,
    }
    assert expected.items() <= shown.items()
    assert told("show", ";fh") == shown
    lines = run("show", ";fh").done().out
    assert "今天发\n明天到😀\n\n第二种说法\n" in lines
    assert "售前/物流" in lines


def test_a_shortcut_may_be_given_as_it_is_typed() -> None:
    add("发货", "今天发", "--shortcut", ";fh")
    assert told("show", ";fh")["shortcut"] == "fh"


def valid(check: Callable[[str], str]) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        try:
            check(text)
        except InvalidInput:
            return False
        return "\x00" not in text

    return holds


TEXTS = st.text(min_size=1, max_size=300).filter(valid(check_text))
TITLES = st.text(min_size=1, max_size=60).filter(valid(check_title))


@effort(max_examples=40)
@given(title=TITLES, texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_any_text_comes_back_with_plain_line_ends(title: str, texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "l.db"
        given_texts = [f"--text={text}" for text in texts]
        added = run("--library", library, "--json", "add", f"--title={title}", *given_texts)
        shown = run("--library", library, "--json", "show", added.done().json["uid"]).done().json
    assert (shown["title"], shown["variants"]) == (title, [clean_text(one).text for one in texts])


def test_line_ends_of_any_system() -> None:
    assert told("show", add("标题", "一\r\n二\r三\n四"))["text"] == "一\n二\n三\n四"


def test_lists_are_narrowed_down() -> None:
    one = add("一", "您好", "--category", "售前")
    two = add("二", "您好", "--category", "售前/招呼", "--tag", "VIP")
    three = add("三", "您好", "--kind", "away")

    def listed(*options: str) -> list[str]:
        return [entry["uid"] for entry in told("list", *options)]

    assert listed() == [one, two, three]
    assert listed("--category", "售前") == [one, two]
    assert listed("--category", "售前/招呼") == listed("--tag", "vip") == [two]
    assert listed("--kind", "away") == [three]
    lines = run("list").done().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [one, two, three]
    assert lines[1].split("\t")[2:] == ["售前/招呼", "二"]


def test_search_finds_as_the_popup_does_and_tells_where() -> None:
    uid = add(
        "发货时间", "付款后当天发出", "--shortcut", "fh", "--category", "售前", "--tag", "物流"
    )
    add("退款", "原路退回")
    for query in ("发货", "fahuo", "fhsj", "发huo", ";fh", "当天发出", "/售前 发货", "#物流"):
        found = told("search", query)
        assert [hit["uid"] for hit in found] == [uid], query
    (hit,) = told("search", "fhsj")
    assert hit == {
        "uid": uid,
        "title": "发货时间",
        "text": "付款后当天发出",
        "category": "售前",
        "shortcut": "fh",
        "tags": ["物流"],
        "matches": [{"field": "title", "item": 0, "start": 0, "end": 4}],
    }
    assert told("search", "当天", "发出")[0]["matches"][0]["field"] == "text"
    assert run("search", "fhsj").done().out == f"{uid}\t;fh\t售前\t发货时间\n"


def test_search_gives_no_more_than_asked_for() -> None:
    for number in range(5):
        add(f"发货 {number}")
    assert len(told("search", "发货", "--limit", "3")) == 3
    assert len(told("search", "发货")) == 5
    assert told("search", "没有这样的话术") == []
    assert run("search", "没有这样的话术").done().out == "没有找到。\n"


class Desk:
    """A command line whose clipboard remembers."""

    def __init__(self, home: Path) -> None:
        self.clipboard = RecordingClipboard()
        self.paths = locate({"KEFU_HOME": str(home)}, Path("/nowhere"), frozen=False)

    def run(self, *argv: str) -> int:
        desk = self

        class Rooms(CommandLineRooms):
            def clipboard(self) -> RecordingClipboard:
                return desk.clipboard

        entrance = Entrance(lambda _: Rooms(desk.paths), lambda *_: 0)
        return program.run(argv, entrance, Language.ZH_CN)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


def test_copy_takes_a_name_a_shortcut_or_a_question(desk: Desk) -> None:
    assert (
        desk.run("add", "--title", "发货时间", "--text", "今天发{表情:微笑}", "--shortcut", "fh")
        == 0
    )
    for wanted in (["发货时间"], ["fhsj"], [";FH"], ["发货", "时间"]):
        desk.clipboard.write("")
        assert desk.run("copy", *wanted) == 0
        assert desk.clipboard.read_text().startswith("今天发")
        assert "{" not in desk.clipboard.read_text()


def test_copying_counts_as_use_and_the_wordings_take_turns(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.run("add", "--title", "您好", "--text", "一", "--text", "二", "--shortcut", "nh")
    copied = []
    for _ in range(3):
        desk.run("copy", ";nh")
        copied.append(desk.clipboard.read_text())
    assert copied == ["一", "二", "一"]
    capsys.readouterr()
    desk.run("show", ";nh")
    assert "用过 3 次" in capsys.readouterr().out


def test_a_half_filled_text_is_not_copied(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.run("add", "--title", "单号", "--text", "单号 {单号}，{快递:中通}", "--shortcut", "dh")
    assert desk.run("copy", ";dh") == 1
    assert "单号" in capsys.readouterr().err
    assert desk.clipboard.read_text() == ""
    assert desk.run("copy", ";dh", "--fill", "单号=SF=1") == 0
    assert desk.clipboard.read_text() == "单号 SF=1，中通"
    assert desk.run("copy", ";dh", "--fill", "单号") == 2


def test_what_has_no_text_is_not_copied(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.run("add", "--title", "收款码", "--text", "{图片}")
    desk.run("add", "--title", "尺码", "--text", "看{图片}吧")
    desk.clipboard.write("别的")
    assert desk.run("copy", "收款码") == 1
    assert "收款码" in capsys.readouterr().err
    assert desk.clipboard.read_text() == "别的"
    assert desk.run("copy", "尺码") == 0
    assert desk.clipboard.read_text() == "看\n吧"


def test_what_cannot_be_counted_is_copied_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        desk = Desk(disk / "home")
        desk.run("add", "--title", "发货", "--text", "今天发", "--shortcut", "fh")
        make_read_only(disk)
        assert desk.run("copy", ";fh") == 0
        assert desk.clipboard.read_text() == "今天发"
        assert "只读" in capsys.readouterr().err


def test_copy_does_not_choose_between_two_of_one_name(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("一", "二"):
        desk.run("add", "--title", "发货", "--text", text)
    assert desk.run("copy", "发货") == 1
    assert "2" in capsys.readouterr().err
    assert desk.run("copy", "没有这样的话术") == 1
    assert desk.run("copy", ";xx") == 1
    assert desk.clipboard.read_text() == ""
