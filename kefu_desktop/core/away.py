"""Which reply says to buyers that nobody is there, and in what words it says why and until when.

A rule names replies by tag, by category or by shortcut, for a reason and perhaps for some hours of
the day. Those that speak of being back are never sent by somebody who leaves, whatever else is said
of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from kefu_desktop.core.dates import Tongue, spell
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Millis, Reply
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.core.schedule import Hours, Shift, shifts_from
from kefu_desktop.core.standing import Away, Reason, Returning, State

BACK = "back"
"""The rule that tells which replies speak of being back."""


class Rule(Struct, frozen=True):
    """For ``occasion`` (a :class:`Reason`, or :data:`BACK`) the replies that ``words`` name,
    between ``hours`` or at any time.
    """

    occasion: str
    words: tuple[str, ...]
    hours: Shift | None = None

    def holds_at(self, minute: int) -> bool:
        """Whether it holds at so many minutes after midnight."""
        if self.hours is None:
            return True
        begins, ends = self.hours
        return begins <= minute < ends or begins <= minute + 1440 < ends


Rules = tuple[Rule, ...]

_USUAL: Mapping[str, tuple[str, ...]] = {
    Reason.LUNCH: ("午休", "lunch", "午餐"),
    Reason.MEETING: ("开会", "meeting", "会议", "會議", "開會"),
    Reason.OFF_HOURS: ("下班", "off-hours"),
    Reason.HOLIDAY: ("节假日", "holidays", "假期"),
    Reason.BUSY: ("忙碌", "busy-away", "busy"),
    Reason.SOON: ("马上回来", "back-soon", "馬上回來"),
    Reason.OTHER: (),
    BACK: ("回来", "back-again", "回來"),
}
_IN_PLACE: Mapping[Reason, tuple[Reason, ...]] = {
    Reason.LUNCH: (Reason.SOON, Reason.BUSY),
    Reason.MEETING: (Reason.BUSY, Reason.SOON),
    Reason.OFF_HOURS: (),
    Reason.HOLIDAY: (Reason.OFF_HOURS,),
    Reason.BUSY: (),
    Reason.SOON: (Reason.OTHER, Reason.BUSY),
    Reason.OTHER: (Reason.BUSY, Reason.SOON),
}
"""Whose replies do where a library has none for a reason. Nobody who is at lunch says they have
gone home.
"""
_SAID: Mapping[str, Reason] = {
    **{reason.value: reason for reason in Reason},
    **{word: Reason(one) for one, words in _USUAL.items() if one != BACK for word in words},
    "午饭": Reason.LUNCH,
    "吃饭": Reason.LUNCH,
    "放假": Reason.HOLIDAY,
    "holiday": Reason.HOLIDAY,
    "忙": Reason.BUSY,
    "其他": Reason.OTHER,
}
_MOST_WORDS = 40


def rules_from(written: Mapping[str, str]) -> Rules:
    """Gives the rules: those written (``{"lunch": "午休", "soon 22:00-06:00": "下班 ;xb"}``) and,
    for occasions of which nothing is written, the usual ones. Those for some hours come first.

    Raises :class:`InvalidInput` (SETTING_INVALID) with what cannot be read.
    """
    own = [_rule(key, value) for key, value in written.items()]
    said = {rule.occasion for rule in own if rule.hours is None}
    usual = (Rule(occasion, words) for occasion, words in _USUAL.items() if occasion not in said)
    return tuple(sorted([*own, *usual], key=lambda rule: rule.hours is None))


def _rule(key: str, value: str) -> Rule:
    name, _, hours = key.strip().partition(" ")
    occasion = BACK if name.casefold() in _USUAL[BACK] + (BACK,) else _SAID.get(name.casefold())
    shifts = shifts_from(hours)
    words = tuple(word for word in re.split(r"[\s,，、]+", value) if word)
    if occasion is None or len(shifts) > 1 or len(words) > _MOST_WORDS:
        allowed = "|".join([*(reason.value for reason in Reason), BACK])
        raise InvalidInput(
            Code.SETTING_INVALID, name="away.rules", value=key.strip()[:60], allowed=allowed
        )
    return Rule(str(occasion), words, shifts[0] if shifts else None)


def reason_from(said: str) -> tuple[Reason, str]:
    """Gives which reason is meant by what somebody typed, and their own words where it is none of
    the known ones.
    """
    text = " ".join(said.split())
    known = _SAID.get(text.casefold())
    return (known, "") if known is not None else (Reason.OTHER if text else Reason.SOON, text)


class Candidate(Struct, frozen=True):
    """A reply of the kind ``away``, and the names of the categories that it lies in."""

    reply: Reply
    path: tuple[str, ...] = ()

    def is_named_by(self, word: str) -> bool:
        """Whether ``word`` is its shortcut (``;fh``), one of its tags or of its categories."""
        if word.startswith((";", "；")):
            return self.reply.shortcut.casefold() == word[1:].casefold()
        folded = word.casefold()
        return any(one.casefold() == folded for one in (*self.reply.tags, *self.path))


def for_leaving(
    rules: Rules, reason: Reason, minute: int, candidates: Sequence[Candidate]
) -> tuple[Reply, ...]:
    """Gives the replies for ``reason`` at so many minutes after midnight, the fittest first, each
    once; in the order of ``candidates`` where nothing tells them apart, favourites first.
    """
    leaving = [one for one in candidates if not _is_named(rules, BACK, one)]
    found: list[Candidate] = []
    for occasion in (reason, *_IN_PLACE[reason]):
        if occasion is Reason.OTHER:
            found += _speaking_of_reason(leaving)
        for rule in rules:
            if rule.occasion == occasion and rule.holds_at(minute):
                for word in rule.words:
                    found += sorted(
                        (one for one in leaving if one.is_named_by(word)),
                        key=lambda one: not one.reply.favourite,
                    )
    found += (one for one in leaving if not _is_for_some_reason(rules, one))
    return _each_once(found)


def for_coming_back(
    rules: Rules, reason: Reason, candidates: Sequence[Candidate]
) -> tuple[Reply, ...]:
    """Gives the replies that ask those for patience who waited, those for ``reason`` first, none
    that speaks of another reason.
    """
    back = [one for one in candidates if _is_named(rules, BACK, one)]
    fitting = [one for one in back if _is_named(rules, reason, one)]
    general = [one for one in back if not _is_for_some_reason(rules, one)]
    return _each_once([*fitting, *general])


def _is_named(rules: Rules, occasion: str, one: Candidate) -> bool:
    words = (word for rule in rules if rule.occasion == occasion for word in rule.words)
    return any(one.is_named_by(word) for word in words)


def _is_for_some_reason(rules: Rules, one: Candidate) -> bool:
    return any(_is_named(rules, reason, one) for reason in Reason)


def _speaking_of_reason(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    for one in candidates:
        nodes = (node for variant in one.reply.variants for node in parse(variant.text))
        if any(isinstance(node, Slot) and node.means is Means.AWAY_REASON for node in nodes):
            yield one


def _each_once(found: Iterable[Candidate]) -> tuple[Reply, ...]:
    return tuple({one.reply.uid: one.reply for one in found}.values())


class Script(StrEnum):
    """How a reply is written, which its reasons and times must be too."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    ENGLISH = "english"


