"""The user's own constants: a row each, of a name and its text.

A row holds as soon as it has both; one that is half filled in is kept here and says what it lacks.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.library.editor.fields import FindingLine, Said, button, set_property
from kefu_desktop.gui.settings.controls import Line
from kefu_desktop.gui.settings.desk import SettingsDesk

_NAME_WIDTH = 132


class ConstantRow(QWidget):
    """One constant. ``held`` is the name under which the settings have it, empty for none."""

    def __init__(
        self, changed: "Callable[[ConstantRow], object]", gone: "Callable[[ConstantRow], object]"
    ) -> None:
        super().__init__()
        self.held = ""
        self.key, self.value = Line(hasty=False), Line(hasty=False)
        self.key.setMaxLength(24)
        self.remove = button("editor-cross", lambda: gone(self))
        self.remove.setText("×")
        self.finding = FindingLine()
        self.row = QHBoxLayout()
        self.row.addWidget(self.key)
        self.row.addWidget(self.value, 1)
        self.row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(self.row)
        column.addWidget(self.finding)
        for line in (self.key, self.value):
            line.chosen.connect(lambda _: changed(self))

    @property
    def name(self) -> str:
        """The name as written, without the braces that some write round it."""
        return self.key.text().strip().strip("{}｛｝").strip()

    @property
    def text(self) -> str:
        """What it stands for."""
        return self.value.text().strip()

    def show_constant(self, name: str, text: str) -> None:
        """Shows a constant of the settings."""
        self.held = name
        self.key.show_value(name)
        self.value.show_value(text)

    def say(self, words: str, *, name_wrong: bool = False) -> None:
        """Says what is wrong; nothing for empty words."""
        self.finding.say(Said(words) if words else None)
        set_property(self.key, "wrong", name_wrong and bool(words))


class Constants(QWidget):
    """All rows, and the way to another one."""

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: list[ConstantRow] = []
        self.add = button("link", self._add)
        self._column = QVBoxLayout(self)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._column.addLayout(foot)
        desk.theme.changed.connect(self._dress)
        self._dress()
        self._word()
        self.follow(desk.settings.current.shop.constants)

    def follow(self, constants: Mapping[str, str]) -> None:
        """Shows the constants that hold now; rows that are being written stay."""
        for row in [row for row in self.rows if row.held and row.held not in constants]:
            self._drop(row)
        rows = {row.held: row for row in self.rows}
        for name, text in constants.items():
            if name in rows:
                rows[name].value.show_value(text)
            else:
                self._append().show_constant(name, text)

    def finish(self) -> None:
        """Takes what is half typed."""
        for row in tuple(self.rows):
            row.key.finish()
            row.value.finish()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _add(self) -> None:
        empty = next((row for row in self.rows if not (row.name or row.text)), None)
        row = empty or self._append()
        row.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, row: ConstantRow) -> None:
        """Sets a constant whose row is complete; its former name goes after that."""
        name, text = row.name, row.text
        if not name or not text:
            self._say_lack(row)
            return
        if any(other.held == name for other in self.rows if other is not row):
            row.say(self.tr("There is a constant of this name already."), name_wrong=True)
            return
        former, row.held = row.held, name
        try:
            self._desk.settings.set(f"shop.constants.{name}", text)
            if former not in ("", name):
                self._desk.settings.set(f"shop.constants.{former}", "")
        except KefuError as error:
            if name not in self._desk.settings.current.shop.constants:
                row.held = former
            row.say(self._desk.say(error), name_wrong=True)
            return
        row.say("")
        row.key.show_value(name)

    def _say_lack(self, row: ConstantRow) -> None:
        if row.text:
            row.say(self.tr("Give it a name."), name_wrong=True)
        elif row.held or (row.name and not row.value.hasFocus() and not row.key.hasFocus()):
            row.say(self.tr("Write what it stands for, or remove it with ×."))
        else:
            row.say("")

    def _remove(self, row: ConstantRow) -> None:
        try:
            if row.held:
                self._desk.settings.set(f"shop.constants.{row.held}", "")
        except KefuError as error:
            row.say(self._desk.say(error))
            return
        at = self.rows.index(row)
        self._drop(row)
        beside = self.rows[min(at, len(self.rows) - 1)].remove if self.rows else self.add
        beside.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self) -> ConstantRow:
        row = ConstantRow(self._changed, self._remove)
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        self._dress()
        self._word()
        return row

    def _drop(self, row: ConstantRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _word(self) -> None:
        self.add.setText(self.tr("＋ Add a constant"))
        for row in self.rows:
            row.key.setPlaceholderText(self.tr("Name"))
            row.key.setAccessibleName(self.tr("Name of the constant"))
            row.value.setPlaceholderText(self.tr("What it stands for"))
            row.value.setAccessibleName(self.tr("What the constant stands for"))
            row.remove.setAccessibleName(self.tr("Remove the constant"))
            row.remove.setToolTip(self.tr("Remove"))

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._column.setContentsMargins(0, px(4), 0, 0)
        self._column.setSpacing(px(8))
        for row in self.rows:
            row.key.setFixedWidth(px(_NAME_WIDTH))
            row.row.setSpacing(px(8))
