"""The window before all is there that it will show: what is struck then is not lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kefu_desktop.app import catalogue
from kefu_desktop.app.catalogue import Catalogue
from kefu_desktop.app.clock import SystemClock
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.editor.editor import Editor
from kefu_desktop.store.listing import CatalogueReader
from tests.app.shop import HeldLane
from tests.gui.library_window.clerk import Clerk
from tests.gui.library_window.stock import stock
from tests.gui.world import World, readings


@pytest.fixture
def lane() -> HeldLane:
    """Where the window's reading is done, when the test says so."""
    return HeldLane()


@pytest.fixture
def clerk(world: World, desk: LibraryDesk, tmp_path: Path, lane: HeldLane, qtbot: QtBot) -> Clerk:
    def open_reader() -> CatalogueReader:
        return CatalogueReader.open(tmp_path / "library.db")

    slow = Catalogue(lane, open_reader, readings, world.searching, world.events, SystemClock())
    return Clerk(world, replace(desk, catalogue=slow), qtbot)


def opened(clerk: Clerk) -> Clerk:
    """The window is to be seen, and nothing has been read."""
    clerk.window.open_at()
    clerk.wait(clerk.window.isActiveWindow)
    assert clerk.replies.listing is None
    return clerk


def let_come_until(clerk: Clerk, lane: HeldLane, seen: Callable[[], bool]) -> None:
    """Lets one thing after another be read until that is seen."""
    while not seen():
        lane.waiting.popleft()()
        clerk.settle()


def let_come(clerk: Clerk, lane: HeldLane) -> None:
    """Lets everything be read that is asked for, and that is asked for then."""
    while lane.waiting:
        lane.go_on()
        clerk.settle()


def test_a_category_can_be_named_before_the_tree_is_there(clerk: Clerk, lane: HeldLane) -> None:
    stock(clerk.world, "甲")
    opened(clerk).keys("Ctrl+Shift+N")
    let_come(clerk, lane)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    clerk.type("双十一")
    clerk.keys("Return")
    names = {
        c.name
        for c in clerk.world.library.ask(lambda library: library.categories()).result().values()
    }
    assert "双十一" in names


def test_a_reply_can_be_written_before_the_editor_is_there(clerk: Clerk, lane: HeldLane) -> None:
    stock(clerk.world, "甲")
    opened(clerk)
    assert clerk.window.findChild(Editor) is None, "the list is what is waited for"
    clerk.keys("Ctrl+N")
    clerk.type("New one")
    let_come(clerk, lane)
    assert clerk.written("Title") == "New one"
    assert clerk.selected() == []


def test_the_panes_can_be_walked_before_the_editor_is_there(clerk: Clerk, lane: HeldLane) -> None:
    stock(clerk.world, "甲")
    opened(clerk).view.setFocus()
    let_come_until(clerk, lane, lambda: clerk.replies.selected_count == 1)
    lane.waiting.popleft()()
    clerk.settle()
    assert clerk.window.findChild(Editor) is None
    clerk.keys("F6")
    assert clerk.editor.isAncestorOf(QApplication.focusWidget())


def test_who_wants_to_write_is_in_the_text_when_it_comes(clerk: Clerk, lane: HeldLane) -> None:
    stock(clerk.world, "甲", "乙")
    opened(clerk).view.setFocus()
    let_come_until(clerk, lane, lambda: clerk.replies.selected_count == 1)
    assert clerk.open_uid() is None, "it is still on its way"
    clerk.keys("Return")
    let_come(clerk, lane)
    assert clerk.written("Title") == "甲"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Text"


def test_a_long_view_shows_its_first_rows_and_what_is_about_all_waits(
    clerk: Clerk, lane: HeldLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = [f"第{number:03}条" for number in range(150)]
    stock(clerk.world, *titles)
    monkeypatch.setattr(catalogue, "LONG", 101)
    opened(clerk)
    let_come_until(clerk, lane, lambda: clerk.replies.listing is not None)
    shown = clerk.replies.listing
    assert shown is not None
    assert (len(shown.uids), shown.count) == (100, 150)
    assert clerk.view.verticalScrollBar().maximum() > 101 * clerk.view.rowHeight(0)
    clerk.view.setFocus()
    clerk.keys("Ctrl+A")
    assert clerk.replies.selected_count == 1
    let_come(clerk, lane)
    assert clerk.replies.selected_count == 150
    assert "150 selected" in clerk.foot()
