"""Snippets of Raycast: a JSON list of names, texts and keywords.

They have no identities of their own. Placeholders are words in braces with settings behind them
(``{date offset="+2d" format="yyyy-MM-dd"}``, older ``{date +2d}``) and changes behind bars.
"""

import re
from pathlib import Path
from typing import Any

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly, Draft, pack_uid
from kefu_desktop.packs.documents import objects_of, parse_json, text_of
from kefu_desktop.packs.foreign.composing import CLIPBOARD, CURSOR, Ours
from kefu_desktop.packs.foreign.moments import (
    DATE_AND_TIME,
    day,
    from_unicode,
    time,
    weekday,
    whole_days,
)
from kefu_desktop.packs.foreign.shortcuts import shortcut_of
from kefu_desktop.packs.foreign.translating import Include, Question, Snippets, Translation
from kefu_desktop.packs.limits import Limits, read_bytes
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.text_encoding import decode

_LOOKED_AT = 20

_TOKEN = re.compile(r"\{([a-z][^{}\n]{0,500})\}")
_PLACEHOLDER = re.compile(
    r"(?P<name>[a-z-]+)"
    r"(?P<said>(?:\s+(?:[a-z]+=\"[^\"]*\"|[a-z]+=[^\s|\"]+|[+-]\d+[A-Za-z]))*)"
    r"\s*(?P<changes>(?:\|\s*[a-z-]+\s*)*)"
)
_SETTING = re.compile(r"([a-z]+)=(?:\"([^\"]*)\"|(\S+))")
_SHIFTS = re.compile(r"(?<!\S)[+-]\d+[A-Za-z]")
_CHANGE = re.compile(r"[a-z-]+")
_NO_CHANGE = frozenset({"raw", "trim"})
_WITHOUT_COUNTERPART = frozenset({"uuid", "selection", "browser-tab", "calculator"})
_MOMENTS = frozenset({"date", "time", "datetime", "day"})


def is_raycast(probe: Probe) -> bool:
    """Whether it is a list of names and texts."""
    document = probe.json
    if not isinstance(document, list) or not document:
        return False
    looked_at = [one for _, one in objects_of(document[:_LOOKED_AT])]
    fitting = sum(
        one is not None and isinstance(one.get("name"), str) and isinstance(one.get("text"), str)
        for one in looked_at
    )
    # One that lost its text is no reason to refuse the others.
    return 2 * fitting >= len(looked_at)


def read_raycast(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a list of snippets; raises :class:`InvalidInput` for one that is damaged."""
    text = decode(read_bytes(path, limits.text_bytes), path).text.removeprefix("\ufeff")
    document: Any = parse_json(text, path, limits)
    if not isinstance(document, list):
        raise InvalidInput(Code.FILE_DAMAGED, path=str(path))
    pack = pack_uid(path)
    assembly = Assembly(pack, path, limits)
    told = {text_of(one, "name"): text_of(one, "text") for _, one in objects_of(document) if one}
    snippets = Snippets(told, translate)
    for ordinal, one in watch.over(objects_of(document), len(document)):
        where = Where(path.name, ordinal)
        if one is None:
            assembly.find(where, Code.RECORD_INVALID, field="name")
            continue
        composed = snippets.composed(text_of(one, "text"), text_of(one, "name"))
        shortcut = shortcut_of(text_of(one, "keyword"))
        draft = Draft(
            title=text_of(one, "name"),
            variants=[composed.text],
            shortcut=shortcut.word,
            notes=shortcut.notes,
            remarks=(*composed.remarks, *shortcut.remarks),
        )
        assembly.take(draft, where)
    return Pack(
        uid=pack,
        name=path.stem,
        identified=False,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
    )


def translate(text: str, include: Include) -> Translation:
    """Reads a snippet; ``include`` gives another by its name."""
    told = Translation()
    at = 0
    for match in _TOKEN.finditer(text):
        told.add(text[at : match.start()])
        at = match.end()
        said = _PLACEHOLDER.fullmatch(match[1].strip())
        if said is None:
            told.add(match[0])
        else:
            _placeholder(said, match[0], include, told)
    told.add(text[at:])
    return told


def _placeholder(said: re.Match[str], whole: str, include: Include, told: Translation) -> None:
    name = said["name"]
    settings = {key: quoted or bare for key, quoted, bare in _SETTING.findall(said["said"])}
    changed = set(_CHANGE.findall(said["changes"])) - _NO_CHANGE
    if name == "snippet":
        other = None if changed else include(settings.get("name", ""))
        told.leave(whole) if other is None else told.take(other)
    elif name == "argument" and not changed:
        options = tuple(
            one.strip() for one in settings.get("options", "").split(",") if one.strip()
        )
        told.add(Question(settings.get("name", ""), settings.get("default", ""), options))
    elif name in _MOMENTS or name in {"clipboard", "cursor", "argument"}:
        shifts = settings.get("offset", " ".join(_SHIFTS.findall(said["said"])))
        ours = None if changed else _ours(name, shifts, settings.get("format"))
        told.leave(whole) if ours is None else told.add(ours)
    elif name in _WITHOUT_COUNTERPART:
        told.leave(whole)
    else:
        told.add(whole)


def _ours(name: str, shifts: str, form: str | None) -> Ours | None:
    if name == "cursor":
        return CURSOR
    if name == "clipboard":
        # An offset gives an older one.
        return None if shifts.strip("0") else CLIPBOARD
    days = whole_days(shifts)
    if days is None:
        return None
    if form is not None:
        return day(days, from_unicode(form))
    match name:
        case "date":
            return day(days)
        case "time":
            return time()
        case "datetime":
            return day(days, DATE_AND_TIME)
        case _:
            return weekday(days)
