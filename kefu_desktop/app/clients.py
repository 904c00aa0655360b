"""The chat clients this user has: the profiles that come with the program, and the user's own.

The files are read when a client is first asked for, off the hotkey's path, and not again until
:meth:`KnownClients.reload`. One that is bad is told about and left out; the others hold.
"""

import logging
import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kefu_desktop.app.ports import Target
from kefu_desktop.core.clients import Client, Clients, WindowFacts, from_document
from kefu_desktop.core.errors import Code, InvalidInput, KefuError, MachineFault, NotFound

_log = logging.getLogger(__name__)

MOST_FILES = 200
MOST_BYTES = 65_536
"""Of one file: a profile has twenty lines."""


class KnownClients:
    """Recognises windows. Any thread may ask."""

    def __init__(
        self,
        shipped: Path,
        own: Path,
        told: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """``own`` is the user's folder, which need not exist; a profile in it comes before one of
        the same key in ``shipped``. ``told`` gives the setting that names clients by their windows.
        """
        self.own = own
        self._shipped = shipped
        self._told = told
        self._lock = threading.Lock()
        self._read: tuple[Clients, tuple[KefuError, ...]] | None = None

    @property
    def all(self) -> Clients:
        """The clients that are known."""
        return self._known()[0]

    @property
    def findings(self) -> tuple[KefuError, ...]:
        """What is wrong with files that were left out, a finding each."""
        return self._known()[1]

    def reload(self) -> None:
        """Reads the files again when a client is next asked for."""
        with self._lock:
            self._read = None

    def recognise(self, target: Target | None) -> Client:
        """Gives the client whose window was in front; the unknown one where there is none."""
        if target is None:
            return Client()
        facts = WindowFacts(target.program, target.window_class, target.title)
        return self.all.recognise(facts, self._told())

    def get(self, name: str) -> Client:
        """Gives the client that goes by ``name``; raises :class:`NotFound` (CLIENT_UNKNOWN)."""
        client = self.all.named(name)
        if client is None:
            raise NotFound(Code.CLIENT_UNKNOWN, client=name.strip()[:40])
        return client

    def _known(self) -> tuple[Clients, tuple[KefuError, ...]]:
        with self._lock:
            if self._read is None:
                self._read = self._load()
            return self._read

    def _load(self) -> tuple[Clients, tuple[KefuError, ...]]:
        findings: list[KefuError] = []
        clients: list[Client] = []
        for folder in (self.own, self._shipped):
            for file in _files(folder, findings):
                try:
                    clients += read(file)
                except KefuError as error:
                    findings.append(error)
                    _log.warning("client profile %s: %s", file.name, error.code.value)
        return Clients(clients), tuple(findings)


def read(file: Path) -> tuple[Client, ...]:
    """Reads one file of profiles.

    Raises :class:`InvalidInput` (CLIENT_INVALID, CLIENT_UNREADABLE: no TOML, or too large) or
    :class:`MachineFault` (FILE_UNREADABLE).
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise MachineFault(Code.FILE_UNREADABLE, path=str(file)) from error
    try:
        if len(data) > MOST_BYTES:
            raise ValueError(len(data))
        document = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidInput(Code.CLIENT_UNREADABLE, file=file.name) from error
    return from_document(document, file.name)


def _files(folder: Path, findings: list[KefuError]) -> Iterator[Path]:
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.casefold() == ".toml")
    except FileNotFoundError:
        return
    except OSError as error:
        findings.append(MachineFault(Code.FILE_UNREADABLE, path=str(folder)))
        _log.warning("client profiles cannot be listed: %s", type(error).__name__)
        return
    yield from files[:MOST_FILES]
    if len(files) > MOST_FILES:
        count = len(files)
        findings.append(InvalidInput(Code.TOO_MANY, what="clients", count=count, limit=MOST_FILES))
