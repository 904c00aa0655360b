"""Writes ``db/schema.sql`` anew: ``python -m kefu_desktop.store.schema db``.

The file is for people to read; the program runs the migrations and never this.
"""

import sys
from pathlib import Path

from kefu_desktop.store.migrations import load, schema_of

HEADER = "-- Made by `python -m kefu_desktop.store.schema db` from migrations/; edit those.\n\n"


def schema_file(folder: Path) -> str:
    """Gives what ``schema.sql`` in ``folder`` must hold."""
    return HEADER + schema_of(load(folder / "migrations"))


def main(arguments: list[str]) -> None:
    """Writes ``schema.sql`` into the folder named on the command line."""
    folder = Path(*arguments)
    (folder / "schema.sql").write_text(schema_file(folder), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
