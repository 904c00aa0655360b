"""Which key of this keyboard is meant by a chord, and which modifier bits are only locks.

A chord names a key by what a US keyboard prints on it. The layout in force may not have that letter
at all (a Russian one has no ``k``); then the key is the one that had it last, and before any did,
the place where a PC keyboard has it.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

from msgspec import Struct

from kefu_desktop.core.chords import Chord, Modifier
from kefu_desktop.native.bindings.x11 import Connection

# Key codes by place, the same under the evdev and the older PC rules (xkeyboard-config,
# keycodes/evdev).
_ROWS = ((49, "`"), (10, "1234567890-="), (24, "QWERTYUIOP[]"), (51, "\\"))
_LOWER_ROWS = ((38, "ASDFGHJKL;'"), (52, "ZXCVBNM,./"))
_SIGN_NAMES = {
    "`": "grave",
    "-": "minus",
    "=": "equal",
    "[": "bracketleft",
    "]": "bracketright",
    "\\": "backslash",
    ";": "semicolon",
    "'": "apostrophe",
    ",": "comma",
    ".": "period",
    "/": "slash",
}
_NAMED = {
    "Space": "space",
    "Enter": "Return",
    "Backspace": "BackSpace",
    "PageUp": "Page_Up",
    "PageDown": "Page_Down",
    "ScrollLock": "Scroll_Lock",
    "PrintScreen": "Print",
}
_HELD = {
    Modifier.CTRL: ("Control_L", "Control_R"),
    Modifier.ALT: ("Alt_L", "Alt_R"),
    Modifier.SHIFT: ("Shift_L", "Shift_R"),
    Modifier.META: ("Super_L", "Super_R", "Meta_L", "Hyper_L"),
}
_LOCKS = ("Num_Lock", "Scroll_Lock")
_LOCK_MASK = 1 << 1  # CapsLock has a bit of its own in the protocol


class Place(Struct, frozen=True):
    """Where a chord lies on this keyboard: the key's code and the modifier bits that must be
    set.
    """

    keycode: int
    mask: int


class KeyMap(Struct, frozen=True):
    """The keyboard as the server has it now: each key's symbols in order of shift level, each
    modifier bit's keys, and the key that types a symbol.
    """

    symbols: Mapping[int, tuple[int, ...]]
    modifiers: tuple[frozenset[int], ...]
    keycodes: Mapping[int, int]

    def keycode(self, symbol: int) -> int:
        """Gives the key that types ``symbol``, 0 when none does."""
        return self.keycodes.get(symbol, 0)

    def bits(self, keycodes: frozenset[int]) -> int:
        """Gives the modifier bits that any of these keys sets."""
        return sum(1 << bit for bit, keys in enumerate(self.modifiers) if keys & keycodes)


def read_keymap(connection: Connection) -> KeyMap:
    """Asks the server for the keyboard; two round trips."""
    display = connection.display
    low, high = display.display.info.min_keycode, display.display.info.max_keycode
    rows = display.get_keyboard_mapping(low, high - low + 1)
    symbols = {low + index: tuple(int(symbol) for symbol in row) for index, row in enumerate(rows)}
    keys = tuple(
        frozenset(int(keycode) for keycode in row if keycode)
        for row in display.get_modifier_mapping()
    )
    return KeyMap(symbols, keys, _keycodes(symbols))


def _keycodes(symbols: Mapping[int, tuple[int, ...]]) -> dict[int, int]:
    """Gives the key for each symbol: one reached without Shift wins over one that needs it, a lower
    key code over a higher.
    """
    found: dict[int, int] = {}
    depth = max((len(row) for row in symbols.values()), default=0)
    for level in (*range(0, depth, 2), *range(1, depth, 2)):
        for keycode, row in sorted(symbols.items()):
            if level < len(row) and row[level]:
                found.setdefault(row[level], keycode)
    return found


def symbol_of(name: str) -> int:
    """Gives the number of a keysym by its X name, 0 when there is none."""
    from Xlib import XK

    return int(XK.string_to_keysym(name))


def locate(chord: Chord, keymap: KeyMap, last: int = 0) -> Place | None:
    """Finds ``chord`` on the keyboard; ``last`` is the key it was on before. None when a modifier
    or key is missing.
    """
    keycode = keycode_of(chord.key, keymap) or last or _by_place(chord.key)
    mask = 0
    for modifier in chord.modifiers:
        bits = _modifier_bits(modifier, keymap)
        if not bits:
            return None
        mask |= bits
    return Place(keycode, mask) if keycode else None


def keycode_of(key: str, keymap: KeyMap) -> int:
    """Gives the key of a chord's ``key`` in the layout in force, 0 when it has no such key."""
    return keymap.keycode(symbol_of_key(key))


def symbol_of_key(key: str) -> int:
    """Gives the keysym that a chord's ``key`` types without Shift."""
    if len(key) == 1:
        return symbol_of(_SIGN_NAMES.get(key, key.lower()))
    return symbol_of(_NAMED.get(key, key))


def modifier_keycode(modifier: Modifier, keymap: KeyMap) -> int:
    """Gives a key that holds ``modifier``, 0 when the keyboard has none."""
    codes = (keymap.keycode(symbol_of(name)) for name in _HELD[modifier])
    return next((code for code in codes if code and keymap.bits(frozenset({code}))), 0)


def held_keycodes(keymap: KeyMap) -> frozenset[int]:
    """Gives the keys that change what another key means while they are held; locks are not among
    them.
    """
    locks = frozenset(keymap.keycode(symbol_of(name)) for name in (*_LOCKS, "Caps_Lock"))
    return frozenset().union(*keymap.modifiers) - locks


def held_mask(keymap: KeyMap) -> int:
    """Gives the modifier bits of Ctrl, Alt, Shift and Meta."""
    mask = 0
    for modifier in Modifier:
        mask |= _modifier_bits(modifier, keymap)
    return mask


def lock_masks(keymap: KeyMap) -> tuple[int, ...]:
    """Gives every combination of the lock bits, none first: a grab with fewer fails while NumLock
    is on.
    """
    bits = {_LOCK_MASK}
    for name in _LOCKS:
        found = keymap.bits(frozenset({keymap.keycode(symbol_of(name))} - {0}))
        # A lock that shares its bit with Alt or Ctrl (some xmodmap files) cannot be left out of
        # account.
        if found and not found & held_mask(keymap):
            bits.add(found)
    ordered = sorted(bits)
    return tuple(
        sum(chosen) for size in range(len(ordered) + 1) for chosen in combinations(ordered, size)
    )


def _modifier_bits(modifier: Modifier, keymap: KeyMap) -> int:
    keycode = modifier_keycode(modifier, keymap)
    return keymap.bits(frozenset({keycode})) if keycode else 0


def _by_place(key: str) -> int:
    return dict(_places()).get(key, 0)


def _places() -> Iterator[tuple[str, int]]:
    for start, keys in (*_ROWS, *_LOWER_ROWS):
        for offset, key in enumerate(keys):
            yield key, start + offset
