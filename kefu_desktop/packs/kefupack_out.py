"""Writes our own format. The same pack gives the same bytes, so that a folder of packs can be
compared and kept under version control.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Digest, Kind, Millis
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.kefupack import FORMAT, MANIFEST, MEDIA, REPLIES

_EPOCH_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def write_kefupack(file: BinaryIO, pack: Pack, created: Millis, watch: Watch) -> None:
    """Writes the zip."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members_of(pack, created, watch):
            member = zipfile.ZipInfo(name, _EPOCH_OF_ZIP)
            # Images are packed already.
            stored = name.startswith(MEDIA)
            member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)


def members_of(pack: Pack, created: Millis, watch: Watch) -> Iterator[tuple[str, bytes]]:
    """Gives the members of a pack, the manifest last.

    Raises :class:`InvalidInput` (FILE_DIGEST) for an image that the pack does not hold.
    """
    total = len(pack.records)
    replies = b"".join(map(_line, watch.over(pack.records, total)))
    yield REPLIES, replies
    shown = {a.digest: None for record in pack.records for a in record.attachments}
    for digest in shown:
        yield MEDIA + digest, _image(pack, digest)
    manifest = {
        "format": FORMAT,
        "uid": pack.uid,
        "name": pack.name,
        "version": pack.version,
        "author": pack.author,
        "changes": pack.changes,
        "language": pack.language,
        **({"part": True} if pack.part else {}),
        "created": _spelled(created),
        "counts": {"replies": total, "media": len(shown)},
        "digests": {REPLIES: hashlib.sha256(replies).hexdigest()},
        "tags": [{"name": tag.name, "group": tag.group} for tag in pack.tags],
        "categories": pack.categories,
    }
    yield MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def _image(pack: Pack, digest: Digest) -> bytes:
    data = (pack.media or {}).get(digest)
    if data is None:
        raise InvalidInput(Code.FILE_DIGEST, member=MEDIA + digest)
    return data


def _line(record: Record) -> bytes:
    """What is empty is left out, so that a line is no longer than what it says."""
    said: dict[str, Any] = {
        "uid": record.uid,
        "kind": "" if record.kind is Kind.REPLY else record.kind.value,
        "title": record.title,
        "category": record.category,
        "shortcut": record.shortcut,
        "tags": record.tags,
        "variants": record.variants,
        "asked_as": record.asked_as,
        "notes": record.notes,
        "attachments": [
            {
                "digest": attachment.digest,
                "name": attachment.name,
                "media_type": attachment.media_type,
                "size": attachment.size,
            }
            for attachment in record.attachments
        ],
    }
    kept = {field: value for field, value in said.items() if value}
    return (json.dumps(kept, ensure_ascii=False) + "\n").encode()


def _spelled(moment: Millis) -> str:
    return datetime.fromtimestamp(moment / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
