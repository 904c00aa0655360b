"""Makes records of what a reader found, whatever the format, and says what was wrong with it.

Text is cleaned here and nowhere else in ``packs``. What cannot be used is rejected alone, with its
place; what can be used without a part (a shortcut, a tag) is taken without it, and that is said.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import force_setattr

from kefu_desktop.core.cleaning import UNWANTED, Cleaned, clean_line, clean_text
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import (
    DEPTH_LIMIT,
    LIST_LIMIT,
    NAME_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    VARIANT_LIMIT,
    Attachment,
    Kind,
    Uid,
    check_category_name,
    check_shortcut,
    check_tag,
    check_text,
    check_title,
    check_uid,
    unique_words,
)
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.core.records import Finding, Record, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.limits import Limits

TITLE_FROM_TEXT = 30
"""How many characters of its text a reply without a title is headed by."""

_OF_FILE = "file"
_COPY_MARK = re.compile(r"\s*([(（]\d+[)）]|[-_ ]*(副本|复件|copy))$", re.IGNORECASE)
_EDITION_MARK = re.compile(
    r"[\s_\-—.·]*[(（【\[]?(?:"
    r"(?<![A-Za-z])(?:(?:v|ver|version)[\s.]*\d+(?:\.\d+)*|final|latest|new|old)"
    r"|(?:版本|第)\s*\d+(?:\.\d+)*版?|\d+(?:\.\d+)*\s*版"
    r"|20\d\d(?:[-.年_/](?:1[0-2]|0?[1-9])|1[0-2]|0[1-9])(?:[-.月_/]?(?:3[01]|[12]\d|0?[1-9]))?[日号月]?"
    r"|最新|终稿|定稿|(?:最新|最终|修订|修改|更新|新|旧)版)(?:更新|修订|版)?\s*[)）】\]]?$",
    re.IGNORECASE,
)
_CLIPBOARD = re.compile("剪贴板|clipboard", re.IGNORECASE)
_UID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Remark(NamedTuple):
    """What is to be told about a record if it is taken."""

    code: Code
    params: Mapping[str, str | int] = {}


class Draft(Struct):
    """A record as found: any text, of any length, in any field. An empty ``uid`` is derived."""

    title: str = ""
    variants: Sequence[str] = ()
    uid: str = ""
    kind: Kind = Kind.REPLY
    category: Sequence[str] = ()
    shortcut: str = ""
    tags: Sequence[str] = ()
    asked_as: Sequence[str] = ()
    notes: str = ""
    attachments: tuple[Attachment, ...] = ()
    remarks: Sequence[Remark] = ()


def pack_uid(path: Path) -> Uid:
    """Gives the identity of a pack that a file without one is: its name without the ending, and
    without the marks of copies, versions and dates that people put behind it.
    """
    return derived_uid(_OF_FILE, _unmarked(path, _COPY_MARK, _EDITION_MARK).casefold())


def is_of_file(pack: Uid) -> bool:
    """Whether an identity is one that :func:`pack_uid` gave: that of a file's name, not a pack's
    own.
    """
    return pack.startswith(f"{_OF_FILE}-")


def plain_stem(path: Path) -> str:
    """Gives the name of a file without the ending, and without the mark that a second download or
    copy leaves on it.
    """
    return _unmarked(path, _COPY_MARK)


def _unmarked(path: Path, *marks: re.Pattern[str]) -> str:
    name = path.stem.strip()
    while True:
        shorter = (mark.sub("", name) for mark in marks)
        less = next((one for one in shorter if one and one != name), None)
        if less is None:
            return name
        name = less


def derived_uid(*parts: str) -> Uid:
    """Gives an identity that equal parts always give again."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return Uid(f"{parts[0]}-{digest[:32]}")


def lasting_uid(program: str, said: str) -> str:
    """Gives the identity that a file of ``program`` tells of a record, as one that can be kept:
    without the braces some put round it, derived where it is written otherwise, blank for none.
    """
    told = said.strip().removeprefix("{").removesuffix("}")
    return told if not told or _UID.fullmatch(told) else derived_uid(program, told)


def shelf(name: str) -> tuple[str, ...]:
    """Gives the category for a group of another program, whose name may be any text: levels at
    ``/``, each cut off where a name of a category has to end.
    """
    levels = (clean_line(level).text[:NAME_LIMIT].strip() for level in name.split("/"))
    return tuple(level for level in levels if level)[:DEPTH_LIMIT]


