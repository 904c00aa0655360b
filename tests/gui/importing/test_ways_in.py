"""The ways into the wizard: files dropped on each of our windows, the tray, and packs that others
hand over.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QDragEnterEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from kefu_desktop import assets
from kefu_desktop.app.import_session import Stage
from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.importing.wizard import ImportWizard
from kefu_desktop.gui.library.window import LibraryWindow
from kefu_desktop.gui.sharing import Sharing
from kefu_desktop.gui.theme import Theme
from kefu_desktop.gui.tray import Tray
from tests.gui.agent import Agent
from tests.gui.importing.person import WAIT, Person, drop
from tests.gui.importing.shop import Shop, dismiss, shop
from tests.gui.library_window.services import library_desk
from tests.gui.world import World


@pytest.fixture
def sharing(
    tmp_path: Path, theme: Theme, say: Callable[[KefuError], str]
) -> Iterator[tuple[Sharing, Shop]]:
    """What windows hand files to, over a shop; its wizard is made when it is first wanted."""
    with shop(tmp_path / "shop", theme, say) as made:
        over = Sharing(made.wizard._desk)
        yield over, made
        if over._wizard is not None:
            dismiss(over._wizard)


def opened(sharing: Sharing) -> ImportWizard:
    wizard = sharing._wizard
    assert wizard is not None
    return wizard


def wait_for(qtbot: QtBot, sharing: Sharing, stage: Stage) -> None:
    qtbot.waitUntil(lambda: opened(sharing).standing.stage is stage, timeout=WAIT)


def test_files_dropped_on_the_popup_open_the_wizard(
    agent: Agent, sharing: tuple[Sharing, Shop], qtbot: QtBot
) -> None:
    over, made = sharing
    agent.popup.files_dropped.connect(over.bring_in)
    agent.popup.appear(None)
    assert drop(agent.popup, made.table())
    wait_for(qtbot, over, Stage.CHOOSING)
    assert not agent.popup.isVisible(), "the popup makes room"
    assert made.texts() == {}


def test_a_text_that_is_dragged_over_the_popup_is_not_for_the_wizard(agent: Agent) -> None:
    agent.popup.appear(None)
    data = QMimeData()
    data.setText("买家说的话")
    enter = QDragEnterEvent(
        agent.popup.rect().center(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(agent.popup, enter)
    assert not enter.isAccepted()


def test_files_dropped_on_the_library_window_open_the_wizard(
    world: World,
    theme: Theme,
    tmp_path: Path,
    say: Callable[[KefuError], str],
    sharing: tuple[Sharing, Shop],
    qtbot: QtBot,
) -> None:
    over, made = sharing
    desk = library_desk(world, theme, tmp_path, say)
    window = LibraryWindow(desk)
    qtbot.addWidget(window)
    window.files_dropped.connect(over.bring_in)
    window.open_at()
    assert drop(window, made.table())
    wait_for(qtbot, over, Stage.CHOOSING)
    assert opened(over).isVisible()
    window.close()
    for service in (desk.checking, desk.catalogue):
        service.close()


def test_files_dropped_on_the_wizard_wait_for_their_turn(
    sharing: tuple[Sharing, Shop], qtbot: QtBot
) -> None:
    over, made = sharing
    over.bring_in([made.table()])
    wait_for(qtbot, over, Stage.CHOOSING)
    other = made.table("第二个.csv", rows=[("售后", "xx", "第二个文件的", "您好")])
    assert drop(opened(over), other)
    assert opened(over).standing.source == "双11活动话术.csv"
    assert "1" in opened(over).foot.queue
    opened(over).foot.leave.click()
    qtbot.waitUntil(lambda: opened(over).standing.source == "第二个.csv", timeout=WAIT)
    wait_for(qtbot, over, Stage.CHOOSING)


def test_a_folder_is_taken_as_a_file_is(sharing: tuple[Sharing, Shop], qtbot: QtBot) -> None:

    over, made = sharing
    over.bring_in([Path(str(assets.resource("packs", "starter.zh_CN")))])
    wait_for(qtbot, over, Stage.CHOOSING)
    opened(over).foot.go.click()
    wait_for(qtbot, over, Stage.DONE)
    assert len(made.texts()) >= 100


def test_the_trays_entry_lets_files_be_chosen(
    sharing: tuple[Sharing, Shop], theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, made = sharing
    tray = Tray(theme)
    tray.import_wanted.connect(over.choose_import)
    path = made.table()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    icon = tray.findChild(QSystemTrayIcon)
    assert icon is not None
    entries: list[QAction] = icon.contextMenu().actions()
    next(entry for entry in entries if "Import" in entry.text()).trigger()
    wait_for(qtbot, over, Stage.CHOOSING)


def test_choosing_nothing_opens_nothing(
    sharing: tuple[Sharing, Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    over, _ = sharing
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    over.choose_import()
    assert over._wizard is None


def test_a_pack_of_a_shared_place_is_looked_through_alike(
    sharing: tuple[Sharing, Shop], qtbot: QtBot
) -> None:
    over, made = sharing
    over.open_pack(made.importing.read(made.table()), "team-share")
    wait_for(qtbot, over, Stage.CHOOSING)
    assert opened(over).standing.source == "team-share"


def test_the_end_of_the_program_gives_up_without_asking(
    sharing: tuple[Sharing, Shop], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, made = sharing
    asked: list[object] = []
    monkeypatch.setattr("kefu_desktop.gui.importing.wizard.may_leave", asked.append)
    over.bring_in([made.table()])
    wait_for(qtbot, over, Stage.CHOOSING)
    person = Person(made, qtbot)
    made.wizard, unused = opened(over), made.wizard
    person.wait_listed()
    person.go_to("破损补发").key(Qt.Key.Key_Space)
    over.leave()
    assert not opened(over).isVisible()
    assert (made.texts(), asked) == ({}, [])
    made.wizard = unused


def test_every_control_is_reached_by_tab_and_has_a_name(person: Person) -> None:
    person.open(person.shop.table()).go_to("包邮门槛")
    wizard = person.wizard
    person.qtbot.waitUntil(wizard.isActiveWindow, timeout=WAIT)
    seen = []
    person.view.setFocus()
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in seen:
            break
        seen.append(focused)
        person.key(Qt.Key.Key_Tab, focused)
    named = {one.accessibleName() or getattr(one, "text", lambda: "")() for one in seen}
    assert "" not in named, [one for one in seen if not one.accessibleName()]
    for name in ("Records of the file", "Search the records", "Use theirs", "Cancel"):
        assert name in named
    assert any(name.startswith("Import ") for name in named)
    assert any(name.startswith("New 2") for name in named)
