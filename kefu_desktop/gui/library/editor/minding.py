"""Has the text that is being written looked at by the wording rules, and lets findings be.

The rules are read on another thread; until they are there, nothing is found, and the text is looked
at once more as soon as they are.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kefu_desktop.app.checking import Checking
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.lint import Circumstances, Finding, Severity
from kefu_desktop.core.model import Uid
from kefu_desktop.core.template import Problem
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.library.editor.text_edit import Underlined
from kefu_desktop.gui.library.editor.wording_lines import WordingLines
from kefu_desktop.gui.outcomes import Outcomes

_ORDER = tuple(Severity)


class Minding(QObject):
    """Looks at one text after another, of the reply ``uid`` with the tags that ``tags`` gives."""

    anew = Signal()
    """The same text may have other findings now."""

    refused = Signal(object)
    """A :class:`KefuError`: what was let be could not be noted."""

    def __init__(
        self,
        checking: Checking,
        bridge: Bridge,
        say: Callable[[Finding], str],
        tags: Callable[[], tuple[str, ...]],
    ) -> None:
        super().__init__()
        self._checking = checking
        self._say = say
        self._tags = tags
        self._outcomes = Outcomes(bridge, self._refused, self)
        self._uid: Uid | None = None
        self.lines = WordingLines(say)
        self.lines.waive_wanted.connect(self._waive)
        end = checking.subscribe(lambda: bridge.post(self.anew.emit))
        self.destroyed.connect(end)

    def begin(self, uid: Uid | None) -> None:
        """The texts are of the reply ``uid`` from now on; None for one that is not in the library
        yet.
        """
        self._uid = uid

    def found(self, text: str, images: int) -> tuple[Finding, ...]:
        """Gives what the rules find. Placeholders that go wrong are told elsewhere."""
        if not self._checking.ready:
            return ()
        about = Circumstances(images, self._tags())
        found = self._checking.look_at([text], about, self._uid)
        return tuple(one for one in found if not isinstance(one.reason, Problem))

    def look(self, text: str, images: int) -> tuple[Underlined, ...]:
        """Shows what is found, the gravest first; gives its places."""
        found = self.found(text, images)
        gravest = sorted(found, key=lambda one: _ORDER.index(one.severity))
        self.lines.show_findings(gravest, waivable=self._uid is not None)
        return tuple(Underlined(one.start, one.end, self._say(one)) for one in found)

    def _waive(self, finding: Finding, note: str) -> None:
        if self._uid is not None:
            noted = self._checking.waive(self._uid, finding, note)
            self._outcomes.when(noted, lambda _: self.anew.emit())

    def _refused(self, error: KefuError) -> None:
        self.refused.emit(error)
