"""Where the agent stands, in words: the same in tray, panel and notices.

A tooltip stays on the screen for as long as it likes, so what goes into one names moments and never
how long something has lasted; that is said where it is kept true.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from kefu_desktop.app.attendance import PasteHint
from kefu_desktop.app.working_hours import local_time
from kefu_desktop.core import schedule
from kefu_desktop.core.away import Script, say_span
from kefu_desktop.core.clients import ClientKey
from kefu_desktop.core.dates import Tongue, spell
from kefu_desktop.core.model import Millis
from kefu_desktop.core.schedule import Week
from kefu_desktop.core.standing import (
    Away,
    Busy,
    Cause,
    Got,
    Here,
    Reason,
    Returning,
    Sort,
    State,
    Stretch,
    Warned,
)

Named = Callable[[ClientKey, str], str]
"""Gives what the windows call a client, or the program where no client is known."""


def reason(why: Reason, note: str = "") -> str:
    """Names a reason; the agent's own words come first."""
    translate = QCoreApplication.translate
    return (
        note
        or {
            Reason.LUNCH: translate("Presence", "Lunch"),
            Reason.MEETING: translate("Presence", "Meeting"),
            Reason.OFF_HOURS: translate("Presence", "Off work"),
            Reason.HOLIDAY: translate("Presence", "Holiday"),
            Reason.BUSY: translate("Presence", "Busy"),
            Reason.SOON: translate("Presence", "Back soon"),
            Reason.OTHER: translate("Presence", "Something else"),
        }[why]
    )


def cause(why: Cause) -> str:
    """Says what made the program count somebody as away; empty where they said so themselves."""
    translate = QCoreApplication.translate
    return {
        Cause.HAND: "",
        Cause.IDLE: translate("Presence", "nothing was touched"),
        Cause.LOCK: translate("Presence", "screen locked"),
        Cause.SLEEP: translate("Presence", "machine asleep"),
        Cause.SCHEDULE: translate("Presence", "by the working hours"),
    }[why]


def standing(state: State) -> str:
    """Says in a few words where the agent stands."""
    translate = QCoreApplication.translate
    match state.phase:
        case Away() as away:
            said = translate("Presence", "Away · {reason}")
            return said.format(reason=reason(away.reason, away.note))
        case Warned():
            return translate("Presence", "Still there?")
        case Returning() if state.busy is None:
            return translate("Presence", "Just back")
    return translate("Presence", "Here") if state.busy is None else translate("Presence", "Busy")


def moments(state: State, now: Millis) -> str:
    """Says since when, and until when as far as that is known; empty where there is nothing to
    say.
    """
    translate = QCoreApplication.translate
    match state.phase:
        case Away() as away:
            said = translate("Presence", "since {since}").format(since=clock(away.since, now))
            return _expected(said, away.until, now)
        case Warned() as asked:
            said = translate("Presence", "counts as away from {time} on")
            return said.format(time=clock(asked.leaves_at, now, seconds=True))
    if state.busy is not None:
        said = translate("Presence", "until {time}")
        return said.format(time=clock(state.busy.until, now))
    if isinstance(state.phase, Returning):
        said = translate("Presence", "since {since}")
        return said.format(since=clock(state.phase.since, now))
    return ""


def lasting(state: State, now: Millis) -> str:
    """Says what :func:`moments` says, and how long it has lasted."""
    translate = QCoreApplication.translate
    if isinstance(state.phase, Away):
        away = state.phase
        said = translate("Presence", "since {since}, {span} so far").format(
            since=clock(away.since, now), span=span(now - away.since)
        )
        return _expected(said, away.until, now)
    if isinstance(state.phase, Returning) and state.busy is None:
        gone = state.phase.since - state.phase.away.since
        said = translate("Presence", "you were away for {span}")
        return said.format(span=span(gone))
    if isinstance(state.phase, Here | Returning) and isinstance(state.busy, Busy):
        said = translate("Presence", "slow to answer until {time}, {span} left")
        left = max(0, state.busy.until - now)
        return said.format(time=clock(state.busy.until, now), span=span(left))
    return moments(state, now)


def _expected(said: str, until: Millis | None, now: Millis) -> str:
    if until is None:
        return said
    if until <= now:
        late = QCoreApplication.translate("Presence", "{said}; was expected back at {time}")
        return late.format(said=said, time=clock(until, now))
    back = QCoreApplication.translate("Presence", "{said}; expected back at {time}")
    return back.format(said=said, time=clock(until, now))


def next_change(hours: schedule.Hours | None, now: Millis) -> str:
    """Says what the working hours bring next and when; empty where they bring nothing."""
    if hours is None or hours.then is None or hours.then.since is None:
        return ""
    translate = QCoreApplication.translate
    then = hours.then.reason
    what = translate("Presence", "work begins") if then is None else reason(then)
    time = moment(hours.then.since, local_time(now))
    return translate("Presence", "{time} {what}").format(time=time, what=what)


def clock(at: Millis, now: Millis, *, seconds: bool = False) -> str:
    """Gives the time of day, and the day where that is not today."""
    return moment(local_time(at), local_time(now), seconds=seconds)


