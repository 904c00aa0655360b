"""Replies that say nearly the same, group by group, and what becomes of each group.

The page looks through the library when it is first shown, and again when it is shown after replies
have changed. What is done here takes its group away, and nothing is asked. All of it can be undone:
what changes the library by its undo; that replies are different, which does not, by this page's own
under the same key, as long as nothing else was done since.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.app.catalogue import Whole
from kefu_desktop.app.duplicates import Group
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Uid
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.library.twins.actions import Deal, DealBar, deal_of
from kefu_desktop.gui.library.twins.cards import Cards
from kefu_desktop.gui.library.twins.groups import GROUP, GroupPainter, Groups
from kefu_desktop.gui.library.twins.quiet import Quiet
from kefu_desktop.gui.library.twins.twins import Twins
from kefu_desktop.gui.outcomes import Outcomes

MOST = 24
"""So many replies of a group are shown, and meant by what is done; the others come up after."""

_WIDTH = 240
"""Of the list of groups, at the usual text scale, in pixels."""


class DuplicatesPage(QWidget):
    """The page. It follows the library by itself while it lives."""

    open_wanted = Signal(object)
    """The uid of a reply that is to be opened in the editor."""

    def __init__(self, desk: LibraryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._groups, self._twins = Groups(self), Twins(self)
        self._give_up: Callable[[], None] | None = None
        self._wanted: tuple[Uid, ...] = ()
        self._parted = False
        self._outcomes = Outcomes(desk.bridge, self._refused)
        self._build()
        self._join()
        self._dress()
        self._word()

    def look(self) -> None:
        """Looks through the library unless that is going on; what was found before stays shown."""
        if self._give_up is not None:
            return
        post = self._desk.bridge.post
        percent = 0

        def progress(part: float) -> None:
            nonlocal percent
            if int(part * 100) > percent:
                percent = int(part * 100)
                post(partial(self._tell_progress, percent))

        self._tell_progress(0)
        self._give_up = self._desk.duplicates.find(progress, lambda _: post(self._found))
        self._follow()

    # -- what others do to it

    def showEvent(self, event: QShowEvent) -> None:
        """Looks if need be."""
        super().showEvent(event)
        if event.spontaneous():
            return  # the window was only put away and taken out again
        if self._desk.duplicates.groups is None or self._desk.duplicates.stale:
            self.look()
        else:
            self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Gives up looking; who comes back starts it anew."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._stop()

    def event(self, event: QEvent) -> bool:
        """Keeps the key of undo for itself while there is something of its own to take back."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and self._parted
        ):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes its keys before the lists do, which would look for a title that begins so."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same keys where the focus is on neither list."""
        if not self._take(event):
            super().keyPressEvent(event)

    def _take(self, event: QKeyEvent) -> bool:
        """A key for each button, F5, Ctrl+Z, and Left and Right between the lists; gives whether
        it was any.
        """
        deal = deal_of(event)
        if deal is not None:
            return self._stack.currentWidget() is self._split and self._deals.press(deal)
        if self._parted and event.matches(QKeySequence.StandardKey.Undo):
            self._take_back()
        elif event.key() == Qt.Key.Key_F5:
            self.look()
        elif event.key() == Qt.Key.Key_Right and self._list.hasFocus():
            self._cards.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Left and self._at_the_left():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _at_the_left(self) -> bool:
        return self._cards.hasFocus() and self._cards.currentIndex().row() <= 0

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    # -- looking

    def _stop(self) -> None:
        if self._give_up is not None:
            self._give_up()

    def _found(self) -> None:
        self._give_up = None
        self._follow()

    def _press_quiet(self) -> None:
        if self._give_up is None:
            self.look()
        else:
            self._stop()

    def _tell_progress(self, percent: int) -> None:
        self._quiet.progress.setValue(percent)
        self._slim.setValue(percent)

    def _follow(self) -> None:
        """Shows what is found by now; the group that was looked at stays, or the next comes up."""
        groups = self._desk.duplicates.groups or ()
        row, before = self._list.currentIndex().row(), {*self._wanted}
        if groups != self._groups.groups:
            self._groups.show(groups)
        same = (at for at, group in enumerate(groups) if before & {*group.uids})
        at = next(same, max(0, min(row, len(groups) - 1)))
        self._list.setCurrentIndex(self._groups.index(at))
        self._stack.setCurrentWidget(self._split if groups else self._quiet)
        self._fetch()
        self._word()

    def _fetch(self) -> None:
        """Asks for the replies of the group looked at, and shows them when all are there."""
        group: Group | None = self._list.currentIndex().data(GROUP)
        self._wanted = uids = group.uids[:MOST] if group else ()
        coming: list[Whole] = []

        def came(uid: Uid, whole: Whole | None) -> None:
            if whole is not None and whole.reply.trashed is None:
                coming.append(whole)
            if uid == uids[-1]:
                self._desk.bridge.post(lambda: self._show(uids, coming))

        for uid in uids:
            self._desk.catalogue.whole(uid, partial(came, uid))
        if not uids:
            self._twins.show(())

    def _show(self, uids: Sequence[Uid], wholes: Sequence[Whole]) -> None:
        if uids == self._wanted:
            self._twins.show(wholes)
            self._word()

    # -- what becomes of a group

    def _deal(self, deal: Deal) -> None:
        ticked, wholes = self._twins.ticked, self._twins.wholes
        kept = wholes[self._twins.base].reply
        gone = [uid for uid in ticked if uid != kept.uid]
        self._may_take_back(parted=False)
        if deal is Deal.PART:
            self._outcomes.when(self._desk.duplicates.set_apart(ticked), lambda _: self._apart())
            return
        merged = deal is Deal.MERGE
        says = self.tr("Merged {count} into “{title}”. Ctrl+Z undoes it.")
        if not merged:
            says = self.tr("Kept “{title}”, {count} are in the trash. Ctrl+Z undoes it.")
        words = says.format(count=len(gone), title=kept.title[:40])
        uniting = self._desk.arranging.unite(kept.uid, gone, as_variants=merged)
        self._outcomes.when(uniting, lambda _: self._deals.tell(words))

    def _apart(self) -> None:
        self._deals.tell(self.tr("They will not be shown together again."))
        self._may_take_back(parted=True)

    def _take_back(self) -> None:
        self._may_take_back(parted=False)
        self._deals.tell("")
        self._outcomes.when(self._desk.duplicates.take_back())

    def _may_take_back(self, *, parted: bool) -> None:
        self._parted = parted
        self._deals.back.setVisible(parted)

    def _refused(self, error: KefuError) -> None:
        self._deals.tell(self._desk.say(error))

    # -- how it is built

    def _build(self) -> None:
        theme = self._desk.theme
        self._quiet = Quiet(theme)
        self._caption, self._again = label("caption"), button("link", self.look)
        self._slim = QProgressBar()
        self._slim.setTextVisible(False)
        self._list = QListView()
        self._list.setProperty("role", "twin-groups")
        self._list.setModel(self._groups)
        self._list.setItemDelegate(GroupPainter(theme, self._list))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._cards = Cards(theme, self._twins)
        self._head = label("title")
        self._lead = label("caption")
        self._lead.setWordWrap(True)
        self._deals = DealBar(theme)
        top = self._top = QHBoxLayout()
        top.addWidget(self._caption, 1)
        top.addWidget(self._again)
        self._lines = QVBoxLayout()
        self._lines.addWidget(self._head)
        self._lines.addWidget(self._lead)
        left = _column(top, self._slim, self._list)
        right = _column(self._lines, self._cards, self._deals)
        self._split = QSplitter()
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        for side in (left, right):
            self._split.addWidget(side)
        self._split.setStretchFactor(1, 1)
        self._stack = QStackedWidget(self)
        for page in (self._quiet, self._split):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        for view in (self._list, self._cards):
            view.installEventFilter(self)
        self.setFocusProxy(self._list)

    def _join(self) -> None:
        post = self._desk.bridge.post
        alive = [True]

        def follow() -> None:
            if alive:
                self._follow()

        end = self._desk.duplicates.subscribe(lambda: post(follow))

        def ended() -> None:
            alive.clear()
            end()

        self.destroyed.connect(ended)
        self._quiet.button.clicked.connect(self._press_quiet)
        self._list.selectionModel().currentChanged.connect(lambda _: self._fetch())
        self._deals.wanted.connect(self._deal)
        self._deals.back.clicked.connect(self._take_back)
        self._cards.doubleClicked.connect(self._open)
        self._twins.ticked_changed.connect(lambda: self._deals.offer(len(self._twins.ticked)))
        self._desk.theme.changed.connect(self._dress)

    def _open(self, index: QModelIndex) -> None:
        self.open_wanted.emit(self._twins.wholes[index.row()].reply.uid)

    def _word(self) -> None:
        groups = self._groups.groups
        self._caption.setText(self.tr("{count} groups").format(count=f"{len(groups):,}"))
        self._again.setText(self.tr("Look again (F5)"))
        self._again.setVisible(self._give_up is None)
        self._slim.setVisible(self._give_up is not None)
        self._list.setAccessibleName(self.tr("Groups of replies that say nearly the same"))
        self._cards.setAccessibleName(self.tr("Replies of the group"))
        self._slim.setAccessibleName(self.tr("Looking for duplicates"))
        self._word_quiet()
        index = self._list.currentIndex()
        group: Group | None = index.data(GROUP)
        if group is None:
            return
        head = self.tr("{count} replies · {likeness}")
        likeness = self._groups.likeness(group)
        self._head.setText(head.format(count=len(group.uids), likeness=likeness))
        lead = self.tr(
            "The chosen one is kept, with the use of all that are ticked. Marked is what differs."
        )
        if len(group.uids) > MOST:
            first = self.tr("The first {count} are shown; the others come up after.")
            lead = f"{lead} {first.format(count=MOST)}"
        self._lead.setText(lead)

    def _word_quiet(self) -> None:
        if self._give_up is not None:
            says = self.tr("Looking for replies that say nearly the same…")
            self._quiet.tell(says, "", self.tr("Stop"), working=True)
        elif self._desk.duplicates.groups is None:
            says = self.tr("Not looked through yet")
            teaches = self.tr("Replies that say nearly the same are shown side by side.")
            self._quiet.tell(says, teaches, self.tr("Look for duplicates (F5)"), working=False)
        else:
            says = self.tr("No two replies say the same")
            teaches = self.tr(
                "Doubles would be shown here side by side, to keep one or merge them."
            )
            self._quiet.tell(says, teaches, self.tr("Look again (F5)"), working=False)

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._top.setContentsMargins(px(12), px(10), px(10), px(8))
        self._lines.setContentsMargins(px(14), px(10), px(14), px(6))
        self._lines.setSpacing(px(2))
        self._slim.setFixedHeight(px(3))
        self._list.setMinimumWidth(px(180))
        self._split.setSizes([px(_WIDTH), px(4 * _WIDTH)])


def _column(*items: QWidget | QHBoxLayout | QVBoxLayout) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for item in items:
        if isinstance(item, QWidget):
            column.addWidget(item)
        else:
            column.addLayout(item)
    return made
