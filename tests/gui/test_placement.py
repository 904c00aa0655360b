"""Where the popup goes: wholly on a screen, beside the window where that fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from kefu_desktop.app.ports import Rect, Target
from kefu_desktop.core.settings import LookSettings
from kefu_desktop.gui.popup.placement import GAP, Screen, place
from kefu_desktop.gui.popup.popup import WIDTH
from kefu_desktop.gui.theme import Theme
from tests.gui.agent import Agent

SIZE = QSize(780, 460)
FULL_HD = Screen(QRect(0, 0, 1920, 1080), QRect(0, 0, 1920, 1040))


def over(frame: Rect | None = None, caret: Rect | None = None) -> Target:
    return Target(1, frame=frame, caret=caret)


def put(target: Target | None, *screens: Screen, pointer: QPoint = QPoint(5, 5)) -> QRect:  # noqa: B008
    return place(SIZE, target, pointer, screens or (FULL_HD,))


_ends = st.integers(-4000, 6000)
_lengths = st.integers(0, 5000)
_rects = st.builds(Rect, _ends, _ends, _lengths, _lengths)
_targets = st.none() | st.builds(over, st.none() | _rects, st.none() | _rects)


@st.composite
def _rows_of_screens(draw: st.DrawFn) -> list[Screen]:
    """Screens side by side, some too small, with panels and a scale."""
    screens, x = [], draw(st.integers(-3000, 0))
    for _ in range(draw(st.integers(1, 3))):
        width, height = draw(st.integers(400, 2600)), draw(st.integers(300, 1600))
        whole = QRect(x, draw(st.integers(-500, 500)), width, height)
        left, top, right, bottom = (draw(st.integers(0, 40)) for _ in range(4))
        scale = draw(st.sampled_from([1.0, 1.25, 1.5, 2.0]))
        screens.append(Screen(whole, whole.adjusted(left, top, -right, -bottom), scale))
        x += round(width * scale)
    return screens


@given(_targets, st.builds(QPoint, _ends, _ends), _rows_of_screens())
def test_it_is_always_wholly_on_one_screen(
    target: Target | None, pointer: QPoint, screens: list[Screen]
) -> None:
    popup = put(target, *screens, pointer=pointer)
    on = [screen.free for screen in screens if screen.free.contains(popup)]
    assert any(popup.size() == SIZE.boundedTo(free.size()) for free in on)


@given(_rects.filter(lambda frame: frame.width > 0 and frame.height > 0))
def test_it_covers_the_window_only_where_there_is_no_room_beside(frame: Rect) -> None:
    middle = QPoint(frame.x + frame.width // 2, frame.y + frame.height // 2)
    seen = QRect(frame.x, frame.y, frame.width, frame.height)
    popup = put(over(frame))
    if FULL_HD.whole.contains(middle) and popup.intersects(seen):
        free = FULL_HD.free
        assert free.right() - seen.right() < SIZE.width() + GAP
        assert seen.left() - free.left() < SIZE.width() + GAP
        assert free.bottom() - seen.bottom() < SIZE.height() + GAP
        assert seen.top() - free.top() < SIZE.height() + GAP


@pytest.mark.parametrize(
    ("frame", "corner"),
    [
        (Rect(100, 100, 600, 800), QPoint(708, 440)),  # right of it, level with its input
        (Rect(1200, 100, 600, 800), QPoint(412, 440)),  # left of it
        (Rect(300, 0, 1300, 500), QPoint(560, 508)),  # under it
        (Rect(300, 540, 1300, 500), QPoint(560, 72)),  # above it
        (Rect(0, 0, 1920, 1040), QPoint(570, 290)),  # over its middle
    ],
)
def test_beside_the_window(frame: Rect, corner: QPoint) -> None:
    assert put(over(frame)).topLeft() == corner


def test_under_the_caret_or_above_it() -> None:
    frame = Rect(0, 0, 1920, 1040)
    under = put(over(frame, Rect(800, 300, 2, 20)))
    assert under.top() > 319
    assert under.left() < 800 < under.right()
    above = put(over(frame, Rect(800, 900, 2, 20)))
    assert above.bottom() < 900


def test_on_the_screen_of_the_window_not_of_the_pointer() -> None:
    second = Screen(QRect(1920, 0, 1920, 1080), QRect(1920, 0, 1920, 1080))
    popup = put(over(Rect(2000, 100, 500, 600)), FULL_HD, second, pointer=QPoint(10, 10))
    assert second.free.contains(popup)
    assert put(None, FULL_HD, second, pointer=QPoint(3000, 500)).left() > 1920


def test_machine_pixels_become_those_of_qt() -> None:
    # Twice as fine as FULL_HD, and right of it: Qt keeps a screen's corner and halves its size.
    fine = Screen(QRect(1920, 0, 1920, 1080), QRect(1920, 0, 1920, 1080), 2.0)
    popup = put(over(Rect(1920 + 200, 200, 1200, 1600)), FULL_HD, fine)
    assert popup.left() == 1920 + 100 + 600 + GAP
    assert fine.logical(Rect(1920 + 200, 200, 1200, 1600)) == QRect(2020, 100, 600, 800)


def test_a_window_that_is_nowhere_is_met_on_the_pointers_screen() -> None:
    assert FULL_HD.free.contains(put(over(Rect(-9000, -9000, 10, 10)), pointer=QPoint(-50, -50)))


def test_it_is_no_larger_than_the_screen(agent: Agent, theme: Theme) -> None:
    theme.use(LookSettings(text_scale=200))
    for _ in range(2):
        agent.hotkey()
        free, popup = agent.popup.screen().availableGeometry(), agent.popup.geometry()
        assert popup.width() == free.width() < theme.px(WIDTH)
        assert free.contains(popup)
        assert agent.view.width() < popup.width() * 2 / 3
        agent.keys("Esc")
