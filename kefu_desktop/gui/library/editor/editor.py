"""The right pane of the library window: one reply is opened, written on, saved.

It never asks before it lets a reply go: what is fit is saved, what is not is kept as a draft, and
offered when the reply is opened next.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kefu_desktop.app.keeping import Clash, Saved
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Category, Uid
from kefu_desktop.core.sheets import KeptDraft, Sheet, SheetField, merge, title_from
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.editor.drafts import Drafts
from kefu_desktop.gui.library.editor.fields import Said
from kefu_desktop.gui.library.editor.judging import Judge
from kefu_desktop.gui.library.editor.pages import Pages
from kefu_desktop.gui.library.editor.sitting import BLANK, Hands, Sitting
from kefu_desktop.gui.outcomes import Outcomes

if TYPE_CHECKING:
    from kefu_desktop.app.catalogue import Whole


class Editor(QWidget):
    """The pane. It shows one reply, or says how to begin."""

    saved = Signal(object)
    """Uid of the reply that is shown and was saved just now."""
    open_wanted = Signal(object)
    """Uid of another reply that somebody wants to see: the one that has the shortcut."""
    begun = Signal()
    """A new reply is written that nobody opened: a draft of one was restored."""
    notice = Signal(str)
    """A sentence about what became of a reply, above all of one that is no longer shown."""
    unsaved_changed = Signal(bool)
    """Whether something is written that the library does not have."""

    def __init__(self, desk: LibraryDesk) -> None:
        super().__init__()
        self._desk = desk
        self._outcomes = Outcomes(desk.bridge, self._say_trouble)
        self._drafts = Drafts(desk.drafting, self._outcomes)
        self._hands = Hands(desk.keeping, self._drafts, self._outcomes)
        show_other = self.open_wanted.emit
        self._judge = Judge(desk.keeping, self._outcomes, desk.say, self._look, show_other)
        self._categories: Mapping[Uid, Category] = {}
        self._sitting: Sitting | None = None
        self._pages = Pages(desk, self._drafts, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._pages)
        self.setFocusProxy(self._pages)
        self._join()
        self.nothing()
        self._drafts.load(lambda: self._pages.offers.look(self._sitting))

    @property
    def uid(self) -> Uid | None:
        """Identity of the reply shown; None for a new one, and for none."""
        return self._sitting.uid if self._sitting else None

    @property
    def unsaved(self) -> bool:
        """Whether something is written that the library does not have."""
        return self._sitting is not None and self._sitting.dirty

    def set_tags(self, names: Iterable[str]) -> None:
        """Offers these tags, the most used first."""
        self._pages.form.offer_tags(names)

    def set_categories(self, categories: Mapping[Uid, Category]) -> None:
        """Offers these categories."""
        self._categories = dict(categories)
        self._pages.form.offer_categories(self._categories)

    def open_whole(self, whole: "Whole", variant: int = 0) -> None:
        """Opens a reply with one of its wordings shown. The one that is open already is brought up
        to date instead: what was written stays, and so does the wording shown unless ``variant``
        names another one.
        """
        reply = whole.reply
        if self._sitting is not None and self._sitting.uid == reply.uid:
            self._follow(whole, variant)
        else:
            self._leave_behind()
            key = self._drafts.key_for(reply.uid)
            self._sit_down(Sitting(self._hands, key, reply, Sheet.of(reply), self), variant)
        self._pages.form.body.wordings.show_uses(whole.variant_uses)

    def open_new(self, sheet: Sheet = BLANK) -> None:
        """Opens a new reply that begins as ``sheet``, ready to be written."""
        self._leave_behind()
        start = sheet if sheet.texts else replace(sheet, texts=BLANK.texts)
        key = self._drafts.key_for(None)
        self._sit_down(Sitting(self._hands, key, None, start, self), 0)
        titled = bool(start.title) and not start.texts[0].strip()
        self._pages.form.go_to(SheetField.TEXTS if titled else SheetField.TITLE)

    def nothing(self) -> None:
        """Shows no reply."""
        self._leave_behind()
        self._pages.show_nothing()
        self._pages.offers.look(None)
        self.unsaved_changed.emit(False)

    def save(self) -> None:
        """Saves what is written; where it is not fit, says why and goes to the first place."""
        sitting = self._taken_up()
        if sitting is None or sitting.in_trash:
            return
        self._judge.insist()
        if self._find_fault(sitting):
            sitting.keep()
        elif sitting.dirty or sitting.base is None:
            sitting.save()

    def leave(self) -> None:
        """Saves what is fit to be saved and keeps a draft of the rest. Never asks; the reply stays
        shown.
        """
        sitting = self._taken_up()
        if sitting is not None:
            sitting.leave()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_state()
            self._look()

    # -- opening and letting go

    def _sit_down(self, sitting: Sitting, variant: int) -> None:
        """Shows ``sitting`` in the fields."""
        self._sitting = sitting
        sitting.saved.connect(lambda saved: self._saved(sitting, saved))
        sitting.clashed.connect(lambda clash: self._clashed(sitting, clash))
        sitting.refused.connect(lambda error: self._refused(sitting, error))
        sitting.state_changed.connect(lambda: self._tell(sitting))
        self._pages.offers.forget_undo()
        self._pages.form.begin(sitting.uid)
        self._show(sitting, variant)

    def _show(self, sitting: Sitting, variant: int | None = None) -> None:
        """Fills the fields from ``sitting`` and begins to judge them anew."""
        self._judge.begin()
        self._pages.form.fill(sitting.sheet, sitting.contents, variant)
        self._pages.show_form(locked=sitting.in_trash)
        self._say_state()
        self._tell(sitting)
        self._look()
        self._pages.offers.look(sitting)

    def _leave_behind(self) -> None:
        """Saves or keeps what is written and lets go of it; the library's answer is still heard."""
        self.leave()
        self._let_go()

    def _let_go(self) -> None:
        left, self._sitting = self._sitting, None
        if left is not None and not left.saving:
            left.deleteLater()

    def _taken_up(self) -> Sitting | None:
        """Gives what is open, with all that stands in the fields."""
        if self._sitting is not None and self._pages.writable:
            self._pages.form.end_words()
            self._sitting.write(self._pages.form.read(), self._pages.form.contents())
        return self._sitting

    def _follow(self, whole: "Whole", variant: int) -> None:
        """Brings the open reply up to what the library holds now."""
        sitting, theirs = self._taken_up(), whole.reply
        assert sitting is not None
        assert sitting.base is not None
        if variant:
            self._pages.form.body.wordings.tabs.choose(variant)
        if sitting.saving or sitting.base == theirs:
            return
        merged = merge(Sheet.of(sitting.base), Sheet.of(theirs), sitting.sheet)
        if merged is None or (theirs.trashed is not None and sitting.dirty):
            sitting.clash = Clash(sitting.base, theirs, sitting.sheet)
            if self._pages.comparing:
                self._compare()
            else:
                self._say_state()
            return
        sitting.rebase(theirs, merged)
        self._show(sitting)

    def _say_state(self) -> None:
        """Says what is the matter with the reply itself, not with what is written."""
        sitting, bar = self._sitting, self._pages.state_bar
        if sitting is None or sitting.uid is None or self._pages.comparing:
            bar.say("")
        elif sitting.clash is not None:
            words = self.tr("This reply was changed elsewhere while you were writing.")
            bar.say(words, [(self.tr("Compare"), self._compare)])
        elif sitting.in_trash:
            uids = [sitting.uid]
            restore = lambda: self._outcomes.when(self._desk.arranging.restore(uids))  # noqa: E731
            bar.say(self.tr("This reply is in the trash."), [(self.tr("Restore"), restore)])
        else:
            bar.say("")

    # -- writing

    def _written(self) -> None:
        if self._sitting is None:
            return
        self._sitting.write(self._pages.form.read(), self._pages.form.contents())
        self._judge.written()
        self._pages.trouble_bar.say("")
        self._look()

    def _look(self) -> None:
        """Says beside the fields what is wrong with what is written."""
        sitting = self._sitting
        judged = sitting is not None and not sitting.in_trash
        found = self._judge.findings(sitting) if sitting is not None and judged else {}
        self._pages.form.show_findings(found)

    def _find_fault(self, sitting: Sitting) -> bool:
        """Whether something keeps it from being saved; the keyboard is there then."""
        found = self._judge.findings(sitting)
        self._pages.form.show_findings(found)
        self._pages.form.go_to_first(found)
        return bool(found)

    def _tell(self, sitting: Sitting) -> None:
        if sitting is self._sitting:
            new, dirty, saving = sitting.base is None, sitting.dirty, sitting.saving
            self._pages.foot.tell(new=new, dirty=dirty, saving=saving)
            self.unsaved_changed.emit(dirty)

    def _discard(self) -> None:
        """Forgets what was written; one click brings it back."""
        sitting = self._taken_up()
        if sitting is None:
            return
        draft = sitting.discard()
        if sitting.base is None:
            self._let_go()
            self.nothing()
        else:
            self._show(sitting)
        self._offer_back(draft)

    def _offer_back(self, draft: KeptDraft) -> None:
        self._pages.offers.offer_undo(self.tr("Discarded."), lambda: self._restore(draft))

    def _restore(self, draft: KeptDraft) -> None:
        """Goes on with a draft in the place of what is shown, which is kept in turn."""
        self._pages.offers.forget_undo()
        sitting = self._taken_up()
        if sitting is None or sitting.uid != (draft.base.uid if draft.base else None):
            self.open_new()
            self.begun.emit()
            sitting = self._sitting
        assert sitting is not None
        sitting.take_up(draft)
        self._show(sitting, 0)
        self._pages.form.go_to(SheetField.TEXTS)

    def _wording_removed(self) -> None:
        def bring_back() -> None:
            self._pages.form.body.wordings.bring_back()
            self._pages.offers.forget_undo()

        self._pages.offers.offer_undo(self.tr("The wording was removed."), bring_back)

    def _make_category(self, path: tuple[str, ...]) -> None:
        field = self._pages.form.heading.category
        self._outcomes.when(self._desk.arranging.add_category(path), field.choose)

    def _image_refused(self, error: KefuError) -> None:
        self._pages.form.body.say_of_images(Said(self._desk.say(error)))

    def _image_late(self, name: str) -> None:
        words = self.tr("The image “{name}” came too late: another reply is open. Add it again.")
        self.notice.emit(words.format(name=name))

    # -- what comes of it

    def _saved(self, sitting: Sitting, saved: Saved) -> None:
        if sitting is self._sitting:
            if not sitting.dirty:
                self._pages.form.fill(sitting.sheet)
            self._pages.show_form(locked=sitting.in_trash)
            self._say_state()
            self._look()
            self._pages.offers.look(sitting)
            self.saved.emit(saved.reply.uid)
        elif not sitting.saving:
            sitting.deleteLater()
        if saved.removed:
            words = self.tr("Saved; {count} invisible characters were taken out.")
            self.notice.emit(words.format(count=saved.removed))

    def _clashed(self, sitting: Sitting, clash: Clash) -> None:
        if sitting is self._sitting:
            self._compare()
            return
        if clash.theirs is None:
            self._drafts.orphan(sitting.draft())
        self._say_kept(sitting, self.tr("it was changed elsewhere meanwhile."))

    def _refused(self, sitting: Sitting, error: KefuError) -> None:
        if sitting is not self._sitting:
            self._say_kept(sitting, self._desk.say(error))
        elif self._judge.refuse(error):
            self._find_fault(sitting)
        else:
            self._say_trouble(error)

    def _say_kept(self, sitting: Sitting, why: str) -> None:
        """Says of a reply that was left that it is not in the library, and why."""
        title = sitting.sheet.title or title_from(sitting.sheet.texts[0])
        words = self.tr("“{title}” was not saved and is kept as a draft: {why}")
        self.notice.emit(words.format(title=title, why=why))
        sitting.deleteLater()

    def _say_trouble(self, error: KefuError) -> None:
        self._pages.trouble_bar.say(self._desk.say(error))

    # -- two versions

    def _compare(self) -> None:
        """Shows what the library holds beside what is written."""
        sitting = self._taken_up()
        if sitting is not None and sitting.clash is not None:
            sitting.clash = replace(sitting.clash, ours=sitting.sheet)
            self._pages.clash.show_clash(sitting.clash, self._categories)
            self._pages.show_clash()

    def _take_mine(self) -> None:
        """Writes what was written over what the library holds: the user has seen both."""
        if self._sitting is not None:
            self._sitting.clash = None
            self._sitting.save(overwrite=True)

    def _take_theirs(self) -> None:
        """Forgets what was written and shows what the library holds."""
        sitting = self._sitting
        if sitting is None or sitting.clash is None:
            return
        theirs = sitting.clash.theirs
        draft = sitting.discard()
        if theirs is None:
            self.nothing()
        else:
            sitting.rebase(theirs, Sheet.of(theirs))
            self._show(sitting, 0)
        self._offer_back(draft)

    def _go_on(self) -> None:
        """Back to the fields. Both versions stay: saving shows them again."""
        if self._sitting is not None:
            self._pages.show_form(locked=False)
            self._say_state()
            self._pages.form.go_to(SheetField.TEXTS)

    def _join(self) -> None:
        pages, body = self._pages, self._pages.form.body
        pages.save_wanted.connect(self.save)
        pages.foot.discard_wanted.connect(self._discard)
        pages.offers.restore_wanted.connect(self._restore)
        pages.offers.open_wanted.connect(self.open_wanted)
        pages.form.changed.connect(self._written)
        pages.form.heading.category.category_wanted.connect(self._make_category)
        body.refused.connect(self._image_refused)
        body.minding.refused.connect(self._say_trouble)
        body.images.late.connect(self._image_late)
        body.wordings.removed.connect(self._wording_removed)
        pages.clash.mine_chosen.connect(self._take_mine)
        pages.clash.theirs_chosen.connect(self._take_theirs)
        pages.clash.editing_wanted.connect(self._go_on)
