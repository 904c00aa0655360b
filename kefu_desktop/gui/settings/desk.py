"""What the settings window works with, as the composition root hands it down."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from kefu_desktop.app.clients import KnownClients
from kefu_desktop.app.events import Events
from kefu_desktop.app.hotkey import Hotkey
from kefu_desktop.app.profiles import Profiles
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.app.wording_switches import WordingSwitches
from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.theme import Theme


class SettingsDesk(Struct, frozen=True, kw_only=True):
    """``backends`` are the names of what can take a hotkey on some machine; ``open_file`` opens a
    text file in the desktop's editor, False where there is none.
    """

    settings: SettingsService
    events: Events
    hotkey: Hotkey
    backends: tuple[str, ...]
    clients: KnownClients
    profiles: Profiles
    wording: WordingSwitches
    bridge: Bridge
    theme: Theme
    say: Callable[[KefuError], str]
    open_file: Callable[[Path], bool]
