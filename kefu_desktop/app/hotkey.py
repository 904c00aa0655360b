"""The hotkeys as the user has set them: bound, paused, or taken by another program.

A key that cannot be had never stops the program: the state says what is the matter, and what the
key does is still to be had from the tray and from the command line.
"""

import logging
from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from kefu_desktop.app.events import Events, SettingsChanged
from kefu_desktop.app.ports import HotkeyPort, HotkeyRefusal, Press
from kefu_desktop.core import chords
from kefu_desktop.core.chords import Chord
from kefu_desktop.core.settings import HotkeySettings

_log = logging.getLogger(__name__)


class Purpose(StrEnum):
    """What a hotkey is for. Where two are set to one chord, the first of them has it."""

    POPUP = "popup"
    CAPTURE = "capture"
    NEXT_PART = "next-part"
    AWAY = "away"
    BUSY = "busy"


_NOW_AND_THEN = frozenset({Purpose.NEXT_PART})
"""Keys that are taken only while there is something for them to do."""


class HotkeyState(StrEnum):
    """Whether a hotkey can be pressed, and if not, why. ``OFF`` is set to no chord, ``DOUBLE`` to
    that of another purpose.
    """

    ACTIVE = "active"
    PAUSED = "paused"
    TAKEN = "taken"
    NO_SUCH_KEY = "no-such-key"
    BY_HAND = "by-hand"
    DOUBLE = "double"
    OFF = "off"


class HotkeyStatus(Struct, frozen=True):
    """The state, for which chord (None: ``OFF``), and what to try when that cannot be had."""

    state: HotkeyState
    chord: Chord | None
    suggestions: tuple[Chord, ...] = ()
    purpose: Purpose = Purpose.POPUP


