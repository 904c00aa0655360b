"""A hotkey as a value: parsed from what a person writes, printed one way, compared by meaning.

Keys are named after what is printed on a US keyboard, not by the letter the present layout gives; a
back-end maps them to the machine.
"""

from enum import StrEnum

from msgspec import Struct

from kefu_desktop.core.errors import Code, InvalidInput


class Modifier(StrEnum):
    """Keys that are held; in the order in which a chord is printed. ``META`` is the Windows, Super
    or Command key.
    """

    CTRL = "Ctrl"
    ALT = "Alt"
    SHIFT = "Shift"
    META = "Meta"


_MODIFIER_NAMES = {
    "ctrl": Modifier.CTRL,
    "control": Modifier.CTRL,
    "strg": Modifier.CTRL,
    "alt": Modifier.ALT,
    "option": Modifier.ALT,
    "shift": Modifier.SHIFT,
    "meta": Modifier.META,
    "super": Modifier.META,
    "win": Modifier.META,
    "windows": Modifier.META,
    "cmd": Modifier.META,
    "command": Modifier.META,
}
_NAMED_KEYS = {
    name.casefold(): name
    for name in (
        *(f"F{number}" for number in range(1, 25)),
        *(
            "Space",
            "Tab",
            "Enter",
            "Escape",
            "Backspace",
            "Insert",
            "Delete",
            "Home",
            "End",
            "PageUp",
            "PageDown",
        ),
        *("Up", "Down", "Left", "Right", "Pause", "ScrollLock", "PrintScreen", "Menu"),
    )
}
_KEY_ALIASES = {
    "esc": "Escape",
    "return": "Enter",
    "del": "Delete",
    "ins": "Insert",
    "pgup": "PageUp",
    "pgdn": "PageDown",
}
_SIGNS = "`-=[]\\;',./"


class Chord(Struct, frozen=True):
    """Modifiers held and one key pressed. ``key`` is ``A``–``Z``, ``0``–``9``, one of ```
    `-=[]\\;',./ ``` or a named key.
    """

    modifiers: frozenset[Modifier]
    key: str

    def __str__(self) -> str:
        held = [modifier.value for modifier in Modifier if modifier in self.modifiers]
        return "+".join([*held, self.key])


def parse(text: str) -> Chord:
    """Reads ``Ctrl+Alt+K`` and its kin, in any case and order.

    Raises :class:`InvalidInput` when there is no key, more than one, or an unknown name.
    """
    parts = [part.strip() for part in text.strip().replace("++", "+=").split("+")]
    modifiers: set[Modifier] = set()
    keys: list[str] = []
    for part in parts:
        modifier = _MODIFIER_NAMES.get(part.casefold())
        if modifier is not None:
            modifiers.add(modifier)
        else:
            keys.append(_key_named(part, text))
    if len(keys) != 1:
        raise InvalidInput(Code.CHORD_INVALID, chord=text[:60])
    return Chord(frozenset(modifiers), keys[0])


def parse_hotkey(text: str) -> Chord:
    """Reads a chord that may be taken from every other program.

    Raises :class:`InvalidInput` also when the chord types something (a letter, digit or sign needs
    Ctrl, Alt or Meta; a function key may stand alone) or when it is :data:`RESERVED`.
    """
    chord = parse(text)
    types_something = len(chord.key) == 1 or not chord.key.startswith("F")
    if types_something and not chord.modifiers - {Modifier.SHIFT}:
        raise InvalidInput(Code.CHORD_INVALID, chord=text[:60])
    if chord in RESERVED:
        raise InvalidInput(Code.CHORD_RESERVED, chord=str(chord))
    return chord


def _key_named(part: str, whole: str) -> str:
    folded = part.casefold()
    if len(part) == 1 and ((part.isascii() and part.isalnum()) or part in _SIGNS):
        return part.upper()
    name = _NAMED_KEYS.get(_KEY_ALIASES.get(folded, folded).casefold())
    if name is None:
        raise InvalidInput(Code.CHORD_INVALID, chord=whole[:60])
    return name


RESERVED = frozenset(
    {
        Chord(frozenset({Modifier.CTRL, Modifier.ALT}), "Delete"),
        Chord(frozenset({Modifier.ALT}), "F4"),
        Chord(frozenset({Modifier.ALT}), "Tab"),
        Chord(frozenset({Modifier.META}), "L"),
        *(Chord(frozenset({Modifier.CTRL}), key) for key in "ACVXZYSFNOPTW"),
    }
)
"""Chords that the systems keep for themselves or that every chat needs for editing; taking one
would break the chat.
"""


def suggestions(taken: Chord) -> tuple[Chord, ...]:
    """Gives chords worth trying when ``taken`` belongs to others, the most like it first."""
    wanted = [
        Chord(taken.modifiers | {Modifier.SHIFT}, taken.key),
        *(Chord(frozenset({Modifier.CTRL, Modifier.ALT}), key) for key in ("K", "J", ";", "Space")),
        Chord(frozenset({Modifier.CTRL, Modifier.SHIFT}), "K"),
    ]
    return tuple(
        chord for chord in dict.fromkeys(wanted) if chord != taken and chord not in RESERVED
    )
