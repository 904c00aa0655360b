"""Exports of chats as a table: a row for each message, with a column of who spoke and one of what
was said. Times and numbers of sessions stand beside, in columns of their own.
"""

from collections.abc import Iterator, Sequence

from kefu_desktop.packs.foreign.chat_logs import SIDES, sides_of
from kefu_desktop.packs.foreign.passages import Document, Passage
from kefu_desktop.packs.foreign.speakers import Speaker
from kefu_desktop.packs.headers import chat_columns
from kefu_desktop.packs.layout_guess import HEADER_WITHIN
from kefu_desktop.packs.rows import Row


def is_chat(rows: Sequence[Row]) -> bool:
    """Whether the first rows of a table are those of a chat."""
    return _heads(rows) is not None


def chat_in(rows: Sequence[Row]) -> Document | None:
    """Gives what was said in a chat as the lines of a dialogue; None for any other table, and where
    nobody serves.
    """
    heads = _heads(rows)
    if heads is None:
        return None
    number, speaker, words = heads
    said = [
        (row.number, row.cells[speaker].strip(), row.cells[words].strip())
        for row in rows
        if row.number > number and len(row.cells) > max(speaker, words)
    ]
    said = [one for one in said if one[1] and one[2]]
    sides = sides_of([(name, text) for _, name, text in said])
    if set(sides.values()) != SIDES:
        return None
    labels = {name: "客服" if side is Speaker.AGENT else "买家" for name, side in sides.items()}
    passages = (one for line, name, text in said for one in _lines(labels[name], text, line))
    return Document(tuple(passages))


def _heads(rows: Sequence[Row]) -> tuple[int, int, int] | None:
    """Gives the number of the row that heads a chat, and the columns of who spoke and of what."""
    for row in rows[:HEADER_WITHIN]:
        columns = chat_columns(row.cells)
        if columns is not None:
            return row.number, *columns
    return None


def _lines(label: str, text: str, line: int) -> Iterator[Passage]:
    first, *others = text.splitlines()
    yield Passage(f"{label}：{first}", line)
    for other in others:
        if other.strip():
            yield Passage(other.strip(), line)
