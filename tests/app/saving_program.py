"""A colleague who edits the same reply: ``python -m tests.app.saving_program LIBRARY UID NAME N``.

Adds its name to the notes of the reply N times. Where somebody else was faster, it takes what they
wrote and adds to that. Prints how often that was.
"""

import sys
from pathlib import Path

from msgspec.structs import replace

from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.events import Events
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.keeping import Clash, Keeping
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.core.model import Uid
from kefu_desktop.core.sheets import Sheet
from tests.app.shop import StillClock, open_library


def main(path: Path, uid: Uid, name: str, times: int) -> None:
    live = LiveLibrary(
        InlineLane(),
        lambda: open_library(path, StillClock(), random_uid),
        Events(),
        SystemClock(),
    )
    keeping = Keeping(live, SystemClock(), random_uid)
    base = live.ask(lambda library: library.reply(uid)).result()
    print("ready", flush=True)
    sys.stdin.readline()
    clashes = 0
    for _ in range(times):
        while True:
            sheet = Sheet.of(base)
            answer = keeping.save(replace(sheet, notes=f"{sheet.notes}{name}\n"), base).result()
            if not isinstance(answer, Clash):
                base = answer.reply
                break
            assert answer.theirs is not None
            base, clashes = answer.theirs, clashes + 1
    live.close()
    print(clashes, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Uid(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
