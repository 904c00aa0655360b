"""Search for the running program: the index and the shelf on one lane, built on another, always
following the library.

An answer carries everything a screen shows, so nothing is looked up after it. An answer to a
question that has been overtaken by a newer one is never given.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.app.events import (
    Events,
    IndexReady,
    LibraryChanged,
    LibraryReplaced,
    Touched,
    UseRecorded,
    WentWrong,
)
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.app.ports import Clock
from kefu_desktop.app.shelf import Shelf, unpack
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Kind, Reply, Uid, Use
from kefu_desktop.search.document import Document, Field, Hit, Hits, Place, Reason

if TYPE_CHECKING:
    from kefu_desktop.search.index import Index
    from kefu_desktop.search.readings import Readings
    from kefu_desktop.store.queries import Reader

__all__ = ["Answer", "Field", "Found", "Place", "Question", "Reason", "Row", "Searching"]
"""What a screen needs to show an answer, so that it need not know how searching is done."""

_log = logging.getLogger(__name__)

USUAL_CHARACTERS = 800
"""Of a thousand characters that shops use these make up all but one in fifty written."""

FOLLOW_LIMIT = 2_000
"""Beyond so many changes at once, reading everything anew is quicker than following them."""


class Question(Struct, frozen=True):
    """What is looked for: typed text (empty: what is likely), within a category path or all.

    ``kinds`` and ``among`` keep it to replies of these kinds and to these replies; None to neither.
    """

    text: str = ""
    category: str = ""
    limit: int = 50
    kinds: frozenset[Kind] | None = None
    among: frozenset[Uid] | None = None


class Row:
    """One reply found, as it is shown: where it lies, how often it was used, what matched.

    Of fifty rows six are looked at, so a reply is unpacked when it is first asked for.
    """

    __slots__ = ("_reply", "path", "places", "reason", "use")

    def __init__(
        self,
        reply: Reply | bytes,
        path: tuple[str, ...],
        use: Use,
        reason: Reason,
        places: tuple[Place, ...] = (),
    ) -> None:
        self._reply = reply
        self.path = path
        self.use = use
        self.reason = reason
        self.places = places

    @property
    def reply(self) -> Reply:
        """The reply itself."""
        if isinstance(self._reply, bytes):
            self._reply = unpack(self._reply)
        return self._reply


class Answer(Struct, frozen=True):
    """Rows in order, of ``total`` that match. Not ``ready``: the index is still being built.

    ``roots`` names the top of the category tree, in its order.
    """

    request: int
    question: Question
    rows: tuple[Row, ...]
    total: int
    seconds: float
    roots: tuple[str, ...] = ()
    ready: bool = True


class Found(Struct, frozen=True):
    """An :class:`Answer` for who shows the replies another way: the best of them, best first."""

    request: int
    question: Question
    uids: tuple[Uid, ...]
    total: int
    ready: bool = True


class _Loaded(Struct, frozen=True):
    shelf: Shelf
    index: Index
    seconds: float


class Searching:
    """Answers questions about the library, from any thread, on its own lane."""

    def __init__(
        self,
        lane: Lane,
        builder: Lane,
        open_reader: Callable[[], Reader],
        load_readings: Callable[[], Readings],
        events: Events,
        clock: Clock,
    ) -> None:
        self._lane = lane
        self._builder = builder
        self._open_reader = open_reader
        self._load_readings = load_readings
        self._events = events
        self._clock = clock
        self._readings: Readings | None = None
        self._loaded: _Loaded | None = None
        self._building = False
        self._outdated = False
        self._meanwhile: list[Touched] = []
        self._requests = itertools.count(1)
        self._newest: dict[str, int] = {}
        self._ends = (
            events.subscribe(LibraryChanged, self._library_changed),
            events.subscribe(LibraryReplaced, self._library_replaced),
            events.subscribe(UseRecorded, self._use_recorded),
        )

    def start(self) -> None:
        """Begins to read the library; :class:`IndexReady` is published when it can be searched."""
        self._lane.submit(self._build).add_done_callback(log_failure)

    def ask(
        self, question: Question, answered: Callable[[Answer], None], asker: str = "popup"
    ) -> int:
        """Answers on the search lane by calling ``answered``, unless a newer question of the same
        ``asker`` comes first.

        Gives the number of the request.
        """
        request = self._newest[asker] = next(self._requests)
        job = self._lane.submit(self._answer, request, question, answered, asker)
        job.add_done_callback(log_failure)
        return request

    def find(
        self, question: Question, answered: Callable[[Found], None], asker: str = "popup"
    ) -> int:
        """As :meth:`ask`, and answers with uids alone: of thousands that costs far less."""
        request = self._newest[asker] = next(self._requests)
        job = self._lane.submit(self._find, request, question, answered, asker)
        job.add_done_callback(log_failure)
        return request

    @property
    def size(self) -> int:
        """How many replies can be found now. Any thread."""
        loaded = self._loaded
        return 0 if loaded is None else len(loaded.shelf)

    def close(self) -> None:
        """Stops following the library and ends both lanes."""
        for end in self._ends:
            end()
        self._builder.close()
        self._lane.close()

    def _answer(
        self, request: int, question: Question, answered: Callable[[Answer], None], asker: str
    ) -> None:
        if request < self._newest[asker]:
            return
        begun = self._clock.monotonic()
        rows: tuple[Row, ...] = ()
        roots: tuple[str, ...] = ()
        total = 0
        if self._loaded is not None:
            roots = tuple(category.name for category in self._loaded.shelf.roots())
            hits = self._hits(self._loaded, question)
            rows, total = tuple(self._rows(hits.hits)), hits.total
        seconds = self._clock.monotonic() - begun
        ready = self._loaded is not None
        answered(Answer(request, question, rows, total, seconds, roots, ready))

    def _find(
        self, request: int, question: Question, answered: Callable[[Found], None], asker: str
    ) -> None:
        if request < self._newest[asker]:
            return
        if self._loaded is None:
            answered(Found(request, question, (), 0, ready=False))
            return
        hits = self._hits(self._loaded, question)
        answered(Found(request, question, tuple(hit.uid for hit in hits.hits), hits.total))

    def _hits(self, loaded: _Loaded, question: Question) -> Hits:
        return loaded.index.find(
            question.text,
            now=self._clock.now() / 1000,
            limit=question.limit,
            kinds=question.kinds,
            category=question.category,
            among=question.among,
        )

    def _rows(self, hits: tuple[Hit, ...]) -> Iterator[Row]:
        assert self._loaded is not None
        shelf = self._loaded.shelf
        for uid, _, reason, places in hits:
            packed = shelf.packed(uid)
            if packed is not None:
                yield Row(packed, shelf.path_of(uid), shelf.use(uid), reason, places)

    def _build(self) -> None:
        """Reads everything anew on the builder's lane; what changes meanwhile is kept for after."""
        if self._building:
            return
        self._building = True
        self._meanwhile = []
        self._builder.submit(self._load).add_done_callback(self._built)

    def _load(self) -> _Loaded:
        # Not before: numpy takes a tenth of a second that no window should wait for.
        from kefu_desktop.search.index import Index

        begun = self._clock.monotonic()
        if self._readings is None:
            self._readings = self._load_readings()
        shelf = Shelf()
        with self._open_reader() as reader:
            shelf.fill(reader.categories(), reader.uses())
            shelf.reserve(reader.uids())
            documents = (shelve(shelf, reply) for reply in reader.all_replies())
            kept = (document for document in documents if document is not None)
            index = Index.build(kept, self._readings)
        seconds = self._clock.monotonic() - begun
        _log.info("read %d replies in %.3f s", len(shelf), seconds)
        return _Loaded(shelf, index, seconds)

    def _built(self, loading: Future[_Loaded]) -> None:
        self._lane.submit(self._take, loading).add_done_callback(log_failure)

    def _take(self, loading: Future[_Loaded]) -> None:
        self._building = False
        if self._outdated:
            self._outdated = False
            self._build()
            return
        try:
            loaded = loading.result()
        except KefuError as error:
            self._events.publish(WentWrong(error))
            return
        self._loaded = loaded
        for touched in self._meanwhile:
            self._follow(touched)
        self._meanwhile = []
        characters = loaded.index.usual_characters(USUAL_CHARACTERS)
        self._events.publish(IndexReady(len(loaded.shelf), loaded.seconds, characters))

    def _library_changed(self, event: LibraryChanged) -> None:
        self._lane.submit(self._changed, event.touched).add_done_callback(log_failure)

    def _library_replaced(self, _: LibraryReplaced) -> None:
        self._lane.submit(self._replaced).add_done_callback(log_failure)

    def _replaced(self) -> None:
        """What is being read at this moment may be the library before; then it is read again."""
        self._outdated = self._building
        self._build()

    def _use_recorded(self, event: UseRecorded) -> None:
        self._library_changed(LibraryChanged(0, None, Touched(uses={event.uid: event.use})))

    def _changed(self, touched: Touched) -> None:
        if self._building:
            self._meanwhile.append(touched)
        if self._loaded is None or self._extent(touched) > FOLLOW_LIMIT:
            self._build()
            return
        self._follow(touched)
        if self._loaded.index.wants_rebuild:
            self._build()

    def _extent(self, touched: Touched) -> int:
        """How many replies have to be looked at: also those whose category has another name."""
        assert self._loaded is not None
        return len(touched) + len(self._loaded.shelf.under(_moved(touched)))

    def _follow(self, touched: Touched) -> None:
        """Brings shelf and index up to ``touched``. Doing so twice changes nothing more."""
        assert self._loaded is not None
        shelf, index = self._loaded.shelf, self._loaded.index
        for category in touched.categories:
            shelf.put_category(category.uid, category)
        for uid in touched.removed_categories:
            shelf.put_category(uid, None)
        for uid, use in touched.uses.items():
            shelf.put_use(uid, use)
            index.used(uid, use.count, (use.last or 0) / 1000)
        changed: dict[Uid, Document] = {}
        removed = [uid for uid in touched.removed if uid in shelf]
        for reply in touched.replies:
            known = reply.uid in shelf
            document = shelve(shelf, reply)
            if document is not None:
                changed[reply.uid] = document
            elif known:
                removed.append(reply.uid)
        for uid in touched.removed:
            shelf.drop(uid)
        for uid in shelf.under(_moved(touched)):
            if uid not in changed and (shelved := shelf.get(uid)) is not None:
                changed[uid] = document_of(shelved, shelf)
        if changed or removed:
            index.update(tuple(changed.values()), removed)


def _moved(touched: Touched) -> set[Uid]:
    return {category.uid for category in touched.categories} | {*touched.removed_categories}


def shelve(shelf: Shelf, reply: Reply) -> Document | None:
    """Puts a reply on the shelf and gives what the index should know of it; takes a trashed one off
    and gives None: what is in the trash is not found.
    """
    if reply.trashed is not None:
        shelf.drop(reply.uid)
        return None
    shelf.put(reply)
    return document_of(reply, shelf)


def document_of(reply: Reply, shelf: Shelf) -> Document:
    """Gives what the index should know of ``reply``."""
    use = shelf.use(reply.uid)
    return Document(
        uid=shelf.known(reply.uid),
        title=reply.title,
        variants=tuple(variant.text for variant in reply.variants),
        shortcut=reply.shortcut,
        category="/".join(shelf.path(reply.category)),
        tags=reply.tags,
        asked_as=reply.asked_as,
        kind=reply.kind.value,
        favourite=reply.favourite,
        uses=use.count,
        last_used=(use.last or 0) / 1000,
    )
