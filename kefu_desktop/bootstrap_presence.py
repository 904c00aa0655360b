"""The composition root of leaving and coming back, for the windows and for the terminal.

The terminal must not load Qt, so what is of the windows alone comes in as an argument.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from kefu_desktop import assets
from kefu_desktop.app.almanac import Almanac
from kefu_desktop.app.attention import Attention
from kefu_desktop.app.away_export import AutoReplies
from kefu_desktop.app.away_messages import Asking, AwayMessages, Gathered
from kefu_desktop.app.away_now import AwayNow
from kefu_desktop.app.away_talk import Speaking
from kefu_desktop.app.clients import KnownClients
from kefu_desktop.app.composing import Composer
from kefu_desktop.app.delivery import Order, Reached, Receipt, Short
from kefu_desktop.app.events import Events, WentWrong
from kefu_desktop.app.hotkey import Purpose
from kefu_desktop.app.jobs import InlineLane, ThreadLane, log_failure
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import ClipboardPort, Clock, Press, Target
from kefu_desktop.app.presence import Presence, Surroundings
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.app.working_hours import WorkingHours
from kefu_desktop.core.away import Rules, rules_from
from kefu_desktop.core.clients import Client, ClientKey
from kefu_desktop.core.errors import KefuError
from kefu_desktop.paths import Paths
from kefu_desktop.store.standing_file import StandingFile

if TYPE_CHECKING:
    from kefu_desktop.bootstrap_floors import Floors
    from kefu_desktop.gui.notice import Notice
    from kefu_desktop.gui.popup.desk import Desk
    from kefu_desktop.gui.presence.desk import PresenceDesk
    from kefu_desktop.gui.tray import Tray
    from kefu_desktop.store.queries import Queries, Reader


def presence_of(
    paths: Paths, floors: "Floors", desk: "Desk", down: contextlib.ExitStack
) -> Presence:
    """Builds presence for the windows; it begins when the loop of the GUI thread does, with what
    this machine can tell of its user.
    """
    held = contextlib.ExitStack()
    down.callback(held.close)
    lane = ThreadLane("presence")
    down.callback(lane.close)
    bridge = desk.bridge
    messages = _messages(floors.library.ask, desk.composer, floors.settings, desk.recognise)
    around = Surroundings(
        clock=floors.clock,
        settings=lambda: floors.settings.current,
        events=floors.events,
        timer=bridge,
        on_gui=bridge.post,
        lane=lane,
        file=StandingFile(paths.presence),
        almanac=Almanac(),
        now=floors.away_now,
    )
    deliver, recognise = desk.delivery.deliver, desk.recognise
    speaking = Speaking(
        messages, deliver, recognise, floors.away_now, floors.clock, floors.events, bridge.post
    )
    presence = Presence(around, speaking)
    down.callback(presence.close)

    def choose() -> Attention:
        from kefu_desktop.native.attention import choose_attention

        return choose_attention(held)

    def chosen(choosing: "Future[Attention]") -> None:
        if choosing.exception() is not None:
            log_failure(choosing)
            bridge.post(presence.start)
        else:
            bridge.post(lambda: presence.start(choosing.result()))

    bridge.post(lambda: lane.submit(choose).add_done_callback(chosen))
    return presence


def presence_desk(
    presence: Presence, floors: "Floors", desk: "Desk", tray: "Tray", notice: "Notice"
) -> "PresenceDesk":
    """Gives what is seen of presence what it works with."""
    from kefu_desktop.gui.popup.client_name import client_name
    from kefu_desktop.gui.presence.desk import PresenceDesk

    def named(key: ClientKey, program: str) -> str:
        known = next((one for one in floors.clients.all if one.key == key), Client())
        return client_name(known, None) or program

    return PresenceDesk(
        presence=presence,
        auto_replies=AutoReplies(
            _messages(floors.library.ask, desk.composer, floors.settings, desk.recognise),
            WorkingHours(lambda: floors.settings.current.away, Almanac()),
            floors.clients,
            floors.clock,
            floors.events,
            floors.exports,
            desk.bridge.post,
        ),
        events=floors.events,
        clock=floors.clock,
        settings=lambda: floors.settings.current,
        named=named,
        bridge=desk.bridge,
        timer=desk.bridge,
        theme=desk.theme,
        tray=tray,
        notice=notice,
    )


def presses(
    presence: Presence, on_gui: Callable[[Callable[[], None]], None]
) -> Mapping[Purpose, Callable[[Press], None]]:
    """Gives what the keys for leaving and for being busy do, told on the hotkey's thread."""
    return {
        Purpose.AWAY: lambda press: on_gui(lambda: presence.pressed(press.target)),
        Purpose.BUSY: lambda press: on_gui(presence.busy_pressed),
    }


