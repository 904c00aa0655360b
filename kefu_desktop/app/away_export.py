"""Texts for the auto replies that chat clients have of their own, all at once: for each client a
text in its emoticons and of its length.

Such a text stays in the client for weeks. So of times only that is in it which is the same each
day, the end of lunch; everything else is left to the reply's own words.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from msgspec import Struct

from kefu_desktop.app.away_messages import AutoReply, AwayMessages, Gathered
from kefu_desktop.app.clients import KnownClients
from kefu_desktop.app.events import Events, WentWrong
from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.app.ports import Clock
from kefu_desktop.app.working_hours import WorkingHours, local_time, moment_of
from kefu_desktop.core.away import AwayWords, say_reason, script_of, words_for
from kefu_desktop.core.clients import Client
from kefu_desktop.core.errors import Code, KefuError, MachineFault
from kefu_desktop.core.model import Millis
from kefu_desktop.core.schedule import Span
from kefu_desktop.core.standing import Away, Cause, Reason, State

EXPORTED = (Reason.LUNCH, Reason.MEETING, Reason.OFF_HOURS, Reason.HOLIDAY, Reason.BUSY)
"""What texts are written for where nothing is asked for."""


class Spoken(Struct, frozen=True):
    """How a sheet speaks to its reader: ``heading`` of a client and where a text is put there,
    ``reason``, and ``cut`` below a text that is longer than its client takes.
    """

    chinese: bool
    heading: Callable[[str, str], str]
    reason: Callable[[Reason], str]
    cut: str


def answering(messages: AwayMessages, clients: KnownClients) -> tuple[Client, ...]:
    """Gives the clients that are known to take a text of one's own."""
    return tuple(client for client in clients.all if client.key in messages.hints())


def sheet(found: Iterable[AutoReply], spoken: Spoken) -> Iterator[str]:
    """Lays texts out for people: a heading for each client, below it a text for each reason."""
    before: Client | None = None
    for one in found:
        if one.client != before:
            before, hint = one.client, one.hint
            name = before.zh if spoken.chinese else before.en
            where = "" if hint is None else hint.zh if spoken.chinese else hint.en
            yield spoken.heading(name, where)
        yield f"【{spoken.reason(one.reason)}】"
        yield one.message.text
        if one.cut:
            yield spoken.cut
        yield ""


def write_sheet(file: Path, lines: Iterable[str]) -> None:
    """Writes a sheet; raises :class:`MachineFault` (FILE_UNWRITABLE)."""
    try:
        file.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise MachineFault(Code.FILE_UNWRITABLE, path=str(file)) from error


class AutoReplies(Struct, frozen=True):
    """Writes them all for the windows. ``on_gui`` hands a call over to the GUI thread, on which
    texts are made; ``lane`` is where files are written.
    """

    messages: AwayMessages
    hours: WorkingHours
    clients: KnownClients
    clock: Clock
    events: Events
    lane: Lane
    on_gui: Callable[[Callable[[], None]], None]

    def write(self, file: Path, spoken: Spoken, done: Callable[[int], None]) -> None:
        """Writes a sheet into ``file``, and calls ``done`` on the GUI thread with how many texts
        are in it; with 0 where the library has none, then nothing is written. What goes wrong is
        published.
        """

        def gathered(reading: "Future[Gathered]") -> None:
            if self._in_order(reading):
                self.on_gui(lambda: lay_out(reading.result()))

        def lay_out(away: Gathered) -> None:
            clients, now = answering(self.messages, self.clients), Millis(self.clock.now())
            found = [*auto_replies(self.messages, away, clients, EXPORTED, self.hours, now)]
            if not found:
                done(0)
                return
            writing = self.lane.submit(write_sheet, file, [*sheet(found, spoken)])
            writing.add_done_callback(lambda written: wrote(written, len(found)))

        def wrote(writing: "Future[None]", count: int) -> None:
            if self._in_order(writing):
                self.on_gui(lambda: done(count))

        self.messages.gather().add_done_callback(gathered)

    def _in_order(self, job: "Future[Any]") -> bool:
        error = job.exception()
        if isinstance(error, KefuError):
            self.events.publish(WentWrong(error))
        else:
            log_failure(job)
        return error is None


def auto_replies(
    messages: AwayMessages,
    gathered: Gathered,
    clients: Iterable[Client],
    reasons: Iterable[Reason],
    hours: WorkingHours,
    now: Millis,
) -> Iterator[AutoReply]:
    """Gives a text for each of ``clients`` and ``reasons``, in their order; none where the library
    has nothing for a reason.
    """
    spans = {reason: hours.coming(reason, now) for reason in reasons}
    for client in clients:
        for reason, span in spans.items():
            found = _auto_reply(messages, gathered, client, reason, span, now)
            if found is not None:
                yield found


def _auto_reply(
    messages: AwayMessages,
    gathered: Gathered,
    client: Client,
    reason: Reason,
    span: Span | None,
    now: Millis,
) -> AutoReply | None:
    at = local_time(now) if span is None or span.since is None else span.since

    def words(text: str) -> AwayWords:
        if reason is not Reason.LUNCH or span is None or span.until is None:
            return AwayWords(reason=say_reason(reason, "", script_of(text)))
        begun = moment_of(at)
        away = Away(reason, Cause.SCHEDULE, begun, moment_of(span.until))
        return words_for(State(away), text, begun, local_time)

    return messages.auto_reply(gathered, client, reason, at.hour * 60 + at.minute, words)
