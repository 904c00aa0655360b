"""The message of one time away or busy: made from the library, put on the clipboard, pasted; and
what is offered to those who waited when it is over.

The library answers on a lane of its own, so a message is there a moment after it was wanted. One
that is overtaken meanwhile, by another reason or by somebody's being back, is never shown.
"""

from collections.abc import Callable
from concurrent.futures import Future

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.app.attendance import Message, Pasting, Summary
from kefu_desktop.app.away_messages import AwayMessages, Gathered
from kefu_desktop.app.away_now import AwayNow
from kefu_desktop.app.away_pasting import AGAIN_SECONDS, AwayPasting, Deliver
from kefu_desktop.app.delivery import Order, Reached, Receipt
from kefu_desktop.app.events import (
    AwayMessageReady,
    AwayPasted,
    CameBackToWork,
    Events,
    WentWrong,
)
from kefu_desktop.app.jobs import log_failure
from kefu_desktop.app.ports import Clock, Target
from kefu_desktop.app.working_hours import local_time
from kefu_desktop.core.clients import Client
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Millis, Reply, Uid
from kefu_desktop.core.standing import Away, Reason


class Speaking(Struct, frozen=True):
    """What talking to buyers needs: ``on_gui`` hands a call over to the GUI thread, ``now`` holds
    where somebody stands.
    """

    messages: AwayMessages
    deliver: Deliver
    recognise: Callable[[Target | None], Client]
    now: AwayNow
    clock: Clock
    events: Events
    on_gui: Callable[[Callable[[], None]], None]


class AwayTalk:
    """Belongs to the GUI thread."""

    def __init__(self, speaking: Speaking, changed: Callable[[], None]) -> None:
        """``changed`` is called when the message, or who got it, is another."""
        self._speaking = speaking
        self._changed = changed
        self.pasting = AwayPasting(speaking.deliver, speaking.clock)
        self.message: Message | None = None
        self.offers: tuple[Uid, ...] = ()
        self._gathered = Gathered()
        self._chosen: Uid | None = None
        self._turn = 0
        self._asked: dict[str, int] = {}
        self._under_way = 0
        self._waiting: list[Callable[[], None]] = []

    @property
    def occasion(self) -> Reason | None:
        """What a message would be for, None while here and not busy."""
        state = self._speaking.now.state
        if state is None:
            return None
        if isinstance(state.phase, Away):
            return state.phase.reason
        return None if state.busy is None else Reason.BUSY

    def when_ready(self, call: Callable[[], None]) -> None:
        """Calls ``call`` when everything is there that was wanted."""
        if self._under_way:
            self._waiting.append(call)
        else:
            call()

    def begin(self) -> None:
        """Another time begins: nobody has got anything yet."""
        self.pasting.begin()
        self.message, self._chosen, self._turn = None, None, 0

    def choose(self, uid: Uid | None) -> None:
        """Takes the reply ``uid`` before all that fit better, None: the one that fits best."""
        self._chosen = uid

    def prepare(self, *, announce: bool, copy: bool) -> None:
        """Makes the message, and puts it on the clipboard where ``copy`` says so."""
        self._gather("message", lambda: self._prepared(announce=announce, copy=copy))

    def prepare_offers(self, reason: Reason, summary: Summary | None, *, wanted: bool) -> None:
        """Looks for what is offered to those who waited for ``reason``, if that is ``wanted``, and
        then tells the ``summary``.
        """

        def gathered() -> None:
            if wanted:
                self.offers = self._speaking.messages.offers(self._gathered, reason)
            if summary is not None:
                told = replace(summary, offers=self.offers)
                self._speaking.events.publish(CameBackToWork(told))
            self._done()

        self.offers = ()
        self._gather("offers", gathered)

    def choices(self) -> tuple[Message, ...]:
        """Gives the messages that there are for this time, the fittest first."""
        words = self._speaking.now.words
        found = self._speaking.messages.messages(self._gathered, self._replies(), words)
        return tuple(found)

    def paste(self, target: Target | None) -> None:
        """Pastes the message into ``target``, unless that has it and the key was not pressed on
        purpose.
        """
        events = self._speaking.events
        if self.pasting.refuses(target):
            events.publish(AwayPasted(Pasting.ALREADY, AGAIN_SECONDS))
            return
        client = self._speaking.recognise(target)
        message = self._made(client)
        if message is None:
            events.publish(AwayPasted(Pasting.NOTHING))
            return
        self._turn += 1

        def pasted(outcome: Pasting) -> None:
            if outcome is Pasting.PASTED:
                self._changed()
            events.publish(AwayPasted(outcome))

        self.pasting.paste(message, target, client, pasted)

    def _gather(self, what: str, then: Callable[[], None]) -> None:
        """Reads the library's away replies and goes on with ``then``, which ends in :meth:`_done`;
        not where the same was wanted anew by then.
        """
        self._under_way += 1
        asked = self._asked[what] = self._asked.get(what, 0) + 1

        def gathered(reading: "Future[Gathered]") -> None:
            error = reading.exception()
            if error is None:
                self._gathered = reading.result()
            elif isinstance(error, KefuError):
                self._speaking.events.publish(WentWrong(error))
            else:
                log_failure(reading)
            if asked == self._asked[what]:
                then()
            else:
                self._done()

        reading = self._speaking.messages.gather()
        reading.add_done_callback(lambda done: self._speaking.on_gui(lambda: gathered(done)))

    def _prepared(self, *, announce: bool, copy: bool) -> None:
        message = self._made(Client())
        if message is None or not copy:
            self._is(message, announce=announce)
            return

        def copied(receipt: Receipt) -> None:
            done = receipt.reached is Reached.COPIED
            where = self._speaking.messages.where(self._gathered)
            self._is(replace(message, copied=done, where=where), announce=announce)

        self._turn += 1
        order = Order(message.uid, message.variant, message.text, paste=False, target=None)
        self._speaking.deliver(order, copied)

    def _is(self, message: Message | None, *, announce: bool) -> None:
        if self.occasion is not None:
            self.message = message
            self._changed()
            self._speaking.events.publish(AwayMessageReady(message, announce))
        self._done()

    def _done(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            waiting, self._waiting = self._waiting, []
            for call in waiting:
                call()

    def _made(self, client: Client) -> Message | None:
        """Gives the message as ``client`` takes it; wordings take turns."""
        messages, words = self._speaking.messages, self._speaking.now.words
        return messages.message(self._gathered, self._replies(), words, client, self._turn)

    def _replies(self) -> tuple[Reply, ...]:
        reason = self.occasion
        if reason is None:
            return ()
        at = local_time(Millis(self._speaking.clock.now()))
        minute = at.hour * 60 + at.minute
        found = self._speaking.messages.fitting(self._gathered, reason, minute)
        chosen = [one.reply for one in self._gathered.candidates if one.reply.uid == self._chosen]
        return (*chosen, *(reply for reply in found if reply.uid != self._chosen))
