"""Find and replace over replies: a plan that can be looked at, and the changes it comes to.

A plan is made of texts as they were; carried out on replies that say something else by then it is
refused, so that nobody gets a change other than the one that was shown. What could not stand in a
library afterwards is listed with its reason and never carried out, also where other fields of the
same reply could.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core.changes import Change, ChangeSet, Deed, Key
from kefu_desktop.core.errors import Code, Conflict, InvalidInput
from kefu_desktop.core.model import Millis, Reply, Uid, Variant

Span = tuple[int, int]
"""Where something begins and ends, in characters (code points, not UTF-16 units)."""

# Scripts that put no blanks between words: there a word ends wherever the next one begins.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IN_WORD = f"[^\\W{_UNSPACED}]"
# What goes on here belongs to the character before: an accent, a skin tone, the rest of a family.
_GOES_ON = "[\u0300-\u036f\u200d\U0001f3fb-\U0001f3ff]"


class ReplaceField(StrEnum):
    """Where in a reply something is replaced."""

    TITLE = "title"
    TEXT = "text"
    NOTES = "notes"


class Replacement(Struct, frozen=True):
    """What is to become what, and where. An empty ``find`` is found nowhere.

    ``whole_word`` keeps ``SF`` from being found in ``SFX``. Chinese knows no such ends of words:
    there it changes nothing.
    """

    find: str
    put: str
    match_case: bool = False
    whole_word: bool = False
    in_titles: bool = True
    in_texts: bool = True
    in_notes: bool = False


class PlannedPlace(Struct, frozen=True):
    """One field before and after, with what is found and what stands there instead marked.

    ``item`` is the number of the variant, 0 for other fields. Of both sides the spans go in order
    and pair by pair.
    """

    field: ReplaceField
    item: int
    before: str
    after: str
    spans_before: tuple[Span, ...]
    spans_after: tuple[Span, ...]


class PlannedChange(Struct, frozen=True):
    """All that changes in one reply, at least one place: the title first, then variants, notes."""

    uid: Uid
    title: str
    places: tuple[PlannedPlace, ...]


class UnusableChange(Struct, frozen=True):
    """A reply that could not stand in a library any more; ``error`` says why."""

    uid: Uid
    title: str
    places: tuple[PlannedPlace, ...]
    error: InvalidInput


class ReplacePlan(Struct, frozen=True):
    """What ``replacement`` would do, reply by reply in the order they were given in."""

    replacement: Replacement
    changes: tuple[PlannedChange, ...]
    unusable: tuple[UnusableChange, ...]


def plan(replies: Iterable[Reply], replacement: Replacement) -> ReplacePlan:
    """Gives what ``replacement`` would do to ``replies``; those it leaves alone are not in it."""
    pattern = _pattern(replacement)
    changes: list[PlannedChange] = []
    unusable: list[UnusableChange] = []
    for reply in replies:
        places = tuple(_places(reply, replacement, pattern))
        if not places:
            continue
        try:
            _replaced(reply, places)
        except InvalidInput as error:
            unusable.append(UnusableChange(reply.uid, reply.title, places, error))
        else:
            changes.append(PlannedChange(reply.uid, reply.title, places))
    return ReplacePlan(replacement, tuple(changes), tuple(unusable))


def carry_out(
    plan: ReplacePlan, ticked: Collection[Uid], replies: Mapping[Uid, Reply], now: Millis
) -> ChangeSet:
    """Gives the one deed that makes the changes of ``plan`` to the replies that are ``ticked``.

    ``replies`` are those replies as they are now. Raises :class:`Conflict` (CHANGED_MEANWHILE with
    ``uid``) when one is gone or says something else than it did when the plan was made.
    """
    wanted = set(ticked)
    pattern = _pattern(plan.replacement)
    changes: list[Change] = []
    for planned in plan.changes:
        if planned.uid not in wanted:
            continue
        reply = replies.get(planned.uid)
        if reply is None or tuple(_places(reply, plan.replacement, pattern)) != planned.places:
            raise Conflict(Code.CHANGED_MEANWHILE, entity=Key.REPLY.value, uid=planned.uid)
        changes.append(Change(reply, replace(_replaced(reply, planned.places), changed=now)))
    return ChangeSet(Deed.REPLACE_TEXT, tuple(changes))


def _pattern(replacement: Replacement) -> re.Pattern[str] | None:
    """What finds it; None where there is nothing to find."""
    find = replacement.find
    if not find:
        return None
    # The selector that makes an emoji of a sign is part of it, typed along or not.
    found = f"{re.escape(find)}\ufe0f?(?!{_GOES_ON})"
    if replacement.whole_word:
        if re.match(_IN_WORD, find[0]):
            found = f"(?<!{_IN_WORD}){found}"
        if re.match(_IN_WORD, find[-1]):
            found = f"{found}(?!{_IN_WORD})"
    return re.compile(found, re.NOFLAG if replacement.match_case else re.IGNORECASE)


def _places(
    reply: Reply, replacement: Replacement, pattern: re.Pattern[str] | None
) -> Iterator[PlannedPlace]:
    if pattern is None:
        return
    for field, item, text in _fields(reply, replacement):
        found = [match.span() for match in pattern.finditer(text)]
        if not found:
            continue
        after, put = _put(text, found, replacement.put)
        if after != text:
            yield PlannedPlace(field, item, text, after, tuple(found), put)


def _fields(reply: Reply, replacement: Replacement) -> Iterator[tuple[ReplaceField, int, str]]:
    if replacement.in_titles:
        yield ReplaceField.TITLE, 0, reply.title
    if replacement.in_texts:
        for item, variant in enumerate(reply.variants):
            yield ReplaceField.TEXT, item, variant.text
    if replacement.in_notes:
        yield ReplaceField.NOTES, 0, reply.notes


def _put(text: str, found: Iterable[Span], put: str) -> tuple[str, tuple[Span, ...]]:
    """Gives ``text`` with ``put`` in each span, and where it stands then."""
    pieces: list[str] = []
    spans: list[Span] = []
    done = length = 0
    for begin, end in found:
        pieces += (text[done:begin], put)
        length += begin - done + len(put)
        spans.append((length - len(put), length))
        done = end
    pieces.append(text[done:])
    return "".join(pieces), tuple(spans)


def _replaced(reply: Reply, places: Iterable[PlannedPlace]) -> Reply:
    """Raises :class:`InvalidInput` when that is no reply."""
    title, notes = reply.title, reply.notes
    texts = [variant.text for variant in reply.variants]
    for place in places:
        if place.field is ReplaceField.TITLE:
            title = place.after
        elif place.field is ReplaceField.TEXT:
            texts[place.item] = place.after
        else:
            notes = place.after
    variants = tuple(Variant(text) for text in texts)
    return replace(reply, title=title, variants=variants, notes=notes)
