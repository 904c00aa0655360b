"""The composition root of the popup: what it searches, fills in, recognises and delivers with."""

import contextlib
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol

from kefu_desktop.app.away_now import AwayNow
from kefu_desktop.app.clients import KnownClients
from kefu_desktop.app.composing import Composer
from kefu_desktop.app.delivery import Delivery
from kefu_desktop.app.events import Events, WentWrong
from kefu_desktop.app.fragments import Fragments
from kefu_desktop.app.jobs import Lane, ThreadLane, log_failure
from kefu_desktop.app.keeping import Keeping
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import Clock
from kefu_desktop.app.searching import Searching
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.core.model import Digest
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.emoticons.desk import EmoticonDesk
from kefu_desktop.gui.pictures import Pictures
from kefu_desktop.gui.popup.desk import Desk
from kefu_desktop.gui.theme import Theme
from kefu_desktop.native import pictures
from kefu_desktop.native.machine import Machine
from kefu_desktop.paths import Paths

if TYPE_CHECKING:
    from kefu_desktop.store.queries import Reader


class Floors(Protocol):
    """What of the floors below the popup works with."""

    @property
    def events(self) -> Events: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def settings(self) -> SettingsService: ...
    @property
    def clients(self) -> KnownClients: ...
    @property
    def library(self) -> LiveLibrary: ...
    @property
    def searching(self) -> Searching: ...
    @property
    def errands(self) -> Lane: ...
    @property
    def away_now(self) -> AwayNow: ...


def popup_desk(
    paths: Paths,
    floors: Floors,
    machine: Machine,
    bridge: Bridge,
    theme: Theme,
    keeping: Keeping,
    emoticons: EmoticonDesk,
    down: contextlib.ExitStack,
) -> Desk:
    """Gives the popup what it works with."""
    settings = floors.settings
    hands, decoding = ThreadLane("hands"), ThreadLane("pictures")
    for lane in (hands, decoding):
        down.callback(lane.close)
    delivery = Delivery(
        lambda: settings.current.delivery,
        machine.clipboard,
        machine.window,
        machine.paste,
        hands,
        bridge,
        bridge.post,
        floors.library,
        pictures.as_png,
    )

    def content(digest: Digest) -> "Future[bytes | None]":
        return floors.library.ask(lambda library: library.content(digest))

    # Read now, beside the start, and not at the first hotkey.
    floors.errands.submit(_say_findings, floors.clients, floors.events).add_done_callback(
        log_failure
    )
    fragments = Fragments(lambda: _reader(paths), floors.events)
    down.callback(fragments.close)
    return Desk(
        searching=floors.searching,
        composer=Composer(
            lambda: settings.current,
            emoticons.emoticons.moods,
            floors.clock,
            fragments.find,
            away=floors.away_now.words,
        ),
        delivery=delivery,
        window=machine.window,
        hands=hands,
        bridge=bridge,
        theme=theme,
        settings=lambda: settings.current,
        toggle_favourite=keeping.toggle_favourite,
        pictures=Pictures(content, pictures.decode, decoding, bridge.post),
        recognise=floors.clients.meet,
    )


def _reader(paths: Paths) -> "Reader | None":
    from kefu_desktop.store.queries import Reader

    return Reader.open(paths.library) if paths.library.exists() else None


def _say_findings(clients: KnownClients, events: Events) -> None:
    for finding in clients.findings:
        events.publish(WentWrong(finding))
