"""Our own format, ``.kefupack``: ``manifest.json``, ``replies.ndjson`` and ``media/``, in a zip or
in a folder. ``docs/FORMAT.md`` is its contract.

A folder is meant to be edited by hand and kept under version control, so there the counts and
digests of the manifest may be missing; where they are given they must be true.
"""

import codecs
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kefu_desktop.core.cleaning import clean_line, clean_text
from kefu_desktop.core.errors import Code, InvalidInput, KefuError
from kefu_desktop.core.model import (
    Attachment,
    Digest,
    Kind,
    Tag,
    Uid,
    check_category_name,
    check_uid,
)
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly, Draft
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.members import FolderMembers, Media, Members, ZipMembers, read_member

FORMAT = 1
MANIFEST = "manifest.json"
REPLIES = "replies.ndjson"
MEDIA = "media/"
WORD_LIMIT = 200
"""Characters of a pack's name, version, author and language; more is cut off."""

WORDS_LIMIT = 2000
"""Characters of what changed."""

_DIGEST = re.compile("[0-9a-f]{64}")


def read_kefupack(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a ``.kefupack`` file; raises KefuError when it is refused."""
    return _read(ZipMembers(path, limits), watch, limits)


def read_folder(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads an unpacked pack; raises KefuError when it is refused."""
    return _read(FolderMembers(path, limits), watch, limits)


def _read(members: Members, watch: Watch, limits: Limits) -> Pack:
    manifest = _manifest(members, limits)
    uid = _pack_uid(members, manifest)
    assembly = Assembly(uid, members.path, limits, exact=True)
    lines = _Lines(members, limits)
    media: dict[Digest, str] = {}
    for number, line in lines.numbered(watch):
        where = Where(REPLIES, number)
        try:
            draft = _draft(_object(line))
            for attachment in draft.attachments:
                media[attachment.digest] = _checked(members, attachment, media, limits)
        except KefuError as error:
            assembly.find(where, error.code, **error.params)
        else:
            assembly.take(draft, where)
    _check_told(members, manifest, lines)
    tags = tuple(_tags(manifest, assembly))
    return Pack(
        uid=uid,
        name=_word(manifest, "name") or members.path.stem,
        version=_word(manifest, "version"),
        author=_word(manifest, "author"),
        changes=_words(manifest, "changes"),
        language=_word(manifest, "language"),
        part=manifest.get("part") is True,
        records=assembly.taken(watch),
        tags=tags,
        categories=tuple(_categories(manifest, assembly)),
        media=Media(members, media, limits.media_bytes) if media else None,
        findings=tuple(assembly.findings),
    )


def _manifest(members: Members, limits: Limits) -> Mapping[str, Any]:
    data = read_member(members, MANIFEST, limits.manifest_bytes)
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise InvalidInput(Code.FILE_TOO_DEEP, path=str(members.path), member=MANIFEST) from None
    except ValueError as error:
        raise InvalidInput(Code.FILE_DAMAGED, path=str(members.path), member=MANIFEST) from error
    if not isinstance(said, dict):
        raise InvalidInput(Code.FILE_DAMAGED, path=str(members.path), member=MANIFEST)
    _check_format(members.path, said.get("format"))
    return said


def _check_format(path: Path, said: object) -> None:
    """``1`` and ``"1.4"`` are of format 1: a minor number tells of fields that may be ignored."""
    major = re.match(r"\d{1,9}", str(said)) if not isinstance(said, bool) else None
    if major is None or int(major[0]) < 1:
        raise InvalidInput(Code.FILE_DAMAGED, path=str(path), member=MANIFEST, field="format")
    if int(major[0]) > FORMAT:
        raise InvalidInput(Code.FILE_TOO_NEW, path=str(path), format=int(major[0]), known=FORMAT)


def _pack_uid(members: Members, manifest: Mapping[str, Any]) -> Uid:
    uid = manifest.get("uid")
    try:
        return check_uid(uid if isinstance(uid, str) else "")
    except InvalidInput:
        raise InvalidInput(
            Code.FILE_DAMAGED, path=str(members.path), member=MANIFEST, field="uid"
        ) from None


class _Lines:
    """The lines of the replies, counted and digested while they are read."""

    def __init__(self, members: Members, limits: Limits) -> None:
        self._members = members
        self._limits = limits
        self._sha = hashlib.sha256()
        self.count = 0

    @property
    def digest(self) -> str:
        return self._sha.hexdigest()

    def numbered(self, watch: Watch) -> Iterator[tuple[int, bytes]]:
        """Gives each line that is not blank with its number from 1."""
        total = self._members.size(REPLIES)
        if total is None:
            raise InvalidInput(Code.FILE_DAMAGED, path=str(self._members.path), member=REPLIES)
        if total > self._limits.member_bytes:
            raise InvalidInput(
                Code.FILE_TOO_LARGE,
                path=str(self._members.path),
                member=REPLIES,
                size=total,
                limit=self._limits.member_bytes,
            )
        for number, line in enumerate(self._lines(watch, total), start=1):
            if line.strip():
                self.count += 1
                yield number, line

    def _lines(self, watch: Watch, total: int) -> Iterator[bytes]:
        rest = b""
        read = 0
        for chunk in self._members.chunks(REPLIES):
            self._sha.update(chunk)
            read += len(chunk)
            watch.tell(read, total)
            *lines, rest = (rest + chunk).split(b"\n")
            yield from watch.quietly(lines)
            if len(rest) > self._limits.line_bytes:
                raise InvalidInput(
                    Code.FILE_TOO_LARGE,
                    path=str(self._members.path),
                    member=REPLIES,
                    size=len(rest),
                    limit=self._limits.line_bytes,
                )
        yield rest


def _check_told(members: Members, manifest: Mapping[str, Any], lines: _Lines) -> None:
    """A file cut off at the end of a line looks whole; what the manifest tells says otherwise."""
    digests, counts = manifest.get("digests"), manifest.get("counts")
    told = digests.get(REPLIES) if isinstance(digests, dict) else None
    if told is not None and told != lines.digest:
        raise InvalidInput(Code.FILE_DIGEST, path=str(members.path), member=REPLIES)
    count = counts.get("replies") if isinstance(counts, dict) else None
    if count is not None and count != lines.count:
        raise InvalidInput(Code.FILE_DAMAGED, path=str(members.path), member=REPLIES)


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(line.removeprefix(codecs.BOM_UTF8).decode())
    except UnicodeDecodeError:
        raise InvalidInput(Code.RECORD_INVALID, field="UTF-8") from None
    except (ValueError, RecursionError):
        raise InvalidInput(Code.RECORD_INVALID, field="JSON") from None
    if not isinstance(said, dict):
        raise InvalidInput(Code.RECORD_INVALID, field="JSON")
    return said


def _draft(said: Mapping[str, Any]) -> Draft:
    return Draft(
        uid=_string(said, "uid"),
        title=_string(said, "title"),
        variants=_strings(said, "variants"),
        kind=_kind(_string(said, "kind")),
        category=_strings(said, "category"),
        shortcut=_string(said, "shortcut"),
        tags=_strings(said, "tags"),
        asked_as=_strings(said, "asked_as"),
        notes=_string(said, "notes"),
        attachments=tuple(map(_attachment, _list(said, "attachments"))),
    )


def _kind(said: str) -> Kind:
    try:
        return Kind(said or Kind.REPLY)
    except ValueError:
        raise InvalidInput(Code.KIND_INVALID, kind=said[:40]) from None


def _string(said: Mapping[str, Any], field: str) -> str:
    value = said.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidInput(Code.RECORD_INVALID, field=field)
    return value


def _list(said: Mapping[str, Any], field: str) -> list[Any]:
    value = said.get(field)
    if value is None:
        return []
    if not isinstance(value, list):
        raise InvalidInput(Code.RECORD_INVALID, field=field)
    return value


def _strings(said: Mapping[str, Any], field: str) -> list[str]:
    values = _list(said, field)
    for value in values:
        if not isinstance(value, str):
            raise InvalidInput(Code.RECORD_INVALID, field=field)
    return values


def _attachment(said: object) -> Attachment:
    if not isinstance(said, dict):
        raise InvalidInput(Code.RECORD_INVALID, field="attachments")
    digest, size = _string(said, "digest"), said.get("size")
    if not _DIGEST.fullmatch(digest) or not isinstance(size, int) or isinstance(size, bool):
        raise InvalidInput(Code.RECORD_INVALID, field="attachments")
    name = clean_line(_string(said, "name")).text[:WORD_LIMIT]
    media_type = clean_line(_string(said, "media_type")).text[:WORD_LIMIT]
    return Attachment(Digest(digest), name, media_type, size)


def _checked(
    members: Members, attachment: Attachment, known: Mapping[Digest, str], limits: Limits
) -> str:
    """Gives the member of an attachment, whose bytes must be there and be what its digest says."""
    name = MEDIA + attachment.digest
    if members.size(name) != attachment.size:
        raise InvalidInput(Code.FILE_DIGEST, path=str(members.path), member=name)
    if attachment.digest not in known:
        Media(members, {attachment.digest: name}, limits.media_bytes)[attachment.digest]
    return name


def _word(manifest: Mapping[str, Any], field: str) -> str:
    value = manifest.get(field)
    known = isinstance(value, str | int | float) and not isinstance(value, bool)
    return clean_line(str(value)).text[:WORD_LIMIT] if known else ""


def _words(manifest: Mapping[str, Any], field: str) -> str:
    """Gives a text that may have several lines."""
    value = manifest.get(field)
    return clean_text(value).text[:WORDS_LIMIT].strip() if isinstance(value, str) else ""


def _tags(manifest: Mapping[str, Any], assembly: Assembly) -> Iterator[Tag]:
    told = manifest.get("tags")
    for said in told if isinstance(told, list) else ():
        try:
            if not isinstance(said, dict):
                raise InvalidInput(Code.RECORD_INVALID, field="tags")
            yield Tag(_string(said, "name"), _string(said, "group"))
        except InvalidInput as error:
            params = {"tag": "", **error.params}
            assembly.find(Where(MANIFEST), Code.RECORD_TAG_DROPPED, **params)


def _categories(manifest: Mapping[str, Any], assembly: Assembly) -> Iterator[tuple[str, ...]]:
    told = manifest.get("categories")
    for said in told if isinstance(told, list) else ():
        try:
            yield tuple(map(check_category_name, _strings({"category": said}, "category")))
        except InvalidInput as error:
            assembly.find(Where(MANIFEST), error.code, **error.params)
