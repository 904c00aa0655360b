"""What the wording rules say of the reply that the popup shows, for its preview.

Nothing waits for it. What is known of the whole library already is given at once; else the one text
is looked at on a lane, and only the newest that was asked for: who runs down the list is told of
where they stopped.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.core.lint import Circumstances, Finding, Severity
from kefu_desktop.core.model import Reply
from kefu_desktop.core.template import Problem

if TYPE_CHECKING:
    from kefu_desktop.app.checking import Checking

Findings = tuple[Finding, ...]


class PreviewFindings:
    """Finds for one variant at a time. GUI thread."""

    def __init__(
        self,
        lane: Lane,
        on_gui: Callable[[Callable[[], None]], None],
        checking: "Callable[[], Checking]",
    ) -> None:
        """``lane`` is that of ``checking``, which is made at the first call, there: rules take a
        moment.
        """
        self._lane = lane
        self._on_gui = on_gui
        self._make = checking
        self._checking: Checking | None = None
        self._newest = 0

    def ask(self, reply: Reply, variant: int, found: Callable[[Findings], None]) -> None:
        """Hands ``found`` what is to be said of a variant that is shown now, the gravest first,
        unless another is asked for before. What goes wrong with placeholders the preview shows
        itself.
        """
        self._newest += 1
        number = self._newest
        known = self._checking.found() if self._checking is not None else None
        if known is not None:
            found(_gravest(known.get(reply.uid, ()), reply, variant))
            return

        def answered(looking: "Future[Findings]") -> None:
            log_failure(looking)
            if looking.exception() is None:
                findings = looking.result()
                self._on_gui(lambda: self._tell(number, findings, found))

        self._lane.submit(self._look, number, reply, variant).add_done_callback(answered)

    def forget(self) -> None:
        """Nobody waits any more for what was asked last."""
        self._newest += 1

    def _look(self, number: int, reply: Reply, variant: int) -> Findings:
        if number != self._newest:
            return ()
        if self._checking is None:
            checking = self._make()
            checking.prepare()
            self._checking = checking
        texts = [one.text for one in reply.variants]
        about = Circumstances(len(reply.attachments), reply.tags)
        findings = self._checking.look_at(texts, about, reply.uid)
        return _gravest(findings, reply, variant)

    def _tell(self, number: int, findings: Findings, found: Callable[[Findings], None]) -> None:
        if number == self._newest:
            found(findings)


_ORDER = tuple(Severity)


def _gravest(findings: Findings, reply: Reply, variant: int) -> Findings:
    """Gives those of one variant; stored ones may be of a text that has changed since."""
    length = len(reply.variants[variant].text)
    mine = (
        one
        for one in findings
        if one.variant == variant and one.end <= length and not isinstance(one.reason, Problem)
    )
    return tuple(sorted(mine, key=lambda one: (_ORDER.index(one.severity), one.start)))
