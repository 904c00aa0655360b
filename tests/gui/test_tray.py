"""The tray: its menu and words here, its clicks in a real tray on a real screen."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from kefu_desktop.app.hotkey import HotkeyState, HotkeyStatus, Purpose
from kefu_desktop.core import chords
from kefu_desktop.core.settings import Language
from kefu_desktop.gui import icons
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.theme import Look, Theme, Token, read_tokens
from kefu_desktop.gui.tray import Tray
from tests.display import Program, Screen, open_screen, wait_until
from tests.gui.desktop import Desktop

CHORD = chords.parse("Ctrl+Alt+K")


class Menu:
    """The tray as its user reads it."""

    def __init__(self, tray: Tray) -> None:
        self.icon = tray.findChild(QSystemTrayIcon)
        self.entries: list[QAction] = [
            entry
            for entry in self.icon.contextMenu().actions()
            if entry.isVisible() and not entry.isSeparator()
        ]

    @property
    def texts(self) -> list[str]:
        return [entry.text() for entry in self.entries]


@pytest.fixture
def tray(theme: Theme, qtbot: QtBot) -> Tray:
    return Tray(theme)


def test_the_menu_shows_what_can_be_pressed(tray: Tray, languages: Languages) -> None:
    languages.use(Language.ZH_CN)
    menu = Menu(tray)
    tray.set_hotkey(HotkeyStatus(HotkeyState.ACTIVE, CHORD))
    assert menu.texts == [
        "打开搜索 (Ctrl+Alt+K)", "话术库", "从剪贴板新建话术", "导入话术包…", "共享位置…",
        "离开", "忙碌", "离开面板…", "暂停热键", "设置…", "退出",
    ]  # fmt: skip
    tray.set_hotkey(HotkeyStatus(HotkeyState.TAKEN, CHORD, chords.suggestions(CHORD)))
    assert menu.texts[0] == "打开搜索", "a key that does nothing is not offered"
    tray.set_hotkey(
        HotkeyStatus(HotkeyState.ACTIVE, chords.parse("Ctrl+Alt+J"), (), Purpose.CAPTURE)
    )
    assert menu.texts[2] == "从剪贴板新建话术 (Ctrl+Alt+J)"
    assert "被别的程序占用" in menu.icon.toolTip(), "which is of the popup's key alone"
    assert "Ctrl+Alt+Shift+K" in menu.icon.toolTip()


def test_a_paused_hotkey_is_seen_in_menu_and_icon(tray: Tray) -> None:
    menu = Menu(tray)
    tray.set_hotkey(HotkeyStatus(HotkeyState.ACTIVE, CHORD))
    awake = menu.icon.icon().pixmap(32, 32).toImage()
    assert not any(entry.isChecked() for entry in menu.entries)
    tray.set_hotkey(HotkeyStatus(HotkeyState.PAUSED, CHORD))
    assert [entry.text() for entry in menu.entries if entry.isChecked()] == ["Pause the hotkey"]
    assert menu.icon.icon().pixmap(32, 32).toImage() != awake
    assert "paused" in menu.icon.toolTip()


def test_each_entry_says_what_is_wanted(tray: Tray) -> None:
    said: list[object] = []
    tray.popup_wanted.connect(lambda: said.append("popup"))
    tray.library_wanted.connect(lambda: said.append("library"))
    tray.capture_wanted.connect(lambda: said.append("new"))
    tray.import_wanted.connect(lambda: said.append("import"))
    tray.places_wanted.connect(lambda: said.append("places"))
    tray.away.busy_toggled.connect(lambda: said.append("busy"))
    tray.away.panel_wanted.connect(lambda: said.append("panel"))
    tray.pause_toggled.connect(said.append)
    tray.settings_wanted.connect(lambda: said.append("settings"))
    tray.quit_wanted.connect(lambda: said.append("quit"))
    for entry in Menu(tray).entries:
        entry.trigger()
    assert said == [
        "popup", "library", "new", "import", "places", "busy", "panel", True, "settings", "quit",
    ]  # fmt: skip
    tray.set_hotkey(HotkeyStatus(HotkeyState.PAUSED, CHORD))
    assert len(said) == 10, "only a user's own click asks for a pause"
    next(entry for entry in Menu(tray).entries if entry.isChecked()).trigger()
    assert said[10:] == [False]


def test_the_menu_changes_its_language(tray: Tray, languages: Languages, qtbot: QtBot) -> None:
    tray.set_hotkey(HotkeyStatus(HotkeyState.ACTIVE, CHORD))
    menu = Menu(tray)
    for language, words in ((Language.ZH_CN, "退出"), (Language.EN, "Quit")):
        languages.use(language)
        qtbot.waitUntil(lambda words=words: menu.texts[-1] == words)


def test_the_icon_follows_the_panel(qapp: QApplication) -> None:
    desktop = Desktop()
    icon = Menu(Tray(Theme(qapp, desktop))).icon  # type: ignore[arg-type]
    on_light = icon.icon().pixmap(32, 32).toImage()
    assert on_light == icons.tray_icon(on_dark=False).pixmap(32, 32).toImage()
    desktop.turn(Qt.ColorScheme.Dark)
    assert icon.icon().pixmap(32, 32).toImage() != on_light


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """A screen with a window manager, and a panel with a tray in its lower right corner."""
    with open_screen(manager=True) as opened:
        opened.start(
            ["trayer", "--edge", "bottom", "--align", "right", "--widthtype", "pixel",
             "--width", "100", "--heighttype", "pixel", "--height", "32"]
        )  # fmt: skip
        yield opened


def place(numbers: str) -> QRect:
    return QRect(*map(int, numbers.split()))


@pytest.fixture
def program(screen: Screen) -> Iterator[Program]:
    """The tray program, when its icon is there."""
    started = screen.start([sys.executable, "-m", "tests.gui.tray_program"])
    yield started
    started.end()


@pytest.mark.x11
def test_a_real_tray(screen: Screen, program: Program, tmp_path: Path) -> None:
    icon = place(program.wait_line("tray "))
    middle = icon.center()

    def colours() -> set[str]:
        screen.shoot(tmp_path / "tray.png")
        picture = QImage(str(tmp_path / "tray.png")).copy(icon)
        assert not picture.isNull()
        width, height = picture.width(), picture.height()
        return {picture.pixelColor(x, y).name() for x in range(width) for y in range(height)}

    wait_until(lambda: "#1f57d6" in colours(), "the bubble is drawn in the tray")

    screen.fingers.click(middle.x(), middle.y())
    program.wait_line("popup")

    screen.fingers.click(middle.x(), middle.y(), button=3)
    program.wait_line("menu")
    pause = place(program.wait_line("entry 暂停热键 0 "))
    screen.fingers.click(pause.center().x(), pause.center().y())
    program.wait_line("pause True")
    program.tell("paused")
    wait_until(lambda: "#6b7484" in colours(), "the icon shows the pause")

    opened = len(program.lines)
    screen.fingers.click(middle.x(), middle.y(), button=3)
    program.wait_line("menu", after=opened)
    program.wait_line("entry 暂停热键 1 ", after=opened)
    leave = place(program.wait_line("entry 退出 0 ", after=opened))
    screen.fingers.click(leave.center().x(), leave.center().y())
    program.wait_line("quit")


@pytest.mark.x11
def test_a_notice_leaves_the_chat_the_keyboard(
    screen: Screen, program: Program, tmp_path: Path
) -> None:
    icon = place(program.wait_line("tray "))
    chat = screen.start([sys.executable, "-m", "tests.chat_window", "chat"])
    chat.wait_line("focus 1")
    program.tell("say 已复制，原来的窗口不在前面了，请按 Ctrl+V 粘贴")
    notice = place(program.wait_line("notice "))
    assert not notice.intersects(icon)

    def shown() -> bool:
        screen.shoot(tmp_path / "notice.png")
        ground = QImage(str(tmp_path / "notice.png")).pixelColor(
            notice.center().x(), notice.top() + 5
        )
        return ground == read_tokens(Look.LIGHT)[Token.BG]

    wait_until(shown, "the notice is on the screen")
    screen.fingers.write("a")
    chat.wait_line('text "a"')
    screen.fingers.click(notice.center().x(), notice.center().y())
    wait_until(lambda: not shown(), "a click closes it")
    screen.fingers.write("b")
    chat.wait_line('text "ab"')
    assert "focus 0" not in chat.lines
    chat.end()


@pytest.mark.x11
def test_a_desktop_without_a_tray() -> None:
    with open_screen() as bare:
        program = bare.start([sys.executable, "-m", "tests.gui.tray_program"])
        assert program.wait_line("available ") == "False"
        bare.start(["trayer"])
        program.wait_line("tray ")
