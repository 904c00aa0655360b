"""Whose shortcut it is that is being written: asked at once, and only when it has changed."""

from collections.abc import Callable

from kefu_desktop.app.keeping import Holder, Keeping
from kefu_desktop.core.model import Uid
from kefu_desktop.core.sheets import clean_shortcut
from kefu_desktop.gui.outcomes import Outcomes


class ShortcutWatch:
    """Knows who else has the shortcut in the field. ``told`` is called when that changes."""

    def __init__(self, keeping: Keeping, outcomes: Outcomes, told: Callable[[], object]) -> None:
        self._keeping = keeping
        self._outcomes = outcomes
        self._told = told
        self._asked: tuple[str, Uid | None] = ("", None)
        self.holder: Holder | None = None

    def look(self, shortcut: str, but: Uid | None) -> None:
        """Asks about ``shortcut`` for the reply ``but``, unless that was the last question."""
        question = (clean_shortcut(shortcut).text.casefold(), but)
        if question == self._asked:
            return
        self.forget()
        self._asked = question
        if question[0]:
            asking = self._keeping.shortcut_holder(shortcut, but)
            self._outcomes.when(asking, lambda holder: self._answered(question, holder))

    def forget(self) -> None:
        """Asks anew at the next look: others may have given the shortcut away meanwhile."""
        self._asked, self.holder = ("", None), None

    def _answered(self, question: tuple[str, Uid | None], holder: Holder | None) -> None:
        if question == self._asked and holder != self.holder:
            self.holder = holder
            self._told()
