"""The program as its user meets it: popup, tray, notices and the library window, joined to the use
cases behind them.

Nothing is decided here. A signal becomes a call of a use case, an event becomes something to see.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from kefu_desktop.app.events import (
    Events,
    IndexReady,
    LibraryChanged,
    LibraryReplaced,
    SettingsChanged,
    UseRecorded,
    WentWrong,
)
from kefu_desktop.app.hotkey import HotkeyState, HotkeyStatus, Purpose
from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.orders import Receipt
from kefu_desktop.app.ports import Press
from kefu_desktop.app.presence_door import PresenceDoor
from kefu_desktop.app.remote import Command, Request
from kefu_desktop.app.searching import Searching
from kefu_desktop.app.sentences import Sentences
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.settings import Language
from kefu_desktop.gui import wording
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.capturing import Capture
from kefu_desktop.gui.exporting.desk import ExportDesk
from kefu_desktop.gui.exporting.export import Export
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.importing.desk import ImportDesk, WordingDesk
from kefu_desktop.gui.library.entrance import Entrance
from kefu_desktop.gui.mending import Mending
from kefu_desktop.gui.notice import Level, Notice
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.places.desk import PlacesDesk
from kefu_desktop.gui.places.places import Places
from kefu_desktop.gui.popup.choice import Choice
from kefu_desktop.gui.popup.popup import Popup
from kefu_desktop.gui.presence.desk import PresenceDesk
from kefu_desktop.gui.presence.views import PresenceViews
from kefu_desktop.gui.settings.opening import SettingsOpening
from kefu_desktop.gui.sharing import Sharing
from kefu_desktop.gui.theme import Theme
from kefu_desktop.gui.tray import Tray
from kefu_desktop.gui.watching import FileWatch

if TYPE_CHECKING:
    from kefu_desktop.app.capturing import Capturing
    from kefu_desktop.app.exporting import Exporting
    from kefu_desktop.app.importing import Importing
    from kefu_desktop.app.upkeep import Upkeep
    from kefu_desktop.gui.library.window import LibraryWindow
    from kefu_desktop.gui.settings.window import SettingsWindow

_log = logging.getLogger(__name__)

TEXT_SCALE_STEP = 10
UPKEEP_SECONDS = 3600
"""How often it is looked whether a backup is due; a program that runs all week needs it too."""


class Parts(Struct, frozen=True):
    """What the program is made of, from the composition root. ``files`` are those that other
    processes may write: library and settings.
    """

    events: Events
    bridge: Bridge
    theme: Theme
    languages: Languages
    settings: SettingsService
    searching: Searching
    upkeep: "Callable[[], Upkeep]"
    capturing: "Capturing"
    importing: "Callable[[], Importing]"
    exporting: "Callable[[], Exporting]"
    library: LiveLibrary
    errands: Lane
    exports: Lane
    imports: Lane
    wording: WordingDesk
    places: PlacesDesk
    sentences: Mapping[Language, Sentences]
    popup: Popup
    presence: PresenceDesk
    tray: Tray
    notice: Notice
    make_library_window: "Callable[[], LibraryWindow]"
    make_settings_window: "Callable[[], SettingsWindow]"
    files: tuple[Path, ...]


def make_application() -> QApplication:
    """Gives Qt's application, made at the first call."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    application = QApplication(["kefu-desktop"])
    application.setApplicationName("kefu_desktop")
    application.setDesktopFileName("kefu-desktop")
    application.setQuitOnLastWindowClosed(False)
    return application


