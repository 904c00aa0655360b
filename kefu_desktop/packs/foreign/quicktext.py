"""The library of QuickText, as a folder or as the zip that it exports.

``index.json`` tells the order of the categories and their files, each a list of snippets; images
lie in ``images/``. A file that the index does not know (a copy that a synced folder made, say) is
read all the same, behind the others, and the trash is left alone.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from kefu_desktop.core.errors import Code, InvalidInput, KefuError
from kefu_desktop.core.model import Attachment, Digest, check_uid
from kefu_desktop.core.pictures import BrokenPictureError, extent_of
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly, Draft, Remark, derived_uid, pack_uid
from kefu_desktop.packs.documents import objects_of, parse_json, text_of
from kefu_desktop.packs.foreign.quicktext_variables import Body, composed
from kefu_desktop.packs.foreign.shortcuts import shortcut_of
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.members import Media, Members, open_members, read_member
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.text_encoding import decode

_INDEX = "index.json"
_TRASH = "trash.json"
_IMAGES = "images/"
_MARKS = frozenset({"abbr", "useVariables", "outputMode", "imagePath"})
_PIXELS = 40_000_000


class _File(NamedTuple):
    """A file of snippets and the category that they lie in."""

    member: str
    category: str


def is_quicktext(probe: Probe) -> bool:
    """Whether an index is there and a list of snippets that are QuickText's."""
    root = _root(probe.names)
    if probe.members is None or root is None:
        return False
    for file in _files(probe.members, root, None):
        try:
            document = _document(probe.members, file.member, probe.limits)
        except KefuError:
            continue
        if any(
            said and "body" in said and _MARKS & said.keys() for _, said in objects_of(document)
        ):
            return True
    return False


