"""Files that come into being whole: written under another name beside their place, then renamed.

A program that stops half-way leaves a draft, never half a library under a library's name.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

_BESIDE = ("", "-journal", "-wal", "-shm")


@contextlib.contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """Gives a name for what is to become ``path``; what is left under it at the end is removed."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}.new")
    try:
        yield draft
    finally:
        for suffix in _BESIDE:
            # A disk that refuses this has refused the draft before, and that is what is told.
            with contextlib.suppress(OSError):
                draft.with_name(draft.name + suffix).unlink()


def publish(finished: Path, path: Path) -> None:
    """Gives ``finished`` the name ``path`` in one step.

    Raises:
        FileExistsError: there is one already; neither is touched.
    """
    if os.name == "nt":
        finished.rename(path)
        return
    try:
        os.link(finished, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems (exFAT, many network drives) have no hard links.
        if path.exists():
            raise FileExistsError(path) from None
        finished.rename(path)
    else:
        finished.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
