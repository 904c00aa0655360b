"""Opens the emoticon picker over the popup. It is built when it is first wanted: who never picks
one should not pay for it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from kefu_desktop.core.clients import Client
from kefu_desktop.gui.popup.desk import Desk

if TYPE_CHECKING:
    from kefu_desktop.gui.emoticons.picker import EmoticonPicker


class Picking(QObject):
    """The picker over one window."""

    picked = Signal(str)
    """The emoticon as the client reads it."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self._picker: EmoticonPicker | None = None

    def open(self, beside: QWidget, client: Client) -> None:
        """Opens it beside a part of the window, for ``client``."""
        if self._picker is None:
            from kefu_desktop.gui.emoticons.picker import EmoticonPicker

            self._picker = EmoticonPicker(self._desk.emoticons, self._desk.theme, self._over)
            self._picker.chosen.connect(self.picked)
        anchor = QRect(beside.mapToGlobal(beside.rect().topLeft()), beside.size())
        self._picker.open_at(anchor, client)
