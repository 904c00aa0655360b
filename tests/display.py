"""A screen for tests: an X server of its own, a window manager, fingers on its keyboard and an eye
on its picture.

Nothing here sleeps for a guessed time: whatever must happen first is waited for with
:func:`wait_until`, and the test fails with what it was waiting for. Every process that is started
here is ended by its own number when the screen closes, and by no other means, because other
people's X servers may run beside it.

    with open_screen(manager=True) as screen:
        chat = screen.start([sys.executable, "-m", "tests.chat_window", "chat"])
        screen.fingers.tap("Ctrl+Alt+K")
        screen.fingers.write("fhsj")
        screen.shoot(tmp_path / "after.png")
"""

import itertools
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TypeVar

from kefu_desktop.core.chords import Chord, Modifier, parse
from kefu_desktop.native.bindings import x11, x11_keys
from tests.eye import Eye

T = TypeVar("T")
_SOON = 10.0
_LOOK_AGAIN = 0.005


def wait_until(
    condition: Callable[[], T], what: str, timeout: float = _SOON, every: float = _LOOK_AGAIN
) -> T:
    """Asks ``condition`` until it gives something true, and gives that; fails after ``timeout``
    seconds, saying ``what``.
    """
    deadline = time.monotonic() + timeout
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() >= deadline:
            raise AssertionError(f"not within {timeout:g} s: {what}")
        time.sleep(every)


