"""YAML from strangers, as lists, mappings and the texts that were written.

A value that is no list and no mapping comes out as it stands in the file: ``no``, ``007`` and
``1:30`` are texts here, and what YAML 1.1 makes of them nobody who wrote a reply has meant.

Values are built from PyYAML's events: the parser keeps no stack of its own but the builders that
come with it go down as deep as a file tells them to, in C. What an alias stands for is weighed
each time it is used, before anybody walks through it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from msgspec import Struct, field

from kefu_desktop.core.cleaning import UNWANTED
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.limits import Limits

_TAGS = frozenset(
    {None, "!"}
    | {
        f"tag:yaml.org,2002:{name}"
        for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
    }
)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_NODE_COST = 32
_STRIDE = 5000
_HEAD = 1 << 16
_FOREIGN = re.compile("[\ud800-\udfff]")


class Items(list[Any]):
    """A list, and the line on which each of its values begins, from 1."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


class Fields(dict[str, Any]):
    """A mapping of the last value of each key, and the values before it of keys that came twice. A
    key that is no text is a blank one.
    """

    __slots__ = ("earlier",)

    def __init__(self) -> None:
        super().__init__()
        self.earlier: list[tuple[str, Any]] | None = None

    def every(self, key: str) -> list[Any]:
        """Gives all values of a key in their order."""
        values = [value for name, value in self.earlier or () if name == key]
        return [*values, self[key]] if key in self else values


class _Open(Struct):
    """A list or mapping that is being filled. ``weight`` is what it costs to walk through it, and
    ``height`` how many levels are in it.
    """

    value: Items | Fields
    begin: Any
    weight: int = _NODE_COST
    height: int = 1
    key: str | None = None
    awaits_key: bool = True
    merged: list[Any] = field(default_factory=list)


class _Anchored(NamedTuple):
    value: Any
    weight: int
    height: int


def parse_yaml(
    text: str,
    path: Path,
    limits: Limits,
    member: str = "",
    watch: Watch = Watch(),  # noqa: B008
) -> list[Any]:
    """Gives the documents of ``path``, or of its ``member``: :class:`Items`, :class:`Fields`, str,
    and None for nothing. Bytes that did not fit the encoding come out as U+FFFD.

    Raises :class:`InvalidInput` (FILE_DAMAGED, also for tags that would make objects of a program;
    FILE_TOO_DEEP, FILE_TOO_MANY_RECORDS, FILE_BOMB).
    """
    return _Builder(path, limits, member, watch).build(_FOREIGN.sub("\ufffd", text))


def begins_with_mapping(text: str) -> bool:
    """Whether the first document is a mapping, as far as its beginning tells. Characters that no
    YAML may hold are left to the reading of it.
    """
    try:
        for event in _events(UNWANTED.sub(" ", text[:_HEAD])):
            if isinstance(event, yaml.NodeEvent):
                return isinstance(event, yaml.MappingStartEvent)
    except (yaml.YAMLError, ValueError):
        pass
    return False


class _Builder:
    """Makes values of events."""

    def __init__(self, path: Path, limits: Limits, member: str, watch: Watch) -> None:
        self._told = {"path": str(path), **({"member": member} if member else {})}
        self._limits = limits
        self._watch = watch
        self._documents: list[Any] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, _Anchored] = {}
        self._room = limits.text_bytes

    def build(self, text: str) -> list[Any]:
        try:
            for number, event in enumerate(_events(text), start=1):
                if number % _STRIDE == 0:
                    self._watch.tell(event.start_mark.index, len(text))
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise self._damaged(0 if mark is None else mark.line + 1) from error
        except (yaml.YAMLError, ValueError) as error:
            # ValueError: a version or an escape of more digits than make a number.
            raise self._damaged(0) from error
        self._watch.tell(len(text), len(text))
        return self._documents

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._check_tag(event)
            plain, cost = event.implicit[0], _NODE_COST + len(event.value)
            value = None if plain and event.value in _NOTHING else event.value
            if event.anchor is not None:
                self._anchors[event.anchor] = _Anchored(value, cost, 0)
            self._put(value, event, cost, merges=plain and value == "<<")
        elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
            self._check_tag(event)
            if len(self._open) >= self._limits.depth:
                raise InvalidInput(Code.FILE_TOO_DEEP, **self._told)
            value = Items() if kind is yaml.SequenceStartEvent else Fields()
            self._open.append(_Open(value, event))
        elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
            done = self._open.pop()
            if done.merged:
                _merge(done)
            if done.begin.anchor is not None:
                known = _Anchored(done.value, done.weight, done.height)
                self._anchors[done.begin.anchor] = known
            self._put(done.value, done.begin, done.weight, done.height)
        elif kind is yaml.AliasEvent:
            known = self._alias(event)
            self._put(known.value, event, known.weight, known.height)
        elif kind is yaml.DocumentStartEvent:
            self._anchors.clear()

    def _alias(self, event: Any) -> _Anchored:
        """An alias within what it stands for finds no anchor yet, so nothing can hold itself."""
        known = self._anchors.get(event.anchor)
        if known is None:
            raise self._damaged(event.start_mark.line + 1)
        self._room -= known.weight
        if self._room < 0:
            raise InvalidInput(Code.FILE_BOMB, limit=self._limits.text_bytes, **self._told)
        if len(self._open) + known.height > self._limits.depth:
            raise InvalidInput(Code.FILE_TOO_DEEP, **self._told)
        return known

    def _put(
        self, value: Any, event: Any, weight: int, height: int = 0, *, merges: bool = False
    ) -> None:
        if not self._open:
            self._documents.append(value)
            return
        into = self._open[-1]
        into.weight += weight
        into.height = max(into.height, height + 1)
        held = into.value
        if isinstance(held, Items):
            if len(held) >= self._limits.records:
                # Before the rest is read: nobody takes more of anything.
                limit = self._limits.records
                raise InvalidInput(Code.FILE_TOO_MANY_RECORDS, limit=limit, **self._told)
            held.append(value)
            held.lines.append(event.start_mark.line + 1)
        elif into.awaits_key:
            into.key = None if merges else value if isinstance(value, str) else ""
            into.awaits_key = False
        else:
            into.awaits_key = True
            if into.key is None:
                into.merged += value if isinstance(value, list) else [value]
                return
            if into.key in held:
                held.earlier = held.earlier or []
                held.earlier.append((into.key, held[into.key]))
            held[into.key] = value

    def _check_tag(self, event: Any) -> None:
        if event.tag not in _TAGS:
            raise self._damaged(event.start_mark.line + 1)

    def _damaged(self, line: int) -> InvalidInput:
        told = {"line": line} if line else {}
        return InvalidInput(Code.FILE_DAMAGED, **self._told, **told)


def _merge(done: _Open) -> None:
    """What a mapping says itself goes before what is merged into it."""
    for one in done.merged:
        if isinstance(one, Fields) and isinstance(done.value, Fields):
            for key, value in one.items():
                done.value.setdefault(key, value)


def _events(text: str) -> Iterator[Any]:
    """The parser in C is ten times as fast; where PyYAML was built without it, its own will do."""
    return yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
