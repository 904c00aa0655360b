"""A client's profile on its way into the user's file, as ``[[client]]`` tables have it.

Only what was changed is written: the rest of a user's table stays as it was typed, and what a table
does not say goes on being what the program brings along, also when a later version brings another.
"""

from collections.abc import Mapping
from typing import Any

from kefu_desktop.core.clients import Client, ClientKey, from_document


def table_of(client: Client) -> dict[str, Any]:
    """Gives everything that a profile says."""
    signs, manner = client.signs, client.manner
    return {
        "key": str(client.key),
        "zh": client.zh,
        "en": client.en,
        "also": list(client.also),
        "known-by": {
            "programs": list(signs.programs),
            "classes": list(signs.classes),
            "pages": list(signs.pages),
            "browser": signs.is_browser,
        },
        "takes": {
            "emoticons": manner.style.value,
            "longest": manner.longest,
            "lines": manner.lines.value,
            "newline-key": manner.newline_key,
            "paste-key": manner.paste_key,
            "delay-ms": manner.delay,
            "enter-sends": manner.enter_sends,
            "send-parts": manner.send_parts,
        },
    }


def checked(client: Client) -> Client:
    """Gives a client as it would be read from its file again.

    Raises :class:`InvalidInput` (CLIENT_INVALID) with the ``field`` at fault, such as
    ``wechat.takes.longest``.
    """
    (read,) = from_document({"client": [table_of(client)]}, str(client.key))
    return read


def edits(before: Client, after: Client, base: Client | None = None) -> dict[str, Any]:
    """Gives what has to be written so that a table that was read as ``before`` is ``after``; None
    takes a field out. ``base`` is the profile it is laid over.
    """
    usual = Client() if base is None else base
    return _edits(table_of(before), table_of(after), table_of(usual))


def free_key(name: str, taken: frozenset[ClientKey]) -> ClientKey:
    """Gives a key for a new client, from its name where that has Latin letters."""
    letters = "".join(one if one.isascii() and one.isalnum() else " " for one in name.casefold())
    stem = "-".join(letters.split())[:30].strip("-") or "own"
    keys = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(ClientKey(key) for key in keys if key not in taken)


def _edits(
    before: Mapping[str, Any], after: Mapping[str, Any], usual: Mapping[str, Any]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field, value in after.items():
        if isinstance(value, Mapping):
            if inner := _edits(before[field], value, usual[field]):
                found[field] = inner
        elif value != before[field]:
            found[field] = None if value == usual[field] else value
    return found
