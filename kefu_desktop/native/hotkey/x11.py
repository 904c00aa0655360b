"""The global hotkey on X11, without losing a letter that is typed right behind it.

The keys are grabbed *synchronously*: at the press the server stops handing out key events and keeps
them. Meanwhile the window in front is read and our own window gets the focus; then
``Press.settled`` lets the events go, to whatever has the focus by then. From the press until the
chord's key comes up again events are let through one at a time (``SyncKeyboard``): that is how a
repeat is told from a second press, and how a letter typed before the key is up still reaches our
window (``ReplayKeyboard``). A frozen keyboard must not stay so: this thread thaws it by itself
after a while, and the server does when our connection ends.

Sources: X Window System Protocol, GrabKey and AllowEvents; measured under Xorg 21.1.
"""

import contextlib
import logging
import os
import queue
import select
import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import Any

from msgspec import Struct

from kefu_desktop.app.ports import HotkeyRefusal, Press
from kefu_desktop.core.chords import Chord
from kefu_desktop.native.bindings import x11, x11_keys
from kefu_desktop.native.choose import Lost
from kefu_desktop.native.facts import Facts
from kefu_desktop.native.window import x11_reading as reading

_LOG = logging.getLogger(__name__)

support = x11.support
_HELD_BACK_AT_MOST = 1.0
"""Seconds that key events are kept when nobody settles a press. Too late loses none of them; too
early and letters for the search land in the chat, as on an old and busy machine.
"""


def make(facts: Facts, lost: Lost) -> "X11Hotkey":
    """Opens the display and starts the thread. Raises
    :class:`kefu_desktop.native.bindings.x11.NoServer`.
    """
    return X11Hotkey(x11.Connection(facts.display), lost)


_Grab = tuple[int, int]
"""A key code and all modifier bits that go with it, locks too."""


class _Binding(Struct):
    """A chord, whom to call, and where it is grabbed now (None when this keyboard has no place for
    it).
    """

    pressed: Callable[[Press], None]
    place: x11_keys.Place | None
    last_keycode: int


class _Hold(Struct):
    """The last press. The keyboard is frozen for it until ``thaw_at``; ``released_at`` is the
    server's time, -1 while down.
    """

    number: int
    keycode: int
    thaw_at: float | None
    released_at: int = -1


