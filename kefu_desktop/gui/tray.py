"""The icon in the tray: the program's only lasting presence on the desktop.

A desktop may have no tray, or get one later; :attr:`Tray.available` says how it is now, and the
icon appears by itself when a tray does.
"""

from PySide6.QtCore import QEvent, QObject, QRect, Signal, Slot
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from kefu_desktop.app.attendance import PresenceStatus
from kefu_desktop.app.hotkey import HotkeyState, HotkeyStatus, Purpose
from kefu_desktop.core.model import Millis
from kefu_desktop.gui import icons, wording
from kefu_desktop.gui.icons import Face
from kefu_desktop.gui.presence import words
from kefu_desktop.gui.presence.face import face_of
from kefu_desktop.gui.presence.menu import AwayMenu
from kefu_desktop.gui.theme import Theme


class Tray(QObject):
    """Icon and menu. It says what the user wants and does nothing itself."""

    popup_wanted = Signal()
    library_wanted = Signal()
    capture_wanted = Signal()
    import_wanted = Signal()
    places_wanted = Signal()
    pause_toggled = Signal(bool)
    settings_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent or theme)
        self._theme = theme
        self._status: HotkeyStatus | None = None
        self._capture_status: HotkeyStatus | None = None
        self._presence: tuple[PresenceStatus, Millis] | None = None
        self._shown: tuple[bool, Face] | None = None
        self._icon = QSystemTrayIcon(self)
        self._menu = QMenu()
        self._search = self._menu.addAction("")
        self._search.triggered.connect(self.popup_wanted)
        self._library = self._menu.addAction("")
        self._library.triggered.connect(self.library_wanted)
        self._capture = self._menu.addAction("")
        self._capture.triggered.connect(self.capture_wanted)
        self._import = self._menu.addAction("")
        self._import.triggered.connect(lambda _checked: self.import_wanted.emit())
        self._places = self._menu.addAction("")
        self._places.triggered.connect(lambda _checked: self.places_wanted.emit())
        self._menu.addSeparator()
        self.away = AwayMenu(self._menu)
        self._menu.addSeparator()
        self._pause = self._menu.addAction("")
        self._pause.setCheckable(True)
        self._pause.triggered.connect(self.pause_toggled)
        self._settings = self._menu.addAction("")
        self._settings.triggered.connect(self.settings_wanted)
        self._menu.addSeparator()
        self._quit = self._menu.addAction("")
        self._quit.triggered.connect(self.quit_wanted)
        # The menu is a window of its own, so it is told when the language changes.
        self._menu.installEventFilter(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._clicked)
        theme.changed.connect(self._draw)
        self._draw()
        self._word()

    @property
    def available(self) -> bool:
        """Whether there is a tray to be seen in, now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def geometry(self) -> QRect:
        """Gives where the icon is on the desktop; empty where the desktop does not tell."""
        return self._icon.geometry()

    def show(self) -> None:
        """Appears, now or as soon as there is a tray."""
        self._icon.show()

    def hide(self) -> None:
        """Goes from the tray, as the last thing before the program ends."""
        self._icon.hide()

    def set_hotkey(self, status: HotkeyStatus) -> None:
        """Shows how a hotkey stands: the popup's in icon, tooltip and menu, the others beside their
        entries.
        """
        if status.purpose is Purpose.CAPTURE:
            self._capture_status = status
        elif status.purpose is Purpose.POPUP:
            self._status = status
        else:
            self.away.show_hotkey(status)
        self._draw()
        self._word()

    def set_presence(self, status: PresenceStatus, now: Millis) -> None:
        """Shows where the agent stands: by shape in the icon, in words in the tooltip."""
        self._presence = status, now
        self.away.show_state(status.state)
        self._draw()
        self._word()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Words the menu anew when the language changes."""
        if watched is self._menu and event.type() == QEvent.Type.LanguageChange:
            self._word()
        return super().eventFilter(watched, event)

    @Slot()
    def _draw(self) -> None:
        shown = (icons.panel_is_dark(self._theme.desktop_dark), self._face)
        if shown != self._shown:
            self._shown = shown
            self._icon.setIcon(icons.tray_icon(on_dark=shown[0], face=shown[1]))

    @property
    def _face(self) -> Face:
        face = Face.HERE if self._presence is None else face_of(self._presence[0].state)
        return Face.PAUSED if face is Face.HERE and self._paused else face

    @property
    def _paused(self) -> bool:
        return self._status is not None and self._status.state is HotkeyState.PAUSED

    def _word(self) -> None:
        status = self._status
        self._search.setText(_with_chord(self.tr("Search"), status))
        self._library.setText(self.tr("Library"))
        capture = self.tr("New reply from the clipboard")
        self._capture.setText(_with_chord(capture, self._capture_status))
        self._import.setText(self.tr("Import replies…"))
        self._places.setText(self.tr("Shared places…"))
        self._pause.setText(self.tr("Pause the hotkey"))
        self._pause.setChecked(self._paused)
        self._settings.setText(self.tr("Settings…"))
        self._quit.setText(self.tr("Quit"))
        self.away.word()
        self._icon.setToolTip("\n".join(filter(None, self._tooltip())))

    def _tooltip(self) -> tuple[str, ...]:
        """Gives its lines. Windows shows the first 127 characters, so what matters comes first."""
        standing, change = "", ""
        if self._presence is not None:
            (status, now) = self._presence
            standing, since = words.standing(status.state), words.moments(status.state, now)
            if since:
                standing = self.tr("{standing} ({since})").format(standing=standing, since=since)
            change = words.next_change(status.hours, now)
            change = change and self.tr("Next: {change}").format(change=change)
        keys = wording.hotkey(self._status) if self._status else ""
        return self.tr("Quick replies"), standing, change, keys

    @Slot(QSystemTrayIcon.ActivationReason)
    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.popup_wanted.emit()


def _with_chord(said: str, status: HotkeyStatus | None) -> str:
    """Gives the words of an entry with the key that does the same, if it can be pressed."""
    if status is None or status.state is not HotkeyState.ACTIVE:
        return said
    return f"{said} ({status.chord})"
