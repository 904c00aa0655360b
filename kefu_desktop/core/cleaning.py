"""Takes out of foreign text what no chat shows and no database likes, and says how much that was.

Only characters go that have no visible form or that change how *other* characters are shown;
nothing is rewritten, so a cleaned text reads as its author saw it. Zero-width joiners stay: emoji
families are made of them.
"""

import re
from typing import NamedTuple

# Lone surrogates cannot be encoded; C0/C1 controls (but tab and newline) print as boxes;
# U+202A–202E and U+2066–2069 reorder what follows them ("Trojan Source", CVE-2021-42574);
# U+FFFE/U+FFFF are no characters; U+FEFF is a byte-order mark gone astray.
UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def has_unwanted(text: str) -> bool:
    """Tells whether ``text`` holds a character that no text of a library may."""
    # What is printable is wanted, and that is quicker known.
    return not text.isprintable() and UNWANTED.search(text) is not None


class Cleaned(NamedTuple):
    """A text fit for the library, and how many characters had to go (line ends made ``\\n`` are not
    counted).
    """

    text: str
    removed: int


def clean_text(raw: str) -> Cleaned:
    """Gives ``raw`` with ``\\n`` line ends and without unwanted characters. Cleaning twice changes
    nothing more.
    """
    if raw.isprintable():
        # Nearly every title and most texts: nothing in them could be unwanted or end a line.
        return Cleaned(raw, 0)
    lines = LINE_ENDS.sub("\n", raw)
    text, removed = UNWANTED.subn("", lines)
    return Cleaned(text, removed)


def clean_line(raw: str) -> Cleaned:
    """Like :func:`clean_text` for a title or a name: runs of white space become one blank, none at
    the ends.
    """
    text, removed = clean_text(raw)
    return Cleaned(" ".join(text.split()), removed)
