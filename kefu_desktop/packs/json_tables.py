"""JSON that no program we know wrote: what a shop's own tools and back offices hand out.

Nothing fixes how such a file is built, so it is laid out as a table and read as one: fields are
columns, and names above lists (``{"售前": [...]}``, ``{"name": "售前", "replies": [...]}``) are
categories. JSON Lines are a list. Where no field is named like a text, it holds no replies.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from kefu_desktop.core.columns import NO_LAYOUTS, Layouts, Meaning, Table
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.records import Pack
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.documents import parse_json_or_lines, text_of
from kefu_desktop.packs.headers import meaning_of, side_of
from kefu_desktop.packs.layout_guess import SAMPLE_ROWS
from kefu_desktop.packs.limits import Limits, read_bytes
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.rows import Row
from kefu_desktop.packs.sheets import Sheet, read_sheets, sample_sheets
from kefu_desktop.packs.text_encoding import decode, holds_foreign_bytes

_CATEGORY, _TITLE, _SHORTCUT, _TEXT = "分类", "标题", "快捷码", "内容"
"""The heads of columns that a document has no field for."""

_CONTAINERS = """
    data items item list rows records result results body payload response content contents replies
    quickreplies snippets templates phrases messages texts answers entries values objects groups
    categories category folders sections children sub subs
