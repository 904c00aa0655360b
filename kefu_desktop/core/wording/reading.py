"""A text as the rules see it, with the way back to each place of its source.

``plain`` has as many characters as the source, so a place in one is a place in the other.
``squeezed`` has lost what people put between two characters to hide a word from a filter; its
places lead back through :meth:`Reading.span`.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import islice, pairwise

from msgspec import Struct

from kefu_desktop.core.placeholders import Means, Slot, parse

FILLED, CUT = "\ufffc", "\x1e"
"""What stands in ``plain`` for each character of a placeholder that leaves some text, and of one
that ends a message.
"""

MOOD, MOOD_REST = "\ufffd", "\ufffb"
"""What stands for the first and for each further character of an emoticon by its name."""

END_OF_SENTENCE = "。!?;\n" + CUT

_WIDEST_GAP = 4
"""Characters that may stand between two of one hidden word."""

_LIGHT = re.compile(
    r"[ \t\u00a0\u3000\u00ad\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f\u20e3"
    r".·・•*_~/|\\^'\"`=<>()\[\]{}【】「」『』《》〈〉#&—–\-"
    r"\u2460-\u24ff\u2600-\u27bf\U0001f100-\U0001f1ff\U0001f300-\U0001faff\U0001d400-\U0001d7ff]"
)
_BELONGS = frozenset("\ufe0e\ufe0f\u20e3")
"""What is part of the sign before it: the keycap of a digit."""

_HEARTS = frozenset("❤♥♡🧡💛💚💙💜💓💕💖💗💞💘🩷🩵🖤🤍")
_MERE = frozenset(" \t.·・•*_~/|\\'\"`=<>()[]{}【】「」『』《》〈〉#&—–-\u3000\u200b\ufe0f")
"""The common ones that are drawn as no letter or digit."""

_HEART, _PLUS = "❤", "➕"

_KEPT = frozenset("🐧🛰")
"""Signs that are read as what they draw: 企鹅, which is QQ, and 卫星, which sounds like 微信."""

_LONE_HEART = re.compile(rf"(?<![a-z微薇威徽卫维围葳溦]){_HEART}+")
"""A heart is read as 信 behind what makes a name with it; elsewhere it is only in the way."""

Fold = Callable[[str], str]
"""Makes one of what looks alike: width, case, Traditional and Simplified. It keeps the length."""


class Reading(Struct, frozen=True):
    """One text, read."""

    source: str
    plain: str
    squeezed: str

    @property
    def hides(self) -> bool:
        """Whether anything was squeezed out, or is drawn as something else."""
        return self.squeezed is not self.plain

    def places(self, start: int, end: int) -> Sequence[int]:
        """Gives the places in the source of the squeezed characters from ``start`` to ``end``."""
        if not self.hides:
            return range(start, end)
        # Only for what was found, so nothing is kept of all the texts in which nothing is.
        kept = [
            (at, drawn)
            for at, sign in enumerate(self.plain)
            if (drawn := _drawn(sign) if _LIGHT.match(sign) else sign)
        ]
        lone = _LONE_HEART.finditer("".join(drawn for _, drawn in kept))
        gone = {number for match in lone for number in range(*match.span())}
        left = (at for number, (at, _) in enumerate(kept) if number not in gone)
        return tuple(islice(left, start, end))

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Gives where a squeezed stretch, not empty, lies in the source; None where its characters
        are too far apart to be one word.
        """
        places = self.places(start, end)
        if any(b - a > _WIDEST_GAP + 1 for a, b in pairwise(places)):
            return None
        end = places[-1] + 1
        while end < len(self.source) and self.source[end] in _BELONGS:
            end += 1
        return places[0], end


def read(source: str, fold: Fold) -> Reading:
    """Reads ``source``."""
    plain = fold(_without_placeholders(source))
    squeezed = _LIGHT.sub(lambda match: _drawn(match[0]), plain)
    if _HEART in squeezed:
        squeezed = _LONE_HEART.sub("", squeezed)
    return Reading(source, plain, plain if squeezed == plain else squeezed)


def sentence_around(text: str, start: int, end: int) -> str:
    """Gives the sentence of ``text`` that has the stretch in it."""
    before = max(text.rfind(sign, 0, start) for sign in END_OF_SENTENCE)
    after = min((at for sign in END_OF_SENTENCE if (at := text.find(sign, end)) >= 0), default=None)
    return text[before + 1 : after]


def _drawn(sign: str) -> str:
    """Gives the letter or digit that a light character is drawn as; empty for one that is only in
    the way.
    """
    if sign in _MERE:
        return ""
    if sign in _HEARTS:
        return _HEART
    if sign in _KEPT:
        return sign
    if sign == _PLUS:
        return "+"
    drawn = unicodedata.normalize("NFKC", sign).casefold().strip("()")
    if len(drawn) == 1 and drawn.isascii() and drawn.isalnum():
        return drawn
    # Negative and squared letters have no decomposition: NEGATIVE SQUARED LATIN CAPITAL LETTER V.
    name = unicodedata.name(sign, "")
    letter = name.rpartition(" ")[2]
    return letter.casefold() if "LETTER" in name and len(letter) == 1 else ""


def _without_placeholders(source: str) -> str:
    if "{" not in source:
        return source
    pieces: list[str] = []
    at = 0
    for node in parse(source):
        if isinstance(node, Slot):
            pieces.append(source[at : node.start])
            pieces.append(_stand_in(node.means, node.end - node.start))
            at = node.end
    pieces.append(source[at:])
    return "".join(pieces)


def _stand_in(means: Means, length: int) -> str:
    if means is Means.MOOD:
        return MOOD + MOOD_REST * (length - 1)
    return (CUT if means in {Means.PART, Means.IMAGE} else FILLED) * length
