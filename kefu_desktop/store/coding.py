"""Entities as JSON data, for the undo journal.

Only what says something is written: fields at their default are left out, and of an edit only the
fields that differ. So a step that moves ten thousand replies does not repeat their texts.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from msgspec.structs import fields

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

CLASS_OF: Mapping[Key, type[Reply] | type[Category] | type[Tag]] = {
    Key.REPLY: Reply,
    Key.CATEGORY: Category,
    Key.TAG: Tag,
}

_FIELDS: Mapping[type[Entity], Mapping[str, Any]] = {
    kind: {field.name: field.default for field in fields(kind)} for kind in CLASS_OF.values()
}
_VALUES: Mapping[type[Entity], Callable[[Entity], tuple[Any, ...]]] = {
    kind: attrgetter(*fields) for kind, fields in _FIELDS.items()
}
"""Gives the values of an entity in the order of its fields, all in one call."""


class UntoldError(ValueError):
    """The data speak of something this version of the program does not know."""


_TO_JSON: dict[str, Callable[[Any], Any]] = {
    "variants": lambda variants: [variant.text for variant in variants],
    "attachments": lambda files: [
        [file.digest, file.name, file.media_type, file.size] for file in files
    ],
    "origin": lambda origin: origin and [origin.pack, origin.record, origin.version, origin.digest],
}
_FROM_JSON: dict[str, Callable[[Any], Any]] = {
    "variants": lambda texts: tuple(Variant(text) for text in texts),
    "attachments": lambda files: tuple(Attachment(*file) for file in files),
    "origin": lambda origin: Origin(*origin) if origin else None,
    "kind": Kind,
    "delivery": DeliveryMode,
    "tags": tuple,
    "asked_as": tuple,
}


def _unchanged(value: Any) -> Any:
    return value


def _told(name: str, value: Any) -> Any:
    to_json = _TO_JSON.get(name)
    return value if to_json is None else to_json(value)


def to_data(entity: Entity) -> Data:
    """Gives ``entity`` as JSON data without the fields at their default."""
    kind = type(entity)
    fields = zip(_FIELDS[kind].items(), _VALUES[kind](entity), strict=True)
    return {
        name: _TO_JSON[name](value) if name in _TO_JSON else value
        for (name, default), value in fields
        if value is not default and value != default
    }


def differences(before: Entity, after: Entity) -> tuple[Data, Data]:
    """Gives the fields in which two states of one entity differ: what they were, what they are."""
    was, is_ = {}, {}
    for name in _FIELDS[type(before)]:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            was[name], is_[name] = _told(name, old), _told(name, new)
    return was, is_


def values_of(key: Key, data: Data) -> Data:
    """Gives ``data`` with the values that the fields of ``key``'s class have."""
    known = _FIELDS[CLASS_OF[key]]
    if not known.keys() >= data.keys():
        raise UntoldError(", ".join(sorted(data.keys() - known.keys())))
    return {name: _FROM_JSON.get(name, _unchanged)(value) for name, value in data.items()}


def from_data(key: Key, data: Data) -> Entity:
    """Gives the entity that :func:`to_data` told of; raises :class:`UntoldError`."""
    return CLASS_OF[key](**values_of(key, data))
