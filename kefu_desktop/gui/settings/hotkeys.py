"""The page for the keys that are taken from the whole desktop.

A key that another program has is not set at all: the one that works stays, and what to try instead
is said at once.
"""

from PySide6.QtCore import QCoreApplication

from kefu_desktop.app.hotkey import HotkeyState, HotkeyStatus, Purpose
from kefu_desktop.core import chords
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.settings import Settings
from kefu_desktop.gui import wording
from kefu_desktop.gui.library.editor.fields import Said, button
from kefu_desktop.gui.settings.chord_control import ChordControl
from kefu_desktop.gui.settings.controls import Choice, Switch
from kefu_desktop.gui.settings.desk import SettingsDesk
from kefu_desktop.gui.settings.fields import SettingField
from kefu_desktop.gui.settings.page import Page

_WORKS = frozenset({HotkeyState.ACTIVE, HotkeyState.PAUSED, HotkeyState.BY_HAND, HotkeyState.OFF})


class HotkeyField(SettingField):
    """The key for one purpose."""

    def __init__(self, desk: SettingsDesk, purpose: Purpose) -> None:
        optional = purpose is not Purpose.POPUP
        self.none = button("link", lambda: self.put(""))
        control = ChordControl(desk.hotkey.rest, optional=optional)
        beside = (self.none,) if optional else ()
        setting = f"hotkey.{purpose.value.replace('-', '_')}"
        super().__init__(desk, setting, control, *beside)
        self._purpose = purpose
        control.unheard.connect(self._unheard)

    def put(self, value: object) -> bool:
        """Sets it if it can be had; says what is the matter if not, with another one to take."""
        written = str(value)
        try:
            chord = chords.parse_hotkey(written) if written else None
        except KefuError as error:
            self.say(Said(self._desk.say(error)))
            return False
        if chord is not None:
            status = self._desk.hotkey.trial(self._purpose, chord)
            if status.state not in _WORKS:
                self._refuse(status)
                return False
        done = super().put(written)
        self.none.setEnabled(bool(written))
        return done

    def follow(self, settings: Settings) -> None:
        super().follow(settings)
        self.none.setEnabled(bool(self._held))
        status = self._desk.hotkey.status(self._purpose)
        if status.state in _WORKS or self.finding.text:
            return
        self._refuse(status, held=True)

    def _unheard(self) -> None:
        words = self.tr("No key was heard. One that another program has never comes here.")
        self.say(Said(words))

    def _refuse(self, status: HotkeyStatus, *, held: bool = False) -> None:
        """Says why ``status`` is none that works, and what would. ``held`` is what is set."""
        words = self._trouble(status.state, held=held).format(chord=status.chord)
        free = next(
            (
                chord
                for chord in status.suggestions
                if self._desk.hotkey.trial(self._purpose, chord).state in _WORKS
            ),
            None,
        )
        if free is None:
            self.say(Said(words))
            return
        action = self.tr("Use {chord}").format(chord=free)
        self.say(Said(words, action=action, act=lambda: self.put(str(free))))

    def _trouble(self, state: HotkeyState, *, held: bool) -> str:
        if state is HotkeyState.DOUBLE:
            return self.tr("{chord} is another hotkey of this program already.")
        if state is HotkeyState.NO_SUCH_KEY:
            return self.tr("This keyboard cannot type {chord}.")
        if held:
            return self.tr("Another program has {chord}, so it does nothing here.")
        return self.tr("Another program has {chord}, so it was not taken.")


class HotkeysPage(Page):
    """Popup, quick capture, pause, and who takes the keys."""

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("SettingsPages", "Hotkeys")

    def follow(self, settings: Settings) -> None:
        super().follow(settings)
        status = self._desk.hotkey.status(Purpose.POPUP)
        by_hand = status.state is HotkeyState.BY_HAND
        self.backend.say(Said(wording.hotkey(status)) if by_hand else None)

    def _build(self) -> None:
        desk = self._desk
        self.keys = {purpose: HotkeyField(desk, purpose) for purpose in Purpose}
        self.paused = SettingField(desk, "hotkey.paused", Switch())
        self.backend = SettingField(desk, "hotkey.backend", Choice())
        self._everywhere = self._section((*self.keys.values(), self.paused))
        self._taking = self._section((self.backend,))
        self._column.addStretch(1)

    def _word(self) -> None:
        self._everywhere.setText(self.tr("Everywhere on the desktop"))
        self._taking.setText(self.tr("If a key does nothing"))
        for purpose, field in self.keys.items():
            field.name(*self._says(purpose))
            field.control.word_none(self.tr("None"))
            field.none.setText(self.tr("No key"))
            field.none.setAccessibleName(
                self.tr("No key: {what}").format(what=field.caption.text())
            )
        self.paused.name(
            self.tr("Pause the hotkeys"), self.tr("Gives the keys back to other programs.")
        )
        self.backend.name(self.tr("Taken by"), self.tr("Holds when the program is started next."))
        options = [("", self.tr("The program chooses"))]
        self.backend.control.offer([*options, *((name, name) for name in self._desk.backends)])

    def _says(self, purpose: Purpose) -> tuple[str, str]:
        """What a key is for, and what one should know of it."""
        return {
            Purpose.POPUP: (
                self.tr("Open the search"),
                self.tr("Click the button, then press the keys."),
            ),
            Purpose.CAPTURE: (
                self.tr("Quick capture"),
                self.tr("Makes a reply of the text or image on the clipboard."),
            ),
            Purpose.NEXT_PART: (
                self.tr("Next part"),
                self.tr("Taken only while parts of a reply are left to be sent."),
            ),
            Purpose.AWAY: (
                self.tr("Leave"),
                self.tr("While you are away: pastes the message into the chat in front."),
            ),
            Purpose.BUSY: (self.tr("Busy on and off"), ""),
        }[purpose]
