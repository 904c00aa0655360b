"""The page for what concerns the whole program: its words and its looks, backups, and the file in
which all of it stands.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout

from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.settings import Language, Settings, Theme
from kefu_desktop.gui.library.editor.fields import FindingLine, Said, button
from kefu_desktop.gui.settings.controls import Choice, Line, Switch
from kefu_desktop.gui.settings.fields import SettingField
from kefu_desktop.gui.settings.page import Page

_SCALES = (80, 90, 100, 110, 120, 130, 150, 175, 200)
_HOURS = (0, 1, 2, 4, 8, 12, 24)
_OWN_NAMES = {"zh_CN": "简体中文", "zh_TW": "繁體中文", "en": "English"}
"""A language is found by who reads nothing else."""


class GeneralPage(Page):
    """Language, looks, backups, shared places, the file."""

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("SettingsPages", "General")

    def follow(self, settings: Settings) -> None:
        super().follow(settings)
        self._tell_findings()

    def _build(self) -> None:
        desk = self._desk
        self.language = SettingField(desk, "look.language", Choice())
        self.theme = SettingField(desk, "look.theme", Choice())
        self.scale = SettingField(desk, "look.text_scale", Choice())
        self.backup = SettingField(desk, "backup.daily", Switch())
        self.author = SettingField(desk, "sharing.author", Line(), wide=True)
        self.hours = SettingField(desk, "places.look_hours", Choice())
        self.open_file = button("link", self._open_file)
        self.findings = FindingLine()
        self._look = self._section((self.language, self.theme, self.scale))
        self._keep = self._section((self.backup,))
        self._share = self._section((self.author, self.hours))
        row = QHBoxLayout()
        row.addWidget(self.open_file)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(self.findings)
        self._column.addStretch(1)

    def _tell_findings(self) -> None:
        """Says what in the file cannot be understood: its line is there and does nothing."""
        found = self._desk.settings.findings
        words = "\n".join(self._desk.say(finding) for finding in found)
        self.findings.say(Said(words) if words else None)

    def _open_file(self) -> None:
        try:
            file = self._desk.settings.ensure_file()
        except KefuError as error:
            self.findings.say(Said(self._desk.say(error)))
            return
        if not self._desk.open_file(file):
            self.findings.say(Said(self.tr("Open it with a text editor: {path}").format(path=file)))

    def _word(self) -> None:
        self._look.setText(self.tr("Words and looks"))
        self._keep.setText(self.tr("Backups"))
        self._share.setText(self.tr("Sharing"))
        self.language.name(self.tr("Language"))
        self.theme.name(self.tr("Colours"))
        self.scale.name(self.tr("Text size"), self.tr("Ctrl + / − / 0 in popup and library"))
        self.backup.name(
            self.tr("Back the library up each day"),
            self.tr("On the first run of a day; old backups are thinned out by themselves."),
        )
        self.author.name(self.tr("Author"), self.tr("Stands in the packs that you export."))
        self.hours.name(
            self.tr("Look for new packs"), self.tr("At shared places, if there are any.")
        )
        self.language.control.offer([(one.value, self._language(one)) for one in Language])
        self.theme.control.offer([(one.value, self._theme(one)) for one in Theme])
        self.scale.control.offer([(scale, f"{scale} %") for scale in _SCALES])
        self.hours.control.offer([(hours, self._often(hours)) for hours in _HOURS])
        self.open_file.setText(self.tr("Open the settings file"))
        self._tell_findings()

    def _language(self, language: Language) -> str:
        return _OWN_NAMES.get(language.value, self.tr("As the desktop"))

    def _theme(self, theme: Theme) -> str:
        return {
            Theme.SYSTEM: self.tr("As the desktop"),
            Theme.LIGHT: self.tr("Light"),
            Theme.DARK: self.tr("Dark"),
        }[theme]

    def _often(self, hours: int) -> str:
        if not hours:
            return self.tr("Only when asked")
        if hours == 1:
            return self.tr("Every hour")
        return self.tr("Every {count} hours").format(count=hours)
