"""What was worked out before, so that the next keystroke need not work it out again."""

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(dict[K, V]):
    """Answers by question, at most ``most`` of them: the next begins anew. What is typed comes back
    within a few keystrokes or not at all, so that nothing better is worth its time.

    It holds no call that finds an answer: one bound to the owner would keep both until a
    collection of garbage, and an index with them.
    """

    __slots__ = ("_most",)

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, question: K, answer: V) -> V:
        """Remembers ``answer``, and gives it."""
        if len(self) >= self._most:
            self.clear()
        self[question] = answer
        return answer
