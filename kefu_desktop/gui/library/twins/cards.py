"""The replies of a group beside each other, each a card as wide as it needs to be read.

The chosen card is the one to be kept; what differs from it is marked on the others. A tick says
which of these it is done to, so that of the chosen one counts when another is chosen. A card is
laid out when it is first measured and kept so until it says something else or is as wide.
"""

from msgspec import Struct
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtGui import QTextCharFormat as Style
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from kefu_desktop.gui.ink import Inks, Pen
from kefu_desktop.gui.library.marked_text import MarkedText
from kefu_desktop.gui.library.ticks import TickedList, TickPainter, draw_tick
from kefu_desktop.gui.library.twins.twins import TWIN, Twin, Twins
from kefu_desktop.gui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

NARROWEST, WIDEST = 250, 460
"""Of a card, at the usual text scale, in pixels."""

_HEAD = 62
"""How far below the upper edge of a card its text begins."""


class _Laid(Struct, frozen=True):
    """The text of a card, variant by variant, and how high the card is."""

    texts: tuple[MarkedText, ...]
    height: int


class CardPainter(TickPainter):
    """Draws cards in the colours and sizes of the theme."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inks = Inks(theme)
        self._laid: dict[int, _Laid] = {}
        self._width = theme.px(NARROWEST)
        theme.changed.connect(self._look_again)

    def forget(self) -> None:
        """Lays all out anew: cards say something else."""
        self._laid.clear()

    def fit(self, room: int, count: int) -> None:
        """Makes ``count`` cards as wide as they fit side by side into ``room``."""
        px = self._theme.px
        width = max(px(NARROWEST), min(px(WIDEST), room // max(1, count)))
        if width != self._width:
            self._width = width
            self.forget()

    def tick_box(self, card: QRect) -> QRect:
        """Where a card has its tick."""
        px = self._theme.px
        return QRect(card.left() + px(16), card.top() + px(16), px(16), px(16))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        laid = self._lay(index)
        return QSize(self._width, laid.height if laid else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        twin: Twin | None = index.data(TWIN)
        laid = self._lay(index)
        if twin is None or laid is None:
            return
        px, colour, ink = self._theme.px, self._theme.colour, self._inks.ink
        card: QRect = option.rect
        kept = bool(option.state & QStyle.StateFlag.State_Selected)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = kept and bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(colour("accent" if kept else "line"), px(2) if focused else 1))
        painter.setBrush(colour("selection" if kept else "bg"))
        # As high as the highest of them, however much room there is below.
        lowest = card.top() + max(one.height for one in self._laid.values())
        box = card.adjusted(px(6), px(6), -px(6), -px(6))
        box.setBottom(min(box.bottom(), lowest - px(6)))
        painter.drawRoundedRect(box, px(8), px(8))
        tick = self.tick_box(card)
        draw_tick(painter, tick, self._theme, ticked=ticked)
        right = box.right() - px(10)
        pen = Pen(painter, tick.right() + px(8), right, tick.top() - px(2), px(20))
        reply = twin.whole.reply
        if kept:
            keep = self._inks.chip(self.tr("keep"), "accent", "accent-tint")
            pen.right -= keep.deviceIndependentSize().width() + px(6)
            Pen(painter, pen.right + px(6), right + 1, pen.top, pen.height).chip(keep)
        if reply.favourite:
            pen.label(ink("title", "warn").label("★ "))
        pen.write(reply.title, ink("title", "text" if ticked or kept else "text-3"))
        low = Pen(painter, tick.left(), right, tick.bottom() + px(5), px(18))
        if reply.shortcut:
            low.chip(self._inks.chip(f";{reply.shortcut}", "on-chip", "chip"))
            low.x += px(6)
        low.write(self._facts(twin), ink("caption", "text-3"))
        self._texts(painter, laid, card, colour("text" if ticked or kept else "text-3"))
        painter.restore()

    def _facts(self, twin: Twin) -> str:
        whole = twin.whole
        used = self.tr("used {count} times") if whole.uses else self.tr("never used")
        facts = [used.format(count=whole.uses)]
        if whole.path:
            facts.append(" › ".join(whole.path))
        if whole.reply.attachments:
            facts.append(self.tr("{count} images").format(count=len(whole.reply.attachments)))
        return " · ".join(facts)

    def _texts(self, painter: QPainter, laid: _Laid, card: QRect, colour: QColor) -> None:
        px = self._theme.px
        top = card.top() + px(_HEAD)
        for number, text in enumerate(laid.texts):
            if number:
                line = round(top + px(6))
                painter.fillRect(
                    QRect(card.left() + px(16), line, card.width() - px(32), 1),
                    self._theme.colour("line"),
                )
                top += px(13)
            text.draw(painter, card.left() + px(16), top, colour)
            top = round(top + text.height)

    def _lay(self, index: AnyIndex) -> _Laid | None:
        row = index.row()
        if row not in self._laid:
            twin: Twin | None = index.data(TWIN)
            if twin is None:
                return None
            px = self._theme.px
            width = self._width - px(32)
            differs = Style()
            differs.setBackground(self._theme.colour("warn-tint"))
            differs.setForeground(self._theme.colour("warn"))
            font = self._theme.font("reply")
            texts = tuple(
                MarkedText(variant.text, places, font, differs, width)
                for variant, places in zip(twin.whole.reply.variants, twin.marked, strict=True)
            )
            between = px(13) * (len(texts) - 1)
            height = px(_HEAD) + sum(text.height for text in texts) + between + px(20)
            self._laid[row] = _Laid(texts, round(height))
        return self._laid[row]

    def _look_again(self) -> None:
        self._inks.forget()
        self.forget()


class Cards(TickedList):
    """Shows the replies of a group. Its current one is the one to be kept."""

    def __init__(self, theme: Theme, twins: Twins, parent: QWidget | None = None) -> None:
        painter = CardPainter(theme)
        super().__init__(painter, parent)
        self._cards, self._twins = painter, twins
        self.setProperty("role", "twins")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(twins)
        twins.modelReset.connect(self._begin)
        twins.dataChanged.connect(self._cards.forget)
        self.selectionModel().currentChanged.connect(lambda index: twins.compare_with(index.row()))
        theme.changed.connect(self._lay_out)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the cards the room there is."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Draws anew in the language that is spoken now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.viewport().update()

    def _begin(self) -> None:
        self._lay_out()
        self.setCurrentIndex(self._twins.index(self._twins.base))

    def _lay_out(self) -> None:
        self._cards.forget()
        self._cards.fit(self.viewport().width() - 2, self._twins.rowCount())
        self.scheduleDelayedItemsLayout()