_HAN = re.compile(r"[\u4e00-\u9fff]")
_TRADITIONAL = re.compile(r"[們來時會這個對說請問點過還後發訂單貨價錢離開為讓覆買賣麼樣謝]")

_REASONS: Mapping[Reason, tuple[str, str, str]] = {
    Reason.LUNCH: ("午休", "午休", "lunch"),
    Reason.MEETING: ("开会", "開會", "a meeting"),
    Reason.OFF_HOURS: ("下班", "下班", "the end of the working day"),
    Reason.HOLIDAY: ("放假", "放假", "the holidays"),
    Reason.BUSY: ("手头有事", "手頭有事", "other work"),
}


def script_of(text: str) -> Script:
    """Gives how ``text`` is written."""
    if not _HAN.search(text):
        return Script.ENGLISH
    return Script.TRADITIONAL if _TRADITIONAL.search(text) else Script.SIMPLIFIED


def say_reason(reason: Reason, note: str, script: Script) -> str:
    """Gives why somebody is away, for a sentence that says so; empty where there is nothing to
    say.
    """
    if note or reason not in _REASONS:
        return note
    return _REASONS[reason][list(Script).index(script)]


def say_return(until: datetime | None, now: datetime, script: Script) -> str:
    """Gives when somebody will be back, both local times; empty where nobody knows, or where it is
    past: a promise that was broken is not made once more.
    """
    if until is None or until <= now:
        return ""
    tongue = Tongue.EN if script is Script.ENGLISH else Tongue.ZH
    clock = spell(until, "HH:mm", tongue) or ""
    days = (until.date() - now.date()).days
    if script is Script.ENGLISH:
        day = spell(until, "EEEE" if days < 7 else "d MMM", tongue)
        return (
            f"at {clock}" if not days else f"{'tomorrow' if days == 1 else f'on {day}'} at {clock}"
        )
    if days <= 1:
        return f"明天{clock}" if days else clock
    day = spell(until, "E" if days < 7 else "M月d日", tongue) or ""
    return f"{day.replace('周', '週') if script is Script.TRADITIONAL else day}{clock}"


