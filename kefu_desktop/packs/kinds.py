"""The kinds of file that are read, and what a format has to tell of itself."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from kefu_desktop.core.columns import Layouts, Table
from kefu_desktop.core.records import Pack
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.probing import Probe

Reader = Callable[[Path, Watch, Limits], Pack]


class FileKind(StrEnum):
    """The kinds of file that are read."""

    KEFUPACK = "kefupack"
    FOLDER = "folder"
    XLSX = "xlsx"
    WEB_TABLE = "html"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"
    ESPANSO = "espanso"
    BEEFTEXT = "beeftext"
    TEXTEXPANDER = "textexpander"
    ALFRED = "alfred"
    RAYCAST = "raycast"
    AUTOKEY = "autokey"
    QUICKTEXT = "quicktext"
    QUICKKV = "quickkv"
    SOGOU = "sogou"
    DIALOGUE = "dialogue"
    DOCX = "docx"


class Format(Struct, frozen=True):
    """A kind of file: whether one is of this kind, and how it is read.

    ``fits`` may raise KefuError for what is of this kind and cannot be read at all. A format of
    tables can also show them (``sample``) and read them as they are said to be laid out.
    """

    kind: FileKind
    fits: Callable[[Probe], bool]
    read: Reader
    sample: Callable[[Path, Limits], tuple[Table, ...]] | None = None
    read_laid_out: Callable[[Path, Watch, Limits, Layouts], Pack] | None = None
