"""The hotkey as the user has set it: bound, paused, or taken by another program.

A key that cannot be had never stops the program: the state says what is the matter, and the popup
still opens from the tray and from ``kefu-desktop popup``.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kefu_desktop.app.events import Events, SettingsChanged
from kefu_desktop.app.ports import HotkeyPort, HotkeyRefusal, Press
from kefu_desktop.core import chords
from kefu_desktop.core.chords import Chord
from kefu_desktop.core.settings import HotkeySettings

_log = logging.getLogger(__name__)


class HotkeyState(StrEnum):
    """Whether the hotkey can be pressed, and if not, why."""

    ACTIVE = "active"
    PAUSED = "paused"
    TAKEN = "taken"
    NO_SUCH_KEY = "no-such-key"
    BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class HotkeyStatus:
    """The state, for which chord, and what to try when it is taken."""

    state: HotkeyState
    chord: Chord
    suggestions: tuple[Chord, ...] = ()


class Hotkey:
    """Keeps the popup's chord bound as the settings want it."""

    def __init__(
        self,
        port: HotkeyPort,
        settings: HotkeySettings,
        events: Events,
        pressed: Callable[[Press], None],
        told: Callable[[HotkeyStatus], None],
    ) -> None:
        self._port = port
        self._pressed = pressed
        self._told = told
        self._bound: Chord | None = None
        self._status = HotkeyStatus(HotkeyState.PAUSED, chords.parse(settings.popup))
        self._end = events.subscribe(SettingsChanged, self._settings_changed)
        self.apply(settings)

    @property
    def status(self) -> HotkeyStatus:
        """How it stands now."""
        return self._status

    def apply(self, settings: HotkeySettings) -> None:
        """Binds, rebinds or lets go, and tells how it stands when that is new."""
        chord = chords.parse(settings.popup)
        status = self._bind(chord, paused=settings.paused)
        if status != self._status:
            self._status = status
            _log.info("hotkey %s is %s", status.chord, status.state.value)
            self._told(status)

    def close(self) -> None:
        """Gives the key back."""
        self._end()
        self._port.close()

    def _bind(self, chord: Chord, *, paused: bool) -> HotkeyStatus:
        if self._bound is not None and (paused or self._bound != chord):
            self._port.unbind(self._bound)
            self._bound = None
        if paused:
            return HotkeyStatus(HotkeyState.PAUSED, chord)
        if self._bound is None:
            try:
                self._port.bind(chord, self._pressed)
            except HotkeyRefusal as refusal:
                state = HotkeyState.TAKEN if refusal.taken else HotkeyState.NO_SUCH_KEY
                return HotkeyStatus(state, chord, chords.suggestions(chord))
            self._bound = chord
        by_hand = self._port.name == "command-only"
        return HotkeyStatus(HotkeyState.BY_HAND if by_hand else HotkeyState.ACTIVE, chord)

    def _settings_changed(self, event: SettingsChanged) -> None:
        self.apply(event.after.hotkey)
