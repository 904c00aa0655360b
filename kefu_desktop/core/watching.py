"""How long work tells how far it is and learns that nobody wants it any more.

Cancelling is an exception that only the starter of the work catches; work that is cancelled has
done nothing.
"""

from collections.abc import Callable, Iterable, Iterator, MutableSequence
from itertools import islice
from typing import TypeVar

from msgspec import Struct

T = TypeVar("T")

_STRIDE = 500
_PIECE = 200
_STEP = 10
"""Items between two moments at which work gives way; it goes into the stride."""


class Cancelled(Exception):
    """The work was given up on request."""


def _unheard(_done: int, _total: int) -> None:
    return None


def _wanted() -> bool:
    return False


def _alone() -> None:
    return None


class Watch(Struct, frozen=True):
    """Who looks on: ``progress(done, total)`` with a total of 0 while it is unknown, and
    ``cancelled()``, which is asked from the working thread. ``give_way()`` is called there every
    few items, and returns when nobody has to go first.
    """

    progress: Callable[[int, int], None] = _unheard
    cancelled: Callable[[], bool] = _wanted
    give_way: Callable[[], None] = _alone

    def tell(self, done: int, total: int = 0) -> None:
        """Tells how far the work is; raises :class:`Cancelled` when it is no longer wanted."""
        if self.cancelled():
            raise Cancelled
        self.progress(done, total)
        self.give_way()

    def stage(self, begin: int, end: int) -> "Watch":
        """Gives the watch over a part of the work, which takes it from ``begin`` to ``end`` of a
        total of 100.
        """

        def progress(done: int, total: int) -> None:
            if total:
                self.progress(begin + (end - begin) * done // total, 100)

        return Watch(progress, self.cancelled, self.give_way)

    def over(self, items: Iterable[T], total: int = 0) -> Iterator[T]:
        """Gives ``items``, telling at every few hundred of them and at the end."""
        done = 0
        for done, item in enumerate(items, start=1):
            if done % _STEP == 0:
                if done % _STRIDE == 0:
                    self.tell(done, total)
                else:
                    self.give_way()
            yield item
        self.tell(done, total)

    def quietly(self, items: Iterable[T]) -> Iterator[T]:
        """Gives ``items``, a few at a time, of work whose progress is not told; it can be cancelled
        all the same.
        """
        waiting = iter(items)
        while some := list(islice(waiting, _STEP)):
            if self.cancelled():
                raise Cancelled
            self.give_way()
            yield from some

    def let_go(self, heap: MutableSequence[T]) -> None:
        """Empties ``heap``, which is all that still holds what is in it, piece by piece: dropping a
        hundred thousand records at once keeps every other thread waiting.
        """
        while heap:
            del heap[-_PIECE:]
            self.give_way()
