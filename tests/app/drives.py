"""Shared places for use cases: a drive in a temporary folder, and what follows and publishes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kefu_desktop.app.deposits import Deposits
from kefu_desktop.app.importing import Importing
from kefu_desktop.app.offers import Offer
from kefu_desktop.app.publishing import Publication, Published, Publishing
from kefu_desktop.app.subscribing import Subscribing
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.shared import SharedPlace
from kefu_desktop.core.watching import Watch
from kefu_desktop.native.secrets.session import SessionSecrets
from kefu_desktop.packs import reading
from kefu_desktop.packs.kefupack import read_folder, read_kefupack
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.shared.folder import FolderSource
from kefu_desktop.packs.shared.source import OpenSource, PlaceLimits
from kefu_desktop.packs.writing import write
from kefu_desktop.store.queries import Reader
from kefu_desktop.store.subscriptions import Subscriptions
from tests.app.shop import Shop


def open_folder(address: str, _user: str, _password: str) -> FolderSource:
    return FolderSource(address)


def read_pack(path: Path, watch: Watch) -> Pack:
    return read_kefupack(path, watch, Limits())


@dataclass(slots=True)
class Lead:
    """Somebody with a library and what works with shared places, over one drive."""

    shop: Shop
    home: Path
    drive: Path
    open_source: OpenSource = open_folder
    limits: PlaceLimits = PlaceLimits()  # noqa: RUF009 - a frozen value
    secrets: SessionSecrets = field(default_factory=SessionSecrets)
    reads: list[Path] = field(default_factory=list)
    subscribing: Subscribing = field(init=False)
    publishing: Publishing = field(init=False)
    importing: Importing = field(init=False)
    state: Subscriptions = field(init=False)

    def __post_init__(self) -> None:
        for folder in (self.drive, self.starter, self.other_starter):
            folder.mkdir(parents=True, exist_ok=True)
        ship(self.other_starter, pack_of("Starter pack", "1.0", "Hello", uid="starter.en"))
        self.start()

    def start(self) -> None:
        """Starts the program anew."""
        clock, new_uid = self.shop.clock, self.shop.new_uid
        open_reader: Callable[[], Reader | None] = lambda: Reader.open(self.shop.path)  # noqa: E731

        def read(path: Path, watch: Watch) -> Pack:
            self.reads.append(path)
            return read_pack(path, watch)

        self.state = Subscriptions(self.home / "shared" / "places.db")
        secrets = lambda: self.secrets  # noqa: E731
        deposits = Deposits(self.home / "shared" / "packs", self.open_source, read, secrets)
        packs = (self.starter, self.other_starter)
        starters = packs, lambda path, watch: read_folder(path, watch, Limits())
        self.subscribing = Subscribing(
            self.state, deposits, secrets, open_reader, starters, clock, new_uid, self.limits
        )
        self.publishing = Publishing(self.state, deposits, open_reader, write, clock, new_uid)
        library = self.shop.library
        self.importing = Importing(library, open_reader, reading, lambda: None, clock, new_uid)

    @property
    def starter(self) -> Path:
        """The pack that ships with the program."""
        return self.home / "starter"

    @property
    def other_starter(self) -> Path:
        """The one in another language."""
        return self.home / "starter.other"

    def subscribe(self, address: str = "") -> SharedPlace:
        """Adds the drive and looks at it."""
        place, _ = self.subscribing.add(address or str(self.drive))
        self.subscribing.look(place)
        return place

    def look(self) -> list[tuple[str, str]]:
        """Looks at all places; gives versions and standings."""
        for place in self.subscribing.places():
            self.subscribing.look(place)
        return self.standings()

    def standings(self) -> list[tuple[str, str]]:
        states = self.subscribing.states()
        return [
            (offer.label.version if offer.label else offer.deposit.file, offer.standing.value)
            for state in states
            for offer in state.offers
        ]

    def news(self) -> list[str]:
        """What a notice would tell; it is told thereby."""
        found = self.subscribing.news()
        self.subscribing.told(found)
        return [named(offer) for offer in found]

    def publish(self, version: str, **fields: object) -> Published:
        place = self.subscribing.places()[0]
        wanted = {"place": place, "name": "店铺包", "version": version, "author": "我", **fields}
        return self.publishing.publish(Publication(**wanted))  # type: ignore[arg-type]

    def titles(self) -> list[str]:
        return sorted(self.shop.titles())


def named(offer: Offer) -> str:
    assert offer.label is not None
    return f"{offer.label.name} {offer.label.version}"


def pack_of(name: str, version: str, *texts: str, uid: str = "") -> Pack:
    records = tuple(
        Record(uid=Uid(f"r{number}"), title=text, variants=(text,))
        for number, text in enumerate(texts)
    )
    return Pack(
        uid=Uid(uid or f"pack-{name.encode().hex()}"),
        name=name,
        version=version,
        author="小王",
        records=records,
    )


def leave(folder: Path, pack: Pack) -> Path:
    """A colleague leaves a pack."""
    file = folder / f"{pack.name}.kefupack"
    write(file, pack, Millis(0))
    return file


def ship(folder: Path, pack: Pack) -> None:
    """A version of the program brings its starter pack."""
    write(folder, pack, Millis(0))