class Assembly(Struct):
    """The records of one pack while they come in. ``exact`` tells that the format is ours: what is
    valid stays letter by letter, and a missing title is an error and not taken from the text.
    """

    pack: Uid
    path: Path
    limits: Limits
    exact: bool = False
    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _left_out: int = 0
    _uids: set[str] = field(default_factory=set)
    _named: set[tuple[str, ...]] = field(default_factory=set)
    _said: set[tuple[object, ...]] = field(default_factory=set)
    _shortcuts: set[str] = field(default_factory=set)
    _places: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _tagged: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def find(self, where: Where, code: Code, **params: str | int) -> None:
        """Notes something about the place ``where``."""
        self.findings.append(Finding(where, code, tuple(params.items())))

    def take(self, draft: Draft, where: Where) -> None:
        """Takes a record in, or notes why not.

        Raises :class:`InvalidInput` when the file holds more records than it may.
        """
        usable = len(self.records)
        if usable >= self.limits.records or usable + self._left_out >= 2 * self.limits.records:
            raise InvalidInput(
                Code.FILE_TOO_MANY_RECORDS, path=str(self.path), limit=self.limits.records
            )
        remarks: list[Finding] = []
        try:
            record = self._record(draft, where, remarks)
        except InvalidInput as error:
            self._leave_out(where, error.code, **error.params)
            return
        if record is None:
            self._leave_out(where, Code.RECORD_REPEATED)
            return
        self.records.append(record)
        self.findings += remarks
        for code, params in draft.remarks:
            self.find(where, code, **params)

    def taken(self, watch: Watch) -> tuple[Record, ...]:
        """Gives the records when all are in, and lets go of what told them apart."""
        for known in (self._said, self._named, self._uids):
            heap: list[object] = [*known]
            known.clear()
            watch.let_go(heap)
        return tuple(self.records)

    def _leave_out(self, where: Where, code: Code, **params: str | int) -> None:
        self._left_out += 1
        self.find(where, code, **params)

    def _record(self, draft: Draft, where: Where, remarks: list[Finding]) -> Record | None:
        # Most rows have few of these fields, and a hundred thousand of them may come.
        wash = _Wash(self.exact)
        variants = _texts(draft.variants, VARIANT_LIMIT, "variants", wash)
        if not variants:
            raise InvalidInput(Code.TEXT_EMPTY)
        title, notes = self._title(draft, variants[0], wash)
        category = self._category(tuple(draft.category), wash)
        wished = wash.line(draft.shortcut) if draft.shortcut else ""
        shortcut = self._shortcut(wished, where, remarks) if wished else ""
        asked_as = _texts(draft.asked_as, LIST_LIMIT, "asked-as", wash) if draft.asked_as else ()
        tags = self._tags(tuple(draft.tags), wash, where, remarks) if draft.tags else ()
        record = Record(
            uid=Uid(draft.uid),
            title=check_title(title),
            variants=variants,
            kind=draft.kind,
            category=category,
            shortcut=shortcut,
            tags=tags,
            asked_as=asked_as,
            notes=notes,
            attachments=draft.attachments,
            where=where,
        )
        uid = self._uid(record, wished)
        if uid is None:
            return None
        if wash.removed:
            remarks.append(Finding(where, Code.RECORD_CLEANED, (("count", wash.removed),)))
        if any(map(_reads_clipboard, variants)):
            remarks.append(Finding(where, Code.RECORD_READS_CLIPBOARD))
        self._uids.add(uid)
        if shortcut:
            self._shortcuts.add(shortcut.casefold())
        if not draft.uid:
            # Nobody else has it yet.
            force_setattr(record, "uid", uid)
        return record

    def _title(self, draft: Draft, text: str, wash: "_Wash") -> tuple[str, str]:
        """Gives the title, and the notes, which keep what of a title is too long for one."""
        title, notes = wash.line(draft.title), wash.text(draft.notes) if draft.notes else ""
        if len(title) > TITLE_LIMIT and not self.exact:
            title, notes = title[:TITLE_LIMIT].rstrip(), "\n".join(filter(None, (title, notes)))
        if not title and not self.exact:
            title = " ".join(text.split())[:TITLE_FROM_TEXT]
        if len(notes) > TEXT_LIMIT:
            raise InvalidInput(Code.TEXT_TOO_LONG, length=len(notes), limit=TEXT_LIMIT)
        return title, notes

    def _category(self, raw: tuple[str, ...], wash: "_Wash") -> tuple[str, ...]:
        """Thousands of records lie in one category, which needs checking once."""
        path = self._places.get(raw)
        if path is None:
            before = wash.removed
            path = _category(raw, wash)
            if wash.removed == before:
                self._places[raw] = path
        return path

    def _tags(
        self, raw: tuple[str, ...], wash: "_Wash", where: Where, remarks: list[Finding]
    ) -> tuple[str, ...]:
        """Thousands have the same tags, too; where nothing was amiss, that is known once."""
        tags = self._tagged.get(raw)
        if tags is None:
            before = wash.removed, len(remarks)
            tags = _tags(raw, wash, where, remarks)
            if (wash.removed, len(remarks)) == before:
                self._tagged[raw] = tags
        return tags

    def _shortcut(self, shortcut: str, where: Where, remarks: list[Finding]) -> str:
        if not shortcut:
            return ""
        try:
            check_shortcut(shortcut)
        except InvalidInput as error:
            params = tuple(error.params.items())
            remarks.append(Finding(where, Code.RECORD_SHORTCUT_DROPPED, params))
            return ""
        if shortcut.casefold() in self._shortcuts:
            params = (("shortcut", shortcut),)
            remarks.append(Finding(where, Code.RECORD_SHORTCUT_DROPPED, params))
            return ""
        return shortcut

    def _uid(self, record: Record, wished: str) -> Uid | None:
        """Gives the record's identity, which it may have already; None when the file had this
        record before.
        """
        if record.uid:
            return None if record.uid in self._uids else check_uid(record.uid)
        told = (
            wished.casefold(), record.title, record.category, record.variants,
            record.kind, record.notes, record.tags, record.asked_as,
        )  # fmt: skip
        if told in self._said:
            return None
        self._said.add(told)
        for name in _names(record, wished):
            # Looked for by its name: a digest takes ten times as long, and most names are free.
            if name not in self._named:
                self._named.add(name)
                derived = derived_uid("row", self.pack, *name)
                if derived not in self._uids:
                    return derived
        return None


