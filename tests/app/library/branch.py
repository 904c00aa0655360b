"""A branch of a shop: a real library with its backups, as one process has it open, and a clock that
stands until it is moved.
"""

import itertools
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from kefu_desktop import assets
from kefu_desktop.app.events import Event, Events, LibraryChanged, LibraryReplaced, WentWrong
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.upkeep import Place, Upkeep
from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet
from kefu_desktop.core.model import Millis, Reply, Uid, Variant
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader

NOON = Millis(1_790_000_000_000)
DAY = 86_400_000


@dataclass
class StandingClock:
    """Time moves only when a test says so."""

    millis: int = NOON

    def now(self) -> int:
        return self.millis

    def monotonic(self) -> float:
        return self.millis / 1000


def reply(uid: str = "fh", text: str = "今天发货", **fields: object) -> Reply:
    whole = Reply(uid=Uid(uid), title=uid, variants=(Variant(text),))
    return replace(whole, **fields)  # type: ignore[arg-type]


@dataclass
class Branch:
    """One library as one process has it; `colleague` is another process on the same file."""

    folder: Path
    clock: StandingClock = field(default_factory=StandingClock)

    def __post_init__(self) -> None:
        self.place = Place(self.folder / "library.db", self.folder / "backups", assets.migrations())
        self._numbers = itertools.count(1)
        self.upkeep = Upkeep(self.place, self.clock, self.new_uid)
        self.events = Events()
        self.heard: list[Event] = []
        for kind in (LibraryChanged, LibraryReplaced, WentWrong):
            self.events.subscribe(kind, self.heard.append)
        self.library = LiveLibrary(InlineLane(), self.upkeep.open, self.events, self.clock)

    def new_uid(self) -> Uid:
        return Uid(f"{id(self)}-{next(self._numbers)}")

    def colleague(self) -> "Branch":
        return Branch(self.folder, self.clock)

    def reader(self) -> Reader | None:
        path = self.place.library
        return Reader.open(path) if path.exists() else None

    def add(self, *replies: Reply) -> None:
        def make(_: Library) -> ChangeSet:
            sets = [editing.add_reply(one, NOON) for one in replies]
            return ChangeSet(sets[0].deed, tuple(c for one in sets for c in one.changes))

        self.library.change(make).result()

    def change(self, uid: str, **fields: object) -> None:
        def make(library: Library) -> ChangeSet:
            before = library.reply(Uid(uid))
            after = replace(before, **fields)  # type: ignore[arg-type]
            return editing.edit_reply(before, after, NOON)

        self.library.change(make).result()

    def trash(self, *uids: str, at: int = NOON) -> None:
        def make(library: Library) -> ChangeSet:
            return editing.trash(library.replies(map(Uid, uids)), Millis(at))

        self.library.change(make).result()

    def texts(self) -> dict[str, str]:
        """What is in the library outside the trash, read afresh: text by uid."""
        with Reader.open(self.place.library) as reader:
            return {
                one.uid: one.variants[0].text for one in reader.all_replies() if one.trashed is None
            }

    def wreck(self) -> bytes:
        """Damages the file as a dying disk would, with nobody having it open; gives its bytes."""
        self.library.close()
        path = self.place.library
        data = bytearray(path.read_bytes())
        data[4096 : len(data) - 512] = b"\xa5" * (len(data) - 4608)
        path.write_bytes(data)
        return bytes(data)

    def close(self) -> None:
        self.library.close()
