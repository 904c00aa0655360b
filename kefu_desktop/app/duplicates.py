"""Which replies say nearly the same, so that one of them may be enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kefu_desktop.app.events import Events
from kefu_desktop.app.jobs import Lane
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Reply, Uid

if TYPE_CHECKING:
    from kefu_desktop.search.readings import Readings
    from kefu_desktop.store.queries import Reader


@dataclass(frozen=True, slots=True)
class Group:
    """Replies that say nearly the same. ``likeness`` is how alike the least alike neighbours in it
    are, above 0 and at most 1: they say the same but for punctuation and emoticons.
    """

    uids: tuple[Uid, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class Twin:
    """One reply of a group as it is shown: where it lies, and how often it was used."""

    reply: Reply
    path: tuple[str, ...]
    uses: int


class Duplicates:
    """Finds groups of near-identical replies, and remembers which the user said are different."""

    def __init__(
        self,
        lane: Lane,
        open_reader: Callable[[], Reader],
        load_readings: Callable[[], Readings],
        moods: Iterable[str],
        file: Path,
        events: Events,
    ) -> None:
        """``moods`` are the names of emoticons; ``file`` keeps what was said to be different."""
        raise NotImplementedError

    def find(
        self,
        progress: Callable[[float], None],
        done: Callable[[tuple[Group, ...] | KefuError | None], None],
    ) -> Callable[[], None]:
        """Looks for groups, the most alike first; gives a function that cancels it.

        Both calls come on the lane: ``progress`` with what is done so far (0–1), ``done`` once,
        with None when it was cancelled.
        """
        raise NotImplementedError

    def look(self, uids: Sequence[Uid], done: Callable[[tuple[Twin, ...]], None]) -> None:
        """Gives those of ``uids`` that are not in the trash, on the lane."""
        raise NotImplementedError

    def subscribe(self, call: Callable[[tuple[Group, ...]], None]) -> Callable[[], None]:
        """Calls ``call`` on the lane when the groups last found have become others, because the
        library or the user's mind has changed; gives a function that ends it.
        """
        raise NotImplementedError

    def set_apart(self, uids: Sequence[Uid]) -> None:
        """Notes that each of ``uids`` is another reply than the others, and asks no more."""
        raise NotImplementedError

    def take_back(self) -> None:
        """Forgets what :meth:`set_apart` noted last."""
        raise NotImplementedError

    def close(self) -> None:
        """Gives up looking and ends the lane."""
        raise NotImplementedError
