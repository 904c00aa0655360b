"""Edits TOML text value by value, so that its author's comments, order and unknown keys stay."""

import tomllib
from collections.abc import Mapping, MutableMapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

Values = Mapping[str, Any]
"""Strings, numbers, booleans, lists and dicts of them; None for a key to be taken out."""


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


def anew(text: str, values: Values) -> str:
    """Gives a new text that says what ``text`` says, as far as it can be read, with ``values``."""
    return tomlkit.dumps(_merged(_values_of(text), values))


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
