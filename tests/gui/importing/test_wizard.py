"""The wizard before a person: what is seen, what is decided, and what the library holds then."""

import csv
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from kefu_desktop.app.import_session import Stage
from kefu_desktop.core.merging import State
from kefu_desktop.core.resolving import Decision
from tests.gui.importing.person import WAIT, Person, drop
from tests.gui.importing.shop import FIRST, MINE, SECOND


def chips(person: Person) -> list[str]:
    return [
        one.text()
        for one in person.wizard.head.findChildren(QPushButton)
        if one.isVisibleTo(person.wizard.head)
    ]


def test_a_dropped_file_is_laid_open_and_nothing_has_happened_yet(person: Person) -> None:
    before = person.shop.texts()
    dropped: list[object] = []
    person.wizard.files_dropped.connect(dropped.append)
    path = person.shop.table()
    assert drop(person.wizard, path)
    assert dropped == [(path,)]
    person.open(path)
    assert chips(person) == [
        "Needs your decision 4",
        "New 2",
        "Same 1",
        "Updated by them 1",
        "Changed on both sides 3",
        "Shortcut taken 1",
        "Cannot be used 2",
        "Remarks 1",
    ]
    assert person.shop.listed()[:4] == ["包邮门槛", "双11预售付款", "开头语", "运费险"]
    assert person.shop.button("Import 4").isEnabled()
    assert person.shop.texts() == before


@pytest.mark.parametrize("name", ["双11活动话术.csv", "双11活动话术.xlsx"])
def test_conflicts_are_decided_by_key_and_the_rest_comes_in(person: Person, name: str) -> None:
    person.open(person.shop.table(name))
    if name.endswith("xlsx"):  # the same stem: the same pack as the CSV that came before
        assert person.shop.listed()[:4] == ["包邮门槛", "双11预售付款", "开头语", "运费险"]
    person.go_to("包邮门槛").key(Qt.Key.Key_2)
    person.go_to("双11预售付款").key(Qt.Key.Key_1)
    person.go_to("开头语").key(Qt.Key.Key_3)
    person.go_to("破损补发").key(Qt.Key.Key_Space)
    person.carry()
    texts = person.shop.texts()
    assert texts["包邮门槛"] == "满 99 元包邮哦，新疆西藏加 15 元。"
    assert texts["双11预售付款"] == MINE["双11预售付款"]
    assert texts["活动优惠说明"] == "满 300 减 40，可以和店铺券一起用。"
    assert "破损补发" not in texts
    assert len(person.shop.backups) == 1
    replies = [one for one in person.shop.replies().values() if one.title == "运费险"]
    assert [one.shortcut for one in replies] == [""]


def test_one_choice_serves_all_that_are_like_it(person: Person) -> None:
    person.open(person.shop.table()).go_to("包邮门槛")
    alike = person.wizard.records.comparison.options.alike
    assert alike.text() == "The other 2 likewise"
    alike.click()
    person.press("Use theirs")
    assert person.shop.decision("开头语") is Decision.THEIRS
    assert "Needs your decision 1" in chips(person)
    person.carry()
    assert all(person.shop.texts()[title] != text for title, text in MINE.items())


def test_both_texts_are_seen_with_what_differs_and_the_base(person: Person) -> None:
    comparison = person.wizard.records.comparison
    person.open(person.shop.table()).go_to("包邮门槛")
    person.qtbot.waitUntil(lambda: bool(comparison.mine.marked), timeout=WAIT)
    assert "88" in comparison.mine.marked
    assert "99" in comparison.theirs.marked
    assert comparison.mine.text.toPlainText() == MINE["包邮门槛"]
    person.qtbot.waitUntil(lambda: bool(comparison.base), timeout=WAIT)
    assert "满 88 元包邮哦，新疆西藏加 10 元。" in comparison.base


def test_a_shortcut_can_be_given_to_the_new_one(person: Person) -> None:
    person.open(person.shop.table()).go_to("运费险")
    assert "“运费”" in person.wizard.records.comparison.why
    person.key(Qt.Key.Key_2)
    person.carry()
    replies = person.shop.replies()
    assert (replies["运费险"].shortcut, replies["运费"].shortcut) == ("yf", "")


def test_chips_and_words_narrow_the_list(person: Person) -> None:
    person.open(person.shop.table())
    person.press("New 2")
    person.qtbot.waitUntil(lambda: len(person.shop.listed()) == 2, timeout=WAIT)
    assert person.shop.listed() == ["破损补发", "剪贴板"]
    person.press("New 2")
    person.qtbot.waitUntil(lambda: len(person.shop.listed()) == 10, timeout=WAIT)
    person.wizard.records.focus_search()
    person.wizard.records.rows.field.setText("包邮 99")
    person.qtbot.waitUntil(lambda: person.shop.listed() == ["包邮门槛"], timeout=WAIT)
    person.press("Remarks 1")
    person.wizard.records.rows.field.clear()
    person.qtbot.waitUntil(lambda: person.shop.listed() == ["Line 11"], timeout=WAIT)


def test_all_of_a_kind_are_left_out_at_once(person: Person) -> None:
    person.open(person.shop.table())
    person.press("New 2")
    person.qtbot.waitUntil(lambda: len(person.shop.listed()) == 2, timeout=WAIT)
    person.press("None")
    assert person.shop.button("Import 2").isEnabled()
    person.carry()
    assert {"破损补发", "剪贴板"}.isdisjoint(person.shop.texts())


def test_what_uses_the_clipboard_is_told_before(person: Person) -> None:
    troubles = person.open(person.shop.table()).wizard.records.troubles
    assert "Line 11" in troubles.warn.said
    assert "Line 9" in troubles.bad.said


