"""A record and the reply it is about as two texts to be read beside each other, and in which of the
other fields they differ.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from kefu_desktop.core.merging import Item
from kefu_desktop.core.model import Category, Uid
from kefu_desktop.core.records import Record, record_of
from kefu_desktop.core.sheets import SheetField
from kefu_desktop.gui.library.editor import words


class Fact(Struct, frozen=True):
    """One field of a record: its name, and what it says here and there."""

    name: str
    mine: str
    theirs: str


def mine_of(item: Item, categories: Mapping[Uid, Category]) -> Record | None:
    """Gives what the reply of an item says, as a record would."""
    return None if item.reply is None else record_of(item.reply, categories)


def text_of(variants: Sequence[str]) -> str:
    """Gives the variants of a record as one text; each has its number where there are several."""
    if len(variants) == 1:
        return variants[0]
    head = QCoreApplication.translate("Importing", "[Variant {number}]")
    return "\n".join(
        f"{head.format(number=number)}\n{text}" for number, text in enumerate(variants, start=1)
    )


def facts(mine: Record | None, theirs: Record | None) -> tuple[Fact, ...]:
    """Gives the fields besides the text that are not the same on both sides; of a record that
    stands alone those that say anything.
    """
    names = words.fields()
    told = []
    for at in _FIELDS:
        here, there = _shown(mine, at), _shown(theirs, at)
        if here != there:
            told.append(Fact(names[at], here, there))
    return tuple(told)


_FIELDS = (
    SheetField.TITLE,
    SheetField.SHORTCUT,
    SheetField.CATEGORY,
    SheetField.TAGS,
    SheetField.KIND,
    SheetField.ASKED_AS,
    SheetField.NOTES,
    SheetField.ATTACHMENTS,
)


def _shown(record: Record | None, at: SheetField) -> str:
    if record is None:
        return ""
    match at:
        case SheetField.TITLE:
            return record.title
        case SheetField.SHORTCUT:
            return f";{record.shortcut}" if record.shortcut else ""
        case SheetField.CATEGORY:
            return " / ".join(record.category)
        case SheetField.TAGS:
            return " ".join(f"#{tag}" for tag in record.tags)
        case SheetField.KIND:
            return words.kinds()[record.kind]
        case SheetField.ASKED_AS:
            return "\n".join(record.asked_as)
        case SheetField.NOTES:
            return record.notes
        case _:
            # Names may be those of other machines; what counts is which images they are.
            return "\n".join(f"{one.name or '…'} ({one.digest[:8]})" for one in record.attachments)
