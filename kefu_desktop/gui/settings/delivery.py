"""The page for how a reply gets into the chat."""

from PySide6.QtCore import QCoreApplication

from kefu_desktop.core.settings import EnterDoes
from kefu_desktop.gui.settings.chord_control import ChordControl
from kefu_desktop.gui.settings.controls import Choice, Switch
from kefu_desktop.gui.settings.fields import SettingField
from kefu_desktop.gui.settings.page import Page


class DeliveryPage(Page):
    """What Enter does, the paste key, the clipboard."""

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("SettingsPages", "Delivery")

    def _build(self) -> None:
        desk = self._desk
        self.enter = SettingField(desk, "delivery.enter", Choice())
        self.paste_key = SettingField(desk, "delivery.paste_key", ChordControl(desk.hotkey.rest))
        self.send_parts = SettingField(desk, "delivery.send_parts", Switch())
        self.restore = SettingField(desk, "delivery.restore_clipboard", Switch())
        self._into = self._section((self.enter, self.paste_key, self.send_parts))
        self._after = self._section((self.restore,))
        self._column.addStretch(1)

    def _word(self) -> None:
        self._into.setText(self.tr("Into the chat"))
        self._after.setText(self.tr("Afterwards"))
        self.enter.name(
            self.tr("Enter"),
            self.tr("Ctrl+Enter does the other. A reply can have its own way."),
        )
        self.enter.control.offer(
            [
                (EnterDoes.PASTE.value, self.tr("Copies and pastes into the chat")),
                (EnterDoes.COPY.value, self.tr("Copies only")),
            ]
        )
        self.paste_key.name(
            self.tr("Paste key"),
            self.tr("Pressed in the chat program, unless that has its own under “Chat programs”."),
        )
        self.send_parts.name(
            self.tr("Let all parts of a reply be sent at once"),
            self.tr(
                "Only in those programs for which it is switched on under “Chat programs”; Enter is"
                " pressed for you."
            ),
        )
        self.restore.name(
            self.tr("Put back what was on the clipboard"),
            self.tr(
                "Once the chat program has read the reply. Off: the reply stays there to be pasted"
                " again."
            ),
        )
