"""What has happened, for whoever wants to know.

A subscriber is called on the thread on which the event was published and must only hand it on; the
GUI's bridge carries it to the GUI thread.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from msgspec import Struct, field

from kefu_desktop.app.attendance import Message, Pasting, PresenceStatus, Summary
from kefu_desktop.core.changes import Deed
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Category, Reply, Uid, Use
from kefu_desktop.core.settings import Settings
from kefu_desktop.core.sightings import Effect

_log = logging.getLogger(__name__)


class Touched(Struct, frozen=True):
    """What is now otherwise in the library: entities as they are after it, and what is gone."""

    replies: tuple[Reply, ...] = ()
    removed: tuple[Uid, ...] = ()
    categories: tuple[Category, ...] = ()
    removed_categories: tuple[Uid, ...] = ()
    uses: Mapping[Uid, Use] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.replies) + len(self.removed) + len(self.uses)


class LibraryChanged(Struct, frozen=True):
    """A commit, ours or another process's (then without a deed), is in the library."""

    revision: int
    deed: Deed | None
    touched: Touched


class LibraryReplaced(Struct, frozen=True):
    """The whole library is another: restored, or changed by others beyond following."""


class IndexReady(Struct, frozen=True):
    """Everything was read anew; ``count`` replies can be found. ``seconds`` is what it took.

    ``characters`` are those that occur most often in them.
    """

    count: int
    seconds: float
    characters: str = ""


class UseRecorded(Struct, frozen=True):
    """A reply was delivered; ``use`` is its count with this one."""

    uid: Uid
    use: Use


class SettingsChanged(Struct, frozen=True):
    """The settings are others now, by a window, the command line or an editor."""

    before: Settings
    after: Settings


class WordingChanged(Struct, frozen=True):
    """The rules about wording are others now, so what they found has to be looked for anew."""


class PresenceChanged(Struct, frozen=True):
    """Somebody is asked, left, is back, busy or no longer; ``effects`` says which, in order, and
    none where only the hours, the message or who got it are others. GUI thread.
    """

    status: PresenceStatus
    effects: tuple[Effect, ...] = ()


class AwayMessageReady(Struct, frozen=True):
    """The message of being away or busy is there: ``message`` None where the library has none that
    fits. ``announce``: somebody may be there to hear of it. GUI thread.
    """

    message: Message | None
    announce: bool


class CameBackToWork(Struct, frozen=True):
    """Somebody is back, and this is what they should know. GUI thread."""

    summary: Summary


class AwayPasted(Struct, frozen=True):
    """What came of the key that pastes the message. ``again_seconds`` is how long the same key
    pastes once more into a window that has it. GUI thread.
    """

    outcome: Pasting
    again_seconds: int = 0


class WentWrong(Struct, frozen=True):
    """Something the user should be told that no caller is waiting for."""

    error: KefuError


Event = (
    LibraryChanged
    | LibraryReplaced
    | IndexReady
    | UseRecorded
    | SettingsChanged
    | WordingChanged
    | PresenceChanged
    | AwayMessageReady
    | CameBackToWork
    | AwayPasted
    | WentWrong
)
AnyEvent = TypeVar("AnyEvent", bound=Event)


class Events:
    """Carries events from those who publish to those who subscribed, in order of subscription."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: dict[type, tuple[Callable[[Any], None], ...]] = {}

    def subscribe(
        self, kind: type[AnyEvent], call: Callable[[AnyEvent], None]
    ) -> Callable[[], None]:
        """Calls ``call`` for each event of ``kind`` from now on; gives a function that ends it."""
        with self._lock:
            self._calls[kind] = (*self._calls.get(kind, ()), call)

        def unsubscribe() -> None:
            with self._lock:
                self._calls[kind] = tuple(
                    other for other in self._calls.get(kind, ()) if other is not call
                )

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tells every subscriber. One that fails is logged and does not keep the others from it."""
        for call in self._calls.get(type(event), ()):
            try:
                call(event)
            except Exception:  # noqa: BLE001 - the edge between publishers and strangers
                _log.exception("a subscriber failed on %s", type(event).__name__)