def read_quicktext(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a folder or a zip; raises KefuError when it is refused."""
    members = open_members(path, limits)
    names = members.names()
    root = _root(names)
    if root is None:
        raise InvalidInput(Code.FILE_UNKNOWN, path=str(path))
    assembly = Assembly(pack_uid(path), path, limits)
    try:
        index = _document(members, root + _INDEX, limits)
    except InvalidInput as error:
        index = None
        assembly.find(Where(root + _INDEX), error.code, **error.params)
    files = _files(members, root, index)
    found: list[tuple[_File, int, Mapping[str, Any] | None]] = []
    for file in watch.over(files, len(files)):
        try:
            document = _document(members, file.member, limits)
        except InvalidInput as error:
            assembly.find(Where(file.member), error.code, **error.params)
            continue
        if not isinstance(document, list):
            assembly.find(Where(file.member), Code.MEMBER_LEFT, member=file.member)
            continue
        found += ((file, ordinal, said) for ordinal, said in objects_of(document))
    snippets = _by_name(said for _, _, said in found if said is not None)
    images = _Images(members, root, limits)
    for file, ordinal, said in watch.over(found, len(found)):
        where = Where(file.member, ordinal)
        if said is None:
            assembly.find(where, Code.RECORD_INVALID, field="JSON")
        else:
            assembly.take(_draft(said, file, snippets, images), where)
    read = {_INDEX, *(file.member.removeprefix(root) for file in files)}
    for name in sorted(names):
        own = name.removeprefix(root)
        if own not in read and not own.startswith(_IMAGES) and not own.endswith("/"):
            assembly.find(Where(name), Code.MEMBER_LEFT, member=name)
    return Pack(
        uid=assembly.pack,
        name=path.stem,
        records=tuple(assembly.records),
        media=images.media() if images.members_by_digest else None,
        findings=tuple(assembly.findings),
    )


def _root(names: frozenset[str]) -> str | None:
    """Gives what stands before the index: nothing, or the one folder that was packed."""
    if _INDEX in names:
        return ""
    inner = [name for name in names if name.count("/") == 1 and name.endswith(f"/{_INDEX}")]
    return inner[0].removesuffix(_INDEX) if len(inner) == 1 else None


def _document(members: Members, member: str, limits: Limits) -> Any:
    text = decode(read_member(members, member, limits.text_bytes), members.path).text
    return parse_json(text.removeprefix("\ufeff"), members.path, limits, member)


def _files(members: Members, root: str, index: Any) -> list[_File]:
    """Gives the files of snippets that are there, those of the index first."""
    present = {
        name.removeprefix(root)
        for name in members.names()
        if name.startswith(root) and "/" not in name.removeprefix(root) and name.endswith(".json")
    } - {_INDEX, _TRASH}
    files: dict[str, _File] = {}
    for name, file in _told(index):
        if file in present:
            files.setdefault(file, _File(root + file, name))
    for file in sorted(present - files.keys()):
        files[file] = _File(root + file, PurePosixPath(file).stem)
    return list(files.values())


def _told(index: Any) -> Iterator[tuple[str, str]]:
    """Gives the name and file of each category that the index tells."""
    listed = index.get("categories") if isinstance(index, dict) else index
    for _, said in objects_of(listed):
        if said is not None:
            name, file = text_of(said, "name"), text_of(said, "file")
            file = file or f"{name}.json"
            yield name or PurePosixPath(file).stem, file


def _by_name(found: Iterator[Mapping[str, Any]]) -> Mapping[str, Body]:
    """Gives what may be taken in by name; of two with one name the first."""
    snippets: dict[str, Body] = {}
    for said in found:
        snippets.setdefault(text_of(said, "name").strip(), _body(said))
    return snippets


def _body(said: Mapping[str, Any]) -> Body:
    return Body(text_of(said, "body"), said.get("useVariables") is True)


def _draft(
    said: Mapping[str, Any], file: _File, snippets: Mapping[str, Body], images: "_Images"
) -> Draft:
    name = text_of(said, "name").strip()
    text, remarks = composed(name, _body(said), snippets)
    shortcut = shortcut_of(text_of(said, "abbr"))
    attachments: tuple[Attachment, ...] = ()
    picture = text_of(said, "imagePath").strip()
    if picture:
        attachment = images.attachment(picture)
        if attachment is None:
            remarks += (Remark(Code.RECORD_PICTURE_LEFT, {"name": picture[:80]}),)
        else:
            # An image that has no place in the text is sent behind it.
            attachments = (attachment,)
            text = text if text.strip() else "{图片}"
    return Draft(
        title=name,
        variants=[text],
        uid=_uid(text_of(said, "id")),
        category=[part for part in file.category.split("/") if part],
        shortcut=shortcut.word,
        notes=shortcut.notes,
        attachments=attachments,
        remarks=[*remarks, *shortcut.remarks],
    )


def _uid(said: str) -> str:
    if not said:
        return ""
    try:
        return check_uid(said)
    except InvalidInput:
        return derived_uid("quicktext", said)


class _Images:
    """The images that snippets show, each looked at once."""

    def __init__(self, members: Members, root: str, limits: Limits) -> None:
        self._members = members
        self._root = root
        self._limits = limits
        self._known: dict[str, Attachment | None] = {}
        self.members_by_digest: dict[Digest, str] = {}

    def attachment(self, path: str) -> Attachment | None:
        """Gives the image at ``path`` within the library; None for what is none or lies outside."""
        name = path.replace("\\", "/")
        if name not in self._known:
            try:
                self._known[name] = self._look_at(name)
            except (InvalidInput, BrokenPictureError):
                self._known[name] = None
        return self._known[name]

    def media(self) -> Media:
        """Gives the bytes of all images that were found."""
        return Media(self._members, self.members_by_digest, self._limits.media_bytes)

    def _look_at(self, name: str) -> Attachment | None:
        member = self._root + name
        if self._members.size(member) is None:
            return None
        data = read_member(self._members, member, self._limits.media_bytes)
        extent = extent_of(data)
        if extent is None or extent.width * extent.height > _PIXELS:
            return None
        digest = Digest(hashlib.sha256(data).hexdigest())
        self.members_by_digest[digest] = member
        return Attachment(digest, PurePosixPath(name).name[:200], extent.type.value, len(data))
