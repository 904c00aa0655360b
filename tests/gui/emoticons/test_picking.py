"""The picker as people use it: found by any name, chosen with a key, written for the client."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from kefu_desktop.app.emoticons import Sort
from kefu_desktop.core.clients import Client, Manner
from kefu_desktop.core.emoticons import SkinTone, Style
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from tests.gui.emoticons.picking import ALT, CTRL, SHIFT, Picking

Start = Callable[[], Picking]
ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
DOWN, UP, LEFT, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right


@pytest.mark.parametrize(
    ("typed", "sign"),
    [
        ("谢谢", "🙏"),
        ("謝謝", "🙏"),
        ("xiexie", "🙏"),
        ("xx", "🙏"),
        ("thanks", "🙏"),
        ("禮物", "🎁"),
        ("熊猫", "🐼"),
        ("xiongmao", "🐼"),
        ("red heart", "❤️"),
        ("飛機", "✈️"),
    ],
)
def test_it_is_found_by_any_of_its_names(picking: Picking, typed: str, sign: str) -> None:
    picking.open()
    picking.type(typed)
    assert sign in [cell.sign for cell in picking.cells[:3]]


def test_faces_of_signs_are_found_too(picking: Picking) -> None:
    picking.open("微信")
    picking.type("加油")
    assert [cell.sign for cell in picking.cells if cell.emoticon.sort is Sort.KAOMOJI][3:]


def test_what_an_input_method_composes_is_searched_and_its_keys_are_its_own(
    picking: Picking,
) -> None:
    picking.open("千牛")
    picking.compose("wei'xiao")
    assert picking.cells[0].sign == "😊"
    picking.press(RIGHT)
    picking.press(ENTER)
    assert picking.grid.currentIndex().row() == 0
    assert not picking.given
    picking.compose("", "微笑")
    picking.press(ENTER)
    assert picking.given == ["/:^_^"]


@pytest.mark.parametrize(
    ("client", "given"),
    [("千牛", "/:^_^"), ("微信", "[微笑]"), (Client(), "😊"), (None, "{表情:微笑}")],
)
def test_a_mood_is_given_as_it_is_written(
    picking: Picking, client: str | Client | None, given: str
) -> None:
    picking.open(client)
    picking.type("微笑")
    assert picking.foot[:2] == ("微笑", given)
    picking.press(ENTER)
    assert picking.given == [given]


def test_a_mood_for_the_library_is_named_in_the_language_that_is_spoken(
    picking: Picking, languages: Languages
) -> None:
    languages.use(Language.EN)
    picking.open()
    picking.type("微笑")
    assert picking.foot == ("smile", "{mood:smile}", "Wangwang /:^_^ · WeChat [微笑]")
    picking.press(ENTER)
    assert picking.given == ["{mood:smile}"]


@pytest.mark.parametrize("client", ["千牛", "微信", None])
def test_emoji_and_faces_are_given_as_they_are(picking: Picking, client: str | None) -> None:
    picking.open(client)
    picking.type("panda")
    picking.press(ENTER)
    picking.open(client)
    picking.turn_to("颜文字")
    picking.press(ENTER)
    assert picking.given == ["🐼", "(^▽^)"]


def test_what_the_client_cannot_show_is_said_and_not_given(picking: Picking) -> None:
    picking.open(Client(manner=Manner(style=Style.PLAIN)))
    picking.type("微笑")
    assert picking.foot == ("微笑", "", "这个聊天软件没有对应的表情")
    assert not {"Enter", ""} & set(picking.sentences)
    picking.press(ENTER)
    assert picking.picker.isVisible()
    assert not picking.given
    picking.press(DOWN)
    picking.press(RIGHT)
    picking.press(ENTER)
    assert len(picking.given) == 1


def test_a_choice_comes_when_the_keyboard_is_back_where_it_was(picking: Picking) -> None:
    picking.picker.chosen.connect(picking.text.insert)
    picking.picker.chosen.connect(lambda _: focused.append(picking.text.hasFocus()))
    focused: list[bool] = []
    picking.open()
    assert picking.search.hasFocus()
    picking.type("panda")
    picking.press(ENTER)
    assert (picking.text.text(), focused) == ("🐼", [True])
    assert not picking.picker.isVisible()
    assert picking.closed == 1


@pytest.mark.parametrize(
    "key",
    [
        (ESC, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Period, CTRL),
        (Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_it_goes_with_nothing_chosen(
    picking: Picking, key: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    picking.open()
    picking.type("x")
    picking.press(*key)
    assert not picking.picker.isVisible()
    assert picking.text.hasFocus()
    assert (picking.given, picking.closed) == ([], 1)
    picking.open()
    assert picking.search.text() == ""


def test_a_click_beside_it_closes_it_and_is_not_the_windows(picking: Picking) -> None:
    picking.open()
    picking.qtbot.mouseClick(
        picking.picker, Qt.MouseButton.LeftButton, pos=picking.window.rect().bottomRight()
    )
    assert not picking.picker.isVisible()
    assert picking.text.hasFocus()


def test_it_goes_with_its_window(picking: Picking) -> None:
    picking.open()
    picking.window.hide()
    assert picking.closed == 1
    picking.window.show()
    assert not picking.picker.isVisible()


def test_the_windows_own_keys_wait(picking: Picking) -> None:
    pressed: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+N"), picking.window)
    shortcut.activated.connect(lambda: pressed.append(True))
    picking.press(Qt.Key.Key_N, CTRL)
    assert pressed == [True]
    picking.open()
    picking.press(Qt.Key.Key_N, CTRL)
    assert pressed == [True]


def test_the_arrows_go_through_rows_and_stop_at_the_ends(picking: Picking) -> None:
    picking.open("微信")
    picking.turn_to("笑脸")
    signs = [cell.sign for cell in picking.cells]
    picking.press(LEFT)
    picking.press(UP)
    assert picking.cell.sign == signs[0]
    picking.press(RIGHT, times=2)
    picking.press(DOWN)
    assert picking.cell.sign == signs[12], "ten in a row"
    picking.press(UP)
    assert picking.cell.sign == signs[2]
    picking.press(Qt.Key.Key_PageDown)
    page = signs.index(picking.cell.sign)
    assert page % 10 == 2
    assert page > 22
    picking.press(Qt.Key.Key_PageUp)
    assert picking.cell.sign == signs[2]
    picking.press(Qt.Key.Key_End, CTRL)
    picking.press(DOWN)
    picking.press(RIGHT)
    assert picking.cell.sign == signs[-1]
    before_last = (len(signs) - 1) // 10 * 10 - 1
    assert len(signs) - 1 - before_last < 10, "the last row is shorter"
    picking.press(LEFT, times=len(signs) - 1 - before_last)
    assert picking.cell.sign == signs[before_last]
    picking.press(DOWN)
    assert picking.cell.sign == signs[-1]
    visible = picking.grid.visualRect(picking.grid.currentIndex())
    assert picking.grid.viewport().rect().contains(visible)


def test_from_wide_cells_the_arrows_go_to_what_is_below(picking: Picking) -> None:
    picking.open("微信")
    picking.turn_to("颜文字")
    for _ in range(30):
        before = picking.grid.visualRect(picking.grid.currentIndex())
        picking.press(DOWN)
        after = picking.grid.visualRect(picking.grid.currentIndex())
        assert after.top() == before.top() + before.height() or after.top() > before.top() - 40
        assert after.left() <= before.center().x()
        picking.press(RIGHT)


def test_tab_turns_from_group_to_group_and_ends_a_search(picking: Picking) -> None:
    picking.open()
    assert picking.tabs[:3] == ["最近", "表情", "颜文字"]
    assert picking.tab == "表情"
    picking.press(TAB)
    assert picking.tab == "颜文字"
    picking.press(TAB, SHIFT)
    assert picking.tab == "表情"
    picking.type("panda")
    assert picking.tab == ""
    picking.press(TAB)
    assert (picking.tab, picking.search.text()) == ("最近", "")
    assert "选过的表情会出现在这里" in picking.sentences
    picking.press(TAB, SHIFT)
    assert picking.tab == picking.tabs[-1]
    assert picking.cells[0].sign == "🏁"


def test_all_there_is_can_be_come_to(picking: Picking) -> None:
    picking.open()
    shown = 0
    for _ in picking.tabs:
        shown += len(picking.cells)
        picking.press(TAB)
    assert shown > 2200


def test_nothing_found_is_said(picking: Picking) -> None:
    picking.open()
    picking.type("qqqqzzzz")
    assert "没有叫「qqqqzzzz」的表情" in picking.sentences
    picking.press(ENTER)
    picking.press(DOWN)
    assert picking.picker.isVisible()
    assert picking.foot == ("", "", "")
    picking.press(Qt.Key.Key_Backspace, times=8)
    assert picking.tab == "表情"
    assert picking.cells


def test_what_was_picked_last_comes_first_also_after_a_start(start: Start) -> None:
    picking = start()
    for typed in ("panda", "weixiao"):
        picking.open("千牛")
        picking.type(typed)
        picking.press(ENTER)
    picking.open()
    assert picking.tab == "最近"
    assert [cell.sign for cell in picking.cells] == ["😊", "🐼"]
    picking.press(ESC)
    picking.down.close()
    again = start()
    again.open("微信")
    assert [cell.written for cell in again.cells] == ["[微笑]", "🐼"]
    again.type("face")
    assert again.cells[0].sign == "🐼"


def test_a_skin_is_chosen_with_the_keyboard_and_remembered(start: Start) -> None:
    picking = start()
    picking.open("微信")
    picking.type("wave")
    picking.go_to("👋")
    picking.press(DOWN, ALT)
    assert len(picking.tones) == len(SkinTone)
    assert picking.tones[0].hasFocus()
    picking.press(RIGHT, times=2)
    picking.press(ENTER)
    assert picking.given == ["👋🏼"]
    picking.open("微信")
    assert picking.cells[0].sign == "👋🏼"
    picking.press(ESC)
    picking.down.close()
    again = start()
    again.open()
    assert again.cells[0].written == "👋🏼"
    again.turn_to("人物手势")
    assert {"👋🏼", "👍🏼"} < {cell.sign for cell in again.cells}


def test_a_skin_is_chosen_with_the_mouse(picking: Picking) -> None:
    picking.open("微信")
    picking.turn_to("人物手势")
    picking.click("👋", Qt.MouseButton.RightButton)
    picking.qtbot.mouseClick(picking.tones[5], Qt.MouseButton.LeftButton)
    assert picking.given == ["👋🏿"]
    assert picking.text.hasFocus()


def test_the_skin_of_all_is_set_without_choosing(picking: Picking) -> None:
    picking.open()
    picking.turn_to("人物手势")
    picking.press(RIGHT, times=3)
    picking.qtbot.mouseClick(picking.hand, Qt.MouseButton.LeftButton)
    picking.press(RIGHT, times=9)
    picking.press(ENTER)
    assert not picking.tones
    assert picking.search.hasFocus()
    assert picking.cells[0].sign == "👋🏿"
    assert picking.grid.currentIndex().row() == 3
    assert picking.settings.current.emoticons.skin_tone is SkinTone.DARK
    assert not picking.given


def test_a_skin_that_is_not_wanted_after_all(picking: Picking) -> None:
    picking.open("微信")
    picking.turn_to("人物手势")
    picking.press(Qt.Key.Key_Menu)
    picking.press(RIGHT)
    picking.press(ESC)
    assert not picking.tones
    assert picking.search.hasFocus()
    assert picking.settings.current.emoticons.skin_tone is SkinTone.NONE
    picking.press(Qt.Key.Key_Menu)
    picking.press(TAB)
    assert picking.tones[0].hasFocus(), "Tab leads nowhere else"
    picking.press(ESC)
    picking.press(ENTER)
    assert picking.given == ["👋"]


def test_what_has_no_skin_is_offered_none(picking: Picking) -> None:
    picking.open()
    picking.type("panda")
    picking.press(DOWN, ALT)
    assert not picking.tones


def test_the_pointer_leads_and_clicks(picking: Picking) -> None:
    picking.open("千牛")
    sign = picking.cells[7].sign
    place = picking.grid.place_of(picking.cells[7]).center()
    picking.qtbot.mouseMove(picking.grid.viewport(), picking.grid.viewport().mapFromGlobal(place))
    picking.qtbot.waitUntil(lambda: picking.cell.sign == sign)
    picking.click(sign)
    assert picking.given == [picking.cells[7].written]


def test_the_grid_stays_under_the_pointer(picking: Picking) -> None:
    picking.open()
    picking.turn_to("笑脸")
    view = picking.grid.viewport()
    last = picking.grid.indexAt(QPoint(20, view.height() - 3)).row()
    assert not view.rect().contains(picking.grid.visualRect(picking.grid.model().index(last, 0)))
    picking.qtbot.mouseMove(view, QPoint(20, view.height() - 3))
    picking.qtbot.waitUntil(lambda: picking.grid.currentIndex().row() == last)
    assert picking.grid.verticalScrollBar().value() == 0
    picking.press(RIGHT)
    assert picking.grid.verticalScrollBar().value() > 0
