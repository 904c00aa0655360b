"""Changes what is known of chat clients: in the user's own files, never in those of the program.

Everything holds at once, for the popup asks the same :class:`KnownClients`. A client of the program
that is changed gets a file of the user's laid over it; that file goes when nothing in it is
different any more.
"""

import re
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from kefu_desktop.app.clients import KnownClients
from kefu_desktop.app.ports import Clock
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.core.clients import Client, ClientKey, Signs, WindowFacts, bare_program
from kefu_desktop.core.model import Millis
from kefu_desktop.core.profiles import checked, edits, free_key
from kefu_desktop.store import profile_file

_TOLD = "clients.known"
_UNREAD = re.compile(r"^\s*[(\[（【]\d+\+?[)\]）】]\s*")
_BEHIND = re.compile(r"\s+[-–—|]\s+[^-–—|]+$")


class Profiles:
    """Belongs to the thread of the settings."""

    def __init__(self, known: KnownClients, settings: SettingsService, clock: Clock) -> None:
        self._known = known
        self._settings = settings
        self._clock = clock

    def is_changed(self, key: ClientKey) -> bool:
        """Whether the user's files say something of a client that comes with the program."""
        return self._known.shipped(key) is not None and self._known.file_of(key) is not None

    def is_own(self, key: ClientKey) -> bool:
        """Whether a client is one of the user's own."""
        return self._known.shipped(key) is None

    def change(self, key: ClientKey, alter: Callable[[Client], Client]) -> Client:
        """Makes of a client, as its files have it by now, what ``alter`` does; gives it as it then
        is.

        Raises :class:`InvalidInput` (CLIENT_INVALID) with the field at fault, :class:`NotFound` for
        a client that is gone, :class:`MachineFault` when the file cannot be written; then nothing
        is changed.
        """
        self._known.reload()  # somebody may have edited a file meanwhile
        before, base = self._known.get(key), self._known.shipped(key)
        after = checked(alter(before))
        if after == base:
            self.reset(key)
        elif after != before:
            file = self._known.file_of(key) or self._new_file(key)
            self._write(file, key, edits(before, after, base))
        return self._known.get(key)

    def add(self, name: str, signs: Signs | None = None) -> Client:
        """Makes a client of the user's own. Raises as :meth:`change` does."""
        self._known.reload()
        key = free_key(name, frozenset(client.key for client in self._known.all))
        client = checked(Client(key, name.strip(), name.strip(), signs=signs or Signs()))
        written = {"zh": client.zh, **edits(Client(), Client(key, signs=client.signs))}
        self._write(self._new_file(key), key, written)
        return self._known.get(key)

    def reset(self, key: ClientKey) -> None:
        """Takes out what the user's files say of a client: one of the program is again as it came,
        one of the user's own is gone. Raises :class:`MachineFault`.
        """
        self._known.reload()
        while file := self._known.file_of(key):
            profile_file.remove(file, key, at=Millis(self._clock.now()))
            self._known.reload()
        if self._known.all.named(key) is None:
            for seen in self.told_to_be(key):
                self.forget(seen)

    def assign(self, facts: WindowFacts, key: ClientKey, page: str = "") -> Client:
        """Says that a window is one of the client ``key``; gives the client it is known as now.

        By its program, or its class where the program is not known; by ``page``, words of its
        title, where :func:`is_page`. Raises as :meth:`change` does.
        """
        if page.strip():
            pattern = f"*{page.strip().strip('*')}*".casefold()

            def alter(client: Client) -> Client:
                pages = tuple(dict.fromkeys((*client.signs.pages, pattern)))
                return replace(client, signs=replace(client.signs, pages=pages))

            return self.change(key, alter)
        self._known.get(key)
        name = sign_of(facts)
        for seen in self._known.told:
            if seen != name and bare_program(seen) == bare_program(name):
                self.forget(seen)
        self._settings.set(f"{_TOLD}.{name}", str(key))
        return self._known.all.recognise(facts, self._known.told)

    def told_to_be(self, key: ClientKey) -> tuple[str, ...]:
        """Gives the programs and classes of which the user said that they are this client."""
        told = self._known.told.items()
        named = {seen: self._known.all.named(name) for seen, name in told}
        return tuple(
            seen
            for seen, client in named.items()
            if (client.key if client else self._known.told[seen]) == key
        )

    def forget(self, seen: str) -> None:
        """Takes back what the user said of a program or class."""
        self._settings.set(f"{_TOLD}.{seen}", "")

    def _write(self, file: Path, key: ClientKey, values: dict[str, object]) -> None:
        profile_file.write(file, key, values, at=Millis(self._clock.now()))
        self._known.reload()

    def _new_file(self, key: ClientKey) -> Path:
        names = (f"{key}.toml", *(f"{key}-{number}.toml" for number in range(2, 99)))
        return next(file for name in names if not (file := self._known.own / name).exists())


def sign_of(facts: WindowFacts) -> str:
    """Gives what a window is called in the setting ``clients.known``; empty where nothing of it is
    known but its title, which buyers write.
    """
    return re.split(r"[/\\]", facts.program.strip())[-1] or facts.window_class.strip()


def is_page(known: KnownClients, facts: WindowFacts) -> bool:
    """Whether a window is a browser's, so that only its title tells what is in it."""
    bare = replace(facts, title="")
    return known.all.recognise(bare).signs.is_browser and bool(facts.title.strip())


def page_words(title: str) -> str:
    """Gives what of a page's title is likely to stay: without a count of unread messages before it
    and the browser's name behind it.
    """
    words = _UNREAD.sub("", title.strip())
    return _BEHIND.sub("", words).strip() or words.strip()
