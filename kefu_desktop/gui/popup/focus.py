"""Gets the keyboard for the popup, and lets go of the keys that are held back meanwhile.

Qt tells of an activation only when it changes what Qt believes. A popup that is opened again within
a moment of closing was never inactive to Qt, so the machine itself is asked as well.
"""

from PySide6.QtWidgets import QWidget

from kefu_desktop.app.ports import Press, WindowPort
from kefu_desktop.gui.bridge import Bridge

LOOK_SECONDS = 0.015
LOOKS = 26
"""0.4 s in all: a window manager that has not given us the keyboard by then will not give it."""

INSIST_AT = 5
"""The look at which it is asked for again: a manager that had not seen the window yet has let the
first request fall.
"""


class Focus:
    """The keyboard's way to one window and back. GUI thread."""

    def __init__(self, widget: QWidget, window: WindowPort, bridge: Bridge) -> None:
        self._widget = widget
        self._window = window
        self._bridge = bridge
        self._press: Press | None = None
        self._opening = 0
        self.come = False
        """Whether the keyboard has been ours since it was last asked for."""

    def take(self, press: Press | None) -> None:
        """Asks for the keyboard for the window, which is mapped, with the right that ``press``
        lent.
        """
        self._press = press
        self._opening += 1
        self.come = False
        self._ask()
        self._widget.activateWindow()
        opening = self._opening
        self._bridge.after(LOOK_SECONDS, lambda: self._look(opening, 1))

    def arrived(self) -> None:
        """The keyboard is ours: what was typed behind the hotkey may come now."""
        self.come = True
        self._settle()

    def let_go(self) -> None:
        """The window closes; nothing is waited for any more."""
        self._opening += 1
        self._settle()

    def _ask(self) -> None:
        at = self._press.at if self._press else 0
        self._window.take_focus(int(self._widget.winId()), at)

    def _look(self, opening: int, number: int) -> None:
        if opening != self._opening or self.come:
            return
        if self._window.has_focus(int(self._widget.winId())):
            self.arrived()
        elif number >= LOOKS:
            self._settle()
        else:
            if number == INSIST_AT:
                self._ask()
            self._bridge.after(LOOK_SECONDS, lambda: self._look(opening, number + 1))

    def _settle(self) -> None:
        """Once for each press, whether we have the keyboard or will not get it."""
        press, self._press = self._press, None
        if press is not None:
            press.settled()
