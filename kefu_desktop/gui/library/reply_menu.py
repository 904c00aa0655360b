"""What can be done with the selected replies, as a menu with the keys for it."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from kefu_desktop.app.catalogue import Line
from kefu_desktop.core.model import Kind
from kefu_desktop.core.views import Column, Order
from kefu_desktop.gui.library.actions import Act, Actions
from kefu_desktop.gui.library.tag_menu import TagMenu
from kefu_desktop.gui.theme import Theme


class Chosen(Struct, frozen=True):
    """What the menu is about: how many replies are selected, the rows known of them, and the list
    around them.
    """

    count: int
    lines: Sequence[Line]
    tags: Sequence[str]
    order: Order
    in_trash: bool

    @property
    def known(self) -> Sequence[Line]:
        """The rows of all that is selected; none where one of them is not known."""
        return self.lines if len(self.lines) == self.count else ()


class ReplyMenu(QMenu):
    """Deletes itself when it closes."""

    tag_wanted = Signal(str)
    untag_wanted = Signal(str)
    kind_wanted = Signal(object)
    """A :class:`Kind`."""

    order_wanted = Signal(object)
    """An :class:`Order`."""

    def __init__(self, theme: Theme, actions: Actions, chosen: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self._chosen = chosen
        if chosen.in_trash:
            self.addActions([actions[act] for act in (Act.RESTORE, Act.COPY, Act.PURGE)])
        else:
            self._about_replies(theme, actions)
        self.addSeparator()
        self.addAction(actions[Act.SELECT_ALL])
        self.addMenu(self._sorting())
        self.aboutToHide.connect(self.deleteLater)

    def _about_replies(self, theme: Theme, actions: Actions) -> None:
        self.addActions([actions[act] for act in (Act.COPY, Act.RENAME, Act.DUPLICATE)])
        self.addAction(actions[Act.FAVOURITE])
        self.addSeparator()
        self.addAction(actions[Act.MOVE])
        tags = TagMenu(theme, self)
        tags.offer(self._chosen.tags, self._chosen.known)
        tags.tag_wanted.connect(self.tag_wanted)
        tags.untag_wanted.connect(self.untag_wanted)
        tags.setEnabled(self._chosen.count > 0)
        self.addMenu(tags)
        self.addMenu(self._kinds())
        self.addSeparator()
        self.addActions([actions[act] for act in (Act.REPLACE, Act.EXPORT)])
        self.addSeparator()
        self.addAction(actions[Act.TRASH])

    def _kinds(self) -> QMenu:
        menu = QMenu(self.tr("Kind"), self)
        menu.setEnabled(self._chosen.count > 0)
        theirs = {line.kind for line in self._chosen.known}
        for kind, words in {
            Kind.REPLY: self.tr("Quick reply"),
            Kind.GREETING: self.tr("Greeting"),
            Kind.AWAY: self.tr("Away message"),
        }.items():
            action = self._choice(menu, words, on=theirs == {kind})
            action.triggered.connect(lambda _, kind=kind: self.kind_wanted.emit(kind))
        return menu

    def _sorting(self) -> QMenu:
        menu = QMenu(self.tr("Sort by"), self)
        group = QActionGroup(menu)
        now = self._chosen.order
        columns = {
            Order(): self.tr("Own order"),
            Order(Column.TITLE): self.tr("Title"),
            Order(Column.SHORTCUT): self.tr("Shortcut"),
            Order(Column.TAGS): self.tr("Tags"),
            Order(Column.USES, descending=True): self.tr("Most used first"),
            Order(Column.CHANGED, descending=True): self.tr("Last changed first"),
        }
        for order, words in columns.items():
            action = self._choice(menu, words, on=order == now)
            group.addAction(action)
            action.triggered.connect(lambda _, order=order: self.order_wanted.emit(order))
        return menu

    @staticmethod
    def _choice(menu: QMenu, words: str, *, on: bool) -> QAction:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(on)
        return action
