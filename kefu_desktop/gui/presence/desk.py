"""What tray, panel and notices of leaving and coming back work with, as the composition root hands
it down.
"""

from collections.abc import Callable

from msgspec import Struct

from kefu_desktop.app.away_export import AutoReplies
from kefu_desktop.app.events import Events
from kefu_desktop.app.hotkey import Purpose
from kefu_desktop.app.ports import Clock, Timer
from kefu_desktop.app.presence import Presence
from kefu_desktop.core.model import Millis
from kefu_desktop.core.settings import Settings
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.notice import Notice
from kefu_desktop.gui.presence.words import Named
from kefu_desktop.gui.theme import Theme
from kefu_desktop.gui.tray import Tray


class PresenceDesk(Struct, frozen=True, kw_only=True):
    """``named`` gives what the windows call a client."""

    presence: Presence
    auto_replies: AutoReplies
    events: Events
    clock: Clock
    settings: Callable[[], Settings]
    named: Named
    bridge: Bridge
    timer: Timer
    theme: Theme
    tray: Tray
    notice: Notice

    @property
    def now(self) -> Millis:
        """The wall clock's moment."""
        return Millis(self.clock.now())

    def chord(self, purpose: Purpose) -> str:
        """The key for ``purpose``, empty where it cannot be pressed."""
        return self.tray.away.chord(purpose)
