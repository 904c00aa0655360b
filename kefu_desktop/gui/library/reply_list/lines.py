"""The rows around what is looked at: fetched by the page as they come into view, and kept up to a
bound, so that a list of any length costs what a screen of it costs.

A row that may have changed is shown as it was until its page has come anew: a list that empties
itself at each change would flicker.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from kefu_desktop.app.catalogue import Line
from kefu_desktop.core.model import Uid

PAGE = 100
KEPT = 50 * PAGE
AT_ONCE = 2
"""Pages asked for at the same time. Of what is scrolled past meanwhile only the newest matters."""

WAITING = 4
"""Pages that are remembered while others are on their way: more than any screen shows."""

Fetch = Callable[[Sequence[Uid], Callable[[tuple[Line, ...]], None]], None]


class _Kept(Struct, frozen=True):
    """A row as it was in a generation of the list; None: it was asked for and is not there."""

    line: Line | None
    generation: int


class Lines:
    """Gives rows at once if they are known, and asks for their page if they are not.

    ``fetch`` may answer on any thread, ``post`` carries the answer to the GUI thread, and
    ``arrived`` is told there which rows can be drawn now: first and last.
    """

    def __init__(
        self,
        fetch: Fetch,
        post: Callable[[Callable[[], None]], None],
        arrived: Callable[[int, int], None],
    ) -> None:
        self._fetch = fetch
        self._post = post
        self._arrived = arrived
        self._uids: tuple[Uid, ...] = ()
        self._kept: dict[Uid, _Kept] = {}
        self._generation = 0
        self._coming: set[int] = set()
        self._wanted: list[int] = []

    def show(self, uids: tuple[Uid, ...]) -> None:
        """Begins another list. Rows known from the one before are shown until they come anew."""
        self._uids = uids
        self.renew()

    def renew(self) -> None:
        """Whatever is known may have changed: it is fetched anew when it is looked at."""
        self._generation += 1
        self._coming.clear()
        self._wanted.clear()

    def known(self, uid: Uid) -> Line | None:
        """Gives the row of a reply as far as it is known; asks for nothing."""
        kept = self._kept.get(uid)
        return None if kept is None else kept.line

    def line(self, row: int) -> Line | None:
        """Gives a row of the list, None while it is not known, and sees to it that it will be."""
        kept = self._kept.get(self._uids[row])
        if kept is None or kept.generation != self._generation:
            self._want(row // PAGE)
        return None if kept is None else kept.line

    def _want(self, page: int) -> None:
        if page in self._coming:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        del self._wanted[:-WAITING]
        self._ask()

    def _ask(self) -> None:
        while self._wanted and len(self._coming) < AT_ONCE:
            page = self._wanted.pop()
            self._coming.add(page)
            asked = self._uids[page * PAGE : (page + 1) * PAGE]
            self._fetch(asked, self._taking(page, asked, self._generation))

    def _taking(
        self, page: int, asked: tuple[Uid, ...], generation: int
    ) -> Callable[[tuple[Line, ...]], None]:
        def answered(lines: tuple[Line, ...]) -> None:
            self._post(lambda: self._take(page, asked, generation, lines))

        return answered

    def _take(
        self, page: int, asked: tuple[Uid, ...], generation: int, lines: tuple[Line, ...]
    ) -> None:
        if generation != self._generation:
            return  # of a list that is no longer shown, or older than a change
        self._coming.discard(page)
        found = {line.uid: line for line in lines}
        for uid in asked:
            self._kept.pop(uid, None)  # what came last is dropped last
            self._kept[uid] = _Kept(found.get(uid), generation)
        for uid in list(self._kept)[: max(0, len(self._kept) - KEPT)]:
            del self._kept[uid]
        self._arrived(page * PAGE, page * PAGE + len(asked) - 1)
        self._ask()
