"""The way into the settings window: made when it is first wanted."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from kefu_desktop.gui.settings.page import Page
    from kefu_desktop.gui.settings.window import SettingsWindow


class SettingsOpening:
    """Opens the one settings window from wherever it is asked for."""

    def __init__(self, make: "Callable[[], SettingsWindow]") -> None:
        self._make = make
        self._made: SettingsWindow | None = None

    @property
    def visible(self) -> bool:
        """Whether it is open."""
        return self._made is not None and self._made.isVisible()

    def open(self, page: "type[Page] | None" = None) -> None:
        """Opens it at ``page``, else at the one that was looked at last."""
        if self._made is None:
            self._made = self._make()
        self._made.appear(page)

    def open_away(self) -> None:
        """Opens it at the page about leaving."""
        from kefu_desktop.gui.settings.away import AwayPage

        self.open(AwayPage)

    def leave(self) -> None:
        """Takes what is half typed there: the program ends."""
        if self._made is not None:
            self._made.close()


def open_file(file: Path) -> bool:
    """Opens a file in the desktop's editor; gives whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
