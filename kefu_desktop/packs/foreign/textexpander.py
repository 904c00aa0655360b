"""Groups of TextExpander (``.textexpander``): property lists, of one group or of all settings.

A snippet may be a program, which is never run and never imported. A formatted one has its plain
text beside the formatted one.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Uid
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import (
    Assembly,
    Draft,
    Remark,
    lasting_uid,
    pack_uid,
    plain_stem,
    shelf,
)
from kefu_desktop.packs.documents import objects_of, text_of
from kefu_desktop.packs.foreign.plist import BINARY, parse_plist
from kefu_desktop.packs.foreign.shortcuts import shortcut_of
from kefu_desktop.packs.foreign.textexpander_macros import translate
from kefu_desktop.packs.foreign.translating import Snippets
from kefu_desktop.packs.limits import Limits, read_bytes
from kefu_desktop.packs.probing import Probe

_LISTS = ("snippetsTE2", "snippetsTE3")
_LANGUAGES = {2: "AppleScript", 3: "shell", 4: "JavaScript"}
_FORMATTED = 1
_PICTURE = "\ufffc"

_IS_PLIST = re.compile(r"\s*<(?:\?xml|!DOCTYPE plist|plist)\b", re.IGNORECASE)
_HAS_SNIPPETS = re.compile(r"<key>\s*snippetsTE[23]\s*</key>")

Said = Mapping[str, Any]


def is_textexpander(probe: Probe) -> bool:
    """Whether it is a property list with snippets."""
    if probe.head.startswith(BINARY):
        data = read_bytes(probe.path, probe.limits.text_bytes)
        return any(name.encode() in data for name in _LISTS)
    if probe.text is None or not _IS_PLIST.match(probe.text[:200]):
        return False
    return _HAS_SNIPPETS.search(probe.text) is not None


def read_textexpander(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads one group or all; raises :class:`InvalidInput` for a list that is damaged, nested too
    deeply or larger than it looks.
    """
    document = parse_plist(read_bytes(path, limits.text_bytes), path, limits)
    if not isinstance(document, dict):
        raise InvalidInput(Code.FILE_DAMAGED, path=str(path))
    info = document.get("groupInfo")
    group: Said = info if isinstance(info, dict) else {}
    own = lasting_uid("textexpander", text_of(group, "uuidString"))
    assembly = Assembly(Uid(own) if own else pack_uid(path), path, limits)
    found = list(_snippets(document, group, path, assembly))
    scripts = {_abbreviation(said): language for _, said, _ in found if (language := _script(said))}
    snippets = Snippets(
        {_abbreviation(said): text_of(said, "plainText") for _, said, _ in found},
        partial(translate, scripts=scripts),
    )
    for where, said, shelved in watch.over(found, len(found)):
        if language := _script(said):
            name = text_of(said, "label") or _abbreviation(said)
            assembly.find(where, Code.RECORD_IS_CODE, name=name[:60], language=language)
        else:
            assembly.take(_draft(said, shelved, snippets), where)
    return Pack(
        uid=assembly.pack,
        name=text_of(group, "groupName") or path.stem,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
    )


def _snippets(
    document: Said, group: Said, path: Path, assembly: Assembly
) -> Iterator[tuple[Where, Said, str]]:
    """Gives where each snippet stands, the snippet, and the name of its group."""
    groups = [one for _, one in objects_of(document.get("groupsTE2")) if one]
    of_snippet = {
        uuid: text_of(one, "name") or text_of(one, "groupName")
        for one in groups
        for uuid in _texts(one.get("snippetUUIDs"))
    }
    own = text_of(group, "groupName") or ("" if groups else plain_stem(path))
    listed = [(one, own) for name in _LISTS for one in _listed(document, name)]
    for inner in groups:
        said = text_of(inner, "name") or text_of(inner, "groupName")
        listed += [(one, said) for name in _LISTS for one in _listed(inner, name)]
    if not listed and not any(name in document for name in _LISTS) and not groups:
        raise InvalidInput(Code.FILE_DAMAGED, path=str(path))
    for ordinal, (snippet, shelved) in enumerate(listed, start=1):
        where = Where(path.name, ordinal)
        if snippet is None:
            assembly.find(where, Code.RECORD_INVALID, field="snippetsTE2")
        else:
            yield where, snippet, of_snippet.get(text_of(snippet, "uuidString"), shelved)


def _listed(said: Said, name: str) -> list[Said | None]:
    return [one for _, one in objects_of(said.get(name))]


def _texts(listed: Any) -> list[str]:
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _draft(said: Said, shelved: str, snippets: Snippets) -> Draft:
    text = text_of(said, "plainText")
    remarks: list[Remark] = []
    if said.get("snippetType") == _FORMATTED:
        remarks.append(Remark(Code.RECORD_PLAIN_TEXT, {"format": "RTF"}))
        if _PICTURE in text:
            text = text.replace(_PICTURE, "")
            remarks.append(Remark(Code.RECORD_PICTURE_LEFT, {"name": text_of(said, "label")[:60]}))
    composed = snippets.composed(text, _abbreviation(said))
    shortcut = shortcut_of(_abbreviation(said))
    return Draft(
        title=text_of(said, "label"),
        variants=[composed.text],
        uid=lasting_uid("textexpander", text_of(said, "uuidString")),
        category=shelf(shelved),
        shortcut=shortcut.word,
        notes=shortcut.notes,
        remarks=(*remarks, *composed.remarks, *shortcut.remarks),
    )


def _script(said: Said) -> str:
    """Gives the language of a snippet that is a program; blank for one that is none."""
    kind = said.get("snippetType")
    return _LANGUAGES.get(kind, "") if isinstance(kind, int) else ""


def _abbreviation(said: Said) -> str:
    return text_of(said, "abbreviation")
