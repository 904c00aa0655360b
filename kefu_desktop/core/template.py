"""Says what must be asked for a text with placeholders, and gives the text as it will be sent.

What a placeholder is, :mod:`kefu_desktop.core.placeholders` says. Nothing here knows the time, the
shop or chance: they come in with the :class:`Context`, so the same context gives the same text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from kefu_desktop.core.dates import Tongue, greeting, spell
from kefu_desktop.core.placeholders import Means, Node, Slot, parse


class Problem(StrEnum):
    """What is wrong with a placeholder that is otherwise understood."""

    MOOD_UNKNOWN = "mood-unknown"
    FORM_INVALID = "form-invalid"
    DATE_OUT_OF_RANGE = "date-out-of-range"
    IMAGE_MISSING = "image-missing"


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
class Context:
    """What the world gives to a text when it is used.

    ``moment`` is the local time; ``values`` holds asked names and constants; ``write_mood`` gives a
    mood in the client's writing or None for an unknown one; ``pick`` chooses one of ``n`` by
    number. ``images`` is how many images the reply has.
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
    images: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One message, and which of its characters were filled in.

    ``image`` makes it an image, the reply's of that number from 0 on; its text is empty then.
    """

    text: str
    filled: tuple[Span, ...] = ()
    image: int | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as it will be sent: its messages in order, what is still missing, and what is wrong.

    A missing value stands in the text as its placeholder, so that it can be seen. Images that the
    text does not place come after it. There is always a part; one without text or image has nothing
    to send.
    """

    parts: tuple[Part, ...]
    missing: tuple[Ask, ...] = ()
    troubles: tuple[Trouble, ...] = ()


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
    for node in parse(source):
        writer.write(node)
    return writer.done()


def count_parts(source: str, images: int = 0) -> int:
    """Gives how many messages a reply is sent as, as far as can be told before it is filled in: a
    placeholder is taken to leave something.
    """
    if "{" not in source:
        return max(1, images + bool(source.strip()))
    count, written = images, False
    for node in parse(source):
        if isinstance(node, str):
            written = written or bool(node.strip())
        elif node.means in {Means.PART, Means.IMAGE}:
            count, written = count + written, False
        else:
            written = written or node.means is not Means.CURSOR
    return max(1, count + written)


class _Writer:
    """Puts messages together node by node."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._parts: list[Part] = []
        self._text = ""
        self._filled: list[Span] = []
        self._cut = False
        self._placed = 0
        self._missing: dict[str, Ask] = {}
        self._troubles: list[Trouble] = []

    def write(self, node: Node) -> None:
        if isinstance(node, str):
            self._text += node
        elif node.means in {Means.PART, Means.IMAGE}:
            self._end_part(self._text.rstrip())
            if node.means is Means.IMAGE:
                self._place_image(node)
        else:
            value = self._value(node)
            if value:
                self._filled.append(Span(len(self._text), len(self._text) + len(value)))
                self._text += value

    def done(self) -> Rendered:
        images = self._context.images
        if self._cut or (images and not self._text.strip()):
            self._end_part(self._text)
        else:
            self._parts.append(Part(self._text, tuple(self._filled)))
        self._parts += (Part("", image=number) for number in range(self._placed, images))
        parts = tuple(self._parts) or (Part(""),)
        return Rendered(parts, tuple(self._missing.values()), tuple(self._troubles))

    def _place_image(self, slot: Slot) -> None:
        if self._placed == self._context.images:
            self._trouble(slot, Problem.IMAGE_MISSING, slot.name)
            return
        self._parts.append(Part("", image=self._placed))
        self._placed += 1

    def _end_part(self, text: str) -> None:
        """Ends a message. Blanks where a text was cut are nobody's wish; all others are kept."""
        lead = 0
        if self._cut:
            text = text.lstrip()
            lead = len(self._text) - len(self._text.lstrip())
        if text.strip():
            spans = (
                Span(max(0, s.start - lead), min(s.end - lead, len(text))) for s in self._filled
            )
            self._parts.append(Part(text, tuple(s for s in spans if s.start < s.end)))
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
                return slot.choices[context.pick(len(slot.choices)) % len(slot.choices)]
            case Means.CLIPBOARD | Means.BACK_AT | Means.AWAY_REASON | Means.AWAY_FOR:
                return self._given(slot)
            case Means.ASKED:
                return self._asked(slot, context.values.get(slot.name, ""))
        return ""

    def _asked(self, slot: Slot, value: str) -> str:
        if value or slot.default:
            return value or slot.default or ""
        self._missing.setdefault(slot.name, Ask(slot.name, "", slot.choices))
        return f"{{{slot.name}}}"

    def _given(self, slot: Slot) -> str:
        """What the world has not given is asked for: a text with a hole in it is never sent."""
        known = {
            Means.CLIPBOARD: self._context.clipboard,
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
