"""A setting on a page: its name, what turns it, a word about it, and room for what is wrong."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.settings import Settings, value_of
from kefu_desktop.gui.library.editor.fields import FindingLine, Said, label, set_property
from kefu_desktop.gui.settings.controls import Switch
from kefu_desktop.gui.settings.desk import SettingsDesk


class Field(QWidget):
    """One control. ``caption`` stands before it and belongs to whoever lays fields out."""

    chosen = Signal(object)

    def __init__(self, control: Any, *beside: QWidget, wide: bool = False) -> None:
        """``control`` is one of :mod:`controls` or its kin, with what stands ``beside`` it; a
        ``wide`` one takes all the room there is.
        """
        super().__init__()
        self.control = control
        self.caption = label("setting")
        self.caption.setBuddy(control)
        self._hint = label("faint")
        self._hint.setWordWrap(True)
        self._hint.hide()
        self.finding = FindingLine()
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        self._row.addWidget(control, 1 if wide else 0)
        for widget in beside:
            self._row.addWidget(widget)
        if not wide:
            self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(self._row)
        column.addWidget(self._hint)
        column.addWidget(self.finding)
        control.chosen.connect(self._chosen)

    def name(self, words: str, hint: str = "") -> None:
        """Says what it is, and what one should know of it."""
        if isinstance(self.control, Switch):
            self.control.setText(words)
        else:
            self.caption.setText(words)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.control.setAccessibleName(words)
        self._describe()

    def say(self, said: Said | None) -> None:
        """Says what is wrong with it; None: nothing is."""
        self.finding.say(said)
        set_property(self.control, "wrong", said is not None)
        self._describe()

    def show_value(self, value: object) -> None:
        """Shows what holds now."""
        self.control.show_value(value)

    def finish(self) -> None:
        """Takes what is half typed."""
        self.control.finish()

    def _describe(self) -> None:
        self.control.setAccessibleDescription(self.finding.text or self._hint.text())

    def _chosen(self, value: object) -> None:
        self.chosen.emit(value)


class SettingField(Field):
    """A field of one setting, which holds as soon as it is chosen."""

    def __init__(
        self,
        desk: SettingsDesk,
        setting: str,
        control: Any,
        *beside: QWidget,
        wide: bool = False,
    ) -> None:
        super().__init__(control, *beside, wide=wide)
        self.setting = setting
        self._desk = desk
        self.chosen.connect(self.put)
        self._held: object = value_of(desk.settings.current, setting)
        self.show_value(self._held)

    def put(self, value: object) -> bool:
        """Sets it; gives whether that could be done, and says so beside the field if not."""
        try:
            self._desk.settings.set(self.setting, value)
        except KefuError as error:
            self.say(Said(self._desk.say(error)))
            return False
        self._held = value_of(self._desk.settings.current, self.setting)
        self.say(None)
        self.show_value(self._held)
        return True

    def follow(self, settings: Settings) -> None:
        """Shows what holds now. What was typed and could not be set stays until that is another."""
        held = value_of(settings, self.setting)
        if held != self._held:
            self._held = held
            self.say(None)
            self.show_value(held)
