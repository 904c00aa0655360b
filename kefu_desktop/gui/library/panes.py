"""The panes of the library window: which are beside each other, how wide, and which has the focus.

The sidebar stands at the left. Beside it are list and editor; or one page that takes the room of
both. In the editor's place stands what can be done with several replies while several are selected.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.gui.library.actions import Act, Actions
from kefu_desktop.gui.library.tool_bar import ActionButton
from kefu_desktop.gui.theme import Theme

WIDTHS = (214, 540, 446)
"""Of sidebar, list and editor at the usual text scale, in pixels."""

_NARROWEST = (180, 250)
"""Of list and editor; what the sidebar needs it knows itself."""


class SeveralPage(QWidget):
    """How many replies are selected, and what can be done with all of them."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = 0
        self._says = QLabel()
        self._says.setProperty("role", "empty-says")
        self._says.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        self._column.addWidget(self._says)
        self._buttons = [
            ActionButton(actions[act], keyed=True)
            for act in (Act.MOVE, Act.TAG, Act.FAVOURITE, Act.REPLACE, Act.EXPORT, Act.TRASH)
        ]
        self._of_trash = [
            ActionButton(actions[act], keyed=True) for act in (Act.RESTORE, Act.PURGE)
        ]
        for button in (*self._buttons, *self._of_trash):
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(3)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def tell(self, count: int, *, in_trash: bool) -> None:
        """Says how many are selected."""
        self._count = count
        for button in self._buttons:
            button.setVisible(not in_trash)
        for button in self._of_trash:
            button.setVisible(in_trash)
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        self._says.setText(self.tr("{count} replies selected").format(count=f"{self._count:,}"))

    def _dress(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(24), px(24), px(24), px(24))
        self._column.setSpacing(px(8))
        for button in (*self._buttons, *self._of_trash):
            button.setMinimumWidth(px(220))


class Panes(QWidget):
    """Lays the panes out."""

    def __init__(
        self,
        theme: Theme,
        actions: Actions,
        sidebar: QWidget,
        replies: QWidget,
        editor: QWidget,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self._panes = (sidebar, replies, editor)
        self._beside: QWidget = editor
        self._several: SeveralPage | None = None
        # From the outside in: what is moved with all that it holds is dressed anew, all of it.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._outer = _splitter()
        column.addWidget(self._outer)
        self._outer.addWidget(sidebar)
        self._middle = QStackedWidget(self._outer)
        self._inner = _splitter()
        self._middle.addWidget(self._inner)
        self._inner.addWidget(replies)
        self._right = QStackedWidget(self._inner)
        self._right.addWidget(editor)
        self._inner.setStretchFactor(0, 1)
        self._outer.setStretchFactor(1, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def show_list(self) -> None:
        """Shows list and editor."""
        self._middle.setCurrentWidget(self._inner)

    def show_page(self, page: QWidget) -> None:
        """Shows a page in place of list and editor."""
        if self._middle.indexOf(page) < 0:
            self._middle.addWidget(page)
        self._middle.setCurrentWidget(page)

    def show_selected(self, count: int, *, in_trash: bool) -> None:
        """Shows what can be done with several replies in place of the editor, if so many are
        selected.
        """
        self._beside = self._panes[2]
        if count > 1:
            if self._several is None:
                self._several = SeveralPage(self._theme, self._actions, self._right)
                self._right.addWidget(self._several)
            self._several.tell(count, in_trash=in_trash)
            self._beside = self._several
        self._right.setCurrentWidget(self._beside)

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of sidebar, list and editor at the usual text scale; none before they are
        laid out.
        """
        sizes = (self._outer.sizes()[0], *self._inner.sizes())
        if not all(sizes):
            return ()
        return tuple(round(size * 100 / self._theme.px(100)) for size in sizes)

    def take_widths(self, widths: Sequence[int]) -> None:
        """Makes the panes so wide, as far as the window is."""
        if len(widths) != len(WIDTHS) or not all(widths):
            widths = WIDTHS
        sidebar, replies, editor = map(self._theme.px, widths)
        self._outer.setSizes([sidebar, replies + editor])
        self._inner.setSizes([replies, editor])

    def turn(self, by: int) -> None:
        """Gives the focus to the next pane, or the one before."""
        shown = [pane for pane in self._shown() if pane.isVisible()]
        focus = QApplication.focusWidget()
        here = [n for n, pane in enumerate(shown) if focus and pane.isAncestorOf(focus)]
        place = (here[0] + by) % len(shown) if here else 0
        _focus_in(shown[place])

    def _shown(self) -> list[QWidget]:
        sidebar, replies, _ = self._panes
        if self._middle.currentWidget() is not self._inner:
            return [sidebar, self._middle]
        return [sidebar, replies, self._beside]

    def _dress(self) -> None:
        for widget, width in zip((self._panes[1], self._right), _NARROWEST, strict=True):
            widget.setMinimumWidth(self._theme.px(width))


def _focus_in(pane: QWidget) -> None:
    """Gives the focus to a pane: to itself if it takes it, else to the first in it that does."""
    takers = [pane, *pane.findChildren(QWidget)]
    for widget in takers:
        taker = widget.focusProxy() or widget
        if (
            taker.isVisible()
            and taker.isEnabled()
            and taker.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            taker.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def _splitter() -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    return splitter
