"""The composition root of the command line: hands each command what it asks for, built at that
moment.

What is imported at the top costs every ``--help``; so the floors are imported where they are built,
and Qt not at all but to start the windows and for the doctor, which wants to know whether it loads.
"""

import contextlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kefu_desktop import assets
from kefu_desktop.app import language
from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.core.errors import Code, KefuError, MachineFault, NotFound
from kefu_desktop.core.model import Uid
from kefu_desktop.core.settings import Language
from kefu_desktop.log import Log
from kefu_desktop.paths import Paths

if TYPE_CHECKING:
    from kefu_desktop.app import remote
    from kefu_desktop.app.checking import Checking
    from kefu_desktop.app.clients import KnownClients
    from kefu_desktop.app.composing import Composer
    from kefu_desktop.app.events import Events
    from kefu_desktop.app.exporting import Exporting
    from kefu_desktop.app.health import Concern
    from kefu_desktop.app.importing import Importing
    from kefu_desktop.app.library import LiveLibrary
    from kefu_desktop.app.lookup import Lookup
    from kefu_desktop.app.ports import AssociationPort, ClipboardPort, Clock
    from kefu_desktop.app.reverting import Reverting
    from kefu_desktop.app.searching import Row
    from kefu_desktop.app.settings import SettingsService
    from kefu_desktop.app.upkeep import Upkeep
    from kefu_desktop.app.wording import WordingRules
    from kefu_desktop.bootstrap_places import SharedRooms
    from kefu_desktop.bootstrap_presence import AwayRooms
    from kefu_desktop.native.facts import Facts
    from kefu_desktop.store.library import Library
    from kefu_desktop.store.queries import Reader


def run_command_line(argv: Sequence[str], paths: Paths) -> int:
    """Runs one command line for the user whose folders are ``paths``; gives the exit status."""
    from kefu_desktop.cli import program
    from kefu_desktop.cli.context import Entrance

    def start(
        library: Path | None, asked: str | None, wanted: str | None, files: tuple[Path, ...]
    ) -> int:
        from kefu_desktop.app import remote

        spoken = None if asked is None else Language(asked)
        request = None if wanted is None else remote.Request(remote.Command(wanted), files)
        return start_windows(_of_library(paths, library), spoken, request)

    entrance = Entrance(lambda library: CommandLineRooms(_of_library(paths, library)), start)
    return program.run(argv, entrance, _preferred(paths))


def start_bare(paths: Paths) -> int:
    """Starts the program as an icon does, without a command line: that need not be loaded."""
    try:
        return start_windows(paths, None)
    except KefuError as error:
        from kefu_desktop.cli import program

        return program.tell_failure(error, _preferred(paths))


def start_windows(
    paths: Paths, spoken: Language | None, wanted: "remote.Request | None" = None
) -> int:
    """Opens what is ``wanted`` (None: the popup) of the program that runs for this library; where
    none runs, runs it, with nothing open but what is wanted.

    Raises :class:`MachineFault` (NO_DISPLAY, FILE_UNWRITABLE) when no window can come of it.
    """
    from kefu_desktop.app import remote
    from kefu_desktop.native.facts import Session

    with contextlib.suppress(NotFound):
        asked = wanted or remote.Request(remote.Command.POPUP)
        remote.request(remote.address_in(paths.run), asked)
        return 0
    if _facts().session is Session.NONE and "QT_QPA_PLATFORM" not in os.environ:
        # Qt would not raise anything but end the process.
        raise MachineFault(Code.NO_DISPLAY)
    try:
        paths.make()
    except OSError as error:
        where = error.filename or paths.data
        raise MachineFault(Code.FILE_UNWRITABLE, path=str(where)) from error
    from kefu_desktop.bootstrap import Start, run_gui

    return run_gui(Start(paths, spoken, wanted))


