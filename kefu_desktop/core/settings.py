"""The settings: what can be set, its default, what is allowed, and how an old document is read.

A setting that cannot be understood keeps its default and is reported; it never keeps the program
from starting, and it stays in the user's file as it was written.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field
from msgspec.structs import fields, replace

from kefu_desktop.core import chords
from kefu_desktop.core.away import rules_from
from kefu_desktop.core.emoticons import SkinTone
from kefu_desktop.core.errors import Code, InvalidInput, KefuError
from kefu_desktop.core.schedule import dates_from, week_from


class Language(StrEnum):
    """The language of the program's own words."""

    SYSTEM = "system"
    ZH_CN = "zh_CN"
    EN = "en"


class Theme(StrEnum):
    """How windows look; ``SYSTEM`` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class EnterDoes(StrEnum):
    """What Enter does with the chosen reply; Ctrl+Enter does the other."""

    PASTE = "paste"
    COPY = "copy"


class HotkeySettings(Struct, frozen=True):
    """Keys taken from the whole desktop, and which back-end takes them (empty: the program
    chooses). An empty one takes none, but for ``popup``; ``next_part`` is taken only while parts of
    a reply are left.
    """

    popup: str = "Ctrl+Alt+K"
    capture: str = "Ctrl+Alt+J"
    next_part: str = "Ctrl+Alt+."
    away: str = "Ctrl+Alt+L"
    busy: str = "Ctrl+Alt+B"
    paused: bool = False
    backend: str = ""


class DeliverySettings(Struct, frozen=True):
    """How a reply gets into the chat. ``paste_key`` is pressed in the client. ``send_parts`` lets
    clients whose profile says so be sent all parts of a reply at once, with Enter between.
    """

    enter: EnterDoes = EnterDoes.PASTE
    restore_clipboard: bool = False
    paste_key: str = "Ctrl+V"
    send_parts: bool = False


class LookSettings(Struct, frozen=True):
    """Words and colours. ``text_scale`` is per cent."""

    language: Language = Language.ZH_CN
    theme: Theme = Theme.SYSTEM
    text_scale: int = 100


class ShopSettings(Struct, frozen=True):
    """What ``{店铺}`` and ``{客服}`` stand for, and the user's own constants."""

    name: str = ""
    agent: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)


class ClientsSettings(Struct, frozen=True):
    """``known`` is what the user said of windows: the name of a client by program or class."""

    known: Mapping[str, str] = field(default_factory=dict)


class EmoticonSettings(Struct, frozen=True):
    """``greetings`` gives a greeting that has no emoticon one that fits."""

    greetings: bool = True
    skin_tone: SkinTone = SkinTone.NONE


class SharingSettings(Struct, frozen=True):
    """``author`` stands in the packs that are exported."""

    author: str = ""


class BackupSettings(Struct, frozen=True):
    """``daily`` keeps a backup of each day on which the program ran."""

    daily: bool = True


class PlacesSettings(Struct, frozen=True):
    """``look_hours`` is how often shared places are looked at; 0 leaves it to the user."""

    look_hours: int = 4


class AwaySettings(Struct, frozen=True):
    """Leaving and coming back: a switch for each part that happens by itself, and its times.

    ``hours`` and ``lunch`` are by days of the week, ``dates`` by date, as
    :mod:`kefu_desktop.core.schedule` reads them; ``rules`` as :mod:`kefu_desktop.core.away` does.
    """

    idle: bool = True
    idle_minutes: int = 10
    warn_seconds: int = 30
    lock: bool = True
    sleep: bool = True
    schedule: bool = True
    holidays: bool = True
    notice_return: bool = True
    quiet_full_screen: bool = True
    copy: bool = True
    offers: bool = True
    busy_minutes: int = 15
    hours: Mapping[str, str] = field(default_factory=dict)
    lunch: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)


class Settings(Struct, frozen=True):
    """All settings. A dotted name such as ``delivery.enter`` names one of them."""

    hotkey: HotkeySettings = HotkeySettings()
    delivery: DeliverySettings = DeliverySettings()
    look: LookSettings = LookSettings()
    shop: ShopSettings = field(default_factory=ShopSettings)
    clients: ClientsSettings = field(default_factory=ClientsSettings)
    emoticons: EmoticonSettings = EmoticonSettings()
    sharing: SharingSettings = SharingSettings()
    backup: BackupSettings = BackupSettings()
    places: PlacesSettings = PlacesSettings()
    away: AwaySettings = field(default_factory=AwaySettings)


VERSION = 1
"""Of the document. A document of an older version is upgraded when it is read; one of a newer
version is read as far as known.
"""


def names() -> tuple[str, ...]:
    """Gives the dotted names of all settings, in the order of a settings file."""
    return tuple(name for name, _ in _leaves(Settings()))


def value_of(settings: Settings, name: str) -> object:
    """Gives the value of one setting as a document holds it; raises :class:`InvalidInput` for an
    unknown name.
    """
    for known, value in _leaves(settings):
        if known == name:
            return _plain(value)
    raise InvalidInput(Code.SETTING_UNKNOWN, name=name[:80])


