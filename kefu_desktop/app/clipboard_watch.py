"""Watches what becomes of a reply on the clipboard: when the client has read it, and when what was
there before may come back.

A fixed delay is a race: measured, a client that is busy for 500 ms pastes the old text even after
400. Clipboard managers read early, so only a read after the paste key counts.
"""

from collections.abc import Callable

from kefu_desktop.app.ports import ClipboardPort, Snapshot, Timer

QUIET_SECONDS = 0.12
"""The client has read when it has asked and then been quiet for so long: clients ask for several
formats one after another (measured: all within 50 ms).
"""

LATEST_SECONDS = 1.0
"""After the first read the client counts as done within this time, quiet or not: a program that
looks at the clipboard again and again must not keep it from its owner.
"""

UNREAD_SECONDS = 5.0
"""A client that has not read the clipboard by then keeps the reply on it."""


class ClipboardWatch:
    """Follows one reply. ``sending`` is set on the hands lane just before the paste key: the client
    may read before that lane has answered.
    """

    def __init__(
        self,
        clipboard: ClipboardPort,
        timer: Timer,
        on_gui: Callable[[Callable[[], None]], None],
        before: Snapshot | None = None,
        taken: Callable[[bool], None] | None = None,
    ) -> None:
        """``before`` is put back when the client has read. ``taken`` is called once, on the GUI
        thread, with whether it has.
        """
        self.sending = False
        self._clipboard = clipboard
        self._timer = timer
        self._on_gui = on_gui
        self._before = before
        self._taken = taken
        self._reads = 0
        self._cancel: Callable[[], None] = lambda: None

    def was_read(self) -> None:
        """Another program took the reply. Any thread."""
        if self.sending and self._waits:
            self._reads += 1
            first = self._reads == 1
            self._on_gui(lambda: self._wait_for_quiet(first=first))

    def expect(self, *, read: bool) -> None:
        """The hands are done: a ``read`` is to come, or nothing was sent and the reply stays."""
        if not read:
            self._give_up()
        elif self._waits and not self._reads:
            self._cancel = self._timer.after(UNREAD_SECONDS, self._give_up)

    def let_go(self) -> Snapshot | None:
        """Restores nothing any more, and waits for nobody; gives what would still have been
        restored.
        """
        self._cancel()
        before, self._before = self._before, None
        kept = before if before is not None and self._clipboard.still_ours() else None
        self._tell(read=False)
        return kept

    @property
    def _waits(self) -> bool:
        return self._before is not None or self._taken is not None

    def _wait_for_quiet(self, *, first: bool) -> None:
        if not self._waits:
            return
        if first:
            self._timer.after(LATEST_SECONDS, self._over)
        self._cancel()
        self._cancel = self._timer.after(QUIET_SECONDS, self._over)

    def _over(self) -> None:
        before, self._before = self._before, None
        if before is not None and self._clipboard.still_ours():
            self._clipboard.restore(before)
        self._tell(read=True)

    def _give_up(self) -> None:
        self._before = None
        self._tell(read=False)

    def _tell(self, *, read: bool) -> None:
        taken, self._taken = self._taken, None
        if taken is not None:
            taken(read)
