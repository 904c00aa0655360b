"""A setting that is a table: a row for each entry, of a key and what stands for it.

A row holds as soon as it has both; one that is half filled in is kept here and says what it lacks.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.settings import Settings, value_of
from kefu_desktop.gui.library.editor.fields import FindingLine, Said, button, label, set_property
from kefu_desktop.gui.settings.controls import Line
from kefu_desktop.gui.settings.desk import SettingsDesk

_KEY_WIDTH = 196
"""Pixels: a span of dates has to be seen whole."""


class KeyBox(QComboBox):
    """A key: one of those that are offered, or typed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]
        self._known, self._shown = "", ""
        self.activated.connect(lambda _: self.finish())
        line = self.lineEdit()
        assert isinstance(line, QLineEdit)
        line.editingFinished.connect(self.finish)

    def offer(self, keys: Sequence[tuple[str, str]]) -> None:
        """Offers keys, each with its words."""
        typed = self.entered
        self.clear()
        for key, words in keys:
            self.addItem(words, key)
        self.show_value(typed)

    def prompt(self, words: str) -> None:
        """Says in an empty one what it is for; the arrow says as much here."""

    @property
    def entered(self) -> str:
        """The key, whether it was typed or chosen by its words."""
        typed = self.currentText().strip()
        if typed == self._shown:
            return self._known
        at = self.findText(typed)
        return typed if at < 0 else str(self.itemData(at))

    def show_value(self, key: str) -> None:
        """Shows a key by its words, where it has any."""
        self._known = key
        at = self.findData(key)
        self.setCurrentIndex(at)
        if at < 0:
            self.setEditText(key)
        self._shown = self.currentText().strip()

    def finish(self) -> None:
        """Tells of what was chosen or typed."""
        if self.entered != self._known:
            self._known, self._shown = self.entered, self.currentText().strip()
            self.chosen.emit(self._known)


class KeyLine(Line):
    """A key that is typed: the name of a placeholder, without the braces that some write round."""

    def __init__(self) -> None:
        super().__init__(hasty=False)

    def offer(self, keys: Sequence[tuple[str, str]]) -> None:
        """There is nothing to choose from."""

    def prompt(self, words: str) -> None:
        """Says in an empty one what it is for."""
        self.setPlaceholderText(words)

    @property
    def entered(self) -> str:
        """The key."""
        return self.text().strip().strip("{}｛｝").strip()


class EntryRow(QWidget):
    """One entry. ``held`` is the key under which the settings have it, empty for none."""

    changed = Signal(object)
    gone = Signal(object)

    def __init__(self, key: KeyBox | KeyLine) -> None:
        super().__init__()
        self.held = ""
        self.key, self.value = key, Line(hasty=False)
        self.remove = button("editor-cross", lambda: self.gone.emit(self))
        self.remove.setText("×")
        self.finding = FindingLine()
        self.line = QHBoxLayout()
        self.line.addWidget(self.key)
        self.line.addWidget(self.value, 1)
        self.line.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(self.line)
        column.addWidget(self.finding)
        for control in (self.key, self.value):
            control.chosen.connect(lambda _: self.changed.emit(self))

    def say(self, words: str, *, of_key: bool = False) -> None:
        """Says what is wrong with the key or else the value; nothing for empty words."""
        self.finding.say(Said(words) if words else None)
        set_property(self.key, "wrong", bool(words) and of_key)
        set_property(self.value, "wrong", bool(words) and not of_key)

    @property
    def is_being_written(self) -> bool:
        """Whether what it lacks may still come."""
        here = self.key.hasFocus() or self.value.hasFocus()
        return here and bool(self.key.entered) and not self.held


class Entries(QWidget):
    """All rows of a table, and the way to another one."""

    def __init__(
        self, desk: SettingsDesk, setting: str, make_key: Callable[[], KeyBox | KeyLine] = KeyBox
    ) -> None:
        super().__init__()
        self.setting = setting
        self._make_key = make_key
        self._desk = desk
        self._keys: Sequence[tuple[str, str]] = ()
        self._example = ""
        self._key_name, self._value_name = "", ""
        self.rows: list[EntryRow] = []
        self.add = button("link", self._add)
        self._hint = label("faint")
        self._hint.setWordWrap(True)
        self._column = QVBoxLayout(self)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._column.addWidget(self._hint)
        desk.theme.changed.connect(self._dress)
        self._dress()

    def name(self, add: str, example: str, hint: str = "") -> None:
        """Says what another entry is called, how one is written, and what to know of it."""
        self.add.setText(add)
        self._example = example
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._word()

    def columns(self, keys: Sequence[tuple[str, str]], key_name: str, value_name: str) -> None:
        """Says which keys are offered, each with its words, and what the two columns are."""
        self._keys, self._key_name, self._value_name = keys, key_name, value_name
        for row in self.rows:
            row.key.offer(keys)
        self._word()

    def follow(self, settings: Settings) -> None:
        """Shows the entries that hold now; rows that are being written stay."""
        entries = value_of(settings, self.setting)
        assert isinstance(entries, Mapping)
        for row in [row for row in self.rows if row.held and row.held not in entries]:
            self._drop(row)
        rows = {row.held: row for row in self.rows}
        for key, value in entries.items():
            if key in rows:
                rows[key].value.show_value(value)
            else:
                row = self._append()
                row.held = key
                row.key.show_value(key)
                row.value.show_value(value)

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
        empty = next((row for row in self.rows if not (row.key.entered or row.value.text())), None)
        row = empty or self._append()
        row.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, row: EntryRow) -> None:
        """Sets an entry whose row is complete; its former key goes after that."""
        key, value = row.key.entered, row.value.text().strip()
        if not key or not value:
            half = bool(key or value) and not row.is_being_written
            words = self.tr("Both are needed; or remove the row with ×.") if half else ""
            row.say(words, of_key=not key)
            return
        if any(other.held == key for other in self.rows if other is not row):
            row.say(self.tr("There is a row for this already."), of_key=True)
            return
        former = row.held
        try:
            self._desk.settings.set(f"{self.setting}.{key}", value)
            row.held = key
            if former not in ("", key):
                self._desk.settings.set(f"{self.setting}.{former}", "")
        except KefuError as error:
            row.say(self._desk.say(error), of_key=error.code is Code.CONSTANT_INVALID)
            return
        row.say("")
        row.key.show_value(key)

    def _remove(self, row: EntryRow) -> None:
        try:
            if row.held:
                self._desk.settings.set(f"{self.setting}.{row.held}", "")
        except KefuError as error:
            row.say(self._desk.say(error))
            return
        at = self.rows.index(row)
        self._drop(row)
        beside = self.rows[min(at, len(self.rows) - 1)].remove if self.rows else self.add
        beside.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self) -> EntryRow:
        row = EntryRow(self._make_key())
        row.changed.connect(self._changed)
        row.gone.connect(self._remove)
        row.key.offer(self._keys)
        row.key.show_value("")
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        self._dress()
        self._word()
        return row

    def _drop(self, row: EntryRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _word(self) -> None:
        for row in self.rows:
            row.key.setAccessibleName(self._key_name)
            row.key.prompt(self._key_name)
            row.value.setAccessibleName(self._value_name)
            row.value.setPlaceholderText(self._example)
            row.remove.setAccessibleName(self.tr("Remove the row"))
            row.remove.setToolTip(self.tr("Remove"))

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._column.setContentsMargins(0, px(4), 0, px(10))
        self._column.setSpacing(px(6))
        for row in self.rows:
            row.key.setFixedWidth(px(_KEY_WIDTH))
            row.line.setSpacing(px(8))
