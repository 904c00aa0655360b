"""The window that was in front when the hotkey was last pressed: what it was taken for, and the way
to say what it is.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from kefu_desktop.app.profiles import is_page, page_words, sign_of
from kefu_desktop.core.clients import Client, ClientKey, Signs, WindowFacts
from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.library.editor.fields import FindingLine, Said, label
from kefu_desktop.gui.settings.client_words import name_of, trouble
from kefu_desktop.gui.settings.controls import Choice, Line
from kefu_desktop.gui.settings.desk import SettingsDesk

_NEW = "+"
"""No key of a client."""


class Elided(QLabel):
    """A text that gives up its end where there is no room; all of it is in its tooltip."""

    def show_text(self, text: str) -> None:
        """Shows a text."""
        self.setToolTip(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        elided = self.fontMetrics().elidedText(
            self.toolTip(), Qt.TextElideMode.ElideRight, self.width()
        )
        if elided != self.text():
            self.setText(elided)


class LastMet(QFrame):
    """Shows it, and assigns it to a client."""

    assigned = Signal(object)
    """The key of the client that this window is one of now."""

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "settings-card")
        self.heading, self.verdict, self.advice = label("caption"), label("title"), label("faint")
        self.advice.setWordWrap(True)
        self.facts = (Elided(), Elided(), Elided())
        self._names = (label("caption"), label("caption"), label("caption"))
        self._this = label("setting")
        self.choice, self.name, self.page = Choice(), Line(hasty=False), Line(hasty=False)
        self._this.setBuddy(self.choice)
        self.go = QPushButton()
        self.go.setAutoDefault(True)
        self.finding = FindingLine()
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        for row, (name, fact) in enumerate(zip(self._names, self.facts, strict=True)):
            fact.setTextFormat(Qt.TextFormat.PlainText)
            fact.setMinimumWidth(1)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(fact, row, 1)
        self._row = QHBoxLayout()
        for widget in (self._this, self.choice):
            self._row.addWidget(widget)
        for line in (self.name, self.page):
            self._row.addWidget(line, 1)
        self._row.addWidget(self.go)
        self._row.addStretch(0)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.verdict)
        self._column.addWidget(self.advice)
        self._column.addLayout(self._grid)
        self._column.addLayout(self._row)
        self._column.addWidget(self.finding)
        self.choice.chosen.connect(lambda _: self._ask())
        self.go.clicked.connect(lambda _: self._assign())
        desk.theme.changed.connect(self._dress)
        self._facts: WindowFacts | None = None
        self._dress()
        self._word()

    def refresh(self) -> None:
        """Shows the window met last, and what it is taken for now."""
        known, met = self._desk.clients, self._desk.clients.met
        client = known.all.recognise(met, known.told) if met else Client()
        if met != self._facts:
            self._facts = met
            self.finding.say(None)
            self.page.show_value(page_words(met.title) if met else "")
        facts = (met.program, met.window_class, met.title) if met else ("", "", "")
        for name, shown, fact in zip(self._names, self.facts, facts, strict=True):
            shown.show_text(fact)
            name.setVisible(bool(fact))
            shown.setVisible(bool(fact))
        self._tell(client)
        self._offer(client)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    @property
    def _is_page(self) -> bool:
        return self._facts is not None and is_page(self._desk.clients, self._facts)

    def _tell(self, client: Client) -> None:
        if self._facts is None:
            self.verdict.setText(self.tr("None yet"))
            chord = self._desk.settings.current.hotkey.popup
            self.advice.setText(
                self.tr("Press {chord} once in your chat program, then come back here.").format(
                    chord=chord
                )
            )
        elif client.key:
            self.verdict.setText(self.tr("Taken for {client}").format(client=name_of(client)))
            self.advice.setText("")
        else:
            self.verdict.setText(self.tr("Not known"))
            self.advice.setText(
                self.tr("It gets what is safe anywhere: emoji, line ends as they are, no limit.")
            )
        self.advice.setVisible(bool(self.advice.text()))

    def _offer(self, client: Client) -> None:
        """Offers all clients; the one that it is taken for is chosen."""
        clients = sorted(self._desk.clients.all, key=lambda one: name_of(one).casefold())
        options = [(str(one.key), name_of(one)) for one in clients if not one.signs.is_browser]
        self.choice.offer([*options, (_NEW, self.tr("another one…"))])
        known = any(str(client.key) == key for key, _ in options)
        self.choice.show_value(str(client.key) if known else None)
        sign = bool(self._facts and (self._is_page or sign_of(self._facts)))
        for widget in (self._this, self.choice, self.go):
            widget.setVisible(sign)
        self._ask()

    def _ask(self) -> None:
        """Asks for what else must be known of the choice."""
        chosen = self.choice.currentData()
        visible = not self.choice.isHidden()
        self.name.setVisible(visible and chosen == _NEW)
        self.page.setVisible(visible and self._is_page)
        self.go.setEnabled(chosen is not None)
        if chosen == _NEW and self.isVisible():
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _assign(self) -> None:
        met, chosen, profiles = self._facts, self.choice.currentData(), self._desk.profiles
        if met is None or chosen is None:
            return
        page = self.page.text() if self._is_page else ""
        if self._is_page and not page.strip():
            self.finding.say(Said(self.tr("Write words that always stand in the page's title.")))
            return
        try:
            if chosen == _NEW:
                client = profiles.add(self.name.text(), _signs(met, page))
                self.name.show_value("")
                self.name.clear()
            else:
                client = profiles.assign(met, ClientKey(chosen), page)
        except KefuError as error:
            self.finding.say(Said(trouble(error, self._desk.say(error))))
            return
        self.finding.say(None)
        self.assigned.emit(client.key)

    def _word(self) -> None:
        self.heading.setText(self.tr("In front when the hotkey was last pressed"))
        words = self.tr("Program"), self.tr("Window class"), self.tr("Title")
        for name, said in zip(self._names, words, strict=True):
            name.setText(said)
        self._this.setText(self.tr("This is"))
        self.choice.setPlaceholderText(self.tr("Choose…"))
        self.choice.setAccessibleName(self.tr("Which chat program this window is"))
        self.name.setPlaceholderText(self.tr("What you call it"))
        self.name.setAccessibleName(self.tr("Name of the new chat program"))
        self.page.setPlaceholderText(self.tr("Words in the page's title"))
        self.page.setAccessibleName(self.tr("Words in the page's title"))
        self.page.setToolTip(
            self.tr("Pages are told apart by words that always stand in the title.")
        )
        self.go.setText(self.tr("Remember"))
        self.refresh()

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._column.setContentsMargins(px(14), px(10), px(14), px(12))
        self._column.setSpacing(px(5))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(2))
        self._row.setSpacing(px(8))


def _signs(met: WindowFacts, page: str) -> Signs:
    """How a new client will be known again."""
    if page:
        return Signs(pages=(f"*{page.strip().strip('*')}*",))
    if met.program.strip():
        return Signs(programs=(sign_of(met),))
    return Signs(classes=(sign_of(met),))
