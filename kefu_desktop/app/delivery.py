"""Delivery: a chosen text or image gets onto the clipboard and, when it can be made sure that it
lands where the agent was typing, into the chat.

The ladder: pasted → copied. Each step down has its :class:`Short`, and the reply is on the
clipboard at every step. It goes nowhere but into the window that was in front at the hotkey.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import (
    ClipboardPort,
    PastePort,
    Snapshot,
    Target,
    Timer,
    WindowPort,
)
from kefu_desktop.core import chords
from kefu_desktop.core.clients import Client, Manner
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import DeliveryMode, Digest, Uid
from kefu_desktop.core.settings import DeliverySettings, EnterDoes

_log = logging.getLogger(__name__)

T = TypeVar("T")

FOCUS_SECONDS = 0.8
"""How long a window may take to come back. Measured on X11: 10 ms; a busy client takes longer."""

RELEASE_SECONDS = 2.0
"""How long the hotkey's own keys may still be held: an agent's hand is slower than the popup."""

QUIET_SECONDS = 0.12
"""The clipboard is restored when the client has read it and then been quiet for so long: clients
ask for several formats one after another (measured: all within 50 ms).
"""

LATEST_SECONDS = 1.0
"""After the first read the clipboard is restored within this time, quiet or not: a program that
looks at it again and again must not keep it from its owner.
"""

UNREAD_SECONDS = 5.0
"""A client that has not read the clipboard by then keeps the reply on it."""

SNAPSHOT_SECONDS = 0.3
"""What the present owner of the clipboard has for handing over its content before we replace it."""


class Reached(StrEnum):
    """How far a delivery got."""

    PASTED = "pasted"
    COPIED = "copied"
    FAILED = "failed"


class Short(StrEnum):
    """Why a delivery stopped short of what was asked for."""

    NO_TARGET = "no-target"
    FOCUS_LOST = "focus-lost"
    KEYS_HELD = "keys-held"
    NO_PASTE = "no-paste"
    NO_CLIPBOARD = "no-clipboard"
    NO_IMAGE = "no-image"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be delivered: the text as rendered, or else an image of the library, of which
    reply, where to, and in which manner that client is pasted into.
    """

    uid: Uid | None
    variant: str
    text: str
    paste: bool
    target: Target | None
    image: Digest | None = None
    client: Client = field(default_factory=Client)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an order. ``short`` is None when all was done that was asked for."""

    order: Order
    reached: Reached
    short: Short | None = None


def wants_paste(settings: DeliverySettings, mode: DeliveryMode, *, other: bool) -> bool:
    """Whether choosing a reply pastes it: by the reply's own mode, else by the setting; ``other``
    is Ctrl+Enter, which does the opposite of the setting.
    """
    if mode is DeliveryMode.AS_SET:
        pastes = settings.enter is EnterDoes.PASTE
    else:
        pastes = mode is not DeliveryMode.COPY
    return pastes is not other


class Delivery:
    """Carries out orders. :meth:`deliver` belongs to the GUI thread, as the clipboard does; what
    waits for other programs happens on the ``hands`` lane.
    """

    def __init__(
        self,
        settings: Callable[[], DeliverySettings],
        clipboard: ClipboardPort,
        window: WindowPort,
        paste: PastePort,
        hands: Lane,
        timer: Timer,
        on_gui: Callable[[Callable[[], None]], None],
        library: LiveLibrary,
        as_png: Callable[[bytes], bytes | None],
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """``as_png`` makes an image of any kind one that every client takes; None for what is no
        image. It is called on the ``hands`` lane, as is ``pause``, for clients that are slow to
        take the keyboard.
        """
        self._pause = pause
        self._settings = settings
        self._clipboard = clipboard
        self._window = window
        self._paste = paste
        self._hands = hands
        self._timer = timer
        self._on_gui = on_gui
        self._library = library
        self._as_png = as_png
        self._last: _Restorer | None = None

    def deliver(self, order: Order, done: Callable[[Receipt], None]) -> None:
        """Carries out ``order``; ``done`` gets the receipt on the GUI thread.

        The caller has hidden its own windows. Use is counted when the reply is on the clipboard. A
        delivery while another's clipboard still waits to be restored takes that over.
        """
        if order.image is not None:
            making = self._hands.submit(self._png, order.image)
            making.add_done_callback(
                lambda future: self._on_gui(lambda: self._begin(order, _outcome(future), done))
            )
        else:
            self._begin(order, None, done)

    def _png(self, digest: Digest) -> bytes | None:
        """Gives an image as the clipboard takes it; None when it is gone, or is none."""
        data = self._library.ask(lambda library: library.content(digest)).result()
        return None if data is None else self._as_png(data)

    def _begin(self, order: Order, png: bytes | None, done: Callable[[Receipt], None]) -> None:
        """Sees to what lies on the clipboard now, once all that is to go there is at hand."""
        if not order.text and png is None:
            short = Short.EMPTY if order.image is None else Short.NO_IMAGE
            done(Receipt(order, Reached.FAILED, short))
            return
        keep = self._settings().restore_clipboard and order.paste and order.target is not None
        waiting = self._last.let_go() if self._last is not None else None
        if keep and waiting is not None:
            # What lies there now is only the reply before.
            self._write(order, png, waiting, done)
        elif keep:
            taking = self._hands.submit(self._clipboard.snapshot, SNAPSHOT_SECONDS)
            taking.add_done_callback(
                lambda future: self._on_gui(lambda: self._write(order, png, _outcome(future), done))
            )
        else:
            self._write(order, png, None, done)

    def _write(
        self,
        order: Order,
        png: bytes | None,
        before: Snapshot | None,
        done: Callable[[Receipt], None],
    ) -> None:
        self._last = watch = _Restorer(self._clipboard, self._timer, self._on_gui, before)
        try:
            self._clipboard.write(order.text, png, watch.was_read)
        except KefuError:
            done(Receipt(order, Reached.FAILED, Short.NO_CLIPBOARD))
            return
        if not order.paste:
            self._finish(Receipt(order, Reached.COPIED), watch, done)
        elif order.target is None:
            self._finish(Receipt(order, Reached.COPIED, Short.NO_TARGET), watch, done)
        else:
            handing = self._hands.submit(self._hand_over, order.target, order.client.manner, watch)
            handing.add_done_callback(
                lambda future: self._on_gui(lambda: self._handed(order, future, watch, done))
            )

    def _hand_over(self, target: Target, manner: Manner, watch: "_Restorer") -> Short | None:
        """Brings the target back and pastes; gives what kept it from that. On the hands lane."""
        if not self._window.bring_back(target, FOCUS_SECONDS):
            return Short.FOCUS_LOST
        if not self._paste.wait_released(RELEASE_SECONDS):
            return Short.KEYS_HELD
        if manner.delay:
            self._pause(manner.delay / 1000)
        if not self._window.is_front(target):
            return Short.FOCUS_LOST
        chord = chords.parse(manner.paste_key or self._settings().paste_key)
        watch.sending = True
        return None if self._paste.send(chord) else Short.NO_PASTE

    def _handed(
        self,
        order: Order,
        handing: "Future[Short | None]",
        watch: "_Restorer",
        done: Callable[[Receipt], None],
    ) -> None:
        try:
            short = handing.result()
        except Exception:  # noqa: BLE001 - whatever a back-end raises, the reply is copied
            _log.exception("a back-end failed while handing over")
            short = Short.NO_PASTE
        watch.expect(read=short is None)
        reached = Reached.PASTED if short is None else Reached.COPIED
        self._finish(Receipt(order, reached, short), watch, done)

    def _finish(
        self, receipt: Receipt, watch: "_Restorer", done: Callable[[Receipt], None]
    ) -> None:
        order = receipt.order
        if order.uid is not None:
            client = order.target.program if order.target else ""
            counting = self._library.record_use(
                order.uid, order.variant, client=client, mode=receipt.reached.value
            )
            counting.add_done_callback(log_failure)
        _log.info(
            "delivered %s: %s%s",
            order.uid or "text",
            receipt.reached.value,
            f" ({receipt.short.value})" if receipt.short else "",
        )
        done(receipt)


class _Restorer:
    """Puts back what was on the clipboard once the client has read the reply after the paste key.

    A fixed delay is a race: measured, a client that is busy for 500 ms pastes the old text even
    after 400. Clipboard managers read early, so only a read after the key counts. ``sending`` is
    set on the hands lane just before the key: the client may read before that lane has answered.
    """

    def __init__(
        self,
        clipboard: ClipboardPort,
        timer: Timer,
        on_gui: Callable[[Callable[[], None]], None],
        before: Snapshot | None,
    ) -> None:
        self.sending = False
        self._clipboard = clipboard
        self._timer = timer
        self._on_gui = on_gui
        self._before = before
        self._reads = 0
        self._cancel: Callable[[], None] = lambda: None

    def was_read(self) -> None:
        """Another program took the reply. Any thread."""
        if self.sending and self._before is not None:
            self._reads += 1
            first = self._reads == 1
            self._on_gui(lambda: self._wait_for_quiet(first=first))

    def expect(self, *, read: bool) -> None:
        """The hands are done: a ``read`` is to come, or nothing was sent and the reply stays."""
        if not read:
            self._before = None
        elif self._before is not None and not self._reads:
            self._cancel = self._timer.after(UNREAD_SECONDS, self._give_up)

    def let_go(self) -> Snapshot | None:
        """Restores nothing any more; gives what would still have been restored."""
        self._cancel()
        before, self._before = self._before, None
        return before if before is not None and self._clipboard.still_ours() else None

    def _wait_for_quiet(self, *, first: bool) -> None:
        if first:
            self._timer.after(LATEST_SECONDS, self._restore)
        self._cancel()
        self._cancel = self._timer.after(QUIET_SECONDS, self._restore)

    def _restore(self) -> None:
        before, self._before = self._before, None
        if before is not None and self._clipboard.still_ours():
            self._clipboard.restore(before)

    def _give_up(self) -> None:
        self._before = None


def _outcome(future: "Future[T | None]") -> T | None:
    """Gives what there is to go on with, None where getting it failed."""
    if future.exception() is not None:
        log_failure(future)
        return None
    return future.result()
