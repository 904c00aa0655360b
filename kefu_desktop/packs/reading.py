"""Reads any file that can be read, whatever its name is.

A new format is a module with a reader, and a line in :mod:`kefu_desktop.packs.foreign.formats`.
"""

from pathlib import Path

from kefu_desktop.core.records import Pack
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.detect import detect
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.probing import Probe


def read(path: Path, watch: Watch = Watch(), limits: Limits = Limits()) -> Pack:  # noqa: B008
    """Reads a file or folder into a pack; what could not be taken is among its findings.

    Raises :class:`~kefu_desktop.core.errors.KefuError` when the file is refused whole, and
    :class:`~kefu_desktop.core.watching.Cancelled` when ``watch`` says so. Writes nothing anywhere.
    """
    return detect(Probe(path, limits)).read(path, watch, limits)