"""
"""Names above lists that say nothing of what is in them."""

_CODE = re.compile(r"[!-~]{1,32}")
_SAID = re.compile(r"[\u3400-\u9fff]|[A-Za-z']+,?(?: [A-Za-z']+,?){2,}[^A-Za-z]*$")
"""A text that says something: any Chinese, or three words in a row to the end of a sentence."""

_MOST = 0.5


class _Found(Struct):
    """The records of a document, each with the names above it, and all fields in their order."""

    path: Path
    limits: Limits
    most: int | None = None
    """How many records are enough; None for all."""
    records: list[tuple[tuple[str, ...], Mapping[str, str]]] = field(default_factory=list)
    fields: dict[str, None] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        """Whether no more need be looked for."""
        return self.most is not None and len(self.records) >= self.most

    def check(self, value: Any) -> None:
        """Raises :class:`InvalidInput` for a list, or an object, of more than may be read."""
        limit = self.limits.records
        if len(value) > limit + SAMPLE_ROWS:
            raise InvalidInput(Code.FILE_TOO_MANY_RECORDS, path=str(self.path), limit=limit)

    def add(self, labels: tuple[str, ...], record: Mapping[str, str]) -> None:
        """Takes in one record."""
        self.records.append((labels, record))
        for name in record:
            self.fields.setdefault(name)


def is_json_table(probe: Probe) -> bool:
    """Whether it is JSON with replies in it, as far as the names of fields tell."""
    document = probe.json
    if document is None:
        return False
    found = _Found(probe.path, probe.limits, SAMPLE_ROWS)
    grid = _grid_of(document, found)
    if grid:
        some = grid[:SAMPLE_ROWS]
        return _MOST * len(some) < sum(1 for row in some if any(map(_SAID.search, row.cells)))
    _take(document, (), found)
    return _is_headed(found)


def read_json_table(
    path: Path, watch: Watch, limits: Limits, layouts: Layouts = NO_LAYOUTS
) -> Pack:
    """Reads a document. Raises :class:`InvalidInput` for one that is damaged, and where no field
    holds replies (FILE_NO_TEXT_COLUMN).
    """
    watch.tell(0)
    return read_sheets(path, [_sheet(path, limits)], watch, limits, layouts)


def sample_json_table(path: Path, limits: Limits) -> tuple[Table, ...]:
    """Gives the table without reading its records."""
    return sample_sheets([_sheet(path, limits)])


def _sheet(path: Path, limits: Limits) -> Sheet:
    text, _, damaged = decode(read_bytes(path, limits.text_bytes), path)
    if damaged and holds_foreign_bytes(text):
        raise InvalidInput(Code.FILE_ENCODING, path=str(path))
    text = text.removeprefix("\ufeff")
    document = parse_json_or_lines(text, path, limits)
    found = _Found(path, limits)
    rows = _grid_of(document, found)
    if not rows:
        _take(document, (), found)
        rows = list(_rows(found))
    return Sheet("", rows[:SAMPLE_ROWS], iter(rows[SAMPLE_ROWS:]), headed=bool(found.records))


def _grid_of(document: Any, found: _Found) -> list[Row]:
    """Gives the rows of a document that is a table already: a list of lists, the heads first."""
    if not isinstance(document, list) or not all(isinstance(one, list) for one in document):
        return []
    found.check(document)
    return [
        Row(number, [text_of({"": cell}, "") for cell in one])
        for number, one in enumerate(document, start=1)
    ]


def _take(value: Any, labels: tuple[str, ...], found: _Found) -> None:
    if isinstance(value, dict):
        _take_object(value, labels, found)
        return
    if not isinstance(value, list):
        return
    found.check(value)
    for one in value:
        if found.is_enough:
            return
        if isinstance(one, dict):
            _take_object(one, labels, found)
        elif isinstance(one, str) and one.strip():
            found.add(labels, {_TEXT: one})


def _take_object(one: Mapping[str, Any], labels: tuple[str, ...], found: _Found) -> None:
    """Takes an object as a record, or as names of texts, or as what lies above others: then what
    else is in it is about those.
    """
    found.check(one)
    above = [name for name, value in one.items() if _lies_above(name, value, one)]
    if not above:
        if not _is_record(one) and any(value in ([], {}) for value in one.values()):
            return  # a name above nothing
        if _names_texts(one):
            name = _SHORTCUT if all(_CODE.fullmatch(word) for word in one) else _TITLE
            for word, text in one.items():
                found.add(labels, {name: word, _TEXT: text})
        else:
            _check_fields(len(one), found.limits)
            found.add(labels, dict(_record(one)))
        return
    label = next((text_of(one, name) for name in one if _is_name(name) and name not in above), "")
    inner = (*labels, label) if label.strip() else labels
    for name in above:
        value = one[name]
        if isinstance(value, dict) and _is_record(value):
            # Each record under a name of its own, which is its title if it tells no other.
            titled = any(meaning_of(field) is Meaning.TITLE for field in value)
            titles = {} if titled or name.isascii() else {_TITLE: name}
            found.add(inner, {**titles, **dict(_record(value))})
        else:
            named = _label(name, above)
            _take(value, (*inner, named) if named else inner, found)


def _lies_above(name: str, value: Any, owner: Mapping[str, Any]) -> bool:
    """Whether what stands under ``name`` are records, and no part of the one that ``owner`` is."""
    if not value or not isinstance(value, dict | list):
        return False
    if isinstance(value, dict):
        nested = any(isinstance(inner, dict | list) for inner in value.values())
        return nested or _names_texts(value) or (_is_record(value) and meaning_of(name) is None)
    if any(isinstance(inner, dict) for inner in value):
        return True
    if not any(isinstance(inner, str) for inner in value) or _has_text(owner):
        return False
    meaning = meaning_of(name)
    if meaning is None or meaning is Meaning.CATEGORY:
        return True
    return meaning is Meaning.TEXT and not _is_record(owner)


def _is_name(field: str) -> bool:
    return meaning_of(field) in {Meaning.CATEGORY, Meaning.TITLE} or field in {"label", "id"}


def _has_text(one: Mapping[str, Any]) -> bool:
    return any(isinstance(value, str) and _is_text(field) for field, value in one.items())


def _is_text(field: str) -> bool:
    return meaning_of(field) is Meaning.TEXT or side_of(field) == "agent"


def _is_record(one: Mapping[str, Any]) -> bool:
    """Whether it says one thing: ``{"标题": …, "内容": [...]}`` has several wordings, while
    ``{"话术": [...]}`` alone lists replies.
    """
    if _has_text(one):
        return True
    worded = any(isinstance(one[field], list) and _is_text(field) for field in one)
    known = {Meaning.SHORTCUT, Meaning.QUESTION}
    return worded and any(_is_name(field) or meaning_of(field) in known for field in one)


def _names_texts(one: Mapping[str, Any]) -> bool:
    """Whether it is a list of texts under names or codes: ``{"fh": "亲，48小时内发货"}``."""
    texts = [value for value in one.values() if isinstance(value, str)]
    if not texts or len(texts) < len(one):
        return False
    if any(meaning_of(field) or side_of(field) for field in one):
        return False
    return sum(1 for text in texts if _SAID.search(text)) > _MOST * len(texts)


def _label(name: str, beside: list[str]) -> str:
    if meaning_of(name) is not None or name.lower() in _CONTAINERS.split():
        return ""
    return name if not name.isascii() or len(beside) > 1 else ""


def _record(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Gives the fields of a record that hold something, each as the cell of a table."""
    for name, value in one.items():
        if isinstance(value, dict):
            for inner in value:
                known = meaning_of(inner) is not None and inner not in one
                if cell := text_of(value, inner):
                    yield (inner if known else f"{name}.{inner}"), cell
        elif isinstance(value, list):
            cells = [text_of({"": inner}, "") for inner in value]
            cells = [cell for cell in cells if cell.strip()]
            if meaning_of(name) is Meaning.TEXT:
                for number, cell in enumerate(cells, start=1):
                    yield (name if number == 1 else f"{name}{number}"), cell
            elif cells:
                breaks = "," if meaning_of(name) in {Meaning.TAGS, Meaning.KEYWORDS} else "\n"
                yield name, breaks.join(cells)
        elif cell := text_of(one, name):
            yield name, cell


def _is_headed(found: _Found) -> bool:
    texts = [field for field in found.fields if _is_text(field)]
    told = [record for _, record in found.records if any(field in record for field in texts)]
    said = sum(1 for one in told if any(_SAID.search(one.get(field, "")) for field in texts))
    return bool(told) and said > _MOST * len(told)


def _check_fields(count: int, limits: Limits) -> None:
    if count > limits.columns:
        limit = limits.columns
        raise InvalidInput(Code.TOO_MANY, what="columns", count=count, limit=limit, line=1)


def _rows(found: _Found) -> Iterator[Row]:
    """Gives the heads as the first row, then the records; what lies above them as a category."""
    fields = list(found.fields)
    _check_fields(len(fields) + 1, found.limits)
    placed = any(labels for labels, _ in found.records)
    yield Row(1, [*([_CATEGORY] if placed else []), *fields])
    for number, (labels, record) in enumerate(found.records, start=2):
        path = "/".join(label.replace("/", "／") for label in labels)
        cells = [record.get(field, "") for field in fields]
        yield Row(number, [path, *cells] if placed else cells)
