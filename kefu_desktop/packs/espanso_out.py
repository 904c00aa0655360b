"""Writes matches for espanso: what it asks, picks and dates as we do it, and each loss told.

Texts go out in quotes or as blocks, never bare: espanso's reader of YAML takes ``1e3`` for a number
where others take it for a text. A shortcut gets the colon before it that keeps it from being
expanded in the middle of a word.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import yaml

from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import Kind, Millis
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.core.records import Finding, Pack, Record, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.losses import pictures_left, place_of
from kefu_desktop.packs.strftime import to_strftime

_DAY = 86_400
_LONGEST_LINE = (1 << 31) - 1
_FORM = "form1"
_SLOT = re.compile(r"\{\{\s*\w+(?:\.\w+)?\s*\}\}")
_NOT_EXACT = re.compile(r"\\\{\\\{|\\\}\\\}|\$\|\$")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_USUAL = {
    Means.DATE: ("M月d日", "d MMM"),
    Means.TIME: ("HH:mm", "HH:mm"),
    Means.WEEKDAY: ("EEEE", "EEEE"),
}
_GREETINGS = (
    ("早上好", "中午好", "下午好", "晚上好"),
    ("Good morning", "Good day", "Good afternoon", "Good evening"),
)
_WORDINGS = "wording"
_BLOCK = re.compile(r"[^\s](?:.*[^\s])?(?:\n(?:[^\s](?:.*[^\s])?)?)*")


def write_espanso(
    file: BinaryIO, pack: Pack, _created: Millis, watch: Watch
) -> tuple[Finding, ...]:
    """Writes one file of matches; gives what of each record could not be written as it is. The
    place of such a finding is the title of the record and its ordinal from 1.
    """
    losses: list[Finding] = []
    text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
    yaml.emit(
        _document(pack, watch, losses),
        stream=text,
        Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
        allow_unicode=True,
        width=_LONGEST_LINE,
    )
    text.flush()
    text.detach()
    if any(one.category or one.notes or one.kind is not Kind.REPLY for one in pack.records):
        losses.append(Finding(Where(pack.name), Code.WRITTEN_WORDS_ONLY))
    return (*pictures_left(pack), *losses)


def _document(pack: Pack, watch: Watch, losses: list[Finding]) -> Iterator[yaml.Event]:
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=False)
    yield _key("matches")
    yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=not pack.records)
    for number, record in enumerate(watch.over(pack.records, len(pack.records)), start=1):
        match = _Match(record)
        said = match.said()
        if said is not None:
            yield from _value(said)
        where = place_of(record, number)
        for placeholder in dict.fromkeys(match.otherwise):
            params = (("placeholder", placeholder),)
            losses.append(Finding(where, Code.WRITTEN_OTHERWISE, params))
    yield yaml.SequenceEndEvent()
    yield yaml.MappingEndEvent()
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _value(value: Any) -> Iterator[yaml.Event]:
    if isinstance(value, Mapping):
        yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=False)
        for key, inner in value.items():
            yield _key(key)
            yield from _value(inner)
        yield yaml.MappingEndEvent()
    elif isinstance(value, str):
        block = "\n" in value and value.replace("\n", "").isprintable() and _BLOCK.fullmatch(value)
        yield yaml.ScalarEvent(None, None, (False, True), value, style="|" if block else '"')
    elif isinstance(value, int):
        yield yaml.ScalarEvent(None, None, (True, False), str(value))
    else:
        yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=False)
        for inner in value:
            yield from _value(inner)
        yield yaml.SequenceEndEvent()


def _key(name: str) -> yaml.Event:
    plain = name.isidentifier() and name.casefold() not in {"y", "n", "yes", "no", "on", "off"}
    return yaml.ScalarEvent(None, None, (plain, True), name, style=None if plain else '"')


class _Match:
    """One record as a match. ``otherwise`` are the placeholders that were written otherwise."""

    def __init__(self, record: Record) -> None:
        self.otherwise: list[str] = []
        self._record = record
        self._variables: dict[str, dict[str, Any]] = {}
        self._fields: dict[str, dict[str, Any]] = {}
        self._labels: dict[str, str] = {}
        self._chinese = any(map(_CHINESE.search, record.variants))

    def said(self) -> Mapping[str, Any] | None:
        """Gives the match; None where there is nothing in it but images."""
        record = self._record
        texts = [text for text in map(self._text, record.variants) if text.strip()]
        if not texts:
            return None
        said: dict[str, Any] = {}
        if record.shortcut:
            said["trigger"] = f":{record.shortcut}"
        said["label"] = record.title
        if len(texts) > 1:
            self._variables[_WORDINGS] = {"type": "random", "params": {"choices": texts}}
            said["replace"] = f"{{{{{_WORDINGS}}}}}"
        else:
            said["replace"] = texts[0]
        if terms := [*(f"#{tag}" for tag in record.tags), *record.asked_as]:
            said["search_terms"] = terms
        if self._fields:
            layout = "\n".join(f"{label}: [[{name}]]" for label, name in self._labels.items())
            told = {name: field for name, field in self._fields.items() if field}
            params = {"layout": layout, **({"fields": told} if told else {})}
            self._variables[_FORM] = {"type": "form", "params": params}
        if self._variables:
            said["vars"] = [{"name": name, **one} for name, one in self._variables.items()]
        return said

    def _text(self, source: str) -> str:
        written: list[str] = []
        literal = ""
        for node in (*parse(source), None):
            piece = self._literal(node) if isinstance(node, Slot) else node
            if piece is not None:
                literal += piece
                continue
            written.append(self._escaped(literal))
            literal = ""
            if isinstance(node, Slot):
                written.append(self._slot(node))
        return "".join(written)

    def _escaped(self, text: str) -> str:
        self.otherwise += _NOT_EXACT.findall(text)
        return _SLOT.sub(lambda slot: _doubly_escaped(slot[0]), text)

    def _literal(self, slot: Slot) -> str | None:
        """Gives the text that takes the place of what espanso knows nothing like."""
        if slot.means is Means.MOOD:
            return self._told(slot, f"[{slot.default}]" if slot.default else "")
        if slot.means is Means.FRAGMENT:
            return self._told(slot, f"[{slot.default}]")
        if slot.means is Means.FESTIVAL:
            return self._told(slot, slot.default or "")
        if slot.means is Means.PART:
            return self._told(slot, "\n")
        if slot.means is Means.IMAGE:
            return ""
        if slot.means in _USUAL and self._form(slot) is None:
            return self._told(slot, f"{{{slot.name}}}")
        return None

    def _told(self, slot: Slot, text: str) -> str:
        self.otherwise.append(f"{{{slot.name}}}")
        return text

    def _slot(self, slot: Slot) -> str:
        means = slot.means
        if means is Means.CURSOR:
            return "$|$"
        if means is Means.CLIPBOARD:
            return self._variable("clipboard", {})
        if means is Means.RANDOM:
            return self._variable("random", {"choices": list(slot.choices)}, alone=True)
        if means is Means.GREETING:
            self.otherwise.append(f"{{{slot.name}}}")
            return self._variable("choice", {"values": list(_GREETINGS[not self._chinese])})
        if means in _USUAL and not slot.workdays:
            params: dict[str, Any] = {"format": self._form(slot)}
            if slot.shift:
                params["offset"] = slot.shift * _DAY
            params["locale"] = "zh-CN" if self._chinese else "en-US"
            return self._variable("date", params)
        if means is not Means.ASKED:
            self.otherwise.append(f"{{{slot.name}}}")
        return self._field(slot)

    def _form(self, slot: Slot) -> str | None:
        return to_strftime(slot.form or _USUAL[slot.means][not self._chinese])

    def _variable(self, kind: str, params: dict[str, Any], *, alone: bool = False) -> str:
        """Two choices by chance are two; anything else is the same each time."""
        told = {"type": kind, **({"params": params} if params else {})}
        for name, other in self._variables.items():
            if other == told and not alone:
                return f"{{{{{name}}}}}"
        name = f"{kind}{len(self._variables) + 1}"
        self._variables[name] = told
        return f"{{{{{name}}}}}"

    def _field(self, slot: Slot) -> str:
        name = self._labels.get(slot.name)
        if name is None:
            name = re.sub(r"\W", "_", slot.name)
            while name in self._fields:
                name += "_"
            self._labels[slot.name] = name
            self._fields[name] = _field(slot.default, slot.choices)
        return f"{{{{{_FORM}.{name}}}}}"


def _field(default: str | None, choices: Sequence[str]) -> dict[str, Any]:
    if choices:
        return {"type": "choice", "values": list(choices), "default": choices[0]}
    return {"default": default} if default else {}


def _doubly_escaped(slot: str) -> str:
    return slot.replace("{{", "\\{\\{").replace("}}", "\\}\\}")
