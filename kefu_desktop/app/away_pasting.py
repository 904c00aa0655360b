"""Pasting the away message into the chat in front: once in each window, again only on purpose.

One window may hold all chats of a shop, so a window that has the message refuses it once, says so,
and takes it at the next press. Remembered are numbers of windows and names of clients, never what
stands in a title: that may be a buyer's name.
"""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from kefu_desktop.app.attendance import Message, Pasting
from kefu_desktop.app.delivery import Order, Reached, Receipt
from kefu_desktop.app.ports import Clock, Target
from kefu_desktop.core.clients import Client
from kefu_desktop.core.standing import Got

AGAIN_SECONDS = 8
"""For so long after "has it already" the same key in the same window is meant."""

Deliver = Callable[[Order, Callable[[Receipt], None]], None]

_Window = tuple[int, str]


class AwayPasting:
    """What one time away or busy has pasted. Belongs to the GUI thread."""

    def __init__(self, deliver: Deliver, clock: Clock) -> None:
        self._deliver = deliver
        self._clock = clock
        self._windows: dict[_Window, None] = {}
        self._got: tuple[Got, ...] = ()
        self._asked: tuple[_Window, float] | None = None

    @property
    def windows(self) -> tuple[_Window, ...]:
        """The windows that have the message."""
        return tuple(self._windows)

    @property
    def got(self) -> tuple[Got, ...]:
        """How often it was pasted, by client."""
        return self._got

    @property
    def count(self) -> int:
        """How often it was pasted."""
        return sum(one.count for one in self._got)

    def begin(self, windows: Iterable[_Window] = (), got: tuple[Got, ...] = ()) -> None:
        """Begins anew, or goes on where the program ended."""
        self._windows = dict.fromkeys(windows)
        self._got = got
        self._asked = None

    def refuses(self, target: Target | None) -> bool:
        """Whether ``target`` has the message and its key was not pressed on purpose; the next press
        is on purpose.
        """
        if target is None or _window(target) not in self._windows:
            return False
        window, now = _window(target), self._clock.monotonic()
        asked, self._asked = self._asked, (window, now)
        return asked is None or asked[0] != window or now - asked[1] > AGAIN_SECONDS

    def paste(
        self,
        message: Message,
        target: Target | None,
        client: Client,
        done: Callable[[Pasting], None],
    ) -> None:
        """Pastes ``message`` into ``target``; ``done`` hears what came of it."""
        self._asked = None

        def delivered(receipt: Receipt) -> None:
            match receipt.reached:
                case Reached.PASTED:
                    assert target is not None
                    self._note(target, client)
                    done(Pasting.PASTED)
                case Reached.COPIED:
                    done(Pasting.COPIED)
                case Reached.FAILED:
                    done(Pasting.NOTHING)

        order = Order(message.uid, message.variant, message.text, True, target, client=client)
        self._deliver(order, delivered)

    def _note(self, target: Target, client: Client) -> None:
        self._windows[_window(target)] = None
        program = "" if client.key else target.program
        for place, one in enumerate(self._got):
            if (one.client, one.program) == (client.key, program):
                counted = replace(one, count=one.count + 1)
                self._got = (*self._got[:place], counted, *self._got[place + 1 :])
                return
        self._got = (*self._got, Got(client.key, program, 1))


def _window(target: Target) -> _Window:
    return target.handle, target.identity