def test_the_list_of_problems_is_saved(person: Person, tmp_path: Path) -> None:
    person.open(person.shop.table())
    file = tmp_path / "problems.csv"
    person.wizard.records.troubles.write(file)
    person.qtbot.waitUntil(file.exists, timeout=WAIT)
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[1] for row in rows] == ["Line", "9", "10", "11"]
    person.qtbot.waitUntil(lambda: "problems.csv" in person.wizard.foot.said, timeout=WAIT)


def test_the_import_is_undone_whatever_was_done_since(person: Person) -> None:
    before = person.shop.texts()
    person.open(person.shop.table()).carry()
    person.shop.edit("退换运费", "我改的")
    person.qtbot.waitUntil(person.wizard.report.undo.isVisible, timeout=WAIT)
    person.press("Undo this import")
    person.qtbot.waitUntil(lambda: "undone" in person.wizard.report.said, timeout=WAIT)
    assert person.shop.texts() == before | {"退换运费": "我改的"}


def test_undoing_at_once_gives_back_the_shortcut_that_was_given_away(person: Person) -> None:
    person.open(person.shop.table()).go_to("运费险").key(Qt.Key.Key_2)
    person.carry()
    person.qtbot.waitUntil(person.wizard.report.undo.isVisible, timeout=WAIT)
    person.press("Undo this import")
    person.qtbot.waitUntil(lambda: "undone" in person.wizard.report.said, timeout=WAIT)
    replies = person.shop.replies()
    assert "运费险" not in replies
    assert replies["运费"].shortcut == "yf"


def test_the_same_file_again_holds_nothing_new(person: Person) -> None:
    plain = [row for row in FIRST if row[2] not in MINE]
    person.open(person.shop.table(rows=plain))
    person.carry()
    assert "holds nothing new" in person.wizard.report.said
    assert not person.wizard.report.undo.isVisible()


def test_escape_asks_only_for_decisions_that_would_be_lost(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def stay(_: object) -> bool:
        asked.append(True)
        return len(asked) > 1

    monkeypatch.setattr("kefu_desktop.gui.importing.wizard.may_leave", stay)
    before = person.shop.texts()
    person.open(person.shop.table()).key(Qt.Key.Key_Escape, person.wizard)
    assert not person.wizard.isVisible()
    assert not asked
    person.open(person.shop.table()).go_to("包邮门槛").key(Qt.Key.Key_2)
    person.key(Qt.Key.Key_Escape, person.wizard)
    assert person.wizard.isVisible()
    person.key(Qt.Key.Key_Escape, person.wizard)
    assert not person.wizard.isVisible()
    assert person.shop.texts() == before


def test_several_files_come_one_after_another(person: Person) -> None:
    other = person.shop.table("第二个.csv", rows=[("售后", "xx", "第二个文件的", "您好")])
    person.open(person.shop.table(), other)
    person.carry()
    person.press("Next file")
    person.qtbot.waitUntil(
        lambda: (
            person.wizard.standing.source == "第二个.csv"
            and person.wizard.standing.stage is Stage.CHOOSING
        ),
        timeout=WAIT,
    )
    person.carry()
    assert person.shop.texts()["第二个文件的"] == "您好"
    person.press("Close")
    assert not person.wizard.isVisible()


def test_what_changed_while_one_chose_is_told_and_asked_again(person: Person) -> None:
    person.open(person.shop.table()).go_to("包邮门槛").key(Qt.Key.Key_2)
    person.shop.edit("包邮门槛", "同事刚改的")
    person.carry()
    assert person.shop.texts()["包邮门槛"] == "同事刚改的"
    assert person.wizard.report.unsettled.isVisible()
    person.press("Decide about them now")
    person.wait_for(Stage.CHOOSING)
    person.wait_listed()
    person.go_to("包邮门槛").key(Qt.Key.Key_2)
    person.carry()
    assert person.shop.texts()["包邮门槛"] == "满 99 元包邮哦，新疆西藏加 15 元。"


def test_what_cannot_be_read_is_said_and_changes_nothing(person: Person) -> None:
    before = person.shop.texts()
    broken = person.shop.file("坏的.kefupack")
    with zipfile.ZipFile(broken, "w") as pack:
        pack.writestr("../../evil", "x")
    person.wizard.open_files([broken])
    person.wait_for(Stage.REFUSED)
    assert person.wizard.isVisible()
    person.press("Close")
    assert person.shop.texts() == before


def test_giving_up_while_it_is_read_closes_and_nothing_happens(newcomer: Person) -> None:
    rows = [("大", f"c{n}", f"第{n}条", f"内容 {n}") for n in range(20_000)]
    newcomer.wizard.open_files([newcomer.shop.table("大.csv", rows=rows)])
    newcomer.press("Cancel")
    newcomer.qtbot.waitUntil(lambda: not newcomer.wizard.isVisible(), timeout=WAIT)
    newcomer.shop.wizard._desk.lane.submit(lambda: None).result(timeout=20)
    assert newcomer.shop.texts() == {}


def test_a_pack_that_was_read_already_is_looked_through_alike(person: Person) -> None:
    pack = person.shop.importing.read(person.shop.table())
    person.wizard.open_pack(pack, "https://shop.example/packs")
    person.wait_for(Stage.CHOOSING)
    assert "https://shop.example/packs" in person.wizard.windowTitle()
    person.carry()
    assert "破损补发" in person.shop.texts()


def test_rows_that_cannot_be_used_have_no_tick(person: Person) -> None:
    person.open(person.shop.table())
    assert person.wizard.standing.review is not None
    assert person.wizard.standing.review.count(State.UNUSABLE) == 2
    assert person.index("Line 9").data(Qt.ItemDataRole.CheckStateRole) is None
    assert len(SECOND) == 10
