"""Writes packs to share. ``.kefupack`` holds everything, the other formats what they have a place
for; what they have none for is told.

A file appears whole or not at all: it is written beside its place and then put there.
"""

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from kefu_desktop.core.errors import Code, InvalidInput, MachineFault
from kefu_desktop.core.model import Millis
from kefu_desktop.core.records import Finding, Pack
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.kefupack import MANIFEST
from kefu_desktop.packs.kefupack_out import members_of, write_kefupack

Findings = tuple[Finding, ...]
Writer = Callable[[BinaryIO, Pack, Millis, Watch], Findings]


def _write_kefupack(file: BinaryIO, pack: Pack, created: Millis, watch: Watch) -> Findings:
    write_kefupack(file, pack, created, watch)
    return ()


def _write_csv(file: BinaryIO, pack: Pack, created: Millis, watch: Watch) -> Findings:
    # Tables bring openpyxl, which takes longer to load than most packs to write.
    from kefu_desktop.packs.tables_out import write_csv

    return write_csv(file, pack, created, watch)


def _write_xlsx(file: BinaryIO, pack: Pack, created: Millis, watch: Watch) -> Findings:
    from kefu_desktop.packs.tables_out import write_xlsx

    return write_xlsx(file, pack, created, watch)


def _write_espanso(file: BinaryIO, pack: Pack, created: Millis, watch: Watch) -> Findings:
    from kefu_desktop.packs.espanso_out import write_espanso

    return write_espanso(file, pack, created, watch)


def _write_markdown(file: BinaryIO, pack: Pack, created: Millis, watch: Watch) -> Findings:
    from kefu_desktop.packs.markdown_out import write_markdown

    return write_markdown(file, pack, created, watch)


_WRITERS: Mapping[str, Writer] = {
    ".kefupack": _write_kefupack,
    ".xlsx": _write_xlsx,
    ".csv": _write_csv,
    ".yml": _write_espanso,
    ".md": _write_markdown,
}


def write(
    path: Path,
    pack: Pack,
    created: Millis,
    watch: Watch = Watch(),  # noqa: B008
) -> Findings:
    """Writes ``pack`` in the format that the ending of ``path`` names; gives what that format has
    no place for. A folder that is empty or holds a pack already takes it unpacked.

    Raises:
        InvalidInput: FILE_NOT_WRITTEN_SO for an ending that no format has; FILE_EXISTS for a folder
            of something else; TEXT_TOO_LONG for what a cell of a workbook cannot hold.
        MachineFault: FILE_UNWRITABLE, DISK_FULL; then there is what was there before.
        Cancelled: when ``watch`` says so; then there is what was there before.
    """
    with _sorted_faults(path):
        if path.is_dir():
            _write_folder(path, pack, created, watch)
            return ()
        writer = _WRITERS.get(path.suffix.lower())
        if writer is None:
            raise InvalidInput(Code.FILE_NOT_WRITTEN_SO, path=str(path))
        with _replacing(path) as file:
            return writer(file, pack, created, watch)


def _write_folder(path: Path, pack: Pack, created: Millis, watch: Watch) -> None:
    if any(path.iterdir()) and not (path / MANIFEST).is_file():
        raise InvalidInput(Code.FILE_EXISTS, path=str(path))
    # The manifest comes last: it tells what the other files must be.
    for name, data in members_of(pack, created, watch):
        place = path / name
        place.parent.mkdir(exist_ok=True)
        with _replacing(place) as file:
            file.write(data)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` when it was written without an exception."""
    beside = path.with_name(f".{path.name[:40]}-{uuid4().hex}")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


@contextmanager
def _sorted_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        code = Code.DISK_FULL if full else Code.FILE_UNWRITABLE
        raise MachineFault(code, path=str(path), reason=error.strerror or "") from error
