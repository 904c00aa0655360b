"""One import as its screen sees it: read, laid open, looked through, carried out.

What the screen is told is a :class:`Standing`, a value that never changes. It comes on the lane;
the screen hands it back on its own thread to :meth:`ImportSession.take`, which knows what came too
late. Until a standing says that it is done, nothing has happened.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.app.import_picks import NOTHING_PICKED, Picked
from kefu_desktop.app.import_review import Numbers, Review, Sieve, lay_open, let_go, sift
from kefu_desktop.app.importing import Choices
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.core.columns import NO_LAYOUTS, Layouts, Table
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.resolving import NO_PLACES
from kefu_desktop.core.tree import Path as Place
from kefu_desktop.core.watching import Cancelled, Watch

if TYPE_CHECKING:
    from kefu_desktop.app.importing import Imported, Importing
    from kefu_desktop.core.model import Reply

_log = logging.getLogger(__name__)

_READ, _PLANNED, _COMPARED = 60, 85, 90
"""How far reading and planning take the progress, of 100."""


class Stage(Enum):
    """How far an import is."""

    WORKING = auto()
    """The file is read and compared with the library."""
    COLUMNS = auto()
    """Nothing tells what the columns of its tables mean."""
    CHOOSING = auto()
    CARRYING = auto()
    DONE = auto()
    REFUSED = auto()
    LEFT = auto()
    """It was given up, and nothing has happened."""


class Standing(Struct, frozen=True):
    """How an import stands. ``percent`` is of what is going on; ``tables`` are there for a file of
    tables, ``review`` from CHOOSING on, ``picked`` with a new review what still holds of what was
    wanted before, ``error`` when it was REFUSED or could not be carried out, ``imported`` when it
    is DONE.
    """

    stage: Stage
    source: str
    turn: int
    percent: int = 0
    tables: tuple[Table, ...] = ()
    review: Review | None = None
    picked: Picked = NOTHING_PICKED
    error: KefuError | None = None
    imported: "Imported | None" = None


class ImportSession:
    """Takes one file after another through an import. It belongs to the screen's thread."""

    def __init__(
        self,
        importing: "Callable[[], Importing]",
        lane: Lane,
        tell: Callable[[Standing], None],
        give_way: Callable[[], None] = lambda: None,
    ) -> None:
        """``tell`` is called with each new standing, on the lane, to bring it to :meth:`take`;
        ``give_way`` every few records, to let the screen go first.
        """
        self._importing = importing
        self._lane = lane
        self._tell = tell
        self._turn = 0
        self._given_up = threading.Event()
        self._path: Path | None = None
        self._sifting = threading.Event()
        self._rest = Standing(Stage.LEFT, "", 0)
        self._carrying = False
        self._give_way = give_way

    def take(self, standing: Standing) -> bool:
        """Takes note of a standing; False when it came too late and is to be passed over."""
        if standing.turn != self._turn:
            return False
        if standing.stage not in (Stage.WORKING, Stage.CARRYING):
            self._carrying = False
            self._rest = replace(standing, error=None)
        return True

    # -- what is going on

    def open(self, path: Path) -> None:
        """Reads a file and compares it with the library."""
        self._path = path
        source = path.name or str(path)
        self._begin(Standing(Stage.LEFT, source, 0))
        self._work(lambda watch: self._read(path, source, NO_LAYOUTS, None, NOTHING_PICKED, watch))

    def open_pack(self, pack: Pack, source: str) -> None:
        """Compares a pack that was read already with the library; ``source`` is its place."""
        self._path = None
        self._begin(Standing(Stage.LEFT, source, 0))
        self._work(lambda watch: self._plan(pack, source, None, NOTHING_PICKED, watch))

    def lay_out(self, layouts: Layouts, picked: Picked = NOTHING_PICKED) -> None:
        """Reads the file again with tables as ``layouts`` say; ``picked`` is kept as far as it
        holds. Giving it up goes back to where it was begun.
        """
        path, rest = self._path, self._rest
        if path is None:
            return
        self._begin(rest)
        source, was = rest.source, rest.review
        self._work(lambda watch: self._read(path, source, layouts, was, picked, watch))

    def look_again(self, picked: Picked = NOTHING_PICKED) -> None:
        """Compares what was read with the library as it is now."""
        rest = self._rest
        review = rest.review
        if review is None:
            return
        self._begin(rest)
        pack = review.plan.pack
        self._work(lambda watch: self._plan(pack, rest.source, review, picked, watch))

    def carry_out(self, picked: Picked, places: Mapping[Place, Place] = NO_PLACES) -> None:
        """Brings the pack in as wanted."""
        rest = self._rest
        review = rest.review
        if review is None:
            return
        self._begin(rest)
        self._carrying = True
        self._work(lambda watch: self._carry(rest, review, picked, places, watch))

    def stop(self) -> None:
        """Gives up what is going on. What is being carried out either stops before it has changed
        anything or is done; its standing tells which.
        """
        self._given_up.set()
        if not self._carrying:
            self._turn += 1
            self._tell(replace(self._rest, turn=self._turn))

    def let_go(self, review: Review) -> None:
        """Drops a review that nobody holds any more, piece by piece on the lane: dropping a hundred
        thousand records at once would keep every other thread waiting.
        """
        watch = Watch(give_way=self._give_way)
        self._lane.submit(let_go, [review], watch).add_done_callback(log_failure)

    def close(self) -> None:
        """Gives up, and lets go of what was read. Its screen has forgotten it before."""
        self._given_up.set()
        self._sifting.set()
        review = self._rest.review
        self._turn += 1
        self._rest = Standing(Stage.LEFT, "", self._turn)
        if review is not None:
            self.let_go(review)

    # -- questions

    def sift(self, review: Review, sieve: Sieve) -> "Future[Numbers | None]":
        """Gives the rows that are looked at; None when another question came after it."""
        self._sifting.set()
        overtaken = self._sifting = threading.Event()
        return self._lane.submit(sift, review, sieve, overtaken.is_set)

    def base_of(self, reply: "Reply") -> "Future[Record | None]":
        """Gives what the pack said of a reply when it was last taken."""
        return self._lane.submit(lambda: self._importing().base_of(reply))

    def try_out(self, table: Table) -> Future[Pack]:
        """Gives what the first rows of a table come to as it is laid out."""
        path = self._path or Path(self._rest.source)
        return self._lane.submit(lambda: self._importing().try_out(table, path))

    # -- on the lane

    def _begin(self, rest: Standing) -> None:
        self._given_up.set()
        self._given_up = threading.Event()
        self._turn += 1
        self._rest = rest
        self._carrying = False

    def _work(self, job: Callable[[Watch], Standing]) -> None:
        turn, given_up, rest, path = self._turn, self._given_up, self._rest, self._path
        stage = Stage.CARRYING if self._carrying else Stage.WORKING
        going = replace(rest, stage=stage, turn=turn, percent=0, error=None, imported=None)
        told = -1

        def progress(done: int, total: int) -> None:
            nonlocal told
            percent = min(99, 100 * done // total) if total else told
            if percent > told:
                told = percent
                self._tell(replace(going, percent=percent))

        def run() -> None:
            progress(0, 100)
            try:
                standing = job(Watch(progress, given_up.is_set, self._give_way))
            except Cancelled:
                standing = rest
            except KefuError as error:
                standing = self._failed(error, rest, path)
            self._tell(replace(standing, turn=turn))

        self._lane.submit(run).add_done_callback(log_failure)

    def _failed(self, error: KefuError, rest: Standing, path: Path | None) -> Standing:
        if error.code is Code.FILE_NO_TEXT_COLUMN and path is not None:
            tables = self._importing().sample(path)
            if tables:
                return replace(rest, stage=Stage.COLUMNS, tables=tables, error=error)
        if rest.stage is Stage.LEFT:
            return replace(rest, stage=Stage.REFUSED, error=error)
        return replace(rest, error=error)

    def _read(
        self,
        path: Path,
        source: str,
        layouts: Layouts,
        was: Review | None,
        picked: Picked,
        watch: Watch,
    ) -> Standing:
        pack = self._importing().read(path, watch.stage(0, _READ), layouts=layouts)
        return self._plan(pack, source, was, picked, watch)

    def _plan(
        self, pack: Pack, source: str, was: Review | None, picked: Picked, watch: Watch
    ) -> Standing:
        importing = self._importing()
        prepared = importing.prepare(pack, watch.stage(_READ, _PLANNED))
        prepared = importing.note_similar(prepared, watch.stage(_PLANNED, _COMPARED))
        review = lay_open(prepared, watch.stage(_COMPARED, 100))
        kept = NOTHING_PICKED if was is None else picked.carried_over(was, review)
        _log.info("laid open %d records of %s", len(review.items), pack.format or "a pack")
        return Standing(Stage.CHOOSING, source, 0, tables=pack.tables, review=review, picked=kept)

    def _carry(
        self,
        rest: Standing,
        review: Review,
        picked: Picked,
        places: Mapping[Place, Place],
        watch: Watch,
    ) -> Standing:
        choices = Choices(picked.decisions(review), places=places)
        imported = self._importing().carry_out(review.prepared, choices, watch)
        return replace(rest, stage=Stage.DONE, imported=imported)
