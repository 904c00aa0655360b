"""The composition root of shared places, for windows and terminal: builds them when they are first
asked for.

A program without a shared place loads none of this but what looks whether there is one.
"""

import contextlib
import os
import random
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop import __version__, assets
from kefu_desktop.app.clock import random_uid
from kefu_desktop.app.jobs import LooseLane
from kefu_desktop.app.ports import Clock, SecretPort
from kefu_desktop.core.errors import KefuError
from kefu_desktop.paths import Paths

if TYPE_CHECKING:
    from kefu_desktop.app.publishing import Publishing
    from kefu_desktop.app.subscribing import Subscribing
    from kefu_desktop.bootstrap_floors import Floors
    from kefu_desktop.core.records import Pack
    from kefu_desktop.core.watching import Watch
    from kefu_desktop.gui.bridge import Bridge
    from kefu_desktop.gui.places.desk import PlacesDesk
    from kefu_desktop.gui.theme import Theme
    from kefu_desktop.packs.shared.source import Source
    from kefu_desktop.store.queries import Reader
    from kefu_desktop.store.subscriptions import Subscriptions

STATE = "places.db"
"""In the folder of what is shared, beside the copies of packs."""

COPIES = "packs"


class SharedRooms(Struct, frozen=True):
    """What works with shared places."""

    subscribing: "Subscribing"
    publishing: "Publishing"


def anything_to_do(paths: Paths) -> bool:
    """Whether any of this is needed now: there is a shared place, or a new starter pack."""
    from kefu_desktop.app.starting import anything_to_do

    return anything_to_do(_state(paths), _starters(), __version__)


def build(paths: Paths, open_reader: "Callable[[], Reader | None]", clock: Clock) -> SharedRooms:
    """Builds what works with the shared places of a library."""
    from kefu_desktop.app.deposits import Deposits
    from kefu_desktop.app.publishing import Publishing
    from kefu_desktop.app.subscribing import Subscribing
    from kefu_desktop.packs.writing import write

    state = _state(paths)
    secrets = cache(_secrets)
    deposits = Deposits(paths.shared / COPIES, _open_source, _read_pack, secrets)
    starters = _starters(), _read_unpacked
    return SharedRooms(
        Subscribing(state, deposits, secrets, open_reader, starters, clock, random_uid),
        Publishing(state, deposits, open_reader, write, clock, random_uid),
    )


class PlacesBelow(Struct, frozen=True):
    """What the screens of shared places are built over."""

    paths: Paths
    floors: "Floors"
    bridge: "Bridge"
    theme: "Theme"
    say: Callable[[KefuError], str]


def places_desk(below: PlacesBelow, down: contextlib.ExitStack) -> "PlacesDesk":
    """Gives the screens of shared places what they work with; nothing of it is made yet."""
    from kefu_desktop.gui.places.desk import PlacesDesk

    paths, floors = below.paths, below.floors
    lane = LooseLane("places")
    down.callback(lane.close)

    def open_reader() -> "Reader | None":
        from kefu_desktop.store.queries import Reader

        return Reader.open(paths.library) if paths.library.exists() else None

    return PlacesDesk(
        rooms=cache(lambda: build(paths, open_reader, floors.clock)),
        exporting=floors.exporting,
        anything_to_do=lambda: anything_to_do(paths),
        version=__version__,
        lane=lane,
        errands=floors.errands,
        bridge=below.bridge,
        theme=below.theme,
        settings=lambda: floors.settings.current,
        say=below.say,
        dice=random.random,
    )


def _state(paths: Paths) -> "Subscriptions":
    from kefu_desktop.store.subscriptions import Subscriptions

    return Subscriptions(paths.shared / STATE)


def _starters() -> tuple[Path, ...]:
    return tuple(sorted(assets.resource("packs").glob("starter.*")))


def _open_source(address: str, user: str, password: str) -> "Source":
    """Loads what speaks http only for an address that wants it."""
    from kefu_desktop.core.shared import is_of_web

    if is_of_web(address):
        from kefu_desktop.packs.shared.webdav import WebSource

        return WebSource(address, user, password)
    from kefu_desktop.packs.shared.folder import FolderSource

    return FolderSource(address)


def _read_pack(path: Path, watch: "Watch") -> "Pack":
    from kefu_desktop.packs.kefupack import read_kefupack
    from kefu_desktop.packs.limits import Limits

    return read_kefupack(path, watch, Limits())


def _read_unpacked(path: Path, watch: "Watch") -> "Pack":
    from kefu_desktop.packs.kefupack import read_folder
    from kefu_desktop.packs.limits import Limits

    return read_folder(path, watch, Limits())


def _secrets() -> SecretPort:
    from kefu_desktop.native import catalogue, facts
    from kefu_desktop.native.choose import Choice

    return Choice("secrets", catalogue.secrets(), facts.read(sys.platform, os.environ)).port
