"""The hotkey port that outlives its back-end: when one stops working, the next takes over every
chord.

The loss comes from the thread of the back-end that is ending, so nothing here may wait for that
thread while it holds the lock.
"""

import logging
import threading
from collections.abc import Callable, Sequence

from kefu_desktop.app.ports import HotkeyPort, HotkeyRefusal, Press
from kefu_desktop.core.chords import Chord
from kefu_desktop.native.choose import Answer, Candidate, Choice
from kefu_desktop.native.facts import Facts

_LOG = logging.getLogger(__name__)


class SteppingHotkey:
    """A :class:`kefu_desktop.app.ports.HotkeyPort` over a :class:`Choice`. Any thread may call.

    ``name`` is that of the back-end in use.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate[HotkeyPort]],
        facts: Facts,
        *,
        forced: str = "",
        stepped: Callable[[], None] = lambda: None,
    ) -> None:
        """Chooses as :class:`Choice` does. ``stepped`` is called, from any thread, after a back-end
        was lost and the next is in use.
        """
        self._lock = threading.RLock()
        self._bound: dict[Chord, Callable[[Press], None]] = {}
        self._closed = False
        self._stepped = stepped
        with self._lock:
            self._choice = Choice("hotkey", candidates, facts, forced=forced, lost=self._lost)
            self.name = self._choice.port.name

    @property
    def answer(self) -> Answer:
        """What the back-end in use said of itself."""
        return self._choice.answer

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What every back-end said."""
        return self._choice.answers

    @property
    def unmet(self) -> Answer | None:
        """What the back-end that was asked for by name said, when it could not be had."""
        return self._choice.unmet

    def bind(self, chord: Chord, pressed: Callable[[Press], None]) -> None:
        """Takes ``chord`` from the desktop, on this back-end and those after it. Raises
        :class:`HotkeyRefusal`.
        """
        with self._lock:
            self._choice.port.bind(chord, pressed)
            self._bound[chord] = pressed

    def unbind(self, chord: Chord) -> None:
        """Gives ``chord`` back."""
        with self._lock:
            self._bound.pop(chord, None)
            self._choice.port.unbind(chord)

    def close(self) -> None:
        """Gives every chord back; a loss from now on is no news."""
        with self._lock:
            self._closed = True
            port = self._choice.port
        port.close()

    def _lost(self) -> None:
        with self._lock:
            if self._closed:
                return
            self._choice.step_down()
            port = self._choice.port
            self.name = port.name
            for chord, pressed in self._bound.items():
                try:
                    port.bind(chord, pressed)
                except HotkeyRefusal as refusal:
                    _LOG.warning("%s cannot take over %s", port.name, refusal.chord)
        self._stepped()
