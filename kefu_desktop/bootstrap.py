"""The composition root of the windows: builds everything in order, takes it down in reverse.

This file and its sister for the terminal alone import from every floor. What takes long (loading
the store and numpy, opening the library, building the index) begins when tray and hotkey are there,
each on its own lane: until then it would only take the one interpreter away from the windows.
"""

import contextlib
import itertools
import logging
import sys
import tomllib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop import assets
from kefu_desktop.app import remote
from kefu_desktop.app.capturing import Capturing
from kefu_desktop.app.clock import random_uid
from kefu_desktop.app.events import IndexReady, UseRecorded, WentWrong
from kefu_desktop.app.hotkey import Hotkey, Purpose
from kefu_desktop.app.jobs import Lane, ThreadLane, log_failure
from kefu_desktop.app.keeping import Keeping
from kefu_desktop.app.picturing import Picturing
from kefu_desktop.app.ports import ClipboardPort, HotkeyPort
from kefu_desktop.app.sentences import Sentences
from kefu_desktop.bootstrap_checking import Checks, wording_desk
from kefu_desktop.bootstrap_emoticons import emoticon_desk
from kefu_desktop.bootstrap_floors import Floors, build_floors
from kefu_desktop.bootstrap_packs import load_readings
from kefu_desktop.bootstrap_places import PlacesBelow, places_desk
from kefu_desktop.bootstrap_popup import popup_desk
from kefu_desktop.bootstrap_presence import presence_desk, presence_of, presses
from kefu_desktop.core.errors import KefuError, NotFound
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.application import Parts, Program, make_application
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.instance import InstanceLock
from kefu_desktop.gui.notice import Notice
from kefu_desktop.gui.opening import follow_files
from kefu_desktop.gui.popup.desk import Desk
from kefu_desktop.gui.popup.popup import Popup
from kefu_desktop.gui.signals import EndSignals
from kefu_desktop.gui.theme import Theme
from kefu_desktop.gui.tray import Tray
from kefu_desktop.log import Log
from kefu_desktop.native import memory
from kefu_desktop.native.machine import choose_machine
from kefu_desktop.paths import Paths

if TYPE_CHECKING:
    from kefu_desktop.gui.library.window import LibraryWindow
    from kefu_desktop.gui.settings.window import SettingsWindow

_log = logging.getLogger(__name__)


class Start(Struct, frozen=True):
    """How the program is started: with which folders, and what the command line says besides.
    ``wanted`` is what to open (None: nothing).
    """

    paths: Paths
    language: Language | None = None
    wanted: remote.Request | None = None


USES_TO_COLLECT = 100
"""After so many replies delivered what they left behind is collected."""

SWITCH_SECONDS = 0.001
"""How long one lane may keep the interpreter when another wants it. Python's 5 ms are a third of
what a keystroke may take until its rows are painted.
"""


def run_gui(start: Start) -> int:
    """Runs the program until its user quits; gives the exit code.

    A program that runs already for this library opens its popup instead.
    """
    start.paths.make()
    address = remote.address_in(start.paths.run)
    lock = InstanceLock(start.paths.run)
    if not lock.take():
        return _hand_over(address, start.wanted)
    with contextlib.ExitStack() as down:
        down.callback(lock.release)
        log = Log(start.paths.logs, "desktop", Path.home())
        down.callback(log.close)
        log.watch()
        sys.setswitchinterval(SWITCH_SECONDS)
        memory.keep_one_heap()
        memory.collect_when_told()
        application = make_application()
        floors = build_floors(start.paths, down)
        program = _windows(start, floors, down)
        # Not `quit`: that asks each window to close first, and an open popup hides instead.
        program.quit_wanted.connect(application.exit)
        follow_files(application, program.open_files)
        signals = EndSignals(application.exit)
        down.callback(signals.close)
        down.callback(program.end)
        program.start(start.wanted)
        _begin(floors, program)
        down.callback(remote.Listening(address, program.answer).close)
        return application.exec()


def _hand_over(address: str, wanted: remote.Request | None) -> int:
    try:
        remote.request(address, wanted or remote.Request(remote.Command.POPUP))
    except NotFound:
        # It has the lock and does not listen: it is starting, or ending.
        return 1
    return 0


