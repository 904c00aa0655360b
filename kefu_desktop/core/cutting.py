"""Cuts a text that is too long for one message, at the best place there is.

Best is the end of a paragraph, then of a line, a sentence, a clause, a word. A cut never falls
inside what people see as one character (an emoji family, a flag, a letter with its accents), nor
inside a range that the caller says belongs together, not even where a piece then is too long.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

_JOINER = "\u200d"
_KEYCAP = "\u20e3"
_FIRST_FLAG, _LAST_FLAG = "\U0001f1e6", "\U0001f1ff"
_EXTENDING = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_CODE = re.compile(r"\[[^\[\]\s]{1,8}\]|/:[^\s\u3400-\u9fff]{1,8}")
_CLOSING = "”’」』）)】》\"'…。！？!?~～"

# Where a cut may be, the best kind first; each match ends at one. A full stop between digits or
# letters (1.5, a.com) ends no sentence.
_ENDS: tuple[re.Pattern[str], ...] = (
    re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+"),
    re.compile(r"\n"),
    re.compile(rf"(?:[。！？!?…～]|\.(?=\s))[{re.escape(_CLOSING)}]*[^\S\n]*"),
    re.compile(r"[；;][^\S\n]*"),
    re.compile(r"[，、：,][^\S\n]*"),
    re.compile(r"\s+"),
    # Between a Chinese character and anything, but not inside a number or a Latin word.
    re.compile(r"[\u3400-\u9fff](?![。！？!?…～，、；：,;.”’」』）)】》])"),
)
_LEAST_FULL = (0.5, 0.4, 0.3, 0.5, 0.5, 0.5, 0.5)
"""How full a piece must be for a cut of each kind to be taken before one of the next."""


def cuts(text: str, longest: int, whole: Iterable[tuple[int, int]] = ()) -> tuple[int, ...]:
    """Gives where to cut ``text``, ascending, so that no piece has more than ``longest`` characters
    (Unicode code points). The pieces put together are the text.

    ``whole`` are ranges that are not to be cut, apart from each other; one longer than ``longest``
    makes a piece that is.
    """
    if longest < 1 or len(text) <= longest:
        return ()
    between = boundaries(text)
    allowed = _allowed(between, sorted(whole))
    kinds = [[end for end in _ends(kind, text, between) if _has(allowed, end)] for kind in _ENDS]
    found: list[int] = []
    start = 0
    while len(text) - start > longest:
        start = _best(kinds, allowed, start, start + longest)
        if start >= len(text):
            break
        found.append(start)
    return tuple(found)


def boundaries(text: str) -> list[bool]:
    """Gives for each place of ``text``, its two ends among them, whether it is between what people
    see as characters.

    The rules of Unicode's UAX 29 for the scripts and emoji that occur in chats.
    """
    found = [True] * (len(text) + 1)
    flags = 0
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        flags = flags + 1 if _FIRST_FLAG <= before <= _LAST_FLAG else 0
        half_a_flag = flags % 2 == 1 and _FIRST_FLAG <= after <= _LAST_FLAG
        found[place] = not (half_a_flag or _are_one(before, after))
    return found


def _are_one(before: str, after: str) -> bool:
    if before == "\r":
        return after == "\n"
    if _extends(after) or (before == _JOINER and not after.isspace()):
        return True
    # Two halves of one character, as broken programs write it.
    return "\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff"


def _extends(sign: str) -> bool:
    if sign < "\u0300":
        return False
    if sign == _KEYCAP or _EXTENDING.match(sign):
        return True
    return unicodedata.category(sign) in {"Mn", "Me", "Mc"}


def _ends(kind: re.Pattern[str], text: str, between: Sequence[bool]) -> Iterable[int]:
    """Gives where a cut of this kind may be; emoticons belong to what stands before them."""
    reached = 0
    for match in kind.finditer(text):
        end = max(match.end(), reached)
        while (after := _face_end(text, end, between)) > end:
            end = after
        reached = end
        yield end


def _face_end(text: str, place: int, between: Sequence[bool]) -> int:
    """Gives where the emoticon at ``place`` ends, ``place`` where there is none."""
    code = _CODE.match(text, place)
    if code:
        return code.end()
    if place == len(text) or unicodedata.category(text[place]) != "So":
        return place
    place += 1
    while not between[place]:
        place += 1
    return place


def _allowed(between: Sequence[bool], whole: Sequence[tuple[int, int]]) -> list[int]:
    """Gives all places where a text may be cut, its end last."""
    length = len(between) - 1
    starts = [start for start, _ in whole]

    def free(place: int) -> bool:
        number = bisect_left(starts, place) - 1
        return number < 0 or place >= whole[number][1]

    return [
        place
        for place in range(1, length + 1)
        if place == length or (between[place] and free(place))
    ]


def _has(places: Sequence[int], place: int) -> bool:
    number = bisect_left(places, place)
    return number < len(places) and places[number] == place


def _best(kinds: Sequence[Sequence[int]], allowed: Sequence[int], start: int, limit: int) -> int:
    """Gives the best place after ``start``, at most ``limit`` where there is one so early."""
    for enough in (True, False):
        for kind, share in zip(kinds, _LEAST_FULL, strict=True):
            place = _last_until(kind, limit)
            least = start + (limit - start) * share if enough else start
            if place > max(least, start):
                return place
    place = _last_until(allowed, limit)
    if place > start:
        return place
    return allowed[bisect_right(allowed, limit)]


def _last_until(places: Sequence[int], limit: int) -> int:
    number = bisect_right(places, limit)
    return places[number - 1] if number else 0
