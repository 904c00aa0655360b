"""Leaving and coming back from the command line: what is asked of the running program, and how it
stands as a document, the same whether a program runs or not.

Moments in a document are local times with their distance from UTC (ISO 8601); what nobody knows is
null.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from kefu_desktop.app.attendance import PresenceStatus
from kefu_desktop.app.presence import Presence
from kefu_desktop.app.working_hours import moment_of
from kefu_desktop.core.model import Millis
from kefu_desktop.core.schedule import Hours, Span
from kefu_desktop.core.standing import Away, Got, Here, Phase, Reason, Returning, Stretch, Warned

ANSWER_SECONDS = 5
"""What the program has for making a message. Without it the answer says how it stands so far."""

LONGEST_TEXT = 4_000
"""Characters of a message in a document."""


class Deed(StrEnum):
    """What can be done from outside."""

    ON = "on"
    OFF = "off"
    BUSY = "busy"
    DONE = "done"
    """No longer busy."""
    COPY = "copy"
    STATUS = "status"


def saying(
    deed: Deed, reason: Reason | None = None, until: Millis | None = None, note: str = ""
) -> dict[str, str]:
    """Gives what :func:`do` understands."""
    said = {"deed": deed.value, "note": note}
    if reason is not None:
        said["reason"] = reason.value
    if until is not None:
        said["until"] = str(until)
    return said


def do(presence: Presence, said: Mapping[str, str]) -> None:
    """Does what was said, nothing where nothing was; raises ValueError for what nobody says."""
    until = Millis(int(said["until"])) if "until" in said else None
    match Deed(said.get("deed", Deed.STATUS)):
        case Deed.ON:
            reason = Reason(said["reason"]) if "reason" in said else None
            presence.leave(reason, until, said.get("note", ""))
        case Deed.OFF:
            presence.come_back()
        case Deed.BUSY:
            presence.be_busy(until)
        case Deed.DONE:
            presence.end_busy()
        case Deed.COPY:
            presence.copy_again()
        case Deed.STATUS:
            pass


class PresenceDoor:
    """Answers for the running program."""

    def __init__(self, presence: Presence, on_gui: Callable[[Callable[[], None]], None]) -> None:
        self._presence = presence
        self._on_gui = on_gui

    def answer(self, said: Mapping[str, str]) -> Mapping[str, Any]:
        """Gives how it stands when what was asked is done. Comes on the thread that listens, and
        waits for the GUI.
        """
        done = threading.Event()
        wrong: list[ValueError] = []

        def on_gui() -> None:
            try:
                do(self._presence, said)
            except ValueError as error:
                wrong.append(error)
            self._presence.when_ready(done.set)

        self._on_gui(on_gui)
        in_time = done.wait(ANSWER_SECONDS)
        if wrong:
            return {"ok": False, "error": "unknown-command"}
        return {"ok": in_time, **document_of(self._presence.status)}


def document_of(status: PresenceStatus) -> dict[str, Any]:
    """Gives how it stands for programs."""
    state = status.state
    return {
        "state": _name(state.phase),
        "busy": state.busy is not None,
        "busy_until": None if state.busy is None else told(state.busy.until),
        **_phase(state.phase),
        "message": None if status.message is None else status.message.text[:LONGEST_TEXT],
        "reply": None if status.message is None else status.message.uid,
        "copied": status.message is not None and status.message.copied,
        "pasted": [_got(one) for one in status.got],
        "hours": None if status.hours is None else _hours(status.hours),
    }


def stretch_document(stretch: Stretch) -> dict[str, Any]:
    """Gives one line of the history for programs."""
    return {
        "what": stretch.sort.value,
        "reason": stretch.reason.value,
        "cause": stretch.cause.value,
        "note": stretch.note,
        "since": told(stretch.since),
        "ended": told(stretch.ended),
        "seconds": round((stretch.ended - stretch.since) / 1000),
        "pasted": stretch.pasted,
    }


def told(moment: Millis) -> str:
    """Gives a moment as documents have it."""
    return datetime.fromtimestamp(moment / 1000).astimezone().isoformat(timespec="seconds")


def _name(phase: Phase) -> str:
    match phase:
        case Here():
            return "here"
        case Warned():
            return "warning"
        case Away():
            return "away"
        case Returning():
            return "returning"


def _phase(phase: Phase) -> dict[str, Any]:
    known: dict[str, Any] = dict.fromkeys(("reason", "cause", "until", "leaves_at"))
    known |= {"note": "", "since": told(phase.since)}
    match phase:
        case Warned():
            said = {"reason": phase.reason.value, "cause": phase.cause.value}
            return known | said | {"leaves_at": told(phase.leaves_at)}
        case Away():
            return known | _away(phase)
        case Returning():
            was = {**_away(phase.away), "since": told(phase.away.since), "ended": told(phase.since)}
            return known | {"was": was}
    return known


def _away(away: Away) -> dict[str, Any]:
    return {
        "reason": away.reason.value,
        "cause": away.cause.value,
        "note": away.note,
        "until": None if away.until is None else told(away.until),
    }


def _got(one: Got) -> dict[str, Any]:
    return {"client": one.client, "program": one.program, "count": one.count}


def _hours(hours: Hours) -> dict[str, Any]:
    then = None if hours.then is None else _span(hours.then)
    return {"now": _span(hours.now), "then": then, "holidays_known": not hours.guessed}


def _span(span: Span) -> dict[str, Any]:
    return {
        "open": span.reason is None,
        "reason": None if span.reason is None else span.reason.value,
        "since": None if span.since is None else told(moment_of(span.since)),
        "until": None if span.until is None else told(moment_of(span.until)),
    }