class X11Hotkey:
    """A :class:`kefu_desktop.app.ports.HotkeyPort` with a connection and a thread of its own."""

    name = "x11"

    def __init__(
        self, connection: x11.Connection, lost: Lost, held_back: float = _HELD_BACK_AT_MOST
    ) -> None:
        """Starts the thread. Keys typed behind a press that nobody settles are held back for
        ``held_back`` seconds.
        """
        self._connection = connection
        self._lost = lost
        self._held_back = held_back
        self._bindings: dict[Chord, _Binding] = {}
        self._keymap = x11_keys.read_keymap(connection)
        self._keymap_stale = False
        self._hold: _Hold | None = None
        self._presses = 0
        self._asked: queue.SimpleQueue[tuple[Callable[[], None], Future[None] | None]] = (
            queue.SimpleQueue()
        )
        self._ending = False
        self._over = threading.Lock()  # held while requests may still be put
        self._dead = False
        self._wake_end, self._waker = os.pipe()
        os.set_blocking(self._waker, False)
        self._thread = threading.Thread(target=self._run, name="hotkey", daemon=True)
        self._thread.start()

    def bind(self, chord: Chord, pressed: Callable[[Press], None]) -> None:
        """Takes ``chord``; a chord that is bound already gets the new ``pressed``. Raises
        :class:`HotkeyRefusal`.
        """
        if not self._in_loop(partial(self._bind, chord, pressed)):
            raise HotkeyRefusal(chord, taken=False)

    def unbind(self, chord: Chord) -> None:
        """Gives ``chord`` back."""
        self._in_loop(partial(self._unbind, chord))

    def close(self) -> None:
        """Gives every chord back and ends the thread."""
        self._in_loop(self._end)
        if threading.current_thread() is not self._thread:
            self._thread.join()

    # From any thread.

    def _in_loop(self, job: Callable[[], None]) -> bool:
        """Has the loop do ``job`` and waits; raises what it raises. False when the loop is over."""
        if threading.current_thread() is self._thread:
            job()
            return True
        done: Future[None] = Future()
        if not self._ask(job, done):
            return False
        try:
            done.result()
        except CancelledError:
            return False
        return True

    def _ask(self, job: Callable[[], None], done: Future[None] | None) -> bool:
        with self._over:
            if self._dead:
                return False
            self._asked.put((job, done))
            # A full pipe means that the loop is already on its way.
            with contextlib.suppress(BlockingIOError):
                os.write(self._waker, b"\0")
        return True

    # The loop's own thread from here on.

    def _run(self) -> None:
        lost = False
        try:
            while not self._ending:
                self._turn()
        except self._connection.failures as gone:
            lost = True
            _LOG.warning("the X server is gone: %s", type(gone).__name__)
        except Exception:  # noqa: BLE001 - the edge of a thread
            lost = True
            _LOG.exception("the hotkey thread failed")
        finally:
            self._bury()
        if lost and not self._ending:
            self._lost()

    def _turn(self) -> None:
        display = self._connection.display
        while display.pending_events():
            self._take(display.next_event())
        if self._keymap_stale:
            # Its round trips may have read events already, which no select will show: look again.
            self._regrab()
            return
        thaw_at = self._hold.thaw_at if self._hold else None
        wait = None if thaw_at is None else max(thaw_at - time.monotonic(), 0)
        ready, _, _ = select.select([display.fileno(), self._wake_end], [], [], wait)
        if thaw_at is not None and time.monotonic() >= thaw_at:
            _LOG.info("press %d was not settled in time", self._presses)
            self._thaw(self._presses)
        if self._wake_end in ready:
            os.read(self._wake_end, 4096)
            self._do_what_was_asked()

    def _do_what_was_asked(self) -> None:
        while not self._asked.empty():
            job, done = self._asked.get()
            try:
                job()
            except HotkeyRefusal as refusal:
                if done is not None:
                    done.set_exception(refusal)
                continue
            except BaseException:
                if done is not None:
                    done.cancel()
                raise
            if done is not None:
                done.set_result(None)

    def _bury(self) -> None:
        with self._over:
            self._dead = True
        while not self._asked.empty():
            _, done = self._asked.get()
            if done is not None:
                done.cancel()
        self._connection.close()
        os.close(self._waker)
        os.close(self._wake_end)

    def _end(self) -> None:
        self._ending = True
        if not self._dead:
            # The server would do so with the connection, but at a moment that nobody learns of.
            self._ungrab(self._taken())

    def _bind(self, chord: Chord, pressed: Callable[[Press], None]) -> None:
        known = self._bindings.get(chord)
        if known is not None and known.place is not None:
            known.pressed = pressed
            return
        place = x11_keys.locate(chord, self._keymap)
        if place is None:
            raise HotkeyRefusal(chord, taken=False)
        if not self._grab(self._grabs(place)):
            raise HotkeyRefusal(chord, taken=True)
        self._bindings[chord] = _Binding(pressed, place, place.keycode)

    def _unbind(self, chord: Chord) -> None:
        before = self._taken()
        self._bindings.pop(chord, None)
        self._ungrab(before - self._taken())

    def _taken(self) -> set[_Grab]:
        """Gives every grab that the bindings stand for."""
        places = (binding.place for binding in self._bindings.values())
        return {grab for place in places if place is not None for grab in self._grabs(place)}

    def _grabs(self, place: x11_keys.Place) -> list[_Grab]:
        """A grab fits one state of the locks only, so a chord needs one for each."""
        return [(place.keycode, place.mask | locks) for locks in x11_keys.lock_masks(self._keymap)]

    def _grab(self, grabs: Collection[_Grab]) -> bool:
        """Takes all of these; False, and none taken, when another program has one of them."""
        from Xlib import X

        requests = [
            partial(
                self._connection.root.grab_key,
                keycode,
                mask,
                False,  # owner_events: our own windows do not get the key either
                X.GrabModeAsync,
                X.GrabModeSync,
            )
            for keycode, mask in grabs
        ]
        if self._connection.tell(*requests):
            return True
        self._ungrab(grabs)
        return False

    def _ungrab(self, grabs: Collection[_Grab]) -> None:
        for keycode, mask in grabs:
            self._connection.root.ungrab_key(keycode, mask)
        self._connection.display.sync()

    def _regrab(self) -> None:
        """Follows the keyboard: another layout may have a chord's key elsewhere, NumLock another
        bit. What stays is not let go in between, or a press could slip through.
        """
        self._keymap_stale = False
        before = self._taken()
        self._keymap = x11_keys.read_keymap(self._connection)
        for chord, binding in self._bindings.items():
            binding.place = x11_keys.locate(chord, self._keymap, binding.last_keycode)
            if binding.place and self._grab(set(self._grabs(binding.place)) - before):
                binding.last_keycode = binding.place.keycode
            else:
                binding.place = None
                _LOG.warning("the new keyboard layout leaves no place for %s", chord)
        self._ungrab(before - self._taken())

    def _take(self, event: Any) -> None:
        from Xlib import X

        if event.type == X.KeyPress:
            self._key_down(event)
        elif event.type == X.KeyRelease:
            self._key_up(event)
        elif event.type == X.MappingNotify and event.request != X.MappingPointer:
            self._keymap_stale = True

    def _key_down(self, event: Any) -> None:
        """Each event here left the keyboard frozen, so each is answered with an ``AllowEvents``,
        now or when settled.
        """
        from Xlib import X

        chord = self._chord_of(event)
        hold = self._hold
        if chord is None:
            if any(event.detail in keys for keys in self._keymap.modifiers):
                self._allow(X.SyncKeyboard)
            else:
                # A letter, typed before the chord's key came up: not ours, and no repeat can follow
                # it.
                self._hold = None
                self._allow(X.ReplayKeyboard)
        elif hold and hold.keycode == event.detail and hold.released_at in {-1, event.time}:
            # The server repeats a held key as a release and a press of the same moment.
            hold.released_at = -1
            if hold.thaw_at is None:
                self._allow(X.SyncKeyboard)
        else:
            self._begin(chord, event)

    def _key_up(self, event: Any) -> None:
        from Xlib import X

        if self._hold and self._hold.keycode == event.detail:
            # With this the grab is over and the server goes on by itself.
            self._hold.released_at = event.time
        else:
            self._allow(X.SyncKeyboard)

    def _begin(self, chord: Chord, event: Any) -> None:
        self._presses += 1
        number = self._presses
        self._hold = _Hold(number, event.detail, time.monotonic() + self._held_back)
        target = reading.front(self._connection)
        press = Press(chord, int(event.time), target, settled=partial(self._settle, number))
        try:
            self._bindings[chord].pressed(press)
        except Exception:  # noqa: BLE001 - the edge of a thread
            _LOG.exception("what was to be called for %s failed", chord)
            self._thaw(number)

    def _settle(self, number: int) -> None:
        """Comes from any thread, and late or twice as well."""
        if threading.current_thread() is self._thread:
            self._thaw(number)
        else:
            self._ask(partial(self._thaw, number), None)

    def _thaw(self, number: int) -> None:
        from Xlib import X

        if self._hold and self._hold.number == number and self._hold.thaw_at is not None:
            self._hold.thaw_at = None
            self._allow(X.SyncKeyboard)

    def _allow(self, mode: int) -> None:
        from Xlib import X

        self._connection.display.allow_events(mode, X.CurrentTime)
        self._connection.display.flush()

    def _chord_of(self, event: Any) -> Chord | None:
        mask = event.state & x11_keys.held_mask(self._keymap)
        for chord, binding in self._bindings.items():
            if binding.place == x11_keys.Place(event.detail, mask):
                return chord
        return None
