"""What was wrong with a file that was imported, as a list to hand back to who made it.

The list says where and why, never what a record said.
"""

import csv
import errno
import io
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from kefu_desktop.core.errors import Code, MachineFault


class Problem(Struct, frozen=True):
    """One line of the list, worded: the place in the file, its line (0: the whole), and why."""

    source: str
    line: int
    reason: str


def save(path: Path, head: tuple[str, str, str], problems: Iterable[Problem]) -> None:
    """Writes ``problems`` to ``path``, whole or not at all: CSV that Excel opens and never runs
    where the name ends so, else plain text. ``head`` names the columns.

    Raises MachineFault: FILE_UNWRITABLE, DISK_FULL; then there is what was there before.
    """
    # Not before: the store brings the database along.
    from kefu_desktop.store.drafts import overwrite

    written = _csv(head, problems) if path.suffix.lower() == ".csv" else _text(problems)
    try:
        overwrite(path, written)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        code = Code.DISK_FULL if full else Code.FILE_UNWRITABLE
        raise MachineFault(code, path=str(path), reason=error.strerror or "") from error


def _csv(head: tuple[str, str, str], problems: Iterable[Problem]) -> bytes:
    from kefu_desktop.packs.cells import defused

    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(head)
    for problem in problems:
        line = str(problem.line) if problem.line else ""
        rows.writerow([defused(problem.source), line, defused(problem.reason)])
    return text.getvalue().encode("utf-8-sig", "replace")


def _text(problems: Iterable[Problem]) -> bytes:
    lines = (
        f"{problem.source}:{problem.line}: {problem.reason}"
        if problem.line
        else f"{problem.source}: {problem.reason}"
        for problem in problems
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
