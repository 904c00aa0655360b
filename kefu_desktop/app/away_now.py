"""What texts have to say of somebody's being away at this moment, whoever renders them."""

from kefu_desktop.app.ports import Clock
from kefu_desktop.app.working_hours import local_time
from kefu_desktop.core.away import AwayWords, words_for
from kefu_desktop.core.model import Millis
from kefu_desktop.core.standing import State


class AwayNow:
    """The state as it was told last. Told on one thread, asked from any."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.state: State | None = None

    def words(self, text: str) -> AwayWords:
        """Gives what ``{回来时间}`` and its kin stand for in ``text``; nothing while nobody is
        away, busy or just back.
        """
        if self.state is None:
            return AwayWords()
        return words_for(self.state, text, Millis(self._clock.now()), local_time)
