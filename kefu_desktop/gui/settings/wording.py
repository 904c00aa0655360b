"""The page for the wording rules: which of them look at the replies.

The rules stand in a file of the user's, not among the settings, since a shop may write its own
there; this page switches those that come with the program.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFormLayout, QHBoxLayout

from kefu_desktop.app.wording_switches import Switch as Rule
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.lint import RuleId, Severity
from kefu_desktop.core.settings import Settings
from kefu_desktop.gui.library.editor.fields import FindingLine, Said, button, label
from kefu_desktop.gui.settings.controls import Switch
from kefu_desktop.gui.settings.page import Page


class WordingPage(Page):
    """A switch for each rule, the grave ones first, and the way to rules of one's own."""

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("SettingsPages", "Wording checks")

    def follow(self, settings: Settings) -> None:
        super().follow(settings)
        try:
            rules = self._desk.wording.all()
        except KefuError as error:
            self.finding.say(Said(self._desk.say(error)))
            for switch in self.switches.values():
                switch.setEnabled(False)
            return
        self.finding.say(None)
        for rule in rules:
            self._show(rule)

    def _build(self) -> None:
        self.switches: dict[RuleId, Switch] = {}
        self.finding = FindingLine()
        self._says = label("faint")
        self._says.setWordWrap(True)
        self._heads = {severity: label("section") for severity in Severity}
        self._rooms: dict[Severity, QFormLayout] = {}
        self._column.addWidget(self._says)
        self._column.addWidget(self.finding)
        self._column.addSpacing(8)
        for severity, head in self._heads.items():
            head.hide()
            self._column.addWidget(head)
            room = self._rooms[severity] = self._form(())
            self._column.addLayout(room)
        self.open_file = button("link", self._open_file)
        row = QHBoxLayout()
        row.addWidget(self.open_file)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(1)

    def _show(self, rule: Rule) -> None:
        switch = self.switches.get(rule.id)
        if switch is None:
            switch = self.switches[rule.id] = Switch()
            switch.chosen.connect(lambda on, rule=rule.id: self._set(rule, on=bool(on)))
            self._rooms[rule.severity].addRow(switch)
            self._heads[rule.severity].show()
            self._name(rule.id, switch)
        switch.setEnabled(not rule.replaced)
        switch.setToolTip(self.tr("Replaced by a rule of your own") if rule.replaced else "")
        switch.show_value(rule.on)

    def _set(self, rule: RuleId, *, on: bool) -> None:
        try:
            self._desk.wording.set(rule, on=on)
        except KefuError as error:
            self.switches[rule].show_value(not on)
            self.finding.say(Said(self._desk.say(error)))
        else:
            self.finding.say(None)

    def _open_file(self) -> None:
        try:
            file = self._desk.wording.ensure_file()
        except KefuError as error:
            self.finding.say(Said(self._desk.say(error)))
            return
        if not self._desk.open_file(file):
            self.finding.say(Said(self.tr("Open it with a text editor: {path}").format(path=file)))

    def _word(self) -> None:
        self._says.setText(
            self.tr("What is switched on is pointed at below a reply and listed in the library.")
        )
        self.open_file.setText(self.tr("Open the file of your own rules and words"))
        self._heads[Severity.ERROR].setText(self.tr("Should not reach a buyer"))
        self._heads[Severity.WARNING].setText(self.tr("May be held against the shop"))
        self._heads[Severity.HINT].setText(self.tr("Could be kinder"))
        for rule, switch in self.switches.items():
            self._name(rule, switch)

    def _name(self, rule: RuleId, switch: Switch) -> None:
        words = self._names().get(rule, str(rule))
        switch.setText(words)
        switch.setAccessibleName(words)

    def _names(self) -> Mapping[str, str]:
        return {
            "contact-chat": self.tr("WeChat, QQ and other ways round the platform"),
            "contact-phone": self.tr("Leading the buyer to the telephone"),
            "contact-trade": self.tr("Deals outside of the platform"),
            "review-bribe": self.tr("Favours for good reviews"),
            "superlative": self.tr("Claims that advertising law forbids: best, first, …"),
            "cure-claim": self.tr("Promised cures and instant effects"),
            "promise": self.tr("Promises nobody can hold: surely, absolutely, …"),
            "negative": self.tr("Refusals without a way out: cannot, will not, …"),
            "but-after-apology": self.tr("“But” after an apology"),
            "one-word": self.tr("Answers of one word"),
            "informal-you": self.tr("你 instead of 您"),
            "private-id": self.tr("Identity card numbers"),
            "private-bank": self.tr("Bank card numbers"),
            "private-phone": self.tr("Mobile numbers"),
            "blank-left": self.tr("Blanks that nobody filled in: xx, ＿＿, …"),
            "too-many-emoticons": self.tr("More than two emoticons in a message"),
            "too-long-sms": self.tr("Too long for one text message"),
            "too-long-client": self.tr("Too long for the chat program"),
        }
