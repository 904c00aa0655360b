"""Natives that touch no machine: they remember what was asked of them, and a test says what happens
next.

They keep the contract of their ports as strictly as the real ones (a closed one does nothing, a
dead window does not come back), so a test that passes with them is about the program and not about
a softer world.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec.structs import replace

from kefu_desktop.app.ports import HotkeyRefusal, Press, Snapshot, Target
from kefu_desktop.core.chords import Chord
from kefu_desktop.core.errors import Code, MachineFault


@dataclass(slots=True)
class RecordingHotkey:
    """Takes chords; :meth:`press` is the user's finger. ``taken`` belongs to other programs,
    ``settled`` counts.
    """

    name: str = "recording"
    taken: set[Chord] = field(default_factory=set)
    bound: dict[Chord, Callable[[Press], None]] = field(default_factory=dict)
    settled: int = 0
    closed: bool = False

    def bind(self, chord: Chord, pressed: Callable[[Press], None]) -> None:
        """Takes ``chord`` unless it is among ``taken``, or the port is closed."""
        if self.closed or chord in self.taken:
            raise HotkeyRefusal(chord, taken=not self.closed)
        self.bound[chord] = pressed

    def unbind(self, chord: Chord) -> None:
        """Gives ``chord`` back."""
        self.bound.pop(chord, None)

    def close(self) -> None:
        """Gives every chord back."""
        self.bound.clear()
        self.closed = True

    def press(self, chord: Chord, target: Target | None = None, at: int = 1) -> bool:
        """Presses ``chord`` over ``target``; gives whether anybody had bound it."""
        pressed = self.bound.get(chord)
        if pressed is None:
            return False
        pressed(Press(chord, at, target, settled=self._count))
        return True

    def _count(self) -> None:
        self.settled += 1


@dataclass(slots=True)
class RecordingWindow:
    """A desktop with ``front`` in front. ``alive`` are the windows that can come back, ``stubborn``
    a manager that refuses.
    """

    name: str = "recording"
    front: Target | None = None
    alive: list[Target] = field(default_factory=list)
    stubborn: bool = False
    brought: list[Target] = field(default_factory=list)
    focused: list[tuple[int, int]] = field(default_factory=list)
    closed: bool = False

    def current(self) -> Target | None:
        """Gives ``front``."""
        return None if self.closed else self.front

    def is_front(self, target: Target) -> bool:
        """Whether ``front`` is the same window."""
        return not self.closed and self.front is not None and _same(self.front, target)

    def bring_back(self, target: Target, timeout: float) -> bool:
        """Puts ``target`` in front when it lives and the manager agrees; waits for nothing."""
        self.brought.append(target)
        if self.closed or self.stubborn:
            return self.is_front(target)
        living = next((window for window in self.alive if _same(window, target)), None)
        if living is not None:
            self.front = living
        return self.is_front(target)

    def has_focus(self, handle: int) -> bool:
        """Whether our window asked last, and was given it."""
        asked_last = bool(self.focused) and self.focused[-1][0] == handle
        return asked_last and self.front is None and not self.stubborn and not self.closed

    def take_focus(self, handle: int, at: int) -> None:
        """Our own window comes to the front, which no port tells of."""
        self.focused.append((handle, at))
        if not self.closed and not self.stubborn:
            self.front = None

    def close(self) -> None:
        """Knows nothing from now on."""
        self.closed = True


@dataclass(slots=True)
class RecordingPaste:
    """Takes chords as a machine with free fingers. ``held``: the user holds a modifier; ``deaf``:
    the machine takes none.
    """

    name: str = "recording"
    held: bool = False
    deaf: bool = False
    sent: list[Chord] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    closed: bool = False

    def wait_released(self, timeout: float) -> bool:
        """Gives at once whether nothing is held."""
        self.waited.append(timeout)
        return not self.held and not self.closed

    def send(self, chord: Chord) -> bool:
        """Remembers ``chord``, unless a modifier is held or the machine is deaf."""
        if self.closed or self.held or self.deaf:
            return False
        self.sent.append(chord)
        return True

    def close(self) -> None:
        """Takes nothing from now on."""
        self.closed = True


@dataclass(slots=True)
class RecordingClipboard:
    """A clipboard in memory. ``frozen``: the owner does not answer; ``missing``: there is no
    clipboard at all.
    """

    name: str = "recording"
    formats: dict[str, bytes] = field(default_factory=dict)
    written: list[tuple[str, bytes | None]] = field(default_factory=list)
    restored: list[Snapshot] = field(default_factory=list)
    frozen: bool = False
    missing: bool = False
    _read: Callable[[], None] | None = None
    _ours: bool = False

    def write(
        self, text: str, image_png: bytes | None = None, read: Callable[[], None] | None = None
    ) -> None:
        """Takes the text and the image."""
        if self.missing:
            raise MachineFault(Code.CLIPBOARD_UNAVAILABLE)
        self.written.append((text, image_png))
        self.formats = {}
        if text or image_png is None:
            self.formats["text/plain"] = text.encode()
        if image_png is not None:
            self.formats["image/png"] = image_png
        self._read, self._ours = read, True

    def still_ours(self) -> bool:
        """Whether nobody copied something since."""
        return self._ours

    def read_text(self) -> str:
        """Gives the text, empty when the owner is frozen."""
        return "" if self.frozen else self.formats.get("text/plain", b"").decode()

    def read_image(self) -> bytes | None:
        """Gives the image, None when the owner is frozen."""
        return None if self.frozen else self.formats.get("image/png")

    def snapshot(self, timeout: float) -> Snapshot | None:
        """Gives all formats, None when the owner is frozen."""
        return None if self.frozen or self.missing else Snapshot(dict(self.formats))

    def restore(self, snapshot: Snapshot) -> None:
        """Puts a snapshot back; it is not ours then."""
        self.restored.append(snapshot)
        self.formats = dict(snapshot.formats)
        self._read, self._ours = None, False

    def close(self) -> None:
        """Holds nothing of the machine."""

    def copy_elsewhere(self, text: str) -> None:
        """Another program copies ``text``."""
        self.formats = {"text/plain": text.encode()}
        self._read, self._ours = None, False

    def take(self) -> str:
        """Another program pastes: what was written is told that it was read."""
        if self._read is not None:
            self._read()
        return self.read_text()


def _same(one: Target, other: Target) -> bool:
    """Whether two sightings are of one window: titles and places change, number and identity do
    not.
    """
    return replace(one, title="", frame=None, caret=None) == replace(
        other, title="", frame=None, caret=None
    )
