"""Has the records of an import looked at by the wording rules, and says what was found in the one
that is shown. It is only said: whether a record comes in is for whoever imports it.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kefu_desktop.app.import_checking import ImportChecking, Minded
from kefu_desktop.app.import_review import Review
from kefu_desktop.core.lint import Finding
from kefu_desktop.core.merging import Item
from kefu_desktop.gui.importing.desk import ImportDesk
from kefu_desktop.gui.library.editor.fields import label, set_property
from kefu_desktop.gui.library.editor.wording_lines import severities
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.theme import Theme

SHOWN = 4
"""So many findings of one record are said; the rest is counted."""


class Minding(QObject):
    """Looks through one review after another."""

    told = Signal(object)
    """What was found so far: a :class:`Minded`."""

    def __init__(self, desk: ImportDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = desk.bridge
        wording, give_way = desk.wording, desk.giving_way()
        self._checking = ImportChecking(wording.look, wording.lane, self._hear, give_way)
        self._outcomes = Outcomes(desk.bridge, lambda _: None, self)

    def look_through(self, review: Review | None) -> None:
        """Looks through a review; None gives up looking."""
        if review is None:
            self._checking.stop()
        else:
            self._checking.look_through(review)

    def rest(self, resting: bool) -> None:
        """Waits with looking, or goes on."""
        self._checking.rest(resting)

    def ask(self, item: Item, answer: Callable[[tuple[Finding, ...]], None]) -> None:
        """Calls ``answer`` with what is found in the record of an item, a moment later."""
        self._outcomes.when(self._checking.findings(item), answer)

    def _hear(self, minded: Minded) -> None:
        self._bridge.post(lambda: self._take(minded))

    def _take(self, minded: Minded) -> None:
        if self._checking.is_current(minded):
            self.told.emit(minded)


class MindedLines(QWidget):
    """What was found in one record, the gravest first; hidden while that is nothing."""

    def __init__(self, theme: Theme, say: Callable[[Finding], str]) -> None:
        super().__init__()
        self._theme = theme
        self._say = say
        self._found: tuple[Finding, ...] = ()
        self._lines = [label("editor-trouble") for _ in range(SHOWN)]
        self._more = label("faint")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for line in (*self._lines, self._more):
            line.setWordWrap(True)
            self._column.addWidget(line)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is said now, line by line."""
        return tuple(line.text() for line in self._lines if not line.isHidden())

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Says these."""
        self._found = tuple(found)
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        names = severities()
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(self._found))
            if number < len(self._found):
                found = self._found[number]
                said = self.tr("{severity}: {why}")
                line.setText(said.format(severity=names[found.severity], why=self._say(found)))
                set_property(line, "severity", found.severity.value)
        more = len(self._found) - SHOWN
        self._more.setText(self.tr("and {count} more").format(count=more) if more > 0 else "")
        self._more.setVisible(more > 0)
        self.setVisible(bool(self._found))

    def _dress(self) -> None:
        self._column.setSpacing(self._theme.px(4))
