"""Office files that are not read here say what to do with them."""

import zipfile
from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code
from tests.packs.making import refusal


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "话术.xls"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "format_"),
    [("Workbook", "Excel 97–2003 (.xls)"), ("WordDocument", "Word 97–2003 (.doc)")],
)
def test_old_office_files_say_what_to_do(tmp_path: Path, name: str, format_: str) -> None:
    stream = name.encode("utf-16-le") + bytes(64)
    error = refusal(written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream))
    assert (error.code, error.params["format"]) == (Code.FILE_RESAVE, format_)


def test_a_workbook_behind_a_password_says_so(tmp_path: Path) -> None:
    stream = "EncryptedPackage".encode("utf-16-le") + bytes(64)
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream
    assert refusal(written(tmp_path, data)).code is Code.FILE_LOCKED


@pytest.mark.parametrize(("kind", "format_"), [("spreadsheet", ".ods"), ("text", ".odt")])
def test_open_documents_say_what_to_do(tmp_path: Path, kind: str, format_: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
    error = refusal(path)
    assert error.code is Code.FILE_RESAVE
    assert format_ in str(error.params["format"])
