"""Somebody who writes until the power goes: ``python -m tests.app.drafting_program FOLDER``.

Keeps one letter more of the same draft again and again, with an image that comes and goes, and
prints how many letters there are each time they are on the disk.
"""

import hashlib
import sys
from pathlib import Path

from kefu_desktop.app.clock import SystemClock
from kefu_desktop.app.drafting import Drafting
from kefu_desktop.app.events import Events
from kefu_desktop.app.jobs import ThreadLane
from kefu_desktop.core.changes import Content
from kefu_desktop.core.model import Digest
from kefu_desktop.core.sheets import KeptDraft, Sheet
from kefu_desktop.store.unsaved import Unsaved


def draft_of(letters: int) -> KeptDraft:
    """What is written after so many keys; every fifth time with an image of its own."""
    data = f"image {letters}".encode() * 1000
    content = Content(Digest(hashlib.sha256(data).hexdigest()), data)
    sheet = Sheet(title=str(letters), texts=("字" * letters,))
    contents = (content,) if letters % 5 == 0 else ()
    return KeptDraft(key="new-1", base=None, sheet=sheet, contents=contents)


def main(folder: Path) -> None:
    drafting = Drafting(ThreadLane("drafts"), Unsaved(folder), Events(), SystemClock())
    letters = 0
    while True:
        letters += 1
        drafting.keep(draft_of(letters)).result()
        print(letters, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
