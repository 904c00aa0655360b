"""Windows of other programs on a real X server, with openbox and without any manager."""

import gc
import os
import sys
from collections.abc import Callable, Iterator

import pytest

from kefu_desktop.app.ports import Target
from kefu_desktop.native.bindings import x11
from kefu_desktop.native.window import x11_reading as reading
from kefu_desktop.native.window.x11 import X11Window
from tests.display import Screen, open_screen, wait_until
from tests.native.conftest import Chat, PlainWindow
from tests.native.contracts import WindowContract

pytestmark = pytest.mark.x11


class PlainDesk:
    """Plain windows on a screen; one that is shown has the keyboard when :meth:`show` returns."""

    def __init__(self, screen: Screen, make: Callable[..., PlainWindow], managed: bool) -> None:
        self._screen = screen
        self._make = make
        self._managed = managed
        self._windows: dict[int, PlainWindow] = {}

    def show(self, name: str) -> Target:
        from Xlib import X

        window = self._make(self._screen.display, name)
        connection = window.connection
        if not self._managed:
            window.window.set_input_focus(X.RevertToParent, X.CurrentTime)
            connection.display.sync()
        wait_until(lambda: reading.front_handle(connection) == window.handle, f"{name} is in front")
        wait_until(
            lambda: reading.focused_handle(connection) == window.handle, f"{name} has the keyboard"
        )
        target = reading.describe(connection, window.handle)
        assert target is not None
        self._windows[window.handle] = window
        return target

    def kill(self, target: Target) -> None:
        self._windows[target.handle].close()


class TestWithManager(WindowContract):
    expected_name = "x11"

    @pytest.fixture
    def port(self, windows: X11Window) -> X11Window:
        return windows

    @pytest.fixture
    def desk(self, screen: Screen, plain_window: Callable[..., PlainWindow]) -> PlainDesk:
        return PlainDesk(screen, plain_window, managed=True)


class TestWithoutManager(WindowContract):
    expected_name = "x11"

    @pytest.fixture
    def port(self, bare_screen: Screen) -> Iterator[X11Window]:
        port = X11Window(x11.Connection(bare_screen.display))
        yield port
        port.close()

    @pytest.fixture
    def desk(self, bare_screen: Screen, plain_window: Callable[..., PlainWindow]) -> PlainDesk:
        return PlainDesk(bare_screen, plain_window, managed=False)


def test_a_window_is_described_as_its_program_shows_it(
    screen: Screen, windows: X11Window, chat: Chat
) -> None:
    assert windows.bring_back(chat.target, 5.0)
    current = windows.current()
    assert current is not None
    assert (current.program, current.title) == ("chat", "chat")
    assert current.pid == chat.program.process.pid
    assert current.identity
    # xdotool looks at the same window without us.
    shell = screen.run(["xdotool", "getwindowgeometry", "--shell", str(current.handle)]).decode()
    inner = dict(line.split("=") for line in shell.split())
    frame = current.frame
    assert frame is not None
    # openbox draws a title above the window and a border around it.
    assert frame.y < int(inner["Y"]) < frame.y + frame.height
    assert frame.x <= int(inner["X"])
    assert frame.width >= int(inner["WIDTH"])
    assert frame.height > int(inner["HEIGHT"])


def test_titles_may_be_in_any_script(
    screen: Screen, windows: X11Window, plain_window: Callable[..., PlainWindow]
) -> None:
    title = "千牛工作台 — 买家：小明 😀"
    shown = PlainDesk(screen, plain_window, managed=True).show(title)
    assert shown.title == title
    current = windows.current()
    assert current is not None
    assert current.title == title


def test_an_old_latin_1_name_is_read_too(
    bare_screen: Screen, plain_window: Callable[..., PlainWindow]
) -> None:
    window = plain_window(bare_screen.display, "")
    window.window.change_property(
        window.connection.atom("WM_NAME"), window.connection.atom("STRING"), 8, b"Caf\xe9"
    )
    target = reading.describe(window.connection, window.handle)
    assert target is not None
    assert target.title == "Café"


def test_our_own_windows_are_not_told(
    screen: Screen, windows: X11Window, plain_window: Callable[..., PlainWindow]
) -> None:
    desk = PlainDesk(screen, plain_window, managed=True)
    window = plain_window(screen.display, "ours")
    window.window.change_property(
        window.connection.atom("_NET_WM_PID"),
        window.connection.atom("CARDINAL"),
        32,
        [os.getpid()],
    )
    window.connection.display.sync()
    wait_until(
        lambda: reading.front_handle(window.connection) == window.handle, "our window is in front"
    )
    assert windows.current() is None
    shown = desk.show("another")
    current = windows.current()
    assert current is not None
    assert current.handle == shown.handle


def test_the_desktop_is_no_window_to_paste_into(
    screen: Screen, windows: X11Window, plain_window: Callable[..., PlainWindow]
) -> None:
    shown = PlainDesk(screen, plain_window, managed=True).show("files on the desktop")
    assert windows.current() is not None
    connection = x11.Connection(screen.display)
    try:
        connection.window(shown.handle).change_property(
            connection.atom("_NET_WM_WINDOW_TYPE"),
            connection.atom("ATOM"),
            32,
            [connection.atom("_NET_WM_WINDOW_TYPE_DESKTOP")],
        )
        connection.display.sync()
        assert windows.is_front(shown)
        assert windows.current() is None
    finally:
        connection.close()


