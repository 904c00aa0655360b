"""What the program asks of the machine it runs on. ``native`` and ``gui`` implement these; tests
put recordings in their place.

Every port may be limited or refused by a machine. Then it says why and what would mend it, and the
program goes one step down a ladder that ends in something that always works.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from kefu_desktop.core.chords import Chord


class Reason(StrEnum):
    """Why a back-end cannot do all it should here."""

    OTHER_SYSTEM = "other-system"
    NO_DISPLAY = "no-display"
    WAYLAND = "wayland"
    NO_LIBRARY = "no-library"
    NO_EXTENSION = "no-extension"
    NO_PERMISSION = "no-permission"
    NO_WINDOW_MANAGER = "no-window-manager"
    NO_TOOL = "no-tool"
    NO_TRAY = "no-tray"
    TEXT_ONLY = "text-only"
    KEY_SHARED = "key-shared"
    NO_BUS = "no-bus"
    OTHER_DESKTOP = "other-desktop"
    NOT_TOLD = "not-told"
    BY_HAND = "by-hand"
    FAILED = "failed"


class Remedy(StrEnum):
    """What the user can do about it."""

    NONE = "none"
    BIND_COMMAND = "bind-command"
    PRESS_PASTE = "press-paste"
    INSTALL_PACKAGE = "install-package"
    JOIN_INPUT_GROUP = "join-input-group"
    GRANT_ACCESSIBILITY = "grant-accessibility"
    SET_DISPLAY = "set-display"
    USE_X11_SESSION = "use-x11-session"
    ADD_TRAY = "add-tray"
    OPEN_WITH = "open-with"
    LEAVE_BY_HAND = "leave-by-hand"


class Works(Struct, frozen=True):
    """The back-end can do all its port promises."""


class Limited(Struct, frozen=True):
    """The back-end works but for what ``reason`` says. ``detail`` is a short fact (a library, a
    package), never user text.
    """

    reason: Reason
    remedy: Remedy = Remedy.NONE
    detail: str = ""


class Refused(Struct, frozen=True):
    """The back-end cannot work here."""

    reason: Reason
    remedy: Remedy = Remedy.NONE
    detail: str = ""


Support = Works | Limited | Refused


class Rect(Struct, frozen=True):
    """A rectangle in the machine's own pixels, from the top left corner of the desktop."""

    x: int
    y: int
    width: int
    height: int


class Target(Struct, frozen=True):
    """A window of another program, as seen when it was in front. ``handle`` is the machine's own
    number for it; ``window_class`` is what its program calls this sort of window (X11: the instance
    in WM_CLASS, which for a page installed as an app is its address).

    ``identity`` tells this window from a later one that was given the same number. ``caret`` is
    where text is typed, if known.
    """

    handle: int
    program: str = ""
    title: str = ""
    pid: int = 0
    identity: str = ""
    frame: Rect | None = None
    caret: Rect | None = None
    window_class: str = ""


def _nothing() -> None:
    pass


class Press(Struct, frozen=True):
    """The hotkey went down. ``at`` is the machine's time stamp of the press, ``target`` the window
    then in front.

    A back-end may hold back what is typed right behind the hotkey so that it cannot fall into the
    chat; ``settled`` must be called, from any thread, when our window has the focus (or will not
    get it). It may be called more than once.
    """

    chord: Chord
    at: int
    target: Target | None
    settled: Callable[[], None] = _nothing


class HotkeyRefusal(Exception):
    """A chord cannot be bound. ``taken`` when another program owns it; else the machine does not
    know the key.
    """

    def __init__(self, chord: Chord, *, taken: bool) -> None:
        super().__init__(str(chord))
        self.chord = chord
        self.taken = taken


class HotkeyPort(Protocol):
    """Takes chords from the whole desktop. Callbacks come on the back-end's own thread and must
    only hand the press on.
    """

    name: str

    def bind(self, chord: Chord, pressed: Callable[[Press], None]) -> None:
        """From now on ``pressed`` is called once for each press, not for repeats. Raises
        :class:`HotkeyRefusal`.
        """

    def unbind(self, chord: Chord) -> None:
        """Gives the chord back to other programs; an unbound chord is no error."""

    def close(self) -> None:
        """Gives every chord back and ends the thread. Closing twice is no error."""


