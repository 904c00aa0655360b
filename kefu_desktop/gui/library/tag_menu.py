"""The menu in which replies are tagged and untagged: a field for any word, and the tags in use."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu, QWidget, QWidgetAction

from kefu_desktop.app.catalogue import Line
from kefu_desktop.core.model import NAME_LIMIT
from kefu_desktop.gui.theme import Theme

_SHOWN = 20


class TagMenu(QMenu):
    """A tag that all of the replies have is ticked, and choosing it takes it off."""

    tag_wanted = Signal(str)
    untag_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = QLineEdit()
        self._field.setMaxLength(NAME_LIMIT)
        self._field.setMinimumWidth(theme.px(180))
        self._field.setPlaceholderText(self.tr("Another tag"))
        self._field.setAccessibleName(self.tr("Another tag"))
        self._field.installEventFilter(self)
        self.setTitle(self.tr("Tags"))
        self.aboutToShow.connect(lambda: self._field.setFocus(Qt.FocusReason.PopupFocusReason))

    def offer(self, names: Sequence[str], lines: Sequence[Line]) -> None:
        """Offers these tags for the replies of ``lines``: theirs first, then the most used."""
        self.clear()
        holder = QWidgetAction(self)
        holder.setDefaultWidget(self._field)
        self.addAction(holder)
        completer = QCompleter(list(names), self._field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._field.setCompleter(completer)
        self.addSeparator()
        held = dict.fromkeys(tag for line in lines for tag in line.tags)
        for name in [*held, *(name for name in names if name not in held)][:_SHOWN]:
            on = bool(lines) and all(name in line.tags for line in lines)
            self._line(name, on=on)
            if name in held and not on:
                gone = self.addAction(self.tr("Take off #{tag}").format(tag=_plain(name)))
                gone.triggered.connect(lambda _=False, tag=name: self.untag_wanted.emit(tag))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
                for action in self.actions()[2:3]:
                    self.setActiveAction(action)
                return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        name = self._field.text().strip().lstrip("#")
        self._field.clear()
        if name:
            self._close_all()
            self.tag_wanted.emit(name)

    def _close_all(self) -> None:
        """A widget in a menu does not close it, nor the menus it was opened from."""
        menu: QWidget | None = self
        while isinstance(menu, QMenu):
            menu.close()
            menu = menu.parentWidget()

    def _line(self, name: str, *, on: bool) -> None:
        action = QAction(f"#{_plain(name)}", self)
        action.setCheckable(True)
        action.setChecked(on)
        wanted = self.untag_wanted if on else self.tag_wanted
        action.triggered.connect(lambda _: wanted.emit(name))
        self.addAction(action)


def _plain(name: str) -> str:
    """A tag as a menu writes it: an ampersand of its own, not the mark of a key."""
    return name.replace("&", "&&")
