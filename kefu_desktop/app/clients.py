"""The chat clients this user has: the profiles that come with the program, and the user's own.

The files are read when a client is first asked for, off the hotkey's path, and not again until
:meth:`KnownClients.reload`. One that is bad is told about and left out; the others hold.
"""

import logging
import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from kefu_desktop.app.ports import Target
from kefu_desktop.core.clients import Client, ClientKey, Clients, WindowFacts, from_document
from kefu_desktop.core.errors import Code, InvalidInput, KefuError, MachineFault, NotFound

_log = logging.getLogger(__name__)

MOST_FILES = 200
MOST_BYTES = 65_536
"""Of one file: a profile has twenty lines."""


class _Profiles(Struct, frozen=True):
    """All that the files say."""

    clients: Clients
    shipped: Mapping[ClientKey, Client]
    files: Mapping[ClientKey, Path]
    findings: tuple[KefuError, ...]


class KnownClients:
    """Recognises windows. Any thread may ask."""

    def __init__(
        self,
        shipped: Path,
        own: Path,
        told: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """``own`` is the user's folder, which need not exist; a profile in it is laid over the one
        of the same key in ``shipped``. ``told`` gives the setting that names clients by their
        windows.
        """
        self.own = own
        self._shipped = shipped
        self._told = told
        self._lock = threading.Lock()
        self._read: _Profiles | None = None
        self._met: WindowFacts | None = None

    @property
    def all(self) -> Clients:
        """The clients that are known."""
        return self._known().clients

    @property
    def findings(self) -> tuple[KefuError, ...]:
        """What is wrong with files that were left out, a finding each."""
        return self._known().findings

    @property
    def told(self) -> Mapping[str, str]:
        """What the user said of windows: the name of a client by program or class."""
        return self._told()

    @property
    def met(self) -> WindowFacts | None:
        """The window that was in front when the hotkey was last pressed; None before that."""
        return self._met

    def shipped(self, key: ClientKey) -> Client | None:
        """Gives the client as it comes with the program; None for one of the user's own."""
        return self._known().shipped.get(key)

    def file_of(self, key: ClientKey) -> Path | None:
        """Gives the user's file that says something of a client, if there is one."""
        return self._known().files.get(key)

    def reload(self) -> None:
        """Reads the files again when a client is next asked for."""
        with self._lock:
            self._read = None

    def meet(self, target: Target | None) -> Client:
        """Recognises a window and remembers it, until the program ends, as the last one met."""
        if target is not None:
            self._met = facts_of(target)
        return self.recognise(target)

    def recognise(self, target: Target | None) -> Client:
        """Gives the client whose window was in front; the unknown one where there is none."""
        if target is None:
            return Client()
        return self.all.recognise(facts_of(target), self._told())

    def get(self, name: str) -> Client:
        """Gives the client that goes by ``name``; raises :class:`NotFound` (CLIENT_UNKNOWN)."""
        client = self.all.named(name)
        if client is None:
            raise NotFound(Code.CLIENT_UNKNOWN, client=name.strip()[:40])
        return client

    def _known(self) -> _Profiles:
        with self._lock:
            if self._read is None:
                self._read = self._load()
            return self._read

    def _load(self) -> _Profiles:
        findings: list[KefuError] = []
        shipped: dict[ClientKey, Client] = {}
        own: list[Client] = []
        files: dict[ClientKey, Path] = {}
        for folder in (self._shipped, self.own):
            for file in _files(folder, findings):
                try:
                    clients = read(file, shipped if folder is self.own else {})
                except KefuError as error:
                    findings.append(error)
                    _log.warning("client profile %s: %s", file.name, error.code.value)
                    continue
                for client in clients:
                    if folder is self.own:
                        own.append(client)
                        files.setdefault(client.key, file)
                    else:
                        shipped.setdefault(client.key, client)
        return _Profiles(Clients([*own, *shipped.values()]), shipped, files, tuple(findings))


def facts_of(target: Target) -> WindowFacts:
    """Gives what a client can be recognised by."""
    return WindowFacts(target.program, target.window_class, target.title)


def read(file: Path, below: Mapping[ClientKey, Client] | None = None) -> tuple[Client, ...]:
    """Reads one file of profiles, laid over those ``below``.

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
    return from_document(document, file.name, below)


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
