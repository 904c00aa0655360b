"""Placeholders: reads a text with ``{…}``, says what must be asked, and gives the text as it will
be sent.

The grammar, with Chinese and English names side by side:

- ``{日期}`` ``{date}``, and ``{日期+3=M月d日}`` with a shift in days and a form; ``{时间}``
  ``{time}``, ``{时间=HH点mm分}``; ``{星期}`` ``{weekday}``; ``{问候}`` ``{greeting}`` by the hour.
- ``{店铺}`` ``{shop}``, ``{客服}`` ``{agent}``, ``{买家}`` ``{buyer}``, and the user's constants.
- ``{表情:微笑}`` ``{mood:smile}``; ``{随机|甲|乙}`` ``{random|a|b}``; ``{分段}`` ``{part}`` ends
  one message and begins the next; ``{光标}`` ``{cursor}`` leaves nothing; ``{剪贴板}``
  ``{clipboard}``.
- anything else that reads as a name is asked for: ``{单号}``, ``{快递:中通}`` with a default, and
  ``{赠品|小礼物|运费券}`` as a choice.

``{{`` and ``}}`` stand for braces. Braces round anything that is not a name (code, JSON, ``${x}``)
are text and never ask: a reply pasted from elsewhere must come out as it went in.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from kefu_desktop.core.dates import Tongue, greeting, spell


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
    CURSOR = "cursor"
    CLIPBOARD = "clipboard"
    BACK_AT = "back-at"
    AWAY_REASON = "away-reason"
    AWAY_FOR = "away-for"
    ASKED = "asked"


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
    "光标": Means.CURSOR,
    "剪贴板": Means.CLIPBOARD,
    "回来时间": Means.BACK_AT,
    "离开原因": Means.AWAY_REASON,
    "离开时长": Means.AWAY_FOR,
    **{means.value: means for means in Means if means is not Means.ASKED},
}
_SHIFTED = frozenset({Means.DATE, Means.TIME, Means.WEEKDAY})

# One placeholder: a name, then a shift, a default, choices or a form. `$`, `#` or `%` before the
# brace belongs to somebody else's language. `{{` and `}}` are consumed first.
_TOKEN = re.compile(
    r"(?P<brace>\{\{|\}\})"
    r"|(?<![$#%])\{(?P<name>[^\W\d_][\w·-]{0,23})"
    r"(?:(?P<shift>[+-]\d{1,3}))?"
    r"(?:=(?P<form>[^{}\n]{1,40})|[:：](?P<default>[^{}|\n]{0,200})|(?P<choices>(?:\|[^{}|\n]{0,200})+))?"
    r"\}"
)


class Problem(StrEnum):
    """What is wrong with a placeholder that is otherwise understood."""

    MOOD_UNKNOWN = "mood-unknown"
    FORM_INVALID = "form-invalid"
    DATE_OUT_OF_RANGE = "date-out-of-range"


class Trouble(NamedTuple):
    """A :class:`Problem` and its place in the source text."""

    start: int
    end: int
    problem: Problem
    word: str


class Ask(NamedTuple):
    """A value that only the user knows. ``default`` is empty where there is none."""

    name: str
    default: str = ""
    choices: tuple[str, ...] = ()


class Span(NamedTuple):
    """A range of characters in a rendered text that came from a placeholder."""

    start: int
    end: int


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


@dataclass(frozen=True, slots=True)
class Context:
    """What the world gives to a text when it is used.

    ``moment`` is the local time; ``values`` holds asked names and constants; ``write_mood`` gives a
    mood in the client's writing or None for an unknown one; ``pick`` chooses one of ``n`` by
    number.
    """

    moment: datetime
    tongue: Tongue = Tongue.ZH
    values: Mapping[str, str] = field(default_factory=dict)
    shop: str = ""
    agent: str = ""
    buyer: str = ""
    clipboard: str = ""
    back_at: str = ""
    away_reason: str = ""
    away_for: str = ""
    write_mood: Callable[[str], str | None] = lambda name: None
    pick: Callable[[int], int] = lambda count: 0


@dataclass(frozen=True, slots=True)
class Part:
    """One message, and which of its characters were filled in."""

    text: str
    filled: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as it will be sent: its messages in order, what is still missing, and what is wrong.

    A missing value stands in the text as its placeholder, so that it can be seen.
    """

    parts: tuple[Part, ...]
    missing: tuple[Ask, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def parse(source: str) -> tuple[Node, ...]:
    """Reads ``source`` into texts and slots. Every source can be read; texts are unescaped."""
    return tuple(_nodes(source))


def asks(source: str, context: Context) -> tuple[Ask, ...]:
    """Gives what the user can be asked about this text, each name once, in order, also where there
    is a default.
    """
    wanted: dict[str, Ask] = {}
    for node in parse(source):
        if isinstance(node, Slot) and node.means is Means.ASKED and node.name not in wanted:
            wanted[node.name] = Ask(node.name, node.default or "", node.choices)
    return tuple(wanted.values())


def render(source: str, context: Context) -> Rendered:
    """Gives ``source`` filled in. Pure: the same context gives the same text."""
    writer = _Writer(context)
    for node in _nodes(source):
        writer.write(node)
    return writer.done()


def _nodes(source: str) -> Iterator[Node]:
    if "{" not in source and "}" not in source:
        if source:
            yield source
        return
    text: list[str] = []
    last = 0
    for match in _TOKEN.finditer(source):
        text.append(source[last : match.start()])
        last = match.end()
        if match["brace"]:
            text.append(match["brace"][0])
            continue
        slot = _slot(match)
        if slot is None:
            text.append(match[0])
            continue
        if joined := "".join(text):
            yield joined
        text.clear()
        yield slot
    text.append(source[last:])
    if joined := "".join(text):
        yield joined


def _slot(match: re.Match[str]) -> Slot | None:
    """Reads one match; None where it only looks like a placeholder (``{名+3}``, ``{名=x}``)."""
    name = match["name"]
    means = _NAMES.get(name.casefold(), Means.ASKED)
    if (match["shift"] or match["form"]) and means not in _SHIFTED:
        return None
    choices = tuple((match["choices"] or "").split("|")[1:])
    return Slot(
        means,
        name,
        match.start(),
        match.end(),
        int(match["shift"] or 0),
        match["form"] or "",
        match["default"],
        choices,
    )


class _Writer:
    """Puts messages together node by node."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._parts: list[Part] = []
        self._text = ""
        self._filled: list[Span] = []
        self._cut = False
        self._missing: dict[str, Ask] = {}
        self._troubles: list[Trouble] = []

    def write(self, node: Node) -> None:
        if isinstance(node, str):
            self._text += node
        elif node.means is Means.PART:
            self._end_part(self._text.rstrip())
        else:
            value = self._value(node)
            if value:
                self._filled.append(Span(len(self._text), len(self._text) + len(value)))
                self._text += value

    def done(self) -> Rendered:
        self._end_part(self._text)
        parts = tuple(self._parts) or (Part(""),)
        return Rendered(parts, tuple(self._missing.values()), tuple(self._troubles))

    def _end_part(self, text: str) -> None:
        """Ends a message. Blanks where a text was cut are nobody's wish; all others are kept."""
        if self._cut:
            text = text.lstrip()
        lead = len(self._text) - len(self._text.lstrip()) if self._cut else 0
        if text.strip():
            spans = (Span(s.start - lead, min(s.end - lead, len(text))) for s in self._filled)
            self._parts.append(Part(text, tuple(s for s in spans if 0 <= s.start < s.end)))
        self._text, self._filled, self._cut = "", [], True

    def _value(self, slot: Slot) -> str:
        context = self._context
        match slot.means:
            case Means.DATE | Means.TIME | Means.WEEKDAY:
                return self._date(slot)
            case Means.GREETING:
                return greeting(context.moment.hour, context.tongue)
            case Means.SHOP:
                return (
                    context.shop
                    or slot.default
                    or ("本店" if context.tongue is Tongue.ZH else "our shop")
                )
            case Means.AGENT:
                return (
                    context.agent
                    or slot.default
                    or ("小客服" if context.tongue is Tongue.ZH else "your agent")
                )
            case Means.BUYER:
                return (
                    context.buyer
                    or slot.default
                    or ("亲" if context.tongue is Tongue.ZH else "dear customer")
                )
            case Means.MOOD:
                return self._mood(slot)
            case Means.RANDOM:
                return (
                    slot.choices[context.pick(len(slot.choices)) % len(slot.choices)]
                    if slot.choices
                    else ""
                )
            case Means.CLIPBOARD:
                return context.clipboard
            case Means.BACK_AT | Means.AWAY_REASON | Means.AWAY_FOR:
                return self._away(slot)
            case Means.ASKED:
                return self._asked(slot, context.values.get(slot.name, ""))
        return ""

    def _asked(self, slot: Slot, value: str) -> str:
        if value or slot.default:
            return value or slot.default or ""
        self._missing.setdefault(slot.name, Ask(slot.name, "", slot.choices))
        return f"{{{slot.name}}}"

    def _away(self, slot: Slot) -> str:
        known = {
            Means.BACK_AT: self._context.back_at,
            Means.AWAY_REASON: self._context.away_reason,
            Means.AWAY_FOR: self._context.away_for,
        }
        return self._asked(slot, known[slot.means] or self._context.values.get(slot.name, ""))

    def _mood(self, slot: Slot) -> str:
        name = slot.default or ""
        written = self._context.write_mood(name)
        if written is None:
            self._trouble(slot, Problem.MOOD_UNKNOWN, name)
        return written or ""

    def _date(self, slot: Slot) -> str:
        try:
            moment = self._context.moment + timedelta(days=slot.shift)
        except OverflowError:
            self._trouble(slot, Problem.DATE_OUT_OF_RANGE, slot.name)
            return ""
        written = spell(moment, slot.form or slot.means.value, self._context.tongue)
        if written is None:
            self._trouble(slot, Problem.FORM_INVALID, slot.form)
            return ""
        return written

    def _trouble(self, slot: Slot, problem: Problem, word: str) -> None:
        self._troubles.append(Trouble(slot.start, slot.end, problem, word))
