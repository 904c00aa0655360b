"""All that stands behind the library window, real, over the library of a world."""

from collections.abc import Callable
from pathlib import Path

from kefu_desktop import assets
from kefu_desktop.app.arranging import Arranging
from kefu_desktop.app.catalogue import Catalogue
from kefu_desktop.app.checking import Checking
from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.drafting import Drafting
from kefu_desktop.app.duplicates import Duplicates
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.picturing import Picturing
from kefu_desktop.app.reverting import Reverting
from kefu_desktop.app.wording import WordingRules
from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.i18n import spoken_now
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.theme import Theme
from kefu_desktop.store.listing import CatalogueReader
from kefu_desktop.store.queries import Reader
from kefu_desktop.store.unsaved import Unsaved
from tests.gui.world import World, readings


def library_desk(
    world: World, theme: Theme, folder: Path, say: Callable[[KefuError], str]
) -> LibraryDesk:
    """``folder`` is the one that ``world`` has its library in. Lanes are the caller's thread."""

    def open_reader() -> Reader:
        return Reader.open(folder / "library.db")

    clock = SystemClock()
    wording = WordingRules(assets.resource("wording"), folder / "wording.toml", readings)
    checking = Checking(
        InlineLane(),
        open_reader,
        (wording.look_at,),
        world.events,
        folder / "ignored.jsonl",
        refresh=wording.reload,
    )
    return LibraryDesk(
        catalogue=Catalogue(
            InlineLane(),
            lambda: CatalogueReader.open(folder / "library.db"),
            readings,
            world.searching,
            world.events,
            clock,
            findings=checking.found,
        ),
        arranging=Arranging(world.library, clock, random_uid, InlineLane(), open_reader),
        reverting=Reverting(world.library),
        keeping=world.keeping,
        drafting=Drafting(InlineLane(), Unsaved(folder / "drafts"), world.events, clock),
        picturing=Picturing(world.library, InlineLane()),
        duplicates=Duplicates(
            InlineLane(),
            open_reader,
            readings,
            [name for mood in world.composer.moods for name in mood.names],
            folder / "different.json",
            world.events,
        ),
        checking=checking,
        emoticons=world.emoticons(Bridge(theme)),
        composer=world.composer,
        bridge=Bridge(theme),
        theme=theme,
        settings=lambda: world.settings,
        say=say,
        say_finding=lambda finding: wording.say(finding, spoken_now()),
        state=folder / "library-window.ini",
        clipboard=world.clipboard,
        trash_days=30,
    )
