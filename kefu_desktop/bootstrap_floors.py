"""Everything below the windows, which all of them are built over."""

import contextlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop import assets
from kefu_desktop.app.away_now import AwayNow
from kefu_desktop.app.clients import KnownClients
from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.events import Events
from kefu_desktop.app.jobs import Lane, ThreadLane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import Clock
from kefu_desktop.app.searching import Searching
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.bootstrap_packs import exporting_of, importing_of, load_readings
from kefu_desktop.paths import Paths

if TYPE_CHECKING:
    from kefu_desktop.app.exporting import Exporting
    from kefu_desktop.app.importing import Importing
    from kefu_desktop.app.upkeep import Upkeep
    from kefu_desktop.store.queries import Reader


class Floors(Struct, frozen=True):
    """Everything below the windows. ``upkeep``, ``importing`` and ``exporting`` are made at their
    first call, which loads the store: not on the GUI thread.
    """

    events: Events
    clock: Clock
    settings: SettingsService
    clients: KnownClients
    library: LiveLibrary
    searching: Searching
    upkeep: "Callable[[], Upkeep]"
    importing: "Callable[[], Importing]"
    exporting: "Callable[[], Exporting]"
    errands: Lane
    exports: Lane
    away_now: AwayNow
    fresh: bool


def build_floors(paths: Paths, down: contextlib.ExitStack) -> Floors:
    """Builds what needs no window. Nothing of it is begun."""
    clock, events = SystemClock(), Events()
    settings = SettingsService(paths.settings, events, clock)

    @cache
    def upkeep() -> "Upkeep":
        from kefu_desktop.app.upkeep import Place, Upkeep

        return Upkeep(Place(paths.library, paths.backups, assets.migrations()), clock, random_uid)

    def open_reader() -> "Reader":
        from kefu_desktop.store.queries import Reader

        return Reader.open(paths.library)

    library = LiveLibrary(ThreadLane("writer"), lambda: upkeep().open(), events, clock)
    down.callback(library.close)
    lanes = ThreadLane("search"), ThreadLane("builder")
    searching = Searching(*lanes, open_reader, load_readings, events, clock)
    down.callback(searching.close)

    @cache
    def importing() -> "Importing":
        return importing_of(library, open_reader, upkeep(), clock)

    @cache
    def exporting() -> "Exporting":
        return exporting_of(paths, open_reader, settings, clock)

    errands, exports = ThreadLane("errands"), ThreadLane("exports")
    for lane in (errands, exports):
        down.callback(lane.close)
    return Floors(
        events=events,
        clock=clock,
        settings=settings,
        clients=_clients(paths, settings),
        library=library,
        searching=searching,
        upkeep=upkeep,
        importing=importing,
        exporting=exporting,
        errands=errands,
        exports=exports,
        away_now=AwayNow(clock),
        fresh=not paths.library.exists(),
    )


def _clients(paths: Paths, settings: SettingsService) -> KnownClients:
    def told() -> Mapping[str, str]:
        return settings.current.clients.known

    return KnownClients(assets.resource("clients"), paths.clients, told)
