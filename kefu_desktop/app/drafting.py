"""Drafts: what was written and is neither saved nor thrown away, kept through a crash.

Whoever keeps drafts need not look at the futures: what goes wrong is published. A disk that refuses
each letter of a text is told of once, until a draft is kept again.
"""

from __future__ import annotations

from concurrent.futures import Future

from kefu_desktop.core.sheets import KeptDraft


class Drafting:
    """Keeps drafts on the disk, on a lane of its own. Contents of images included."""

    def keep(self, draft: KeptDraft) -> Future[None]:
        """Keeps ``draft`` under its ``key``, in place of what was kept under it, with the moment it
        is kept at. The future is done when it is on the disk: a kill or a power cut after that
        takes nothing away. To be called when somebody pauses, not at each key.
        """
        raise NotImplementedError

    def drop(self, key: str) -> Future[None]:
        """Forgets what is kept under ``key``; nothing kept is no error."""
        raise NotImplementedError

    def all(self) -> Future[tuple[KeptDraft, ...]]:
        """Gives what is kept, the newest first. A file that cannot be understood is put aside and
        published (DRAFT_DAMAGED); the others are given all the same.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Finishes what is queued and ends. Closing twice is no error."""
