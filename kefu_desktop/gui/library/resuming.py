"""Takes the library window up as it was left, and notes how it is left."""

from pathlib import Path

from PySide6.QtCore import QByteArray

from kefu_desktop.gui.library.parts import Parts
from kefu_desktop.gui.library.remembering import Remembered, Remembering
from kefu_desktop.gui.theme import Theme
from kefu_desktop.gui.window_size import open_in

WIDTH, HEIGHT = 1200, 740
"""Of a window that was never opened before, at the usual text scale, in pixels."""


class Resuming:
    """Keeps it in the small file ``state``."""

    def __init__(self, state: Path, theme: Theme, parts: Parts) -> None:
        self._remembering = Remembering(state)
        self._theme = theme
        self._parts = parts

    def resume(self) -> None:
        """Makes the window what it was, or what a new one is; nothing is listed yet."""
        left, parts, px = self._remembering.read(), self._parts, self._theme.px
        window = parts.window
        if not left.geometry or not window.restoreGeometry(QByteArray(left.geometry)):
            open_in(window, px(WIDTH), px(HEIGHT))
        parts.panes.take_widths(left.panes)
        parts.replies.head.take_widths(left.columns)
        parts.search.look_everywhere(left.everywhere)
        parts.sidebar.unfold(left.unfolded)
        parts.replies.resume(left.view, left.order, left.uid)
        parts.sidebar.choose(left.view)

    def remember(self) -> None:
        """Notes what the window is now."""
        parts = self._parts
        selected = parts.replies.selected
        self._remembering.write(
            Remembered(
                geometry=bytes(parts.window.saveGeometry().data()),
                panes=parts.panes.widths,
                columns=parts.replies.head.widths,
                unfolded=parts.sidebar.unfolded,
                view=parts.sidebar.current,
                uid=selected[0] if len(selected) == 1 else None,
                order=parts.replies.own_order,
                everywhere=parts.search.everywhere,
            )
        )
