"""Commands that take back and keep safe: ``undo redo imports revert backup restore check``."""

from datetime import datetime
from pathlib import Path

import click

from kefu_desktop.cli.context import Session
from kefu_desktop.cli.shape import Shape, argument
from kefu_desktop.cli.sharing import FILE
from kefu_desktop.core.changes import ChangeSet
from kefu_desktop.core.model import Millis


def commands(shape: Shape) -> tuple[click.Command, ...]:
    """Gives the commands of this module."""
    optional = argument("file", type=FILE, required=False, metavar="[FILE]")
    return (
        shape.command("undo", undo),
        shape.command("redo", redo),
        shape.command("imports", imports),
        shape.command("revert", revert, argument("number", type=int, metavar="NUMBER")),
        shape.command("backup", back_up, optional),
        shape.command("restore", restore, optional),
        shape.command("check", check),
    )


def undo(session: Session) -> None:
    """Takes the last step back."""
    step = session.rooms.library().undo().result()
    _tell_step(session, "undone", ChangeSet(step.deed, step.changes), step.revision)


def redo(session: Session) -> None:
    """Does again what was undone last."""
    step = session.rooms.library().redo().result()
    _tell_step(session, "redone", ChangeSet(step.deed, step.changes), step.revision)


def imports(session: Session) -> None:
    """Lists the imports that can be taken back."""
    words = session.words
    past = session.rooms.reverting().past().result()
    told = [
        {
            "number": one.number,
            "at": _local(one.at),
            "replies": one.count,
            "pack": one.pack,
            "name": one.name,
        }
        for one in past
    ]
    lines = [words.say("past-import", **line) for line in told]
    session.out.tell(told, lines or [words.say("no-imports")])


def revert(session: Session, number: int) -> None:
    """Takes an import back that need not be the last step."""
    taken = session.rooms.reverting().take_back(number).result()
    document = {"replies": taken.count, "kept": list(taken.kept), "revision": taken.revision}
    lines = [session.words.say("reverted", count=taken.count)]
    if taken.kept:
        lines.append(session.words.say("reverted-kept", count=len(taken.kept)))
    session.out.tell(document, lines)


def back_up(session: Session, file: Path | None) -> None:
    """Makes a verified copy of the library."""
    upkeep = session.rooms.upkeep()
    if file is None:
        file, holdings = upkeep.back_up_now()
    else:
        holdings = upkeep.export(file)
    document = {"file": str(file), "replies": holdings.replies}
    session.out.tell(
        document, [session.words.say("backed-up", replies=holdings.replies, file=file)]
    )


def restore(session: Session, file: Path | None) -> None:
    """Puts a backup in the place of the library."""
    rooms, words = session.rooms, session.words
    restored = rooms.upkeep().restore(file, rooms.library())
    replies = restored.holdings.replies
    lines = [words.say("restored", replies=replies, file=restored.source)]
    if restored.replaced is not None:
        lines.append(words.say("replaced", file=restored.replaced))
    document = {
        "file": str(restored.source),
        "replies": replies,
        "replaced": restored.replaced and str(restored.replaced),
    }
    session.out.tell(document, lines)


def check(session: Session) -> None:
    """Looks through the library; flaws are a failure."""
    words, rooms = session.words, session.rooms
    checked = rooms.upkeep().check()
    flaws = [{"kind": flaw.kind.value, "detail": flaw.detail} for flaw in checked.flaws]
    document = {"sound": not flaws, "replies": checked.replies, "flaws": flaws}
    if not flaws:
        session.out.tell(document, [words.say("sound", replies=checked.replies)])
        return
    session.out.tell(document)
    session.out.note(words.say("flawed", count=len(flaws), file=rooms.paths.library))
    for flaw in checked.flaws:
        session.out.note(words.of("flaws", flaw.kind.value, detail=flaw.detail))
    click.get_current_context().exit(1)


def _local(at: Millis) -> str:
    return datetime.fromtimestamp(at / 1000).astimezone().isoformat(timespec="seconds")


def _tell_step(session: Session, how: str, step: ChangeSet, revision: int) -> None:
    deed = session.words.plain("deeds", step.deed.value)
    document = {"deed": step.deed.value, "count": step.count, "revision": revision}
    session.out.tell(document, [session.words.say(how, deed=deed, count=step.count)])
