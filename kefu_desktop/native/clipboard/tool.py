"""The clipboard through ``pyperclip``, that is through the system or a small tool such as xclip:
for the command line.

It holds text only and cannot tell when it is read. pyperclip does not look at how its tool ended,
so what was written is read back: "copied" is said only of what is there.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from kefu_desktop.app.ports import Limited, Reason, Snapshot, Support
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.native.clipboard.x11 import TEXT
from kefu_desktop.native.facts import Facts

T = TypeVar("T")
_LOOK_AGAIN = 0.01
_WAIT = 2.0
"""Seconds that the tool may take: xclip waits for a frozen owner for ever."""


def support(_facts: Facts) -> Support:
    """Always there; where there is no tool, :meth:`ToolClipboard.write` says so."""
    return Limited(Reason.TEXT_ONLY)


def make(_facts: Facts) -> "ToolClipboard":
    """Lets pyperclip look for what this machine has."""
    import pyperclip

    copy, paste = pyperclip.determine_clipboard()
    return ToolClipboard(copy, paste)


class ToolClipboard:
    """A :class:`kefu_desktop.app.ports.ClipboardPort` for text. ``copy`` and ``paste`` are
    pyperclip's.
    """

    name = "tool"

    def __init__(self, copy: Callable[[str], None], paste: Callable[[], str]) -> None:
        self._copy = copy
        self._paste = paste
        self._written: str | None = None

    def write(
        self, text: str, image_png: bytes | None = None, read: Callable[[], None] | None = None
    ) -> None:
        """Puts the text there, without the image; ``read`` is never called.

        Raises :class:`MachineFault` when there is no clipboard, or the text did not arrive on it,
        or there is only an image.
        """
        if image_png is not None and not text:
            raise MachineFault(Code.CLIPBOARD_UNAVAILABLE)
        try:
            with _without_our_streams():
                _within(_WAIT, lambda: self._copy(text))
            self._wait_for(text)
        except (RuntimeError, OSError, TimeoutError) as failure:
            raise MachineFault(Code.CLIPBOARD_UNAVAILABLE) from failure
        self._written = text

    def still_ours(self) -> bool:
        """Whether the text there is what was written last."""
        return self._written is not None and _lines(self.read_text()) == _lines(self._written)

    def read_text(self) -> str:
        """Gives the text, empty when there is none or no clipboard."""
        try:
            return _within(_WAIT, self._paste)
        except (RuntimeError, OSError, TimeoutError):
            return ""

    def read_image(self) -> bytes | None:
        """Gives none: the tool hands over text only."""
        return None

    def snapshot(self, timeout: float) -> Snapshot | None:
        """Gives the text; never complete, since nobody tells what else is there."""
        try:
            text = _within(timeout, self._paste)
        except (RuntimeError, OSError, TimeoutError):
            return None
        return Snapshot({TEXT: text.encode()}, complete=False) if text else None

    def restore(self, snapshot: Snapshot) -> None:
        """Puts the text of a snapshot back."""
        self.write(snapshot.formats.get(TEXT, b"").decode("utf-8", "replace"))
        self._written = None

    def close(self) -> None:
        """Has nothing to let go."""

    def _wait_for(self, text: str) -> None:
        """Returns when ``text`` is there; xclip comes back before it owns the clipboard."""
        deadline = time.monotonic() + _WAIT
        while _lines(_within(_WAIT, self._paste)) != _lines(text):
            if time.monotonic() >= deadline:
                raise TimeoutError
            time.sleep(_LOOK_AGAIN)


@contextlib.contextmanager
def _without_our_streams() -> Iterator[None]:
    """Whatever is started inside gets nothing of our output.

    WORKAROUND(pyperclip, 1.11): xclip stays alive to hold the text, and pyperclip lets it inherit
    our standard output; whoever reads that through a pipe would wait for xclip to end.
    """
    if os.name != "posix":
        yield
        return
    silence = os.open(os.devnull, os.O_WRONLY)
    with contextlib.ExitStack() as back:
        back.callback(os.close, silence)
        for stream in (1, 2):
            # One that is closed already cannot be inherited either.
            with contextlib.suppress(OSError):
                kept = os.dup(stream)
                back.callback(os.close, kept)
                back.callback(os.dup2, kept, stream)
                os.dup2(silence, stream)
        yield


def _within(seconds: float, call: Callable[[], T]) -> T:
    """Gives what ``call`` gives, raises what it raises, or :class:`TimeoutError`; a call that hangs
    is left behind.
    """
    done: list[T] = []
    failed: list[Exception] = []

    def work() -> None:
        try:
            done.append(call())
        except Exception as failure:  # noqa: BLE001 - handed on to the caller's thread
            failed.append(failure)

    worker = threading.Thread(target=work, name="clipboard tool", daemon=True)
    worker.start()
    worker.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError
    return done[0]


def _lines(text: str) -> str:
    """Windows keeps lines its own way."""
    return text.replace("\r\n", "\n")
