"""The head of the wizard: how many records there are, how they stand, and what kind of file it is.

A chip narrows the list to its records; pressed again it shows all of them.
"""

from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from kefu_desktop.app.import_checking import NOT_LOOKED, Minded
from kefu_desktop.app.import_picks import Picks
from kefu_desktop.app.import_review import Review
from kefu_desktop.core.columns import Meaning, Table
from kefu_desktop.core.merging import ASKING, State
from kefu_desktop.gui.importing import words
from kefu_desktop.gui.library.editor.fields import button, label, set_property
from kefu_desktop.gui.library.editor.flow import FlowLayout
from kefu_desktop.gui.theme import Theme

_ORDER = (
    State.NEW,
    State.SAME,
    State.THEIRS_CHANGED,
    State.MINE_CHANGED,
    State.BOTH_CHANGED,
    State.SHORTCUT_TAKEN,
    State.SAME_TEXT,
    State.SIMILAR_TEXT,
    State.REMOVED_IN_PACK,
    State.TRASHED_HERE,
    State.UNUSABLE,
)


class Narrowing(Struct, frozen=True):
    """What a chip lets through: records of some states (None: all), or the remarks, or what has
    findings about its wording.
    """

    states: frozenset[State] | None = None
    remarks: bool = False
    minded: bool = False

    @property
    def state(self) -> State:
        """The one state of a chip that has but one."""
        return next(iter(self.states or ()))


_ALL = Narrowing()
_ASKS = Narrowing(ASKING)
_REMARKS = Narrowing(remarks=True)
_MINDED = Narrowing(minded=True)


class Head(QWidget):
    """Total, chips and facts."""

    narrowed = Signal(object)
    """A :class:`Narrowing`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "import-head-bar")
        self._theme = theme
        self._review: Review | None = None
        self._picks: Picks | None = None
        self._minded = NOT_LOOKED
        self._now = _ALL
        self._total, self._facts = label("import-total"), label("caption")
        self._facts.setWordWrap(True)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        inside = QWidget()
        self._flow = FlowLayout(inside)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        narrowings = [Narrowing(frozenset({state})) for state in _ORDER]
        self._chips: Mapping[Narrowing, QPushButton] = {
            one: self._chip(one) for one in (_ASKS, *narrowings, _REMARKS, _MINDED)
        }
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._total, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(inside, 3)
        self._row.addWidget(self._facts, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def look_at(self, review: Review | None, picks: Picks | None) -> None:
        """Tells of another review."""
        self._review, self._picks = review, picks
        self._minded = NOT_LOOKED
        self._now = _ALL
        self.tell()

    def tell_minded(self, minded: Minded) -> None:
        """Tells how many records have findings about their wording, as far as that is known."""
        self._minded = minded
        self.tell()

    def tell(self) -> None:
        """Counts anew: something was decided."""
        review, picks = self._review, self._picks
        if review is None or picks is None:
            self.setVisible(False)
            return
        self.setVisible(True)
        total = self.tr("{count} records").format(count=f"{len(review.items):,}")
        self._total.setText(total)
        self._facts.setText(_facts(review))
        self._facts.setToolTip(self._facts.text())
        names = words.states()
        for narrowing, chip in self._chips.items():
            if narrowing is _ASKS:
                count, name = picks.asking, self.tr("Needs your decision")
                shown = any(review.count(state) for state in ASKING)
            elif narrowing is _REMARKS:
                count, name = len(review.remarks), self.tr("Remarks")
                shown = count > 0
            elif narrowing is _MINDED:
                count, name = self._minded.rows, self._name_minded()
                shown = count > 0 or 0 < self._minded.percent < 100
            else:
                state = narrowing.state
                count, name = review.count(state), names[state]
                shown = count > 0
            chip.setText(f"{name} {count:,}")
            chip.setVisible(shown)
            chip.setChecked(narrowing == self._now)
        set_property(self._chips[_ASKS], "tone", "warn" if picks.asking else "ok")
        self._chips[_MINDED].setEnabled(self._minded.rows > 0)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.tell()

    def narrow(self, narrowing: Narrowing) -> None:
        """Lets through what a chip does."""
        self._now = narrowing
        self.tell()
        self.narrowed.emit(narrowing)

    def _name_minded(self) -> str:
        percent = self._minded.percent
        if percent < 100:
            return self.tr("Wording findings, {percent} % looked at:").format(percent=percent)
        return self.tr("Wording findings")

    def narrow_to_remarks(self) -> None:
        """Shows the remarks."""
        self.narrow(_REMARKS)

    def narrow_to_unusable(self) -> None:
        """Shows what cannot be used."""
        self.narrow(Narrowing(frozenset({State.UNUSABLE})))

    def narrow_to_asking(self) -> None:
        """Shows what needs a decision."""
        self.narrow(_ASKS)

    def _chip(self, narrowing: Narrowing) -> QPushButton:
        made = button("import-chip", lambda: self._press(narrowing))
        made.setCheckable(True)
        made.setProperty("tone", _tone(narrowing))
        self._flow.addWidget(made)
        return made

    def _press(self, narrowing: Narrowing) -> None:
        self.narrow(_ALL if narrowing == self._now else narrowing)

    def _dress(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(18), px(12), px(18), px(12))
        self._row.setSpacing(px(10))
        self._flow.setSpacing(px(8))


def _tone(narrowing: Narrowing) -> str:
    if narrowing.remarks or narrowing.minded or narrowing is _ASKS:
        return "warn"
    return words.TONES[narrowing.state]


def _facts(review: Review) -> str:
    """Says what kind of file it is, in which encoding, and which columns are read."""
    pack = review.plan.pack
    told = [words.kind_of_file(pack.format)] if pack.format else []
    if pack.encoding:
        told.append(pack.encoding.upper().removesuffix("-SIG"))
    if pack.tables:
        told.append(" / ".join(_columns(pack.tables[0])))
    if pack.author:
        told.append(pack.author)
    return " · ".join(one for one in told if one)


def _columns(table: Table) -> list[str]:
    """Gives the columns that are read, as the table itself calls them where it does."""
    layout = table.layout
    if layout is None:
        return []
    heads = dict(table.rows).get(layout.header, ())
    names = words.meanings()
    return [
        heads[at].strip() if at < len(heads) and heads[at].strip() else names[meaning]
        for at, meaning in enumerate(layout.meanings)
        if meaning is not Meaning.OTHER
    ]
