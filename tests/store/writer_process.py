"""A second program on the same library: ``python -m tests.store.writer_process VERB PATH NAME``.

``add`` commits replies without end, one a line on standard output once the door has answered;
``add N`` stops after N. ``hold`` takes the write lock and keeps it until standard input closes.
``make`` opens or makes the library as soon as standard input closes.
"""

import sys
import time
from pathlib import Path

from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.store.connection import connect, writing
from kefu_desktop.store.library import Library
from tests.store.making import MIGRATIONS, adding, reply


def main(verb: str, name: str, path: Path, count: int) -> None:
    if verb == "hold":
        db = connect(path, "rw")
        with writing(db, path):
            print("held", flush=True)
            sys.stdin.read()
        db.close()
        return
    if verb == "make":
        print("ready", flush=True)
        sys.stdin.read()
    library = Library.open(
        path,
        MIGRATIONS,
        clock=lambda: Millis(time.time_ns() // 1_000_000),
        new_uid=lambda: Uid(f"library-of-{name}"),
        patience=60,
    )
    with library:
        number = 0
        while verb == "add" and number != count:
            uid = f"{name}-{number}"
            library.commit(adding(reply(uid, shortcut=uid, tags=("甲", "乙"))))
            print(uid, flush=True)
            number += 1
            if number % 10 == 0:
                # A step of the other process may be the newest: then its reply goes.
                print(f"undone {library.undo().changes[0].key[1]}", flush=True)
        print(f"done {library.uid()}", flush=True)


if __name__ == "__main__":
    limit = int(sys.argv[4]) if len(sys.argv) > 4 else -1
    main(sys.argv[1], sys.argv[3], Path(sys.argv[2]), limit)
