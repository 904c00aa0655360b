"""Decisions that were made about a plan, held against a newer plan for the same pack.

The library may change while somebody looks through an import. A decision is about two texts that
were seen; where one of them is another by now it says nothing, and what it was about is left alone
and asked again. Only "leave it out" always holds.
"""

from collections.abc import Mapping

from msgspec import Struct

from kefu_desktop.core.merging import ASKING, ImportPlan, Item, State
from kefu_desktop.core.model import Reply, Uid
from kefu_desktop.core.resolving import Decision


class Refitted(Struct, frozen=True):
    """The decisions to carry the newer plan out with; ``unsettled`` is left as it is by them, and
    is to be asked about.
    """

    decisions: Mapping[Uid, Decision]
    unsettled: tuple[Item, ...]


def refit(
    was: ImportPlan,
    now: ImportPlan,
    decisions: Mapping[Uid, Decision],
    default: Decision | None = None,
) -> Refitted:
    """Gives what of ``decisions`` about ``was`` still holds for ``now``. ``default`` is what was
    said about all that asks, seen or not, so it goes on holding.
    """
    known = {item.uid: item for item in was.items if item.uid is not None}
    kept: dict[Uid, Decision] = {}
    unsettled: list[Item] = []
    for item in now.items:
        uid = item.uid
        if uid is None:
            continue
        decision = decisions.get(uid)
        if decision is Decision.SKIP or (decision is not None and fits(known.get(uid), item)):
            kept[uid] = decision
        elif decision is not None or _asks_anew(known.get(uid), item, default):
            kept[uid] = Decision.SKIP
            if item.state is not State.SAME:
                unsettled.append(item)
    return Refitted(kept, tuple(unsettled))


def fits(was: Item | None, now: Item) -> bool:
    """Whether what was decided about ``was`` is about ``now`` too: both say the same here and in
    the pack, and stand to each other as they did.
    """
    if was is None or was.state is not now.state or was.digest != now.digest:
        return False
    return _said(was.reply) == _said(now.reply)


def _asks_anew(was: Item | None, now: Item, default: Decision | None) -> bool:
    if now.state not in ASKING or default is not None:
        return False
    return was is None or was.state is not now.state


def _said(reply: Reply | None) -> tuple[object, ...] | None:
    """What of a reply somebody looks at who decides; not its favourite, use or order."""
    if reply is None:
        return None
    return (
        reply.uid,
        reply.title,
        reply.variants,
        reply.kind,
        reply.shortcut,
        reply.category,
        reply.tags,
        reply.asked_as,
        reply.attachments,
        reply.notes,
        reply.trashed is None,
    )
