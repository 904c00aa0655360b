"""What kind of file it is, told from what is in it. A name may lie, or have no ending at all."""

import re
from collections.abc import Iterator

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.packs.kefupack import MANIFEST, read_folder, read_kefupack
from kefu_desktop.packs.kinds import FileKind, Format
from kefu_desktop.packs.other_office import refuse_other_office
from kefu_desktop.packs.probing import Probe

# JSON, XML and HTML are text and no tables, though some commas are in them.
_OTHER_TEXT = re.compile(r"\s*(?:[{\[]\s*[\"{\[\]}]|<(?:[?!]|html\b|plist\b))", re.IGNORECASE)


def detect(probe: Probe) -> Format:
    """Gives the format of a file or folder; raises :class:`InvalidInput` (FILE_UNKNOWN) where it
    has none of ours, (FILE_RESAVE, FILE_LOCKED) where an office program would have to open it.
    """
    refuse_other_office(probe)
    found = next((one for one in _formats() if one.fits(probe)), None)
    if found is None:
        raise InvalidInput(Code.FILE_UNKNOWN, path=str(probe.path))
    return found


def _formats() -> Iterator[Format]:
    """Gives the formats in the order they are asked. Our own come first and load nothing that only
    other programs' files need; nearly any text would do as a table, so tables come last.
    """
    yield Format(FileKind.KEFUPACK, _is_kefupack, read_kefupack)
    yield Format(FileKind.FOLDER, _is_unpacked, read_folder)
    from kefu_desktop.packs.xlsx import read_xlsx, sample_xlsx

    yield Format(FileKind.XLSX, _is_workbook, read_xlsx, sample_xlsx, read_xlsx)
    from kefu_desktop.packs.markdown_in import is_printed, read_printed

    yield Format(FileKind.MARKDOWN, is_printed, read_printed)
    from kefu_desktop.packs.foreign.formats import FORMATS

    yield from FORMATS
    from kefu_desktop.packs.json_tables import is_json_table, read_json_table, sample_json_table

    yield Format(FileKind.JSON, is_json_table, read_json_table, sample_json_table, read_json_table)
    from kefu_desktop.packs.web_tables import is_web_table, read_web_table, sample_web_table

    yield Format(FileKind.WEB_TABLE, is_web_table, read_web_table, sample_web_table, read_web_table)
    from kefu_desktop.packs.csv_file import read_csv, sample_csv

    yield Format(FileKind.CSV, _is_table, read_csv, sample_csv, read_csv)


def _is_kefupack(probe: Probe) -> bool:
    return probe.is_zip and MANIFEST in probe.names


def _is_unpacked(probe: Probe) -> bool:
    return probe.is_folder and (probe.path / MANIFEST).is_file()


def _is_workbook(probe: Probe) -> bool:
    return probe.is_zip and "xl/workbook.xml" in probe.names


def _is_table(probe: Probe) -> bool:
    return probe.text is not None and not _OTHER_TEXT.match(probe.text[:4096])
