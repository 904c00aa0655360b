"""What is offered above the fields: a draft that was left, and what was thrown away just now."""

from collections.abc import Callable

from PySide6.QtCore import QDateTime, QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kefu_desktop.core.model import Uid
from kefu_desktop.core.sheets import KeptDraft, title_from
from kefu_desktop.gui.library.editor.bars import Bar
from kefu_desktop.gui.library.editor.drafts import Drafts
from kefu_desktop.gui.library.editor.sitting import Sitting
from kefu_desktop.gui.theme import Theme


class Offers(QWidget):
    """Quiet: nothing waits for an answer."""

    restore_wanted = Signal(object)
    """A :class:`KeptDraft` to go on with."""
    open_wanted = Signal(object)
    """Uid of another reply of which there is a draft."""

    def __init__(self, theme: Theme, drafts: Drafts) -> None:
        super().__init__()
        self._drafts = drafts
        self._draft: KeptDraft | None = None
        self._shown: Uid | None = None
        self.draft_bar = Bar(theme)
        self.undo_bar = Bar(theme)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.undo_bar)
        rows.addWidget(self.draft_bar)

    def look(self, sitting: Sitting | None) -> None:
        """Offers the newest draft of the reply that is shown, of a new one where none is, and what
        an earlier run left of any. A draft that says what is in the fields already is dropped.
        """
        uid, key = (sitting.uid, sitting.key) if sitting else (None, "")
        while (draft := self._drafts.offered(uid, key)) is not None:
            if sitting is None or draft.sheet != sitting.sheet:
                break
            self._drafts.drop(draft.key)
        self._shown = uid
        self._draft = draft or self._drafts.left_over(uid)
        self._word()

    def offer_undo(self, words: str, act: Callable[[], object]) -> None:
        """Offers to take back what was done just now."""
        self.undo_bar.say(words, [(self.tr("Undo"), act)])

    def forget_undo(self) -> None:
        """Something else was done since."""
        self.undo_bar.say("")

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        draft = self._draft
        if draft is None:
            self.draft_bar.say("")
            return
        at = QDateTime.fromMSecsSinceEpoch(draft.at).toString("M-d HH:mm") if draft.at else ""
        title = draft.sheet.title or title_from(draft.sheet.texts[0])
        discard = (self.tr("Discard"), lambda: self._discard(draft))
        restore = (self.tr("Restore"), lambda: self.restore_wanted.emit(draft))
        if draft.base is None:
            words = self.tr("Not saved yet: “{title}”").format(title=title)
        elif draft.base.uid == self._shown:
            words = self.tr("There are unsaved changes")
        else:
            words = self.tr("There are unsaved changes of “{title}”").format(title=title)
            uid = draft.base.uid
            restore = (self.tr("Show it"), lambda: self.open_wanted.emit(uid))
        self.draft_bar.say(f"{words} · {at}" if at else words, [restore, discard])

    def _discard(self, draft: KeptDraft) -> None:
        """Forgets a draft; it can be brought back as long as the line is there."""
        self._drafts.drop(draft.key)
        self._draft = None
        self._word()

        def bring_back() -> None:
            self.forget_undo()
            self._drafts.keep(draft)
            self.restore_wanted.emit(draft)

        self.offer_undo(self.tr("The draft was discarded."), bring_back)
