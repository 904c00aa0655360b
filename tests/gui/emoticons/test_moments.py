"""The picker at odd moments, and what it is made of: pictures, the model, the look."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kefu_desktop.app.emoticons import Emoticon, Sort
from kefu_desktop.core.settings import Language, LookSettings
from kefu_desktop.core.settings import Theme as Wanted
from kefu_desktop.gui.emoticons import glyphs, picker
from kefu_desktop.gui.emoticons.cells import Cell, Cells
from kefu_desktop.gui.emoticons.glyphs import Glyphs
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.theme import Theme
from kefu_desktop.search.readings import Readings
from tests.gui.emoticons import picking as hands
from tests.gui.emoticons.picking import Picking
from tests.gui.world import readings

Start = Callable[[], Picking]
ENTER = Qt.Key.Key_Return


def test_who_types_before_the_emoticons_are_read_finds_them_then(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = threading.Event()

    def slow() -> Readings:
        going.wait(30)
        return readings()

    monkeypatch.setattr(hands, "readings", slow)
    picking = start()
    picking.open_at_once("千牛")
    assert picking.search.hasFocus()
    picking.type("weixiao")
    picking.press(ENTER)
    assert picking.picker.isVisible()
    assert (picking.cells, picking.given) == ((), [])
    going.set()
    picking.qtbot.waitUntil(lambda: picking.given == ["/:^_^"])
    assert not picking.picker.isVisible()


def test_who_goes_on_typing_after_enter_has_not_meant_it(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = threading.Event()

    def slow() -> Readings:
        going.wait(30)
        return readings()

    monkeypatch.setattr(hands, "readings", slow)
    picking = start()
    picking.open_at_once("千牛")
    picking.type("wei")
    picking.press(ENTER)
    picking.type("xiao")
    going.set()
    picking.qtbot.waitUntil(lambda: bool(picking.cells))
    assert picking.picker.isVisible()
    assert not picking.given


def test_emoticons_that_were_let_go_meanwhile_are_read_again(picking: Picking) -> None:
    picking.open("千牛")
    picking.desk.emoticons.let_go()
    picking.type("weixiao")
    picking.qtbot.waitUntil(lambda: bool(picking.cells) and picking.cells[0].sign == "😊")


def test_the_tables_are_let_go_when_nobody_looks_any_more(
    picking: Picking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picker, "LET_GO_SECONDS", 0.01)
    picking.open()
    picking.press(Qt.Key.Key_Escape)
    picking.qtbot.waitUntil(lambda: not picking.desk.emoticons.ready)
    picking.open()
    picking.qtbot.waitUntil(lambda: bool(picking.cells))


def test_what_had_the_keyboard_may_be_gone(picking: Picking) -> None:
    picking.open()
    gone = picking.text
    picking.text = QLineEdit(picking.window)
    shiboken6.delete(gone)
    picking.press(Qt.Key.Key_Escape)
    assert not picking.picker.isVisible()
    assert picking.closed == 1


def test_a_new_look_or_size_closes_it_and_is_worn_at_the_next_opening(
    picking: Picking, theme: Theme
) -> None:
    picking.open()
    small = picking.grid.visualRect(picking.grid.currentIndex())
    theme.use(LookSettings(theme=Wanted.DARK, text_scale=150))
    assert not picking.picker.isVisible()
    picking.window.resize(1200, 800)
    picking.open()
    large = picking.grid.visualRect(picking.grid.currentIndex())
    assert large.height() == small.height() * 3 / 2
    theme.use(LookSettings())


def test_another_language_is_spoken_at_once(picking: Picking, languages: Languages) -> None:
    picking.open()
    languages.use(Language.EN)
    english = ["Recent", "Moods", "Faces", "Smileys"]
    picking.qtbot.waitUntil(lambda: picking.tabs[:4] == english)
    assert picking.cells[0].name == "smile"


@pytest.mark.parametrize("size", [(780, 460), (420, 300), (300, 200)])
def test_it_stays_inside_its_window(picking: Picking, size: tuple[int, int]) -> None:
    picking.window.resize(*size)
    picking.text.move(size[0] - 60, size[1] - 40)
    picking.open("微信")
    for part in (picking.grid, picking.search, picking.hand):
        corner = part.mapTo(picking.window, part.rect().bottomRight())
        assert picking.window.rect().contains(corner), part
    picking.window.resize(size[0] + 50, size[1])
    assert not picking.picker.isVisible(), "its place is another one now"


def colours(image: QImage) -> set[int]:
    """The hues of what is strongly coloured."""
    found = set()
    for x in range(image.width()):
        for y in range(image.height()):
            colour = QColor(image.pixel(x, y))
            if colour.saturation() > 150 and colour.value() > 150:
                found.add(colour.hue() // 20)
    return found


def test_emoji_are_drawn_in_colour(picking: Picking) -> None:
    if not Glyphs(picking.theme, picking.window).in_colour:
        pytest.skip("no font with emoji in colour; make setup installs one")
    picking.open("微信")
    picking.turn_to("笑脸")
    picking.press(Qt.Key.Key_Right, times=5)

    def hues() -> set[int]:
        cell = picking.cells[0]
        place = picking.grid.place_of(cell)
        place.moveTopLeft(picking.window.mapFromGlobal(place.topLeft()))
        return colours(picking.window.grab(place).toImage())

    picking.qtbot.waitUntil(lambda: 2 in hues())


def test_only_what_a_font_has_is_offered(theme: Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Glyphs(theme, parent)
    assert not made.can_draw("\U0010fffd")
    assert not made.can_draw("😀\U0010fffd")
    assert made.can_write("(^_^)")
    assert not made.can_write("(\U0010fffd_\U0010fffd)")


def test_a_picture_is_drawn_once_and_what_is_seen_comes_first(theme: Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Glyphs(theme, parent)
    told: list[int] = []
    made.drawn.connect(lambda: told.append(made.waiting))
    rest = [chr(sign) for sign in range(0x1F600, 0x1F640)]
    made.warm(rest)
    assert made.picture(rest[-1]) is None
    qtbot.waitUntil(lambda: bool(told))
    assert made.picture(rest[-1]) is not None
    assert 0 < told[0] < len(rest)
    qtbot.waitUntil(lambda: made.waiting == 0)
    assert len(told) == 1, "nobody waited for the others"
    first = made.picture("😀")
    assert first is not None
    assert made.picture("😀") is first
    made.forget()
    assert made.picture("😀") is None


def test_a_machine_without_colours_says_what_would_mend_it(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glyphs, "COLOUR_FAMILIES", ())
    picking = start()
    picking.open()
    assert any("fonts-noto-color-emoji" in words for words in picking.sentences)
    picking.type("微笑")
    assert picking.cells[0].name == "微笑"


def test_the_model_keeps_to_the_rules(qtmodeltester: ModelTester) -> None:
    cells = Cells()
    qtmodeltester.check(cells, force_py=False)
    for signs in (["😀", "😃"], [], ["😀"]):
        cells.show([cell(sign) for sign in signs])
        qtmodeltester.check(cells, force_py=False)
        assert [one.sign for one in cells.cells] == signs


def cell(sign: str) -> Cell:
    return Cell(Emoticon(Sort.EMOJI, sign, "笑", "smile"), sign, "笑", sign, "", 1)


def test_a_home_that_cannot_be_written_costs_no_choice(
    start: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "emoticons").write_text("in the way", encoding="utf-8")
    picking = start()
    picking.open()
    picking.type("panda")
    picking.press(ENTER)
    assert picking.given == ["🐼"]
    picking.down.close()
    assert "a job failed" in caplog.text
