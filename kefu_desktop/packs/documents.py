"""Documents of values (JSON) from strangers: bounded in depth, and damaged ones told apart.

Lists and objects come out as Python has them; nothing is known of their fields.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.packs.limits import Limits

_LINE = re.compile(r"\s*\{[^\n]*\}\s*")
_LINES_LOOKED_AT = 20
_MOST_EACH = {"{": 4, "[": 8, '"': 40}
"""How many of a mark a record may have: braces for itself, what is in it, and placeholders of its
text; lists; and what stands round each text.
"""


def parse_json(text: str, path: Path, limits: Limits, member: str = "") -> Any:
    """Reads one JSON document of ``path``, or of its ``member``.

    Raises :class:`InvalidInput` (FILE_DAMAGED, FILE_TOO_DEEP, FILE_TOO_MANY_RECORDS).
    """
    told = {"member": member} if member else {}
    if any(text.count(mark) > most * limits.records for mark, most in _MOST_EACH.items()):
        # Counted before it is read: each object takes fifty times the room it takes in the file.
        limit = limits.records
        raise InvalidInput(Code.FILE_TOO_MANY_RECORDS, path=str(path), limit=limit, **told)
    try:
        document = json.loads(text)
    except RecursionError:
        raise InvalidInput(Code.FILE_TOO_DEEP, path=str(path), **told) from None
    except ValueError as error:
        # Also an integer of more digits than Python turns into one.
        raise InvalidInput(Code.FILE_DAMAGED, path=str(path), **told) from error
    check_depth(document, path, limits, member)
    return document


def parse_json_or_lines(text: str, path: Path, limits: Limits) -> Any:
    """Reads one JSON document, or JSON Lines, an object on each line, as a list of them.

    Raises :class:`InvalidInput` as :func:`parse_json` does.
    """
    # Only at a line feed: other ends of lines may stand within a text.
    lines = text.split("\n", _LINES_LOOKED_AT)
    filled = [line for line in lines[:_LINES_LOOKED_AT] if line.strip()]
    if len(filled) < 2 or not all(map(_LINE.fullmatch, filled)):
        return parse_json(text, path, limits)
    if text.count("\n") > 2 * limits.records:  # some lines may be blank
        raise InvalidInput(Code.FILE_TOO_MANY_RECORDS, path=str(path), limit=limits.records)
    return [parse_json(line, path, limits) for line in text.split("\n") if line.strip()]


def check_depth(document: Any, path: Path, limits: Limits, member: str = "") -> None:
    """Raises :class:`InvalidInput` (FILE_TOO_DEEP) for lists and objects nested beyond the limit.

    What is met twice is looked at twice, so the caller bounds how often that can be.
    """
    told = {"member": member} if member else {}
    level: list[Any] = [document]
    for _ in range(limits.depth + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise InvalidInput(Code.FILE_TOO_DEEP, path=str(path), **told)


def text_of(document: Mapping[str, Any], field: str) -> str:
    """Gives a field that should hold a text: a number as it is written, blank for anything else."""
    value = document.get(field)
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value)


def objects_of(value: Any) -> Iterable[tuple[int, Mapping[str, Any] | None]]:
    """Gives what a list holds with its ordinal from 1; None in place of what is no object."""
    for ordinal, one in enumerate(value if isinstance(value, list) else (), start=1):
        yield ordinal, one if isinstance(one, dict) else None


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return [inner for inner in value.values() if isinstance(inner, dict | list)]
    if isinstance(value, list):
        return [inner for inner in value if isinstance(inner, dict | list)]
    return ()
