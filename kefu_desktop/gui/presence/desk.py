"""What tray, panel and notices of leaving and coming back work with, as the composition root hands
it down.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kefu_desktop.app.events import Events
from kefu_desktop.app.hotkey import HotkeyState, HotkeyStatus, Purpose
from kefu_desktop.app.ports import Clock
from kefu_desktop.app.presence import Presence
from kefu_desktop.core.model import Millis
from kefu_desktop.core.settings import Settings
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.notice import Notice
from kefu_desktop.gui.presence.words import Named
from kefu_desktop.gui.theme import Theme
from kefu_desktop.gui.tray import Tray


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceDesk:
    """``named`` gives what a client is called; ``hotkey`` how a key stands; ``open_settings`` opens
    their page about leaving, ``search`` the popup.
    """

    presence: Presence
    events: Events
    clock: Clock
    settings: Callable[[], Settings]
    named: Named
    hotkey: Callable[[Purpose], HotkeyStatus]
    open_settings: Callable[[], None]
    search: Callable[[], None]
    bridge: Bridge
    theme: Theme
    tray: Tray
    notice: Notice

    @property
    def now(self) -> Millis:
        """The wall clock's moment."""
        return Millis(self.clock.now())

    def chord(self, purpose: Purpose) -> str:
        """The key for ``purpose``, empty where it cannot be pressed."""
        status = self.hotkey(purpose)
        return str(status.chord) if status.state is HotkeyState.ACTIVE else ""
