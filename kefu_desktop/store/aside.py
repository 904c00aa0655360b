"""Moves a library file out of the way without losing a byte of it, and the files SQLite keeps
beside it.

What was committed last may stand only in the ``-wal`` file; so the three move together.
"""

from pathlib import Path

from kefu_desktop.core.model import Millis
from kefu_desktop.store.connection import fault_of_file, shm_of, wal_of
from kefu_desktop.store.moments import moment_name


def put_aside(path: Path, *, at: Millis) -> Path:
    """Moves the library at ``path`` to ``NAME.aside-MOMENT.db`` beside it and gives its new place.

    No connection may be open. The library file itself goes last, so that a stop half-way is seen
    and mended by doing it again.

    Raises:
        MachineFault: the file system refused, or a program on Windows has the file open.
    """
    at = Millis(at)
    target = _target(path, at)
    while any(one.exists() for one in (target, wal_of(target), shm_of(target))):
        at = Millis(at + 1)
        target = _target(path, at)
    for old, new in (
        (wal_of(path), wal_of(target)),
        (shm_of(path), shm_of(target)),
        (path, target),
    ):
        try:
            if old.exists():
                old.rename(new)
        except OSError as error:
            raise fault_of_file(error, path) from error
    return target


def _target(path: Path, at: Millis) -> Path:
    return path.with_name(f"{path.stem}.aside-{moment_name(at)}{path.suffix}")
