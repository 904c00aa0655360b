"""The X Synchronization extension, as far as idle time needs it: the server's own counter of it,
and alarms that go off when the counter passes a value. python-xlib has no binding for it.

An alarm here goes off once and is then inactive: with a comparison and no delta the server cannot
raise its value any more. So nothing is ever told twice, and a new alarm that is already true goes
off at once.

Source: X Synchronization Extension Protocol 3.1, sections 4 to 7; numbers are in 64 bits.
"""

import struct
from typing import Any

from msgspec import Struct

from kefu_desktop.native.bindings.x11 import Connection

EXTENSION = "SYNC"
IDLE_COUNTER = b"IDLETIME"
"""Milliseconds since the last event of any keyboard or pointer; Xorg, Xwayland, Xvfb."""

_INITIALIZE, _LIST_COUNTERS, _QUERY_COUNTER = 0, 1, 5
_CREATE_ALARM, _DESTROY_ALARM = 8, 11
_MAJOR, _MINOR = 3, 1
_ALARM_NOTIFY = 1  # counted from the extension's first event
_COUNTER, _VALUE_TYPE, _VALUE, _TEST, _DELTA, _EVENTS = 1, 2, 4, 8, 16, 32
_ABSOLUTE = 0
_AT_LEAST, _AT_MOST = 2, 3  # PositiveComparison, NegativeComparison
_DESTROYED = 2  # the state of an alarm


class NoCounter(Exception):
    """The server has no SYNC extension, or counts no idle time."""


class Alarm(Struct, frozen=True):
    """An alarm of ours, by the server's number."""

    number: int


class IdleCounter:
    """The idle counter over a connection that the caller owns, and locks."""

    def __init__(self, connection: Connection) -> None:
        """Finds the counter. Raises :class:`NoCounter`."""
        display = connection.display
        found = display.query_extension(EXTENSION)
        if not found.present:
            raise NoCounter
        self._connection = connection
        self._core = display.display  # what python-xlib's requests are made for
        self._opcode = int(found.major_opcode)
        self._requests = _requests()
        display.extension_add_event(int(found.first_event) + _ALARM_NOTIFY, self._requests.notify)
        self._event = int(found.first_event) + _ALARM_NOTIFY
        self._ask("initialize", major=_MAJOR, minor=_MINOR)
        self._counter = self._find()

    def value(self) -> int:
        """Gives milliseconds since the last touch."""
        return _whole(self._ask("query", counter=self._counter))

    def at_least(self, value: int) -> Alarm:
        """Sets an alarm for when nothing was touched for ``value`` milliseconds."""
        return self._alarm(_AT_LEAST, value)

    def at_most(self, value: int) -> Alarm:
        """Sets an alarm for when something was touched within the last ``value`` milliseconds."""
        return self._alarm(_AT_MOST, value)

    def forget(self, alarm: Alarm) -> None:
        """Removes an alarm; what it has told already may still come."""
        self._tell("destroy", alarm=alarm.number)

    def gone_off(self, event: Any) -> Alarm | None:
        """Gives the alarm that an event of the connection tells of, None for any other event."""
        if event.type != self._event or event.state == _DESTROYED:
            return None
        return Alarm(int(event.alarm))

    def _find(self) -> int:
        reply = self._ask("list")
        for number, name in _counters(bytes(reply.rest), int(reply.count)):
            if name == IDLE_COUNTER:
                return number
        raise NoCounter

    def _alarm(self, test: int, value: int) -> Alarm:
        number = int(self._connection.display.display.allocate_resource_id())
        mask = _COUNTER | _VALUE_TYPE | _VALUE | _TEST | _DELTA | _EVENTS
        values = struct.pack("=IIiIIiII", self._counter, _ABSOLUTE, *_halves(value), test, 0, 0, 1)
        self._tell("create", alarm=number, mask=mask, values=values)
        return Alarm(number)

    def _ask(self, name: str, **fields: object) -> Any:
        return getattr(self._requests, name)(display=self._core, opcode=self._opcode, **fields)

    def _tell(self, name: str, **fields: object) -> None:
        request = getattr(self._requests, name)
        request(display=self._core, opcode=self._opcode, **fields)
        self._connection.display.flush()


class _Requests(Struct, frozen=True):
    """The requests as python-xlib's classes, which can only be written once it is loaded."""

    initialize: Any
    list: Any
    query: Any
    create: Any
    destroy: Any
    notify: Any


def _requests() -> _Requests:
    from Xlib.protocol import rq

    def head(code: int) -> tuple[Any, ...]:
        return rq.Card8("opcode"), rq.Opcode(code), rq.RequestLength()

    def reply(*fields: Any) -> Any:
        begin = rq.ReplyCode(), rq.Pad(1), rq.Card16("sequence_number"), rq.ReplyLength()
        return rq.Struct(*begin, *fields)

    def asking(code: int, given: tuple[Any, ...], got: tuple[Any, ...]) -> Any:
        parts = {"_request": rq.Struct(*head(code), *given), "_reply": reply(*got)}
        return type("Asking", (rq.ReplyRequest,), parts)

    def telling(code: int, *given: Any) -> Any:
        return type("Telling", (rq.Request,), {"_request": rq.Struct(*head(code), *given)})

    value = rq.Int32("high"), rq.Card32("low")
    versions = rq.Card8("major"), rq.Card8("minor")
    notify = rq.Struct(
        *(rq.Card8("type"), rq.Card8("kind"), rq.Card16("sequence_number"), rq.Card32("alarm")),
        *(*value, rq.Int32("alarm_high"), rq.Card32("alarm_low"), rq.Card32("timestamp")),
        *(rq.Card8("state"), rq.Pad(3)),
    )
    return _Requests(
        initialize=asking(_INITIALIZE, (*versions, rq.Pad(2)), (*versions, rq.Pad(22))),
        list=asking(_LIST_COUNTERS, (), (rq.Card32("count"), rq.Pad(20), rq.Binary("rest"))),
        query=asking(_QUERY_COUNTER, (rq.Card32("counter"),), (*value, rq.Pad(16))),
        create=telling(
            _CREATE_ALARM, rq.Card32("alarm"), rq.Card32("mask"), rq.Binary("values", pad=0)
        ),
        destroy=telling(_DESTROY_ALARM, rq.Card32("alarm")),
        notify=type("AlarmNotify", (rq.Event,), {"_code": None, "_fields": notify}),
    )


def _counters(rest: bytes, count: int) -> list[tuple[int, bytes]]:
    """Gives number and name of each system counter in the list of a reply."""
    found = []
    at = 0
    for _ in range(count):
        number, _high, _low, length = struct.unpack_from("=IiIH", rest, at)
        found.append((number, rest[at + 14 : at + 14 + length]))
        at += (14 + length + 3) // 4 * 4
    return found


def _whole(value: Any) -> int:
    return int(value.high) << 32 | int(value.low)


def _halves(value: int) -> tuple[int, int]:
    return value >> 32, value & 0xFFFFFFFF
