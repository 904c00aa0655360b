"""Sends what is chosen, and knows what of it is still to be sent and which wording a chat has had.

It has no face of its own: the popup is closed by the time it works.
"""

from PySide6.QtCore import QObject, Signal

from kefu_desktop.app.orders import Order, Reached, Receipt
from kefu_desktop.app.ports import Target
from kefu_desktop.app.searching import Row
from kefu_desktop.core.clients import Client
from kefu_desktop.core.template import Rendered
from kefu_desktop.gui.popup.choice import Choice
from kefu_desktop.gui.popup.desk import Desk
from kefu_desktop.gui.popup.marking import shown_variant


class Sending(QObject):
    """What leaves the popup. GUI thread."""

    delivered = Signal(object)
    """A :class:`Receipt` of each message."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._choice: Choice | None = None
        self._rendered: Rendered | None = None

    def send(
        self,
        choice: Choice,
        rendered: Rendered,
        target: Target | None,
        client: Client,
        *,
        other: bool,
    ) -> None:
        """Sends the first message of a choice; the others are left for :meth:`go_on`."""
        self._choice, self._rendered = choice, rendered
        delivery = self._desk.settings().delivery
        orders = choice.orders(rendered, delivery, target, client, other=other)
        self._desk.parts.send(orders, self._receive)

    def send_text(self, text: str, target: Target | None, client: Client, *, paste: bool) -> None:
        """Sends a text that is no reply, and leaves alone what is left of one."""
        order = Order(None, "", text, paste, target, None, client)
        self._desk.delivery.deliver(order, self.delivered.emit)

    def go_on(self, target: Target | None, *, stay: bool) -> bool:
        """Sends the next message, if there is one for ``target``; gives whether there is. With
        ``stay`` the window has to be in front.
        """
        return self._desk.parts.go_on(target, stay=stay)

    def expects(self, target: Target | None) -> bool:
        """Whether the popup's hotkey over ``target`` means the next message."""
        return self._desk.parts.expects(target)

    def left_for(self, target: Target | None) -> Choice | None:
        """Gives what is left to be sent into ``target``."""
        rest = self._desk.parts.rest
        if rest is None or not rest.belongs_to(target):
            return None
        if self._choice is None or self._rendered is None:
            return None
        return self._choice.going_on(self._rendered, rest.next)

    def drop_for(self, target: Target | None) -> None:
        """Forgets what is left to be sent into ``target``."""
        if self.left_for(target) is not None:
            self._desk.parts.drop()

    def variant_for(self, row: Row, target: Target | None) -> int:
        """Gives the wording of a row that ``target`` gets next: the one in which something was
        found, unless that chat has just had it.
        """
        turns, reply = self._desk.turns, row.reply
        if len(reply.variants) == 1:
            return 0
        usual = turns.next(reply, row.use, target)
        found = shown_variant(row, usual)
        return usual if found == turns.last(reply, target) else found

    def _receive(self, receipt: Receipt) -> None:
        order = receipt.order
        if receipt.reached is not Reached.FAILED and order.uid is not None:
            self._desk.turns.delivered(order.uid, order.variant, order.target)
        self.delivered.emit(receipt)