def say_span(millis: int, script: Script) -> str:
    """Gives how long something takes or took, as people say it: at least a minute."""
    minutes = max(1, round(millis / 60_000))
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        days = round(hours / 24)
        return f"{days} days" if script is Script.ENGLISH else f"{days}天"
    if script is Script.ENGLISH:
        said = [_count(hours, "hour"), _count(rest, "minute")]
        return " ".join(word for word in said if word)
    hour, minute = ("小時", "分鐘") if script is Script.TRADITIONAL else ("小时", "分钟")
    return (f"{hours}{hour}" if hours else "") + (f"{rest}{minute}" if rest else "")


def _count(number: int, what: str) -> str:
    return "" if not number else f"{number} {what}{'s' if number > 1 else ''}"


class AwayWords(Struct, frozen=True):
    """What ``{回来时间}``, ``{离开原因}`` and ``{离开时长}`` stand for; empty where there is
    nothing to say, so that the default of the reply says it.
    """

    back_at: str = ""
    reason: str = ""
    span: str = ""


def words_for(
    state: State, text: str, now: Millis, local: Callable[[Millis], datetime]
) -> AwayWords:
    """Gives the words for ``text``, written as it is. ``local`` gives a moment as the clock on the
    wall shows it.

    Away and busy look ahead: ``span`` is how long it still takes. Back again it is how long it was.
    """
    script, phase = script_of(text), state.phase
    if isinstance(phase, Returning):
        took = say_span(phase.since - phase.away.since, script)
        return AwayWords("", say_reason(phase.away.reason, phase.away.note, script), took)
    if isinstance(phase, Away):
        until, reason = phase.until, say_reason(phase.reason, phase.note, script)
    elif state.busy is not None:
        until, reason = state.busy.until, say_reason(Reason.BUSY, "", script)
    else:
        return AwayWords()
    if until is None or until <= now:
        return AwayWords(reason=reason)
    back_at = say_return(local(until), local(now), script)
    return AwayWords(back_at, reason, say_span(until - now, script))


SOON = timedelta(minutes=20)
"""Whoever leaves by hand so long before hours end leaves because they end."""


def likely(hours: Hours | None, at: datetime) -> tuple[Reason, datetime | None]:
    """Gives why somebody most likely leaves who does not say it, and until when; local times."""
    if hours is None:
        if 11 <= at.hour < 14:
            return Reason.LUNCH, None
        return (Reason.OFF_HOURS if at.hour >= 21 or at.hour < 6 else Reason.SOON), None
    for span in (hours.now, hours.then):
        near = span is not None and (span.since is None or span.since - at <= SOON)
        if span is not None and span.reason is not None and near:
            return span.reason, span.until
    return Reason.SOON, None


def expected(hours: Hours | None, reason: Reason) -> datetime | None:
    """Gives until when the schedule has somebody away for ``reason`` who leaves now; None where it
    does not say.
    """
    spans = () if hours is None else (hours.now, hours.then)
    fitting = (span for span in spans if span is not None and span.reason is reason)
    return next((span.until for span in fitting), None)
