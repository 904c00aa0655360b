"""The composition root of the popup: what it searches, fills in, recognises and delivers with."""

import contextlib
import tomllib
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, NamedTuple

from kefu_desktop import assets
from kefu_desktop.app.clients import KnownClients
from kefu_desktop.app.composing import Composer
from kefu_desktop.app.delivery import Delivery
from kefu_desktop.app.events import Events, WentWrong
from kefu_desktop.app.filling import Filling
from kefu_desktop.app.fragments import Fragments
from kefu_desktop.app.giving_way import GivingWay
from kefu_desktop.app.jobs import ThreadLane, log_failure
from kefu_desktop.app.keeping import Keeping
from kefu_desktop.app.parts import Parts
from kefu_desktop.app.preview_findings import PreviewFindings
from kefu_desktop.bootstrap_checking import Checks, wording_checks
from kefu_desktop.bootstrap_floors import Floors
from kefu_desktop.core.model import Digest
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.emoticons.desk import EmoticonDesk
from kefu_desktop.gui.i18n import spoken_now
from kefu_desktop.gui.pictures import Pictures
from kefu_desktop.gui.popup.desk import Desk
from kefu_desktop.gui.theme import Theme
from kefu_desktop.native import pictures
from kefu_desktop.native.machine import Machine
from kefu_desktop.paths import Paths

if TYPE_CHECKING:
    from kefu_desktop.core.order_facts import OrderFacts
    from kefu_desktop.search.readings import Readings
    from kefu_desktop.store.queries import Reader


class PopupDesk(NamedTuple):
    """The popup's desk, and the checks that the library window is to share with it."""

    desk: Desk
    checks: Callable[[], Checks]


def popup_desk(
    paths: Paths,
    floors: Floors,
    machine: Machine,
    bridge: Bridge,
    theme: Theme,
    keeping: Keeping,
    emoticons: EmoticonDesk,
    load_readings: "Callable[[], Readings]",
    down: contextlib.ExitStack,
) -> PopupDesk:
    """Gives the popup what it works with."""
    settings = floors.settings
    hands, eyes = ThreadLane("hands"), ThreadLane("eyes")
    decoding, looking = ThreadLane("pictures"), ThreadLane("checking")
    for lane in (hands, eyes, decoding, looking):
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
    composer = _composer(paths, floors, emoticons, down)
    give_way = GivingWay(bridge.when_through)
    checks = wording_checks(paths, looking, composer, load_readings, floors.events, give_way, down)
    lets_send = lambda: settings.current.delivery.send_parts  # noqa: E731
    desk = Desk(
        searching=floors.searching,
        composer=composer,
        delivery=delivery,
        parts=Parts(delivery, bridge, lets_send),
        filling=Filling(machine.clipboard, hands, bridge.post, _order_facts),
        findings=PreviewFindings(looking, bridge.post, lambda: checks().checking),
        emoticons=emoticons,
        window=machine.window,
        hands=hands,
        eyes=eyes,
        bridge=bridge,
        theme=theme,
        settings=lambda: settings.current,
        toggle_favourite=keeping.toggle_favourite,
        pictures=Pictures(content, pictures.decode, decoding, bridge.post),
        recognise=floors.clients.meet,
        say_finding=lambda finding: checks().wording.say(finding, spoken_now()),
    )
    return PopupDesk(desk, checks)


def _composer(
    paths: Paths, floors: Floors, emoticons: EmoticonDesk, down: contextlib.ExitStack
) -> Composer:
    fragments = Fragments(lambda: _reader(paths), floors.events)
    down.callback(fragments.close)
    return Composer(
        lambda: floors.settings.current,
        emoticons.emoticons.moods,
        floors.clock,
        fragments.find,
        spoken_now,
        away=floors.away_now.words,
    )


def _order_facts() -> "OrderFacts":
    from kefu_desktop.core.order_facts import from_document

    file = assets.resource("order-facts", "facts.toml")
    return from_document(tomllib.loads(file.read_text(encoding="utf-8")))


def _reader(paths: Paths) -> "Reader | None":
    from kefu_desktop.store.queries import Reader

    return Reader.open(paths.library) if paths.library.exists() else None


def _say_findings(clients: KnownClients, events: Events) -> None:
    for finding in clients.findings:
        events.publish(WentWrong(finding))
