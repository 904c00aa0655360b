"""What could be said instead of what was found, and of how much of the text it takes the place.

A refusal cannot be mended word by word: “我们真的不能退” would become “我们真的可以先把照片发给我”.
So some replacements are whole clauses, and take the place of one; what opens it politely stays.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from kefu_desktop.core.wording.reading import CUT, FILLED, MOOD, MOOD_REST
from kefu_desktop.core.wording.rules import Look

Groups = Mapping[str, str]
"""What the groups of a pattern have found, as it stands in the source."""


class Mending(NamedTuple):
    """``replacement`` may stand in the source from ``start`` to ``end``."""

    start: int
    end: int
    replacement: str


def mend(
    look: Look, word: str, groups: Groups, source: str, plain: str, start: int, end: int
) -> Mending | None:
    """Gives what ``look`` offers for the ``word`` it has found from ``start`` to ``end``; None
    where only a person can tell.
    """
    said = look.instead.get(word, look.replacement)
    if look.traditional is not None and is_traditional(source, plain):
        said = look.traditional
    elif said and is_traditional(source, plain):
        return None  # it is written in Simplified characters
    if said is None or (_is_chinese(said) and not _is_chinese(plain)):
        return None
    said = _GROUP.sub(lambda match: groups.get(match[1], ""), said)
    if look.clause:
        return _clause(look, said, source, plain, start, end)
    if not said and source[start - 1 : start] in ("", " ", "\n") and source[end : end + 1] == " ":
        end += 1
        if source[start].isupper() and source[end : end + 1].islower():
            return Mending(start, end + 1, source[end].upper())
    return Mending(start, end, _capital(said, source, start))


def _is_chinese(text: str) -> bool:
    return any(ord(sign) in _IDEOGRAPHS for sign in text)


def is_traditional(source: str, plain: str) -> bool:
    """Whether ``source`` has a Traditional character; ``plain`` is how it was read."""
    return any(
        a != b and ord(a) in _IDEOGRAPHS and ord(b) in _IDEOGRAPHS
        for a, b in zip(source, plain, strict=True)
    )


def _clause(look: Look, said: str, source: str, plain: str, start: int, end: int) -> Mending | None:
    """What is hidden has blanks and brackets inside, and an account's name behind a colon."""
    ends = _OUTER_ENDS if look.squeezed else _ENDS
    first, last = start, end
    while first > 0 and plain[first - 1] not in ends and not _is_gap(plain, first - 1, look):
        first -= 1
    while last < len(plain) and plain[last] not in ends and not _is_gap(plain, last, look):
        last += 1
    if look.squeezed and (name := _NAME.match(plain, last)):
        last = name.end()
    if _REASON.match(plain, last):
        return None  # it would go on with the reason of what is no longer said
    opening = _OPENING.match(plain, first, start)
    if opening is not None and opening.end() > first:
        first = opening.end()
        said = f"，{said}"
    while first < start and source[first].isspace():
        first += 1
    return Mending(first, last, _capital(said, source, first))


def _is_gap(plain: str, at: int, look: Look) -> bool:
    """Whether there is a blank that ends a clause, as Chinese ones do."""
    if plain[at] != " " or look.squeezed:
        return False
    return (at > 0 and ord(plain[at - 1]) in _IDEOGRAPHS) or plain[at + 1 : at + 2] == " "


def _capital(said: str, source: str, start: int) -> str:
    """English words begin as those did that they take the place of."""
    if source[start : start + 1].isupper() and said[:1].islower():
        return said[0].upper() + said[1:]
    return said


_IDEOGRAPHS = range(0x3400, 0xA000)
_GROUP = re.compile(r"«(\w+)»")
_OUTER_ENDS = frozenset(",，。!?;:~…\n" + CUT + FILLED + MOOD + MOOD_REST)
_ENDS = _OUTER_ENDS | frozenset(".【】[]()")
_NAME = re.compile(r": ?[a-z0-9_@-]{4,}(?: ?[哈哦呢])*")
_REASON = re.compile(r"[,，] ?(?:因为|由于|毕竟|否则|不然|除非|所以|because|since|unless|as )")
_OPENING = re.compile(
    r"(?:(?:真的|非常|十分|实在|很|真是)*"
    r"(?:抱歉|对不起|不好意思|您好|你好|哈喽|亲爱的|亲+(?!自|们|戚|手|友|属|近|切|密|子))(?:呀|啊|哈|了|哦|呢)*)+"
)
