"""The popup's rows as they are seen: each where Qt takes it to be, and none of an answer before."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kefu_desktop.core.settings import LookSettings
from kefu_desktop.gui.popup.row_list import RowList
from kefu_desktop.gui.theme import Theme
from tests.gui.agent import Agent
from tests.gui.world import World

REPLIES = 30


@pytest.fixture
def filled(world: World, agent: Agent) -> Agent:
    """Thirty replies, and the popup open over the chat."""
    for number in range(REPLIES):
        world.add(f"话术{number:02}", f"内容{number}", category=("售前",))
    agent.wait()
    agent.hotkey()
    return agent


def pixels(agent: Agent) -> QImage:
    return agent.view.viewport().grab().toImage()


def place(agent: Agent, number: int) -> QRect:
    return agent.view.visualRect(agent.view.model().index(number, 0))


def blank(image: QImage, area: QRect, theme: Theme) -> bool:
    """Whether there is nothing but the ground in an area."""
    bg = theme.colour("bg").rgb()
    return all(
        image.pixel(x, y) == bg
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_a_row_is_drawn_where_a_click_finds_it(filled: Agent, theme: Theme, scale: int) -> None:
    theme.use(replace(LookSettings(), text_scale=scale))
    QApplication.processEvents()
    accent = theme.colour("accent").rgb()
    for keys in ((), ("Down",), ("PgDown",), ("PgDown", "Down"), ("Up", "Up", "PgUp")):
        filled.keys(*keys)
        image, now = pixels(filled), filled.view.currentIndex()
        chosen = filled.view.visualRect(now)
        assert filled.view.viewport().rect().contains(chosen)
        barred = [y for y in range(image.height()) if image.pixel(0, y) == accent]
        assert barred == list(range(chosen.top(), chosen.bottom() + 1))
        assert filled.view.indexAt(chosen.center()) == now


def test_below_the_last_row_nothing_is_left_of_a_longer_list(filled: Agent, theme: Theme) -> None:
    assert not blank(pixels(filled), place(filled, 3), theme)
    filled.write("话术07")
    assert filled.titles == ["话术07"]
    image = pixels(filled)
    below = place(filled, 0)
    assert not blank(image, below, theme)
    rest = QRect(0, below.bottom() + 1, image.width(), image.height() - below.bottom() - 1)
    assert blank(image, rest, theme)
    filled.field.clear()
    filled.wait()
    assert not blank(pixels(filled), place(filled, 3), theme)


class Watch(QObject):
    """Writes down when something is painted."""

    def __init__(self, happened: list[str]) -> None:
        super().__init__()
        self._happened = happened

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._happened.append("painted")
        return False


def test_rows_are_on_the_screen_before_anything_is_made_of_them(filled: Agent) -> None:
    happened: list[str] = []
    watch = Watch(happened)
    filled.view.viewport().installEventFilter(watch)
    filled.one(RowList).row_chosen.connect(lambda row: happened.append(row.reply.title))
    filled.write("话术07")
    assert happened[-2:] == ["painted", "话术07"]
    happened.clear()
    filled.wait()
    assert happened == [], "they are painted once"
