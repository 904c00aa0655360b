"""Which new records of a pack nearly say what the library says already.

It goes through all that the library says and takes seconds where that is much, so it is asked for
when a plan is there to be looked at, and its answer is put into the plan later.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kefu_desktop.core.merging import ImportPlan, State
from kefu_desktop.core.model import Attachment, Digest, Kind, Uid
from kefu_desktop.core.recognising import texts_of
from kefu_desktop.core.watching import Watch

if TYPE_CHECKING:
    from kefu_desktop.search.likeness import Plain
    from kefu_desktop.search.readings import Readings

FindSimilar = Callable[[ImportPlan, Watch], Mapping[Uid, Uid]]
"""Gives for records of a plan that are new the reply that each nearly says; raises Cancelled."""

_TOLD_OF_IMAGE = 8
"""So many characters of an image's digest stand for it: enough to tell images apart, too few to
make two long texts unlike.
"""


class Similar:
    """A :data:`FindSimilar`. Reads its tables when it is first asked."""

    def __init__(
        self, load_readings: "Callable[[], Readings]", load_moods: Callable[[], Iterable[str]]
    ) -> None:
        """``load_moods`` gives the names of emoticons, which say nothing."""
        self._load_readings = load_readings
        self._load_moods = load_moods
        self._plain: Plain | None = None

    def __call__(self, plan: ImportPlan, watch: Watch = Watch()) -> Mapping[Uid, Uid]:  # noqa: B008
        """Gives the uid of a reply by the uid of each new record that nearly says it."""
        found: dict[Uid, Uid] = {}
        kinds = [kind for kind in Kind if any(_new(plan, kind))]
        for number, kind in enumerate(kinds):
            part = watch.stage(100 * number // len(kinds), 100 * (number + 1) // len(kinds))
            found |= self._of_kind(plan, kind, part)
        return found

    def _of_kind(self, plan: ImportPlan, kind: Kind, watch: Watch) -> dict[Uid, Uid]:
        # Not before: no start needs numpy for an import.
        from kefu_desktop.search.likeness import Plain, Said, nearest

        if self._plain is None:
            self._plain = Plain(self._load_readings().folding, self._load_moods())
        known = [
            (reply.uid, _said(texts_of(reply), reply.attachments))
            for reply in plan.library.replies.values()
            if reply.trashed is None and reply.kind is kind
        ]
        asked = list(_new(plan, kind))
        if not known:
            return {}
        said = Said((texts for _, texts in (*known, *asked)), self._plain)
        return {
            asked[number - len(known)][0]: known[answer][0]
            for number, answer in nearest(said, len(known), watch).items()
        }


def _new(plan: ImportPlan, kind: Kind) -> Iterator[tuple[Uid, list[str]]]:
    for item in plan.items:
        record = item.record
        if item.state is State.NEW and record is not None and record.kind is kind:
            yield record.uid, _said(record.variants, record.attachments)


def _said(texts: Sequence[str], attachments: Iterable[Attachment]) -> list[str]:
    return with_images(texts, (one.digest for one in attachments))


def with_images(texts: Sequence[str], images: Iterable[Digest]) -> list[str]:
    """Gives what a reply may be sent as: its images go with each wording."""
    told = "".join(f" {digest[:_TOLD_OF_IMAGE]}" for digest in images)
    return [text + told for text in texts]
