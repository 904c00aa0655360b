"""Gets the keyboard for the popup, lets go of the keys that are held back meanwhile, and gives it
back to the chat.

Qt tells of an activation only when it changes what Qt believes. A popup that is opened again within
a moment of closing was never inactive to Qt, so the machine itself is asked as well: on a lane of
its own, for the popup has to be painted meanwhile.
"""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtWidgets import QWidget

from kefu_desktop.app.jobs import Lane, log_failure
from kefu_desktop.app.ports import Press, Target, WindowPort
from kefu_desktop.gui.bridge import Bridge

LOOK_SECONDS = 0.015
LOOKS = 26
"""0.4 s in all: a window manager that has not given us the keyboard by then will not give it."""

INSIST_AT = 5
"""The look at which it is asked for again: a manager that had not seen the window yet has let the
first request fall.
"""

BACK_SECONDS = 0.5
"""What a chat has for coming back."""


class Focus:
    """The keyboard's way to one window and back. GUI thread."""

    def __init__(
        self, widget: QWidget, window: WindowPort, hands: Lane, eyes: Lane, bridge: Bridge
    ) -> None:
        """``hands`` is the lane for what waits for other programs, ``eyes`` for what never does."""
        self._widget = widget
        self._window = window
        self._hands = hands
        self._eyes = eyes
        self._bridge = bridge
        self._returning: Target | None = None
        self._returns = 0
        self._stop_giving_back: Callable[[], object] = lambda: None
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

    def give_back(self, target: Target, *, by_ourselves: bool) -> None:
        """Brings ``target`` to the front again, unless a delivery does that."""
        self._returning = target
        self._returns += 1
        returns = self._returns
        self._bridge.after(BACK_SECONDS, lambda: self._forget(returns))
        if by_ourselves:
            bringing = self._hands.submit(self._window.bring_back, target, BACK_SECONDS)
            self._stop_giving_back = bringing.cancel

    def stop_giving_back(self) -> Target | None:
        """Lets the chat that may still be on its way back be; gives it. A hotkey pressed right then
        may have found our own window in front, or none, though it means this chat.
        """
        self._stop_giving_back()
        returning, self._returning = self._returning, None
        return returning

    def _forget(self, returns: int) -> None:
        if returns == self._returns:
            self._returning = None

    def _ask(self) -> None:
        at = self._press.at if self._press else 0
        asking = self._eyes.submit(self._take, self._opening, int(self._widget.winId()), at)
        asking.add_done_callback(log_failure)

    def _take(self, opening: int, handle: int, at: int) -> None:
        """On the lane."""
        if opening == self._opening:
            self._window.take_focus(handle, at)

    def _look(self, opening: int, number: int) -> None:
        if opening != self._opening or self.come:
            return
        looking = self._eyes.submit(self._window.has_focus, int(self._widget.winId()))
        looking.add_done_callback(
            lambda seen: self._bridge.post(lambda: self._looked(opening, number, seen))
        )

    def _looked(self, opening: int, number: int, seen: "Future[bool]") -> None:
        if opening != self._opening or self.come:
            return
        log_failure(seen)
        if not seen.cancelled() and seen.exception() is None and seen.result():
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
