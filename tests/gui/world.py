"""Real services over a temporary library, with recordings where the machine would be."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kefu_desktop import assets
from kefu_desktop.app.authoring import Draft
from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.composing import Composer
from kefu_desktop.app.delivery import Delivery
from kefu_desktop.app.events import Events
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.keeping import Keeping
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import Rect, Target
from kefu_desktop.app.searching import Searching
from kefu_desktop.core.emoticons import Moods
from kefu_desktop.core.model import Uid
from kefu_desktop.core.settings import Settings
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.popup.popup import Desk, Popup
from kefu_desktop.gui.theme import Theme
from kefu_desktop.native.recording import RecordingClipboard, RecordingPaste, RecordingWindow
from kefu_desktop.search.readings import Readings
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader

CHAT = Target(7, "Wangwang", "buyer", pid=1, identity="7:1", frame=Rect(100, 100, 500, 600))


@dataclass(slots=True)
class World:
    """Everything behind a popup. Lanes run on the caller's thread, so an answer is there at once."""

    library: LiveLibrary
    searching: Searching
    keeping: Keeping
    composer: Composer
    events: Events
    settings: Settings = field(default_factory=Settings)
    clipboard: RecordingClipboard = field(default_factory=RecordingClipboard)
    paste: RecordingPaste = field(default_factory=RecordingPaste)
    window: RecordingWindow = field(default_factory=RecordingWindow)

    def add(self, title: str, *texts: str, **fields: object) -> Uid:
        """Puts a reply into the library."""
        draft = Draft(title=title, texts=texts or (title,), **fields)  # type: ignore[arg-type]
        return self.keeping.write(draft, None).result().uid

    def popup(self, theme: Theme) -> Popup:
        """Builds the popup over it all."""
        bridge = Bridge(theme)
        delivery = Delivery(
            lambda: self.settings.delivery,
            self.clipboard,
            self.window,
            self.paste,
            InlineLane(),
            bridge,
            bridge.post,
            self.library,
        )
        desk = Desk(
            self.searching,
            self.composer,
            delivery,
            self.window,
            InlineLane(),
            bridge,
            theme,
            lambda: self.settings,
            lambda uid: self.keeping.toggle_favourite(uid),
        )
        return Popup(desk)


@contextmanager
def opened(folder: Path) -> Iterator[World]:
    """Gives a world over an empty library in ``folder``."""
    path = folder / "library.db"
    clock, events = SystemClock(), Events()

    def open_library() -> Library:
        return Library.open(path, assets.migrations(), clock=clock.now, new_uid=random_uid)

    library = LiveLibrary(InlineLane(), open_library, events, clock)
    library.start().result()
    moods = json.loads(assets.resource("emoticons", "moods.json").read_text(encoding="utf-8"))
    readings_bytes = assets.resource("readings", "readings.bin").read_bytes()
    searching = Searching(
        InlineLane(), InlineLane(), lambda: Reader.open(path), lambda: Readings.load(readings_bytes), events, clock
    )
    keeping = Keeping(library, clock, random_uid)
    settings = Settings()
    composer = Composer(lambda: settings, Moods.from_document(moods), clock)
    world = World(library, searching, keeping, composer, events, settings)
    searching.start()
    yield world
    searching.close()
    library.close()