class CommandLineRooms:
    """The :class:`~kefu_desktop.cli.context.Rooms` of one library, on the thread of a command."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.clock: Clock = SystemClock()
        self._leaving = contextlib.ExitStack()
        # Looking makes no folder; then there is no file either, and the lines stay in memory.
        log = Log(paths.logs, "cli", Path.home())
        self._leaving.callback(log.close)
        log.watch()

    def new_uid(self) -> Uid:
        """Gives a random identity."""
        return random_uid()

    def lookup(self) -> "Lookup":
        """Gives what finds replies by name."""
        from kefu_desktop.app.lookup import Lookup

        return Lookup(self._reader)

    def library(self) -> "LiveLibrary":
        """Gives the library for writing."""
        return self._library

    def search(self, question: str, limit: int) -> "tuple[Row, ...]":
        """Gives what the popup would list, from an index built for this one question."""
        from kefu_desktop.app.events import WentWrong
        from kefu_desktop.app.jobs import InlineLane
        from kefu_desktop.app.searching import Answer, Question, Searching
        from kefu_desktop.search.readings import Readings

        if not self.paths.library.exists():
            return ()
        lane = InlineLane()
        table = assets.resource("readings", "readings.bin")
        searching = Searching(
            lane,
            lane,
            self._open_reader,
            lambda: Readings.load(table.read_bytes()),
            self._events,
            self.clock,
        )
        failures: list[KefuError] = []
        answers: list[Answer] = []
        self._events.subscribe(WentWrong, lambda wrong: failures.append(wrong.error))
        searching.start()
        searching.ask(Question(question, limit=limit), answers.append)
        searching.close()
        if failures:
            raise failures[0]
        assert answers[0].ready, "the index could not be built; the log says why"
        return answers[0].rows

    def composer(self) -> "Composer":
        """Gives what fills in placeholders."""
        from kefu_desktop.app.composing import Composer
        from kefu_desktop.app.fragments import Fragments
        from kefu_desktop.core.emoticons import Moods

        moods = json.loads(assets.resource("emoticons", "moods.json").read_text(encoding="utf-8"))
        settings = self.settings()
        fragment = Fragments(self._reader, self._events).find
        return Composer(lambda: settings.current, Moods.from_document(moods), self.clock, fragment)

    def clients(self) -> "KnownClients":
        """Gives the chat clients of this user."""
        from kefu_desktop.app.clients import KnownClients

        told = self.settings().current.clients.known
        return KnownClients(assets.resource("clients"), self.paths.clients, lambda: told)

    def checking(self) -> "Checking":
        """Gives what looks at wording."""
        from kefu_desktop.app.checking import Checking
        from kefu_desktop.app.jobs import InlineLane
        from kefu_desktop.core.emoticons import Style
        from kefu_desktop.core.lint import placeholders

        composer = self.composer()
        moods = composer.moods
        holes = placeholders(lambda name: moods.write(name, Style.EMOJI), composer.fragment)
        rules = (holes, self.wording().look_at)
        return Checking(InlineLane(), self._open_reader, rules, self._events, self.paths.waivers)

    def wording(self) -> "WordingRules":
        """Gives the rules about wording."""
        return self._wording

    def clipboard(self) -> "ClipboardPort":
        """Gives the clipboard through pyperclip."""
        from kefu_desktop.native import catalogue
        from kefu_desktop.native.choose import Choice

        choice = Choice("clipboard", catalogue.clipboards(gui=False), _facts())
        self._leaving.callback(choice.close)
        return choice.port

    def importing(self) -> "Importing":
        """Gives what brings packs in."""
        from kefu_desktop.app.importing import Importing
        from kefu_desktop.packs import reading
        from kefu_desktop.store.backups import Occasion

        upkeep = self.upkeep()
        return Importing(
            self._library,
            self._reader,
            reading,
            lambda: upkeep.back_up(Occasion.IMPORT),
            self.clock,
            random_uid,
        )

    def reverting(self) -> "Reverting":
        """Gives what takes imports back."""
        from kefu_desktop.app.reverting import Reverting

        return Reverting(self._library)

    def starter(self, spoken: Language) -> Path:
        """Gives where the starter pack lies for a user who is spoken to in ``spoken``."""
        return assets.resource("packs", language.starter(spoken, [language.locale(os.environ)]))

    def exporting(self) -> "Exporting":
        """Gives what writes packs."""
        from kefu_desktop.bootstrap_packs import exporting_of

        return exporting_of(self.paths, self._reader, self._settings, self.clock)

    def places(self) -> "SharedRooms":
        """Gives what works with shared places, built once: it knows the passwords given to it."""
        return self._places

    def upkeep(self) -> "Upkeep":
        """Gives backups and restoring."""
        from kefu_desktop.app.upkeep import Place, Upkeep

        place = Place(self.paths.library, self.paths.backups, assets.migrations())
        return Upkeep(place, self.clock, random_uid)

    def settings(self) -> "SettingsService":
        """Gives the user's settings."""
        return self._settings

    def away(self) -> "AwayRooms":
        """Gives leaving and coming back, built once."""
        return self._away

    def send(
        self, command: str, said: Mapping[str, str] = MappingProxyType({})
    ) -> Mapping[str, Any]:
        """Gives the answer of the program that runs for this library."""
        from kefu_desktop.app import remote

        request = remote.Request(remote.Command(command), said=said)
        return remote.request(remote.address_in(self.paths.run), request)

    def association(self) -> "AssociationPort":
        """Gives what this desktop takes."""
        from kefu_desktop.native import catalogue
        from kefu_desktop.native.choose import Choice

        choice = Choice("association", catalogue.associations(), _facts())
        self._leaving.callback(choice.close)
        return choice.port

    def program(self) -> tuple[str, ...]:
        """Gives what was installed beside this interpreter, on Windows that without a console."""
        here = Path(sys.executable)
        ending = ".exe" if os.name == "nt" else ""
        names = ("kefu-desktopw", "kefu-desktop") if os.name == "nt" else ("kefu-desktop",)
        beside = (here.with_name(name + ending) for name in names)
        found = next((file for file in beside if file.is_file()), None)
        if getattr(sys, "frozen", False):
            return (str(found or here),)
        return (str(found),) if found else (str(here), "-m", "kefu_desktop")

    def examine(self) -> "tuple[Concern, ...]":
        """Asks every back-end of the catalogue."""
        from kefu_desktop.app.health import Asked, Concern
        from kefu_desktop.app.ports import Reason, Refused, Remedy
        from kefu_desktop.native import catalogue

        here = _facts()
        asked = {
            "hotkey": [Asked(one.name, one.support(here)) for one in catalogue.hotkeys()],
            "window": [Asked(one.name, one.support(here)) for one in catalogue.windows()],
            "paste": [Asked(one.name, one.support(here)) for one in catalogue.pastes()],
            "association": [Asked(one.name, one.support(here)) for one in catalogue.associations()],
            "idle": [Asked(one.name, one.support(here)) for one in catalogue.idles()],
            "session": [Asked(one.name, one.support(here)) for one in catalogue.sessions()],
            "full-screen": [Asked(one.name, one.support(here)) for one in catalogue.full_screens()],
        }
        try:
            clipboards = catalogue.clipboards(gui=True)
            asked["clipboard"] = [Asked(one.name, one.support(here)) for one in clipboards]
        except ImportError as error:
            # The usual failure of a bare machine: a shared library that Qt wants is not there.
            lost = Refused(Reason.NO_LIBRARY, Remedy.INSTALL_PACKAGE, str(error).partition(":")[0])
            tools = catalogue.clipboards(gui=False)
            asked["clipboard"] = [
                Asked("qt", lost),
                *(Asked(one.name, one.support(here)) for one in tools),
            ]
        return tuple(Concern(name, tuple(answers)) for name, answers in asked.items())

    def close(self) -> None:
        """Closes what was opened."""
        self._leaving.close()

    @cached_property
    def _events(self) -> "Events":
        from kefu_desktop.app.events import Events

        return Events()

    @cached_property
    def _library(self) -> "LiveLibrary":
        from kefu_desktop.app.jobs import InlineLane
        from kefu_desktop.app.library import LiveLibrary

        library = LiveLibrary(InlineLane(), self._open, self._events, self.clock)
        self._leaving.callback(library.close)
        return library

    def _open(self) -> "Library":
        with contextlib.suppress(OSError):
            # For this user alone. Where that cannot be, opening the library says what is wrong.
            self.paths.make()
        return self.upkeep().open()

    @cached_property
    def _places(self) -> "SharedRooms":
        from kefu_desktop.bootstrap_places import build

        return build(self.paths, self._reader, self.clock)

    @cached_property
    def _away(self) -> "AwayRooms":
        from kefu_desktop.bootstrap_presence import in_terminal

        return in_terminal(self, self._events, self._reader)

    @cached_property
    def _wording(self) -> "WordingRules":
        from kefu_desktop.app.wording import WordingRules
        from kefu_desktop.search.readings import Readings

        table = assets.resource("readings", "readings.bin")
        folder = assets.resource("wording")
        return WordingRules(folder, self.paths.wording, lambda: Readings.load(table.read_bytes()))

    @cached_property
    def _settings(self) -> "SettingsService":
        from kefu_desktop.app.settings import SettingsService

        return SettingsService(self.paths.settings, self._events, self.clock)

    def _reader(self) -> "Reader | None":
        return self._open_reader() if self.paths.library.exists() else None

    def _open_reader(self) -> "Reader":
        from kefu_desktop.store.queries import Reader

        return Reader.open(self.paths.library)


def _preferred(paths: Paths) -> Language:
    return language.spoken(language.set_in(paths.settings), os.environ)


def _facts() -> "Facts":
    from kefu_desktop.native import facts

    return facts.read(sys.platform, os.environ)


def _of_library(paths: Paths, library: Path | None) -> Paths:
    return paths if library is None else paths.for_library(library)
