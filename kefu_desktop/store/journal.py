"""The undo journal: a line of steps, of which the newest may be undone.

A new deed drops the undone ones; undo and redo only move the mark between done and undone. A step
is kept as differences, so it is made whole again from what the library holds now, and where the
library no longer holds what the step left, the step cannot be undone.
"""

import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace
from sqlite_utils import Database

from kefu_desktop.core.changes import Change, Deed, Entity, Key, Op, key_of
from kefu_desktop.core.errors import Code, Conflict
from kefu_desktop.core.model import Millis, Origin, Uid
from kefu_desktop.core.reverting import Trace
from kefu_desktop.store import coding, rows
from kefu_desktop.store.connection import named_damage

KEPT = 200
"""How many steps can be undone."""

_PER_PART = 2000
_AHEAD = 2
"""Parts that wait to be written, at most."""


class Step(Struct, frozen=True):
    """A deed that can be undone or redone; ``count`` is how many replies (or else entities) it
    touched.
    """

    number: int
    deed: Deed
    count: int
    at: Millis


def push(db: Database, deed: Deed, count: int, changes: Iterable[Change], at: Millis) -> None:
    """Adds a done step at the end of the line, in place of those undone."""
    db.execute("DELETE FROM step WHERE undone = 1")
    (last,) = db.execute("SELECT ifnull(max(number), 0) FROM step").fetchone()
    number = int(last) + 1
    db.execute(
        "INSERT INTO step (number, deed, count, at, undone) VALUES (?, ?, ?, ?, 0)",
        [number, deed.value, count, at],
    )
    db.conn.executemany(
        "INSERT INTO step_part (step, position, changes) VALUES (?, ?, ?)",
        ((number, position, part) for position, part in enumerate(_parts(changes))),
    )
    db.execute(
        "DELETE FROM step WHERE number <="
        " (SELECT number FROM step ORDER BY number DESC LIMIT 1 OFFSET ?)",
        [KEPT],
    )


def to_undo(db: Database) -> Step | None:
    """Gives the newest step that is done."""
    return _step(db, "undone = 0 ORDER BY number DESC")


def to_redo(db: Database) -> Step | None:
    """Gives the oldest step that is undone."""
    return _step(db, "undone = 1 ORDER BY number")


def _step(db: Database, which: str) -> Step | None:
    row = db.execute(f"SELECT number, deed, count, at FROM step WHERE {which} LIMIT 1").fetchone()
    if row is None:
        return None
    number, deed, count, at = row
    known = deed in Deed.__members__.values()
    return Step(number, Deed(deed) if known else Deed.OTHER, count, Millis(at))


def mark(db: Database, step: Step, *, undone: bool) -> None:
    """Notes that ``step`` has been undone, or redone."""
    db.execute("UPDATE step SET undone = ? WHERE number = ?", [int(undone), step.number])


def drop(db: Database, step: Step) -> None:
    """Lets go of a step that cannot be carried out any more."""
    db.execute("DELETE FROM step WHERE number = ?", [step.number])


def recall(db: Database, path: Path, step: Step, *, done: bool) -> tuple[Change, ...]:
    """Gives the changes of ``step`` as they were made, fitted to what the library holds now.

    Args:
        done: whether the library is now behind the step (to undo it) or before it (to redo it).

    Raises:
        Conflict: the library no longer holds what the step left (``UNDO_OVERTAKEN``).
    """
    changes: list[Change] = []
    for lines in _read(db, path, step):
        edited = [line for line in lines if line[0] == Op.EDIT]
        present = _present(db, path, edited)
        changes.extend(_fitted(line, present, done=done) for line in lines)
    return tuple(changes)


def done(db: Database, deed: Deed) -> tuple[Step, ...]:
    """Gives the steps of one kind that are done, the newest first."""
    told = db.execute(
        "SELECT number, count, at FROM step WHERE undone = 0 AND deed = ? ORDER BY number DESC",
        [deed.value],
    )
    return tuple(Step(number, deed, count, Millis(at)) for number, count, at in told.fetchall())


def pack_of(db: Database, path: Path, step: Step) -> Uid | None:
    """Gives the pack whose replies ``step`` brought, by the first of them that tells; None where
    none among the first thousands does.
    """
    for trace in map(_trace, next(_read(db, path, step), [])):
        origin = (trace.left or {}).get("origin")
        if isinstance(origin, Origin):
            return origin.pack
    return None


