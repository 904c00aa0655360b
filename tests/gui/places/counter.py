"""A shop with shared places: real services over a library and a drive, in a temporary folder."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from kefu_desktop import assets
from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.deposits import Deposits
from kefu_desktop.app.exporting import Exporting
from kefu_desktop.app.importing import Importing
from kefu_desktop.app.jobs import InlineLane, Lane
from kefu_desktop.app.publishing import Publication, Publishing
from kefu_desktop.app.sentences import Sentences
from kefu_desktop.app.subscribing import Subscribing
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Uid
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.settings import Language, Settings
from kefu_desktop.core.shared import is_of_web
from kefu_desktop.core.watching import Watch
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.places.desk import PlacesDesk
from kefu_desktop.gui.places.dialog import PlacesDialog
from kefu_desktop.gui.theme import Theme
from kefu_desktop.native.secrets.session import SessionSecrets
from kefu_desktop.packs import reading
from kefu_desktop.packs.kefupack import read_folder, read_kefupack
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.shared.folder import FolderSource
from kefu_desktop.packs.shared.source import PlaceLimits, Source
from kefu_desktop.packs.shared.webdav import WebSource
from kefu_desktop.packs.writing import write
from kefu_desktop.store.editions import Editions
from kefu_desktop.store.queries import Reader
from kefu_desktop.store.subscriptions import Subscriptions
from tests.gui.world import World, opened

QUICK = PlaceLimits(connect_seconds=1, quiet_seconds=1, answer_seconds=2, file_seconds=2)


@dataclass(slots=True)
class Rooms:
    """What works with shared places."""

    subscribing: Subscribing
    publishing: Publishing


@dataclass(slots=True)
class Counter:
    """The shop."""

    folder: Path
    world: World
    rooms: Rooms
    importing: Importing
    exporting: Exporting
    theme: Theme
    language: Language
    lane: Lane = field(default_factory=InlineLane)
    settings: Settings = field(default_factory=Settings)
    anything: bool = True

    @property
    def drive(self) -> Path:
        """A shared folder."""
        made = self.folder / "drive"
        made.mkdir(exist_ok=True)
        return made

    def desk(self) -> PlacesDesk:
        """What the screens work with."""
        return PlacesDesk(
            rooms=lambda: self.rooms,
            exporting=lambda: self.exporting,
            anything_to_do=lambda: self.anything,
            version="1",
            lane=self.lane,
            errands=InlineLane(),
            bridge=Bridge(self.theme),
            theme=self.theme,
            settings=lambda: self.settings,
            say=self.say,
            dice=lambda: 0.5,
        )

    def dialog(self) -> PlacesDialog:
        """The window."""
        return PlacesDialog(self.desk())

    def say(self, error: KefuError) -> str:
        file = assets.resource("sentences", f"{self.language.value}.toml")
        document = tomllib.loads(file.read_text(encoding="utf-8"))
        return Sentences.from_document(document).error(error)

    def leave_pack(self, name: str, version: str, *texts: str, **fields: str) -> Pack:
        """A colleague leaves a pack on the drive."""
        records = tuple(
            Record(uid=Uid(f"r{number}"), title=text, variants=(text,))
            for number, text in enumerate(texts)
        )
        pack = Pack(
            uid=Uid(f"pack-{name.encode().hex()}"), name=name, version=version, records=records,
            author=fields.get("author", "小王"), changes=fields.get("changes", ""),
        )  # fmt: skip
        write(self.drive / f"{name}.kefupack", pack, SystemClock().now())  # type: ignore[arg-type]
        return pack

    def take(self, pack: Pack) -> None:
        """The pack is brought in, as a file would be."""
        self.importing.bring_in(pack)

    def furnish(self) -> None:
        """Places as a shop has them after some weeks."""
        self.world.add("发货时间", category=("售前",))
        self.take(self.leave_pack("入门包", "1.2", "您好", "在的"))
        changes = "加了三条退换货的说法，改了双十一的发货时间"
        self.leave_pack("入门包", "1.3", "您好", "在的", "退换", changes=changes)
        self.leave_pack("双十一话术", "2026", "定金不退", "几点开始")
        (self.drive / "坏的.kefupack").write_bytes(b"PK\3\4 cut off")
        drive, _ = self.rooms.subscribing.add(str(self.drive))
        self.rooms.subscribing.look(drive)
        own = Publication(place=drive, name="本店话术", version="3", author="我")
        self.rooms.publishing.publish(own)
        web, _ = self.rooms.subscribing.add("http://127.0.0.1:9/packs/", "店长", "secret")
        self.rooms.subscribing.look(web)


def texts(window: QWidget) -> list[str]:
    """What labels of a window say, as far as they are shown."""
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible() and one.text()]


@contextmanager
def counter(folder: Path, theme: Theme, language: Language = Language.ZH_CN) -> Iterator[Counter]:
    """Opens a shop in ``folder``."""
    secrets, clock = SessionSecrets(), SystemClock()

    def open_source(address: str, user: str, password: str) -> Source:
        if is_of_web(address):
            return WebSource(address, user, password, QUICK)
        return FolderSource(address, QUICK)

    def open_reader() -> Reader:
        return Reader.open(folder / "library.db")

    def read_pack(path: Path, watch: Watch) -> Pack:
        return read_kefupack(path, watch, Limits())

    def read_starter(path: Path, watch: Watch) -> Pack:
        return read_folder(path, watch, Limits())

    state = Subscriptions(folder / "shared" / "places.db")
    deposits = Deposits(folder / "shared" / "packs", open_source, read_pack, lambda: secrets)
    starter = folder / "starter"
    starters = (starter,), read_starter
    rooms = Rooms(
        Subscribing(state, deposits, lambda: secrets, open_reader, starters, clock, random_uid),
        Publishing(state, deposits, open_reader, write, clock, random_uid),
    )
    starter.mkdir()
    write_starter(starter, "1.0", "欢迎光临")
    with opened(folder) as world:
        importing = Importing(world.library, open_reader, reading, lambda: None, clock, random_uid)
        exporting = Exporting(open_reader, write, clock, Editions(folder / "editions.jsonl"))
        yield Counter(folder, world, rooms, importing, exporting, theme, language)


def write_starter(folder: Path, version: str, *said: str) -> Pack:
    """The pack that ships with the program."""
    records = tuple(
        Record(uid=Uid(f"s{number}"), title=text, variants=(text,))
        for number, text in enumerate(said)
    )
    pack = Pack(uid=Uid("starter"), name="入门包", version=version, records=records)
    write(folder, pack, SystemClock().now())  # type: ignore[arg-type]
    return pack