class WindowPort(Protocol):
    """Knows which window is in front, and brings one back. Every call answers within 50 ms but
    :meth:`bring_back`.
    """

    name: str

    def current(self) -> Target | None:
        """Gives the window in front, None when there is none or the machine does not tell."""

    def is_front(self, target: Target) -> bool:
        """Whether exactly this window, not a successor of its number, is in front and has the
        keyboard.
        """

    def bring_back(self, target: Target, timeout: float) -> bool:
        """Asks for ``target`` to be in front and waits up to ``timeout`` seconds; gives whether it
        is.
        """

    def has_focus(self, handle: int) -> bool:
        """Whether the keyboard goes to our own window ``handle``; False where nobody tells."""

    def take_focus(self, handle: int, at: int) -> None:
        """Gives the keyboard to our own mapped window ``handle``, with the right that the press at
        ``at`` lent us.
        """

    def close(self) -> None:
        """Lets go of the machine. Closing twice is no error."""


class PastePort(Protocol):
    """Presses keys for the user: only the client's paste chord and Enter, never text."""

    name: str

    def wait_released(self, timeout: float) -> bool:
        """Waits up to ``timeout`` seconds until no modifier is held down by the user; gives whether
        none is.
        """

    def send(self, chord: Chord) -> bool:
        """Presses ``chord`` once; gives whether the machine took it."""

    def close(self) -> None:
        """Lets go of the machine. Closing twice is no error."""


class Snapshot(Struct, frozen=True):
    """All formats of what was on the clipboard, as far as its owner gave them in time. ``complete``
    says whether all came.
    """

    formats: Mapping[str, bytes]
    complete: bool = True


class ClipboardPort(Protocol):
    """The clipboard. ``write``, ``restore`` and ``still_ours`` belong to the GUI thread; the others
    may take any, and wait for the clipboard's owner no longer than a moment.
    """

    name: str

    def write(
        self, text: str, image_png: bytes | None = None, read: Callable[[], None] | None = None
    ) -> None:
        """Puts ``text`` (and an image) on the clipboard; ``read`` is called each time another
        program takes it. An image without text is offered as an image only.

        Raises :class:`kefu_desktop.core.errors.MachineFault` when the clipboard cannot be had, or
        is to hold an image alone and cannot.
        """

    def still_ours(self) -> bool:
        """Whether what was written last is still there."""

    def read_text(self) -> str:
        """Gives the text on the clipboard, empty when there is none."""

    def read_image(self) -> bytes | None:
        """Gives the image on the clipboard as PNG, None when there is none."""

    def snapshot(self, timeout: float) -> Snapshot | None:
        """Gives all formats now on the clipboard within ``timeout`` seconds, None when its owner
        does not answer.
        """

    def restore(self, snapshot: Snapshot) -> None:
        """Puts a snapshot back, all its formats."""

    def close(self) -> None:
        """Lets go of the machine; what is on the clipboard stays. Closing twice is no error."""


class SecretPort(Protocol):
    """Keeps the passwords of shared places. Any thread; a keyring may wait for its user."""

    name: str

    def read(self, place: str, user: str) -> str | None:
        """Gives the password of ``user`` at the address ``place``, None where nobody knows it."""

    def keep(self, place: str, user: str, password: str) -> bool:
        """Keeps a password; gives whether it will be known after the next start."""

    def forget(self, place: str, user: str) -> None:
        """Forgets a password; one that is not known is no error."""

    def close(self) -> None:
        """Lets go of the machine. Closing twice is no error."""


class Clock(Protocol):
    """Time comes in from here, so that tests can hold it still."""

    def now(self) -> int:
        """Gives milliseconds since 1970-01-01 UTC."""

    def monotonic(self) -> float:
        """Gives seconds that never run backwards."""


class Timer(Protocol):
    """Calls back on the GUI thread."""

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """Calls ``call`` once after ``seconds``; gives a function that cancels it."""


class AssociationPort(Protocol):
    """Tells the desktop, for this user alone, that this program opens packs. Blocks; any thread."""

    name: str

    def install(self, program: Sequence[str], called: str) -> tuple[str, ...]:
        """Lets a double click on a pack start ``program``, a command without the file; a desktop
        that asks calls such a file ``called``. Gives the places (files, keys) where that stands
        now; none where only the user can do it. Twice is as good as once.

        Raises:
            MachineFault: FILE_UNWRITABLE.
        """

    def remove(self) -> tuple[str, ...]:
        """Takes back what :meth:`install` did; gives the places that are gone. Where nothing was
        installed that is none.

        Raises:
            MachineFault: FILE_UNWRITABLE.
        """

    def close(self) -> None:
        """Lets go of the machine. Closing twice is no error."""
