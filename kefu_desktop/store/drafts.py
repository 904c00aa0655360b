"""Files that come into being whole: written under another name beside their place, then renamed.

A program that stops half-way leaves a draft, never half a library under a library's name.
"""

import contextlib
import os
import secrets
import shutil
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
    _settle(path.parent)


def overwrite(path: Path, data: bytes) -> None:
    """Makes ``data`` what the file ``path`` holds, in one step: a reader, and whoever looks after a
    power cut, finds what was there before or all of ``data``. On the disk when this returns.

    Who may read the file stays as it was; a new one is the user's alone. Raises OSError; then the
    file is as it was.
    """
    with draft_of(path) as draft:
        draft.touch(mode=0o600, exist_ok=False)
        if path.exists():
            shutil.copymode(path, draft)
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    if os.name != "nt":
        _settle(path.parent)


def clear_up(folder: Path) -> None:
    """Removes what programs that were killed have left half-way in ``folder``. Nobody may be
    writing there.
    """
    for left in folder.glob(".*.new"):
        with contextlib.suppress(OSError):
            left.unlink()


def _settle(folder: Path) -> None:
    """Has the names in ``folder`` written down: an fsync of a file covers its content only."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
