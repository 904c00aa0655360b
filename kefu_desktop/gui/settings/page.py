"""What every page of the settings window has: fields below each other, each with its name."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from kefu_desktop.core.settings import Settings
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.settings.desk import SettingsDesk
from kefu_desktop.gui.settings.fields import Field, SettingField

NAME_WIDTH = 116
"""Pixels at the usual text size for the names of settings."""


class Page(QWidget):
    """A page. Who derives makes its fields in :meth:`_build` and words them in :meth:`_word`."""

    SCROLLS = True
    """Whether the window gives it a scroll bar; one that has its own takes all the room."""

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "settings-page")
        self._forms: list[QFormLayout] = []
        self._fields: list[Field] = []
        self._column = QVBoxLayout(self)
        self._build()
        self._dress()
        self._word()
        desk.theme.changed.connect(self._dress)

    @classmethod
    def title(cls) -> str:
        """What the list of pages calls it."""
        raise NotImplementedError

    def appear(self) -> None:
        """The page is looked at: it shows what holds now."""
        self.follow(self._desk.settings.current)

    def follow(self, settings: Settings) -> None:
        """The settings are others, by whomever."""
        for field in self._fields:
            if isinstance(field, SettingField):
                field.follow(settings)

    def finish(self) -> None:
        """Takes what is half typed: the page is left."""
        for field in self._fields:
            field.finish()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _build(self) -> None:
        raise NotImplementedError

    def _word(self) -> None:
        raise NotImplementedError

    def _section(self, fields: Sequence[Field]) -> QLabel:
        """Puts fields below each other under a heading, which it gives."""
        heading = label("section")
        self._column.addWidget(heading)
        self._column.addLayout(self._form(fields))
        return heading

    def _form(self, fields: Sequence[Field]) -> QFormLayout:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for field in fields:
            form.addRow(field.caption, field)
        self._forms.append(form)
        self._fields.extend(fields)
        return form

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._column.setContentsMargins(px(24), px(18), px(24), px(20))
        self._column.setSpacing(px(8))
        for form in self._forms:
            form.setHorizontalSpacing(px(12))
            form.setVerticalSpacing(px(12))
            form.setContentsMargins(0, px(4), 0, px(14))
        for field in self._fields:
            field.caption.setMinimumWidth(px(NAME_WIDTH))
            field.caption.setContentsMargins(0, px(4), 0, 0)