def moment(at: datetime, now: datetime, *, seconds: bool = False) -> str:
    """Gives the time of day of a local time, and the day where that is not today."""
    tongue = _tongue()
    said = spell(at, "HH:mm:ss" if seconds else "HH:mm", tongue) or ""
    return said if at.date() == now.date() else f"{day(at, now)} {said}"


def day(at: datetime, now: datetime) -> str:
    """Names a day as it is seen from today."""
    translate = QCoreApplication.translate
    apart = (at.date() - now.date()).days
    near = {
        0: translate("Presence", "Today"),
        1: translate("Presence", "tomorrow"),
        -1: translate("Presence", "yesterday"),
    }.get(apart)
    if near is not None:
        return near
    return spell(at, "E" if abs(apart) < 7 else "date", _tongue()) or ""


def span(millis: int) -> str:
    """Says how long something takes or took, at least a minute."""
    return say_span(millis, _script())


def where(hint: PasteHint, named: Named) -> str:
    """Says where in a client a text is put that answers by itself."""
    place = hint.zh if _tongue() is Tongue.ZH else hint.en
    said = QCoreApplication.translate("Presence", "{client}: {place}")
    return said.format(client=named(hint.client, ""), place=place)


def got(rows: tuple[Got, ...], named: Named) -> str:
    """Says which chats got the message and how often; empty where none did."""
    translate = QCoreApplication.translate
    one = translate("Presence", "{client} {count}×")
    said = (
        one.format(client=named(row.client, row.program) or _unknown(), count=row.count)
        for row in rows
    )
    return translate("Presence", ", ").join(said)


def stretch(one: Stretch, named_day: str, now: Millis) -> str:
    """Says one line of the history: when, why, how long, how often the message was pasted."""
    translate = QCoreApplication.translate
    why = translate("Presence", "Busy") if one.sort is Sort.BUSY else reason(one.reason, one.note)
    since, ended = local_time(one.since), local_time(one.ended)
    times = f"{_hands(since)}–{_until(since, ended, now)}"
    facts = [cause(one.cause) if one.sort is Sort.AWAY else ""]
    if one.pasted:
        facts.append(translate("Presence", "message pasted {count}×").format(count=one.pasted))
    said = translate("Presence", "{day} {times}  {why}, {span}").format(
        day=named_day, times=times, why=why, span=span(one.ended - one.since)
    )
    return " · ".join(fact for fact in (said, *facts) if fact)


def _hands(at: datetime) -> str:
    return spell(at, "HH:mm", _tongue()) or ""


def _until(since: datetime, ended: datetime, now: Millis) -> str:
    if since.date() == ended.date():
        return _hands(ended)
    if ended.date() - since.date() == timedelta(days=1):
        return QCoreApplication.translate("Presence", "{time} the next day").format(
            time=_hands(ended)
        )
    return moment(ended, local_time(now))


def week(shifts: Week) -> tuple[str, ...]:
    """Says the hours of a week, a line for days in a row with the same hours."""
    runs: list[tuple[int, int]] = []
    for one in range(7):
        if not shifts.get(one):
            continue
        if runs and runs[-1][1] == one - 1 and shifts.get(one - 1) == shifts[one]:
            runs[-1] = runs[-1][0], one
        else:
            runs.append((one, one))
    return tuple(f"{days(first, last)} {_shifts(shifts, first)}" for first, last in runs)


def days(first: int, last: int) -> str:
    """Names days of the week in a row, Monday is 0."""
    translate = QCoreApplication.translate
    if (first, last) == (0, 6):
        return translate("Presence", "Every day")
    if first == last:
        return weekday(first)
    return translate("Presence", "{first} to {last}").format(
        first=weekday(first), last=weekday(last)
    )


def weekday(number: int) -> str:
    """Names a day of the week, Monday is 0."""
    monday = datetime(2024, 1, 1)  # noqa: DTZ001 - a name is wanted, no moment
    return spell(monday + timedelta(days=number), "E", _tongue()) or ""


def _shifts(shifts: Week, at: int) -> str:
    next_day = QCoreApplication.translate("Presence", "{time} the next day")

    def minute(number: int) -> str:
        return f"{number // 60:02d}:{number % 60:02d}"

    def until(number: int) -> str:
        return minute(number) if number <= 1440 else next_day.format(time=minute(number - 1440))

    return " ".join(f"{minute(one.begins)}–{until(one.ends)}" for one in shifts.get(at, ()))


def _unknown() -> str:
    return QCoreApplication.translate("Presence", "unknown program")


def in_chinese() -> bool:
    """Whether the windows speak Chinese."""
    return _tongue() is Tongue.ZH


def _tongue() -> Tongue:
    # Set along with the translations, so it is the language of the windows, not of the desktop.
    chinese = QLocale().language() == QLocale.Language.Chinese
    return Tongue.ZH if chinese else Tongue.EN


def _script() -> Script:
    if _tongue() is Tongue.EN:
        return Script.ENGLISH
    traditional = QLocale().script() == QLocale.Script.TraditionalChineseScript
    return Script.TRADITIONAL if traditional else Script.SIMPLIFIED
