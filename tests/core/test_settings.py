"""The settings: what can be set, what is refused, and that a document says all of it."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.core import chords
from kefu_desktop.core.emoticons import SkinTone
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.settings import (
    VERSION,
    EnterDoes,
    Language,
    Settings,
    Theme,
    from_document,
    names,
    to_document,
    value_of,
    with_value,
)

DEFAULTS = {
    "hotkey.popup": "Ctrl+Alt+K",
    "hotkey.capture": "Ctrl+Alt+J",
    "hotkey.next_part": "Ctrl+Alt+.",
    "hotkey.away": "Ctrl+Alt+L",
    "hotkey.busy": "Ctrl+Alt+B",
    "hotkey.paused": False,
    "hotkey.backend": "",
    "delivery.enter": "paste",
    "delivery.restore_clipboard": False,
    "delivery.paste_key": "Ctrl+V",
    "delivery.send_parts": False,
    "look.language": "zh_CN",
    "look.theme": "system",
    "look.text_scale": 100,
    "shop.name": "",
    "shop.agent": "",
    "shop.constants": {},
    "clients.known": {},
    "emoticons.greetings": True,
    "emoticons.skin_tone": "none",
    "sharing.author": "",
    "backup.daily": True,
    "places.look_hours": 4,
    "away.idle": True,
    "away.idle_minutes": 10,
    "away.warn_seconds": 30,
    "away.lock": True,
    "away.sleep": True,
    "away.schedule": True,
    "away.holidays": True,
    "away.notice_return": True,
    "away.quiet_full_screen": True,
    "away.copy": True,
    "away.offers": True,
    "away.busy_minutes": 15,
    "away.hours": {},
    "away.lunch": {},
    "away.dates": {},
    "away.rules": {},
}

_lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=200)
_chords = st.builds(
    lambda held, key: "+".join([*held, key]),
    st.permutations(["ctrl", "ALT", "Shift"]).map(lambda held: held[:2]),
    st.sampled_from(["k", "J", "f5", "Space", ";", "0", "pgup"]),
)
_values = st.fixed_dictionaries(
    {},
    optional={
        "hotkey.popup": _chords,
        "hotkey.capture": _chords | st.sampled_from(["", " "]),
        "hotkey.next_part": _chords | st.sampled_from(["", " "]),
        "hotkey.paused": st.booleans(),
        "hotkey.backend": _lines,
        "delivery.enter": st.sampled_from([one.value for one in EnterDoes]),
        "delivery.restore_clipboard": st.booleans() | st.sampled_from(["on", "No", " 1 "]),
        "delivery.paste_key": st.sampled_from(["ctrl+v", "shift+ins", "Control+Shift+V"]),
        "delivery.send_parts": st.booleans(),
        "look.language": st.sampled_from([one.value for one in Language]),
        "look.theme": st.sampled_from([one.value for one in Theme]),
        "look.text_scale": st.integers(80, 200) | st.integers(80, 200).map(str),
        "shop.name": _lines,
        "shop.agent": _lines,
        "shop.constants": st.dictionaries(_lines, st.text(), max_size=3),
        "clients.known": st.dictionaries(_lines, st.text(), max_size=3),
        "emoticons.greetings": st.booleans(),
        "emoticons.skin_tone": st.sampled_from([one.value for one in SkinTone]),
        "sharing.author": _lines,
        "backup.daily": st.booleans(),
        "places.look_hours": st.integers(0, 168),
        "away.idle_minutes": st.integers(1, 240),
        "away.warn_seconds": st.integers(0, 300).map(str),
        "away.lock": st.booleans(),
        "away.hours": st.sampled_from([{}, {"mon-fri": "9:00-18:00"}, {"周六": "22:00-06:00"}]),
        "away.dates": st.sampled_from([{}, {"2026-10-01..2026-10-07": "off"}]),
        "away.rules": st.sampled_from([{}, {"lunch": "午休"}, {"soon 22:00-06:00": "下班 ;xb"}]),
    },
)


def refusal(name: str, value: object) -> InvalidInput:
    with pytest.raises(InvalidInput) as refused:
        with_value(Settings(), name, value)
    return refused.value


def test_the_settings_and_their_defaults() -> None:
    assert {name: value_of(Settings(), name) for name in names()} == DEFAULTS


def test_each_setting_is_documented_with_its_default() -> None:
    text = (Path(__file__).parents[2] / "docs" / "SETTINGS.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w.]+)` \| (.+?) \|", text, re.MULTILINE))
    assert list(rows) == list(names())
    for name, default in DEFAULTS.items():
        written = str(default).lower() if isinstance(default, bool) else str(default or "")
        assert rows[name] == (f"`{written}`" if written else "空 empty")


@given(_values)
def test_a_document_says_all_that_was_set(values: dict[str, Any]) -> None:
    settings = Settings()
    for name, value in values.items():
        settings = with_value(settings, name, value)
    document = to_document(settings)
    assert document["version"] == VERSION
    assert from_document(document) == (settings, ())
    for name in set(names()) - set(values):
        assert value_of(settings, name) == DEFAULTS[name]


@given(
    st.dictionaries(
        st.sampled_from([*{name.split(".")[0] for name in names()}, "version", "newer"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
            lambda inner: (
                st.lists(inner, max_size=2)
                | st.dictionaries(
                    st.sampled_from([name.split(".")[1] for name in names()]), inner, max_size=4
                )
            ),
            max_leaves=6,
        ),
    )
)
def test_any_document_gives_settings_and_what_is_wrong_with_it(document: dict[str, Any]) -> None:
    settings, findings = from_document(document)
    assert from_document(to_document(settings)) == (settings, ())
    codes = {finding.code for finding in findings}
    assert codes <= {
        Code.SETTING_UNKNOWN,
        Code.SETTING_INVALID,
        Code.CHORD_INVALID,
        Code.CHORD_RESERVED,
    }


def test_what_is_not_understood_keeps_its_default_and_is_reported() -> None:
    settings, findings = from_document(
        {
            "version": 99,
            "hotkey": {"popup": "Ctrl+Alt+J", "paused": "perhaps"},
            "delivery": "paste",
            "look": {"text_scale": 1000, "theme": "pink"},
            "newer": {"idea": 1},
        }
    )
    assert settings == with_value(Settings(), "hotkey.popup", "Ctrl+Alt+J")
    assert [(finding.code, finding.params["name"]) for finding in findings] == [
        (Code.SETTING_INVALID, "hotkey.paused"),
        (Code.SETTING_UNKNOWN, "delivery"),
        (Code.SETTING_INVALID, "look.text_scale"),
        (Code.SETTING_INVALID, "look.theme"),
        (Code.SETTING_UNKNOWN, "newer.idea"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("delivery.enter", "send", "paste|copy"),
        ("delivery.enter", True, "paste|copy"),
        ("look.language", "zh-CN", "system|zh_CN|en"),
        ("look.text_scale", 79, "80–200"),
        ("look.text_scale", "201", "80–200"),
        ("look.text_scale", 100.5, "80–200"),
        ("look.text_scale", True, "80–200"),
        ("backup.daily", "maybe", "true|false"),
        ("shop.name", "two\nlines", ""),
        ("shop.name", "x" * 201, ""),
        ("shop.name", 7, ""),
        ("shop.constants", "a=b", ""),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_with_what_is(
    name: str, value: object, allowed: str
) -> None:
    refused = refusal(name, value)
    assert refused.code is Code.SETTING_INVALID
    assert refused.params == {"name": name, "value": str(value)[:60], "allowed": allowed}


@pytest.mark.parametrize(
    "name", ["", "look", "look.", ".theme", "look.colour", "look.theme.x", "version", "__class__.x"]
)
def test_an_unknown_name_is_refused(name: str) -> None:
    assert refusal(name, "x").code is Code.SETTING_UNKNOWN
    with pytest.raises(InvalidInput) as refused:
        value_of(Settings(), name)
    assert (refused.value.code, refused.value.params["name"]) == (Code.SETTING_UNKNOWN, name)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("alt+ctrl+k", "Ctrl+Alt+K"),
        (" Control + shift + F5 ", "Ctrl+Shift+F5"),
        ("f9", "F9"),
        ("win+space", "Meta+Space"),
    ],
)
def test_a_hotkey_is_kept_in_one_way_of_writing(written: str, kept: str) -> None:
    settings = with_value(Settings(), "hotkey.popup", written)
    assert settings.hotkey.popup == kept
    assert str(chords.parse(settings.hotkey.popup)) == kept


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Ctrl+C", Code.CHORD_RESERVED),
        ("del+alt+ctrl", Code.CHORD_RESERVED),
        ("K", Code.CHORD_INVALID),
        ("Shift+K", Code.CHORD_INVALID),
        ("Ctrl+Alt", Code.CHORD_INVALID),
        ("Ctrl+Kay", Code.CHORD_INVALID),
        ("", Code.CHORD_INVALID),
    ],
)
def test_a_hotkey_that_would_break_typing_is_refused(written: str, code: Code) -> None:
    assert refusal("hotkey.popup", written).code is code
    if written:
        assert refusal("hotkey.capture", written).code is code


def test_the_hotkey_for_captures_can_be_left_out() -> None:
    assert with_value(Settings(), "hotkey.capture", " ").hotkey.capture == ""
    assert with_value(Settings(), "hotkey.capture", "shift+f6").hotkey.capture == "Shift+F6"


def test_the_paste_key_never_types() -> None:
    assert with_value(Settings(), "delivery.paste_key", "ins+shift").delivery.paste_key == (
        "Shift+Insert"
    )
    assert refusal("delivery.paste_key", "V").code is Code.CHORD_INVALID


def test_setting_one_leaves_the_others() -> None:
    before = with_value(Settings(), "shop.name", "好店")
    after = with_value(before, "look.theme", "dark")
    assert after == replace(before, look=replace(before.look, theme=Theme.DARK))
