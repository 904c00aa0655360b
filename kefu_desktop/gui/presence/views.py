"""Everything that is seen of leaving and coming back, joined to the use case behind it.

Nothing is decided here. A click becomes a call of :class:`Presence`, a change something to see.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kefu_desktop.app.events import PresenceChanged
from kefu_desktop.app.working_hours import local_time, moment_of
from kefu_desktop.core.leaving import Act, Leaving, leaving_from, until_from
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.standing import Away, Reason
from kefu_desktop.gui.presence.desk import PresenceDesk
from kefu_desktop.gui.presence.toasts import PresenceToasts

if TYPE_CHECKING:
    from kefu_desktop.gui.presence.panel import AwayPanel


class PresenceViews(QObject):
    """Tray and notices at once; the panel when it is first wanted."""

    settings_wanted = Signal()
    search_wanted = Signal()
    offered_first = Signal(object)
    """The uids of replies for those who waited, in order; none when it is over."""

    def __init__(self, desk: PresenceDesk) -> None:
        super().__init__(desk.bridge)
        self._desk = desk
        self._panel: AwayPanel | None = None
        self._offered: tuple[Uid, ...] = ()
        self._wait_no_longer: Callable[[], None] = lambda: None
        toasts = PresenceToasts(desk, self._panel_in_front, self)
        toasts.search_wanted.connect(self.search_wanted)
        toasts.panel_wanted.connect(self.open_panel)
        presence, away = desk.presence, desk.tray.away
        away.left.connect(self._leave)
        away.back.connect(presence.come_back)
        away.busy_toggled.connect(presence.busy_pressed)
        away.panel_wanted.connect(self.open_panel)
        desk.bridge.subscribe(desk.events, PresenceChanged, lambda _: self._follow(), self)
        self._follow()

    @property
    def panel(self) -> "AwayPanel":
        """The panel, made at the first call."""
        if self._panel is None:
            from kefu_desktop.gui.presence.panel import AwayPanel

            self._panel = AwayPanel(self._desk)
            self._panel.settings_wanted.connect(self.settings_wanted)
        return self._panel

    def open_panel(self) -> None:
        """Shows the panel, before all other windows."""
        self.panel.appear()

    def obey(self, typed: str) -> None:
        """Does what ``/away …`` says. Where it says no more than that, leaves as the key does; then
        somebody who is away already is shown the panel.
        """
        said, presence = leaving_from(typed), self._desk.presence
        away = isinstance(presence.status.state.phase, Away)
        if said.act is Act.RETURN:
            presence.come_back()
        elif said.act is Act.LOOK or (away and said == Leaving(Act.LEAVE)):
            self.open_panel()
        else:
            until = until_from(said.when, local_time(self._desk.now))
            presence.leave(said.reason, None if until is None else moment_of(until), said.note)

    def end(self) -> None:
        """Takes the panel down; the last thing before the program ends."""
        if self._panel is not None:
            self._panel.close()

    def _panel_in_front(self) -> bool:
        return self._panel is not None and self._panel.isActiveWindow()

    def _leave(self, reason: Reason | None, minutes: int | None) -> None:
        until = None if minutes is None else Millis(self._desk.now + minutes * 60_000)
        self._desk.presence.leave(reason, until)

    def _follow(self) -> None:
        now = self._desk.now
        self._desk.tray.set_presence(self._desk.presence.status, now)
        # What is "tomorrow" in the tooltip is today behind midnight.
        self._wait_no_longer()
        midnight = local_time(now).replace(hour=0, minute=0, second=0) + timedelta(days=1)
        seconds = max(1, (moment_of(midnight) - now) / 1000)
        self._wait_no_longer = self._desk.timer.after(seconds, self._follow)
        self._desk.presence.when_ready(self._offer_first)

    def _offer_first(self) -> None:
        offered = self._desk.presence.first_offers(self._desk.now)
        if offered != self._offered:
            self._offered = offered
            self.offered_first.emit(offered)
