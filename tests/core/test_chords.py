"""Hotkeys as values: what a person writes is read, printed one way, and read again the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.chords import RESERVED, Chord, Modifier, parse, parse_hotkey, suggestions
from kefu_desktop.core.errors import Code, InvalidInput

SIGNS = "`-=[]\\;',./"
NAMED = (
    *(f"F{number}" for number in range(1, 25)),
    *("Space", "Tab", "Enter", "Escape", "Backspace", "Insert", "Delete", "Home", "End"),
    *("PageUp", "PageDown", "Up", "Down", "Left", "Right", "Pause", "ScrollLock"),
    *("PrintScreen", "Menu"),
)
KEYS = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + SIGNS)
FUNCTION_KEYS = NAMED[:24]


def chords() -> st.SearchStrategy[Chord]:
    """Every chord that can be pressed."""
    return st.builds(
        Chord, st.frozensets(st.sampled_from(Modifier)), st.one_of(KEYS, st.sampled_from(NAMED))
    )


def may_be_bound(chord: Chord) -> bool:
    """Whether a chord types nothing and is nobody else's."""
    types = chord.key not in FUNCTION_KEYS and not chord.modifiers - {Modifier.SHIFT}
    return not types and chord not in RESERVED


@given(chords())
def test_what_is_printed_is_read_back(chord: Chord) -> None:
    assert parse(str(chord)) == chord


@given(chords(), st.randoms(use_true_random=False))
def test_case_order_and_spaces_do_not_matter(chord: Chord, random: object) -> None:
    parts = str(chord).split("+")
    random.shuffle(parts)  # type: ignore[attr-defined]
    messy = " + ".join(random.choice((part.lower(), part.upper())) for part in parts)  # type: ignore[attr-defined]
    assert parse(f"  {messy} ") == chord


@given(st.text(max_size=40))
def test_any_text_is_a_chord_or_the_users_fault(text: str) -> None:
    fault: InvalidInput | None = None
    try:
        assert parse(str(parse(text))) == parse(text)
    except InvalidInput as raised:
        fault = raised
    if fault is not None:
        assert fault.code is Code.CHORD_INVALID
        assert len(str(fault.params["chord"])) <= 60


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("ctrl+alt+k", "Ctrl+Alt+K"),
        ("Alt+Control+K", "Ctrl+Alt+K"),
        ("WIN+space", "Meta+Space"),
        ("cmd+shift+/", "Shift+Meta+/"),
        ("option+Return", "Alt+Enter"),
        ("ctrl+esc", "Ctrl+Escape"),
        ("strg+pgdn", "Ctrl+PageDown"),
        ("F9", "F9"),
        ("shift+f12", "Shift+F12"),
        ("ctrl+ctrl+k", "Ctrl+K"),
    ],
)
def test_the_names_that_people_use_are_known(written: str, printed: str) -> None:
    assert str(parse(written)) == printed


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "+", "Ctrl", "Ctrl+", "Ctrl+Alt", "Ctrl+K+J", "Ctrl+Ä", "Ctrl+F25", "Ctrl+F0"),
        *("Hyper+K", "Ctrl+中", "Ctrl K"),
    ],
)
def test_what_is_no_chord_is_refused(written: str) -> None:
    with pytest.raises(InvalidInput) as fault:
        parse(written)
    assert fault.value.code is Code.CHORD_INVALID


@given(chords())
def test_a_hotkey_types_nothing_and_is_nobody_elses(chord: Chord) -> None:
    if not may_be_bound(chord):
        with pytest.raises(InvalidInput) as fault:
            parse_hotkey(str(chord))
        reserved = chord in RESERVED
        assert fault.value.code is (Code.CHORD_RESERVED if reserved else Code.CHORD_INVALID)
    else:
        assert parse_hotkey(str(chord)) == chord


@pytest.mark.parametrize("written", ["K", "Shift+K", "Space", "Shift+Space", "5", "Enter", "/"])
def test_a_key_that_types_is_no_hotkey(written: str) -> None:
    with pytest.raises(InvalidInput) as fault:
        parse_hotkey(written)
    assert fault.value.code is Code.CHORD_INVALID


@pytest.mark.parametrize("written", ["ctrl+v", "alt+tab", "ctrl+alt+del", "win+l"])
def test_what_every_chat_needs_is_no_hotkey(written: str) -> None:
    with pytest.raises(InvalidInput) as fault:
        parse_hotkey(written)
    assert fault.value.code is Code.CHORD_RESERVED


@given(chords().filter(may_be_bound))
def test_suggestions_are_other_chords_that_may_be_taken(taken: Chord) -> None:
    found = suggestions(taken)
    assert len(found) >= 4
    assert len(set(found)) == len(found)
    for chord in found:
        assert chord != taken
        assert parse_hotkey(str(chord)) == chord


def test_the_first_suggestion_is_the_chord_with_shift() -> None:
    assert str(suggestions(parse("Ctrl+Alt+K"))[0]) == "Ctrl+Alt+Shift+K"
