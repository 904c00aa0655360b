"""One reply on the editor's desk, from its opening until what was written is in the library or kept
as a draft.

It outlives its place in the window: who turns to another reply does not wait for the disk, and what
the library then refuses is kept, not lost.
"""

from msgspec import Struct
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from kefu_desktop.app.keeping import Clash, Keeping, Saved
from kefu_desktop.core.changes import Content
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Reply, Uid
from kefu_desktop.core.sheets import Finding, KeptDraft, Sheet, findings
from kefu_desktop.gui.library.editor.drafts import Drafts
from kefu_desktop.gui.outcomes import Outcomes

KEEP_MILLIS = 400
"""A draft is kept when nothing was written for so long …"""
KEEP_AT_LEAST_MILLIS = 3000
"""… and at least so often while somebody writes on and on."""

BLANK = Sheet(title="", texts=("",))


class Hands(Struct, frozen=True):
    """What a sitting works with."""

    keeping: Keeping
    drafts: Drafts
    outcomes: Outcomes


class Sitting(QObject):
    """``base`` is the reply as it was when it was opened, None for a new one; ``start`` is what the
    fields showed then.
    """

    saved = Signal(object)
    """A :class:`Saved`; :attr:`base` is it already."""
    clashed = Signal(object)
    """A :class:`Clash`; what was written is kept as a draft."""
    refused = Signal(object)
    """A :class:`KefuError`; what was written is kept as a draft."""
    state_changed = Signal()

    def __init__(
        self, hands: Hands, key: str, base: Reply | None, start: Sheet, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._hands = hands
        self.key = key
        self.base = base
        self.start = start
        self.sheet = start
        self.contents: tuple[Content, ...] = ()
        self.clash: Clash | None = None
        self.saving = False
        self._again = False
        self._waiting = QElapsedTimer()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEEP_MILLIS)
        self._soon.timeout.connect(self.keep)

    @property
    def uid(self) -> Uid | None:
        """Identity of the reply, None for one that is not in the library yet."""
        return self.base.uid if self.base else None

    @property
    def dirty(self) -> bool:
        """Whether something is written that the library does not have."""
        return self.sheet != self.start

    @property
    def in_trash(self) -> bool:
        """Whether the reply can only be looked at."""
        return self.base is not None and self.base.trashed is not None

    def findings(self) -> tuple[Finding, ...]:
        """Gives what keeps the sheet from being saved."""
        return findings(self.sheet, Sheet.of(self.base) if self.base else None)

    def write(self, sheet: Sheet, contents: tuple[Content, ...]) -> None:
        """Takes what is in the fields; it is kept as a draft in a moment."""
        self.contents = contents
        if sheet == self.sheet:
            return
        self.sheet = sheet
        if not self._soon.isActive():
            self._waiting.start()
        if self._waiting.elapsed() < KEEP_AT_LEAST_MILLIS:
            self._soon.start()
        self.state_changed.emit()

    def rebase(self, base: Reply, sheet: Sheet) -> None:
        """Goes on from ``base`` with ``sheet`` in the fields."""
        self.base, self.start, self.sheet = base, Sheet.of(base), sheet
        self.keep()
        self.state_changed.emit()

    def take_up(self, draft: KeptDraft) -> None:
        """Goes on with a draft where it was left."""
        self.keep(untouched_too=True)
        self.key, self.base = draft.key, draft.base
        self.start = Sheet.of(draft.base) if draft.base else BLANK
        self.sheet, self.contents = draft.sheet, draft.contents
        self.clash = None
        self.state_changed.emit()

    def keep(self, *, untouched_too: bool = False) -> None:
        """Keeps what is written as a draft now, or drops the draft when there is nothing to keep.
        ``untouched_too`` keeps a new reply as it was handed in, when it is being left.
        """
        self._soon.stop()
        unwanted = self.sheet.blank if self.base is None else not self.dirty
        if unwanted:
            self._hands.drafts.drop(self.key)
        elif self.dirty or untouched_too:
            self._hands.drafts.keep(self.draft())

    def discard(self) -> KeptDraft:
        """Forgets what was written, and gives it to who may want to bring it back."""
        draft = self.draft()
        self.sheet, self.contents, self.clash = self.start, (), None
        self._soon.stop()
        self._hands.drafts.drop(self.key)
        self.state_changed.emit()
        return draft

    def save(self, *, overwrite: bool = False) -> None:
        """Puts what is written into the library; one of the signals tells what came of it.

        A save that is under way is waited for, so that a new reply does not become two.
        """
        self.keep()
        if self.saving:
            self._again = True
            return
        self.saving, self._again = True, False
        sheet = self.sheet
        future = self._hands.keeping.save(sheet, self.base, self.contents, overwrite=overwrite)
        self._hands.outcomes.when(
            future, lambda answer: self._answered(sheet, answer), self._refuse
        )
        self.state_changed.emit()

    def leave(self) -> None:
        """Saves what is fit and keeps the rest as a draft. What nobody touched is not saved: who
        opened a new reply by mistake does not want one.
        """
        fit = not self.in_trash and not self.findings()
        if self.dirty and fit and not self.sheet.blank:
            self.save()
        else:
            self.keep(untouched_too=True)

    def draft(self) -> KeptDraft:
        return KeptDraft(key=self.key, base=self.base, sheet=self.sheet, contents=self.contents)

    def _answered(self, sheet: Sheet, answer: Saved | Clash) -> None:
        self.saving = False
        if isinstance(answer, Clash):
            self._meet(answer)
            return
        self.clash = None
        self.base, self.start = answer.reply, Sheet.of(answer.reply)
        if self.sheet == sheet:
            self.sheet, self.contents = self.start, ()
        self.keep()
        self.state_changed.emit()
        self.saved.emit(answer)
        if self._again and self.dirty and not self.findings():
            self.save()

    def _meet(self, clash: Clash) -> None:
        self.clash = clash
        self.keep()
        self.state_changed.emit()
        self.clashed.emit(clash)

    def _refuse(self, error: KefuError) -> None:
        self.saving = False
        self.keep()
        self.state_changed.emit()
        self.refused.emit(error)
