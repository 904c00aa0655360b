"""Entities as JSON, for the undo journal.

Only what says something is written: fields at their default are left out, and of an edit only the
fields that differ. So a step that moves ten thousand replies does not repeat their texts.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from typing import Any

from msgspec.json import Decoder, Encoder
from msgspec.structs import force_setattr

from kefu_desktop.core.changes import Entity, Key
from kefu_desktop.core.model import (
    Attachment,
    Category,
    DeliveryMode,
    Kind,
    Origin,
    Reply,
    Tag,
    Variant,
)

Data = dict[str, Any]

to_json = Encoder().encode
"""Writes data, and what :func:`as_told` gives."""

from_json = Decoder().decode
"""Reads data. What they mean, :func:`from_data` and :func:`values_of` know."""

CLASS_OF: Mapping[Key, type[Reply] | type[Category] | type[Tag]] = {
    Key.REPLY: Reply,
    Key.CATEGORY: Category,
    Key.TAG: Tag,
}


class UntoldError(ValueError):
    """The data speak of something this version of the program does not know."""


_FROM_JSON: dict[str, Callable[[Any], Any]] = {
    "variants": lambda texts: tuple(map(Variant, texts)),
    "attachments": lambda files: tuple(Attachment(*file) for file in files),
    "origin": lambda origin: Origin(*origin) if origin else None,
    "kind": Kind,
    "delivery": DeliveryMode,
    "tags": tuple,
    "asked_as": tuple,
}


def _unchanged(value: Any) -> Any:
    return value


def as_told(entity: Entity) -> Entity:
    """Gives ``entity`` as it is written: without the fields at their default and with lists of
    values for what it holds, as its class says (``omit_defaults``, ``array_like``), and with texts
    for variants. Fit for nothing else.
    """
    if not isinstance(entity, Reply):
        return entity
    told = copy(entity)
    force_setattr(told, "variants", _texts(entity.variants))
    return told


def _texts(variants: Iterable[Variant]) -> list[str]:
    return [variant.text for variant in variants]


def differences(before: Entity, after: Entity) -> tuple[Data, Data]:
    """Gives the fields in which two states of one entity differ: what they were, what they are."""
    was, is_ = {}, {}
    for name in before.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            texts = name == "variants"
            was[name], is_[name] = (_texts(old), _texts(new)) if texts else (old, new)
    return was, is_


def values_of(key: Key, data: Data) -> Data:
    """Gives ``data`` with the values that the fields of ``key``'s class have."""
    unknown = data.keys() - {*CLASS_OF[key].__struct_fields__}
    if unknown:
        raise UntoldError(", ".join(sorted(unknown)))
    return {name: _FROM_JSON.get(name, _unchanged)(value) for name, value in data.items()}


def from_data(key: Key, data: Data) -> Entity:
    """Gives the entity that was written; raises :class:`UntoldError`."""
    return CLASS_OF[key](**values_of(key, data))
