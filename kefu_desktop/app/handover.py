"""What the program does with its hands: puts something on the clipboard, brings a window back,
presses the paste key.

Every method belongs to the GUI thread, as the clipboard does, and answers there; what waits for
other programs happens on the ``hands`` lane in between. Keys go nowhere but into the window they
are meant for, and only while it is in front.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from msgspec import Struct

from kefu_desktop.app.clipboard_watch import ClipboardWatch
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.app.orders import Short
from kefu_desktop.app.ports import ClipboardPort, PastePort, Snapshot, Target, Timer, WindowPort
from kefu_desktop.core.chords import Chord

_log = logging.getLogger(__name__)

T = TypeVar("T")

FOCUS_SECONDS = 0.8
"""How long a window may take to come back. Measured on X11: 10 ms; a busy client takes longer."""

RELEASE_SECONDS = 2.0
"""How long the hotkey's own keys may still be held: an agent's hand is slower than the popup."""

SNAPSHOT_SECONDS = 0.3
"""What the present owner of the clipboard has for handing over its content before we replace it."""


class Goal(Struct, frozen=True):
    """Where something is to be pasted, with which key, after how many seconds; ``stay`` where a
    window that is no longer in front is not to be brought back.
    """

    target: Target
    key: Chord
    delay: float = 0.0
    stay: bool = False


class Handover:
    """Hands replies over on one machine."""

    def __init__(
        self,
        clipboard: ClipboardPort,
        window: WindowPort,
        paste: PastePort,
        lane: Lane,
        timer: Timer,
        on_gui: Callable[[Callable[[], None]], None],
        pause: Callable[[float], None],
    ) -> None:
        """``pause`` is called on the lane, for clients that are slow to take the keyboard."""
        self._clipboard = clipboard
        self._window = window
        self._paste = paste
        self._lane = lane
        self._timer = timer
        self._on_gui = on_gui
        self._pause = pause

    def put(
        self,
        text: str,
        png: bytes | None = None,
        before: Snapshot | None = None,
        taken: Callable[[bool], None] | None = None,
    ) -> ClipboardWatch:
        """Puts a text or an image on the clipboard and gives what follows its fate. Raises
        :class:`kefu_desktop.core.errors.MachineFault`.
        """
        watch = ClipboardWatch(self._clipboard, self._timer, self._on_gui, before, taken)
        self._clipboard.write(text, png, watch.was_read)
        return watch

    def snapshot(self, then: Callable[[Snapshot | None], None]) -> None:
        """Hands what is on the clipboard to ``then``, None where its owner does not answer."""
        self.fetch(lambda: self._clipboard.snapshot(SNAPSHOT_SECONDS), then)

    def fetch(self, job: Callable[[], T | None], then: Callable[[T | None], None]) -> None:
        """Does ``job`` on the lane; ``then`` gets its outcome, None where it failed."""

        def answered(future: "Future[T | None]") -> None:
            log_failure(future)
            outcome = None if future.exception() is not None else future.result()
            self._on_gui(lambda: then(outcome))

        self._lane.submit(job).add_done_callback(answered)

    def paste(
        self, watch: ClipboardWatch, goal: Goal, handed: Callable[[Short | None], None]
    ) -> None:
        """Pastes what ``watch`` follows; ``handed`` hears what kept it from that."""
        pasting = self._lane.submit(self._hand_over, watch, goal)
        pasting.add_done_callback(
            lambda future: self._on_gui(lambda: self._handed(future, watch, handed))
        )

    def press(self, target: Target, chord: Chord, pressed: Callable[[bool], None]) -> None:
        """Presses ``chord`` in ``target`` if that is in front; ``pressed`` hears whether it was."""
        self.fetch(lambda: self._press(target, chord), lambda done: pressed(bool(done)))

    def _press(self, target: Target, chord: Chord) -> bool:
        released = self._paste.wait_released(RELEASE_SECONDS)
        return released and self._window.is_front(target) and self._paste.send(chord)

    def _hand_over(self, watch: ClipboardWatch, goal: Goal) -> Short | None:
        """Brings the target back and pastes; gives what kept it from that. On the lane."""
        window, target = self._window, goal.target
        if not goal.stay and not window.bring_back(target, FOCUS_SECONDS):
            return Short.FOCUS_LOST
        if not self._paste.wait_released(RELEASE_SECONDS):
            return Short.KEYS_HELD
        if goal.delay:
            self._pause(goal.delay)
        if not window.is_front(target):
            return Short.FOCUS_LOST
        watch.sending = True
        return None if self._paste.send(goal.key) else Short.NO_PASTE

    def _handed(
        self,
        pasting: "Future[Short | None]",
        watch: ClipboardWatch,
        handed: Callable[[Short | None], None],
    ) -> None:
        try:
            short = pasting.result()
        except Exception:  # noqa: BLE001 - whatever a back-end raises, the reply is copied
            _log.exception("a back-end failed while handing over")
            short = Short.NO_PASTE
        handed(short)
        watch.expect(read=short is None)
