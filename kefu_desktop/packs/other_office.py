"""Files of office programs that are not read here, told apart so that somebody hears what to do:
open them in the program they are from and save them in a form that is read.
"""

from collections.abc import Sequence

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.packs.limits import read_bytes
from kefu_desktop.packs.probing import Probe

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_STREAMS: Sequence[tuple[str, str]] = (
    ("Workbook", "Excel 97–2003 (.xls)"),
    ("Book", "Excel 95 (.xls)"),
    ("WordDocument", "Word 97–2003 (.doc)"),
)
"""What a compound file holds, by the names of its streams ([MS-XLS] 2.1, [MS-DOC] 2.1)."""

_MEMBERS: Sequence[tuple[str, str]] = (
    ("xl/workbook.bin", "Excel (.xlsb)"),
    ("ppt/presentation.xml", "PowerPoint (.pptx)"),
    ("Index/Document.iwa", "Numbers / Pages"),
)
_DOCUMENT_OF_ODF = "content.xml"
_FLAT_ODF = b"<office:document"
_HEAD = 2048
_KINDS_OF_ODF = {"spreadsheet": "ODS (.ods)", "text": "ODT (.odt)"}
_BEGINNINGS: Sequence[tuple[bytes, str]] = (
    (b"{\\rtf", "RTF (.rtf)"),
    (b"MIME-Version:", "MHT (.mht)"),
)


def refuse_other_office(probe: Probe) -> None:
    """Raises :class:`InvalidInput` (FILE_RESAVE, FILE_LOCKED) for what an office program opens and
    this one does not.
    """
    if probe.head.startswith(_OLE):
        data = read_bytes(probe.path, probe.limits.file_bytes)
        if _LOCKED in data:
            raise InvalidInput(Code.FILE_LOCKED, path=str(probe.path))
        names = ((name.encode("utf-16-le") + b"\0\0", format_) for name, format_ in _STREAMS)
        found = next((format_ for name, format_ in names if name in data), "Microsoft Office 97")
    elif probe.is_zip:
        found = next((format_ for name, format_ in _MEMBERS if name in probe.names), "")
        found = found or _odf(probe)
    else:
        begun = (format_ for beginning, format_ in _BEGINNINGS if probe.head.startswith(beginning))
        found = next(begun, "OpenDocument" if _FLAT_ODF in probe.head[:_HEAD] else "")
    if found:
        raise InvalidInput(Code.FILE_RESAVE, path=str(probe.path), format=found)


def _odf(probe: Probe) -> str:
    """Its kind is told by the first member, which is not packed (OpenDocument 1.3, part 2, 3.3)."""
    if _DOCUMENT_OF_ODF not in probe.names:
        return ""
    told = probe.head[:200]
    marked = b"application/vnd.oasis.opendocument" in told
    kinds = (name for kind, name in _KINDS_OF_ODF.items() if f".{kind}".encode() in told)
    return next(kinds, "OpenDocument") if marked else ""
