"""Chat clients: how one is known by its window, and what it takes.

Recognising never asks the machine: it works on what was seen of the window when the hotkey was
pressed. A browser is known by its program, and the page in it by its title, which a buyer or a shop
may have written: so a title alone recognises nothing outside a browser.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from enum import StrEnum
from typing import Any, NewType, TypeVar

from msgspec import Struct

from kefu_desktop.core import chords
from kefu_desktop.core.emoticons import Style
from kefu_desktop.core.errors import Code, InvalidInput

ClientKey = NewType("ClientKey", str)
"""Names a client in files and settings: small Latin letters, digits and hyphens."""

SHORTEST, LONGEST = 20, 100_000
"""The bounds, in characters, of what a profile may say the longest message is."""

MOST_DELAY = 5000
"""Milliseconds. An agent who waits longer has pasted by hand."""

_Choice = TypeVar("_Choice", bound=StrEnum)
_MOST_PATTERNS, _LONGEST_PATTERN, _LONGEST_NAME = 60, 80, 40
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PATH = re.compile(r"[/\\]")
_TAKES = frozenset(
    {
        *("emoticons", "longest", "lines", "newline-key", "paste-key", "delay-ms"),
        *("enter-sends", "send-parts"),
    }
)


class Lines(StrEnum):
    """What becomes of the line ends of a pasted text."""

    KEEP = "keep"
    JOIN = "join"
    """The client would send each line at once, or refuses line ends: lines are joined to one."""
    STEP = "step"
    """As for ``JOIN``, but a key makes a line end: each line is pasted by itself, with that key
    between.
    """


class Manner(Struct, frozen=True):
    """What a client takes, and how it is pasted into. As it stands: safe with any client.

    ``longest`` is in characters, 0 where there is no known limit; ``newline_key`` makes a line end
    where ``lines`` is ``STEP``; ``paste_key`` is empty where the setting's holds; ``delay`` is in
    milliseconds, between the window's coming to the front and the key. ``send_parts`` lets the
    program press Enter between the parts of a reply by itself.
    """

    style: Style = Style.EMOJI
    longest: int = 0
    lines: Lines = Lines.KEEP
    paste_key: str = ""
    delay: int = 0
    enter_sends: bool = True
    send_parts: bool = False
    newline_key: str = "Shift+Enter"


class Signs(Struct, frozen=True):
    """How a client is known: patterns of its programs and window classes, and of the titles of its
    pages in a browser. ``*`` in a pattern stands for anything; case does not count.
    """

    programs: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    is_browser: bool = False


class Client(Struct, frozen=True):
    """A chat client. The one with an empty key stands for any that is not known."""

    key: ClientKey = ClientKey("")
    zh: str = ""
    en: str = ""
    also: tuple[str, ...] = ()
    signs: Signs = Signs()
    manner: Manner = Manner()

    @property
    def names(self) -> tuple[str, ...]:
        """All names it goes by."""
        return (self.zh, self.en, *self.also)


class WindowFacts(Struct, frozen=True):
    """What is seen of a window: its program or the file of it, its class, its title."""

    program: str = ""
    window_class: str = ""
    title: str = ""


class Clients:
    """The clients that are known. Of two with one key, or that fit one window, the first counts."""

    def __init__(self, clients: Iterable[Client]) -> None:
        self._clients: dict[ClientKey, Client] = {}
        self._named: dict[str, Client] = {}
        for client in clients:
            if client.key in self._clients:
                continue
            self._clients[client.key] = client
            for name in (client.key, *client.names):
                self._named.setdefault(name.casefold(), client)

    def __iter__(self) -> Iterator[Client]:
        return iter(self._clients.values())

    def __len__(self) -> int:
        return len(self._clients)

    def named(self, name: str) -> Client | None:
        """Gives the client that goes by ``name``, its key or any of its names, in any case."""
        return self._named.get(name.strip().casefold())

    def recognise(self, facts: WindowFacts, told: Mapping[str, str] | None = None) -> Client:
        """Gives the client whose window this is; the unknown one where none fits.

        ``told`` is what the user said: the name of a client by program or window class. It comes
        first; a name that no client has says nothing.
        """
        program, window_class = bare_program(facts.program), facts.window_class.strip().casefold()
        for seen, name in (told or {}).items():
            if bare_program(seen) in {program, window_class} - {""}:
                client = self.named(name)
                if client is not None:
                    return client
        fitting = [one for one in self if _is_of(one.signs, program, window_class)]
        own = next((one for one in fitting if not one.signs.is_browser), None)
        if own is not None or not fitting:
            return own or Client()
        title = facts.title.casefold()
        pages = (one for one in self if any(fits(page, title) for page in one.signs.pages))
        return next(pages, fitting[0])


def bare_program(program: str) -> str:
    """Gives the program of a path or file name as patterns have it: without folder and ``.exe``."""
    return _PATH.split(program.strip())[-1].casefold().removesuffix(".exe")


def fits(pattern: str, text: str) -> bool:
    """Whether all of ``text``, in small letters, is as ``pattern`` says.

    Takes time in proportion to both lengths, whatever is in them: a title is written by strangers.
    """
    first, *rest = pattern.casefold().split("*")
    if not rest:
        return text == first
    last = rest.pop()
    if not text.startswith(first) or len(text) < len(first) + len(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in rest:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return text.endswith(last)


def from_document(
    document: Mapping[str, Any], file: str, below: Mapping[ClientKey, Client] | None = None
) -> tuple[Client, ...]:
    """Reads a file of profiles: ``[[client]]`` tables, as docs/CLIENTS.md has them.

    ``below`` are the profiles over which these are laid: what one of them does not say is as in the
    one of its key there.

    Raises :class:`InvalidInput` (CLIENT_INVALID) with ``file`` and the field at fault; a field that
    is not known is at fault too, for it may be a known one misspelt.
    """
    reading = _Reading(file, below or {})
    reading.only(document, {"client"}, "")
    entries = document.get("client")
    if not isinstance(entries, list) or not entries:
        raise reading.wrong("client")
    return tuple(reading.client(entry) for entry in entries)


class _Reading:
    """Reads the tables of one file."""

    def __init__(self, file: str, below: Mapping[ClientKey, Client]) -> None:
        self._file = file
        self._below = below

    def wrong(self, field: str, allowed: str = "") -> InvalidInput:
        return InvalidInput(
            Code.CLIENT_INVALID, file=self._file[:80], field=field[:80], allowed=allowed
        )

    def only(self, table: object, fields: Set[str], where: str) -> Mapping[str, Any]:
        if not isinstance(table, Mapping):
            raise self.wrong(where.rstrip(".") or "client")
        for field in table:
            if field not in fields:
                raise self.wrong(f"{where}{field}")
        return table

    def client(self, entry: object) -> Client:
        table = self.only(entry, {"key", "zh", "en", "also", "known-by", "takes"}, "")
        key = table.get("key")
        if not isinstance(key, str) or len(key) > _LONGEST_NAME or not _KEY.fullmatch(key):
            raise self.wrong("key", "a-z 0-9 -")
        base = self._below.get(ClientKey(key), Client())
        zh = self._name(table.get("zh", base.zh or table.get("en")), f"{key}.zh")
        return Client(
            ClientKey(key),
            zh,
            self._name(table.get("en", base.en or zh), f"{key}.en"),
            self._texts(table.get("also", list(base.also)), f"{key}.also", _LONGEST_NAME),
            self._signs(table.get("known-by", {}), f"{key}.known-by.", base.signs),
            self._manner(table.get("takes", {}), f"{key}.takes.", base.manner),
        )

    def _signs(self, table: object, where: str, usual: Signs) -> Signs:
        found = self.only(table, {"programs", "classes", "pages", "browser"}, where)
        programs = self._patterns(found, "programs", where, usual.programs)
        return Signs(
            tuple(map(bare_program, programs)),
            self._patterns(found, "classes", where, usual.classes),
            self._patterns(found, "pages", where, usual.pages),
            self._truth(found.get("browser", usual.is_browser), f"{where}browser"),
        )

    def _manner(self, table: object, where: str, usual: Manner) -> Manner:
        found = self.only(table, _TAKES, where)
        longest = self._number(found.get("longest", usual.longest), f"{where}longest", 0, LONGEST)
        if 0 < longest < SHORTEST:
            raise self.wrong(f"{where}longest", f"{SHORTEST}–{LONGEST}")
        return Manner(
            self._one_of(Style, found.get("emoticons", usual.style), f"{where}emoticons"),
            longest,
            self._one_of(Lines, found.get("lines", usual.lines), f"{where}lines"),
            self._paste_key(found.get("paste-key", usual.paste_key), f"{where}paste-key"),
            self._number(found.get("delay-ms", usual.delay), f"{where}delay-ms", 0, MOST_DELAY),
            self._truth(found.get("enter-sends", usual.enter_sends), f"{where}enter-sends"),
            self._truth(found.get("send-parts", usual.send_parts), f"{where}send-parts"),
            self._newline_key(found.get("newline-key", usual.newline_key), f"{where}newline-key"),
        )

    def _patterns(
        self, table: Mapping[str, Any], field: str, where: str, usual: tuple[str, ...]
    ) -> tuple[str, ...]:
        patterns = self._texts(table.get(field, list(usual)), f"{where}{field}", _LONGEST_PATTERN)
        if any(not pattern.strip("* ") for pattern in patterns):
            raise self.wrong(f"{where}{field}")  # it would fit every window
        return tuple(pattern.casefold() for pattern in patterns)

    def _texts(self, value: object, field: str, longest: int) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) > _MOST_PATTERNS:
            raise self.wrong(field)
        return tuple(self._text(one, field, longest) for one in value)

    def _name(self, value: object, field: str) -> str:
        return self._text(value, field, _LONGEST_NAME)

    def _text(self, value: object, field: str, longest: int) -> str:
        if isinstance(value, str) and value.isprintable() and 0 < len(value.strip()) <= longest:
            return value.strip()
        raise self.wrong(field)

    def _truth(self, value: object, field: str) -> bool:
        if isinstance(value, bool):
            return value
        raise self.wrong(field, "true|false")

    def _number(self, value: object, field: str, low: int, high: int) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        raise self.wrong(field, f"{low}–{high}")

    def _one_of(self, kind: type[_Choice], value: object, field: str) -> _Choice:
        try:
            return kind(str(value))
        except ValueError as error:
            raise self.wrong(field, "|".join(one.value for one in kind)) from error

    def _paste_key(self, value: object, field: str) -> str:
        return "" if value == "" else self._chord(value, field, "Ctrl+V, Shift+Insert")

    def _newline_key(self, value: object, field: str) -> str:
        return self._chord(value, field, "Shift+Enter, Ctrl+Enter, Alt+Enter")

    def _chord(self, value: object, field: str, such_as: str) -> str:
        try:
            chord = chords.parse(value if isinstance(value, str) else "")
        except InvalidInput as error:
            raise self.wrong(field, such_as) from error
        if not chord.modifiers:  # it would type into the chat, or send what is there
            raise self.wrong(field, such_as)
        return str(chord)


def _is_of(signs: Signs, program: str, window_class: str) -> bool:
    """Whether a window of this program and class, in small letters, shows these signs."""
    return bool(
        (program and any(fits(pattern, program) for pattern in signs.programs))
        or (window_class and any(fits(pattern, window_class) for pattern in signs.classes))
        # X11 has one name for what Windows calls a class and what people call the program.
        or (program and any(fits(pattern, program) for pattern in signs.classes))
    )
