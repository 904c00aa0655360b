"""All replies in memory, packed small, so that no keystroke waits for the disk.

A reply is kept as bytes and unpacked when it is shown. Kept as objects, 100,000 replies would cost
three times the memory and make each full garbage collection a pause that an agent can feel.
"""

import marshal
from array import array
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from typing import Any

from msgspec.structs import force_setattr

from kefu_desktop.core.model import (
    Attachment,
    Category,
    DeliveryMode,
    Kind,
    Origin,
    Reply,
    Uid,
    Use,
    Variant,
    category_path,
)

_NOWHERE = -1
_NEVER = Use()


class Shelf:
    """Replies, categories and counts of use by uid. Belongs to one lane.

    Replies lie one behind the other in one piece of memory, and what lives long (the uids) is made
    by :meth:`reserve` before a library is read: small objects that stay behind among thousands that
    pass would keep all their room from being given back (measured: 10,000 replies, 10 MB).
    """

    def __init__(self) -> None:
        self._number: dict[Uid, int] = {}
        self._uids: list[Uid] = []
        self._place = array("q")
        self._category: list[Uid | None] = []
        self._bytes = bytearray()
        self._count = 0
        self._uses: dict[Uid, Use] = {}
        self._categories: dict[Uid, Category] = {}
        self._paths: dict[Uid | None, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return self._count

    def __contains__(self, uid: Uid) -> bool:
        number = self._number.get(uid)
        return number is not None and self._place[number] != _NOWHERE

    def fill(self, categories: Mapping[Uid, Category], uses: Mapping[Uid, Use]) -> None:
        """Takes the categories and counts of a whole library; its replies are put one by one."""
        self._categories = dict(categories)
        self._paths = {}
        self._uses = dict(uses)

    def reserve(self, uids: Iterable[Uid]) -> None:
        """Makes room for replies that are to be put."""
        for uid in uids:
            if uid not in self._number:
                self._number[uid] = len(self._uids)
                self._uids.append(uid)
                self._place.append(_NOWHERE)
                self._category.append(None)

    def known(self, uid: Uid) -> Uid:
        """Gives the shelf's own copy of ``uid``, to be kept in place of one that can then go."""
        number = self._number.get(uid)
        return uid if number is None else self._uids[number]

    def put(self, reply: Reply) -> None:
        """Takes ``reply`` in, in place of what it was before."""
        self.reserve((reply.uid,))
        number = self._number[reply.uid]
        self._count += self._place[number] == _NOWHERE
        self._place[number] = len(self._bytes)
        packed = _pack(reply)
        self._bytes += len(packed).to_bytes(4, "little")
        self._bytes += packed
        category = self._categories.get(reply.category) if reply.category else None
        self._category[number] = category.uid if category else reply.category

    def drop(self, uid: Uid) -> None:
        """Forgets a reply; one that is not here is no error."""
        if uid in self:
            self._place[self._number[uid]] = _NOWHERE
            self._count -= 1

    def put_category(self, uid: Uid, category: Category | None) -> None:
        """Takes a category as it is now; None when it is gone."""
        self._paths = {}
        if category is None:
            self._categories.pop(uid, None)
        else:
            self._categories[uid] = category

    def put_use(self, uid: Uid, use: Use) -> None:
        """Takes a reply's count of use as it is now."""
        self._uses[uid] = use

    def get(self, uid: Uid) -> Reply | None:
        """Gives a reply, None when it is not here."""
        packed = self.packed(uid)
        return None if packed is None else unpack(packed)

    def packed(self, uid: Uid) -> bytes | None:
        """Gives a reply as it lies here, for :func:`unpack`; None when it is not here."""
        number = self._number.get(uid)
        if number is None or (place := self._place[number]) == _NOWHERE:
            return None
        length = int.from_bytes(self._bytes[place : place + 4], "little")
        return bytes(self._bytes[place + 4 : place + 4 + length])

    def path_of(self, uid: Uid) -> tuple[str, ...]:
        """Gives the names of a reply's category from the root down."""
        number = self._number.get(uid)
        return self.path(None if number is None else self._category[number])

    def use(self, uid: Uid) -> Use:
        """Gives how often a reply was used; never used when nothing is known."""
        return self._uses.get(uid, _NEVER)

    def path(self, category: Uid | None) -> tuple[str, ...]:
        """Gives the names of a category from the root down."""
        path = self._paths.get(category)
        if path is None:
            path = self._paths[category] = category_path(self._categories, category)
        return path

    def roots(self) -> tuple[Category, ...]:
        """Gives the top of the tree in its order."""
        tops = (category for category in self._categories.values() if category.parent is None)
        return tuple(sorted(tops, key=lambda category: (category.position, category.name)))

    def under(self, categories: Collection[Uid]) -> tuple[Uid, ...]:
        """Gives the replies in ``categories`` or anywhere below them."""
        if not categories:
            return ()
        below = set(categories)
        grown = True
        while grown:
            more = {c.uid for c in self._categories.values() if c.parent in below} - below
            below |= more
            grown = bool(more)
        places = zip(self._uids, self._category, self._place, strict=True)
        return tuple(uid for uid, where, place in places if where in below and place != _NOWHERE)


_FIELDS = Reply.__struct_fields__
"""The order in which a reply is packed."""

_VARIANT = Variant("-")
_REPLY = Reply(uid=Uid("-"), title="-", variants=(_VARIANT,))
"""What others are copied from."""

_VARIANTS, _KIND, _ATTACHMENTS, _DELIVERY, _ORIGIN = map(
    _FIELDS.index, ("variants", "kind", "attachments", "delivery", "origin")
)


def _pack(reply: Reply) -> bytes:
    values: dict[str, Any] = {name: getattr(reply, name) for name in _FIELDS}
    values["variants"] = tuple([variant.text for variant in reply.variants])
    values["kind"] = reply.kind.value
    values["attachments"] = tuple(
        [(each.digest, each.name, each.media_type, each.size) for each in reply.attachments]
    )
    values["delivery"] = reply.delivery.value
    if reply.origin is not None:
        origin = reply.origin
        values["origin"] = (origin.pack, origin.record, origin.version, origin.digest)
    return marshal.dumps(tuple(values.values()))


def unpack(packed: bytes) -> Reply:
    """Gives the reply back without checking it again: it was checked when it was made, and a screen
    of fifty would wait four milliseconds for nothing.
    """
    # marshal reads what was written here a moment ago, never a file.
    values = list(marshal.loads(packed))
    values[_VARIANTS] = tuple([_trusted_variant(text) for text in values[_VARIANTS]])
    values[_KIND] = Kind(values[_KIND])
    if values[_ATTACHMENTS]:
        values[_ATTACHMENTS] = tuple([Attachment(*each) for each in values[_ATTACHMENTS]])
    values[_DELIVERY] = DeliveryMode(values[_DELIVERY])
    if values[_ORIGIN] is not None:
        values[_ORIGIN] = Origin(*values[_ORIGIN])
    # A copy is not checked, and a frozen value may be written past its refusal: here they were
    # checked before.
    reply = copy(_REPLY)
    for name, value in zip(_FIELDS, values, strict=True):
        force_setattr(reply, name, value)
    return reply


def _trusted_variant(text: str) -> Variant:
    variant = copy(_VARIANT)
    force_setattr(variant, "text", text)
    return variant