def test_a_later_window_with_the_same_number_is_noticed(
    plain_window: Callable[..., PlainWindow],
) -> None:
    with open_screen() as screen:
        desk = PlainDesk(screen, plain_window, managed=False)
        port = X11Window(x11.Connection(screen.display))
        try:
            first = desk.show("chat with Ming")
            assert port.is_front(first)
            desk.kill(first)
            # A server gives a freed client's numbers to the next client.
            second = desk.show("chat with Ming")
            assert second.handle == first.handle, "the server was to reuse the number"
            assert not port.is_front(first)
            assert not port.bring_back(first, 5.0)
            assert port.is_front(second)
        finally:
            port.close()


def test_a_hidden_window_comes_back(
    screen: Screen, windows: X11Window, plain_window: Callable[..., PlainWindow]
) -> None:
    desk = PlainDesk(screen, plain_window, managed=True)
    shown = desk.show("chat")
    screen.run(["xdotool", "windowminimize", "--sync", str(shown.handle)])
    wait_until(lambda: not windows.is_front(shown), "the window is hidden")
    assert windows.bring_back(shown, 5.0)


def test_a_manager_that_does_not_answer_costs_the_timeout_and_no_more(
    plain_window: Callable[..., PlainWindow],
) -> None:
    with open_screen() as screen:
        manager = screen.start_manager()
        desk = PlainDesk(screen, plain_window, managed=True)
        port = X11Window(x11.Connection(screen.display))
        try:
            first = desk.show("first")
            desk.show("second")
            manager.stop()
            assert not port.bring_back(first, 0.1)
            manager.go_on()
            wait_until(lambda: port.is_front(first), "the manager does it later")
        finally:
            port.close()


def test_a_manager_that_died_is_done_without(plain_window: Callable[..., PlainWindow]) -> None:
    with open_screen() as screen:
        manager = screen.start_manager()
        desk = PlainDesk(screen, plain_window, managed=True)
        port = X11Window(x11.Connection(screen.display))
        try:
            first = desk.show("first")
            desk.show("second")
            manager.kill()
            wait_until(lambda: port.bring_back(first, 0.5), "the first window is back")
            current = port.current()
            assert current is not None
            assert current.handle == first.handle
        finally:
            port.close()


OWN_WINDOW = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
application = QApplication(["popup"])
field = QLineEdit()
if sys.argv[1] == "override":
    field.setWindowFlag(Qt.WindowType.X11BypassWindowManagerHint)
field.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
field.textChanged.connect(lambda text: print("text", text, flush=True))
field.show()
print("ready", int(field.winId()), flush=True)
application.exec()
"""


@pytest.mark.parametrize("kind", ["managed", "override"])
@pytest.mark.parametrize("at", [0, None], ids=["no time", "time of the press"])
def test_our_own_window_takes_the_keyboard(
    screen: Screen,
    windows: X11Window,
    plain_window: Callable[..., PlainWindow],
    kind: str,
    at: int | None,
) -> None:
    desk = PlainDesk(screen, plain_window, managed=True)
    popup = screen.start([sys.executable, "-c", OWN_WINDOW, kind])
    handle = int(popup.wait_line("ready"))
    desk.show("chat")
    connection = x11.Connection(screen.display)
    try:
        wait_until(lambda: _viewable(connection, handle), "the popup is mapped")

        def focused() -> bool:
            # The manager may still be busy giving the chat the focus, and then has the last word.
            windows.take_focus(handle, _now(connection) if at is None else at)
            return reading.focused_handle(connection) == handle

        wait_until(focused, "the popup is focused", every=0.1)
        screen.fingers.write("ok")
        assert wait_until(lambda: [line for line in popup.lines if line == "text ok"], "typed")
    finally:
        connection.close()
        popup.end()


def test_every_look_is_quick_enough_for_a_keystroke(
    screen: Screen, windows: X11Window, plain_window: Callable[..., PlainWindow]
) -> None:
    """A window that floods its title must not make the answer grow."""
    desk = PlainDesk(screen, plain_window, managed=True)
    shown = desk.show("长" * 20_000)
    assert len(shown.title) <= 300
    assert windows.is_front(shown)


# WORKAROUND(a connection that fails leaves its sockets to the collector, python-xlib 0.33)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_server_is_said_so() -> None:
    with pytest.raises(x11.NoServer):
        x11.Connection(":65000")
    gc.collect()


def test_the_reading_ends_when_the_server_does() -> None:
    with open_screen() as screen:
        port = X11Window(x11.Connection(screen.display))
    assert port.current() is None
    assert not port.is_front(Target(1, identity="x"))
    assert not port.bring_back(Target(1, identity="x"), 0.2)
    port.take_focus(1, 0)
    port.close()


def _viewable(connection: x11.Connection, handle: int) -> bool:
    from Xlib import X

    attributes = connection.ask(connection.window(handle).get_attributes)
    return attributes is not None and bool(attributes.map_state == X.IsViewable)


def _now(connection: x11.Connection) -> int:
    """The server's time, as the press of a key would carry it."""
    from Xlib import X

    mark = connection.root.create_window(
        -1, -1, 1, 1, 0, 0, window_class=X.InputOnly, event_mask=X.PropertyChangeMask
    )
    mark.change_property(connection.atom("WM_NAME"), connection.atom("STRING"), 8, b"x")
    connection.display.flush()
    return int(connection.display.next_event().time)
