"""The page for emoticons and for what is added to greetings."""

from PySide6.QtCore import QCoreApplication

from kefu_desktop.core.emoticons import SkinTone
from kefu_desktop.gui.settings.controls import Choice, Switch
from kefu_desktop.gui.settings.fields import SettingField
from kefu_desktop.gui.settings.page import Page

_THUMBS = {
    SkinTone.NONE: "👍",
    SkinTone.LIGHT: "👍🏻",
    SkinTone.MEDIUM_LIGHT: "👍🏼",
    SkinTone.MEDIUM: "👍🏽",
    SkinTone.MEDIUM_DARK: "👍🏾",
    SkinTone.DARK: "👍🏿",
}


class GreetingsPage(Page):
    """Enriched greetings and skin tones."""

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("SettingsPages", "Emoticons and greetings")

    def _build(self) -> None:
        desk = self._desk
        self.greetings = SettingField(desk, "emoticons.greetings", Switch())
        self.skin = SettingField(desk, "emoticons.skin_tone", Choice())
        self._greet = self._section((self.greetings,))
        self._emoticons = self._section((self.skin,))
        self._column.addStretch(1)

    def _word(self) -> None:
        self._greet.setText(self.tr("Greetings"))
        self._emoticons.setText(self.tr("Emoticons"))
        self.greetings.name(
            self.tr("Give greetings an emoticon"),
            self.tr(
                "One that fits words and hour, where there is none. Never for replies with the tag"
                " 投诉."
            ),
        )
        self.skin.name(self.tr("Skin tone"), self.tr("Of people and hands."))
        self.skin.control.offer(
            [(tone.value, f"{_THUMBS[tone]}  {self._tone(tone)}") for tone in SkinTone]
        )

    def _tone(self, tone: SkinTone) -> str:
        return {
            SkinTone.NONE: self.tr("Yellow"),
            SkinTone.LIGHT: self.tr("Light skin"),
            SkinTone.MEDIUM_LIGHT: self.tr("Medium-light skin"),
            SkinTone.MEDIUM: self.tr("Medium skin"),
            SkinTone.MEDIUM_DARK: self.tr("Medium-dark skin"),
            SkinTone.DARK: self.tr("Dark skin"),
        }[tone]
