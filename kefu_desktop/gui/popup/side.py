"""The popup's right side: what is asked for, above what will be sent."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kefu_desktop.app.preview_findings import Findings
from kefu_desktop.app.searching import Answer
from kefu_desktop.core.template import Rendered
from kefu_desktop.gui.popup.choice import Choice
from kefu_desktop.gui.popup.desk import Desk
from kefu_desktop.gui.popup.finding_lines import FindingLines
from kefu_desktop.gui.popup.form import FillForm
from kefu_desktop.gui.popup.preview import Preview

REST_MS = 250
"""Who types a few letters and presses Enter is gone by then, and nothing has kept them."""


class Side(QWidget):
    """The preview, with the form above it while something is asked for."""

    filled = Signal(dict, bool)
    """All values, when Enter gives the last of them; whether it was Ctrl+Enter."""
    filling = Signal(dict)
    """The values as they stand while they are written."""
    left = Signal()
    asking = Signal(bool, bool)
    """The form opens, or is gone; whether Enter does in it what Ctrl+Enter did outside."""
    rested = Signal()
    """What is shown has stood there for a moment: somebody reads it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        findings = FindingLines(desk.theme, desk.say_finding, self)
        self._preview = Preview(desk.theme, desk.pictures, findings, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.rested)
        self._preview.written.connect(self._rest.start)
        self._form = FillForm(desk.theme, desk.filling, self)
        self._form.filled.connect(self.filled)
        self._form.left.connect(self.left)
        self._form.hide()
        # A field changes several times at once when it is offered something else.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell)
        self._form.changed.connect(self._soon.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._form)
        column.addWidget(self._preview, 1)

    def retranslate(self) -> None:
        """Says everything again in the present language."""
        self._preview.retranslate()
        self._form.retranslate()

    def show_row(self, choice: Choice, rendered: Rendered) -> None:
        """Shows what will be sent."""
        self._preview.show_row(choice.row, choice.variant, rendered, choice.part)

    def teach(self, answer: Answer) -> None:
        """Shows what can be done when nothing was found, or nothing is there yet."""
        self._preview.teach(answer)

    def say_findings(self, found: Findings) -> None:
        """Says what was found in what is shown."""
        self._preview.findings.show_findings(found)

    def ask(self, rendered: Rendered, *, other: bool) -> None:
        """Opens the form for what a reply misses; ``other`` where it was Ctrl+Enter."""
        missing = rendered.missing
        self._form.ask(missing, tuple(one for one in rendered.unanswered if one not in missing))
        self._form.show()
        self.asking.emit(True, other)
        self._form.focus_first()
        self._soon.start()

    def close_form(self) -> bool:
        """Closes the form; gives whether it was open."""
        was_open = not self._form.isHidden()
        self._soon.stop()
        self._form.dismiss()
        if was_open:
            self.asking.emit(False, False)
        return was_open

    def _tell(self) -> None:
        if not self._form.isHidden():
            self.filling.emit(dict(self._form.values()))
