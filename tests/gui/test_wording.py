"""Sentences: one for each thing that can be said, in each language."""

import pytest
from msgspec.structs import replace

from kefu_desktop.app.hotkey import HotkeyState, HotkeyStatus, Purpose
from kefu_desktop.app.orders import Order, Reached, Receipt, Short
from kefu_desktop.app.ports import Limited, Reason, Refused, Remedy, Works
from kefu_desktop.core import chords
from kefu_desktop.core.settings import Language
from kefu_desktop.gui import wording
from kefu_desktop.gui.i18n import Languages

ORDER = Order(None, "", "亲，今天发", paste=True, target=None)
CHORD = chords.parse("Ctrl+Alt+K")
NOT_COPIED = {Short.NO_CLIPBOARD, Short.NO_IMAGE, Short.EMPTY}


@pytest.fixture(params=[Language.ZH_CN, Language.EN])
def language(request: pytest.FixtureRequest, languages: Languages) -> Language:
    languages.use(request.param)
    return Language(request.param)


def in_words(said: str | None, language: Language) -> bool:
    """Whether it is a finished sentence of that language."""
    assert said
    chinese = any("一" <= character <= "鿿" for character in said)
    return chinese == (language is Language.ZH_CN) and "{" not in said


def test_nothing_is_said_when_all_went_as_asked() -> None:
    assert wording.receipt(Receipt(ORDER, Reached.PASTED)) is None
    assert wording.receipt(Receipt(ORDER, Reached.COPIED)) is None


def test_every_way_to_fall_short_is_worded(language: Language) -> None:
    said = set()
    for short in Short:
        reached = Reached.FAILED if short in NOT_COPIED else Reached.COPIED
        words = wording.receipt(Receipt(ORDER, reached, short), paste_key="Shift+Insert")
        assert in_words(words, language)
        assert words is not None
        assert ("Shift+Insert" in words) == (reached is Reached.COPIED), "what to press now"
        assert ORDER.text not in words
        said.add(words)
    assert len(said) == len(Short)


@pytest.mark.parametrize("purpose", Purpose)
def test_every_state_of_a_hotkey_is_worded(language: Language, purpose: Purpose) -> None:
    statuses = [HotkeyStatus(state, CHORD, (), purpose) for state in HotkeyState]
    said = {wording.hotkey(status) for status in statuses}
    assert len(said) == len(HotkeyState)
    assert all(in_words(words, language) for words in said)


def test_it_is_told_which_hotkey_is_meant(language: Language) -> None:
    for state in HotkeyState:
        said = {wording.hotkey(HotkeyStatus(state, CHORD, (), purpose)) for purpose in Purpose}
        assert len(said) == len(Purpose) or state is HotkeyState.PAUSED


def test_a_taken_hotkey_comes_with_another_one(languages: Languages) -> None:
    languages.use(Language.ZH_CN)
    status = HotkeyStatus(HotkeyState.TAKEN, CHORD, chords.suggestions(CHORD))
    assert "Ctrl+Alt+K 被别的程序占用" in wording.hotkey(status)
    assert str(status.suggestions[0]) in wording.hotkey(status)


def test_every_reason_and_remedy_is_worded(language: Language) -> None:
    reasons = {wording.support(Refused(reason)) for reason in Reason}
    assert len(reasons) == len(Reason)
    remedies = {wording.support(Limited(Reason.FAILED, remedy)) for remedy in Remedy}
    assert len(remedies) == len(Remedy)
    assert all(in_words(words, language) for words in reasons | remedies)
    assert in_words(wording.support(Works()), language)


def test_a_fact_stands_beside_its_reason(language: Language) -> None:
    assert "libX11" in wording.support(Refused(Reason.NO_LIBRARY, detail="libX11"))


def test_a_desktop_without_a_tray_is_told_the_way_in(language: Language) -> None:
    assert "kefu-desktop popup" in wording.no_tray()
    assert in_words(wording.no_tray(), language)


def test_each_part_is_told_with_the_key_of_the_next(language: Language) -> None:
    key = chords.parse("Ctrl+Alt+.")
    second = replace(ORDER, number=2, count=3)
    pasted = wording.part(Receipt(second, Reached.PASTED), key)
    assert "2/3" in pasted
    assert "Ctrl+Alt+." in pasted
    assert in_words(pasted, language)
    assert wording.part(Receipt(second, Reached.COPIED), None) != pasted
    last = wording.part(Receipt(replace(second, number=3), Reached.PASTED), key)
    assert "3/3" in last
    assert "Ctrl" not in last
    assert in_words(wording.other_chat(), language)
