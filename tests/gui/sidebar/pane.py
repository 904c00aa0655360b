"""The sidebar over a real library, as its user meets it: rows to see, keys, mouse and drags."""

from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kefu_desktop.app.catalogue import Outline
from kefu_desktop.app.events import LibraryChanged
from kefu_desktop.core.model import Kind, Uid
from kefu_desktop.core.tree import Tree
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.library.sidebar.chooser import CategoryChooser
from kefu_desktop.gui.library.sidebar.entries import Entry
from kefu_desktop.gui.library.sidebar.model import ENTRY
from kefu_desktop.gui.library.sidebar.naming import NameField
from kefu_desktop.gui.library.sidebar.sidebar import Sidebar
from kefu_desktop.gui.library.sidebar.tree import SidebarTree
from tests.gui.world import World

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@dataclass
class Pane:
    """``chosen`` are the views told, in order. Rows are named by their words."""

    world: World
    desk: LibraryDesk
    qtbot: QtBot
    chosen: list[View] = field(default_factory=list)
    told: list[object] = field(default_factory=list)
    findings: int | None = None
    """How many replies have findings, as the window will hear it."""

    def __post_init__(self) -> None:
        self.arranging = self.desk.arranging
        self.sidebar = Sidebar(self.desk)
        self.qtbot.addWidget(self.sidebar)
        self.sidebar.view_chosen.connect(self.chosen.append)
        self.sidebar.export_wanted.connect(lambda view: self.told.append(("export", view)))
        self.sidebar.update_wanted.connect(lambda uid: self.told.append(("update", uid)))
        self.sidebar.list_wanted.connect(lambda: self.told.append("list"))
        self.desk.bridge.subscribe(
            self.world.events, LibraryChanged, lambda _: self.refresh(), self.sidebar
        )
        self.other = QWidget()
        self.qtbot.addWidget(self.other)
        self.sidebar.resize(240, 700)
        self.refresh()
        self.sidebar.show()
        self.qtbot.waitExposed(self.sidebar)
        self.sidebar.activateWindow()
        self.sidebar.setFocus()
        self.wait()

    # -- the library

    def refresh(self) -> None:
        """Hands the sidebar what the library holds now."""
        self.sidebar.show_outline(self.outline())

    def outline(self) -> Outline:
        """What the window would hand the sidebar now."""
        told: list[Outline] = []
        self.desk.catalogue.outline(told.append)
        return replace(told[0], findings=self.findings)

    def make(self, *paths: str) -> None:
        """Makes categories, named by their paths."""
        for path in paths:
            self.arranging.add_category(tuple(path.split("/"))).result()
        self.wait()

    def add(self, title: str, path: str = "", kind: Kind = Kind.REPLY, **more: object) -> Uid:
        """Puts a reply into a category."""
        within = tuple(path.split("/")) if path else ()
        uid = self.world.add(title, category=within, kind=kind, **more)
        self.wait()
        return uid

    def uid(self, path: str) -> Uid:
        """The category at a path."""
        return next(uid for uid, at in self.paths().items() if at == path)

    def paths(self) -> dict[Uid, str]:
        """Each category of the library with its path, in the order of the tree."""
        tree = Tree(self.world.library.ask(lambda library: library.categories()).result())
        top = [category.uid for category in tree.children(None)]
        order = [uid for first in top for uid in (first, *self._below(tree, first))]
        return {uid: "/".join(tree.path(uid)) for uid in order}

    def _below(self, tree: Any, uid: Uid) -> list[Uid]:
        found: list[Uid] = []
        for category in tree.children(uid):
            found += [category.uid, *self._below(tree, category.uid)]
        return found

    def reply(self, uid: Uid) -> Any:
        return self.world.library.ask(lambda library: library.reply(uid)).result()

    # -- hands

    def keys(self, *names: str) -> None:
        """Presses chords where the keyboard is."""
        for name in names:
            combination = QKeySequence(name)[0]
            where = QApplication.focusWidget() or self.tree
            self.qtbot.keyClick(where, combination.key(), combination.keyboardModifiers())
            self.wait()

    def write(self, text: str) -> None:
        """Puts text into the field that is open, in place of what is there."""
        field_ = self.field
        assert field_ is not None
        field_.selectAll()
        field_.insert(text)
        field_.textEdited.emit(field_.text())

    def click(self, *words: str) -> None:
        """Clicks a row."""
        place = self.line(*words).center()
        self.qtbot.mouseClick(self.tree.viewport(), LEFT, pos=place)
        self.wait()

    def unfold(self, *words: str) -> None:
        self.tree.setExpanded(self.index(*words), True)
        self.wait()

    def drag_replies(self, uids: tuple[Uid, ...], *words: str) -> bool:
        """Drops replies on a row; whether it took them."""
        return self.drop(mime.pack(uids, ""), self.line(*words).center())

    def drag_category(self, name: str, to: QPoint, within: str = "Quick replies") -> bool:
        """Drops a category at a place; whether it was taken."""
        index = self.index(within, *name.split("/"))
        assert index.flags() & Qt.ItemFlag.ItemIsDragEnabled
        return self.drop(self.tree.model().mimeData([index]), to)

    def drop(self, data: QMimeData, place: QPoint) -> bool:
        """Sends what Qt sends while something is dragged here and let go."""
        viewport, at = self.tree.viewport(), QPointF(place)
        actions = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place, actions, data, LEFT, NO_KEYS)
        QApplication.sendEvent(viewport, enter)
        move = QDragMoveEvent(place, actions, data, LEFT, NO_KEYS)
        QApplication.sendEvent(viewport, move)
        if not move.isAccepted():
            return False
        drop = QDropEvent(at, actions, data, LEFT, NO_KEYS)
        QApplication.sendEvent(viewport, drop)
        self.wait()
        return drop.isAccepted()

    def menu(self, *words: str) -> QMenu:
        """Opens the menu of a row as the menu key does; its lines can be picked."""
        self.click(*words)
        self.press_menu_key()
        return self.open_menu()

    def press_menu_key(self) -> None:
        """Sends what the platform makes of the menu key: it goes to where the keyboard is."""
        by_key = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(self.tree, QContextMenuEvent(by_key, QPoint(), QPoint()))

    def open_menu(self) -> QMenu:
        menus = [menu for menu in self.sidebar.findChildren(QMenu) if menu.isVisible()]
        assert len(menus) == 1
        return menus[0]

    def pick(self, words: str, *row: str) -> None:
        """Picks a line of a row's menu."""
        menu = self.menu(*row)
        (action,) = [each for each in menu.actions() if each.text() == words]
        # WORKAROUND(the offscreen plug-in leaves no window the keyboard when a menu closes, and
        # gives it back only after another had it, Qt 6.11): the line acts when that is over.
        menu.blockSignals(True)
        menu.hide()
        self.other.show()
        self.other.activateWindow()
        self.qtbot.waitUntil(self.other.isActiveWindow)
        self.sidebar.activateWindow()
        self.qtbot.waitUntil(self.sidebar.isActiveWindow)
        menu.blockSignals(False)
        action.trigger()
        menu.deleteLater()
        self.wait()

    def wait(self) -> None:
        """Lets everything happen that is due by now."""
        for _ in range(4):
            QApplication.processEvents()

    # -- eyes

    @property
    def tree(self) -> SidebarTree:
        return self.sidebar.findChild(SidebarTree)

    @property
    def field(self) -> NameField | None:
        """The field for a name, when one is open."""
        fields = self.tree.viewport().findChildren(NameField)
        return next((each for each in fields if each.isVisible()), None)

    @property
    def remark(self) -> str:
        """What is said beside an entry."""
        said = [label for label in self.sidebar.findChildren(QLabel) if label.isVisible()]
        return " ".join(label.text() for label in said)

    @property
    def chooser(self) -> CategoryChooser:
        return next(each for each in self.sidebar.findChildren(CategoryChooser) if each.isVisible())

    def index(self, *words: str) -> QModelIndex:
        """The row at a path of words from the headings down."""
        model, at = self.tree.model(), QModelIndex()
        for word in words:
            rows = [model.index(row, 0, at) for row in range(model.rowCount(at))]
            at = next(index for index in rows if index.data() == word)
        return at

    def line(self, *words: str) -> Any:
        """Where a row is."""
        index = self.index(*words)
        self.tree.scrollTo(index)
        rect = self.tree.row_rect(index)
        assert not rect.isEmpty(), f"{words} is folded away"
        return rect

    def names(self, *words: str) -> list[str]:
        """What lies right below a row."""
        model, at = self.tree.model(), self.index(*words)
        return [str(model.index(row, 0, at).data()) for row in range(model.rowCount(at))]

    def count(self, *words: str) -> int | None:
        entry: Entry = self.index(*words).data(ENTRY)
        return entry.count

    @property
    def current(self) -> str:
        """The words of the row that is looked at."""
        return str(self.tree.currentIndex().data())


def category(uid: Uid, kind: Kind = Kind.REPLY) -> View:
    return View(Scope.CATEGORY, kind, uid)
