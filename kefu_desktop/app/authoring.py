"""Makes a reply from what somebody wrote: a draft given whole at the command line, or the sheet of
an editor.

A draft names its category by a path, and what is missing of it grows in the same step; a sheet
points at one that is there. A shortcut that is taken is refused by the title of its holder: "taken"
alone leaves the writer looking for it.
"""

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core import editing, sheets
from kefu_desktop.core.changes import ChangeSet, Content
from kefu_desktop.core.cleaning import LINE_ENDS
from kefu_desktop.core.errors import Code, Conflict, InvalidInput, NotFound
from kefu_desktop.core.model import Kind, Millis, Reply, Uid, Variant, unique_words
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.core.tree import NewUid, Tree

if TYPE_CHECKING:
    from kefu_desktop.store.queries import Queries


class Draft(Struct, frozen=True, kw_only=True):
    """What was written, nothing of it checked yet. ``category`` is a path from the root down."""

    title: str
    texts: tuple[str, ...]
    kind: Kind = Kind.REPLY
    category: tuple[str, ...] = ()
    shortcut: str = ""
    tags: tuple[str, ...] = ()
    favourite: bool = False


class Writing(Struct, frozen=True, kw_only=True):
    """A sheet, fit to be saved, on its way into reply ``uid``, which was ``base`` when the writing
    began (None: a new one).
    """

    uid: Uid
    base: Reply | None
    sheet: Sheet
    contents: tuple[Content, ...]
    overwrite: bool


def add(library: "Queries", draft: Draft, uid: Uid, now: Millis, new_uid: NewUid) -> ChangeSet:
    """Gives the step that adds ``draft`` as reply ``uid``.

    Line ends of any system become ``\\n``; nothing else of the text is touched. Raises
    :class:`InvalidInput` for what a library cannot hold, and :class:`Conflict` (SHORTCUT_TAKEN with
    ``title``).
    """
    _check_shortcut(library, draft.shortcut, uid)
    category, grown = Tree(library.categories()).grow(draft.category, new_uid)
    reply = Reply(
        uid=uid,
        title=draft.title,
        variants=tuple(Variant(LINE_ENDS.sub("\n", text)) for text in draft.texts),
        kind=draft.kind,
        shortcut=draft.shortcut,
        category=category,
        tags=unique_words(draft.tags),
        favourite=draft.favourite,
        position=library.next_position(category),
    )
    made = editing.add_reply(reply, now)
    return replace(made, changes=(*grown, *made.changes))


def merged(writing: Writing, theirs: Reply | None) -> Sheet | None:
    """Gives what the reply is to say, now that the library holds ``theirs``; None where a person
    has to choose.
    """
    base = writing.base
    if base is None or writing.overwrite:
        return writing.sheet
    if theirs is None or (theirs.trashed is not None and base.trashed is None):
        return None
    return sheets.merge(Sheet.of(base), Sheet.of(theirs), writing.sheet)


def write(
    library: "Queries", writing: Writing, sheet: Sheet, theirs: Reply | None, now: Millis
) -> ChangeSet:
    """Gives the step that makes ``theirs`` (None: nothing, or nothing any more) say what ``sheet``
    does; empty when it does already.

    A reply that is put into another category goes behind those in it. One that was put into the
    trash since the writing began comes back.

    Raises:
        Conflict: SHORTCUT_TAKEN (``shortcut``, ``title`` and ``other``: whose it is).
        NotFound: CATEGORY_MISSING.
        InvalidInput: IMAGE_MISSING (``name``): nobody has its bytes any more.
    """
    base = writing.base
    trashed = theirs.trashed if theirs and base and base.trashed is not None else None
    if trashed is None:
        _check_shortcut(library, sheet.shortcut, writing.uid)
    sheet = replace(sheet, category=_category(library, writing, sheet.category))
    if theirs is None or theirs.category != sheet.category:
        position = library.next_position(sheet.category)
    else:
        position = theirs.position
    told = {field.value: getattr(sheet, field) for field in sheets.SheetField}
    told["variants"] = tuple(map(Variant, told.pop(sheets.SheetField.TEXTS)))
    told |= {"position": position, "trashed": trashed}
    held = theirs or base
    if trashed is None:
        # As on its way out of the trash: it counts its use for itself again.
        told["united"] = None
    after = Reply(uid=writing.uid, **told) if held is None else replace(held, **told)
    contents = _needed_contents(library, after, theirs, writing.contents)
    made = (
        editing.add_reply(after, now) if theirs is None else editing.edit_reply(theirs, after, now)
    )
    return replace(made, contents=contents)


def _category(library: "Queries", writing: Writing, wanted: Uid | None) -> Uid | None:
    """Gives the category to put the reply into. One that is gone is an error for whoever has chosen
    it; a reply that only was in it comes back without one, as from the trash.
    """
    if wanted is None or wanted in library.categories():
        return wanted
    if writing.base is not None and writing.base.category == wanted:
        return None
    raise NotFound(Code.CATEGORY_MISSING, category=wanted)


def _needed_contents(
    library: "Queries", reply: Reply, theirs: Reply | None, given: tuple[Content, ...]
) -> tuple[Content, ...]:
    """Gives those of ``given`` that ``reply`` shows; raises when the bytes of an image are nowhere.

    What no reply shows, the upkeep may have cleared away while the sheet lay open.
    """
    kept = {attachment.digest for attachment in theirs.attachments} if theirs else set()
    at_hand = {content.digest: content for content in given}
    for attachment in reply.attachments:
        known = attachment.digest in kept or attachment.digest in at_hand
        if not known and library.content(attachment.digest) is None:
            raise InvalidInput(Code.IMAGE_MISSING, name=attachment.name)
    shown = {attachment.digest for attachment in reply.attachments}
    return tuple(content for digest, content in at_hand.items() if digest in shown)


def _check_shortcut(library: "Queries", shortcut: str, uid: Uid) -> None:
    holder = library.by_shortcut(shortcut) if shortcut else None
    if holder is not None and holder.uid != uid:
        raise Conflict(Code.SHORTCUT_TAKEN, shortcut=shortcut, title=holder.title, other=holder.uid)
