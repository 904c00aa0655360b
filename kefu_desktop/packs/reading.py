"""Reads any file that can be read, whatever its name is.

A new format is a module with a reader, and a line here.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from kefu_desktop.core.records import Pack
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.csv_file import read_csv
from kefu_desktop.packs.detect import FileKind, detect
from kefu_desktop.packs.kefupack import read_folder, read_kefupack
from kefu_desktop.packs.limits import Limits

Reader = Callable[[Path, Watch, Limits], Pack]


def _read_xlsx(path: Path, watch: Watch, limits: Limits) -> Pack:
    # Loading openpyxl takes longer than reading most packs, and few read a workbook.
    from kefu_desktop.packs.xlsx import read_xlsx

    return read_xlsx(path, watch, limits)


_READERS: Mapping[FileKind, Reader] = {
    FileKind.KEFUPACK: read_kefupack,
    FileKind.FOLDER: read_folder,
    FileKind.XLSX: _read_xlsx,
    FileKind.CSV: read_csv,
}


def read(path: Path, watch: Watch = Watch(), limits: Limits = Limits()) -> Pack:  # noqa: B008
    """Reads a file or folder into a pack; what could not be taken is among its findings.

    Raises :class:`~kefu_desktop.core.errors.KefuError` when the file is refused whole, and
    :class:`~kefu_desktop.core.watching.Cancelled` when ``watch`` says so. Writes nothing anywhere.
    """
    return _READERS[detect(path, limits)](path, watch, limits)
