"""The message of being away or busy: what it says, where it can be put, and other ones."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kefu_desktop.app.attendance import Message, PresenceStatus
from kefu_desktop.core.standing import Away
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.presence import words
from kefu_desktop.gui.presence.habits import INSET
from kefu_desktop.gui.presence.words import Named
from kefu_desktop.gui.theme import Theme

_PLACES = 3
_QUOTE = 28

COPIED_MS = 2000
"""How long a link says that it was done."""


class MessageBox(QWidget):
    """Says what is wanted and does nothing itself."""

    copy_wanted = Signal()
    others_wanted = Signal()
    otherwise_wanted = Signal()
    taken = Signal(object)
    """The uid of another message."""

    def __init__(self, theme: Theme, named: Named) -> None:
        super().__init__()
        self._theme = theme
        self._named = named
        self._status: PresenceStatus | None = None
        self._chord = ""
        self.text = label("away-bubble")
        self.text.setWordWrap(True)
        self.places = label("faint")
        self.places.setWordWrap(True)
        self.got = label("faint")
        self.got.setWordWrap(True)
        self._before, self.key, self._behind = label("faint"), label("key"), label("faint")
        self.copy = button("link", self._copy)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(COPIED_MS)
        self._copied.timeout.connect(self._word)
        self.others = button("link", self.others_wanted.emit)
        self.otherwise = button("link", self.otherwise_wanted.emit)
        self._hint = QHBoxLayout()
        for widget in (self._before, self.key, self._behind):
            self._hint.addWidget(widget)
        self._hint.addStretch(1)
        self._links = QHBoxLayout()
        for link in (self.copy, self.others, self.otherwise):
            self._links.addWidget(link)
        self._links.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.text)
        self._column.addWidget(self.places)
        self._column.addLayout(self._hint)
        self._column.addWidget(self.got)
        self._column.addLayout(self._links)
        self.dress()
        self._word()

    def show_status(self, status: PresenceStatus, chord: str) -> None:
        """Shows the message in use; ``chord`` pastes it, empty where no key does."""
        self._status, self._chord = status, chord
        self._follow()

    def offer(self, messages: tuple[Message, ...]) -> QMenu:
        """Gives the menu of other messages, which lists ``messages``."""
        menu = QMenu(self)
        now = self._status.message if self._status else None
        for message in messages:
            quote = " ".join(message.text.split())
            quote = quote if len(quote) <= _QUOTE else f"{quote[: _QUOTE - 1]}…"
            entry = menu.addAction(f"{message.title}    {quote}".replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(now is not None and message.uid == now.uid)
            entry.triggered.connect(lambda _checked, uid=message.uid: self.taken.emit(uid))
        if not messages:
            menu.addAction(self.tr("There are no others")).setEnabled(False)
        return menu

    def dress(self) -> None:
        """Takes the theme's sizes."""
        px = self._theme.px
        self._column.setContentsMargins(px(INSET), 0, px(INSET), 0)
        self._column.setSpacing(px(6))
        self._hint.setSpacing(px(4))
        self._links.setSpacing(px(16))

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _copy(self) -> None:
        """Says on the spot that it was done: nothing else here changes by it."""
        self.copy_wanted.emit()
        self._copied.start()
        self._word()

    def _follow(self) -> None:
        message = self._status.message if self._status else None
        if self._status is None:
            return
        if message is None:
            self.text.setText(self.tr("The library has no away reply that fits."))
            self.places.setText(self.tr("Write one of the kind “Away” in the library."))
        else:
            self.text.setText(message.text)
            self.places.setText(self._where(message))
        away = isinstance(self._status.state.phase, Away)
        self.otherwise.setText(
            self.tr("Another reason or time…") if away else self.tr("Leave: reason and time…")
        )
        some = message is not None
        pasted = words.got(self._status.got, self._named)
        self.got.setText(self.tr("Pasted: {chats}").format(chats=pasted) if pasted else "")
        self.got.setVisible(bool(pasted))
        self.places.setVisible(bool(self.places.text()))
        self.key.setText(self._chord)
        for widget in (self._before, self.key, self._behind):
            widget.setVisible(some and bool(self._chord))
        self.copy.setVisible(some)
        self.others.setVisible(some)

    def _where(self, message: Message) -> str:
        """Says whether it is on the clipboard, and where that can be put."""
        places = [words.where(hint, self._named) for hint in message.where[:_PLACES]]
        if not message.copied:
            return "\n".join(places)
        if not places:
            return self.tr("Copied.")
        return "\n".join(
            [self.tr("Copied. Put it where the chat program answers by itself:"), *places]
        )

    def _word(self) -> None:
        self.text.setAccessibleName(self.tr("Away message"))
        self._before.setText(self.tr("In any chat,"))
        self._behind.setText(self.tr("pastes it"))
        done = self._copied.isActive()
        self.copy.setText(self.tr("Copied ✓") if done else self.tr("Copy again"))
        self.others.setText(self.tr("Another message…"))
        self._follow()
