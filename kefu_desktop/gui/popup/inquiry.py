"""What is looked for in the popup, and the newest answer to it.

An agent who types and presses Enter in one go means what was typed, not what was shown before: so
whatever depends on the rows waits here for those of the question of the moment.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kefu_desktop.app.searching import Answer, Question, Searching
from kefu_desktop.gui.bridge import Bridge


class Inquiry(QObject):
    """Asks, and waits for the answer. GUI thread."""

    answered = Signal(object)
    """The :class:`Answer` that is now the newest."""

    def __init__(
        self,
        searching: Searching,
        bridge: Bridge,
        question: Callable[[], Question],
        parent: QObject,
    ) -> None:
        """``question`` gives what is looked for at the moment."""
        super().__init__(parent)
        self._searching = searching
        self._bridge = bridge
        self._question = question
        self._waiting: Callable[[], None] | None = None
        self.answer: Answer | None = None

    def ask(self) -> None:
        """Asks what is looked for now."""
        post = self._bridge.post
        self._searching.ask(self._question(), lambda answer: post(lambda: self._take(answer)))

    def repeats(self, answer: Answer) -> bool:
        """Whether ``answer`` is to the same question as the one before it."""
        return self.answer is not None and self.answer.question == answer.question

    @property
    def is_current(self) -> bool:
        """Whether the newest answer is to what is looked for now."""
        answer = self.answer
        return answer is not None and answer.ready and answer.question == self._question()

    def when_current(self, act: Callable[[], None]) -> None:
        """Calls ``act`` when the answer is there, unless something else is wanted before."""
        if self.is_current:
            self._waiting = None
            act()
        else:
            self._waiting = act

    def forget(self) -> None:
        """Nothing waits for the answer any more."""
        self._waiting = None

    def _take(self, answer: Answer) -> None:
        self.answered.emit(answer)
        self.answer = answer
        if self.is_current and self._waiting is not None:
            act, self._waiting = self._waiting, None
            act()
