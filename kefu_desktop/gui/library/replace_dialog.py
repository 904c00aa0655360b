"""Find and replace over many replies, seen before it is done: each place before and after.

What would be done is worked out anew whenever something is written, off this thread and never more
than once at a time. The button works only while the list is what it would do.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Uid
from kefu_desktop.core.replacing import Replacement, ReplacePlan
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.library.editor.flow import FlowLayout
from kefu_desktop.gui.library.replacing.changes import Changes
from kefu_desktop.gui.library.replacing.painter import ChangePainter
from kefu_desktop.gui.library.ticks import TickedList, turn
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.theme import Theme
from kefu_desktop.gui.window_size import open_in

_WIDTH, _HEIGHT = 640, 560
"""At the usual text scale, in pixels."""

_PAUSE = 150
"""Milliseconds without a key until it is worked out what would be done."""


class ChangeList(TickedList):
    """The rows of a plan."""

    def __init__(self, theme: Theme, changes: Changes, painter: ChangePainter) -> None:
        super().__init__(painter)
        self.setProperty("role", "changes")
        self.setModel(changes)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self.scheduleDelayedItemsLayout)


class ReplaceDialog(QDialog):
    """Replaces in the replies ``uids``. Closes by itself when that is done."""

    def __init__(
        self, desk: LibraryDesk, uids: Sequence[Uid], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._uids = tuple(uids)
        self._plan: ReplacePlan | None = None
        self._planning = False
        self._busy = False
        self._trouble = ""
        self._changes = Changes(self)
        self._outcomes = Outcomes(desk.bridge, self._refused)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._build()
        self._join()
        self._dress()
        self._word()
        self._find.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    # -- what would be done

    @property
    def _written(self) -> Replacement:
        return Replacement(
            find=self._find.text(),
            put=self._put.text(),
            match_case=self._match_case.isChecked(),
            whole_word=self._whole_word.isChecked(),
            in_titles=self._titles.isChecked(),
            in_texts=self._texts.isChecked(),
            in_notes=self._notes.isChecked(),
        )

    @property
    def _settled(self) -> bool:
        """Whether the list is what would be done."""
        return not (self._planning or self._pause.isActive())

    def _rewrite(self) -> None:
        self._trouble = ""
        self._pause.start()
        self._word()

    def _plan_now(self) -> None:
        if self._planning:
            return
        written = self._written
        if not written.find:
            self._show(written, None)
            return
        self._planning = True
        planning = self._desk.arranging.plan_replacing(self._uids, written)

        def failed(error: KefuError) -> None:
            self._planning = False
            self._refused(error)

        self._outcomes.when(planning, lambda plan: self._show(written, plan), failed)

    def _show(self, written: Replacement, plan: ReplacePlan | None) -> None:
        """Shows a plan, unless something else was written meanwhile: then that comes next."""
        self._planning = False
        if written != self._written:
            self._plan_now()
            return
        self._plan = plan
        self._changes.show(plan)
        self._word()

    # -- doing it

    def _replace(self) -> None:
        if self._plan is None or not self._go.isEnabled():
            return
        self._busy = True
        self._word()
        replacing = self._desk.arranging.replace(self._plan, self._changes.ticked)
        self._outcomes.when(replacing, lambda _: self.accept())

    def _refused(self, error: KefuError) -> None:
        """Says it, and looks again: replies may have changed meanwhile."""
        self._busy = False
        self._trouble = self._desk.say(error)
        if not self._planning and self._plan is not None:
            self._plan = None
            self._plan_now()
        self._word()

    # -- how it is built

    def _build(self) -> None:
        theme = self._desk.theme
        self._find_name, self._put_name = label("caption"), label("caption")
        self._find, self._put = QLineEdit(), QLineEdit()
        self._find_name.setBuddy(self._find)
        self._put_name.setBuddy(self._put)
        self._match_case, self._whole_word = QCheckBox(), QCheckBox()
        self._titles, self._texts, self._notes = QCheckBox(), QCheckBox(), QCheckBox()
        self._titles.setChecked(True)
        self._texts.setChecked(True)
        self._count = label("caption")
        self._count.setWordWrap(True)
        self._all, self._none = button("link", lambda: None), button("link", lambda: None)
        painter = ChangePainter(theme, self._desk.say)
        self._list = ChangeList(theme, self._changes, painter)
        self._says = label("finding")
        self._says.setWordWrap(True)
        self._leave, self._go = QPushButton(), QPushButton()
        self._go.setProperty("role", "primary")
        self._go.setDefault(True)
        for link in (self._all, self._none):
            # What is below does not move when they come.
            policy = link.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            link.setSizePolicy(policy)
        for plain in (self._all, self._none, self._leave):
            plain.setAutoDefault(False)
        self._form = QGridLayout()
        self._form.addWidget(self._find_name, 0, 0)
        self._form.addWidget(self._put_name, 0, 1)
        self._form.addWidget(self._find, 1, 0)
        self._form.addWidget(self._put, 1, 1)
        self._options = FlowLayout()
        for box in (self._titles, self._texts, self._notes, self._match_case, self._whole_word):
            self._options.addWidget(box)
        self._head = QHBoxLayout()
        self._head.addWidget(self._count, 1)
        self._head.addWidget(self._all)
        self._head.addWidget(self._none)
        bar = QWidget()
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setProperty("role", "bar")
        self._foot = QHBoxLayout(bar)
        self._foot.addWidget(self._says, 1)
        self._foot.addWidget(self._leave)
        self._foot.addWidget(self._go)
        self._above = QVBoxLayout()
        for part in (self._form, self._options, self._head):
            self._above.addLayout(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._above)
        column.addWidget(self._list, 1)
        column.addWidget(bar)

    def _join(self) -> None:
        for field in (self._find, self._put):
            field.textChanged.connect(self._rewrite)
        for box in (self._match_case, self._whole_word, self._titles, self._texts, self._notes):
            box.toggled.connect(self._rewrite)
        self._pause.timeout.connect(self._plan_now)
        self._changes.ticked_changed.connect(self._word)
        self._all.clicked.connect(lambda: self._changes.tick_all(True))
        self._none.clicked.connect(lambda: self._changes.tick_all(False))
        self._leave.clicked.connect(self.reject)
        self._go.clicked.connect(self._replace)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._replace)
        self._list.activated.connect(turn)
        self._desk.theme.changed.connect(self._dress)

    def _word(self) -> None:
        self.setWindowTitle(self.tr("Find and replace"))
        self._find_name.setText(self.tr("Find"))
        self._put_name.setText(self.tr("Replace with"))
        self._find.setPlaceholderText(self.tr("An old shop name, a courier…"))
        self._put.setPlaceholderText(self.tr("Nothing: what is found is taken out"))
        self._find.setAccessibleName(self._find_name.text())
        self._put.setAccessibleName(self._put_name.text())
        self._titles.setText(self.tr("Titles"))
        self._texts.setText(self.tr("Texts"))
        self._notes.setText(self.tr("Notes"))
        self._match_case.setText(self.tr("Match case"))
        self._whole_word.setText(self.tr("Whole words"))
        self._all.setText(self.tr("Tick all"))
        self._none.setText(self.tr("None"))
        self._list.setAccessibleName(self.tr("What would be replaced"))
        self._leave.setText(self.tr("Cancel"))
        self._word_outcome()

    def _word_outcome(self) -> None:
        ticked = len(self._changes.ticked)
        self._count.setText(self._counted(ticked))
        some = bool(self._changes.uids)
        self._all.setVisible(some)
        self._none.setVisible(some)
        self._go.setText(self.tr("Replace in {count}").format(count=f"{ticked:,}"))
        self._go.setEnabled(self._settled and not self._busy and ticked > 0)
        self._says.setText(self._trouble)

    def _counted(self, ticked: int) -> str:
        among = f"{len(self._uids):,}"
        if self._plan is None or not self._written.find:
            return self.tr("Looked for in {count} replies").format(count=among)
        if not self._changes.rowCount():
            return self.tr("Not found in {count} replies").format(count=among)
        told: list[str] = []
        if self._changes.uids:
            words = self.tr("{ticked} of {count} replies are ticked")
            told.append(words.format(ticked=f"{ticked:,}", count=f"{len(self._changes.uids):,}"))
        if self._plan.unusable:
            cannot = self.tr("{count} cannot be changed, see the end of the list")
            told.append(cannot.format(count=f"{len(self._plan.unusable):,}"))
        return " · ".join(told)

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._above.setContentsMargins(px(16), px(14), px(16), px(8))
        self._above.setSpacing(px(10))
        self._form.setHorizontalSpacing(px(12))
        self._form.setVerticalSpacing(px(3))
        self._options.setSpacing(px(14))
        self._head.setSpacing(px(14))
        self._foot.setContentsMargins(px(16), px(10), px(16), px(10))
        self._foot.setSpacing(px(8))
        open_in(self, px(_WIDTH), px(_HEIGHT))
