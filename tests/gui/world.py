"""Real services over a temporary library, with recordings where the machine would be."""

import json
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar

from msgspec.structs import replace

from kefu_desktop import assets
from kefu_desktop.app import authoring
from kefu_desktop.app.authoring import Draft
from kefu_desktop.app.checking import Checking
from kefu_desktop.app.clients import KnownClients
from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.composing import Composer
from kefu_desktop.app.delivery import Delivery
from kefu_desktop.app.emoticons import Emoticons
from kefu_desktop.app.events import (
    Events,
    IndexReady,
    LibraryChanged,
    LibraryReplaced,
    UseRecorded,
)
from kefu_desktop.app.filling import Filling
from kefu_desktop.app.jobs import InlineLane, Lane
from kefu_desktop.app.keeping import Keeping
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.parts import Parts
from kefu_desktop.app.picturing import Picturing
from kefu_desktop.app.ports import Rect, Target
from kefu_desktop.app.preview_findings import PreviewFindings
from kefu_desktop.app.searching import Searching
from kefu_desktop.app.wording import WordingRules
from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet
from kefu_desktop.core.emoticons import Moods
from kefu_desktop.core.model import Digest, Millis, Uid
from kefu_desktop.core.order_facts import OrderFacts, from_document
from kefu_desktop.core.settings import Settings, with_value
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.emoticons.desk import EmoticonDesk
from kefu_desktop.gui.i18n import spoken_now
from kefu_desktop.gui.pictures import Pictures
from kefu_desktop.gui.popup.desk import Desk
from kefu_desktop.gui.popup.popup import Popup
from kefu_desktop.gui.theme import Theme
from kefu_desktop.native import pictures
from kefu_desktop.native.recording import RecordingClipboard, RecordingPaste, RecordingWindow
from kefu_desktop.search.readings import Readings
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader
from kefu_desktop.store.recents import Recents
from tests.app.shop import HandTimer

P = ParamSpec("P")
T = TypeVar("T")

CHAT = Target(7, "Wangwang", "buyer", pid=1, identity="7:1", frame=Rect(100, 100, 500, 600))


@dataclass(slots=True)
class SwitchedLane:
    """Another lane whenever a test says so."""

    lane: Lane = field(default_factory=InlineLane)

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return self.lane.submit(job, *args, **kwargs)

    def close(self) -> None:
        self.lane.close()