class AwayRooms(Struct, frozen=True):
    """What the terminal works with where no program runs."""

    presence: Presence
    messages: AwayMessages
    hours: WorkingHours
    failures: Sequence[KefuError]


class TerminalRooms(Protocol):
    """What of the rooms of a command line presence works with; each is made when asked for."""

    paths: Paths
    clock: Clock

    def settings(self) -> SettingsService: ...
    def composer(self) -> Composer: ...
    def clients(self) -> KnownClients: ...
    def clipboard(self) -> ClipboardPort: ...
    def library(self) -> LiveLibrary: ...


def in_terminal(
    rooms: TerminalRooms, events: Events, read: "Callable[[], Reader | None]"
) -> AwayRooms:
    """Gives presence as it stands without a running program: begun, on this thread, and seeing
    nothing but the clock. ``read`` opens the library, None where there is none.
    """

    def ask(question: "Callable[[Queries], Gathered]") -> "Future[Gathered]":
        return InlineLane().submit(_asked, read, question)

    def deliver(order: Order, done: Callable[[Receipt], None]) -> None:
        done(_copied(rooms, events, order))

    def at_once(call: Callable[[], None]) -> None:
        call()

    settings, recognise = rooms.settings(), rooms.clients().recognise
    now, almanac = AwayNow(rooms.clock), Almanac()
    around = Surroundings(
        clock=rooms.clock,
        settings=lambda: settings.current,
        events=events,
        timer=_NoTime(),
        on_gui=at_once,
        lane=InlineLane(),
        file=StandingFile(rooms.paths.presence),
        almanac=almanac,
        now=now,
    )
    messages = _messages(ask, rooms.composer(), settings, recognise)
    speaking = Speaking(messages, deliver, recognise, now, rooms.clock, events, at_once)
    presence = Presence(around, speaking)
    failures: list[KefuError] = []
    events.subscribe(WentWrong, lambda wrong: failures.append(wrong.error))
    presence.start()
    hours = WorkingHours(lambda: settings.current.away, almanac)
    return AwayRooms(presence, messages, hours, failures)


class _NoTime:
    """A timer for a command: it is over before anything is due."""

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        return lambda: None


def _asked(
    read: "Callable[[], Reader | None]", question: "Callable[[Queries], Gathered]"
) -> Gathered:
    reader = read()
    if reader is None:
        return Gathered()
    with reader:
        return question(reader)


def _copied(rooms: TerminalRooms, events: Events, order: Order) -> Receipt:
    """Puts a text on the clipboard and counts its use; a failure to count is told beside it."""
    try:
        rooms.clipboard().write(order.text)
    except KefuError as error:
        events.publish(WentWrong(error))
        return Receipt(order, Reached.FAILED, Short.NO_CLIPBOARD)
    if order.uid is not None:
        mode = Reached.COPIED.value
        try:
            rooms.library().record_use(order.uid, order.variant, client="", mode=mode).result()
        except KefuError as error:
            events.publish(WentWrong(error))
    return Receipt(order, Reached.COPIED)


def _messages(
    ask: Asking,
    composer: Composer,
    settings: SettingsService,
    recognise: Callable[[Target | None], Client],
) -> AwayMessages:
    def rules() -> Rules:
        return rules_from(settings.current.away.rules)

    hints = assets.resource("away", "places.toml")
    return AwayMessages(ask, composer, rules, recognise, hints)
