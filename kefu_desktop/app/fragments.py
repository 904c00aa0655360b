"""Finds the replies that ``{片段:…}`` takes in, for whoever renders a text, on any thread.

A preview asks for the same names with every key, so what was found is remembered until the library
changes; of a library of 100,000 replies a title takes some hundredths of a second to find.
"""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from kefu_desktop.app.events import Events, LibraryChanged, LibraryReplaced
from kefu_desktop.app.lookup import SHORTCUT_MARKS
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.fragments import Fragment

if TYPE_CHECKING:
    from kefu_desktop.core.model import Reply
    from kefu_desktop.store.queries import Reader

_log = logging.getLogger(__name__)

_MOST_REMEMBERED = 500


class Fragments:
    """Opens the library for each name it has not looked up yet."""

    def __init__(self, open_reader: "Callable[[], Reader | None]", events: Events) -> None:
        """``open_reader`` gives None where there is no library yet: then nothing is found."""
        self._open_reader = open_reader
        self._lock = threading.Lock()
        self._known: dict[str, Fragment | None] = {}
        self._age = 0
        self._ends = (
            events.subscribe(LibraryChanged, self._changed),
            events.subscribe(LibraryReplaced, lambda _: self._forget()),
        )

    def find(self, name: str) -> Fragment | None:
        """Gives the reply with the shortcut ``name``, with or without its mark, else the oldest
        with that title; None where there is none, or the library cannot be read. What is in the
        trash is not found.
        """
        name = name.strip()
        with self._lock:
            if name in self._known:
                return self._known[name]
            age = self._age
        try:
            found = self._look_up(name)
        except KefuError as error:
            _log.warning("a fragment could not be read: %s", error.code.value)
            return None
        with self._lock:
            if age == self._age and len(self._known) < _MOST_REMEMBERED:
                self._known[name] = found
        return found

    def close(self) -> None:
        """Stops following the library."""
        for end in self._ends:
            end()

    def _look_up(self, name: str) -> Fragment | None:
        reader = self._open_reader()
        if reader is None:
            return None
        with reader:
            marked = name.startswith(SHORTCUT_MARKS)
            reply = reader.by_shortcut(name[1:] if marked else name)
            if reply is None and not marked:
                reply = reader.by_title(name)
        return None if reply is None else _fragment(reply)

    def _changed(self, event: LibraryChanged) -> None:
        if event.touched.replies or event.touched.removed:
            self._forget()

    def _forget(self) -> None:
        with self._lock:
            self._known.clear()
            self._age += 1


def _fragment(reply: "Reply") -> Fragment:
    return Fragment(reply.uid, tuple(variant.text for variant in reply.variants))