def with_value(settings: Settings, name: str, value: object) -> Settings:
    """Gives ``settings`` with one of them set. ``value`` may be text, as typed in a terminal.

    Raises :class:`InvalidInput` when the name is unknown or the value not allowed; parameters name
    what is.
    """
    section_name, _, key = name.partition(".")
    section = getattr(settings, section_name, None) if name in names() else None
    if section is None:
        raise InvalidInput(Code.SETTING_UNKNOWN, name=name[:80])
    understood = _understand(name, value, getattr(section, key))
    return replace(settings, **{section_name: replace(section, **{key: understood})})


def from_document(document: Mapping[str, Any]) -> tuple[Settings, tuple[KefuError, ...]]:
    """Reads a settings document; gives the settings and what in it could not be understood
    (defaults stand there).
    """
    settings = Settings()
    findings: list[KefuError] = []
    for section, entries in document.items():
        if section == "version":
            continue
        if not isinstance(entries, Mapping):
            findings.append(InvalidInput(Code.SETTING_UNKNOWN, name=str(section)[:80]))
            continue
        for key, value in entries.items():
            try:
                settings = with_value(settings, f"{section}.{key}", value)
            except KefuError as error:
                findings.append(error)
    return settings, tuple(findings)


def to_document(settings: Settings) -> dict[str, Any]:
    """Gives the document that :func:`from_document` reads back as ``settings``."""
    document: dict[str, Any] = {"version": VERSION}
    for name, value in _leaves(settings):
        section, _, key = name.partition(".")
        document.setdefault(section, {})[key] = _plain(value)
    return document


def _leaves(settings: Settings) -> Iterator[tuple[str, object]]:
    for section in fields(settings):
        values = getattr(settings, section.name)
        assert isinstance(values, Struct)
        for entry in fields(values):
            yield f"{section.name}.{entry.name}", getattr(values, entry.name)


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    return dict(value) if isinstance(value, Mapping) else value


def _understand(name: str, value: object, present: object) -> object:
    """Reads ``value`` as the kind of thing ``present`` is, within the bounds of this setting."""
    try:
        if isinstance(present, StrEnum):
            return type(present)(str(value))
        if isinstance(present, bool):
            return _truth(value)
        if isinstance(present, int):
            return _whole(value, *_BOUNDS[name])
        if isinstance(present, Mapping):
            return _table(name, value)
        check = _CHECKS.get(name, _line)
        return check(value)
    except (ValueError, TypeError) as error:
        raise InvalidInput(
            Code.SETTING_INVALID, name=name, value=str(value)[:60], allowed=_allowed(name, present)
        ) from error


def _allowed(name: str, present: object) -> str:
    """Names what a setting can be, where that can be named."""
    if isinstance(present, StrEnum):
        return "|".join(member.value for member in type(present))
    if isinstance(present, bool):
        return "true|false"
    if isinstance(present, int):
        low, high = _BOUNDS[name]
        return f"{low}–{high}"
    return ""


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word not in _YES | _NO:
        raise ValueError(value)
    return word in _YES


def _whole(value: object, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(value)
    number = int(value)
    if not low <= number <= high:
        raise ValueError(value)
    return number


def _table(name: str, value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise TypeError(value)
    words = {_line(key): str(text) for key, text in value.items()}
    check = _TABLE_CHECKS.get(name)
    try:
        if check is not None:
            check(words)
    except InvalidInput as error:
        raise InvalidInput(error.code, **{**error.params, "name": name}) from error
    return words


def _line(value: object) -> str:
    if not isinstance(value, str) or len(value) > 200 or "\n" in value:
        raise ValueError(value)
    return value.strip()


def _hotkey(value: object) -> str:
    return str(chords.parse_hotkey(_line(value)))


def _hotkey_or_none(value: object) -> str:
    line = _line(value)
    return _hotkey(line) if line else ""


def _paste_key(value: object) -> str:
    chord = chords.parse(_line(value))
    if not chord.modifiers:  # it would type into the chat
        raise InvalidInput(Code.CHORD_INVALID, chord=str(chord))
    return str(chord)


_YES = frozenset({"true", "on", "yes", "1"})
_NO = frozenset({"false", "off", "no", "0"})
_BOUNDS: Mapping[str, tuple[int, int]] = {
    "look.text_scale": (80, 200),
    "places.look_hours": (0, 168),
    "away.idle_minutes": (1, 240),
    "away.warn_seconds": (0, 300),
    "away.busy_minutes": (1, 240),
}
_CHECKS: Mapping[str, Callable[[object], str]] = {
    "hotkey.popup": _hotkey,
    "hotkey.capture": _hotkey_or_none,
    "hotkey.away": _hotkey_or_none,
    "hotkey.busy": _hotkey_or_none,
    "hotkey.next_part": _hotkey_or_none,
    "delivery.paste_key": _paste_key,
}
_TABLE_CHECKS: Mapping[str, Callable[[Mapping[str, str]], object]] = {
    "away.hours": week_from,
    "away.lunch": week_from,
    "away.dates": dates_from,
    "away.rules": rules_from,
}
