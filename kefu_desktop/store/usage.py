"""Counts deliveries: a log of each, and sums by reply and wording, always written together.

Use is not part of undo: what was said to a buyer stays said. Everything here names replies by uid
and does not ask whether they are (still) there. Each reply keeps what was counted for it; what is
told of one is read through the view ``counted_use``, which adds the replies united with it, so that
undoing that gives every count back as it was.
"""

import hashlib
from collections.abc import Iterable

from msgspec import Struct
from sqlite_utils import Database

from kefu_desktop.core.model import Millis, Uid, Use


class Delivery(Struct, frozen=True):
    """One line of the log. ``client`` is the program it was delivered to, ``mode`` how."""

    reply: Uid
    at: Millis
    client: str
    mode: str


def name_of_variant(text: str) -> bytes:
    """Gives the 16 bytes that a wording is counted under: the first half of its SHA-256."""
    return hashlib.sha256(text.encode()).digest()[:16]


def write_use(
    db: Database, revision: int, uid: Uid, text: str, *, client: str, mode: str, at: Millis
) -> None:
    """Writes one delivery to log and sums; ``revision`` is its own."""
    variant = name_of_variant(text)
    db.execute(
        "INSERT INTO use_log (revision, reply, variant, at, client, mode)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [revision, uid, variant, at, client, mode],
    )
    db.execute(
        "INSERT INTO use_total (reply, variant, count, last) VALUES (?, ?, 1, ?)"
        " ON CONFLICT DO UPDATE SET count = count + 1, last = max(last, excluded.last)",
        [uid, variant, at],
    )


def read_uses(db: Database) -> dict[Uid, Use]:
    """Gives the use of every reply that was ever delivered."""
    return {
        Uid(uid): Use(count, Millis(last))
        for uid, count, last in db.execute(
            "SELECT reply, sum(count), max(last) FROM counted_use GROUP BY reply"
        )
    }


def read_use(db: Database, uid: Uid) -> Use:
    """Gives the use of one reply, of all its wordings together."""
    count, last = db.execute(
        "SELECT ifnull(sum(count), 0), max(last) FROM counted_use WHERE reply = ?", [uid]
    ).fetchone()
    return Use(count, None if last is None else Millis(last))


def read_variant_uses(db: Database, uid: Uid, texts: Iterable[str]) -> tuple[Use, ...]:
    """Gives the use of each of the wordings ``texts`` of one reply, in their order."""
    by_name = {
        name: Use(count, Millis(last))
        for name, count, last in db.execute(
            "SELECT variant, sum(count), max(last) FROM counted_use WHERE reply = ?"
            " GROUP BY variant",
            [uid],
        )
    }
    return tuple(by_name.get(name_of_variant(text), Use()) for text in texts)


def read_log(db: Database, limit: int) -> tuple[Delivery, ...]:
    """Gives the last ``limit`` deliveries, the newest first."""
    return tuple(
        Delivery(Uid(reply), Millis(at), client, mode)
        for reply, at, client, mode in db.execute(
            "SELECT reply, at, client, mode FROM use_log ORDER BY revision DESC LIMIT ?", [limit]
        )
    )


def hand_on(db: Database, gone: Iterable[tuple[Uid, Uid]]) -> None:
    """Adds the sums of each first reply for good to those of the second, where that is there."""
    db.conn.executemany(
        "INSERT INTO use_total (reply, variant, count, last)"
        " SELECT reply.uid, variant, count, last FROM use_total, reply"
        " WHERE use_total.reply = ? AND reply.uid = ?"
        " ON CONFLICT DO UPDATE"
        " SET count = count + excluded.count, last = max(last, excluded.last)",
        gone,
    )


def forget_replies(db: Database, uids: Iterable[Uid]) -> None:
    """Drops log and sums of replies that are gone for good."""
    gone = [(uid,) for uid in uids]
    db.conn.executemany("DELETE FROM use_log WHERE reply = ?", gone)
    db.conn.executemany("DELETE FROM use_total WHERE reply = ?", gone)


def forget_log_before(db: Database, moment: Millis) -> int:
    """Drops the log before ``moment``, not the sums; gives the last revision that was dropped, or
    0.
    """
    (last,) = db.execute("SELECT max(revision) FROM use_log WHERE at < ?", [moment]).fetchone()
    db.execute("DELETE FROM use_log WHERE at < ?", [moment])
    return int(last or 0)