def _windows(start: Start, floors: Floors, down: contextlib.ExitStack) -> Program:
    """Builds the windows over the floors and the machine, and joins them."""
    settings = floors.settings.current
    application = make_application()
    theme, languages = Theme(application), Languages(application)
    theme.use(settings.look)
    languages.use(start.language or settings.look.language)
    bridge = Bridge(application)
    machine = choose_machine(settings.hotkey.backend, down)
    keeping = Keeping(floors.library, floors.clock, random_uid)
    sentences = _sentences()

    def say(error: KefuError) -> str:
        return sentences[languages.current].error(error)

    emoticons = emoticon_desk(
        start.paths, load_readings, floors.settings, floors.events, bridge, down
    )
    below = floors, machine, bridge, theme, keeping, emoticons
    desk, checks = popup_desk(start.paths, *below, load_readings, down)

    def make_library_window() -> "LibraryWindow":
        shared = machine.clipboard, desk, checks, keeping
        return _library_window(start.paths, floors, *shared, say, down)

    tray, imports = Tray(theme), ThreadLane("imports")
    down.callback(imports.close)
    notice = Notice(theme, tray.geometry)
    presence = presence_of(start.paths, floors, desk, down)
    parts = Parts(
        events=floors.events,
        bridge=bridge,
        theme=theme,
        languages=languages,
        settings=floors.settings,
        searching=floors.searching,
        upkeep=floors.upkeep,
        capturing=_capturing(floors, machine.clipboard, desk.hands),
        importing=floors.importing,
        exporting=floors.exporting,
        library=floors.library,
        errands=floors.errands,
        exports=floors.exports,
        imports=imports,
        wording=wording_desk(checks, down),
        places=places_desk(PlacesBelow(start.paths, floors, bridge, theme, say), down),
        sentences=sentences,
        popup=Popup(desk),
        presence=presence_desk(presence, floors, desk, tray, notice),
        tray=tray,
        notice=notice,
        make_library_window=make_library_window,
        make_settings_window=lambda: _settings_window(start.paths, floors, hotkey, desk, say),
        files=_shared_files(start.paths),
    )
    program = Program(parts)
    hotkey = _hotkey(machine.hotkey, parts, program, desk)
    down.callback(hotkey.close)
    return program


def _hotkey(port: HotkeyPort, parts: Parts, program: Program, desk: Desk) -> Hotkey:
    """Binds the keys to what they do."""
    pressed = {
        Purpose.POPUP: program.pressed,
        Purpose.CAPTURE: program.capture_pressed,
        Purpose.NEXT_PART: program.next_part_pressed,
        **presses(parts.presence.presence, parts.bridge.post),
    }
    settings = parts.settings.current.hotkey
    hotkey = Hotkey(port, settings, parts.events, pressed, program.hotkey_is)

    def left() -> None:
        hotkey.need(Purpose.NEXT_PART, needed=desk.parts.rest is not None)

    desk.parts.subscribe(left)
    return hotkey


def _library_window(
    paths: Paths,
    floors: Floors,
    clipboard: ClipboardPort,
    desk: Desk,
    checks: Callable[[], Checks],
    keeping: Keeping,
    say: Callable[[KefuError], str],
    down: contextlib.ExitStack,
) -> "LibraryWindow":
    """Builds the library window; its modules are loaded with it."""
    from kefu_desktop.bootstrap_library import Below, build

    below = Below(
        paths=paths,
        events=floors.events,
        clock=floors.clock,
        settings=floors.settings,
        library=floors.library,
        keeping=keeping,
        searching=floors.searching,
        load_readings=load_readings,
        composer=desk.composer,
        emoticons=desk.emoticons,
        clipboard=clipboard,
        checks=checks,
        bridge=desk.bridge,
        theme=desk.theme,
        say=say,
    )
    return build(below, down)


def _settings_window(
    paths: Paths, floors: Floors, hotkey: Hotkey, desk: Desk, say: Callable[[KefuError], str]
) -> "SettingsWindow":
    """Builds the settings window; its modules are loaded with it."""
    from kefu_desktop.bootstrap_settings import SettingsBelow, build

    return build(SettingsBelow(paths, floors, hotkey, desk.bridge, desk.theme, say))


def _capturing(floors: Floors, clipboard: ClipboardPort, hands: Lane) -> Capturing:
    picturing = Picturing(floors.library, floors.errands)
    return Capturing(floors.library, picturing, clipboard, hands, floors.clock, random_uid)


def _shared_files(paths: Paths) -> tuple[Path, ...]:
    """Gives what other processes write: a commit first stands in the WAL beside the library."""
    library = paths.library
    return library, library.with_name(f"{library.name}-wal"), paths.settings


def _begin(floors: Floors, program: Program) -> None:
    """Opens the library, fills one that is new, and builds the index, each on its lane."""
    starter = program.starter

    def opened(opening: "Future[int]") -> None:
        error = opening.exception()
        if error is None:
            floors.errands.submit(_fill, floors, starter).add_done_callback(log_failure)
            floors.searching.start()
        elif isinstance(error, KefuError):
            program.library_failed(error)
        else:
            log_failure(opening)

    def read(_: IndexReady) -> None:
        floors.errands.submit(memory.give_back).add_done_callback(log_failure)

    uses = itertools.count(1)

    def used(_: UseRecorded) -> None:
        if next(uses) % USES_TO_COLLECT == 0:
            floors.errands.submit(memory.collect).add_done_callback(log_failure)

    floors.events.subscribe(IndexReady, read)
    floors.events.subscribe(UseRecorded, used)
    floors.library.start().add_done_callback(opened)


def _fill(floors: Floors, starter: str) -> None:
    """Gives a library that this start has made its ``starter`` pack, then does the day's upkeep."""
    if floors.fresh:
        try:
            pack = floors.importing().read(assets.resource("packs", starter))
            floors.importing().bring_in(pack)
        except KefuError as error:
            floors.events.publish(WentWrong(error))
    floors.upkeep().daily(floors.settings.current.backup, floors.library)


def _sentences() -> Mapping[Language, Sentences]:
    found = {}
    for language in (Language.ZH_CN, Language.EN):
        file = assets.resource("sentences", f"{language.value}.toml")
        found[language] = Sentences.from_document(tomllib.loads(file.read_text(encoding="utf-8")))
    return found
