"""What was written and is neither saved nor thrown away, at hand for the editor.

The drafts on the disk are read once; from then on what is kept here and there is the same.
"""

from collections.abc import Callable
from dataclasses import replace

from kefu_desktop.app.clock import random_uid
from kefu_desktop.app.drafting import Drafting
from kefu_desktop.core.model import Uid
from kefu_desktop.core.sheets import KeptDraft
from kefu_desktop.gui.outcomes import Outcomes


class Drafts:
    """Keeps, gives and drops drafts. What cannot be kept is told of by who keeps them."""

    def __init__(self, drafting: Drafting, outcomes: Outcomes) -> None:
        self._drafting = drafting
        self._outcomes = outcomes
        self._kept: dict[str, KeptDraft] = {}

    def load(self, loaded: Callable[[], object]) -> None:
        """Reads what an earlier run left; then calls ``loaded``."""

        def arrived(found: tuple[KeptDraft, ...]) -> None:
            # The newest come first, and the newest here is the last.
            for draft in reversed(found):
                self._kept.setdefault(draft.key, draft)
            loaded()

        self._outcomes.when(self._drafting.all(), arrived, lambda _: None)

    def offered(self, uid: Uid | None, but: str) -> KeptDraft | None:
        """Gives the newest draft of the reply ``uid``, of a new one for None, that is kept under
        another key than ``but``.
        """
        fitting = [
            draft
            for draft in self._kept.values()
            if draft.key != but and (draft.base.uid if draft.base else None) == uid
        ]
        return fitting[-1] if fitting else None

    def key_for(self, uid: Uid | None) -> str:
        """Gives a key under which nothing is kept, for a draft of the reply ``uid``."""
        if uid is not None and uid not in self._kept:
            return uid
        return f"new-{random_uid()}"

    def keep(self, draft: KeptDraft) -> None:
        """Keeps ``draft`` in place of what was kept under its key."""
        known = self._kept.pop(draft.key, None)
        self._kept[draft.key] = draft
        if known != draft:
            self._outcomes.when(self._drafting.keep(draft), otherwise=lambda _: None)

    def drop(self, key: str) -> None:
        """Forgets what is kept under ``key``; nothing kept is no error."""
        if self._kept.pop(key, None) is not None:
            self._outcomes.when(self._drafting.drop(key), otherwise=lambda _: None)

    def orphan(self, draft: KeptDraft) -> None:
        """Keeps ``draft`` as one of a new reply: the one that it was of is gone."""
        self.drop(draft.key)
        self.keep(replace(draft, key=self.key_for(None), base=None))
