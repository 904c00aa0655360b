"""What exporting does off the GUI thread: one question or one file at a time, given up at once when
nobody wants it any more.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

from kefu_desktop.app.exporting import About, Choices, Exported, Offer
from kefu_desktop.app.lookup import Selection
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.gui.exporting.desk import ExportDesk
from kefu_desktop.gui.outcomes import Outcomes

T = TypeVar("T")


class Work:
    """Asks and writes for one dialog. Each call gives up the one before it."""

    def __init__(self, desk: ExportDesk, outcomes: Outcomes) -> None:
        self._desk = desk
        self._outcomes = outcomes
        self._unwanted = Event()

    def choices(self, then: Callable[[Choices], object]) -> None:
        """Asks what can be exported."""
        asking = self._desk.lane.submit(lambda: self._desk.exporting().choices())
        self._outcomes.when(asking, then)

    def offer(self, selection: Selection, name: str, then: Callable[[Offer], object]) -> None:
        """Asks what a pack may say of itself."""
        self._begin(lambda watch: self._desk.exporting().offer(selection, name, watch), then)

    def write(
        self,
        file: Path,
        selection: Selection,
        about: About | None,
        progress: Callable[[int], object],
        then: Callable[[Exported], object],
        otherwise: Callable[[KefuError | None], object],
    ) -> None:
        """Writes a file; ``progress`` hears per cent. ``otherwise`` hears what kept it from being
        written, None where it was given up.
        """
        self._begin(
            lambda watch: self._desk.exporting().export(file, selection, about, watch),
            then,
            otherwise,
            progress,
        )

    def give_up(self) -> None:
        """Lets go of what is being done; nothing comes of it."""
        self._unwanted.set()

    def _begin(
        self,
        job: Callable[[Watch], T],
        then: Callable[[T], object],
        otherwise: Callable[[KefuError | None], object] | None = None,
        progress: Callable[[int], object] = lambda _: None,
    ) -> None:
        self.give_up()
        unwanted = self._unwanted = Event()
        shown = -1

        def show(percent: int) -> None:
            if not unwanted.is_set():
                progress(percent)

        def tell(done: int, total: int) -> None:
            nonlocal shown
            percent = done * 100 // total if total else 0
            if percent > shown:
                shown = percent
                self._desk.bridge.post(partial(show, percent))

        def run() -> T | None:
            try:
                return job(Watch(tell, unwanted.is_set))
            except Cancelled:
                return None

        def ended(outcome: T | None) -> None:
            # What was written before it could be given up is there, and told.
            if outcome is not None and (otherwise is not None or not unwanted.is_set()):
                then(outcome)
            elif otherwise is not None:
                otherwise(None)

        self._outcomes.when(self._desk.lane.submit(run), ended, otherwise)
