"""A reply as a pack tells it: what can be shared, and nothing of the person who keeps it.

Favourites, use and trash stay at home. The digest of a record is what the three-way comparison
compares, so it covers what an author can have meant to change and leaves out where in a file the
record stood.
"""

import hashlib
from collections.abc import Mapping

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder, Encoder

from kefu_desktop.core.columns import Table
from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import (
    Attachment,
    Category,
    Digest,
    Kind,
    Reply,
    Tag,
    Uid,
    category_path,
)


class Where(Struct, frozen=True):
    """A place in a file of a stranger: the file or sheet or member, and its line, row or ordinal
    from 1 (0: the whole).
    """

    source: str
    line: int = 0


class Finding(Struct, frozen=True):
    """Something to tell about a record: why it cannot be taken, or what was taken out of it."""

    where: Where
    code: Code
    params: tuple[tuple[str, str | int], ...] = ()


class _Document(Struct, frozen=True):
    """What is compared of a record. The names in the order of the alphabet are the canonical one:
    digests in libraries and packs were made of it.
    """

    asked_as: tuple[str, ...]
    attachments: tuple[Digest, ...]
    category: tuple[str, ...]
    kind: Kind
    notes: str
    shortcut: str
    tags: tuple[str, ...]
    title: str
    variants: tuple[str, ...]


_ENCODER = Encoder()
_DECODER = Decoder(_Document)


class Record(Struct, frozen=True, kw_only=True):
    """One reply of a pack, valid as a :class:`Reply` would be. ``uid`` is its identity within the
    pack.
    """

    uid: Uid
    title: str
    variants: tuple[str, ...]
    kind: Kind = Kind.REPLY
    category: tuple[str, ...] = ()
    shortcut: str = ""
    tags: tuple[str, ...] = ()
    asked_as: tuple[str, ...] = ()
    notes: str = ""
    attachments: tuple[Attachment, ...] = ()
    where: Where = Where("")

    def document(self) -> bytes:
        """Gives what the record says as canonical JSON: equal content gives equal bytes."""
        return _ENCODER.encode(
            _Document(
                self.asked_as,
                tuple([file.digest for file in self.attachments]),
                self.category,
                self.kind,
                self.notes,
                self.shortcut.casefold(),
                tuple(sorted(map(str.casefold, self.tags))),
                self.title,
                self.variants,
            )
        )

    def digest(self) -> Digest:
        """Gives the SHA-256 of :meth:`document`."""
        return Digest(hashlib.sha256(self.document()).hexdigest())


class Pack(Struct, frozen=True, kw_only=True):
    """What a file held: who it is, its records in order, and what could not be taken as it was.

    ``identified`` is False for tables and other files without identities of their own: their uid is
    then derived from the file's name and their records' uids from what they say. ``part`` tells
    that its author has more under this uid, so that what is not in it was not removed. ``changes``
    tells what the author changed since the version before. ``format`` is the kind of file it was,
    ``encoding`` that of its text where it had to be told, ``tables`` what it was read from if it is
    a table.
    """

    uid: Uid
    name: str
    version: str = ""
    author: str = ""
    changes: str = ""
    language: str = ""
    identified: bool = True
    part: bool = False
    records: tuple[Record, ...] = ()
    tags: tuple[Tag, ...] = ()
    categories: tuple[tuple[str, ...], ...] = ()
    media: Mapping[Digest, bytes] | None = None
    findings: tuple[Finding, ...] = ()
    format: str = ""
    encoding: str = ""
    tables: tuple[Table, ...] = ()


def record_from(document: bytes, uid: Uid) -> Record:
    """Gives the record that once was written as ``document`` (see :meth:`Record.document`). Of its
    attachments only the digests are known.

    Raises :class:`ValueError` for what no record wrote.
    """
    try:
        said = _DECODER.decode(document)
    except MsgspecError as error:
        raise ValueError("no document of a record") from error
    return Record(
        uid=uid,
        title=said.title,
        variants=said.variants,
        kind=said.kind,
        category=said.category,
        shortcut=said.shortcut,
        tags=said.tags,
        asked_as=said.asked_as,
        notes=said.notes,
        attachments=tuple(Attachment(digest, "", "", 0) for digest in said.attachments),
    )


def record_of(reply: Reply, categories: Mapping[Uid, Category]) -> Record:
    """Gives ``reply`` as it would be shared. Its uid is that of its origin's record, so that an
    export updates its pack.
    """
    return Record(
        uid=reply.origin.record if reply.origin else reply.uid,
        title=reply.title,
        variants=tuple(variant.text for variant in reply.variants),
        kind=reply.kind,
        category=category_path(categories, reply.category),
        shortcut=reply.shortcut,
        tags=reply.tags,
        asked_as=reply.asked_as,
        notes=reply.notes,
        attachments=reply.attachments,
    )
