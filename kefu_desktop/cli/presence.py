"""Commands about leaving and coming back: ``away on|off|busy|copy|status|panel|history|export``.

The running program is asked where there is one; else the same is done here, on the file that the
program reads when it begins. So somebody can leave before they start it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kefu_desktop.cli.context import Session
from kefu_desktop.cli.shape import Shape, Unusable
from kefu_desktop.core.away import reason_from
from kefu_desktop.core.errors import Code, NotFound
from kefu_desktop.core.leaving import LONGEST, LONGEST_NOTE, clock_from, span_from
from kefu_desktop.core.model import Millis
from kefu_desktop.core.standing import Reason

if TYPE_CHECKING:
    from kefu_desktop.app.away_messages import AutoReply
    from kefu_desktop.app.presence_door import Deed


def commands(shape: Shape) -> tuple[click.Command, ...]:
    """Gives the commands of this module."""
    option = shape.option
    how_long = option("--for", "span", help_key="away-for", metavar="30m|1h30m")
    until = option("--until", help_key="away-until", metavar="13:30")
    reason = option("--reason", help_key="away-reason")
    group = shape.group(
        "away",
        "away",
        [
            shape.command("away-on", on, how_long, until, reason),
            shape.command("away-off", off),
            shape.command(
                "away-busy",
                busy,
                how_long,
                until,
                option("--off", "done", help_key="away-busy-off", is_flag=True),
            ),
            shape.command("away-copy", copy),
            shape.command("away-status", status),
            shape.command("away-panel", panel),
            shape.command(
                "away-history",
                history,
                option("--days", help_key="away-days", type=click.IntRange(1, 35), default=7),
            ),
            shape.command(
                "away-export",
                export,
                option("--client", "clients", help_key="away-export-client", multiple=True),
                option("--reason", "reasons", help_key="away-export-reason", multiple=True),
                option(
                    "--out",
                    help_key="away-export-out",
                    type=click.Path(path_type=Path, dir_okay=False),
                ),
            ),
        ],
        params=[shape.json()],
    )
    return (group,)


def on(session: Session, span: str | None, until: str | None, reason: str | None) -> None:
    """Leaves."""
    from kefu_desktop.app.presence_door import Deed, saying

    meant, note = (None, "") if reason is None else reason_from(reason)
    said = saying(Deed.ON, meant, _until(session, span, until), note[:LONGEST_NOTE])
    _tell(session, *_done(session, said), deed=Deed.ON)


def off(session: Session) -> None:
    """Comes back."""
    _simply(session, "off")


def busy(session: Session, span: str | None, until: str | None, done: bool) -> None:
    """Is slow to answer for a while, or no longer."""
    from kefu_desktop.app.presence_door import Deed, saying

    deed = Deed.DONE if done else Deed.BUSY
    said = saying(deed, until=None if done else _until(session, span, until))
    _tell(session, *_done(session, said), deed=deed)


def copy(session: Session) -> None:
    """Puts the message on the clipboard once more."""
    _simply(session, "copy")


def status(session: Session) -> None:
    """Tells how it stands."""
    _simply(session, "status")


def panel(session: Session) -> int:
    """Opens the away panel; starts the program first where none is running."""
    spoken = click.get_current_context().find_root().params["lang"]
    return session.start(spoken, "away-panel")


def history(session: Session, days: int) -> None:
    """Lists the times away and busy that are over, the newest first."""
    from kefu_desktop.app.presence_door import stretch_document

    stretches = [stretch_document(one) for one in session.rooms.away().presence.history(days)]
    lines = [_stretch(session, one) for one in stretches]
    session.out.tell(
        {"days": days, "history": stretches}, lines or [session.words.of("away", "no-history")]
    )


def export(
    session: Session, clients: tuple[str, ...], reasons: tuple[str, ...], out: Path | None
) -> None:
    """Tells, or writes into a file, texts for the auto replies of chat clients."""
    from kefu_desktop.app.away_export import EXPORTED, answering, auto_replies, write_sheet

    rooms, away = session.rooms, session.rooms.away()
    known = rooms.clients()
    wanted = [known.get(name) for name in clients] or answering(away.messages, known)
    meant = [_known_reason(session, said) for said in reasons] or list(EXPORTED)
    gathered = away.messages.gather().result()
    now = Millis(rooms.clock.now())
    found = [*auto_replies(away.messages, gathered, wanted, meant, away.hours, now)]
    document: dict[str, Any] = {"texts": [_text(one) for one in found]}
    lines = [*_sheet(session, found)]
    if out is not None:
        write_sheet(out, lines)
        document |= {"file": str(out)}
        lines = [session.words.of("away", "exported", count=len(found), file=out)]
    session.out.tell(document, lines or [session.words.of("away", "no-texts")])


def _simply(session: Session, deed: str) -> None:
    from kefu_desktop.app.presence_door import Deed, saying

    _tell(session, *_done(session, saying(Deed(deed))), deed=Deed(deed))


def _done(session: Session, said: Mapping[str, str]) -> tuple[dict[str, Any], bool]:
    """Does what is said; gives how it stands, and whether the program runs that did it."""
    try:
        answer = session.rooms.send("away", said)
    except NotFound as error:
        if error.code is not Code.NOT_RUNNING:
            raise
    else:
        known = {key: value for key, value in answer.items() if key != "ok"}
        if "state" not in known:
            # A program of another version runs; it must not be overtaken behind its back.
            raise NotFound(Code.NOT_RUNNING)
        return known, True
    from kefu_desktop.app.presence_door import do, document_of

    away = session.rooms.away()
    do(away.presence, said)
    for failure in away.failures:
        session.out.note(session.words.error(failure))
    return document_of(away.presence.status), False


def _tell(session: Session, document: dict[str, Any], running: bool, *, deed: "Deed") -> None:
    lines = [*_lines(session, document)]
    if not running and deed.value == "status":
        lines.append(session.words.of("away", "not-running"))
    session.out.tell({"running": running, **document}, lines)


def _lines(session: Session, document: Mapping[str, Any]) -> Iterator[str]:
    words = session.words
    state = document["state"]
    if state in {"away", "returning"}:
        was = document if state == "away" else document["was"]
        since, until = _clock(was["since"]), was["until"]
        key = "returning" if state == "returning" else "away" if until is None else "away-until"
        reason = _reason(session, was)
        facts = {"reason": reason, "since": since, "until": until and _clock(until)}
        yield words.of("away", key, **facts)
    else:
        yield words.plain("away", state)
    if document["busy"]:
        yield words.of("away", "busy", until=_clock(document["busy_until"]))
    if document["message"] is not None:
        yield words.of("away", "copied" if document["copied"] else "message")
        yield f"  {document['message']}"
    elif state == "away" or document["busy"]:
        yield words.plain("away", "no-message")
    for one in document["pasted"]:
        name = one["client"] or one["program"]
        yield words.of("away", "pasted", client=name, count=one["count"])
    yield from _hours(session, document["hours"])


def _hours(session: Session, hours: Mapping[str, Any] | None) -> Iterator[str]:
    if hours is None:
        return
    words, then = session.words, hours["then"]
    if then is not None and then["since"] is not None:
        what = words.plain("away-reasons", then["reason"] or "open")
        yield words.of("away", "next", what=what, at=_moment(then["since"]))
    if not hours["holidays_known"]:
        yield words.plain("away", "holidays-unknown")


def _stretch(session: Session, one: Mapping[str, Any]) -> str:
    minutes = max(1, round(one["seconds"] / 60))
    facts = {"since": _moment(one["since"]), "ended": _clock(one["ended"]), "minutes": minutes}
    reason = _reason(session, one)
    return session.words.of("away", "stretch", reason=reason, pasted=one["pasted"], **facts)


def _reason(session: Session, was: Mapping[str, Any]) -> str:
    return was["note"] or session.words.plain("away-reasons", was["reason"])


def _text(one: "AutoReply") -> dict[str, Any]:
    return {
        "client": one.client.key,
        "reason": one.reason.value,
        "reply": one.message.uid,
        "text": one.message.text,
        "cut": one.cut,
        "where": None if one.hint is None else {"zh": one.hint.zh, "en": one.hint.en},
    }


def _sheet(session: Session, found: Iterable["AutoReply"]) -> Iterator[str]:
    """Lays the texts out for people."""
    from kefu_desktop.app.away_export import Spoken, sheet

    words = session.words
    spoken = Spoken(
        words.language.value != "en",
        lambda client, where: words.of("away", "sheet-client", client=client, where=where),
        lambda reason: words.plain("away-reasons", reason.value),
        words.plain("away", "sheet-cut"),
    )
    return sheet(found, spoken)


def _known_reason(session: Session, said: str) -> Reason:
    reason, note = reason_from(said)
    if note:
        known = " | ".join(one.value for one in Reason)
        raise Unusable(session.words.of("usage", "bad-value", name="--reason", allowed=known))
    return reason


def _until(session: Session, span: str | None, until: str | None) -> Millis | None:
    """Reads how long, or until when; a time of day that is past is tomorrow's."""
    now = datetime.fromtimestamp(session.rooms.clock.now() / 1000).astimezone()
    if span is not None and until is not None:
        raise Unusable(session.words.plain("usage", "for-or-until"))
    if span is not None:
        long = span_from(span)
        if long is None:
            raise Unusable(session.words.of("usage", "bad-for", value=span))
        return _millis(now + long)
    if until is None:
        return None
    moment = _moment_from(until, now)
    if moment is None or not now < moment <= now + LONGEST:
        raise Unusable(session.words.of("usage", "bad-until", value=until))
    return _millis(moment)


def _moment_from(written: str, now: datetime) -> datetime | None:
    """Reads a time of day, or a date and a time in ISO 8601; None for what is neither."""
    clock = clock_from(written, now.replace(tzinfo=None))
    try:
        return (clock or datetime.fromisoformat(written.strip())).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _millis(moment: datetime) -> Millis:
    return Millis(round(moment.timestamp() * 1000))


def _clock(told: str) -> str:
    moment = datetime.fromisoformat(told)
    here = datetime.now(moment.tzinfo)
    return f"{moment:%H:%M}" if moment.date() == here.date() else f"{moment:%m-%d %H:%M}"


def _moment(told: str) -> str:
    return f"{datetime.fromisoformat(told):%m-%d %H:%M}"