class Program(QObject):
    """Joins windows and use cases. Made and used on the GUI thread."""

    quit_wanted = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._hotkeys: dict[Purpose, HotkeyStatus] = {}
        self._away = PresenceDoor(parts.presence.presence, parts.bridge.post)
        self._outcomes = Outcomes(parts.bridge, self._say)
        self._settings = SettingsOpening(parts.make_settings_window)
        self._entrance = Entrance(parts.make_library_window, parts.events, parts.bridge)
        self._mending = Mending(
            parts.notice,
            self._outcomes,
            parts.errands,
            parts.upkeep,
            parts.library,
            self._words_for,
        )
        self._sharing = self._make_sharing()
        busy, open_pack = parts.popup.isVisible, self._sharing.open_pack
        self.places = Places(parts.places, parts.notice, busy, open_pack)
        self.places.available.connect(self._entrance.show_available)
        self._capture = Capture(parts.capturing, parts.notice, self._outcomes, self._entrance.open)
        self._export = Export(self._export_desk(), parts.notice)
        self._entrance.made.connect(self._join_library_window)
        self._join_popup(parts.popup)
        self._join_tray(parts.tray)
        self._leaving = self._join_presence(parts.presence)
        self._follow_events()
        self._watch = FileWatch(parts.files, self._look_outside)
        parts.bridge.every(UPKEEP_SECONDS, self._keep_up)

    def start(self, wanted: Request | None) -> None:
        """Shows the tray and what is wanted; on a desktop without a tray, says once how the program
        is reached and shows the popup.
        """
        self._parts.tray.show()
        _log.info("ready; tray: %s", self._parts.tray.available)
        if not self._parts.tray.available:
            self._parts.notice.say(wording.no_tray(), level=Level.INFO, seconds=8)
        if wanted is not None and wanted.files:
            # What brings files in asks the library, which is opened after this.
            self._parts.bridge.post(lambda: self.open_files(wanted.files))
        elif wanted is not None:
            self._obey(wanted)
        elif not self._parts.tray.available:
            self._parts.popup.appear(None)

    @property
    def starter(self) -> str:
        """The name of the pack that a new library begins with."""
        return self._parts.languages.starter

    def end(self) -> None:
        """Keeps what is being written in the windows; the last thing before the end."""
        self._leaving.end()
        self._settings.leave()
        self._entrance.leave()
        self._sharing.leave()

    def pressed(self, press: Press) -> None:
        """The popup's hotkey went down. Comes on the hotkey's thread."""
        self._parts.bridge.post(lambda: self._parts.popup.toggle(press))

    def capture_pressed(self, _: Press) -> None:
        """The hotkey of quick capture went down. Comes on the hotkey's thread."""
        self._parts.bridge.post(self._capture.take)

    def next_part_pressed(self, press: Press) -> None:
        """The hotkey for the next part of a reply went down. Comes on the hotkey's thread."""
        self._parts.bridge.post(lambda: self._go_on(press))

    def hotkey_is(self, status: HotkeyStatus) -> None:
        """Shows how a hotkey stands; what keeps it from working is said once."""
        self._parts.bridge.post(lambda: self._hotkey_is(status))

    def open_files(self, files: tuple[Path, ...]) -> None:
        """Offers to bring in files that the desktop hands over, whatever they are."""
        self._sharing.bring_in(files)

    def answer(self, asked: Request) -> Mapping[str, Any]:
        """Answers the command line. Comes on the thread that listens; waits for the GUI."""
        if asked.command is Command.AWAY:
            return self._away.answer(asked.said)
        done = threading.Event()
        answered: dict[str, Any] = {}

        def on_gui() -> None:
            answered.update(self._obey(asked))
            done.set()

        self._parts.bridge.post(on_gui)
        if not done.wait(5):
            return {"ok": False}
        return answered

    def library_failed(self, error: KefuError) -> None:
        """The library could not be opened; a damaged one can be restored. Any thread."""
        self._parts.bridge.post(lambda: self._mending.offer(error))

    def _obey(self, asked: Request) -> dict[str, Any]:
        popup = self._parts.popup
        match asked.command:
            case Command.POPUP if not popup.isVisible():
                popup.appear(None)
            case Command.HIDE:
                popup.vanish(give_back=True)
            case Command.LIBRARY:
                self._entrance.open()
            case Command.SETTINGS:
                self._settings.open()
            case Command.AWAY_PANEL:
                self._leaving.open_panel()
            case Command.IMPORT:
                self.open_files(asked.files)
            case Command.CAPTURE:
                self._capture.take()
            case Command.QUIT:
                # The answer goes out before the program does.
                self._parts.bridge.after(0.05, self.quit_wanted.emit)
        status = self._hotkeys.get(Purpose.POPUP)
        return {
            "ok": True,
            "popup": "visible" if popup.isVisible() else "hidden",
            "replies": self._parts.searching.size,
            "hotkey": str(status.chord) if status and status.chord else "",
            "hotkey_state": status.state.value if status else "",
            "tray": self._parts.tray.available,
        }

    # -- joining

    def _make_sharing(self) -> Sharing:
        parts = self._parts
        desk = ImportDesk(
            importing=parts.importing,
            library=parts.library,
            lane=parts.imports,
            bridge=parts.bridge,
            theme=parts.theme,
            say=self._words_for,
            wording=parts.wording,
        )
        sharing = Sharing(desk)
        sharing.library_wanted.connect(self._entrance.open)
        return sharing

    def _export_desk(self) -> ExportDesk:
        parts = self._parts
        return ExportDesk(
            exporting=parts.exporting,
            lane=parts.exports,
            settings=parts.settings,
            bridge=parts.bridge,
            theme=parts.theme,
            say=self._words_for,
        )

    def _join_popup(self, popup: Popup) -> None:
        popup.new_wanted.connect(lambda text: self._entrance.open_new(text=text))
        popup.edit_wanted.connect(self._edit)
        popup.files_dropped.connect(self._sharing.bring_in)
        popup.delivered.connect(self._delivered)
        popup.text_scale_wanted.connect(self._scale)

    def _join_tray(self, tray: Tray) -> None:
        tray.popup_wanted.connect(lambda: self._parts.popup.toggle(None))
        tray.library_wanted.connect(self._entrance.open)
        tray.capture_wanted.connect(self._capture.take)
        tray.import_wanted.connect(self._sharing.choose_import)
        tray.places_wanted.connect(self.places.open)
        tray.pause_toggled.connect(lambda paused: self._set("hotkey.paused", paused))
        tray.settings_wanted.connect(self._settings.open)
        tray.quit_wanted.connect(self.quit_wanted)

    def _join_presence(self, desk: PresenceDesk) -> PresenceViews:
        views = PresenceViews(desk)
        views.search_wanted.connect(lambda: self._parts.popup.toggle(None))
        views.settings_wanted.connect(self._settings.open_away)
        views.offered_first.connect(self._parts.popup.offer_first)
        self._parts.popup.leave_wanted.connect(views.obey)
        return views

    def _join_library_window(self, window: "LibraryWindow") -> None:
        window.import_wanted.connect(lambda: self._sharing.choose_import(window))
        window.export_wanted.connect(lambda meant: self._export.open(window, meant))
        window.files_dropped.connect(self._sharing.bring_in)
        window.places_wanted.connect(self.places.open)
        window.publish_wanted.connect(self.places.publish)
        window.update_wanted.connect(self.places.look_at_update)
        window.settings_wanted.connect(self._settings.open)
        window.text_scale_wanted.connect(self._scale)
        say = self._parts.notice.say
        window.notice.connect(lambda words: say(words, level=Level.INFO))

    def _follow_events(self) -> None:
        parts, follow = self._parts, self._parts.bridge.subscribe
        refresh = lambda _: parts.popup.refresh()  # noqa: E731
        for kind in (LibraryChanged, LibraryReplaced, UseRecorded, IndexReady):
            follow(parts.events, kind, refresh, self)
        warm = lambda event: parts.popup.warm(event.characters)  # noqa: E731
        follow(parts.events, IndexReady, warm, self)
        follow(parts.events, IndexReady, lambda _: self.places.begin(), self)
        changed = lambda event: self.places.library_changed(event.deed)  # noqa: E731
        follow(parts.events, LibraryChanged, changed, self)
        follow(parts.events, SettingsChanged, self._settings_changed, self)
        follow(parts.events, WentWrong, lambda event: self._went_wrong(event.error), self)

    # -- what happens

    def _edit(self, choice: Choice) -> None:
        self._entrance.open(choice.row.reply.uid, choice.variant)

    def _settings_changed(self, event: SettingsChanged) -> None:
        look = event.after.look
        self._parts.theme.use(look)
        self._parts.languages.use(look.language)

    def _hotkey_is(self, status: HotkeyStatus) -> None:
        self._hotkeys[status.purpose] = status
        self._parts.tray.set_hotkey(status)
        quiet = {HotkeyState.ACTIVE, HotkeyState.PAUSED, HotkeyState.OFF}
        if status.purpose is not Purpose.POPUP:
            quiet.add(HotkeyState.BY_HAND)  # the popup's own notice says as much
        if status.state not in quiet:
            self._parts.notice.say(wording.hotkey(status), level=Level.WARN, seconds=10)

    def _went_wrong(self, error: KefuError) -> None:
        if error.code is Code.LIBRARY_DAMAGED:
            self._mending.offer(error)
        else:
            self._say(error)

    def _go_on(self, press: Press) -> None:
        if not self._parts.popup.go_on(press.target):
            self._parts.notice.say(wording.other_chat(), level=Level.INFO)

    def _delivered(self, receipt: Receipt) -> None:
        words = wording.receipt(receipt)
        if words is not None:
            self._parts.notice.say(words, level=Level.WARN)
        elif receipt.order.count > 1:
            keys = (self._hotkeys.get(one) for one in (Purpose.NEXT_PART, Purpose.POPUP))
            active = (one.chord for one in keys if one and one.state is HotkeyState.ACTIVE)
            words = wording.part(receipt, next(active, None))
            self._parts.notice.say(words, level=Level.OK, seconds=3)

    def _scale(self, direction: int) -> None:
        now = self._parts.settings.current.look.text_scale
        wanted = now + direction * TEXT_SCALE_STEP if direction else 100
        self._set("look.text_scale", max(80, min(200, wanted)))

    def _set(self, name: str, value: object) -> None:
        try:
            self._parts.settings.set(name, value)
        except KefuError as error:
            self._say(error)

    def _keep_up(self) -> None:
        parts = self._parts

        def daily() -> None:
            parts.upkeep().daily(parts.settings.current.backup, parts.library)

        self._outcomes.when(parts.errands.submit(daily))
        self.places.consider()

    def _look_outside(self) -> None:
        self._parts.library.look_outside()
        self._parts.settings.reload()

    def _say(self, error: KefuError) -> None:
        self._parts.notice.say(self._words_for(error), level=Level.WARN, seconds=8)

    def _words_for(self, error: KefuError) -> str:
        return self._parts.sentences[self._parts.languages.current].error(error)
