"""What was written and is neither saved nor thrown away, at hand for the editor.

The drafts on the disk are read once; from then on what is kept here and there is the same.
"""

from collections.abc import Callable

from msgspec.structs import replace

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
        self._earlier: set[str] = set()
        self._loaded = False
        self._given_out: set[str] = set()

    def load(self, loaded: Callable[[], object]) -> None:
        """Reads what an earlier run left; then calls ``loaded``. Until that is done nothing is
        written, so that what is being written now does not take the place of what was left.
        """

        def arrived(found: tuple[KeptDraft, ...]) -> None:
            self._loaded = True
            waiting, self._kept = self._kept, {}
            # The newest come first, and the newest here is the last.
            for draft in reversed(found):
                renamed = self._rename(draft) if draft.key in self._given_out else draft
                self._kept[renamed.key] = renamed
                self._earlier.add(renamed.key)
            for draft in waiting.values():
                self.keep(draft)
            self._given_out.clear()
            loaded()

        self._outcomes.when(self._drafting.all(), arrived, lambda _: arrived(()))

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

    def left_over(self, uid: Uid | None) -> KeptDraft | None:
        """Gives the newest draft that an earlier run left, of another reply than ``uid``: nobody
        knows any more where to look for it.
        """
        fitting = [
            draft
            for key, draft in self._kept.items()
            if key in self._earlier and (draft.base.uid if draft.base else None) != uid
        ]
        return fitting[-1] if fitting else None

    def key_for(self, uid: Uid | None) -> str:
        """Gives a key under which nothing is kept, for a draft of the reply ``uid``."""
        if uid is None or uid in self._kept:
            return f"new-{random_uid()}"
        if not self._loaded:
            self._given_out.add(uid)
        return uid

    def keep(self, draft: KeptDraft) -> None:
        """Keeps ``draft`` in place of what was kept under its key."""
        known = self._kept.pop(draft.key, None)
        self._earlier.discard(draft.key)
        self._kept[draft.key] = draft
        if self._loaded and known != draft:
            self._outcomes.when(self._drafting.keep(draft), otherwise=lambda _: None)

    def drop(self, key: str) -> None:
        """Forgets what is kept under ``key``; nothing kept is no error."""
        if self._kept.pop(key, None) is not None:
            self._outcomes.when(self._drafting.drop(key), otherwise=lambda _: None)

    def _rename(self, draft: KeptDraft) -> KeptDraft:
        """Makes room under the key of ``draft``, and gives it with its new one."""
        renamed = replace(draft, key=self.key_for(None))
        self.keep(renamed)
        self._outcomes.when(self._drafting.drop(draft.key), otherwise=lambda _: None)
        return renamed

    def orphan(self, draft: KeptDraft) -> None:
        """Keeps ``draft`` as one of a new reply: the one that it was of is gone."""
        self.drop(draft.key)
        self.keep(replace(draft, key=self.key_for(None), base=None))