class Fingers:
    """Presses keys as a person would, through XTEST, whatever the layout. For one thread."""

    def __init__(self, display: str) -> None:
        self._connection = x11.Connection(display)

    def close(self) -> None:
        self._connection.close()

    def tap(self, chord: Chord | str) -> None:
        """Presses a chord and lets it go: modifiers first, the key last, then back."""
        self.hold(chord)
        self.let_go(chord)

    def hold(self, chord: Chord | str) -> None:
        """Presses a chord and keeps it down."""
        self._fake(self._keys(chord), down=True)

    def let_go(self, chord: Chord | str) -> None:
        """Lets a held chord go, in the opposite order."""
        self._fake(self._keys(chord)[::-1], down=False)

    def poise(self, chord: Chord | str) -> Callable[[], None]:
        """Holds a chord's modifiers and gives what strikes its key and lets all go: nothing is
        looked up between that call and the press, for those who measure.
        """
        keys = self._keys(chord)
        self._fake(keys[:-1], down=True)

        def strike() -> None:
            self._fake(keys[-1:], down=True)
            self._fake(keys[::-1], down=False)

        return strike

    def press_key(self, name: str) -> None:
        """Presses one key by its X name (``Num_Lock``, ``a``) and keeps it down."""
        self._fake(self._keycodes([name]), down=True)

    def release_key(self, name: str) -> None:
        """Lets one key go by its X name."""
        self._fake(self._keycodes([name]), down=False)

    def touch(self, name: str) -> None:
        """Presses one key by its X name and lets it go."""
        self.press_key(name)
        self.release_key(name)

    def write(self, text: str) -> None:
        """Types small letters, digits, spaces and slashes one after the other, faster than any
        hand.
        """
        from Xlib import X

        signs = {" ": "space", "/": "slash"}
        names = (signs.get(character, character) for character in text)
        for keycode in self._keycodes(names):
            self._connection.display.xtest_fake_input(X.KeyPress, keycode)
            self._connection.display.xtest_fake_input(X.KeyRelease, keycode)
        self._connection.display.sync()

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Moves the pointer and clicks."""
        from Xlib import X

        display = self._connection.display
        display.xtest_fake_input(X.MotionNotify, x=x, y=y)
        display.xtest_fake_input(X.ButtonPress, button)
        display.xtest_fake_input(X.ButtonRelease, button)
        display.sync()

    def drag(self, start: tuple[int, int], end: tuple[int, int], steps: int = 12) -> None:
        """Moves the pointer with the button held from one place to another, as a hand does: the
        way between is seen by what lies under it.
        """
        from Xlib import X

        display = self._connection.display
        display.xtest_fake_input(X.MotionNotify, x=start[0], y=start[1])
        display.xtest_fake_input(X.ButtonPress, 1)
        display.sync()
        for step in range(1, steps + 1):
            x, y = (a + (b - a) * step // steps for a, b in zip(start, end, strict=True))
            display.xtest_fake_input(X.MotionNotify, x=x, y=y)
            display.sync()
        display.xtest_fake_input(X.ButtonRelease, 1)
        display.sync()

    def carry(self, start: tuple[int, int], end: tuple[int, int]) -> Callable[[], None]:
        """Grasps what is at one place and carries it to another, into whatever program is there;
        gives what moves it about there by a little, for programs to notice it. :meth:`release` lets
        it go.
        """
        from Xlib import X

        display = self._connection.display
        display.xtest_fake_input(X.MotionNotify, x=start[0], y=start[1])
        display.xtest_fake_input(X.ButtonPress, 1)
        display.sync()
        nudges = itertools.cycle((0, 3))

        def nudge() -> None:
            by = next(nudges)
            display.xtest_fake_input(X.MotionNotify, x=end[0] + by, y=end[1] + by)
            display.sync()

        for step in range(1, 5):
            x, y = start[0] + 6 * step, start[1] + 3 * step
            display.xtest_fake_input(X.MotionNotify, x=x, y=y)
            display.sync()
        return nudge

    def release(self) -> None:
        """Lets go of what was carried."""
        from Xlib import X

        self._connection.display.xtest_fake_input(X.ButtonRelease, 1)
        self._connection.display.sync()

    def _keys(self, chord: Chord | str) -> list[int]:
        wanted = parse(chord) if isinstance(chord, str) else chord
        keymap = x11_keys.read_keymap(self._connection)
        place = x11_keys.locate(wanted, keymap)
        assert place is not None, f"this keyboard has no {wanted}"
        held = [x11_keys.modifier_keycode(m, keymap) for m in Modifier if m in wanted.modifiers]
        return [*held, place.keycode]

    def _keycodes(self, names: Iterable[str]) -> list[int]:
        keymap = x11_keys.read_keymap(self._connection)
        keycodes: list[int] = []
        for name in names:
            keycodes.append(keymap.keycode(x11_keys.symbol_of(name)))
            assert keycodes[-1], f"this keyboard has no {name}"
        return keycodes

    def _fake(self, keycodes: Sequence[int], *, down: bool) -> None:
        from Xlib import X

        for keycode in keycodes:
            self._connection.display.xtest_fake_input(X.KeyPress if down else X.KeyRelease, keycode)
        self._connection.display.sync()


class Program:
    """A process on the screen whose standard output is read line by line as it comes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, args=(process.stdout,), daemon=True)
        self._reader.start()

    @property
    def lines(self) -> tuple[str, ...]:
        """What it has printed so far."""
        return tuple(self._lines)

    def tell(self, line: str) -> None:
        """Writes a line to its standard input."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def wait_line(self, start: str, timeout: float = _SOON, after: int = 0) -> str:
        """Waits for a line that begins with ``start``, past the first ``after`` lines, and gives
        the rest of it.
        """

        def found() -> list[str]:
            assert self.process.poll() is None or self._reader.is_alive() or self._lines, (
                f"{self.process.args} ended with {self.process.returncode}"
            )
            return [line for line in self.lines[after:] if line.startswith(start)]

        return wait_until(found, f"{start!r} from {self.process.args}", timeout)[0][len(start) :]

    def stop(self) -> None:
        """Freezes it, as a hung program is."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Lets a frozen one run again."""
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """Ends it at once, without a chance to tidy up."""
        self.process.kill()
        self.process.wait(timeout=_SOON)

    def end(self) -> None:
        """Ends it in good order, by force when it does not listen."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(timeout=3)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(timeout=_SOON)
        self._reader.join(timeout=1)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()

    def _read(self, stream: IO[str] | None) -> None:
        assert stream is not None
        try:
            for line in stream:
                self._lines.append(line.rstrip("\n"))
        except ValueError:
            return  # closed while a grandchild still had the other end


class Screen:
    """One X server and what runs on it. ``display`` is its name, as in DISPLAY."""

    def __init__(self, display: str, framebuffer: Path, stack: ExitStack) -> None:
        self.display = display
        self._framebuffer = framebuffer
        self._stack = stack
        self.fingers = Fingers(display)
        stack.callback(self.fingers.close)

    @property
    def environ(self) -> dict[str, str]:
        """The environment of a program on this screen, in an X11 session."""
        left_out = {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE"}
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        return {**kept, "DISPLAY": self.display, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}

    def start(self, command: Sequence[str | Path], **environ: str) -> Program:
        """Starts a program here; it is ended with the screen."""
        process = subprocess.Popen(
            [str(part) for part in command],
            env={**self.environ, **environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None,
            text=True,
            encoding="utf-8",
            bufsize=1,
        )
        program = Program(process)
        self._stack.callback(program.end)
        return program

    def run(self, command: Sequence[str | Path], given: bytes | None = None) -> bytes:
        """Runs a program here to its end and gives what it printed; fails when it does."""
        done = subprocess.run(
            [str(part) for part in command],
            env=self.environ,
            input=given,
            stdout=subprocess.PIPE,
            timeout=_SOON,
            check=True,
        )
        return done.stdout

    def start_manager(self) -> Program:
        """Starts openbox and waits until it manages the windows."""
        # The configuration of whoever runs the tests must not decide them. The properties of the
        # root window come before openbox is ready to focus; its startup command comes after.
        manager = self.start(
            ["openbox", "--config-file", "/etc/xdg/openbox/rc.xml", "--startup", "echo managing"]
        )
        manager.wait_line("managing")
        return manager

    def open_eye(self) -> Eye:
        """Gives an eye on this screen; it closes with the screen."""
        eye = Eye(self.display, self._framebuffer)
        self._stack.callback(eye.close)
        return eye

    def set_layout(self, *arguments: str) -> None:
        """Gives the keyboard another layout: ``set_layout("ru")``, ``set_layout("us,ru")``."""
        self.run(["setxkbmap", *arguments])

    def paint_ground(self, colour: int) -> None:
        """Gives the desktop behind all windows a colour, 0xRRGGBB."""
        connection = x11.Connection(self.display)
        connection.root.change_attributes(background_pixel=colour)
        connection.root.clear_area(0, 0, 0, 0)
        connection.display.sync()
        connection.close()

    def shoot(self, file: Path) -> None:
        """Takes a picture of the whole screen."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self.run(["import", "-window", "root", file])


@contextmanager
def open_screen(*, manager: bool = False, size: tuple[int, int] = (1280, 800)) -> Iterator[Screen]:
    """Starts an X server on a display number that the server finds itself; ends all that was
    started on it, newest first.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="screen-")))
        read_end, write_end = os.pipe()
        server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(write_end), "-nolisten", "tcp", "-noreset"),
                *("-screen", "0", f"{size[0]}x{size[1]}x24", "-fbdir", str(folder)),
            ],
            pass_fds=(write_end,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(_end_server, server)
        os.close(write_end)
        with os.fdopen(read_end, encoding="ascii") as told:
            number = told.readline().strip()
        assert number, f"Xvfb ended with {server.wait(timeout=_SOON)}"
        screen = Screen(f":{number}", folder / "Xvfb_screen0", stack)
        if manager:
            screen.start_manager()
        yield screen


def _end_server(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(timeout=5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(timeout=_SOON)
