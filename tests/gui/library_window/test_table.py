"""The model of the reply list: what Qt asks of it, and what it says to eyes and ears."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QDateTime, QModelIndex, Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.modeltest import ModelTester

from kefu_desktop.app.catalogue import Line, Listing
from kefu_desktop.core.model import Kind, Millis, Uid
from kefu_desktop.core.views import Column, Order, Scope, View
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.library.reply_list.table import LINE, Cell, ReplyTable, moment, rows_by_uid

DAY = 86_400_000
LINE_A = Line(
    uid=Uid("a"),
    title="嫌贵",
    shortcut="xg",
    tags=("老虎", "议价"),
    kind=Kind.REPLY,
    category=None,
    path=(),
    favourite=True,
    uses=71,
    last_used=None,
    changed=Millis(0),
    trashed=Millis(DAY),
    pack=None,
    variants=2,
    images=1,
)


def listing(*uids: str, view: View | None = None) -> Listing:
    return Listing(1, 1, view or View(), Order(), "", tuple(map(Uid, uids)), len(uids))


def show(table: ReplyTable, shown: Listing) -> None:
    table.show(shown, rows_by_uid(shown))


@pytest.fixture
def table() -> ReplyTable:
    def fetch(uids: Sequence[Uid], done: object) -> None:
        assert callable(done)
        done(tuple(LINE_A for uid in uids if uid == "a"))

    return ReplyTable(fetch, lambda call: call(), lambda uids: mime.pack(uids, ""))


def test_it_keeps_to_the_rules_of_models(table: ReplyTable, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table, force_py=False)
    for uids in (("a", "b"), (), ("a",), tuple(f"r{n}" for n in range(300))):
        show(table, listing(*uids))
        qtmodeltester.check(table, force_py=False)
        assert table.rowCount() == len(uids)


def test_a_row_says_what_it_is_also_to_a_screen_reader(table: ReplyTable) -> None:
    show(table, listing("a"))
    table.index(0, 0).data()
    said = [table.index(0, cell).data() for cell in Cell]
    assert said[:4] == ["嫌贵", ";xg", "#老虎 #议价", "71"]
    role = Qt.ItemDataRole.AccessibleTextRole
    heard = [table.index(0, cell).data(role) for cell in Cell]
    assert heard[0] == "嫌贵, favourite, 2 variants, image"
    assert heard[2] == "Tags: #老虎 #议价"
    assert table.index(0, 0).data(LINE) is LINE_A
    assert table.data(QModelIndex()) is None
    assert table.rowCount(table.index(0, 0)) == 0


def test_a_row_on_its_way_is_empty(table: ReplyTable) -> None:
    show(table, listing("b"))
    assert table.index(0, 0).data() == ""
    assert table.index(0, 0).data(LINE) is None
    assert not table.setData(table.index(0, 0), "neu")


def test_a_new_title_is_told_not_taken(table: ReplyTable) -> None:
    show(table, listing("a"))
    table.index(0, 0).data()
    wanted = QSignalSpy(table.rename_wanted)
    assert table.setData(table.index(0, Cell.TITLE), "  太贵  ")
    assert wanted.count() == 1
    assert wanted.at(0) == ["a", "太贵"]
    assert table.index(0, 0).data() == "嫌贵"
    assert not table.setData(table.index(0, Cell.TITLE), "嫌贵"), "it is called so already"
    assert not table.setData(table.index(0, Cell.USES), "72")


def test_in_the_trash_nothing_is_renamed_or_dragged_and_the_last_column_is_its_day(
    table: ReplyTable,
) -> None:
    show(table, listing("a", view=View(Scope.TRASH)))
    flags = table.index(0, 0).flags()
    assert not flags & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)
    assert table.headerData(Cell.CHANGED, Qt.Orientation.Horizontal) == "Deleted"
    table.index(0, 0).data()
    assert table.index(0, Cell.CHANGED).data() == "1970-01-02"
    assert Cell.CHANGED.sorts_by(Scope.TRASH) is Column.TRASHED
    assert Cell.CHANGED.sorts_by(Scope.ALL) is Column.CHANGED


def test_what_is_dragged_is_known_by_its_uids_and_text(table: ReplyTable) -> None:
    data = mime.pack((Uid("a"), Uid("b")), "您好")
    assert mime.unpack(data) == ("a", "b")
    assert data.text() == "您好"
    show(table, listing("a", "b", "c"))
    picked = table.mimeData([table.index(2, 0), table.index(0, 0), table.index(0, 1)])
    assert mime.unpack(picked) == ("a", "c")
    assert not picked.hasText(), "an empty text would be pasted as one"


@pytest.mark.parametrize(
    ("ago", "said"),
    [(0, "12:30"), (DAY, "May 9"), (200 * DAY, "2025-10-22")],
)
def test_a_moment_is_said_as_shortly_as_tells_it(ago: int, said: str) -> None:
    now = QDateTime.fromString("2026-05-10T12:30:00", Qt.DateFormat.ISODate)
    assert moment(Millis(now.toMSecsSinceEpoch() - ago), now) == said
