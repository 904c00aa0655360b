"""The notice: seen in the corner, gone by itself, and never in anybody's way."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kefu_desktop.core.settings import LookSettings
from kefu_desktop.gui.notice import WAITING, Level, Notice
from kefu_desktop.gui.theme import Theme

LONG = 600.0


@pytest.fixture
def notice(theme: Theme, qtbot: QtBot) -> Notice:
    made = Notice(theme)
    qtbot.addWidget(made)
    return made


def said(notice: Notice) -> str:
    return notice.findChild(QLabel).text()


def button(notice: Notice) -> QPushButton:
    return notice.findChild(QPushButton)


def test_it_is_hidden_until_there_is_something_to_say(notice: Notice) -> None:
    assert not notice.isVisible()
    notice.say("已复制", level=Level.INFO, seconds=LONG)
    assert notice.isVisible()
    assert said(notice) == "已复制"
    assert notice.accessibleName() == "已复制", "for a screen reader"


def test_it_goes_by_itself(notice: Notice, qtbot: QtBot) -> None:
    notice.say("已复制", level=Level.OK, seconds=0.05)
    qtbot.waitUntil(lambda: not notice.isVisible())


def test_a_click_closes_it(notice: Notice, qtbot: QtBot) -> None:
    notice.say("已复制", level=Level.WARN, seconds=LONG)
    qtbot.mouseClick(notice, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert not notice.isVisible()


def test_it_cannot_have_the_keyboard(notice: Notice, qtbot: QtBot) -> None:
    chat = QWidget()
    qtbot.addWidget(chat)
    chat.show()
    chat.activateWindow()
    qtbot.waitUntil(chat.isActiveWindow)
    notice.say("已复制", level=Level.BAD, action=("撤销", lambda: None), seconds=LONG)
    assert chat.isActiveWindow()
    assert notice.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert notice.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert button(notice).focusPolicy() == Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("scale", [80, 100, 200])
@pytest.mark.parametrize("text", ["好", "已复制，原来的窗口不在前面了，请按 Ctrl+V 粘贴。" * 4])
def test_it_sits_in_the_lower_right_corner(
    notice: Notice, theme: Theme, scale: int, text: str
) -> None:
    theme.use(LookSettings(text_scale=scale))
    notice.say(text, level=Level.INFO, seconds=LONG)
    free = QGuiApplication.primaryScreen().availableGeometry()
    assert free.contains(notice.geometry())
    assert free.right() - notice.geometry().right() == theme.px(16)
    assert free.bottom() - notice.geometry().bottom() == theme.px(16)
    assert not notice.geometry().contains(free.center())
    label = notice.findChild(QLabel)
    assert label.height() >= label.heightForWidth(label.width()), "all of it is seen"


def test_it_leaves_the_tray_icon_free(theme: Theme, qtbot: QtBot) -> None:
    free = QGuiApplication.primaryScreen().availableGeometry()
    icon = QRect(free.right() - 60, free.bottom() - 30, 24, 24)
    notice = Notice(theme, lambda: icon)
    qtbot.addWidget(notice)
    notice.say("已复制", level=Level.INFO, seconds=LONG)
    assert not notice.geometry().intersects(icon)
    assert free.contains(notice.geometry())


def test_an_action_is_done_once_and_closes_it(notice: Notice, qtbot: QtBot) -> None:
    done: list[str] = []
    notice.say(
        "已删除", level=Level.INFO, action=("撤销", lambda: done.append("undo")), seconds=LONG
    )
    assert button(notice).text() == "撤销"
    qtbot.mouseClick(button(notice), Qt.MouseButton.LeftButton)
    assert done == ["undo"]
    assert not notice.isVisible()
    notice.say("已复制", level=Level.INFO, seconds=LONG)
    assert not button(notice).isVisible()


def test_what_comes_meanwhile_waits_its_turn(notice: Notice) -> None:
    for text in ("一", "二", "三"):
        notice.say(text, level=Level.INFO, seconds=LONG)
    seen = []
    while notice.isVisible():
        seen.append(said(notice))
        notice.dismiss()
    assert seen == ["一", "二", "三"]


def test_a_notice_gives_way_to_one_that_waits(
    notice: Notice, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kefu_desktop.gui.notice.GIVES_WAY_SECONDS", 0.05)
    notice.say("一", level=Level.INFO, seconds=LONG)
    notice.say("二", level=Level.INFO, seconds=LONG)
    qtbot.waitUntil(lambda: said(notice) == "二")


def test_the_same_word_is_said_once(notice: Notice) -> None:
    for text in ("一", "一", "二", "二", "一"):
        notice.say(text, level=Level.INFO, seconds=LONG)
    notice.dismiss()
    assert said(notice) == "二"
    notice.dismiss()
    assert not notice.isVisible()


def test_a_flood_leaves_the_newest(notice: Notice) -> None:
    for number in range(20):
        notice.say(str(number), level=Level.INFO, seconds=LONG)
    seen = []
    while notice.isVisible():
        seen.append(said(notice))
        notice.dismiss()
    assert seen == ["0", "17", "18", "19"]
    assert len(seen) == 1 + WAITING


def test_what_no_longer_holds_is_taken_back(notice: Notice) -> None:
    for text in ("一", "二", "三"):
        notice.say(text, level=Level.INFO, seconds=LONG)
    notice.take_back("二")
    notice.take_back("一")
    assert said(notice) == "三"
    notice.take_back("never said")
    assert notice.isVisible()
    notice.take_back("三")
    assert not notice.isVisible()
