"""Edits TOML text value by value, so that its author's comments, order and unknown keys stay."""

import tomllib
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

Values = Mapping[str, Any]
"""Strings, numbers, booleans, lists and dicts of them; None for a key to be taken out."""

LIST = "client"
"""What a file of profiles calls its list of tables."""


def edited(text: str, values: Values) -> str | None:
    """Gives ``text`` with ``values`` set, or None when it cannot be edited.

    WORKAROUND(tomlkit, 0.15.2): some documents with tables out of order, which are valid, it does
    not parse or parses wrongly. So reading is left to ``tomllib``, and what was edited is read
    again.
    """
    try:
        expected = _merged(tomllib.loads(text), values)
        document = tomlkit.parse(text.replace("\r\n", "\n"))
        _merge(document, values)
        written = tomlkit.dumps(document)
        return written if tomllib.loads(written) == expected else None
    except (ValueError, RecursionError, TOMLKitError):
        return None


def edited_entry(text: str, key: str, values: Values | None) -> str | None:
    """Gives ``text`` with ``values`` set in that table of the list ``client`` which has ``key``,
    added where there is none; None takes it out. None when that cannot be done.
    """
    try:
        text = text.replace("\r\n", "\n")
        expected = _with_entry(tomllib.loads(text), key, values)
        document = tomlkit.parse(text)
        at = _place_of(document.get(LIST, []), key)
        if at is None:
            head = f"{text.rstrip()}\n\n" if text.strip() else ""
            added = tomlkit.dumps({LIST: expected[LIST][-1:]})
            written = text if values is None else f"{head}{added}"
        else:
            _set_entry(document, at, values)
            written = tomlkit.dumps(document)
        return written if tomllib.loads(written) == expected else None
    except (ValueError, RecursionError, TOMLKitError):
        return None


def entry_anew(text: str, key: str, values: Values | None) -> str:
    """Gives a new text that says what ``text`` says, with such an entry set or taken out."""
    return tomlkit.dumps(_with_entry(_values_of(text), key, values))


def is_without_entries(text: str) -> bool:
    """Whether a text has no table of that list."""
    return not _values_of(text).get(LIST)


def anew(text: str, values: Values) -> str:
    """Gives a new text that says what ``text`` says, as far as it can be read, with ``values``."""
    return tomlkit.dumps(_merged(_values_of(text), values))


def _set_entry(document: MutableMapping[str, Any], at: int, values: Values | None) -> None:
    """Changes or takes out one entry of a tomlkit document."""
    entries = document[LIST]
    if values is None:
        del entries[at]
        if not entries:
            del document[LIST]
    else:
        _merge(entries[at], values)
        for name in _emptied(entries[at], values):
            del entries[at][name]


def _with_entry(told: Values, key: str, values: Values | None) -> dict[str, Any]:
    """Gives ``told`` with an entry of its list set or taken out, as plain dicts."""
    entries = [dict(entry) for entry in told.get(LIST, [])]
    at = _place_of(entries, key)
    if values is None:
        entries = [entry for place, entry in enumerate(entries) if place != at]
    else:
        if at is None:
            at = len(entries)
            entries.append({"key": key})
        entries[at] = _merged(entries[at], values)
        for name in _emptied(entries[at], values):
            del entries[at][name]
    rest = {name: value for name, value in told.items() if name != LIST}
    return {**rest, LIST: entries} if entries else rest


def _emptied(entry: Values, values: Values) -> list[str]:
    """Names the tables of an entry in which nothing is left."""
    return [name for name in values if isinstance(entry.get(name), Mapping) and not entry[name]]


def _place_of(entries: Sequence[Values], key: str) -> int | None:
    return next((at for at, entry in enumerate(entries) if entry.get("key") == key), None)


def _values_of(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}


def _merged(told: Values, values: Values) -> dict[str, Any]:
    """Gives ``told`` with ``values`` set, as plain dicts."""
    merged = dict(told)
    for key, value in values.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping):
            inner = merged.get(key)
            merged[key] = _merged(inner if isinstance(inner, Mapping) else {}, value)
        else:
            merged[key] = value
    return merged


def _merge(table: MutableMapping[str, Any], values: Values) -> None:
    """Sets ``values`` in a tomlkit table, touching only what differs."""
    for key, value in values.items():
        if value is None:
            table.pop(key, None)
        elif isinstance(value, Mapping):
            if not isinstance(table.get(key), MutableMapping):
                table[key] = tomlkit.table()
            _merge(table[key], value)
        elif key not in table or table[key] != value:
            table[key] = value
