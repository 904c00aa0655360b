"""Takes an import back that is not the newest step any more."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.app.jobs import then
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.core.changes import ChangeSet, Deed, Key
from kefu_desktop.core.errors import Code, NotFound
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.reverting import Present, Reverted, revert

if TYPE_CHECKING:
    from kefu_desktop.store.journal import Step
    from kefu_desktop.store.library import Committed, Library
    from kefu_desktop.store.queries import Queries


class PastImport(Struct, frozen=True):
    """An import that can be taken back: its number, when it was, how many replies it touched, and
    the pack, blank where nobody knows its name.
    """

    number: int
    at: Millis
    count: int
    pack: Uid | None
    name: str


class TakenBack(Struct, frozen=True):
    """What was taken back: how many replies, and which stayed because they were edited since.
    ``revision`` is None where nothing was left to take back.
    """

    count: int
    kept: tuple[Uid, ...]
    revision: int | None


def past_imports(library: "Queries") -> tuple[PastImport, ...]:
    """Gives the imports that can be taken back, the newest first."""
    names = {pack.uid: pack.name for pack in library.packs()}
    return tuple(
        PastImport(step.number, step.at, step.count, pack, names.get(pack, "") if pack else "")
        for step, pack in library.imports()
    )


class Reverting:
    """Takes imports back. The work is done on the library's own lane."""

    def __init__(self, library: LiveLibrary) -> None:
        self._library = library

    def past(self) -> Future[tuple[PastImport, ...]]:
        """Gives the imports that can be taken back, the newest first."""
        return self._library.ask(past_imports)

    def take_back(self, number: int) -> Future[TakenBack]:
        """Takes the import of this ``number`` back, as one step that undo brings back.

        Replies that it brought and that nobody has edited go; those it changed say again what they
        said; what was edited since stays. The future carries :class:`NotFound` (IMPORT_MISSING).
        """
        return self._take_back(lambda library: _numbered(library, number))

    def take_back_last_of(self, pack: Uid) -> Future[TakenBack]:
        """Like :meth:`take_back`, for the newest import of a pack; the future carries
        :class:`NotFound` (IMPORT_UNKNOWN) where it is not known any more.
        """
        return self._take_back(lambda library: _last_of(library, pack))

    def _take_back(self, find: "Callable[[Queries], Step]") -> Future[TakenBack]:
        done: list[Reverted] = []

        def make(library: "Library") -> ChangeSet:
            step = find(library)
            done[:] = [revert(Deed.REVERT_IMPORT, library.traces(step), _present(library, step))]
            return done[0].changes

        def told(committed: "Committed | None") -> TakenBack:
            if committed is None:
                return TakenBack(0, done[0].kept, None)
            return TakenBack(committed.count, done[0].kept, committed.revision)

        return then(self._library.change(make), told)


def _last_of(library: "Queries", wanted: Uid) -> "Step":
    found = next((step for step, pack in library.imports() if pack == wanted), None)
    if found is None:
        raise NotFound(Code.IMPORT_UNKNOWN)
    return found


def _numbered(library: "Queries", number: int) -> "Step":
    found = next((step for step, _ in library.imports() if step.number == number), None)
    if found is None:
        raise NotFound(Code.IMPORT_MISSING, number=number)
    return found


def _present(library: "Queries", step: "Step") -> Present:
    uids = [Uid(trace.identity) for trace in library.traces(step) if trace.family is Key.REPLY]
    replies = {reply.uid: reply for reply in library.replies(uids)}
    lying = library.lying()
    for reply in replies.values():
        if reply.category is not None:
            lying[reply.category] -= 1
    return Present(replies, library.categories(), library.tags(), lying, library.shortcuts())
