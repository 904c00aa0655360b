"""Makes files as strangers do, with the real libraries."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.records import Pack
from kefu_desktop.packs.reading import read

MANIFEST: Mapping[str, Any] = {"format": 1, "uid": "team", "name": "团队话术", "version": "1.2"}


def lines(*records: Mapping[str, Any] | str | bytes) -> bytes:
    """Gives ``replies.ndjson``: objects as JSON, anything else as it is."""
    told = (
        json.dumps(one, ensure_ascii=False) if isinstance(one, Mapping) else one for one in records
    )
    return b"\n".join(one.encode() if isinstance(one, str) else one for one in told) + b"\n"


def reply(title: str = "发货时间", text: str = "今天就发。", **fields: Any) -> dict[str, Any]:
    return {"title": title, "variants": [text], **fields}


def kefupack(
    path: Path,
    replies: bytes,
    manifest: Mapping[str, Any] | bytes | None = None,
    media: Mapping[str, bytes] | None = None,
) -> Path:
    """Writes a pack as a zip and gives its path."""
    said = MANIFEST if manifest is None else manifest
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        data = said if isinstance(said, bytes) else json.dumps(said).encode()
        archive.writestr("manifest.json", data)
        archive.writestr("replies.ndjson", replies)
        for name, content in (media or {}).items():
            archive.writestr(name, content)
    return path


def folder(path: Path, replies: bytes, manifest: Mapping[str, Any] | None = None) -> Path:
    """Writes an unpacked pack and gives its path."""
    path.mkdir()
    (path / "manifest.json").write_text(json.dumps(manifest or MANIFEST), encoding="utf-8")
    (path / "replies.ndjson").write_bytes(replies)
    return path


def workbook(path: Path, sheets: Mapping[str, Iterable[Iterable[Any]]]) -> Path:
    """Writes a workbook with the rows of each sheet and gives its path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def rezipped(path: Path, changed: Mapping[str, bytes]) -> Path:
    """Gives the same zip with some members' bytes replaced or added."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (members | changed).items():
            archive.writestr(name, data)
    return path


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def texts(pack: Pack) -> dict[str, str]:
    """Gives the first wording of each record by its title."""
    return {record.title: record.variants[0] for record in pack.records}


def codes(pack: Pack) -> list[tuple[int, Code]]:
    """Gives the line and the code of each finding."""
    return [(finding.where.line, finding.code) for finding in pack.findings]


def refusal(path: Path) -> KefuError:
    """Gives the error with which a file is refused."""
    with pytest.raises(KefuError) as caught:
        read(path)
    return caught.value
