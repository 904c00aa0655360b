"""Lists of combos of Beeftext: JSON, exported or as a backup.

The first version of the format had other names for keyword and text; all later ones only added
fields, so what is there is read whatever version is told. A combo knows its group by uuid.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import (
    Assembly,
    Draft,
    Remark,
    lasting_uid,
    pack_uid,
    shelf,
)
from kefu_desktop.packs.documents import objects_of, parse_json, text_of
from kefu_desktop.packs.foreign.beeftext_variables import translate
from kefu_desktop.packs.foreign.html_text import plain_text
from kefu_desktop.packs.foreign.shortcuts import shortcut_of
from kefu_desktop.packs.foreign.translating import Snippets
from kefu_desktop.packs.limits import Limits, read_bytes
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.text_encoding import decode

_OF_A_COMBO = frozenset({"keyword", "comboText"})


def is_beeftext(probe: Probe) -> bool:
    """Whether it is a list of combos."""
    document = probe.json
    if not isinstance(document, dict) or not isinstance(document.get("combos"), list):
        return False
    first = next((one for _, one in objects_of(document["combos"]) if one), {})
    return "fileFormatVersion" in document or bool(_OF_A_COMBO & first.keys())


def read_beeftext(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a list of combos; raises :class:`InvalidInput` for one that is damaged."""
    text = decode(read_bytes(path, limits.text_bytes), path).text.removeprefix("\ufeff")
    document = parse_json(text, path, limits)
    if not isinstance(document, dict) or not isinstance(document.get("combos"), list):
        raise InvalidInput(Code.FILE_DAMAGED, path=str(path))
    pack = pack_uid(path)
    assembly = Assembly(pack, path, limits)
    groups = {
        _key(group, "uuid"): group for _, group in objects_of(document.get("groups")) if group
    }
    combos = _combos(document["combos"], path, assembly)
    snippets = Snippets({_keyword(combo): text for _, combo, text, _ in combos}, translate)
    for where, combo, text, remarks in watch.over(combos, len(combos)):
        group = groups.get(_key(combo, "group"), {})
        if combo.get("enabled") is False or group.get("enabled") is False:
            remarks.append(Remark(Code.RECORD_SWITCHED_OFF))
        composed = snippets.composed(text, _keyword(combo))
        shortcut = shortcut_of(_keyword(combo))
        notes = filter(None, (text_of(combo, "description"), shortcut.notes))
        draft = Draft(
            title=text_of(combo, "name"),
            variants=[composed.text],
            uid=lasting_uid("beeftext", text_of(combo, "uuid")),
            category=shelf(text_of(group, "name")),
            shortcut=shortcut.word,
            notes="\n".join(notes),
            remarks=(*remarks, *composed.remarks, *shortcut.remarks),
        )
        assembly.take(draft, where)
    return Pack(
        uid=pack,
        name=path.stem,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
    )


def _combos(
    listed: list[Any], path: Path, assembly: Assembly
) -> list[tuple[Where, Mapping[str, Any], str, list[Remark]]]:
    """Gives where each combo stands, the combo, its plain text, and what that left out."""
    combos: list[tuple[Where, Mapping[str, Any], str, list[Remark]]] = []
    for ordinal, combo in objects_of(listed):
        where = Where(path.name, ordinal)
        if combo is None:
            assembly.find(where, Code.RECORD_INVALID, field="combos")
            continue
        text = text_of(combo, "snippet") or text_of(combo, "substitutionText")
        remarks: list[Remark] = []
        if combo.get("useHtml") is True:
            try:
                plain = plain_text(text)
            except InvalidInput as error:
                assembly.find(where, error.code, **error.params)
                continue
            text = plain.text
            remarks.append(Remark(Code.RECORD_PLAIN_TEXT, {"format": "HTML"}))
            remarks += (Remark(Code.RECORD_PICTURE_LEFT, {"name": one}) for one in plain.pictures)
        combos.append((where, combo, text, remarks))
    return combos


def _keyword(combo: Mapping[str, Any]) -> str:
    return text_of(combo, "keyword") or text_of(combo, "comboText")


def _key(said: Mapping[str, Any], field: str) -> str:
    return text_of(said, field).strip("{} ").casefold()
