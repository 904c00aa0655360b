"""The picker: a panel over the window it is asked for in, with everything there is to pick from.

It is no window of its own. A second window would take the keyboard from the popup, which closes
when it loses it, and input methods compose into the window in front. So the picker lies over the
inside of its parent; what is beside the panel is covered by nothing that can be seen, and a click
there closes it.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Future

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from kefu_desktop.app.emoticons import Emoticon, Sort
from kefu_desktop.app.jobs import log_failure
from kefu_desktop.core.clients import Client
from kefu_desktop.core.emoticons import SkinTone, toned
from kefu_desktop.gui.emoticons.cells import Cell, Cells
from kefu_desktop.gui.emoticons.desk import EmoticonDesk
from kefu_desktop.gui.emoticons.foot import Foot
from kefu_desktop.gui.emoticons.glyphs import Glyphs
from kefu_desktop.gui.emoticons.grid import MARGIN, Grid
from kefu_desktop.gui.emoticons.head import Head
from kefu_desktop.gui.emoticons.keys import STEPS, Act, act_of
from kefu_desktop.gui.emoticons.painter import COLUMNS, UNIT, CellPainter
from kefu_desktop.gui.emoticons.sections import Section, SectionBar, sections_of
from kefu_desktop.gui.emoticons.showing import Showing
from kefu_desktop.gui.emoticons.tones import HAND, ToneRow
from kefu_desktop.gui.theme import Theme

HEIGHT = 376
LET_GO_SECONDS = 60.0
"""How long after closing the tables are kept: agents who pick one often pick another."""

_RECENT, _MOODS = 0, 1
_GAP = 2


class EmoticonPicker(QWidget):
    """Search, look, pick. It is built hidden, and opened any number of times."""

    chosen = Signal(str)
    """What is to be put into the text; the focus is back where it was."""
    closed = Signal()
    """It is gone, after :attr:`chosen` or without."""

    def __init__(self, desk: EmoticonDesk, theme: Theme, parent: QWidget) -> None:
        """``parent`` is the window that it opens over."""
        super().__init__(parent)
        self._over = parent
        self._desk = desk
        self._theme = theme
        self._sections: tuple[Section, ...] = ()
        self._back: QWidget | None = None
        self._of_tones: Cell | None = None
        self._entered = self._waiting = False
        self._forgetting: Callable[[], object] = lambda: None
        self._glyphs = Glyphs(theme, self)
        self._build()
        parent.installEventFilter(self)
        theme.changed.connect(self._dress)
        self._dress()
        self._word()
        self.hide()

    def open_at(self, anchor: QRect, client: Client | None) -> None:
        """Opens beside ``anchor``, a rectangle of the screen, with an empty search.

        For a ``client``, what is picked is given as that client writes it; with None it is for a
        text of the library, and a mood is given as the placeholder that every client's writing is
        made of.
        """
        self._forgetting()
        self._showing.begin(client, self._desk.tone())
        if not self.isVisible():
            self._back = QApplication.focusWidget()
        self._head.field.forget()
        self._prepare()
        self._offer()
        self._place(anchor)
        self.show()
        self.raise_()
        self._head.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Closes and gives the focus back, without a choice."""
        if self.isVisible():
            self._go()
            self.closed.emit()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells shown now, in order."""
        return self._grid.cells

    def _build(self) -> None:
        self._panel = QFrame(self)
        self._panel.setProperty("role", "emoticon-panel")
        self._head = Head(self._offered, self._panel)
        self._head.field.query_changed.connect(lambda _: self._typed())
        self._bar = SectionBar(self._panel)
        self._bar.chosen.connect(self._turned)
        cells = Cells(self._panel)
        self._painter = CellPainter(self._theme, self._glyphs, cells, self._panel)
        self._showing = Showing(self._desk.emoticons, self._glyphs, self._painter, self)
        self._grid = Grid(self._theme, self._painter, cells, self._panel)
        self._grid.cell_current.connect(self._tell)
        self._grid.cell_chosen.connect(self._choose)
        self._grid.tones_wanted.connect(self._open_tones)
        self._glyphs.drawn.connect(self._grid.viewport().update)
        self._nothing = QLabel(self._panel)
        self._nothing.setProperty("role", "caption")
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._pages = QStackedWidget(self._panel)
        self._pages.addWidget(self._grid)
        self._pages.addWidget(self._nothing)
        self._foot = Foot(self._theme, self._glyphs, self._panel)
        self._foot.tone.clicked.connect(lambda _checked: self._open_tones(None))
        self._tones = ToneRow(self._theme, self._glyphs, self)
        self._tones.tone_chosen.connect(self._tone_chosen)
        self._tones.left.connect(self._leave_tones)
        rows = QVBoxLayout(self._panel)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        self._no_colour = QLabel(self._panel)
        self._no_colour.setProperty("role", "editor-trouble")
        self._no_colour.setTextFormat(Qt.TextFormat.PlainText)
        self._no_colour.setWordWrap(True)
        self._no_colour.setVisible(not self._glyphs.in_colour)
        for part in (self._head, self._bar, self._pages, self._no_colour, self._foot):
            rows.addWidget(part, 1 if part is self._pages else 0)

    # -- opening and closing

    def _prepare(self) -> None:
        if not self._desk.emoticons.ready:
            reading = self._desk.emoticons.prepare()
            reading.add_done_callback(log_failure)
            reading.add_done_callback(self._read)
        self._waiting = not self._desk.emoticons.ready

    def _read(self, reading: "Future[None]") -> None:
        """Any thread."""
        if reading.exception() is None:
            self._desk.bridge.post(self._arrived)

    def _arrived(self) -> None:
        if self._waiting and self.isVisible():
            self._waiting = False
            self._offer()

    def _offer(self) -> None:
        """Shows what there is, now that it can be looked at."""
        emoticons = self._desk.emoticons
        if not emoticons.ready:
            self._show(())
            return
        recent = self.tr("Recent")
        faces = self.tr("Faces")
        self._sections = sections_of(emoticons.groups(), emoticons.recent(), recent, faces)
        self._bar.offer(self._sections, self._theme.px(6))
        self._bar.choose(_RECENT if emoticons.recent() else _MOODS)
        self._foot.show_hand(toned(HAND, self._showing.tone))
        self._show_found()
        if self._entered:
            self._enter()

    def _go(self) -> None:
        back, self._back = self._back, None
        self._entered = False
        self._tones.hide()
        self.hide()
        # What had the focus may be gone: the reply that was open there was deleted meanwhile.
        if back is not None and shiboken6.isValid(back) and back.window() is self.window():
            back.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Its window may go while it is open: the next one begins without it."""
        super().hideEvent(event)
        if not self.isHidden():
            self.hide()
            self.closed.emit()
        self._glyphs.forget()
        self._forgetting = self._desk.bridge.after(LET_GO_SECONDS, self._desk.emoticons.let_go)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window below has another size: the panel has lost its place."""
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self.leave()
        return super().eventFilter(watched, event)

    def _place(self, anchor: QRect) -> None:
        px, room = self._theme.px, self._over.rect()
        self.setGeometry(room)
        around = self._grid.verticalScrollBar().sizeHint().width() + 2 * px(MARGIN)
        width = min(px(UNIT) * COLUMNS + around, room.width())
        height = min(px(HEIGHT), room.height())
        corner, margin = self.mapFromGlobal(anchor.topLeft()), px(MARGIN)
        under, over = corner.y() + anchor.height() + _GAP, corner.y() - height - _GAP
        y = under if under + height <= room.height() - margin or over < 0 else over
        self._panel.setGeometry(
            max(0, min(corner.x(), room.width() - width - margin)),
            max(0, min(y, room.height() - height - margin)),
            width,
            height,
        )

    # -- showing

    def _turned(self, number: int) -> None:
        self._head.field.forget()
        self._bar.choose(number)
        self._show_section()

    def _typed(self) -> None:
        self._entered = False
        self._show_found()

    def _show_found(self) -> None:
        """Shows what is searched for; the section chosen where nothing is."""
        query = self._head.field.query.strip()
        if not self._desk.emoticons.ready:
            self._prepare()
        elif query:
            self._bar.choose(-1)
            self._show(self._desk.emoticons.search(query))
            self._nothing.setText(self.tr("Nothing is called “{text}”.").format(text=query[:40]))
        else:
            if self._bar.current < 0:
                self._bar.choose(_RECENT if self._sections[_RECENT].emoticons else _MOODS)
            self._show_section()

    def _show_section(self) -> None:
        self._show(self._sections[self._bar.current].emoticons)
        self._nothing.setText(self.tr("What you pick will be here."))

    def _show(self, emoticons: Iterable[Emoticon], number: int = 0) -> None:
        cells = self._showing.cells(emoticons)
        self._glyphs.warm(cell.sign for cell in cells if cell.emoticon.sort is not Sort.KAOMOJI)
        empty = not cells and self._desk.emoticons.ready
        self._pages.setCurrentWidget(self._nothing if empty else self._grid)
        self._grid.show_cells(cells, number)

    def _tell(self, cell: Cell | None) -> None:
        if cell is None:
            self._foot.say("", "", "")
        else:
            self._foot.say(cell.name, cell.written, self._showing.also(cell))
            self._head.field.setAccessibleDescription(cell.name)

    # -- keys and clicks

    def _offered(self, event: QKeyEvent) -> bool:
        """Takes a key that means something to the picker; the others edit the search."""
        act = act_of(event)
        if act is None:
            return False
        if act in STEPS:
            self._grid.step(act)
        elif act is Act.ENTER:
            self._enter()
        elif act in {Act.NEXT_SECTION, Act.PREVIOUS_SECTION}:
            self._bar.turn(1 if act is Act.NEXT_SECTION else -1)
        elif act is Act.TONES and self._grid.cell is not None:
            self._open_tones(self._grid.cell)
        elif act is Act.CLOSE:
            self.leave()
        return True

    def event(self, event: QEvent) -> bool:
        """Takes all keys before the shortcuts of the window below, which cannot be reached now."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that nobody wanted is not the window's below."""

    def focusNextPrevChild(self, next: bool) -> bool:
        """There is nowhere else to go with Tab while it is open."""
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes it, one beside the skins only these."""
        if self._tones.isVisible():
            self._leave_tones()
        elif not self._panel.geometry().contains(event.position().toPoint()):
            self.leave()

    def _enter(self) -> None:
        """Chooses the current cell. Who types and presses Enter in one go, before the emoticons are
        read, means what was typed: it is chosen when it is found.
        """
        self._entered = not self._desk.emoticons.ready
        if self._grid.cell is not None:
            self._choose(self._grid.cell)

    def _choose(self, cell: Cell) -> None:
        if not cell.written:
            return
        self._desk.emoticons.used(cell.emoticon)
        self._go()
        self.chosen.emit(cell.written)
        self.closed.emit()

    # -- skins

    def _open_tones(self, cell: Cell | None) -> None:
        """Offers the skins of one emoticon, or of all."""
        if cell is not None and not cell.emoticon.has_skin:
            return
        self._of_tones = cell
        if cell is None:
            corner = self._foot.tone.mapToGlobal(QPoint(0, 0))
            anchor, sign = QRect(corner, self._foot.tone.size()), HAND
        else:
            anchor, sign = self._grid.place_of(cell), cell.emoticon.sign
        anchor.moveTopLeft(self.mapFromGlobal(anchor.topLeft()))
        self._tones.open_at(anchor, sign, self._showing.tone)

    def _tone_chosen(self, tone: SkinTone) -> None:
        self._showing.begin(self._showing.client, tone)
        self._desk.remember_tone(tone)
        cell = self._of_tones
        if cell is not None:
            self._choose(self._showing.cell(cell.emoticon))
            return
        self._foot.show_hand(toned(HAND, tone))
        number = self._grid.currentIndex().row()
        self._show([one.emoticon for one in self._grid.cells], number)
        self._leave_tones()

    def _leave_tones(self) -> None:
        self._tones.hide()
        self._head.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- look and language

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _dress(self) -> None:
        self._glyphs.forget()
        self._painter.forget()
        self._showing.forget()
        self._head.dress(self._theme)
        self._foot.dress()
        self._grid.dress()
        self.leave()

    def _word(self) -> None:
        self._grid.setAccessibleName(self.tr("Emoticons"))
        self._no_colour.setText(
            self.tr("No font here has emoji in colour. On Debian and Ubuntu: {package}").format(
                package="fonts-noto-color-emoji"
            )
        )
        self._showing.forget()
        if self.isVisible():
            self._offer()
