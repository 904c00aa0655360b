"""Reads any file that can be read, whatever its name is.

A new format is a module with a reader, and a line in :mod:`kefu_desktop.packs.foreign.formats`.
"""

from pathlib import Path

from msgspec.structs import replace

from kefu_desktop.core.columns import NO_LAYOUTS, Layouts, Table
from kefu_desktop.core.records import Pack
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.detect import detect
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.probing import Probe


def read(
    path: Path,
    watch: Watch = Watch(),  # noqa: B008
    limits: Limits = Limits(),  # noqa: B008
    layouts: Layouts = NO_LAYOUTS,
) -> Pack:
    """Reads a file or folder into a pack; what could not be taken is among its findings.

    ``layouts`` say of tables what their columns mean; other formats have none.

    Raises :class:`~kefu_desktop.core.errors.KefuError` when the file is refused whole, and
    :class:`~kefu_desktop.core.watching.Cancelled` when ``watch`` says so. Writes nothing anywhere.
    """
    found = detect(Probe(path, limits))
    if found.read_laid_out is not None:
        pack = found.read_laid_out(path, watch, limits, layouts)
    else:
        pack = found.read(path, watch, limits)
    return replace(pack, format=found.kind.value)


def sample(path: Path, limits: Limits = Limits()) -> tuple[Table, ...]:  # noqa: B008
    """Gives the tables of a file by their first rows, also where nothing tells what their columns
    mean; none for a file of another format. Raises KefuError as :func:`read` does.
    """
    found = detect(Probe(path, limits))
    return found.sample(path, limits) if found.sample is not None else ()


def try_out(table: Table, path: Path) -> Pack:
    """Gives what the first rows of a table of ``path`` come to, laid out as the table says."""
    # Not before it is asked for: most files are no tables.
    from kefu_desktop.packs import trying

    return trying.try_out(table, path)
