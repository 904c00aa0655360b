"""A reply while it is being written: what is in the editor's fields, what keeps it from being
saved, and how it meets what happened to the reply meanwhile.

A sheet may hold anything a person types or pastes. Only a field that somebody has touched is
cleaned and checked: what lies in the library is fit for it already, and must not count as changed
because somebody looked at it.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from kefu_desktop.core import model
from kefu_desktop.core.changes import Content
from kefu_desktop.core.cleaning import Cleaned, clean_line, clean_text
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Attachment, DeliveryMode, Kind, Millis, Reply, Uid, unique_words

TITLE_LENGTH = 24
"""A title made from a text is cut to this many characters: what a row of the popup shows whole."""


class SheetField(StrEnum):
    """The fields of a :class:`Sheet`, by their names in it."""

    TITLE = "title"
    TEXTS = "texts"
    KIND = "kind"
    CATEGORY = "category"
    SHORTCUT = "shortcut"
    TAGS = "tags"
    FAVOURITE = "favourite"
    ASKED_AS = "asked_as"
    ATTACHMENTS = "attachments"
    NOTES = "notes"
    DELIVERY = "delivery"


ARRANGED = frozenset({SheetField.KIND, SheetField.CATEGORY, SheetField.TAGS, SheetField.FAVOURITE})
"""What is changed from the list and the sidebar too, for many replies at once, while one of them
is open in the editor. The other fields are the words."""


class Sheet(Struct, frozen=True, kw_only=True):
    """What is in the fields, nothing of it checked. ``texts`` are the variants in order."""

    title: str
    texts: tuple[str, ...]
    kind: Kind = Kind.REPLY
    category: Uid | None = None
    shortcut: str = ""
    tags: tuple[str, ...] = ()
    favourite: bool = False
    asked_as: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: str = ""
    delivery: DeliveryMode = DeliveryMode.AS_SET

    @classmethod
    def of(cls, reply: Reply) -> "Sheet":
        """Gives the sheet that shows ``reply`` as it is."""
        return cls(
            title=reply.title,
            texts=tuple(variant.text for variant in reply.variants),
            kind=reply.kind,
            category=reply.category,
            shortcut=reply.shortcut,
            tags=reply.tags,
            favourite=reply.favourite,
            asked_as=reply.asked_as,
            attachments=reply.attachments,
            notes=reply.notes,
            delivery=reply.delivery,
        )

    @property
    def blank(self) -> bool:
        """Whether nothing is written that anyone would miss."""
        written = (self.title, self.notes, *self.texts, *self.asked_as)
        return not self.attachments and not any(text.strip() for text in written)


class Finding(Struct, frozen=True):
    """What keeps a sheet from being saved: where, and what to tell about it. ``item`` counts from 0
    within a field of several (the n-th text, tag, question); it is 0 elsewhere.
    """

    field: SheetField
    item: int
    error: KefuError


class KeptDraft(Struct, frozen=True, kw_only=True):
    """A sheet that was not saved yet. ``key`` is the reply's uid, or ``new-…`` for one to be.

    ``base`` is the reply as it was when its editing began, so that a draft found after a crash
    still tells what others did since. ``contents`` are the images that the library does not have
    yet. ``at`` is when it was kept; whoever keeps it fills that in.
    """

    key: str
    base: Reply | None
    sheet: Sheet
    contents: tuple[Content, ...] = ()
    at: Millis = field(default=Millis(0))


class CleanSheet(NamedTuple):
    """A sheet as it is saved, and how many invisible characters had to go for it."""

    sheet: Sheet
    removed: int


def title_from(text: str) -> str:
    """Gives a title for ``text``: its first line that says something, shortened."""
    lines = (clean_line(line).text for line in clean_text(text).text.split("\n"))
    line = next(filter(None, lines), "")
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def clean(sheet: Sheet, base: Sheet | None = None) -> CleanSheet:
    """Gives what was meant: no invisible characters, a title from the text where none is given,
    neither blank texts and questions nor empty and repeated tags. Fields as in ``base`` stay as
    they are. Cleaning twice changes nothing more.
    """
    title, shortcut = clean_line(sheet.title), clean_shortcut(sheet.shortcut)
    texts, asked_as = _clean_texts(sheet.texts), _clean_texts(sheet.asked_as)
    tags = [_clean_tag(tag) for tag in sheet.tags]
    notes = clean_text(sheet.notes)
    said = tuple(text.text for text in texts if text.text.strip())
    made = replace(
        sheet,
        title=title.text or (title_from(said[0]) if said else ""),
        texts=said,
        shortcut=shortcut.text,
        tags=unique_words(tag.text for tag in tags if tag.text),
        asked_as=tuple(text.text for text in asked_as if text.text.strip()),
        notes=notes.text,
    )
    removed = {
        SheetField.TITLE: title.removed,
        SheetField.TEXTS: sum(text.removed for text in texts),
        SheetField.SHORTCUT: shortcut.removed,
        SheetField.TAGS: sum(tag.removed for tag in tags),
        SheetField.ASKED_AS: sum(text.removed for text in asked_as),
        SheetField.NOTES: notes.removed,
    }
    touched = SheetField if base is None else differing(base, sheet)
    kept = {field.value: getattr(sheet, field) for field in SheetField if field not in touched}
    return CleanSheet(replace(made, **kept), sum(removed.get(field, 0) for field in touched))


def clean_shortcut(shortcut: str) -> Cleaned:
    """Gives the shortcut that was meant: a ``;`` before it only says that it is one."""
    text, removed = clean_line(shortcut)
    return Cleaned(text.lstrip("; "), removed)


def findings(sheet: Sheet, base: Sheet | None = None) -> tuple[Finding, ...]:
    """Gives what keeps ``sheet`` from being saved, in the order of the fields; empty when nothing
    does. Fields as in ``base`` are not looked at.

    A sheet without findings is a reply, unless the library objects: a shortcut or a category may be
    another's by then.
    """
    found: list[Finding] = []
    touched = SheetField if base is None else differing(base, sheet)
    for where, item, check in _checks(sheet):
        if where in touched:
            try:
                check()
            except KefuError as error:
                found.append(Finding(where, item, error))
    return tuple(found)


def differing(one: Sheet, other: Sheet) -> frozenset[SheetField]:
    """Gives the fields in which two sheets differ."""
    return frozenset(field for field in SheetField if getattr(one, field) != getattr(other, field))


def merge(base: Sheet, theirs: Sheet, ours: Sheet) -> Sheet | None:
    """Gives ``ours`` with what only ``theirs`` has changed; None when a person has to choose.

    That is so when both sides changed the words, be it different fields: nobody has read what the
    two together would say. Where a reply is put (:data:`ARRANGED`) goes together field by field.
    What both changed alike is no clash.
    """
    mine, others = differing(base, ours), differing(base, theirs) & differing(ours, theirs)
    if mine & others or (mine - ARRANGED and others - ARRANGED):
        return None
    return replace(ours, **{field.value: getattr(theirs, field) for field in others})


def _clean_texts(texts: tuple[str, ...]) -> list[Cleaned]:
    return [clean_text(text) for text in texts]


def _clean_tag(tag: str) -> Cleaned:
    text, removed = clean_line(tag)
    return Cleaned(text.lstrip("# "), removed)


def _checks(sheet: Sheet) -> Iterator[tuple[SheetField, int, Callable[[], object]]]:
    """Gives the checks of each field; items are told by their place in ``sheet``, not in what is
    left of it when it is clean.
    """
    made, _removed = clean(sheet)
    count = model.check_count
    if made.title:
        yield SheetField.TITLE, 0, lambda: model.check_title(made.title)
    texts = [(item, clean_text(text).text) for item, text in enumerate(sheet.texts)]
    said = [(item, text) for item, text in texts if text.strip()] or [(0, "")]
    yield from _checked_each(SheetField.TEXTS, said, model.check_text)
    yield SheetField.TEXTS, 0, lambda: count(made.texts, model.VARIANT_LIMIT, "variants")
    yield SheetField.SHORTCUT, 0, lambda: model.check_shortcut(made.shortcut)
    tags = [(item, _clean_tag(tag).text) for item, tag in enumerate(sheet.tags)]
    yield from _checked_each(SheetField.TAGS, tags, model.check_tag)
    yield SheetField.TAGS, 0, lambda: count(made.tags, model.LIST_LIMIT, "tags")
    asked = [(item, clean_text(text).text) for item, text in enumerate(sheet.asked_as)]
    yield from _checked_each(SheetField.ASKED_AS, asked, model.check_text)
    yield SheetField.ASKED_AS, 0, lambda: count(made.asked_as, model.LIST_LIMIT, "asked-as")
    yield SheetField.NOTES, 0, lambda: model.check_notes(made.notes)


def _checked_each(
    field: SheetField, items: list[tuple[int, str]], check: Callable[[str], object]
) -> Iterator[tuple[SheetField, int, Callable[[], object]]]:
    for item, text in items:
        if text.strip() or field is SheetField.TEXTS:
            yield field, item, partial(check, text)
