"""Texts for the auto replies that chat clients have of their own, all at once: for each client a
text in its emoticons and of its length.

Such a text stays in the client for weeks. So of times only that is in it which is the same each
day, the end of lunch; everything else is left to the reply's own words.
"""

from collections.abc import Iterable, Iterator

from kefu_desktop.app.away_messages import AutoReply, AwayMessages, Gathered
from kefu_desktop.app.working_hours import WorkingHours, local_time, moment_of
from kefu_desktop.core.away import AwayWords, say_reason, script_of, words_for
from kefu_desktop.core.clients import Client
from kefu_desktop.core.model import Millis
from kefu_desktop.core.schedule import Span
from kefu_desktop.core.standing import Away, Cause, Reason, State


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
