"""Decides which backups to keep: close together for the last days, ever wider apart before.

The newest of a span stands for it. Spans are counted in UTC from the epoch, not from now, so that a
backup which stands for its week today still does tomorrow, and nothing thins itself away.
"""

from collections.abc import Iterable

from msgspec import Struct

from kefu_desktop.core.model import Millis

HOUR = 3_600_000
DAY = 24 * HOUR
WEEK = 7 * DAY


class Policy(Struct, frozen=True):
    """How many backups to keep: the ``latest`` whatever their age, then one for each late span."""

    latest: int = 10
    days: int = 14
    weeks: int = 8
    months: int = 12


def kept(moments: Iterable[Millis], policy: Policy) -> frozenset[Millis]:
    """Gives those of ``moments`` whose backups are to stay; the newest is always among them.

    Spans without a backup do not count: after a long break nothing old goes for want of anything
        new.
    """
    newest_first = sorted(set(moments), reverse=True)
    keep = set(newest_first[: max(1, policy.latest)])
    for length, count in ((DAY, policy.days), (WEEK, policy.weeks), (30 * DAY, policy.months)):
        stands_for: dict[int, Millis] = {}
        for moment in newest_first:
            stands_for.setdefault(moment // length, moment)
        keep.update(list(stands_for.values())[:count])
    return frozenset(keep)


def is_due(moments: Iterable[Millis], now: Millis, *, every: int = DAY) -> bool:
    """Tells whether the newest of ``moments`` is ``every`` milliseconds old, or from the future.

    A clock that was set back must not stop backups until it has caught up.
    """
    newest = max(moments, default=None)
    return newest is None or not newest <= now < newest + every
