"""The program's own pictures, from ``resources/icons``.

PNGs in every size that panels ask for: the SVGs beside them are what they are drawn from, and would
load a parser of some megabytes into a process that idles all day.
"""

import sys
from enum import StrEnum

from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QIcon

from kefu_desktop import assets

_APP_SIZES = (16, 20, 24, 32, 48, 64, 128, 256)
_TRAY_SIZES = (16, 20, 22, 24, 32, 40, 48, 64)

_TASKBAR = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"


class Face(StrEnum):
    """What the tray's icon shows. Each is another shape, for those who see colours otherwise."""

    HERE = ""
    PAUSED = "paused"
    """The hotkey rests."""
    ASKED = "asked"
    """It is asked whether the agent leaves."""
    AWAY = "away"
    BUSY = "busy"
    BACK = "back"


def application_icon() -> QIcon:
    """Gives the icon of windows and of the program itself."""
    return _icon("app", _APP_SIZES)


def tray_icon(*, on_dark: bool, face: Face = Face.HERE) -> QIcon:
    """Gives the icon with a face, for a dark or a light panel."""
    name = f"tray-{f'{face.value}-' if face else ''}on-{'dark' if on_dark else 'light'}"
    return _icon(name, _TRAY_SIZES)


def panel_is_dark(desktop_dark: bool, platform: str = sys.platform) -> bool:
    """Whether the panel that holds the tray is dark.

    Windows colours its taskbar apart from its windows, and in Windows 10 the one is dark while the
    others are light: ``SystemUsesLightTheme`` in the registry says so.
    """
    if platform != "win32":
        return desktop_dark
    taskbar = QSettings(_TASKBAR, QSettings.Format.NativeFormat)
    return str(taskbar.value("SystemUsesLightTheme", 0)) == "0"


def _icon(name: str, sizes: tuple[int, ...]) -> QIcon:
    icon = QIcon()
    for size in sizes:
        icon.addFile(str(assets.resource("icons", f"{name}-{size}.png")), QSize(size, size))
    return icon
