"""What is done to single cells of a table on the way out and undone on the way in.

A spreadsheet runs what begins like a formula, also from a CSV ("CSV injection", OWASP). Such a cell
goes out with an apostrophe before it; a cell that has apostrophes there already gets one more, so
that taking one away always gives back what was meant.
"""

import re
from collections.abc import Iterable

# Full-width forms too: Excel of East Asia reads them as their narrow kin. What is blank before them
# is passed over by some.
_RISKY = r"(?:\s*[=+\-@＝＋－＠]|[\t\r\n])"
_RUNS = re.compile(f"'*{_RISKY}")
_DEFUSED = re.compile(f"'+{_RISKY}")
_TAG_BREAK = re.compile(r"[\s,，、;；|]+")
_QUESTION_BREAK = re.compile(r"\n|[|｜;；]|#{2,}")
_LEVEL = re.compile(r"[/\\>＞→»]|->")
_LIST_BREAK = re.compile(r"\s*[\n|,，;；、]\s*")


def defused(text: str) -> str:
    """Gives ``text`` as a cell that no spreadsheet runs."""
    return f"'{text}" if _RUNS.match(text) else text


def undefused(cell: str) -> str:
    """Gives what :func:`defused` was given."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def join_tags(tags: Iterable[str]) -> str:
    """Gives tags as one cell. Each is marked with # when one holds what else would part two."""
    words = list(tags)
    if any(_TAG_BREAK.search(word) for word in words):
        words = [f"#{word}" for word in words]
    return " ".join(words)


def split_tags(cell: str) -> list[str]:
    """Gives the tags of a cell, however they are parted."""
    if cell.lstrip().startswith("#"):
        return [word for word in (word.strip() for word in cell.split("#")) if word]
    return [word for word in _TAG_BREAK.split(cell) if word.strip("/／")]


def join_lines(texts: Iterable[str]) -> str:
    """Gives texts as the lines of one cell; line ends inside of one become blanks."""
    return "\n".join(" ".join(text.split("\n")) for text in texts)


def split_lines(cell: str) -> list[str]:
    """Gives the lines of a cell."""
    return _parts(cell, "\n")


def split_questions(cell: str) -> list[str]:
    """Gives the questions of a cell, parted by line ends or, as knowledge bases do, by ``|``,
    ``##``, ``###`` or semicolons.
    """
    return _parts(cell, _QUESTION_BREAK)


def split_words(cell: str) -> list[str]:
    """Gives the words of a cell, parted by line ends, commas and their kin."""
    return _parts(cell, _LIST_BREAK)


def levels(cell: str) -> list[str]:
    """Gives the names of a category from the top down, as other programs write its path."""
    return _parts(cell, _LEVEL)


def _parts(cell: str, at: str | re.Pattern[str]) -> list[str]:
    parts = cell.split(at) if isinstance(at, str) else at.split(cell)
    return [part for part in (part.strip() for part in parts) if part]
