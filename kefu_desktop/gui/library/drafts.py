"""A reply while it is being written: what is in the fields, whether it can be saved, and what was
left unfinished.

A draft may be anything a person types; only :func:`findings` tells whether it could be a reply.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kefu_desktop.core import model
from kefu_desktop.core.errors import Code, InvalidInput, KefuError
from kefu_desktop.core.model import Kind, Uid

TITLE_LENGTH = 24
"""A title made from a text is cut to this many characters: what a row of the popup shows whole."""


class Field(StrEnum):
    """Where in the window something is written."""

    TITLE = "title"
    SHORTCUT = "shortcut"
    CATEGORY = "category"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class QuickReplyDraft:
    """What is in the fields. ``uid`` is None for a new reply; ``variant`` counts from 0 and is the
    wording that ``text`` stands for; ``category`` is a path of names from the root.
    """

    uid: Uid | None = None
    title: str = ""
    text: str = ""
    shortcut: str = ""
    category: tuple[str, ...] = ()
    kind: Kind = Kind.REPLY
    favourite: bool = False
    variant: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing is written that anyone would miss."""
        return not (self.title.strip() or self.text.strip())


def title_from(text: str) -> str:
    """Gives a title for ``text``: its first line that says something, shortened."""
    line = next((line for line in map(str.strip, text.splitlines()) if line), "")
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def split_path(written: str) -> tuple[str, ...]:
    """Reads a category path as people write it: ``售前/发货``, also with ``›``, ``>`` or ``／``."""
    for separator in "›>／":
        written = written.replace(separator, "/")
    return tuple(name for name in map(str.strip, written.split("/")) if name)


def findings(
    draft: QuickReplyDraft, shortcut_owner: Callable[[str], str | None]
) -> Mapping[Field, KefuError]:
    """Gives what keeps ``draft`` from being saved, by field; empty when nothing does.

    ``shortcut_owner`` gives the title of the other reply that has a shortcut already.
    """

    def check_category() -> None:
        if len(draft.category) > model.DEPTH_LIMIT:
            raise InvalidInput(Code.CATEGORY_TOO_DEEP, limit=model.DEPTH_LIMIT)
        for name in draft.category:
            model.check_category_name(name)

    def check_shortcut() -> None:
        model.check_shortcut(draft.shortcut)
        owner = shortcut_owner(draft.shortcut) if draft.shortcut else None
        if owner is not None:
            raise InvalidInput(Code.SHORTCUT_TAKEN, shortcut=draft.shortcut, title=owner)

    checks: Mapping[Field, Callable[[], object]] = {
        Field.TITLE: lambda: model.check_title(draft.title),
        Field.SHORTCUT: check_shortcut,
        Field.CATEGORY: check_category,
        Field.TEXT: lambda: model.check_text(draft.text),
    }
    found: dict[Field, KefuError] = {}
    for field, check in checks.items():
        try:
            check()
        except KefuError as error:
            found[field] = error
    return found


def field_of(error: KefuError) -> Field | None:
    """Gives the field beside which ``error`` belongs, None when it concerns none alone."""
    beginning = error.code.value.split("-")[0]
    return Field(beginning) if beginning in set(Field) else None


class KeptDrafts:
    """What was written and neither saved nor discarded, for as long as the program runs."""

    def __init__(self) -> None:
        self._new: list[QuickReplyDraft] = []
        self._edits: dict[Uid, QuickReplyDraft] = {}

    @property
    def newest(self) -> QuickReplyDraft | None:
        """The new reply that was put away last, None when there is none."""
        return self._new[-1] if self._new else None

    def keep(self, draft: QuickReplyDraft) -> None:
        """Puts ``draft`` away. One draft is kept for a reply that is edited, any number of new ones
        that differ.
        """
        if draft.uid is not None:
            self._edits[draft.uid] = draft
        elif not draft.blank:
            self.forget(draft)
            self._new.append(draft)

    def forget(self, draft: QuickReplyDraft) -> None:
        """Drops it; one that is not kept is no error."""
        if draft.uid is not None:
            self._edits.pop(draft.uid, None)
        elif draft in self._new:
            self._new.remove(draft)

    def take_new(self, text: str = "") -> QuickReplyDraft | None:
        """Gives the newest new draft, or the newest with this ``text``, and keeps it no longer."""
        fitting = [draft for draft in self._new if not text or draft.text == text]
        if not fitting:
            return None
        self._new.remove(fitting[-1])
        return fitting[-1]

    def turn(self, current: QuickReplyDraft) -> QuickReplyDraft:
        """Puts ``current`` behind all others and gives the newest instead."""
        if not current.blank:
            self._new.insert(0, current)
        return self._new.pop() if self._new else current

    def take_edit(self, uid: Uid, variant: int) -> QuickReplyDraft | None:
        """Gives what was left of editing this wording, and keeps it no longer."""
        draft = self._edits.get(uid)
        if draft is None or draft.variant != variant:
            return None
        return self._edits.pop(uid)
