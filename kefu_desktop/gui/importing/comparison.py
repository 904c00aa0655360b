"""The right side of the wizard: the record that is looked at, beside what is here, and what may
become of it.

The texts are shown at once. What differs is found on the lane, and the base is read there; both
come a moment later, and only to the record they were asked for.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from kefu_desktop.app.import_picks import Picks
from kefu_desktop.app.import_review import Review
from kefu_desktop.app.import_session import ImportSession
from kefu_desktop.core.lint import Finding
from kefu_desktop.core.merging import ASKING, Item, State
from kefu_desktop.core.records import Record
from kefu_desktop.core.resolving import Decision, brings_in
from kefu_desktop.gui.importing import words
from kefu_desktop.gui.importing.desk import ImportDesk
from kefu_desktop.gui.importing.explaining import explain
from kefu_desktop.gui.importing.marking import Places, differences
from kefu_desktop.gui.importing.minding import MindedLines, Minding
from kefu_desktop.gui.importing.options import OptionBar
from kefu_desktop.gui.importing.side import Side
from kefu_desktop.gui.importing.versions import Fact, facts, mine_of, text_of
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.outcomes import Outcomes

_BASE_LENGTH = 400
"""So many characters of the base are shown."""

_FACT_LENGTH = 300


class Comparison(QScrollArea):
    """Shows one row of a review and lets it be decided about."""

    decided = Signal()

    def __init__(
        self,
        desk: ImportDesk,
        session: ImportSession,
        minding: Minding,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._minding = minding
        self._review: Review | None = None
        self._picks: Picks | None = None
        self._number: int | None = None
        self._base: Record | None = None
        self._outcomes = Outcomes(desk.bridge, lambda _: None, self)
        self._build()
        self._dress()

    def look_at(self, review: Review | None, picks: Picks | None) -> None:
        """Shows rows of another review from now on."""
        self._review, self._picks = review, picks
        self.show_row(None)

    def show_row(self, number: int | None) -> None:
        """Shows a row; None shows nothing."""
        self._number, self._base = number, None
        item = self._item
        self.options.offer(item.state if item else None, self._others())
        self.verticalScrollBar().setValue(0)
        self.minded.show_findings(())
        self._draw()
        if item is not None:
            self._fetch(number, item)

    def redraw(self) -> None:
        """Shows what is wanted by now."""
        self._tell()

    def press(self, figure: int) -> None:
        """Decides as the button of that figure does."""
        self.options.press(figure)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    @property
    def base(self) -> str:
        """What is said of the base, blank while nothing is known of it."""
        return self._was.text()

    @property
    def why(self) -> str:
        """What is said of how the record stands to the library."""
        return self._why.text()

    @property
    def _item(self) -> Item | None:
        review, number = self._review, self._number
        if review is None or number is None or number >= len(review.items):
            return None
        return review.items[number]

    # -- what comes later

    def _fetch(self, number: int | None, item: Item) -> None:
        self._minding.ask(item, lambda found: self._mind(number, found))
        mine, theirs = self._sides(item)
        if mine is not None and theirs is not None:
            comparing = self._desk.lane.submit(
                differences, text_of(mine.variants), text_of(theirs.variants)
            )
            self._outcomes.when(comparing, lambda places: self._mark(number, places))
        if item.reply is not None and item.state in _HAVE_BASE:
            reading = self._session.base_of(item.reply)
            self._outcomes.when(reading, lambda base: self._show_base(number, base))

    def _mind(self, number: int | None, found: Sequence[Finding]) -> None:
        if number == self._number:
            self.minded.show_findings(found)

    def _mark(self, number: int | None, places: tuple[Places, Places]) -> None:
        if number == self._number:
            for side, marked in zip((self.mine, self.theirs), places, strict=True):
                side.mark(marked)

    def _show_base(self, number: int | None, base: Record | None) -> None:
        if number == self._number:
            self._base = base
            self._draw_base()

    # -- deciding

    def _choose(self, decision: Decision | None) -> None:
        picks, number = self._picks, self._number
        if picks is None or number is None:
            return
        if self.options.alike.isChecked():
            picks.choose_alike(number, decision)
        else:
            picks.choose(number, decision)
        self._tell()
        self.decided.emit()

    def _serve_rest(self) -> None:
        picks, number = self._picks, self._number
        if picks is not None and number is not None and picks.settled(number):
            picks.choose_alike(number, picks.of(number))
            self._tell()
            self.decided.emit()

    def _others(self) -> int:
        picks, item, number = self._picks, self._item, self._number
        if picks is None or item is None or number is None or item.state is State.UNUSABLE:
            return 0
        return picks.alike(number)

    # -- drawing

    def _sides(self, item: Item) -> tuple[Record | None, Record | None]:
        review = self._review
        categories = review.plan.library.categories if review else {}
        if item.state is State.NEW:
            return None, item.record
        mine = mine_of(item, categories)
        return mine, item.merged or item.record

    def _draw(self) -> None:
        item, number, review = self._item, self._number, self._review
        remark = review.remark(number) if review and number is not None else None
        finding = remark or (item.finding if item else None)
        self._title.setText("")
        self._why.setText("")
        for side in (self.mine, self.theirs):
            side.setVisible(False)
        self._show_facts(())
        if finding is not None:
            self._title.setText(words.where(finding.where))
            self._why.setText(self._desk.reason(finding))
        elif item is not None and review is not None:
            self._draw_item(item, review)
        self._title.setVisible(bool(self._title.text()))
        self._why.setVisible(bool(self._why.text()))
        self._draw_base()
        self._tell()

    def _draw_item(self, item: Item, review: Review) -> None:
        mine, theirs = self._sides(item)
        said = theirs or mine
        self._title.setText(said.title if said else "")
        self._why.setText(explain(item))
        if mine is not None and item.reply is not None:
            head = self.tr("Mine ({when})").format(when=words.moment(item.reply.changed))
            self.mine.show_text(head, text_of(mine.variants), wins=False)
            self.mine.setVisible(True)
        if theirs is not None:
            version = review.plan.pack.version
            head = self.tr("Theirs (pack {version})").format(version=version)
            if not version:
                head = self.tr("Theirs (this file)")
            self.theirs.show_text(head, text_of(theirs.variants), wins=False)
            self.theirs.setVisible(True)
        self._show_facts(facts(mine, theirs))

    def _draw_base(self) -> None:
        item, base = self._item, self._base
        told = ""
        if item is not None and item.reply is not None and item.reply.origin and base is not None:
            version = item.reply.origin.version
            head = self.tr("At the last import (pack {version}): {text}")
            if not version:
                head = self.tr("At the last import: {text}")
            text = text_of(base.variants)
            if len(text) > _BASE_LENGTH:
                text = text[:_BASE_LENGTH] + "…"
            told = head.format(version=version, text=text)
        self._was.setText(told)
        self._was.setVisible(bool(told))

    def _show_facts(self, told: Sequence[Fact]) -> None:
        while entry := self._grid.takeAt(0):
            if widget := entry.widget():
                widget.hide()
                widget.deleteLater()
        for row, fact in enumerate(told):
            cells = (fact.name, fact.mine, fact.theirs)
            for column, text in enumerate(cells):
                cell = label("caption" if column == 0 else "import-fact")
                short = text if len(text) <= _FACT_LENGTH else text[:_FACT_LENGTH] + "…"
                cell.setText(short or "—")
                cell.setWordWrap(column > 0)
                cell.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                if column and not (self.mine, self.theirs)[column - 1].isVisibleTo(self._inside):
                    continue
                self._grid.addWidget(cell, row, column)
        self._facts.setVisible(bool(told))

    def _tell(self) -> None:
        """Shows on buttons and frames what is decided."""
        picks, item, number = self._picks, self._item, self._number
        if picks is None or item is None or number is None:
            self.options.setVisible(False)
            return
        decision, open_ = picks.of(number), not picks.settled(number)
        self.options.setVisible(item.state not in (State.SAME, State.UNUSABLE))
        self.options.tell(decision, open_=open_, others=self._others())
        comes = brings_in(item.state, decision) and not open_
        both = decision is Decision.BOTH or item.state is State.SHORTCUT_TAKEN
        removes = item.state is State.REMOVED_IN_PACK
        self.theirs.win(comes and item.reply is not None)
        self.mine.win(not open_ and ((not comes) or both) and not (removes and comes))

    # -- how it is built

    def _build(self) -> None:
        theme = self._desk.theme
        self.setProperty("role", "editor-form")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the keyboard
        self._inside = QWidget()
        self._inside.setProperty("role", "editor-inside")
        self._title, self._why = label("title"), label("caption")
        self._was = label("faint")
        for line in (self._title, self._why, self._was):
            line.setWordWrap(True)
        self._was.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.mine, self.theirs = Side(theme, "bad"), Side(theme, "ok")
        self._cards = QGridLayout()
        for column, side in enumerate((self.mine, self.theirs)):
            self._cards.addWidget(side, 0, column)
            self._cards.setColumnStretch(column, 1)
        self.minded = MindedLines(theme, self._desk.wording.say)
        self.options = OptionBar(theme)
        self.options.chosen.connect(self._choose)
        self.options.alike_wanted.connect(self._serve_rest)
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._rows = QVBoxLayout(self._inside)
        self._rows.addWidget(self._title)
        self._rows.addWidget(self._why)
        self._rows.addLayout(self._cards)
        self._rows.addWidget(self.minded)
        self._rows.addWidget(self._was)
        self._rows.addWidget(self.options)
        self._rows.addWidget(self._facts)
        self._rows.addStretch(1)
        self.setWidget(self._inside)
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._rows.setContentsMargins(px(18), px(14), px(18), px(14))
        self._rows.setSpacing(px(10))
        self._cards.setSpacing(px(12))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))


_HAVE_BASE = ASKING | {State.MINE_CHANGED, State.THEIRS_CHANGED}
"""The states for which it is worth knowing what the pack said last time."""
