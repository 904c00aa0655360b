"""A window over the whole screen."""

from collections.abc import Callable, Iterator

import pytest

from kefu_desktop.app.attention import FullScreenPort
from kefu_desktop.app.ports import Reason, Refused, Remedy
from kefu_desktop.native.attention import SteppingFullScreen
from kefu_desktop.native.catalogue import full_screens
from kefu_desktop.native.facts import Facts, Session, System
from kefu_desktop.native.full_screen import none as no_full_screen
from kefu_desktop.native.full_screen import win32
from kefu_desktop.native.full_screen import x11 as x11_full_screen
from kefu_desktop.native.recording_attention import RecordingFullScreen
from tests.display import Screen, open_screen, wait_until
from tests.native.attention_contract import CoverWorld, FullScreenContract
from tests.native.conftest import PlainWindow


class Film:
    """A window that asks the manager for the whole screen."""

    def __init__(self, window: PlainWindow) -> None:
        self._window = window

    def cover(self) -> None:
        self._ask(1)

    def uncover(self) -> None:
        self._ask(0)

    def _ask(self, add: int) -> None:
        atom = self._window.connection.atom("_NET_WM_STATE_FULLSCREEN")
        self._window.connection.message(self._window.handle, "_NET_WM_STATE", [add, atom, 0, 1])


@pytest.mark.x11
class TestX11(FullScreenContract):
    expected_name = "x11"

    @pytest.fixture
    def world(self, screen: Screen, plain_window: Callable[..., PlainWindow]) -> Film:
        window = plain_window(screen.display, "film")
        connection = window.connection
        wait_until(
            lambda: connection.word(int(connection.root.id), "_NET_ACTIVE_WINDOW") == window.handle,
            "it is in front",
        )
        return Film(window)

    @pytest.fixture
    def port(self, screen: Screen) -> Iterator[FullScreenPort]:
        port = x11_full_screen.make(Facts(System.LINUX, Session.X11, screen.display))
        yield port
        port.close()

    def test_a_film_behind_the_chat_is_in_nobodys_way(
        self,
        port: FullScreenPort,
        world: Film,
        screen: Screen,
        plain_window: Callable[..., PlainWindow],
    ) -> None:
        world.cover()
        wait_until(port.is_covered, "the screen is covered")
        plain_window(screen.display, "chat")
        wait_until(lambda: port.is_covered() is False, "the chat is in front")


@pytest.mark.x11
def test_an_empty_screen_is_not_covered_and_a_dead_one_unknown() -> None:
    with open_screen() as screen:
        port = x11_full_screen.make(Facts(System.LINUX, Session.X11, screen.display))
        assert port.is_covered() is False
    assert port.is_covered() is None
    port.close()


class Shell:
    """Windows' shell, asked for its state."""

    def __init__(self) -> None:
        self.state: int | None = 5

    def __call__(self) -> int | None:
        return self.state

    def cover(self) -> None:
        self.state = 3

    def uncover(self) -> None:
        self.state = 5


class TestWin32(FullScreenContract):
    expected_name = "win32"

    @pytest.fixture
    def world(self) -> Shell:
        return Shell()

    @pytest.fixture
    def port(self, world: Shell) -> FullScreenPort:
        return win32.Win32FullScreen(world)


@pytest.mark.parametrize(
    ("state", "covered"),
    # Locked, busy, DirectX, presentation, accepts, the quiet first hour, an app of the store.
    [(1, False), (2, True), (3, True), (4, True), (5, False), (6, False), (7, False), (None, None)],
)
def test_what_the_shell_says_is_understood(state: int | None, covered: bool | None) -> None:
    assert win32.Win32FullScreen(lambda: state).is_covered() is covered


class Told:
    """Covers a recording."""

    def __init__(self, port: RecordingFullScreen) -> None:
        self._port = port

    def cover(self) -> None:
        self._port.covered = True

    def uncover(self) -> None:
        self._port.covered = False


class TestRecording(FullScreenContract):
    expected_name = "recording"

    @pytest.fixture
    def port(self) -> FullScreenPort:
        return RecordingFullScreen()

    @pytest.fixture
    def world(self, port: RecordingFullScreen) -> CoverWorld:
        return Told(port)


class TestNone(FullScreenContract):
    expected_name = "none"
    tells = False

    @pytest.fixture
    def port(self) -> FullScreenPort:
        return no_full_screen.make(Facts(System.OTHER, Session.NONE))

    @pytest.fixture
    def world(self) -> CoverWorld:
        return Shell()


def test_the_choice_says_why_nobody_tells() -> None:
    port = SteppingFullScreen(full_screens(), Facts(System.LINUX, Session.WAYLAND, ":0"))
    assert port.name == "none"
    assert port.missing == Refused(Reason.WAYLAND, Remedy.USE_X11_SESSION)
    port.close()
