"""The composition root of shared places, for windows and terminal: builds them when they are first
asked for.

A program without a shared place loads none of this but what looks whether there is one.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kefu_desktop import assets
from kefu_desktop.app.clock import random_uid
from kefu_desktop.app.ports import Clock, SecretPort
from kefu_desktop.app.publishing import Publishing
from kefu_desktop.app.subscribing import Subscribing
from kefu_desktop.core.records import Pack
from kefu_desktop.core.shared import is_of_web
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.kefupack import read_folder, read_kefupack
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.shared.source import Source
from kefu_desktop.paths import Paths

if TYPE_CHECKING:
    from kefu_desktop.store.queries import Reader

STATE = "places.db"
COPIES = "packs"


@dataclass(frozen=True, slots=True)
class SharedRooms:
    """What works with shared places."""

    subscribing: Subscribing
    publishing: Publishing


def state_file(paths: Paths) -> Path:
    """Gives the file in which the shared places of a library are kept."""
    return paths.shared / STATE


def build(paths: Paths, open_reader: "Callable[[], Reader | None]", clock: Clock) -> SharedRooms:
    """Builds what works with the shared places of a library."""
    from kefu_desktop.app.deposits import Deposits
    from kefu_desktop.packs.writing import write
    from kefu_desktop.store.subscriptions import Subscriptions

    state = Subscriptions(state_file(paths))
    secrets = cache(_secrets)
    deposits = Deposits(paths.shared / COPIES, _open_source, _read_pack, secrets)
    starter = assets.resource("packs", "starter.zh_CN"), _read_unpacked
    return SharedRooms(
        Subscribing(state, deposits, secrets, open_reader, starter, clock, random_uid),
        Publishing(state, deposits, open_reader, write, clock, random_uid),
    )


def _open_source(address: str, user: str, password: str) -> Source:
    if is_of_web(address):
        from kefu_desktop.packs.shared.webdav import WebSource

        return WebSource(address, user, password)
    from kefu_desktop.packs.shared.folder import FolderSource

    return FolderSource(address)


def _read_pack(path: Path, watch: Watch) -> Pack:
    return read_kefupack(path, watch, Limits())


def _read_unpacked(path: Path, watch: Watch) -> Pack:
    return read_folder(path, watch, Limits())


def _secrets() -> SecretPort:
    from kefu_desktop.native import catalogue, facts
    from kefu_desktop.native.choose import Choice

    return Choice("secrets", catalogue.secrets(), facts.read(sys.platform, os.environ)).port