@dataclass(slots=True)
class World:
    """Everything behind a popup. Lanes run on the caller's thread: an answer is there at once."""

    library: LiveLibrary
    searching: Searching
    keeping: Keeping
    composer: Composer
    events: Events
    folder: Path
    settings: Settings = field(default_factory=Settings)
    clipboard: RecordingClipboard = field(default_factory=RecordingClipboard)
    paste: RecordingPaste = field(default_factory=RecordingPaste)
    window: RecordingWindow = field(default_factory=RecordingWindow)
    decoding: Lane = field(default_factory=InlineLane)
    copying: SwitchedLane = field(default_factory=SwitchedLane)
    timer: HandTimer = field(default_factory=HandTimer)
    parts: Parts = field(init=False)
    checking: Callable[[], Checking] = field(init=False)
    clients: KnownClients = field(
        default_factory=lambda: KnownClients(assets.resource("clients"), Path("no such folder"))
    )

    def set(self, name: str, value: object) -> None:
        """Changes a setting."""
        self.settings = with_value(self.settings, name, value)

    def count(self, uid: Uid) -> int:
        """How often a reply was delivered."""
        return self.library.ask(lambda library: library.use(uid).count).result()

    def content(self, digest: Digest) -> Future[bytes | None]:
        """Gives an image of the library."""
        return self.library.ask(lambda library: library.content(digest))

    def add(self, title: str, *texts: str, **fields: object) -> Uid:
        """Puts a reply into the library."""
        draft = Draft(title=title, texts=texts or (title,), **fields)  # type: ignore[arg-type]
        uid, now = random_uid(), Millis(SystemClock().now())
        self.library.change(
            lambda library: authoring.add(library, draft, uid, now, random_uid)
        ).result()
        return uid

    def add_images(self, uid: Uid, *images: bytes) -> None:
        """Lets images go with a reply, in place of those before."""
        taken = [Picturing(self.library, InlineLane()).take(data, "") for data in images]

        def change(library: Library) -> ChangeSet:
            before = library.reply(uid)
            after = replace(before, attachments=tuple(one.attachment for one in taken))
            step = editing.edit_reply(before, after, before.changed)
            return replace(step, contents=tuple(one.content for one in taken))

        self.library.change(change).result()

    def popup(self, theme: Theme) -> Popup:
        """Builds the popup over it all, following the library as the program makes it."""
        bridge = Bridge(theme)
        delivery = Delivery(
            lambda: self.settings.delivery,
            self.clipboard,
            self.window,
            self.paste,
            InlineLane(),
            self.timer,
            bridge.post,
            self.library,
            pictures.as_png,
        )
        wording = WordingRules(assets.resource("wording"), self.folder / "wording.toml", readings)
        lane = InlineLane()
        self.checking = cache(lambda: self._checking(wording, lane))
        self.parts = Parts(delivery, self.timer, lambda: self.settings.delivery.send_parts)
        desk = Desk(
            searching=self.searching,
            composer=self.composer,
            delivery=delivery,
            parts=self.parts,
            filling=Filling(self.clipboard, self.copying, bridge.post, order_facts),
            findings=PreviewFindings(lane, bridge.post, self.checking),
            emoticons=self.emoticons(bridge),
            window=self.window,
            hands=lane,
            eyes=lane,
            bridge=bridge,
            theme=theme,
            settings=lambda: self.settings,
            toggle_favourite=self.keeping.toggle_favourite,
            pictures=Pictures(self.content, pictures.decode, self.decoding, bridge.post),
            recognise=self.clients.recognise,
            say_finding=lambda finding: wording.say(finding, spoken_now()),
        )
        popup = Popup(desk)
        for kind in (LibraryChanged, LibraryReplaced, UseRecorded, IndexReady):
            bridge.subscribe(self.events, kind, lambda _: popup.refresh(), popup)
        return popup

    def _checking(self, wording: WordingRules, lane: Lane) -> Checking:
        path = self.folder / "library.db"
        waivers = self.folder / "ignored.jsonl"
        rules = (wording.look_at,)
        return Checking(lane, lambda: Reader.open(path), rules, self.events, waivers)

    def emoticons(self, bridge: Bridge) -> EmoticonDesk:
        """What a picker works with."""
        recents = Recents(self.folder / "recent.json")
        folder, lane = assets.resource("emoticons"), InlineLane()
        return EmoticonDesk(
            emoticons=Emoticons(folder, self.composer.moods, readings, recents, lane),
            bridge=bridge,
            tone=lambda: self.settings.emoticons.skin_tone,
            remember_tone=lambda tone: self.set("emoticons.skin_tone", tone.value),
        )


@contextmanager
def opened(folder: Path, builder: Lane | None = None) -> Iterator[World]:
    """Gives a world over an empty library in ``folder``."""
    path = folder / "library.db"
    clock, events = SystemClock(), Events()

    def open_library() -> Library:
        return Library.open(path, assets.migrations(), clock=clock.now, new_uid=random_uid)

    library = LiveLibrary(InlineLane(), open_library, events, clock)
    library.start().result()
    searching = Searching(
        InlineLane(), builder or InlineLane(), lambda: Reader.open(path), readings, events, clock
    )
    moods = json.loads(assets.resource("emoticons", "moods.json").read_text(encoding="utf-8"))
    world: World
    composer = Composer(lambda: world.settings, Moods.from_document(moods), clock)
    world = World(library, searching, Keeping(library, clock, random_uid), composer, events, folder)
    try:
        yield world
    finally:
        searching.close()
        library.close()


@cache
def order_facts() -> OrderFacts:
    """What is recognised in copied texts."""
    file = assets.resource("order-facts", "facts.toml")
    return from_document(tomllib.loads(file.read_text(encoding="utf-8")))


@cache
def readings() -> Readings:
    """The table of readings, read once for all tests."""
    return Readings.load(assets.resource("readings", "readings.bin").read_bytes())
