"""What is offered when the library cannot be opened: its newest good backup, or a new beginning.

Nothing is overwritten either way: the damaged file is put aside first.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.gui.notice import Level, Notice
from kefu_desktop.gui.outcomes import Outcomes

if TYPE_CHECKING:
    from kefu_desktop.app.upkeep import Upkeep

_UNTIL_ANSWERED = 3600.0


class Mending(QObject):
    """Says what is the matter with the library and offers the way out."""

    def __init__(
        self,
        notice: Notice,
        outcomes: Outcomes,
        errands: Lane,
        upkeep: "Callable[[], Upkeep]",
        library: LiveLibrary,
        word: Callable[[KefuError], str],
    ) -> None:
        super().__init__()
        self._notice = notice
        self._outcomes = outcomes
        self._errands = errands
        self._upkeep = upkeep
        self._library = library
        self._word = word

    def offer(self, error: KefuError) -> None:
        """Says ``error``; for damage with the button that mends it. GUI thread."""
        words = self._word(error)
        if error.code is not Code.LIBRARY_DAMAGED:
            self._notice.say(words, level=Level.WARN, seconds=8)
            return

        def found(backup: object) -> None:
            restore, anew = self.tr("Restore the last backup"), self.tr("Start a new library")
            action = (restore, self._restore) if backup else (anew, self._start_anew)
            self._notice.say(words, level=Level.BAD, action=action, seconds=_UNTIL_ANSWERED)

        self._outcomes.when(self._errands.submit(lambda: self._upkeep().offer()), found)

    def _restore(self) -> None:
        self._mend(lambda: self._upkeep().restore(None, self._library))

    def _start_anew(self) -> None:
        self._mend(lambda: self._upkeep().put_aside(self._library))

    def _mend(self, way: Callable[[], object]) -> None:
        done = self.tr("The library is open again. The damaged file was kept beside it.")
        say = self._notice.say
        mending = self._errands.submit(way)
        self._outcomes.when(mending, lambda _: say(done, level=Level.OK, seconds=8))
