"""Builds the library window and what stands behind it alone, when it is first wanted: most days the
popup is all that an agent opens, and a start should not pay for more.
"""

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.app.arranging import Arranging
from kefu_desktop.app.catalogue import Catalogue
from kefu_desktop.app.clock import random_uid
from kefu_desktop.app.composing import Composer
from kefu_desktop.app.drafting import Drafting
from kefu_desktop.app.duplicates import Duplicates
from kefu_desktop.app.events import Events
from kefu_desktop.app.jobs import ThreadLane
from kefu_desktop.app.keeping import Keeping
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.picturing import Picturing
from kefu_desktop.app.ports import ClipboardPort, Clock
from kefu_desktop.app.reverting import Reverting
from kefu_desktop.app.searching import Searching
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.app.upkeep import TRASH_DAYS
from kefu_desktop.bootstrap_checking import Checks
from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.emoticons.desk import EmoticonDesk
from kefu_desktop.gui.i18n import spoken_now
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.window import LibraryWindow
from kefu_desktop.gui.theme import Theme
from kefu_desktop.paths import Paths
from kefu_desktop.store.listing import CatalogueReader
from kefu_desktop.store.queries import Reader
from kefu_desktop.store.unsaved import Unsaved

if TYPE_CHECKING:
    from kefu_desktop.search.readings import Readings


class Below(Struct, frozen=True, kw_only=True):
    """What the program has built already and the window works with too."""

    paths: Paths
    events: Events
    clock: Clock
    settings: SettingsService
    library: LiveLibrary
    keeping: Keeping
    searching: Searching
    load_readings: "Callable[[], Readings]"
    composer: Composer
    emoticons: EmoticonDesk
    clipboard: ClipboardPort
    checks: Callable[[], Checks]
    bridge: Bridge
    theme: Theme
    say: Callable[[KefuError], str]


def build(below: Below, down: contextlib.ExitStack) -> LibraryWindow:
    """Gives the window, hidden. What it starts ends with ``down``."""

    def lane(name: str) -> ThreadLane:
        made = ThreadLane(name)
        down.callback(made.close)
        return made

    def open_reader() -> Reader:
        return Reader.open(below.paths.library)

    clock, events = below.clock, below.events
    checks = below.checks()
    checking, wording = checks.checking, checks.wording
    catalogue = Catalogue(
        lane("catalogue"),
        lambda: CatalogueReader.open(below.paths.library),
        below.load_readings,
        below.searching,
        events,
        clock,
        findings=checking.found,
    )
    duplicates = Duplicates(
        lane("duplicates"),
        open_reader,
        below.load_readings,
        [name for mood in below.composer.moods for name in mood.names],
        below.paths.apart,
        events,
    )
    drafting = Drafting(lane("drafts"), Unsaved(below.paths.drafts), events, clock)
    for service in (catalogue, duplicates, drafting):
        down.callback(service.close)
    desk = LibraryDesk(
        catalogue=catalogue,
        arranging=Arranging(below.library, clock, random_uid, lane("planning"), open_reader),
        reverting=Reverting(below.library),
        keeping=below.keeping,
        drafting=drafting,
        picturing=Picturing(below.library, lane("images")),
        duplicates=duplicates,
        checking=checking,
        emoticons=below.emoticons,
        composer=below.composer,
        bridge=below.bridge,
        theme=below.theme,
        settings=lambda: below.settings.current,
        say=below.say,
        say_finding=lambda finding: wording.say(finding, spoken_now()),
        state=below.paths.state / "library-window.ini",
        clipboard=below.clipboard,
        trash_days=TRASH_DAYS,
    )
    return LibraryWindow(desk)
