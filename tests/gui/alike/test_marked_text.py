"""Text with stretches marked: what is marked is what was meant, whatever stands before it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat

from kefu_desktop.gui.library.marked_text import MarkedText, units_of
from kefu_desktop.gui.theme import Theme

WIDTH = 400


def laid(theme: Theme, text: str, *marked: tuple[int, int], width: float = WIDTH) -> MarkedText:
    style = QTextCharFormat()
    style.setBackground(QColor("red"))
    return MarkedText(text, marked, theme.font("reply"), style, width)


def red_from_to(theme: Theme, text: str, *marked: tuple[int, int]) -> tuple[int, int]:
    """The first and the last column that is red when it is drawn."""
    image = QImage(WIDTH, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    laid(theme, text, *marked).draw(painter, 0, 0, QColor("white"))
    painter.end()
    red = QColor("red").rgb()
    columns = [x for x in range(WIDTH) if any(image.pixel(x, y) == red for y in range(40))]
    return columns[0], columns[-1]


def test_places_are_characters_also_behind_an_emoji(theme: Theme) -> None:
    assert [units_of("甲乙丙")(place) for place in range(4)] == [0, 1, 2, 3]
    assert [units_of("甲😊乙")(place) for place in range(4)] == [0, 1, 3, 4]
    begin, end = red_from_to(theme, "😊改改改", (2, 3))
    whole = red_from_to(theme, "😊改改改", (0, 4))
    assert whole[0] < begin
    assert end < whole[1]
    one = red_from_to(theme, "改", (0, 1))
    assert abs((end - begin) - (one[1] - one[0])) <= 1


def test_lines_end_where_the_text_says_and_where_the_room_does(theme: Theme) -> None:
    one = laid(theme, "发货").height
    assert laid(theme, "发货\n快递\n").height == 3 * one
    assert laid(theme, "发货快递" * 10, width=100).height >= 4 * one
