"""Sends a reply of several parts one message after another: the first when it is chosen, each next
when it is asked for, or all by themselves where client and user have allowed that.

What is left belongs to the window that the first part went to, and goes into no other. It was
written when the reply was chosen: what the agent saw is what is sent, whatever changed meanwhile.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from kefu_desktop.app.delivery import Delivery
from kefu_desktop.app.orders import Order, Reached, Receipt
from kefu_desktop.app.ports import Target, Timer

PROMPT_SECONDS = 60.0
"""So long the hotkey that searches sends the next part in its chat: an agent who sends a reply of
several parts does so in one go. After that it searches again.
"""

KEPT_SECONDS = 600.0
"""What nobody has asked for by then is dropped: the talk has moved on, and a buyer would only be
puzzled.
"""

BETWEEN_SECONDS = 0.4
"""From Enter to the next part, where they are sent by themselves: the client has to send one and
empty its field.
"""

Done = Callable[[Receipt], None]


class Rest(Struct, frozen=True):
    """What is left of a reply: all its orders, and the index of the next."""

    orders: tuple[Order, ...]
    next: int

    @property
    def target(self) -> Target | None:
        """The window that they go to; None where they are only copied."""
        return self.orders[0].target

    def belongs_to(self, target: Target | None) -> bool:
        """Whether ``target`` is that window; its title and place may be others by now."""
        mine = self.target
        if mine is None or target is None:
            return mine is target
        return (mine.handle, mine.pid, mine.identity) == (
            target.handle,
            target.pid,
            target.identity,
        )


class Parts:
    """One reply on its way. GUI thread."""

    def __init__(
        self, delivery: Delivery, timer: Timer, lets_send: Callable[[], bool] = lambda: False
    ) -> None:
        """``lets_send`` says whether the user lets parts be sent by themselves, in clients whose
        profile says so.
        """
        self._delivery = delivery
        self._timer = timer
        self._lets_send = lets_send
        self._rest: Rest | None = None
        self._done: Done = lambda receipt: None
        self._errand = 0
        self._busy = False
        self._asked = False
        self._prompt = False
        self._stop_waiting: Callable[[], None] = lambda: None
        self._calls: tuple[Callable[[], None], ...] = ()

    @property
    def rest(self) -> Rest | None:
        """What is left, None when all is said."""
        return self._rest

    def subscribe(self, call: Callable[[], None]) -> None:
        """Calls ``call`` whenever something is left, or nothing any more."""
        self._calls = (*self._calls, call)

    def send(self, orders: Sequence[Order], done: Done) -> None:
        """Delivers the first of ``orders``, the parts of one reply, and keeps the others; what was
        left of another reply is dropped. ``done`` gets a receipt for each.
        """
        self._errand += 1
        self._busy = self._asked = False
        self._done = done
        self._keep(None)
        self._deliver(Rest(tuple(orders), 0), stay=False)

    def go_on(self, target: Target | None, *, stay: bool) -> bool:
        """Delivers the next part, if something is left for ``target``; gives whether there is.

        What is asked for while a part is still on its way follows it. With ``stay`` the window is
        in front and is not brought back when it is no longer.
        """
        rest = self._rest
        if rest is None or not rest.belongs_to(target):
            return False
        if self._busy:
            self._asked = True
        else:
            self._deliver(rest, stay=stay)
        return True

    def expects(self, target: Target | None) -> bool:
        """Whether the hotkey that searches should send the next part instead, over ``target``. Not
        one that has just failed.
        """
        return self._prompt and self._rest is not None and self._rest.belongs_to(target)

    def drop(self) -> None:
        """Forgets what is left."""
        self._errand += 1
        self._busy = self._asked = False
        self._keep(None)

    def _deliver(self, rest: Rest, *, stay: bool) -> None:
        self._busy = True
        errand, order = self._errand, rest.orders[rest.next]
        self._delivery.deliver(
            order,
            lambda receipt: self._delivered(errand, rest, receipt),
            lambda read: self._taken(errand, order, read=read),
            stay=stay,
        )

    def _delivered(self, errand: int, rest: Rest, receipt: Receipt) -> None:
        if errand == self._errand:
            if receipt.reached is not Reached.FAILED:
                left = rest.next + 1 < len(rest.orders)
                self._keep(Rest(rest.orders, rest.next + 1) if left else None)
            else:
                self._prompt = False  # or the hotkey would only fail again, and search nothing
            self._busy = receipt.reached is Reached.PASTED
        self._done(receipt)

    def _taken(self, errand: int, order: Order, *, read: bool) -> None:
        """The client has read a part; only now may the next one be put on the clipboard."""
        if errand != self._errand:
            return
        by_itself = self._goes_on_by_itself(order)
        if not self._busy or not read or not (order.sends or by_itself):
            self._free()
            return

        def pressed(done: bool) -> None:
            if errand != self._errand:
                return
            if done and by_itself:
                self._timer.after(BETWEEN_SECONDS, lambda: self._next_by_itself(errand))
            else:
                self._free()

        if order.client.manner.enter_sends:
            self._delivery.press_enter(order, pressed)
        else:
            self._free()

    def _goes_on_by_itself(self, order: Order) -> bool:
        allowed = order.client.manner.send_parts and self._lets_send()
        return allowed and self._rest is not None

    def _next_by_itself(self, errand: int) -> None:
        if errand == self._errand and self._rest is not None:
            self._deliver(self._rest, stay=True)

    def _free(self) -> None:
        """The way is free for what was asked for meanwhile."""
        self._busy = False
        asked, self._asked = self._asked, False
        if asked and self._rest is not None:
            self._deliver(self._rest, stay=True)

    def _keep(self, rest: Rest | None) -> None:
        self._stop_waiting()
        self._stop_waiting = lambda: None
        before, self._rest = self._rest, rest
        self._prompt = rest is not None
        if rest is not None:
            self._stop_waiting = self._timer.after(PROMPT_SECONDS, self._no_longer_prompt)
        if before is not None or rest is not None:
            for call in self._calls:
                call()

    def _no_longer_prompt(self) -> None:
        self._prompt = False
        self._stop_waiting = self._timer.after(KEPT_SECONDS - PROMPT_SECONDS, self.drop)
