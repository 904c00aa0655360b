"""Our forms of dates as ``strftime`` has them, with ``-`` where a zero is left out."""

import re
from collections.abc import Mapping

_LETTERS: Mapping[str, str] = {
    "yyyy": "%Y", "yy": "%y", "M": "%-m", "MM": "%m", "MMM": "%b", "d": "%-d", "dd": "%d",
    "H": "%-H", "HH": "%H", "h": "%-I", "hh": "%I", "m": "%-M", "mm": "%M", "s": "%-S",
    "ss": "%S", "E": "%a", "EE": "%a", "EEE": "%a", "EEEE": "%A", "a": "%p",
}  # fmt: skip
_PIECE = re.compile(
    r"'(?P<quoted>[^']*)'|(?P<field>([A-Za-z])\3*)|(?P<other>[^A-Za-z']+)|(?P<stray>')"
)


def to_strftime(form: str) -> str | None:
    """Gives a form of :mod:`kefu_desktop.core.dates`; None for one with a letter that means
    nothing.
    """
    written = ""
    for match in _PIECE.finditer(form):
        if match["field"]:
            letters = _LETTERS.get(match["field"])
            if letters is None:
                return None
            written += letters
        elif match["stray"]:
            return None
        else:
            said = "'" if match["quoted"] == "" else match["quoted"] or match["other"]
            written += said.replace("%", "%%")
    return written
