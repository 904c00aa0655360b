"""Reads a text with ``{…}`` into what is sent as it stands and what is filled in.

The grammar, with Chinese and English names side by side:

- ``{日期}`` ``{date}``, and ``{日期+3=M月d日}`` with a shift in days and a form; ``{时间}``
  ``{time}``, ``{时间=HH点mm分}``; ``{星期}`` ``{weekday}``; ``{问候}`` ``{greeting}`` by the hour.
- ``{店铺}`` ``{shop}``, ``{客服}`` ``{agent}``, ``{买家}`` ``{buyer}``, and the user's constants.
- ``{表情:微笑}`` ``{mood:smile}``; ``{随机|甲|乙}`` ``{random|a|b}``; ``{分段}`` ``{part}`` ends
  one message and begins the next; ``{图片}`` ``{image}`` is the reply's next image, a message of
  its own; ``{光标}`` ``{cursor}`` leaves nothing; ``{剪贴板}`` ``{clipboard}``.
- anything else that reads as a name is asked for: ``{单号}``, ``{快递:中通}`` with a default, and
  ``{赠品|小礼物|运费券}`` as a choice.

``{{`` and ``}}`` stand for braces. Braces round anything that is not a name (code, JSON, ``${x}``)
are text and never ask, and two that close nested code are two: a reply pasted from elsewhere must
come out as it went in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Means(StrEnum):
    """What a placeholder stands for."""

    DATE = "date"
    TIME = "time"
    WEEKDAY = "weekday"
    GREETING = "greeting"
    SHOP = "shop"
    AGENT = "agent"
    BUYER = "buyer"
    MOOD = "mood"
    RANDOM = "random"
    PART = "part"
    IMAGE = "image"
    CURSOR = "cursor"
    CLIPBOARD = "clipboard"
    BACK_AT = "back-at"
    AWAY_REASON = "away-reason"
    AWAY_FOR = "away-for"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Slot:
    """One placeholder as read: what it means, what was written in it, and where in the source."""

    means: Means
    name: str
    start: int
    end: int
    shift: int = 0
    form: str = ""
    default: str | None = None
    choices: tuple[str, ...] = ()


Node = str | Slot

_NAMES: Mapping[str, Means] = {
    "日期": Means.DATE,
    "时间": Means.TIME,
    "星期": Means.WEEKDAY,
    "问候": Means.GREETING,
    "店铺": Means.SHOP,
    "客服": Means.AGENT,
    "买家": Means.BUYER,
    "表情": Means.MOOD,
    "随机": Means.RANDOM,
    "分段": Means.PART,
    "图片": Means.IMAGE,
    "光标": Means.CURSOR,
    "剪贴板": Means.CLIPBOARD,
    "回来时间": Means.BACK_AT,
    "离开原因": Means.AWAY_REASON,
    "离开时长": Means.AWAY_FOR,
    **{means.value: means for means in Means if means is not Means.ASKED},
}

_SHIFTED = frozenset({Means.DATE, Means.TIME, Means.WEEKDAY})
_GIVEN = frozenset({Means.CLIPBOARD, Means.BACK_AT, Means.AWAY_REASON, Means.AWAY_FOR, Means.ASKED})
_DEFAULTED = _GIVEN | {Means.SHOP, Means.AGENT, Means.BUYER, Means.MOOD}
_CHOSEN = _GIVEN | {Means.RANDOM}

# One placeholder: a name, then a shift, a default, choices or a form; or one or two braces. A
# hyphen before a digit is a shift and no part of the name. `$` makes it a variable of some shell.
_TOKEN = re.compile(
    r"(?<!\$)\{(?P<name>[^\W\d_](?:[\w·]|-(?!\d)){0,23})"
    r"(?P<shift>[+-]\d{1,3})?"
    r"(?:=(?P<form>[^{}\n]{1,40})|[:：](?P<default>[^{}|\n]{0,200})|(?P<choices>(?:\|[^{}|\n]{0,200})+))?"
    r"\}"
    r"|(?P<brace>\{\{?|\}\}?)"
)

# What stands before or in the braces of code, and not round the name of a thing to be asked for:
# `#{x}`, `%{x}`, `a{color:red}`, `f(){x}`; `{key: "value"}`, `{from:1,to:2}`.
_CODE_BEFORE = re.compile(r"[A-Za-z0-9_)\]#%]\Z")
_CODE_IN_DEFAULT = re.compile(r"""\A[\s"'\[(]|;|,\s*["']?\w+["']?\s*:""")


def parse(source: str) -> tuple[Node, ...]:
    """Reads ``source`` into texts and slots. Every source can be read; texts are unescaped."""
    if "{" not in source and "}" not in source:
        return (source,) if source else ()
    pieces: list[Node] = []
    # Braces open at this place: where a doubled one is among the pieces, or None for a single one.
    opened: list[int | None] = []
    at = 0
    while match := _TOKEN.search(source, at):
        pieces.append(source[at : match.start()])
        at = match.end()
        brace = match["brace"]
        if brace is None:
            pieces.append(_slot(match) or match[0])
        elif brace[0] == "{":
            opened.append(len(pieces) if len(brace) == 2 else None)
            pieces.append("{")
        else:
            pieces.append("}")
            if len(brace) == 2 and (not opened or opened[-1] is not None):
                del opened[-1:]
            else:
                at = match.start() + 1
                _close_single(opened, pieces)
    pieces.append(source[at:])
    return tuple(_joined(pieces))


def _close_single(opened: list[int | None], pieces: list[Node]) -> None:
    """Closes one brace. Where a doubled one is open, that was two single ones after all."""
    doubled = opened.pop() if opened else None
    if doubled is not None:
        pieces[doubled] = "{{"
        opened.append(None)


def _joined(pieces: list[Node]) -> list[Node]:
    """Gives ``pieces`` with texts that follow each other made one, and none empty."""
    nodes: list[Node] = []
    text: list[str] = []
    for piece in [*pieces, None]:
        if isinstance(piece, str):
            text.append(piece)
            continue
        if joined := "".join(text):
            nodes.append(joined)
        text.clear()
        if piece is not None:
            nodes.append(piece)
    return nodes


def _slot(match: re.Match[str]) -> Slot | None:
    """Reads one match; None where it only looks like a placeholder (``{名+3}``, ``{光标:x}``)."""
    name, default = match["name"], match["default"]
    choices = tuple((match["choices"] or "").split("|")[1:])
    means = _NAMES.get(name.casefold(), Means.ASKED)
    fits = (
        (means in _SHIFTED or not (match["shift"] or match["form"]))
        and (means in _DEFAULTED or default is None)
        and (means in _CHOSEN or not choices)
        and (means is not Means.RANDOM or choices)
    )
    if not fits or (means is Means.ASKED and name.isascii() and _is_code(match)):
        return None
    return Slot(
        means,
        name,
        match.start(),
        match.end(),
        int(match["shift"] or 0),
        match["form"] or "",
        default,
        choices,
    )


def _is_code(match: re.Match[str]) -> bool:
    """Whether a Latin name in braces rather belongs to some program's text."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    return bool(
        len(match["name"]) == 1
        or _CODE_BEFORE.search(before)
        or _CODE_IN_DEFAULT.search(match["default"] or "")
    )
