"""Where a reply lies: a field that shows the path, and opens the tree to choose another one.

The list is the tree as it is; once something is written in its search line, it is the paths that
have it, and the path itself where it is not there yet.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from kefu_desktop.core.model import Category, Uid
from kefu_desktop.core.tree import Path, Tree
from kefu_desktop.gui.library.editor.options import Option, OptionList
from kefu_desktop.gui.theme import Theme, Token

_BETWEEN = " › "
_INDENT = "\u2003"


class CategoryField(QPushButton):
    """Shows the category's path; pressed, it offers all others."""

    changed = Signal()
    category_wanted = Signal(tuple)
    """A path that is not there yet and is to be made; who makes it calls :meth:`choose`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "editor-choice")
        # As wide as there is room: a long path is cut, it does not push the other fields out.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._tree = Tree({})
        self._uid: Uid | None = None
        self.clicked.connect(self.open)
        self._word()

    @cached_property
    def options(self) -> OptionList:
        """The list, made when it is first opened."""
        return OptionList(self._theme, self)

    @property
    def uid(self) -> Uid | None:
        """The category chosen, None for none."""
        return self._uid

    def offer(self, categories: Mapping[Uid, Category]) -> None:
        """Offers these categories."""
        self._tree = Tree(categories)
        self._word()

    def choose(self, uid: Uid | None) -> None:
        """Shows ``uid`` as the category, also before it is offered."""
        changed = uid != self._uid
        self._uid = uid
        self._word()
        if changed:
            self.changed.emit()

    def open(self) -> None:
        """Shows the list."""
        name = self.tr("Search categories")
        self.options.open_at(self, name, self._offered, self._take, self._uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens at an arrow, and at a letter, which is searched for at once."""
        letter = event.text().strip()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_F4}:
            self.open()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.choose(None)
        elif plain and letter.isprintable() and letter:
            self.open()
            self.options.search(letter)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows as much of the path as there is room for."""
        super().resizeEvent(event)
        self._write()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the sign of a list at the right."""
        super().paintEvent(event)
        px = self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(Token.TEXT_2), px(15) / 10))
        x, y = self.width() - px(15), self.height() / 2
        side = px(7) / 2
        tip = QPointF(x, y + side / 2)
        painter.drawPolyline([tip + QPointF(-side, -side), tip, tip + QPointF(side, -side)])
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _offered(self, wanted: str) -> list[Option]:
        if not wanted:
            return [Option(self.tr("No category"), None), *self._branch(None, 0)]
        paths = [(uid, self._tree.path(uid)) for uid in self._all()]
        found = [Option(_BETWEEN.join(path), uid, also="/".join(path)) for uid, path in paths]
        found = [option for option in found if option.has(wanted)]
        new = _path_of(wanted)
        if new and self._tree.find(new) is None:
            words = self.tr("New category “{path}”").format(path=_BETWEEN.join(new))
            found.append(Option(words, new))
        return found

    def _branch(self, parent: Uid | None, depth: int) -> Iterator[Option]:
        for category in self._tree.children(parent):
            yield Option(_INDENT * depth + category.name, category.uid)
            yield from self._branch(category.uid, depth + 1)

    def _all(self) -> list[Uid]:
        tops = [category.uid for category in self._tree.children(None)]
        return [uid for top in tops for uid in (top, *self._tree.below(top))]

    def _take(self, value: object) -> None:
        if isinstance(value, tuple):
            self.category_wanted.emit(value)
        else:
            self.choose(None if value is None else Uid(str(value)))
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _write(self) -> None:
        path = _BETWEEN.join(self._tree.path(self._uid)) or self.tr("No category")
        room = self.width() - self._theme.px(36)
        shown = self.fontMetrics().elidedText(path, Qt.TextElideMode.ElideMiddle, room)
        self.setText(shown.replace("&", "&&"))

    def _word(self) -> None:
        path = _BETWEEN.join(self._tree.path(self._uid))
        self._write()
        self.setToolTip(path)
        self.setAccessibleName(self.tr("Category"))
        self.setAccessibleDescription(path or self.tr("No category"))


def _path_of(written: str) -> Path:
    """Reads a path as people write it: ``售前/发货``, also with ``›``, ``>`` or ``／``."""
    for separator in "›>／":
        written = written.replace(separator, "/")
    return tuple(name for name in map(str.strip, written.split("/")) if name)
