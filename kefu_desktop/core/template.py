"""Says what must be asked for a text with placeholders, and gives the text as it will be sent.

What a placeholder is, :mod:`kefu_desktop.core.placeholders` says. Nothing here knows the time, the
shop or chance: they come in with the :class:`Context`, so the same context gives the same text.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from kefu_desktop.core.dates import Tongue, greeting, on_weekdays, spell, workday_from
from kefu_desktop.core.festivals import Lunar, festival_near
from kefu_desktop.core.fragments import Failure, Fragment, Unfolding
from kefu_desktop.core.placeholders import Means, Mistake, Node, Slot, parse, read


class Problem(StrEnum):
    """What is wrong with a placeholder."""

    MALFORMED = "malformed"
    MOOD_UNKNOWN = "mood-unknown"
    FORM_INVALID = "form-invalid"
    DATE_OUT_OF_RANGE = "date-out-of-range"
    IMAGE_MISSING = "image-missing"
    FRAGMENT_MISSING = "fragment-missing"
    FRAGMENT_CYCLE = "fragment-cycle"
    FRAGMENT_TOO_DEEP = "fragment-too-deep"
    FRAGMENT_IMAGE = "fragment-image"


class Trouble(NamedTuple):
    """A :class:`Problem` and its place in the source text. ``word`` is what it speaks of."""

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
    """A range of characters in a rendered text that came from a placeholder. The words of another
    reply that was taken in are not filled in but written.
    """

    start: int
    end: int


def _unknown_day(day: date) -> Lunar | None:
    return None


def _no_fragment(name: str) -> Fragment | None:
    return None


class Context(Struct, frozen=True):
    """What the world gives to a text when it is used.

    ``moment`` is the local time; ``values`` holds asked names and constants, and may also say what
    a name of ours stands for that the world gives (``买家``). ``write_mood`` gives a mood in the
    client's writing, None for an unknown one; ``fragment`` the reply of a title or shortcut, None
    where there is none; ``lunar`` the lunar day of a date, None where it is not known. ``images``
    is how many images the reply has.

    ``seed`` is chance: numbers that follow each other go through all that could be chosen, the
    first choice of a text turning fastest.
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
    is_workday: Callable[[date], bool] = on_weekdays
    lunar: Callable[[date], Lunar | None] = _unknown_day
    fragment: Callable[[str], Fragment | None] = _no_fragment
    seed: int = 0
    images: int = 0


class Part(Struct, frozen=True):
    """One message, and which of its characters were filled in.

    ``image`` makes it an image, the reply's of that number from 0 on; its text is empty then.
    """

    text: str
    filled: tuple[Span, ...] = ()
    image: int | None = None


