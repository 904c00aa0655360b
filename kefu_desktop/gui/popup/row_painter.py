"""Paints the rows of the popup: key, title with marks, shortcut, badges, category, a line of text.

Painted by hand rather than as rich text, and all rows in one go rather than each by itself: six
rows must be on the screen within a frame of a keystroke, and laying out HTML for them alone would
take longer than the search.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap

from kefu_desktop.app.searching import Row
from kefu_desktop.core.model import Reply
from kefu_desktop.core.template import count_parts
from kefu_desktop.gui.ink import Cap, Ink, Inks, Sheet
from kefu_desktop.gui.popup.marking import text_runs, title_runs
from kefu_desktop.gui.theme import Theme

KEYS = 9
ROW_HEIGHT = 56
"""At the usual text scale, in pixels."""


class _Lengths(Struct, frozen=True):
    """The lengths of a row at the present text scale, in pixels."""

    row: int
    edge: int
    key_top: int
    key: QSize
    after_key: int
    head_top: int
    head: int
    line_inset: int
    line_top: int
    line: int
    bar: int
    small: int
    gap: int
    path_gap: int


class _Writing(Struct, frozen=True):
    """What rows are written with."""

    title: Ink
    title_mark: Ink
    text: Ink
    text_mark: Ink
    star: Ink
    path: Ink
    title_rise: float
    text_rise: float
    """How far below the top of their lines titles and texts have their feet."""


class RowPainter(QObject):
    """Draws rows in the colours and sizes of the theme."""

    def __init__(
        self,
        theme: Theme,
        fill: Callable[[str], str],
        variant_of: Callable[[Row], int],
        parent: QObject | None = None,
    ) -> None:
        """``fill`` gives what stands for a placeholder in a line, ``variant_of`` the wording of a
        row that is shown.
        """
        super().__init__(parent)
        self._theme = theme
        self._fill = fill
        self._variant_of = variant_of
        self._inks = Inks(theme)
        self._keys: tuple[QPixmap, ...] = ()
        self._look_again()
        theme.changed.connect(self._look_again)

    @property
    def height(self) -> int:
        """The height of a row at the present text scale, in pixels."""
        return self._lengths.row

    def text_inks(self) -> tuple[Ink, ...]:
        """What titles, texts and marks are written with."""
        return self._writing.title, self._writing.text, self._writing.text_mark

    def clear(self, painter: QPainter, area: QRect) -> None:
        """Draws what rows stand on."""
        painter.fillRect(area, self._theme.colour("bg"))

    def draw(
        self, painter: QPainter, rows: Sequence[Row], first: int, room: QRect, chosen: int
    ) -> None:
        """Draws ``rows``, of which the first is number ``first`` of the list, one below the other
        from the top of ``room`` on and as wide as that; number ``chosen`` on the ground of the one
        that is chosen.
        """
        if self._inks.ratio() != self._ratio:
            self._draw_keys()
        sheet = Sheet()
        place = QRect(room.left(), room.top(), room.width(), self._lengths.row)
        for number, row in enumerate(rows, first):
            if number == chosen:
                self._ground(painter, place)
            self._put(sheet, row, number, place)
            place.translate(0, self._lengths.row)
        sheet.draw(painter)

    def _look_again(self) -> None:
        self._inks.forget()
        self._lengths = self._measure()
        ink = self._inks.ink
        self._writing = _Writing(
            title=ink("title", "text"),
            title_mark=ink("title", "accent", bold=True),
            text=ink("ui", "text-2"),
            text_mark=ink("ui", "accent", bold=True),
            star=ink("ui", "warn"),
            path=ink("caption", "text-3"),
            title_rise=_rise(self._lengths.head, ink("title", "text")),
            text_rise=_rise(self._lengths.line, ink("ui", "text-2")),
        )

        self._draw_keys()

    def _draw_keys(self) -> None:
        """Draws the keys of the first rows, for the screens there are now."""
        self._ratio = self._inks.ratio()
        size, cap = self._lengths.key, self._inks.cap
        texts = map(str, range(1, KEYS + 1))
        self._keys = tuple(cap(Cap(one, "caption", "text-2", "bg", "line"), size) for one in texts)

    def _measure(self) -> _Lengths:
        px = self._theme.px
        return _Lengths(
            row=px(ROW_HEIGHT),
            edge=px(14),
            key_top=px(8),
            key=QSize(px(18), px(20)),
            after_key=px(26),
            head_top=px(7),
            head=px(22),
            line_inset=px(3),
            line_top=px(29),
            line=px(20),
            bar=px(3),
            small=px(6),
            gap=px(8),
            path_gap=px(10),
        )

    def _ground(self, painter: QPainter, place: QRect) -> None:
        painter.fillRect(place, self._theme.colour("accent-tint"))
        bar = QRect(place.left(), place.top(), self._lengths.bar, place.height())
        painter.fillRect(bar, self._theme.colour("accent"))

    def _put(self, sheet: Sheet, row: Row, number: int, place: QRect) -> None:
        size, ink, reply = self._lengths, self._writing, row.reply
        top = place.top()
        left, right = place.left() + size.edge, place.right() - size.edge
        if number < KEYS:
            sheet.stamp(left, top + size.key_top, self._keys[number])
        left += size.after_key
        variant = self._variant_of(row)
        self._head(sheet, row, reply, variant, left, right, top + size.head_top)
        x: float = left + size.line_inset
        base = round(top + size.line_top + ink.text_rise)
        for run in text_runs(row, variant, self._fill):
            x = sheet.write(x, right, base, run.text, ink.text_mark if run.marked else ink.text)

    def _head(
        self,
        sheet: Sheet,
        row: Row,
        reply: Reply,
        variant: int,
        x: float,
        right: float,
        top: int,
    ) -> None:
        """Title, shortcut and badges at the left; the category keeps its place at the right."""
        size, ink = self._lengths, self._writing
        path = ink.path.label(" › ".join(row.path[-2:]), int(right - x) // 3)
        right -= path.width
        sheet.label(right, round(top + (size.head - path.height) / 2), path)
        right -= size.path_gap
        if reply.favourite:
            star = ink.star.label("★ ")
            if x + star.width <= right:
                sheet.label(x, round(top + (size.head - star.height) / 2), star)
                x += star.width
        base = round(top + ink.title_rise)
        for run in title_runs(row):
            x = sheet.write(x, right, base, run.text, ink.title_mark if run.marked else ink.title)
        x += size.gap
        if reply.shortcut:
            x = self._chip(sheet, x, right, top, f";{reply.shortcut}", "text-2", "chip")
        for badge in self._badges(reply, variant):
            x = self._chip(sheet, x, right, top, badge, "ok", "ok-tint")

    def _chip(
        self, sheet: Sheet, x: float, right: float, top: int, text: str, colour: str, fill: str
    ) -> float:
        """Puts a chip into the line if there is room for all of it; gives where the next begins."""
        picture = self._inks.chip(text, colour, fill)
        size = picture.deviceIndependentSize()
        if x + size.width() <= right:
            sheet.stamp(round(x), round(top + (self._lengths.head - size.height()) / 2), picture)
            x += size.width()
        return x + self._lengths.small

    def _badges(self, reply: Reply, variant: int) -> list[str]:
        badges = []
        images, variants = len(reply.attachments), len(reply.variants)
        parts = count_parts(reply.variants[variant].text, images)
        if parts > 1:
            badges.append(self.tr("{count} parts").format(count=parts))
        if variants > 1:
            badges.append(self.tr("{count} variants").format(count=variants))
        if images:
            word = self.tr("image") if images == 1 else self.tr("{count} images")
            badges.append(word.format(count=images))
        return badges


def _rise(height: int, ink: Ink) -> float:
    """Gives how far below the top of a line its text has its feet, when it is in the middle."""
    return (height - ink.height) / 2 + ink.ascent
