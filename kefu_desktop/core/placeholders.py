"""Reads a text with ``{…}`` into what is sent as it stands and what is filled in.

``docs/PLACEHOLDERS.md`` tells the grammar to users, with Chinese and English names side by side.
Whoever reads this should know what it guards: a reply pasted from elsewhere must come out as it
went in. So braces round anything that is not a name are text and never ask; a Latin name is none
where it rather belongs to some program's text (:mod:`kefu_desktop.core.lookalikes`), or within
braces that are text themselves; and two braces that close nested code are two, though ``{{`` and
``}}`` stand for one.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from kefu_desktop.core.lookalikes import LOOK_BEHIND, owns_braces, reads_as_code, typesets


class Means(StrEnum):
    """What a placeholder stands for."""

    DATE = "date"
    TIME = "time"
    WEEKDAY = "weekday"
    FESTIVAL = "festival"
    GREETING = "greeting"
    SHOP = "shop"
    AGENT = "agent"
    BUYER = "buyer"
    MOOD = "mood"
    RANDOM = "random"
    FRAGMENT = "fragment"
    PART = "part"
    IMAGE = "image"
    CURSOR = "cursor"
    CLIPBOARD = "clipboard"
    BACK_AT = "back-at"
    AWAY_REASON = "away-reason"
    AWAY_FOR = "away-for"
    ASKED = "asked"


class Slot(NamedTuple):
    """One placeholder as read: what it means, what was written in it, and where in the source.

    ``shift`` counts days, or workdays where ``workdays`` says so.
    """

    means: Means
    name: str
    start: int
    end: int
    shift: int = 0
    form: str = ""
    default: str | None = None
    choices: tuple[str, ...] = ()
    workdays: bool = False


class Mistake(NamedTuple):
    """Where something begins like a placeholder of ours and is none, so that it would be sent."""

    start: int
    end: int


Node = str | Slot


class Reading(NamedTuple):
    """All that there is in a text."""

    nodes: tuple[Node, ...]
    mistakes: tuple[Mistake, ...] = ()


_CHINESE: Mapping[str, Means] = {
    "日期": Means.DATE,
    "时间": Means.TIME,
    "星期": Means.WEEKDAY,
    "节日": Means.FESTIVAL,
    "问候": Means.GREETING,
    "店铺": Means.SHOP,
    "客服": Means.AGENT,
    "买家": Means.BUYER,
    "表情": Means.MOOD,
    "随机": Means.RANDOM,
    "片段": Means.FRAGMENT,
    "分段": Means.PART,
    "图片": Means.IMAGE,
    "光标": Means.CURSOR,
    "剪贴板": Means.CLIPBOARD,
    "回来时间": Means.BACK_AT,
    "离开原因": Means.AWAY_REASON,
    "离开时长": Means.AWAY_FOR,
}
_NAMES: Mapping[str, Means] = {
    **_CHINESE,
    **{means.value: means for means in Means if means is not Means.ASKED},
}

_SHIFTED = frozenset({Means.DATE, Means.TIME, Means.WEEKDAY})
_FORMED = _SHIFTED | {Means.FESTIVAL}
_GIVEN = frozenset({Means.CLIPBOARD, Means.BACK_AT, Means.AWAY_REASON, Means.AWAY_FOR, Means.ASKED})
_NAMED = frozenset({Means.MOOD, Means.FRAGMENT})
_DEFAULTED = _GIVEN | _NAMED | {Means.SHOP, Means.AGENT, Means.BUYER, Means.FESTIVAL}
_CHOSEN = _GIVEN | {Means.RANDOM}

# One placeholder: a name, then a shift, a form, or a default and choices; or one or two braces. A
# hyphen before a digit is a shift and no part of the name. `$` makes it a variable of some shell.
# Signs may be wide, as Chinese input methods write them.
_TOKEN = re.compile(
    r"(?<!\$)\{ ?(?P<name>[^\W\d_](?:[\w·]|-(?!\d)){0,23}) ?"
    r"(?:(?P<sign>[+＋－-]) ?(?P<days>\d{1,3})"
    r" ?(?:(?P<workdays>个?工作日|workdays?)|天|日|days?)? ?)?"
    r"(?:[=＝](?P<form>[^{}\n]{1,40})|(?:[:：](?P<default>[^{}|｜\n]{0,200}))?"
    r"(?P<choices>(?:[|｜][^{}|｜\n]{0,200})*))"
    r"\}"
    r"|(?P<brace>\{\{?|\}\}?)"
)

# Our Chinese names stand in braces for a reason, also where the rest cannot be understood, or the
# input method made the braces wide. Latin ones do in much code.
_KNOWN = "|".join(sorted(_CHINESE, key=len, reverse=True))
_BEGUN = re.compile(rf"\{{\s*(?:{_KNOWN})(?![\w·])(?:[^{{}}\n]{{0,60}}\}})?")
_WIDE = re.compile(
    rf"｛\s*(?:(?:{_KNOWN})(?![\w·])[^｛｝{{}}\n]{{0,60}}"
    r"|[^\W\d_][\w·]{0,23}\s*[:：|｜][^｛｝{}\n]{0,60}"
    r"|[\w·]{0,16}(?:单号|订单号|姓名|名字|昵称|称呼|金额|颜色|尺码|数量|地址|电话|快递|收件人)\s*)"
    r"[｝}]"
)

_REMEMBERED = 2_000
"""Texts up to so many characters are remembered as they were read: a preview reads the same one
again with each answer.
"""


def parse(source: str) -> tuple[Node, ...]:
    """Reads ``source`` into texts and slots. Every source can be read; texts are unescaped."""
    return read(source).nodes


def read(source: str) -> Reading:
    """Gives what :func:`parse` gives, and what in it was hardly meant to be sent as it stands."""
    if "{" not in source and "}" not in source:
        return Reading((source,) if source else (), _wide(source))
    return _remembered(source) if len(source) <= _REMEMBERED else _read(source)


def is_free(name: str) -> bool:
    """Whether ``{name}`` is a placeholder for which the user may say what it stands for."""
    nodes = parse(f"{{{name}}}")
    return (
        len(nodes) == 1
        and isinstance(nodes[0], Slot)
        and nodes[0].means in (Means.ASKED, Means.BUYER)
        and nodes[0].name == name
    )


@lru_cache(maxsize=64)
def _remembered(source: str) -> Reading:
    return _read(source)


def _read(source: str) -> Reading:
    reader = _Reader(source)
    return Reading(reader.nodes(), (*reader.mistakes, *_wide(source)))


def _wide(source: str) -> tuple[Mistake, ...]:
    if "｛" not in source:
        return ()
    return tuple(Mistake(*found.span()) for found in _WIDE.finditer(source))


class _Reader:
    """Goes through one text, brace by brace."""

    def __init__(self, source: str) -> None:
        self.mistakes: list[Mistake] = []
        self._source = source
        self._pieces: list[Node] = []
        # Braces open at this place: their number among the pieces, and whether it is a double one.
        self._opened: list[tuple[int, bool]] = []
        # Slots with Latin names so far, which the braces round them may make text.
        self._latin: list[int] = []

    def nodes(self) -> tuple[Node, ...]:
        """Gives texts and slots in order. To be asked once."""
        source, pieces = self._source, self._pieces
        at = 0
        while match := _TOKEN.search(source, at):
            start, end = match.span()
            if start > at:
                pieces.append(source[at:start])
            at = end
            brace = match["brace"]
            if brace is None:
                self._take(match)
            elif brace[0] == "{":
                self._open(start, double=len(brace) == 2)
            else:
                at = self._close(start, double=len(brace) == 2)
        pieces.append(source[at:])
        return tuple(_joined(pieces))

    def _take(self, match: re.Match[str]) -> None:
        slot = _slot(match)
        if slot is None:
            self._pieces.append(match[0])
            if match["name"] in _CHINESE:
                self.mistakes.append(Mistake(*match.span()))
            return
        if slot.name.isascii():
            self._latin.append(len(self._pieces))
        self._pieces.append(slot)

    def _open(self, start: int, *, double: bool) -> None:
        self._opened.append((len(self._pieces), double))
        self._pieces.append("{")
        if not double and (begun := _BEGUN.match(self._source, start)):
            self.mistakes.append(Mistake(start, len(begun[0].rstrip()) + start))

    def _close(self, start: int, *, double: bool) -> int:
        """Closes one brace or two; gives where to read on."""
        opened, pieces = self._opened, self._pieces
        pieces.append("}")
        if double and (not opened or opened[-1][1]):
            del opened[-1:]
            return start + 2
        if opened:
            number, was_double = opened.pop()
            if was_double:
                # That was two single ones after all.
                pieces[number] = "{{"
                opened.append((number, False))
            while self._latin and self._latin[-1] > number:
                self._make_text(self._latin.pop())
        return start + 1

    def _make_text(self, number: int) -> None:
        slot = self._pieces[number]
        if isinstance(slot, Slot):
            self._pieces[number] = self._source[slot.start : slot.end]


def _joined(pieces: list[Node]) -> list[Node]:
    """Gives ``pieces`` with texts that follow each other made one, and none empty."""
    nodes: list[Node] = []
    text: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            text.append(piece)
            continue
        if joined := "".join(text):
            nodes.append(joined)
        text.clear()
        nodes.append(piece)
    if joined := "".join(text):
        nodes.append(joined)
    return nodes


def _slot(match: re.Match[str]) -> Slot | None:
    """Reads one match; None where it only looks like a placeholder (``{名+3}``, ``{光标:x}``)."""
    name, sign, number, workdays, form, default, chosen, _ = match.groups()
    means = _NAMES.get(name) or _NAMES.get(name.casefold(), Means.ASKED)
    choices = tuple(chosen.replace("｜", "|").split("|")[1:]) if chosen else ()
    fits = (
        (means in _SHIFTED or sign is None)
        and (means in _FORMED or form is None)
        and (means in _DEFAULTED or default is None)
        and (means in _CHOSEN or not choices)
        and (means is not Means.RANDOM or choices)
        and (means is not Means.FRAGMENT or default)
    )
    if not fits or ((name.isascii() or "\\" in match.string) and _is_code(match, means)):
        return None
    start, end = match.span()
    days = 0 if sign is None else int(number) if sign in "+＋" else -int(number)
    return Slot(means, name, start, end, days, form or "", default, choices, workdays is not None)


def _has_blanks(match: re.Match[str]) -> bool:
    """Whether blanks stand round the name or behind the sign, as people write expressions."""
    source = match.string
    beside = {match.start("name") - 1, match.end("name")}
    if match["sign"]:
        beside.add(match.end("sign"))
    return any(source[at] == " " for at in beside)


def _is_code(match: re.Match[str], means: Means) -> bool:
    source, start = match.string, match.start()
    begin = source.rfind("\n", max(0, start - LOOK_BEHIND), start) + 1
    before = source[max(begin, start - LOOK_BEHIND) : start]
    if not match["name"].isascii():
        return typesets(before)
    if owns_braces(before) or (" " in match[0] and _has_blanks(match)):
        return True
    return means is Means.ASKED and reads_as_code(match["name"], match["default"], before)