class Rendered(Struct, frozen=True):
    """A text as it will be sent: its messages in order, what is still missing, and what is wrong.

    A missing value stands in the text as its placeholder, so that it can be seen. ``unanswered`` is
    ``missing`` and what has a default, which stands in the text. Images that the text does not
    place come after it. There is always a part; one without text or image has nothing to send.
    """

    parts: tuple[Part, ...]
    missing: tuple[Ask, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    unanswered: tuple[Ask, ...] = ()


def asks(source: str, context: Context) -> tuple[Ask, ...]:
    """Gives what the user can be asked about this text, each name once, in order, also where there
    is a default.
    """
    return render(source, replace(context, values={})).unanswered


def render(source: str, context: Context) -> Rendered:
    """Gives ``source`` filled in. Pure: the same context gives the same text."""
    reading = read(source)
    writer = _Writer(context)
    for mistake in reading.mistakes:
        writer.mistaken(mistake)
    unfolding = Unfolding(context.fragment, writer.pick, writer.unfolded_badly, writer.mistaken)
    nodes = tuple(unfolding.unfold(reading.nodes))
    writer.gather(nodes)
    for node in nodes:
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
        self._chance = context.seed
        self._parts: list[Part] = []
        self._text = ""
        self._filled: list[Span] = []
        self._cut = False
        self._placed = 0
        self._asks: dict[str, Ask] = {}
        self._unanswered: dict[str, Ask] = {}
        self._troubles: list[Trouble] = []

    def pick(self, count: int) -> int:
        """Gives the next choice of one of ``count``."""
        self._chance, chosen = divmod(self._chance, count)
        return chosen

    def mistaken(self, mistake: Mistake) -> None:
        """Takes note of what would be sent as it stands."""
        self._troubles.append(Trouble(mistake.start, mistake.end, Problem.MALFORMED, ""))

    def unfolded_badly(self, slot: Slot, failure: Failure, name: str) -> None:
        """Takes note of a fragment that could not be taken in."""
        self._trouble(slot, Problem(f"fragment-{failure.value}"), name)

    def gather(self, nodes: Iterable[Node]) -> None:
        """Learns what is asked for. A name is one value: what one place says of it, its default or
        its choices, holds in all of them.
        """
        for node in nodes:
            if isinstance(node, Slot) and node.means is Means.ASKED:
                known = self._asks.get(node.name, Ask(node.name))
                default, choices = known.default or node.default or "", known.choices
                self._asks[node.name] = Ask(node.name, default, choices or node.choices)

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
        unanswered = tuple(self._unanswered.values())
        return Rendered(
            tuple(self._parts) or (Part(""),),
            tuple(ask for ask in unanswered if not ask.default),
            tuple(sorted(self._troubles)),
            unanswered,
        )

    def _place_image(self, slot: Slot) -> None:
        if self._placed == self._context.images:
            self._trouble(slot, Problem.IMAGE_MISSING, slot.name)
            return
        self._parts.append(Part("", image=self._placed))
        self._placed += 1

    def _end_part(self, text: str) -> None:
        """Ends a message. Blanks where a text was cut are nobody's wish; all others are kept."""
        spans = tuple(self._filled)
        lead = 0
        if self._cut:
            text = text.lstrip()
            lead = len(self._text) - len(self._text.lstrip())
        if lead + len(text) < len(self._text) or lead:
            moved = (Span(max(0, s.start - lead), min(s.end - lead, len(text))) for s in spans)
            spans = tuple(span for span in moved if span.start < span.end)
        if text.strip():
            self._parts.append(Part(text, spans))
        self._text, self._filled, self._cut = "", [], True

    def _value(self, slot: Slot) -> str:
        context = self._context
        match slot.means:
            case Means.DATE | Means.TIME | Means.WEEKDAY:
                return self._date(slot)
            case Means.GREETING:
                return greeting(context.moment.hour, context.tongue)
            case Means.SHOP:
                return self._named(slot, context.shop, "本店", "our shop")
            case Means.AGENT:
                return self._named(slot, context.agent, "小客服", "your agent")
            case Means.BUYER:
                return self._named(slot, context.buyer, "亲", "dear customer")
            case Means.FESTIVAL:
                return self._festival(slot)
            case Means.MOOD:
                return self._mood(slot)
            case Means.RANDOM:
                return slot.choices[self.pick(len(slot.choices))]
            case Means.CLIPBOARD | Means.BACK_AT | Means.AWAY_REASON | Means.AWAY_FOR:
                return self._given(slot)
            case Means.ASKED:
                return self._asked(self._asks[slot.name], context.values.get(slot.name, ""))
        return ""

    def _asked(self, ask: Ask, value: str) -> str:
        if value:
            return value
        self._unanswered.setdefault(ask.name, ask)
        return ask.default or f"{{{ask.name}}}"

    def _given(self, slot: Slot) -> str:
        """What the world has not given is asked for: a text with a hole in it is never sent."""
        known = {
            Means.CLIPBOARD: self._context.clipboard,
            Means.BACK_AT: self._context.back_at,
            Means.AWAY_REASON: self._context.away_reason,
            Means.AWAY_FOR: self._context.away_for,
        }
        ask = Ask(slot.name, slot.default or "", slot.choices)
        return self._asked(ask, known[slot.means] or self._context.values.get(slot.name, ""))

    def _named(self, slot: Slot, given: str, zh: str, en: str) -> str:
        """Gives who is meant: what this use says, what is known, the default, a word for anyone."""
        usual = zh if self._context.tongue is Tongue.ZH else en
        return self._context.values.get(slot.name) or given or slot.default or usual

    def _festival(self, slot: Slot) -> str:
        """Gives its name, within the words of the form where there is one."""
        context = self._context
        near = festival_near(context.moment.date(), context.lunar)
        if near is None:
            return slot.default or ""
        name = near.name(context.tongue)
        # The word for it in the form, in the language of the placeholder or in English.
        for word in (slot.name, "节日", Means.FESTIVAL.value):
            if word in slot.form:
                return slot.form.replace(word, name)
        return slot.form or name

    def _mood(self, slot: Slot) -> str:
        name = (slot.default or "").strip()
        written = self._context.write_mood(name)
        if written is None:
            self._trouble(slot, Problem.MOOD_UNKNOWN, name)
        return written or ""

    def _date(self, slot: Slot) -> str:
        moment = self._context.moment
        try:
            if slot.workdays:
                day = workday_from(moment.date(), slot.shift, self._context.is_workday)
                moment = datetime.combine(day, moment.timetz())
            elif slot.shift:
                moment += timedelta(days=slot.shift)
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
