"""Collections of snippets of Alfred (``.alfredsnippets``): a zip, or the folder it was made of.

Names of members are UTF-8 and not said to be, so nothing is taken from them: each member tells its
name itself. The collection is called as the file is.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kefu_desktop.core.errors import Code, InvalidInput, KefuError
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import (
    Assembly,
    Draft,
    lasting_uid,
    pack_uid,
    plain_stem,
    shelf,
)
from kefu_desktop.packs.documents import parse_json, text_of
from kefu_desktop.packs.foreign.alfred_placeholders import translate
from kefu_desktop.packs.foreign.plist import parse_plist
from kefu_desktop.packs.foreign.shortcuts import shortcut_of
from kefu_desktop.packs.foreign.translating import Snippets
from kefu_desktop.packs.limits import Limits, read_bytes
from kefu_desktop.packs.members import Members, open_members, read_member
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.text_encoding import decode

_ABOUT = "info.plist"
_PICTURE = "icon.png"
_OF_THE_SYSTEM = ("__MACOSX/", ".DS_Store")
_SNIPPET = "alfredsnippet"
_LOOKED_AT = 5
_MEMBER_BYTES = 4 << 20


def is_alfred(probe: Probe) -> bool:
    """Whether it is a snippet of Alfred's, or a member is one."""
    if probe.members is None:
        return probe.text is not None and _said(probe.json) is not None
    names = sorted(name for name in probe.names if _may_be_snippet(name))
    for name in names[:_LOOKED_AT]:
        try:
            if _snippet(probe.members, name, probe.limits) is not None:
                return True
        except KefuError:
            continue
    return False


def read_alfred(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a collection; raises :class:`InvalidInput` for a zip that is damaged."""
    if path.is_file() and not zipfile.is_zipfile(path):
        return _read_alone(path, limits)
    members = open_members(path, limits)
    pack = pack_uid(path)
    assembly = Assembly(pack, path, limits)
    collection = shelf(plain_stem(path))
    snippets = Snippets({}, lambda text, _: translate(text))
    names = sorted(members.names())
    with members.held():
        prefix, suffix = _affixes(members, limits, assembly)
        for name, said in watch.over(_found(members, names, limits, assembly), len(names)):
            keyword = text_of(said, "keyword")
            draft = _draft(said, f"{prefix}{keyword}{suffix}" if keyword else "", snippets)
            draft.category = collection
            assembly.take(draft, Where(name))
    return Pack(
        uid=pack,
        name=path.stem,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
    )


def _read_alone(path: Path, limits: Limits) -> Pack:
    """Reads a snippet that somebody took out of its collection."""
    text = decode(read_bytes(path, _MEMBER_BYTES), path).text.removeprefix("\ufeff")
    said = _said(parse_json(text, path, limits))
    if said is None:
        raise InvalidInput(Code.FILE_DAMAGED, path=str(path))
    assembly = Assembly(pack_uid(path), path, limits)
    snippets = Snippets({}, lambda text, _: translate(text))
    assembly.take(_draft(said, text_of(said, "keyword"), snippets), Where(path.name))
    return Pack(
        uid=assembly.pack,
        name=path.stem,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
    )


def _draft(said: dict[str, Any], keyword: str, snippets: Snippets) -> Draft:
    shortcut = shortcut_of(keyword)
    composed = snippets.composed(text_of(said, "snippet"))
    return Draft(
        title=text_of(said, "name"),
        variants=[composed.text],
        uid=lasting_uid("alfred", text_of(said, "uid")),
        shortcut=shortcut.word,
        notes=shortcut.notes,
        remarks=(*composed.remarks, *shortcut.remarks),
    )


def _said(document: object) -> dict[str, Any] | None:
    said = document.get(_SNIPPET) if isinstance(document, dict) else None
    return said if isinstance(said, dict) else None


def _found(
    members: Members, names: list[str], limits: Limits, assembly: Assembly
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Gives the shown name of each member that is a snippet, and what it says."""
    for name in names:
        if name in {_ABOUT, _PICTURE} or name.endswith(("/", _OF_THE_SYSTEM[1])):
            continue
        if name.startswith(_OF_THE_SYSTEM):
            continue
        shown = _shown(name)
        try:
            said = _snippet(members, name, limits) if _may_be_snippet(name) else None
        except InvalidInput:
            assembly.find(Where(shown), Code.RECORD_INVALID, field="json")
            continue
        if said is None:
            assembly.find(Where(shown), Code.MEMBER_LEFT, member=shown[:80])
        else:
            yield shown, said


def _snippet(members: Members, name: str, limits: Limits) -> dict[str, Any] | None:
    """Gives what a member says of a snippet; None when it is no snippet of Alfred's."""
    data = read_member(members, name, _MEMBER_BYTES)
    text = decode(data, members.path).text.removeprefix("\ufeff")
    return _said(parse_json(text, members.path, limits, _shown(name)))


def _affixes(members: Members, limits: Limits, assembly: Assembly) -> tuple[str, str]:
    """Gives what stands before and behind each keyword of the collection."""
    if members.size(_ABOUT) is None:
        return "", ""
    try:
        data = read_member(members, _ABOUT, _MEMBER_BYTES)
        about = parse_plist(data, members.path, limits, _ABOUT)
    except InvalidInput:
        assembly.find(Where(_ABOUT), Code.MEMBER_LEFT, member=_ABOUT)
        return "", ""
    if not isinstance(about, dict):
        return "", ""
    return text_of(about, "snippetkeywordprefix"), text_of(about, "snippetkeywordsuffix")


def _may_be_snippet(name: str) -> bool:
    return name.lower().endswith(".json") and not name.startswith(_OF_THE_SYSTEM)


def _shown(name: str) -> str:
    """Gives the name of a member as it was meant: `zipfile` takes one that is not said to be UTF-8
    for the code page of the first PCs.
    """
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
