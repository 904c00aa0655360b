"""A program that is nothing but the tray icon and the notice, for tests on a real screen.

``python -m tests.gui.tray_program`` prints ``tray x y width height`` when the icon has its place,
then a line for each thing that is wanted, and the places of the menu's entries when it opens. A
line ``say TEXT`` on standard input shows a notice and prints ``notice x y width height``; ``dark``
and ``light`` choose a look, ``taken``, ``paused`` and ``active`` a state of the hotkey.
"""

import sys
import threading

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu

from kefu_desktop.app.hotkey import HotkeyState, HotkeyStatus
from kefu_desktop.core import chords
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.notice import Level, Notice
from kefu_desktop.gui.theme import Theme
from kefu_desktop.gui.tray import Tray


def tell(word: str, place: QRect | None = None) -> None:
    numbers = (place.x(), place.y(), place.width(), place.height()) if place else ()
    print(word, *numbers, flush=True)


class Program(QObject):
    """Tray and notice, obeying standard input."""

    came = Signal(str)

    def __init__(self, theme: Theme, languages: Languages) -> None:
        super().__init__()
        self.languages = languages
        self.tray = Tray(theme)
        self.notice = Notice(theme, self.tray.geometry)
        self.tray.popup_wanted.connect(lambda: tell("popup"))
        self.tray.library_wanted.connect(lambda: tell("library"))
        self.tray.capture_wanted.connect(lambda: tell("new"))
        self.tray.pause_toggled.connect(lambda paused: tell(f"pause {paused}"))
        self.tray.settings_wanted.connect(lambda: tell("settings"))
        self.tray.quit_wanted.connect(lambda: tell("quit"))
        self.came.connect(self.obey, Qt.ConnectionType.QueuedConnection)
        self.obey("active")
        self.tray.show()
        self.placed = QTimer(self)
        self.placed.timeout.connect(self.look_for_the_icon)
        self.placed.start(10)
        QApplication.instance().installEventFilter(self)
        threading.Thread(target=self.read, daemon=True).start()

    def look_for_the_icon(self) -> None:
        place = self.tray.geometry()
        if place.width() > 1 and (place.x(), place.y()) != (0, 0):
            self.placed.stop()
            tell("tray", place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QMenu):
            QTimer.singleShot(0, lambda: self.tell_entries(watched))
        return False

    def tell_entries(self, menu: QMenu) -> None:
        for entry in menu.actions():
            if not entry.isSeparator():
                place = menu.actionGeometry(entry)
                place.moveTopLeft(menu.mapToGlobal(place.topLeft()))
                tell(f"entry {entry.text().replace(' ', '_')} {int(entry.isChecked())}", place)
        tell("menu")

    def read(self) -> None:
        for line in sys.stdin:
            self.came.emit(line.strip())
        self.came.emit("end")

    def obey(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "end":
            QApplication.exit(0)
        elif word == "say":
            self.notice.say(rest, level=Level.WARN, seconds=60)
            tell("notice", self.notice.geometry())
        elif word in set(Language):
            self.languages.use(Language(word))
        else:
            chord = chords.parse("Ctrl+Alt+K")
            self.tray.set_hotkey(HotkeyStatus(HotkeyState(word), chord))


def main() -> int:
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    languages = Languages(application)
    languages.use(Language.ZH_CN)
    program = Program(Theme(application), languages)
    tell(f"available {program.tray.available}")
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
