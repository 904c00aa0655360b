"""What other programs expand a text by, as a shortcut of ours.

Theirs may hold what begins a search here (``;sig``), stand for itself (``ok?``) or be a sentence;
what cannot be one is kept in the notes, so that nobody has to look it up in the old program.
"""

from typing import NamedTuple

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import check_shortcut
from kefu_desktop.packs.assembling import Remark

_ROUND = ";；/#、,，. \t\r\n　"


class Shortcut(NamedTuple):
    """A valid shortcut or none; the notes that take its place, and what to tell about that."""

    word: str
    notes: str = ""
    remarks: tuple[Remark, ...] = ()


def shortcut_of(said: str) -> Shortcut:
    """Gives ``said`` without the marks that it is triggered by, where that can be a shortcut."""
    word = said.strip(_ROUND)
    if not word:
        return Shortcut("")
    try:
        return Shortcut(check_shortcut(word))
    except InvalidInput:
        return Shortcut("", said.strip(), (Remark(Code.RECORD_WORDS_DROPPED, {"word": word[:40]}),))
