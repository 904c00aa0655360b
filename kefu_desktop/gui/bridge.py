"""The one place where threads meet Qt: hands calls over to the GUI thread, and times them there."""

import logging
from collections.abc import Callable
from queue import SimpleQueue

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, SignalInstance

from kefu_desktop.app.events import AnyEvent, Events

_log = logging.getLogger(__name__)

_LAST = Qt.EventPriority.LowEventPriority.value - 1
"""Behind what Qt itself leaves for last: that windows are painted."""


class Bridge(QObject):
    """Carries calls to the thread that made it, in the order in which they were posted."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self._when_through: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def post(self, call: Callable[[], None]) -> None:
        """Calls ``call`` on the GUI thread soon. Any thread; after the loop's end, never."""
        posted: SignalInstance = self._posted
        posted.emit(call)

    def when_through(self, call: Callable[[], None]) -> None:
        """Calls ``call`` on the GUI thread when nothing else waits there and all is painted. Any
        thread; after the loop's end, never.
        """
        self._when_through.put(call)
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), _LAST)

    def customEvent(self, event: QEvent) -> None:
        """Makes one call that waited."""
        self._run(self._when_through.get_nowait())

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """Calls ``call`` once after ``seconds``; gives a function that cancels it. GUI thread."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        waiting = True

        def end() -> None:
            nonlocal waiting
            if waiting:
                waiting = False
                timer.stop()
                timer.deleteLater()

        def fire() -> None:
            end()
            call()

        timer.timeout.connect(fire)
        timer.start(round(seconds * 1000))
        return end

    def every(self, seconds: float, call: Callable[[], None]) -> None:
        """Calls ``call`` again and again. Coarse: the machine may wake for several at once."""
        timer = QTimer(self)
        timer.setTimerType(
            Qt.TimerType.VeryCoarseTimer if seconds >= 2 else Qt.TimerType.CoarseTimer
        )
        timer.timeout.connect(call)
        timer.start(round(seconds * 1000))

    def subscribe(
        self,
        events: Events,
        kind: type[AnyEvent],
        call: Callable[[AnyEvent], None],
        owner: QObject,
    ) -> None:
        """Calls ``call`` on the GUI thread for each event of ``kind`` while ``owner`` lives."""
        alive = True

        def deliver(event: AnyEvent) -> None:
            if alive:
                call(event)

        end = events.subscribe(kind, lambda event: self.post(lambda: deliver(event)))

        def ended() -> None:
            nonlocal alive
            alive = False
            end()

        owner.destroyed.connect(ended)

    def _run(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception:  # noqa: BLE001 - the edge of the GUI thread
            _log.exception("a posted call failed")
