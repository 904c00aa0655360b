"""Delivery: a chosen text or image gets onto the clipboard and, when it can be made sure that it
lands where the agent was typing, into the chat.

Whatever keeps it from that, the reply is on the clipboard. It goes nowhere but into the window that
was in front at the hotkey.
"""

import logging
import time
from collections.abc import Callable

from msgspec import Struct

from kefu_desktop.app.clipboard_watch import ClipboardWatch
from kefu_desktop.app.handover import Goal, Handover
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.line_by_line import LineByLine
from kefu_desktop.app.orders import Order, Reached, Receipt, Short
from kefu_desktop.app.ports import ClipboardPort, PastePort, Snapshot, Timer, WindowPort
from kefu_desktop.core import chords
from kefu_desktop.core.clients import Lines
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Digest
from kefu_desktop.core.settings import DeliverySettings

__all__ = ["Delivery", "Order", "Reached", "Receipt", "Short"]

_log = logging.getLogger(__name__)

Done = Callable[[Receipt], None]
Taken = Callable[[bool], None]


class _Errand(Struct, frozen=True):
    """An order on its way. ``before`` is what is to come back to the clipboard after it."""

    order: Order
    done: Done
    taken: Taken | None
    stay: bool
    png: bytes | None = None
    before: Snapshot | None = None


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
        self._settings = settings
        self._handover = Handover(clipboard, window, paste, hands, timer, on_gui, pause)
        self._library = library
        self._as_png = as_png
        self._last: ClipboardWatch | None = None

    def deliver(
        self, order: Order, done: Done, taken: Taken | None = None, *, stay: bool = False
    ) -> None:
        """Carries out ``order``; ``done`` gets the receipt on the GUI thread, and ``taken`` hears
        there, once and after that, whether the client has read what was pasted.

        With ``stay`` a target that is no longer in front is not brought back. The caller has hidden
        its own windows. Use is counted when the reply is on the clipboard. A delivery while
        another's clipboard still waits to be restored takes that over.
        """
        errand = _Errand(order, done, taken, stay)
        image = order.image
        if image is None:
            self._begin(errand)
        else:
            self._handover.fetch(
                lambda: self._png(image),
                lambda png: self._begin(_Errand(order, done, taken, stay, png)),
            )

    def press_enter(self, order: Order, pressed: Callable[[bool], None]) -> None:
        """Presses Enter where ``order`` was pasted, if that is still in front; ``pressed`` hears on
        the GUI thread whether it was.
        """
        if order.target is None:
            pressed(False)
        else:
            self._handover.press(order.target, chords.parse("Enter"), pressed)

    def _png(self, digest: Digest) -> bytes | None:
        """Gives an image as the clipboard takes it; None when it is gone, or is none."""
        data = self._library.ask(lambda library: library.content(digest)).result()
        return None if data is None else self._as_png(data)

    def _begin(self, errand: _Errand) -> None:
        """Sees to what lies on the clipboard now, once all that is to go there is at hand."""
        order = errand.order
        if not order.text and errand.png is None:
            short = Short.EMPTY if order.image is None else Short.NO_IMAGE
            errand.done(Receipt(order, Reached.FAILED, short))
            _tell(errand.taken, read=False)
            return
        keep = self._settings().restore_clipboard and order.paste and order.target is not None
        waiting = self._last.let_go() if self._last is not None else None
        if keep and waiting is not None:
            # What lies there now is only the reply before.
            self._carry_out(errand, waiting)
        elif keep:
            self._handover.snapshot(lambda before: self._carry_out(errand, before))
        else:
            self._carry_out(errand, None)

    def _carry_out(self, errand: _Errand, before: Snapshot | None) -> None:
        order = errand.order
        lines = order.text.split("\n")
        steps = order.client.manner.lines is Lines.STEP
        if steps and order.paste and order.target is not None and len(lines) > 1:
            hand = _Hand(self, errand, before)
            LineByLine(lines, hand, lambda short: self._over(errand, short), hand.all_taken).begin()
        else:
            self.put(
                errand,
                order.text,
                before,
                handed=lambda short: self._finish(errand, short),
                taken=errand.taken,
            )

    def put(
        self,
        errand: _Errand,
        text: str,
        before: Snapshot | None,
        handed: Callable[[Short | None], None],
        taken: Taken | None,
        *,
        first: bool = True,
    ) -> None:
        """Puts ``text``, all of the order or a line of it, on the clipboard and has it pasted where
        that is wanted; ``handed`` hears what kept it from that.
        """
        order, manner = errand.order, errand.order.client.manner
        try:
            self._last = watch = self._handover.put(text, errand.png, before, taken)
        except KefuError:
            handed(Short.NO_CLIPBOARD)
            _tell(taken, read=False)
            return
        if not order.paste or order.target is None:
            handed(Short.NO_TARGET if order.paste else None)
            watch.expect(read=False)
            return
        key = chords.parse(manner.paste_key or self._settings().paste_key)
        delay = manner.delay / 1000 if first else 0
        stay = errand.stay or not first
        self._handover.paste(watch, Goal(order.target, key, delay, stay), handed)

    def press_newline(self, errand: _Errand, pressed: Callable[[bool], None]) -> None:
        """Presses the key that makes a line end in the client of ``errand``."""
        assert errand.order.target is not None
        key = chords.parse(errand.order.client.manner.newline_key)
        self._handover.press(errand.order.target, key, pressed)

    def copy_all(self, errand: _Errand) -> None:
        """Has the whole reply on the clipboard, of which its last line was there."""
        try:
            self._last = self._handover.put(errand.order.text)
        except KefuError:
            _log.warning("the clipboard could not be had for a whole reply")

    def _over(self, errand: _Errand, short: Short | None) -> None:
        if short is not None and short is not Short.NO_CLIPBOARD:
            self.copy_all(errand)
        self._finish(errand, short)

    def _finish(self, errand: _Errand, short: Short | None) -> None:
        order = errand.order
        if short is Short.NO_CLIPBOARD:
            errand.done(Receipt(order, Reached.FAILED, short))
            return
        pasted = order.paste and short is None
        receipt = Receipt(order, Reached.PASTED if pasted else Reached.COPIED, short)
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
        errand.done(receipt)


class _Hand:
    """Pastes the lines of one order. What was on the clipboard comes back after the last."""

    def __init__(self, delivery: Delivery, errand: _Errand, before: Snapshot | None) -> None:
        self._delivery = delivery
        self._errand = errand
        self._before = before

    def paste(
        self,
        line: str,
        *,
        first: bool,
        last: bool,
        handed: Callable[[Short | None], None],
        taken: Taken,
    ) -> None:
        before = self._before if last else None
        self._delivery.put(self._errand, line, before, handed, taken, first=first)

    def newline(self, pressed: Callable[[bool], None]) -> None:
        self._delivery.press_newline(self._errand, pressed)

    def all_taken(self, read: bool) -> None:
        """The client has read the last line, or will not."""
        if self._before is None:
            self._delivery.copy_all(self._errand)
        _tell(self._errand.taken, read=read)


def _tell(taken: Taken | None, *, read: bool) -> None:
    if taken is not None:
        taken(read)
