"""Choosing the back-end of a concern: ask each in order, take the first that can, keep every
answer.

The same code serves every concern, so that the doctor can tell the whole story of each. Each list
ends in a back-end that always works; a choice therefore never fails, it only goes lower.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from kefu_desktop.app.ports import Reason, Refused, Support
from kefu_desktop.native.facts import Facts

_LOG = logging.getLogger(__name__)


class Unavailable(Exception):
    """A back-end found out, while it was made, that it cannot work here."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused)
        self.refused = refused


class Closable(Protocol):
    """What every port can do."""

    def close(self) -> None:
        """Lets go of the machine; twice is no error."""


P = TypeVar("P", bound=Closable)
Lost = Callable[[], None]


class Candidate(Struct, Generic[P], frozen=True):
    """A back-end that may be taken. ``support`` is cheap and touches nothing.

    ``make`` opens the machine; it is handed what to call, from any thread and at most once, when
    the back-end it made stops working. Whatever it raises counts as a refusal.
    """

    name: str
    support: Callable[[Facts], Support]
    make: Callable[[Facts, Lost], P]


class Answer(Struct, frozen=True):
    """What one candidate said. ``tried`` when it was made, not only asked."""

    name: str
    support: Support
    tried: bool = False


class Choice(Generic[P]):
    """The back-end in use for one concern, and how it came to that. Belongs to the thread that
    steps it.
    """

    def __init__(
        self,
        concern: str,
        candidates: Sequence[Candidate[P]],
        facts: Facts,
        *,
        forced: str = "",
        lost: Lost = lambda: None,
    ) -> None:
        """Chooses. ``forced`` names the candidate that the user wants, empty for the order of the
        list.

        The last candidate must always work. ``lost`` is called when a back-end in use stops
        working; the owner answers with :meth:`step_down`.
        """
        self.concern = concern
        self._facts = facts
        self._lost = lost
        self._left = list(candidates)
        self._answers: list[Answer] = []
        self.unmet: Answer | None = None
        self.port, self.answer = self._first(forced)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What each candidate said, in the order of asking; those below the one in use are asked
        here.
        """
        below = (Answer(candidate.name, candidate.support(self._facts)) for candidate in self._left)
        return (*self._answers, *below)

    def step_down(self) -> None:
        """Closes the back-end in use, which failed, and takes the next that can."""
        failed = Answer(self.answer.name, Refused(Reason.FAILED), tried=True)
        self._answers = [failed if known is self.answer else known for known in self._answers]
        self.port.close()
        _LOG.warning("%s: %s stopped working", self.concern, failed.name)
        self.port, self.answer = self._next()

    def close(self) -> None:
        """Closes the back-end in use."""
        self.port.close()

    def _first(self, forced: str) -> tuple[P, Answer]:
        if not forced:
            return self._next()
        wanted = next((candidate for candidate in self._left if candidate.name == forced), None)
        if wanted is None:
            self.unmet = Answer(forced, Refused(Reason.OTHER_SYSTEM))
            return self._next()
        self._left.remove(wanted)
        port, answer = self._try(wanted)
        self._answers.append(answer)
        if port is not None:
            return port, answer
        # The user asked for this one, so the user is told; the program goes on with the others.
        self.unmet = answer
        return self._next()

    def _next(self) -> tuple[P, Answer]:
        while self._left:
            port, answer = self._try(self._left.pop(0))
            self._answers.append(answer)
            if port is not None:
                _LOG.info("%s: %s", self.concern, answer.name)
                return port, answer
        raise LookupError(f"no back-end is left for {self.concern}")

    def _try(self, candidate: Candidate[P]) -> tuple[P | None, Answer]:
        said = candidate.support(self._facts)
        if isinstance(said, Refused):
            _LOG.info("%s: not %s (%s)", self.concern, candidate.name, said.reason)
            return None, Answer(candidate.name, said)
        try:
            port = candidate.make(self._facts, self._lost)
        except Unavailable as known:
            refused = known.refused
        except Exception as unknown:  # noqa: BLE001 - a library of the machine may raise anything
            _LOG.warning("%s: %s cannot be made", self.concern, candidate.name, exc_info=unknown)
            refused = Refused(Reason.FAILED, detail=type(unknown).__name__)
        else:
            return port, Answer(candidate.name, said, tried=True)
        return None, Answer(candidate.name, refused, tried=True)
