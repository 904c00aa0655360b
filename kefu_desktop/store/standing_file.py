"""Where an agent stands, kept so that it survives the end of the program, however that came: a
small file of JSON beside the library.

It says nothing about replies: it makes no revision, no step of undo, and goes into no backup or
pack. What cannot be understood in it counts as never kept, and somebody is here again.
"""

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core.clients import ClientKey
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis
from kefu_desktop.core.standing import (
    Away,
    Busy,
    Cause,
    Got,
    Here,
    Phase,
    Reason,
    Returning,
    Sort,
    State,
    Stretch,
    Warned,
)
from kefu_desktop.store.drafts import overwrite

_log = logging.getLogger(__name__)

FORMAT = 1
"""Raised when an older program would misread the file."""

KEPT_DAYS = 35
MOST_STRETCHES = 2_000
MOST_WINDOWS = 500
_DAY = 86_400_000
_LAST = 32_503_593_600_000
"""The year 3000: further no system tells a local time."""
_NOT_KEPT = (ValueError, TypeError, LookupError, AttributeError, RecursionError)

Window = tuple[int, str]
"""The machine's number of a window, and what tells it from a later one of that number."""


class Kept(Struct, frozen=True):
    """What is kept: the state (without what was seen round the desk), which windows got the message
    and how often those of each client, and what is over, the oldest first.
    """

    state: State
    windows: tuple[Window, ...] = ()
    got: tuple[Got, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    def with_stretch(self, stretch: Stretch) -> "Kept":
        """Adds what is over now; what is older than :data:`KEPT_DAYS` is forgotten."""
        since = stretch.ended - KEPT_DAYS * _DAY
        recent = (one for one in self.stretches if one.ended >= since)
        return replace(self, stretches=(*recent, stretch)[-MOST_STRETCHES:])


class StandingFile:
    """The file; made when there is something to keep. Used by one thread at a time."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> Kept | None:
        """Gives what was kept, None where nothing was.

        Raises:
            MachineFault: FILE_UNREADABLE.
        """
        try:
            data = self.file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise MachineFault(Code.FILE_UNREADABLE, path=str(self.file)) from error
        try:
            document = json.loads(data)
            if document["format"] != FORMAT:
                raise ValueError(document["format"])
            return _kept(document)
        except _NOT_KEPT as error:
            _log.warning("%s says nothing: %s", self.file.name, type(error).__name__)
            return None

    def write(self, kept: Kept) -> None:
        """Keeps ``kept`` in place of all before; it is on the disk when this returns.

        Raises:
            MachineFault: FILE_UNWRITABLE; what was kept before still is.
        """
        data = json.dumps(_document(kept), ensure_ascii=False).encode()
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            overwrite(self.file, data)
        except OSError as error:
            raise MachineFault(Code.FILE_UNWRITABLE, path=str(self.file)) from error


def _document(kept: Kept) -> dict[str, Any]:
    busy = kept.state.busy
    return {
        "format": FORMAT,
        "phase": _phase_out(kept.state.phase),
        "busy": None if busy is None else [busy.since, busy.until],
        "windows": [[handle, identity] for handle, identity in kept.windows[-MOST_WINDOWS:]],
        "got": [[one.client, one.program, one.count] for one in kept.got],
        "stretches": [_stretch_out(one) for one in kept.stretches],
    }


def _kept(document: Mapping[str, Any]) -> Kept:
    busy = document["busy"]
    return Kept(
        State(
            _phase_in(document["phase"]),
            None if busy is None else Busy(_moment(busy[0]), _moment(busy[1])),
        ),
        tuple((int(handle), str(identity)) for handle, identity in document["windows"]),
        tuple(
            Got(ClientKey(str(client)), str(program), int(count))
            for client, program, count in document["got"]
        ),
        tuple(map(_stretch_in, document["stretches"])),
    )


def _phase_out(phase: Phase) -> dict[str, Any]:
    match phase:
        case Here():
            return {"is": "here", "since": phase.since, "kept": phase.kept}
        case Warned():
            return {
                "is": "warned",
                "before": _phase_out(phase.before),
                "since": phase.since,
                "leaves_at": phase.leaves_at,
                "cause": phase.cause.value,
                "reason": phase.reason.value,
            }
        case Away():
            return {
                "is": "away",
                "reason": phase.reason.value,
                "cause": phase.cause.value,
                "since": phase.since,
                "until": phase.until,
                "note": phase.note,
                "settled": phase.settled,
            }
        case Returning():
            return {
                "is": "returning",
                "away": _phase_out(phase.away),
                "since": phase.since,
                "until": phase.until,
                "kept": phase.kept,
            }


def _phase_in(told: Mapping[str, Any]) -> Phase:
    return _PHASES[told["is"]](told)


def _here(told: Mapping[str, Any]) -> Here:
    return Here(_moment(told["since"]), _maybe(told["kept"]))


def _warned(told: Mapping[str, Any]) -> Warned:
    before = _here(told["before"])
    since, leaves_at = _moment(told["since"]), _moment(told["leaves_at"])
    return Warned(before, since, leaves_at, Cause(told["cause"]), Reason(told["reason"]))


def _away(told: Mapping[str, Any]) -> Away:
    return Away(
        Reason(told["reason"]),
        Cause(told["cause"]),
        _moment(told["since"]),
        _maybe(told["until"]),
        str(told["note"]),
        _maybe(told["settled"]),
    )


def _returning(told: Mapping[str, Any]) -> Returning:
    away = _away(told["away"])
    return Returning(away, _moment(told["since"]), _moment(told["until"]), _maybe(told["kept"]))


_PHASES: Mapping[str, Callable[[Mapping[str, Any]], Phase]] = {
    "here": _here,
    "warned": _warned,
    "away": _away,
    "returning": _returning,
}


def _stretch_out(one: Stretch) -> list[Any]:
    told = [one.sort.value, one.reason.value, one.cause.value, one.since, one.ended]
    return [*told, one.note, one.pasted]


def _stretch_in(told: list[Any]) -> Stretch:
    sort, reason, cause, since, ended, note, pasted = told
    moments = _moment(since), _moment(ended)
    return Stretch(Sort(sort), Reason(reason), Cause(cause), *moments, str(note), int(pasted))


def _moment(told: object) -> Millis:
    if not isinstance(told, int) or not 0 <= told < _LAST:
        raise ValueError(told)
    return Millis(told)


def _maybe(told: object) -> Millis | None:
    return None if told is None else _moment(told)