def traces(db: Database, path: Path, step: Step) -> Iterator[Trace]:
    """Gives what ``step`` did, whatever has become of it since.

    Raises:
        Conflict: a newer version wrote it, in words that this one does not know
            (``UNDO_OVERTAKEN``).
    """
    for lines in _read(db, path, step):
        for line in lines:
            try:
                yield _trace(line)
            except ValueError as error:
                raise Conflict(Code.UNDO_OVERTAKEN) from error


def _trace(line: list[Any]) -> Trace:
    op, family = Op(line[0]), Key(line[1])
    if op is Op.EDIT:
        was, left = coding.values_of(family, line[3]), coding.values_of(family, line[4])
        return Trace(family, line[2], was, left)
    entity = coding.from_data(family, line[2])
    fields = asdict(entity)
    identity = key_of(entity)[1]
    return Trace(family, identity, *((None, fields) if op is Op.ADD else (fields, None)))


def told_text(db: Database, path: Path) -> Iterator[bytes]:
    """Gives all that the journal holds, as JSON lines, part by part."""
    for (part,) in db.execute("SELECT changes FROM step_part"):
        with named_damage(path):
            text = zlib.decompress(part)
        yield text


def _parts(changes: Iterable[Change]) -> Iterator[bytes]:
    """Packs a part in another thread while the next is written. Most steps have only one, which
    no thread is worth.
    """
    with ThreadPoolExecutor(1) as beside:
        packing: deque[Future[bytes]] = deque()
        held: bytes | None = None
        for text in _texts(changes):
            if held is not None:
                packing.append(beside.submit(_packed, held))
            held = text
            if len(packing) > _AHEAD:
                yield packing.popleft().result()
        yield from (part.result() for part in packing)
        if held is not None:
            yield _packed(held)


def _packed(text: bytes) -> bytes:
    return zlib.compress(text, 1)


def _texts(changes: Iterable[Change]) -> Iterator[bytes]:
    waiting = iter(changes)
    while lines := [coding.to_json(_line(change)) for change in islice(waiting, _PER_PART)]:
        yield b"\n".join(lines)


def _line(change: Change) -> list[Any]:
    family, identity = change.key
    if change.before is None:
        assert change.after is not None
        return [Op.ADD, family, coding.as_told(change.after)]
    if change.after is None:
        return [Op.REMOVE, family, coding.as_told(change.before)]
    return [Op.EDIT, family, identity, *coding.differences(change.before, change.after)]


def _read(db: Database, path: Path, step: Step) -> Iterator[list[list[Any]]]:
    parts = db.execute(
        "SELECT changes FROM step_part WHERE step = ? ORDER BY position", [step.number]
    ).fetchall()
    for (part,) in parts:
        with named_damage(path):
            lines = [*map(coding.from_json, zlib.decompress(part).split(b"\n"))]
        yield lines


def _present(
    db: Database, path: Path, edited: Sequence[list[Any]]
) -> dict[tuple[Key, str], Entity]:
    """Gives what the library holds of the entities that ``edited`` lines speak of."""
    if not edited:
        return {}
    uids = [line[2] for line in edited if line[1] == Key.REPLY]
    held: list[Entity] = list(rows.read_replies(db, path, uids))
    if len(uids) < len(edited):
        held += rows.read_categories(db, path).values()
        held += rows.read_tags(db, path).values()
    return {key_of(entity): entity for entity in held}


def _fitted(line: list[Any], present: dict[tuple[Key, str], Entity], *, done: bool) -> Change:
    try:
        op, family = Op(line[0]), Key(line[1])
        if op is Op.ADD:
            return Change(None, coding.from_data(family, line[2]))
        if op is Op.REMOVE:
            return Change(coding.from_data(family, line[2]), None)
        identity = line[2]
        was, is_ = coding.values_of(family, line[3]), coding.values_of(family, line[4])
    except ValueError as error:
        # Written by a newer version: nothing here may guess what it meant.
        raise Conflict(Code.UNDO_OVERTAKEN) from error
    now = present.get((family, identity))
    expected = is_ if done else was
    if now is None or any(getattr(now, name) != value for name, value in expected.items()):
        raise Conflict(Code.UNDO_OVERTAKEN, uid=identity)
    return Change(replace(now, **was), now) if done else Change(now, replace(now, **is_))
