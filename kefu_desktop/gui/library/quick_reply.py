"""One reply written or changed on the way, between two chats.

Closing never asks and never loses: what was written is kept as a draft and is there again when the
window is opened next. The window saves nothing itself; it says :attr:`QuickReply.saved`, and
:meth:`QuickReply.refuse` brings the draft back when the library would not take it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kefu_desktop.core.cleaning import clean_line, clean_text
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Reply
from kefu_desktop.gui import icons
from kefu_desktop.gui.library.drafts import (
    Field,
    KeptDrafts,
    QuickReplyDraft,
    field_of,
    findings,
    title_from,
)
from kefu_desktop.gui.library.reply_form import ReplyForm
from kefu_desktop.gui.theme import Theme

__all__ = ["QuickReply", "QuickReplyDraft"]

_WIDTH, _HEIGHT = 520, 440


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the window is open for: a blank, or a reply as it is in the library, with so many
    ``others`` among its wordings.
    """

    start: QuickReplyDraft = field(default_factory=QuickReplyDraft)
    others: int = 0


class QuickReply(QWidget):
    """The window. ``shortcut_owner`` gives the title of the reply that has a shortcut, None when it
    is free; ``say`` words an error in the present language.
    """

    saved = Signal(object)
    """A :class:`QuickReplyDraft` that is fit to be a reply; the window has closed."""

    def __init__(
        self,
        theme: Theme,
        say: Callable[[KefuError], str],
        shortcut_owner: Callable[[str], str | None],
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "window")
        self.setWindowIcon(icons.application_icon())
        self._theme = theme
        self._say = say
        self._shortcut_owner = shortcut_owner
        self._kept = KeptDrafts()
        self._opened = _Opened()
        self._sent = _Opened()
        self._asked: tuple[str, str | None] = ("", None)
        self._tried = False
        self._placed = False
        self._form = ReplyForm(theme)
        self._build()
        self._form.changed.connect(self._changed)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()

    def offer_categories(self, paths: Iterable[tuple[str, ...]]) -> None:
        """Offers these categories, each a path of names from the root."""
        self._form.offer_categories(paths)

    def open_new(self, text: str = "", title: str = "") -> None:
        """Opens for a new reply. Without ``text`` and ``title`` it goes on with what was left; a
        ``text`` without a title gets its first line as one.
        """
        self._put_away()
        text, title = clean_text(text).text, clean_line(title).text
        if text or title:
            left = self._kept.take_new(text) if text and not title else None
            draft = left or QuickReplyDraft(title=title or title_from(text), text=text)
        else:
            draft = self._kept.take_new() or QuickReplyDraft()
        self._open(_Opened(), draft)

    def open_edit(self, reply: Reply, path: tuple[str, ...], variant: int = 0) -> None:
        """Opens ``reply``, which lies in the category ``path``, with one of its wordings; changes
        that were left unsaved are there again.
        """
        self._put_away()
        start = QuickReplyDraft(
            uid=reply.uid,
            title=reply.title,
            text=reply.variants[variant].text,
            shortcut=reply.shortcut,
            category=path,
            kind=reply.kind,
            favourite=reply.favourite,
            variant=variant,
        )
        left = self._kept.take_edit(reply.uid, variant)
        self._open(_Opened(start, len(reply.variants) - 1), left or start)

    def refuse(self, draft: QuickReplyDraft, error: KefuError) -> None:
        """Opens again with the ``draft`` that :attr:`saved` gave and that could not be saved, and
        says why.
        """
        self._put_away()
        ours = self._sent.start.uid == draft.uid
        self._open(self._sent if ours else _Opened(QuickReplyDraft(draft.uid)), draft)
        place = field_of(error)
        if place is None:
            self._trouble.setText(self._say(error))
            self._trouble.show()
        else:
            self._form.show_findings({place: self._say(error)})
            self._form.go_to(place)

    def draft(self) -> QuickReplyDraft:
        """Gives what is in the fields now."""
        return self._form.read()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keeps what was written."""
        self._put_away()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Comes up in the middle of the screen with the pointer, later where it was left."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            screen = QGuiApplication.screenAt(QCursor.pos()) or self.screen()
            frame = self.frameGeometry()
            frame.moveCenter(screen.availableGeometry().center())
            self.move(frame.topLeft())

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _open(self, opened: _Opened, draft: QuickReplyDraft) -> None:
        self._opened = opened
        self._asked = ("", None)
        self._tried = False
        self._trouble.hide()
        self._form.fill(draft, opened.others)
        self._word()
        self.show()
        self.raise_()
        self.activateWindow()
        self._form.go_to(Field.TEXT if draft.title and not draft.text else Field.TITLE)

    def _put_away(self) -> None:
        """Keeps what is in the fields if anyone would miss it, and empties them."""
        draft = self.draft()
        if draft != self._opened.start:
            self._kept.keep(draft)
        self._empty()

    def _empty(self) -> None:
        self._opened = _Opened()
        self._form.fill(QuickReplyDraft())

    def _save(self) -> None:
        draft = self.draft()
        if not draft.title:
            draft = replace(draft, title=title_from(draft.text))
        self._asked = ("", None)
        found = findings(draft, self._owner)
        if found:
            self._tried = True
            self._form.show_findings({place: self._say(error) for place, error in found.items()})
            self._form.go_to(next(iter(found)))
            return
        # From here on it is the library's, not a draft; refuse() gives it back if need be.
        self._sent = self._opened
        self._empty()
        self.close()
        self.saved.emit(draft)

    def _discard(self) -> None:
        """Forgets what was written: a new reply is gone, an old one is as it was saved."""
        self._form.fill(self._opened.start, self._opened.others)
        if self._opened.start.uid is None:
            self.close()

    def _turn_to_other(self) -> None:
        self._form.fill(self._kept.turn(self.draft()))

    def _changed(self) -> None:
        """Says at once what is wrong with what is written, and what is missing only when saving was
        tried.
        """
        draft = self.draft()
        blank = {Field.TITLE: not draft.title, Field.TEXT: not draft.text.strip()}
        self._form.show_findings(
            {
                place: self._say(error)
                for place, error in findings(draft, self._owner).items()
                if self._tried or not blank.get(place, False)
            }
        )
        new = draft.uid is None
        self._drop.setVisible(draft != self._opened.start and not (new and draft.blank))
        other = self._kept.newest if new else None
        self._other.setVisible(other is not None)
        if other is not None:
            name = title_from(other.title or other.text)
            self._other.setText(self.tr("Other draft: {title}").format(title=name))

    def _owner(self, shortcut: str) -> str | None:
        """A reply may keep its own shortcut. Asked once for each, not for each key pressed in
        another field: the answer comes from the library.
        """
        folded = shortcut.casefold()
        if folded == self._opened.start.shortcut.casefold():
            return None
        if self._asked[0] != folded:
            self._asked = (folded, self._shortcut_owner(shortcut))
        return self._asked[1]

    def _build(self) -> None:
        self._trouble = QLabel()
        self._trouble.setProperty("role", "finding")
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setWordWrap(True)
        self._keys = QLabel()
        self._keys.setProperty("role", "faint")
        self._other = _link()
        self._other.clicked.connect(self._turn_to_other)
        self._drop = _link()
        self._drop.clicked.connect(self._discard)
        self._store = QPushButton()
        self._store.setProperty("role", "primary")
        self._store.clicked.connect(self._save)
        bar = QWidget()
        bar.setProperty("role", "bar")
        self._foot = QHBoxLayout(bar)
        self._foot.addWidget(self._keys)
        self._foot.addStretch(1)
        for button in (self._other, self._drop, self._store):
            self._foot.addWidget(button)
        self._body = QVBoxLayout()
        self._body.addWidget(self._form, 1)
        self._body.addWidget(self._trouble)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._body, 1)
        layout.addWidget(bar)
        for keys, call in (
            ("Ctrl+S", self._save),
            ("Ctrl+Return", self._save),
            ("Ctrl+Enter", self._save),
            ("Escape", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    def _dress(self) -> None:
        px = self._theme.px
        self._body.setContentsMargins(px(16), px(14), px(16), px(12))
        self._foot.setContentsMargins(px(16), px(10), px(16), px(10))
        self._foot.setSpacing(px(12))
        self.setMinimumSize(px(_WIDTH - 100), px(_HEIGHT - 60))
        if not self._placed:
            self.resize(px(_WIDTH), px(_HEIGHT))

    def _word(self) -> None:
        new = self._opened.start.uid is None
        self.setWindowTitle(self.tr("New reply") if new else self.tr("Edit reply"))
        self._keys.setText(self.tr("Esc closes and keeps the draft"))
        self._store.setText(self.tr("Save (Ctrl+S)"))
        self._drop.setText(self.tr("Discard") if new else self.tr("Discard changes"))
        self._changed()


def _link() -> QPushButton:
    button = QPushButton()
    button.setProperty("role", "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
