"""The page for what placeholders stand for: agent, shop, and constants of one's own."""

from PySide6.QtCore import QCoreApplication

from kefu_desktop.core.settings import Settings
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.settings.controls import Line
from kefu_desktop.gui.settings.entries import Entries, KeyLine
from kefu_desktop.gui.settings.fields import SettingField
from kefu_desktop.gui.settings.page import Page


class PlaceholdersPage(Page):
    """Names, and the list of constants."""

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("SettingsPages", "Placeholders")

    def follow(self, settings: Settings) -> None:
        super().follow(settings)
        self.constants.follow(settings)

    def finish(self) -> None:
        super().finish()
        self.constants.finish()

    def _build(self) -> None:
        desk = self._desk
        self.agent = SettingField(desk, "shop.agent", Line(), wide=True)
        self.shop = SettingField(desk, "shop.name", Line(), wide=True)
        for field in (self.agent, self.shop):
            field.control.setMaxLength(200)
        self._names = self._section((self.agent, self.shop))
        self._own = label("section")
        self._own_says = label("faint")
        self._own_says.setWordWrap(True)
        self.constants = Entries(desk, "shop.constants", KeyLine)
        self._column.addWidget(self._own)
        self._column.addWidget(self._own_says)
        self._column.addWidget(self.constants)
        self._column.addStretch(1)

    def _word(self) -> None:
        self._names.setText(self.tr("Who writes"))
        self._own.setText(self.tr("Your own"))
        self._own_says.setText(
            self.tr(
                "A name in braces, such as {example}, is filled in with its text in every reply."
            ).format(example=_in_braces(self.tr("address")))
        )
        self.agent.name(
            self.tr("Agent"),
            _stands(self.tr("What {name} stands for, such as 小美."), self.tr("agent")),
        )
        self.shop.name(
            self.tr("Shop"), _stands(self.tr("What {name} stands for."), self.tr("shop"))
        )
        self.constants.name(self.tr("＋ Add a constant"), self.tr("What it stands for"))
        self.constants.columns((), self.tr("Name"), self.tr("What the constant stands for"))


def _in_braces(name: str) -> str:
    return f"{{{name}}}"


def _stands(sentence: str, name: str) -> str:
    return sentence.format(name=_in_braces(name))
