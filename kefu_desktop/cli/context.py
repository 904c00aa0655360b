"""What the composition root hands to the command line, and what one invocation carries along.

Nothing is built before a command asks for it: ``--help`` opens no library and ``add`` loads no
search.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from kefu_desktop.cli.output import Output
from kefu_desktop.cli.words import Words
from kefu_desktop.paths import Paths

if TYPE_CHECKING:
    from kefu_desktop.app.away_messages import AwayMessages
    from kefu_desktop.app.checking import Checking
    from kefu_desktop.app.clients import KnownClients
    from kefu_desktop.app.composing import Composer
    from kefu_desktop.app.exporting import Exporting
    from kefu_desktop.app.health import Concern
    from kefu_desktop.app.importing import Importing
    from kefu_desktop.app.library import LiveLibrary
    from kefu_desktop.app.lookup import Lookup
    from kefu_desktop.app.ports import AssociationPort, ClipboardPort, Clock
    from kefu_desktop.app.presence import Presence
    from kefu_desktop.app.publishing import Publishing
    from kefu_desktop.app.reverting import Reverting
    from kefu_desktop.app.searching import Row
    from kefu_desktop.app.settings import SettingsService
    from kefu_desktop.app.subscribing import Subscribing
    from kefu_desktop.app.upkeep import Upkeep
    from kefu_desktop.app.wording import WordingRules
    from kefu_desktop.app.working_hours import WorkingHours
    from kefu_desktop.core.errors import KefuError
    from kefu_desktop.core.model import Uid
    from kefu_desktop.core.settings import Language


class SharedRooms(Protocol):
    """What works with shared places."""

    @property
    def subscribing(self) -> "Subscribing":
        """What follows them."""

    @property
    def publishing(self) -> "Publishing":
        """What publishes at them."""


class AwayRooms(Protocol):
    """What works with leaving and coming back. ``failures`` is what went wrong beside it."""

    @property
    def presence(self) -> "Presence":
        """Where somebody stands."""

    @property
    def messages(self) -> "AwayMessages":
        """What chooses and fills in away replies."""

    @property
    def hours(self) -> "WorkingHours":
        """When the shop answers."""

    @property
    def failures(self) -> "Sequence[KefuError]":
        """What went wrong while something was done all the same."""


class Rooms(Protocol):
    """What commands may ask for, of one library; each thing is built once, when first asked for."""

    paths: Paths
    clock: "Clock"

    def new_uid(self) -> "Uid":
        """Gives an identity that was never given before."""

    def lookup(self) -> "Lookup":
        """Gives what finds replies by name. A library that is not there is not made for it."""

    def library(self) -> "LiveLibrary":
        """Gives the library for writing; it is made where there is none."""

    def search(self, question: str, limit: int) -> "tuple[Row, ...]":
        """Gives what the popup would list."""

    def composer(self) -> "Composer":
        """Gives what fills in placeholders."""

    def clients(self) -> "KnownClients":
        """Gives the chat clients of this user."""

    def checking(self) -> "Checking":
        """Gives what looks at wording. It reads the library that is there, and makes none."""

    def wording(self) -> "WordingRules":
        """Gives the rules about wording, and what they say."""

    def clipboard(self) -> "ClipboardPort":
        """Gives the clipboard that needs no window."""

    def importing(self) -> "Importing":
        """Gives what brings packs in."""

    def reverting(self) -> "Reverting":
        """Gives what takes imports back."""

    def starter(self, spoken: "Language") -> Path:
        """Gives where the starter pack lies for a user who is spoken to in ``spoken``."""

    def exporting(self) -> "Exporting":
        """Gives what writes packs."""

    def places(self) -> "SharedRooms":
        """Gives what follows shared places and publishes at them."""

    def upkeep(self) -> "Upkeep":
        """Gives backups and restoring."""

    def settings(self) -> "SettingsService":
        """Gives the user's settings."""

    def away(self) -> AwayRooms:
        """Gives leaving and coming back as it stands where no program runs."""

    def send(self, command: str, said: Mapping[str, str] = ...) -> Mapping[str, Any]:
        """Gives the running program's answer to ``popup``, ``capture``, ``hide``, ``quit``,
        ``status``, or ``away`` with what is ``said`` about it; raises NOT_RUNNING.
        """

    def association(self) -> "AssociationPort":
        """Gives what lets the desktop open packs with this program."""

    def program(self) -> tuple[str, ...]:
        """Gives the command that starts this program, whatever the folder."""

    def examine(self) -> "tuple[Concern, ...]":
        """Gives what works on this machine."""

    def close(self) -> None:
        """Lets go of what was built."""


class Entrance(Struct, frozen=True):
    """The doors that the composition root opens: into the rooms of a library (None: the user's
    own), and into the windows.
    """

    enter: Callable[[Path | None], Rooms]
    start: Callable[[Path | None, str | None, str | None, tuple[Path, ...]], int]


class Session:
    """One invocation: its words, its output, and the rooms of the library it named."""

    def __init__(self, entrance: Entrance, words: Words, out: Output) -> None:
        self.words = words
        self.out = out
        self._entrance = entrance
        self._rooms: Rooms | None = None
        self.library: Path | None = None

    @property
    def rooms(self) -> Rooms:
        """The rooms, entered when first asked for."""
        if self._rooms is None:
            self._rooms = self._entrance.enter(self.library)
        return self._rooms

    def start(
        self, language: str | None, wanted: str | None = None, files: tuple[Path, ...] = ()
    ) -> int:
        """Opens what is ``wanted`` (a window, or ``import`` with files; None: the popup) of the
        program that runs; where none runs, starts it. Gives the exit status, then when the program
        has ended.
        """
        return self._entrance.start(self.library, language, wanted, files)

    def close(self) -> None:
        """Leaves the rooms, if they were entered."""
        if self._rooms is not None:
            self._rooms.close()
            self._rooms = None