class Hotkey:
    """Keeps the chord of each purpose bound as the settings want it."""

    def __init__(
        self,
        port: HotkeyPort,
        settings: HotkeySettings,
        events: Events,
        pressed: Mapping[Purpose, Callable[[Press], None]],
        told: Callable[[HotkeyStatus], None],
    ) -> None:
        """``pressed`` says what a press does; a purpose that is not in it takes no key.

        ``told`` hears of each purpose when its status is new.
        """
        self._port = port
        self._pressed = {purpose: pressed[purpose] for purpose in Purpose if purpose in pressed}
        for purpose in self._pressed.keys() - {Purpose.POPUP}:
            self._pressed[purpose] = _without_holding(self._pressed[purpose])
        self._told = told
        self._bound: dict[Purpose, Chord] = {}
        self._statuses: dict[Purpose, HotkeyStatus] = {}
        self._settings = settings
        self._resting = False
        self._needed = set(self._pressed) - _NOW_AND_THEN
        self._end = events.subscribe(SettingsChanged, self._settings_changed)
        self.apply(settings)

    def status(self, purpose: Purpose) -> HotkeyStatus:
        """How it stands now with the key for ``purpose``."""
        return self._statuses.get(purpose, HotkeyStatus(HotkeyState.OFF, None, (), purpose))

    def apply(self, settings: HotkeySettings) -> None:
        """Binds, rebinds or lets go, and tells of each purpose how it stands when that is new."""
        self._settings = settings
        if self._resting:
            return
        needed = [purpose for purpose in self._pressed if purpose in self._needed]
        wanted = {purpose: _chord_for(purpose, settings) for purpose in needed}
        for purpose, chord in tuple(self._bound.items()):
            if settings.paused or _holder(chord, wanted) is not purpose:
                self._port.unbind(chord)
                del self._bound[purpose]
        for purpose in needed:
            status = self._bind(purpose, wanted, paused=settings.paused)
            if status != self._statuses.get(purpose):
                self._statuses[purpose] = status
                _log.info("%s hotkey %s is %s", purpose.value, status.chord, status.state.value)
                self._told(status)

    def need(self, purpose: Purpose, needed: bool) -> None:
        """Takes the key for ``purpose`` only while it is ``needed``; other programs have it else.
        Without this a key for the next part is never taken, and the others always are.
        """
        if purpose not in self._pressed or needed is (purpose in self._needed):
            return
        if needed:
            self._needed.add(purpose)
        else:
            self._needed.discard(purpose)
        self.apply(self._settings)

    def rest(self, resting: bool) -> None:
        """Lets go of all keys while ``resting``, so that our own windows get them, and takes them
        again after that. Nobody is told: it is over in seconds.
        """
        if resting is self._resting:
            return
        self._resting = resting
        if not resting:
            self.apply(self._settings)
            return
        for chord in self._bound.values():
            self._port.unbind(chord)
        self._bound.clear()

    def trial(self, purpose: Purpose, chord: Chord) -> HotkeyStatus:
        """How it would stand with ``chord`` for ``purpose``; leaves everything as it is."""
        wanted = {one: _chord_for(one, self._settings) for one in self._pressed}
        others = {held for one, held in wanted.items() if one is not purpose}
        free = tuple(one for one in chords.suggestions(chord) if one not in wanted.values())
        if chord in others:
            return HotkeyStatus(HotkeyState.DOUBLE, chord, free, purpose)
        if self._bound.get(purpose) != chord:
            try:
                self._port.bind(chord, _without_holding(lambda _: None))
            except HotkeyRefusal as refusal:
                return HotkeyStatus(_refused(refusal), chord, free, purpose)
            self._port.unbind(chord)
        return HotkeyStatus(self._state, chord, (), purpose)

    def close(self) -> None:
        """Gives the keys back."""
        self._end()
        self._port.close()

    def _bind(
        self, purpose: Purpose, wanted: Mapping[Purpose, Chord | None], *, paused: bool
    ) -> HotkeyStatus:
        chord = wanted[purpose]
        if chord is None:
            return HotkeyStatus(HotkeyState.OFF, None, (), purpose)
        if paused:
            return HotkeyStatus(HotkeyState.PAUSED, chord, (), purpose)
        free = tuple(one for one in chords.suggestions(chord) if one not in wanted.values())
        if _holder(chord, wanted) is not purpose:
            return HotkeyStatus(HotkeyState.DOUBLE, chord, free, purpose)
        if purpose not in self._bound:
            try:
                self._port.bind(chord, self._pressed[purpose])
            except HotkeyRefusal as refusal:
                return HotkeyStatus(_refused(refusal), chord, free, purpose)
            self._bound[purpose] = chord
        return HotkeyStatus(self._state, chord, (), purpose)

    @property
    def _state(self) -> HotkeyState:
        """How a key stands that could be bound."""
        by_hand = self._port.name == "command-only"
        return HotkeyState.BY_HAND if by_hand else HotkeyState.ACTIVE

    def _settings_changed(self, event: SettingsChanged) -> None:
        self.apply(event.after.hotkey)


def _chord_for(purpose: Purpose, settings: HotkeySettings) -> Chord | None:
    written = {
        Purpose.POPUP: settings.popup,
        Purpose.CAPTURE: settings.capture,
        Purpose.NEXT_PART: settings.next_part,
        Purpose.AWAY: settings.away,
        Purpose.BUSY: settings.busy,
    }[purpose]
    return chords.parse(written) if written else None


def _holder(chord: Chord, wanted: Mapping[Purpose, Chord | None]) -> Purpose | None:
    return next((purpose for purpose, has in wanted.items() if has == chord), None)


def _refused(refusal: HotkeyRefusal) -> HotkeyState:
    return HotkeyState.TAKEN if refusal.taken else HotkeyState.NO_SUCH_KEY


def _without_holding(pressed: Callable[[Press], None]) -> Callable[[Press], None]:
    """A press that opens nothing: the keys typed behind it go on to the chat at once."""

    def let_go(press: Press) -> None:
        press.settled()
        pressed(press)

    return let_go