def _names(record: Record, wished: str) -> Iterator[tuple[str, ...]]:
    """What a row may be known by, the lasting first; the later ones where that is taken."""
    if record.shortcut:
        yield "shortcut", record.shortcut.casefold()
    yield "title", record.title
    place = (*record.category, record.title)
    yield "place", *place
    yield "text", *place, *record.variants
    rest = (record.kind.value, record.notes, *record.tags, "", *record.asked_as)
    yield "whole", wished, *place, *record.variants, "", *rest


class _Wash:
    """Cleans text and counts what had to go. ``exact`` leaves alone what is valid as it is."""

    def __init__(self, exact: bool) -> None:
        self._exact = exact
        self.removed = 0

    def text(self, raw: str) -> str:
        # What is printable has nothing to be cleaned, and nearly all is.
        return raw if raw.isprintable() else self._clean(raw, clean_text, "")

    def line(self, raw: str) -> str:
        if raw.isprintable() and (self._exact or "  " not in raw):
            return raw if self._exact else raw.strip()
        return self._clean(raw, clean_line, "\n")

    def _clean(self, raw: str, clean: Callable[[str], Cleaned], unfit: str) -> str:
        if self._exact and not UNWANTED.search(raw) and not (unfit and unfit in raw):
            return raw
        text, removed = clean(raw)
        self.removed += removed
        return text


def _texts(raw: Sequence[str], limit: int, what: str, wash: _Wash) -> tuple[str, ...]:
    if not raw:
        return ()
    if len(raw) == 1:
        only = wash.text(raw[0])
        return (check_text(only),) if only.strip() else ()
    texts = dict.fromkeys(text for text in map(wash.text, raw) if text.strip())
    if len(texts) > limit:
        raise InvalidInput(Code.TOO_MANY, what=what, count=len(texts), limit=limit)
    return tuple(map(check_text, texts))


def _category(raw: Iterable[str], wash: _Wash) -> tuple[str, ...]:
    path = tuple(name for name in map(wash.line, raw) if name)
    if len(path) > DEPTH_LIMIT:
        raise InvalidInput(Code.CATEGORY_TOO_DEEP, depth=len(path), limit=DEPTH_LIMIT)
    return tuple(map(check_category_name, path))


def _tags(raw: Sequence[str], wash: _Wash, where: Where, remarks: list[Finding]) -> tuple[str, ...]:
    if not raw:
        return ()

    def usable() -> Iterator[str]:
        for tag in map(wash.line, raw):
            try:
                yield check_tag(tag)
            except InvalidInput as error:
                if tag:
                    params = tuple(error.params.items())
                    remarks.append(Finding(where, Code.RECORD_TAG_DROPPED, params))

    tags = unique_words(usable())
    if len(tags) > LIST_LIMIT:
        raise InvalidInput(Code.TOO_MANY, what="tags", count=len(tags), limit=LIST_LIMIT)
    return tags


def _reads_clipboard(text: str) -> bool:
    if "{" not in text or not _CLIPBOARD.search(text):
        return False
    return any(isinstance(n, Slot) and n.means is Means.CLIPBOARD for n in parse(text))
