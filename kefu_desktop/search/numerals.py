"""Numbers written the other way: ``7天`` is ``七天`` in a reply, ``十五天`` is ``15天``.

Only beside Chinese characters: in a part number a figure is nothing but itself. Of one number there
may be two ways to write it, for two of a thing are 两 and not 二.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice, product

_DIGITS = "零一二三四五六七八九"
_FIGURES = re.compile(r"(?<![0-9.a-z-])(?:[1-9][0-9]?)(?![0-9.a-z-])")
_CHARACTERS = re.compile(r"[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_MOST = 4


def otherwise(term: str) -> tuple[str, ...]:
    """Gives a folded term with its numbers below 100 in the other script, likeliest first; none
    where it has none, or no Chinese character beside them.
    """
    if not _IDEOGRAPH.search(term):
        return ()
    if _FIGURES.search(term):
        return _rewritten(term, _FIGURES, _in_characters)
    return _rewritten(term, _CHARACTERS, _in_figures)


def _rewritten(
    term: str, pattern: re.Pattern[str], write: Callable[[str], tuple[str, ...]]
) -> tuple[str, ...]:
    pieces: list[tuple[str, ...]] = []
    at = 0
    for found in pattern.finditer(term):
        pieces += ((term[at : found.start()],), write(found[0]))
        at = found.end()
    if not pieces:
        return ()
    pieces.append((term[at:],))
    return tuple("".join(chosen) for chosen in islice(product(*pieces), _MOST))


def _in_characters(figures: str) -> tuple[str, ...]:
    tens, ones = divmod(int(figures), 10)
    if not tens:
        return (_DIGITS[ones], "两") if ones == 2 else (_DIGITS[ones],)
    begin = "" if tens == 1 else _DIGITS[tens]
    return (f"{begin}十{_DIGITS[ones] if ones else ''}",)


def _in_figures(characters: str) -> tuple[str, ...]:
    head, ten, tail = characters.replace("两", "二").partition("十")
    if not ten:
        return (str(_DIGITS.index(head)),)
    tens = _DIGITS.index(head) if head else 1
    return (str(10 * tens + (_DIGITS.index(tail) if tail else 0)),)
