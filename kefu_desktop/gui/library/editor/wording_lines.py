"""What the wording rules find in the text that is being written: why, and what to do about it, a
line for each.

Only a few are shown: who mends one sees the next. The places are those of the text at the last
look; whoever acts on a finding looks whether it is still there.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QVBoxLayout, QWidget

from kefu_desktop.core.lint import Finding, Severity
from kefu_desktop.gui.library.editor.fields import button, label, set_property

SHOWN = 3
"""So many findings at once: more would push the text out of sight."""

_SHORT = 8
"""Characters of a replacement that a button has room for."""


class WordingLines(QWidget):
    """The lines; hidden while nothing is found. ``say`` tells why something was found."""

    replace_wanted = Signal(object)
    """A :class:`Finding` is to be replaced by what it offers."""

    waive_wanted = Signal(object, str)
    """A :class:`Finding` is to be let be, for the reason in the note, which may be empty."""

    def __init__(self, say: Callable[[Finding], str]) -> None:
        super().__init__()
        self._say = say
        self._found: tuple[Finding, ...] = ()
        self._waivable = False
        self._lines = [_Line(self._say) for _ in range(SHOWN)]
        self._more = label("faint")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        for line in self._lines:
            line.replace_wanted.connect(self.replace_wanted)
            line.waive_asked.connect(self._ask_note)
            self._rows.addWidget(line)
        self._rows.addWidget(self._more)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is said now, line by line."""
        return tuple(line.text for line in self._lines if not line.isHidden())

    def show_findings(self, found: Sequence[Finding], *, waivable: bool) -> None:
        """Shows these findings; only those of a reply in the library are ``waivable``."""
        if (tuple(found), waivable) != (self._found, self._waivable):
            self._found, self._waivable = tuple(found), waivable
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    def _draw(self) -> None:
        for number, line in enumerate(self._lines):
            finding = self._found[number] if number < len(self._found) else None
            line.show_finding(finding, waivable=self._waivable)
        more = len(self._found) - SHOWN
        self._more.setText(self.tr("and {count} more").format(count=more) if more > 0 else "")
        self._more.setVisible(more > 0)
        self.setVisible(bool(self._found))

    def _ask_note(self, finding: Finding) -> None:
        """Asks why, without holding anything up."""
        dialog = QInputDialog(self.window())
        dialog.setWindowTitle(self.tr("Let it be"))
        dialog.setLabelText(self.tr("Why is it all right here? (may be left empty)"))
        dialog.setOkButtonText(self.tr("Let it be"))
        dialog.textValueSelected.connect(lambda note: self.waive_wanted.emit(finding, note.strip()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class _Line(QWidget):
    """One finding."""

    replace_wanted = Signal(object)
    waive_asked = Signal(object)

    def __init__(self, say: Callable[[Finding], str]) -> None:
        super().__init__()
        self._say = say
        self._finding: Finding | None = None
        self._words = label("editor-trouble")
        self._words.setWordWrap(True)
        self._replace = button("link", lambda: self.replace_wanted.emit(self._finding))
        self._waive = button("link", lambda: self.waive_asked.emit(self._finding))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        for each in (self._replace, self._waive):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def show_finding(self, finding: Finding | None, *, waivable: bool) -> None:
        """Shows ``finding``; None hides the line."""
        self._finding = finding
        self.setVisible(finding is not None)
        if finding is None:
            return
        severity = severities()[finding.severity]
        said = self.tr("{severity}: {why}").format(severity=severity, why=self._say(finding))
        self._words.setText(said)
        set_property(self._words, "severity", finding.severity.value)
        offered = finding.replacement
        self._replace.setVisible(offered is not None)
        self._replace.setText(_offer(offered or ""))
        self._replace.setToolTip(offered or "")
        self._waive.setVisible(waivable)
        self._waive.setText(self.tr("Let it be"))
        for each in (self._replace, self._waive):
            each.setAccessibleDescription(said)


def severities() -> dict[Severity, str]:
    """Gives what each severity is called."""
    translate = QCoreApplication.translate
    return {
        Severity.ERROR: translate("WordingLines", "Must not be sent"),
        Severity.WARNING: translate("WordingLines", "Careful"),
        Severity.HINT: translate("WordingLines", "Hint"),
    }


def _offer(replacement: str) -> str:
    translate = QCoreApplication.translate
    if not replacement:
        return translate("WordingLines", "Take it out")
    if len(replacement) > _SHORT:
        return translate("WordingLines", "Say it better")
    return translate("WordingLines", "Use “{words}”").format(words=replacement)
