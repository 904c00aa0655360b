"""Keeping the library: what a person writes down in a window becomes a reply, old or new.

A window takes whatever was pasted into it, so invisible characters are taken out here and their
number is told; the command line, which says what it means, refuses them instead.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.app import authoring
from kefu_desktop.app.authoring import Writing
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.app.ports import Clock
from kefu_desktop.core import editing, sheets
from kefu_desktop.core.changes import ChangeSet, Content, Deed
from kefu_desktop.core.errors import Code, Conflict
from kefu_desktop.core.model import Millis, Reply, Uid
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.core.tree import NewUid

if TYPE_CHECKING:
    from kefu_desktop.store.library import Committed, Library

SAVE_TRIES = 5
"""How often a save looks anew because another process has just changed the same reply."""


class Saved(Struct, frozen=True):
    """The reply as it now stands in the library, and how many invisible characters were taken out
    of what was written.
    """

    reply: Reply
    removed: int


class Clash(Struct, frozen=True):
    """The library holds something else than ``base``, and nothing was written: a person chooses.

    ``theirs`` is what it holds: changed, in the trash, or None for a reply that is gone. ``ours``
    is the sheet as it was given.
    """

    base: Reply
    theirs: Reply | None
    ours: Sheet


class Holder(Struct, frozen=True):
    """The reply that has a shortcut."""

    uid: Uid
    title: str


class Keeping:
    """Adds and edits single replies. Futures carry :class:`KefuError` for what can be mended."""

    def __init__(self, library: LiveLibrary, clock: Clock, new_uid: NewUid) -> None:
        self._library = library
        self._clock = clock
        self._new_uid = new_uid

    def save(
        self,
        sheet: Sheet,
        base: Reply | None,
        contents: tuple[Content, ...] = (),
        *,
        overwrite: bool = False,
    ) -> Future[Saved | Clash]:
        """Makes a new reply of ``sheet`` (``base`` is None), or makes ``base`` say what it does.

        Only what differs from ``base`` is written. Where the library holds something else than
        ``base`` by now, that is kept as long as both fit together (:func:`sheets.merge`); else, or
        when the reply is gone or in the trash meanwhile, nothing is written and the answer is a
        :class:`Clash`. With ``overwrite`` the sheet is written whole over whatever is there, and a
        reply that is gone or trashed comes back: for someone who has seen the clash.

        ``contents`` are the images that the library may not have yet. Futures carry
        :class:`InvalidInput` for a sheet with findings (the first of them) and for an image whose
        bytes nobody has (IMAGE_MISSING), :class:`Conflict` (SHORTCUT_TAKEN with ``title`` and
        ``other``), :class:`NotFound` (CATEGORY_MISSING) and :class:`MachineFault`.
        """
        shown = None if base is None else Sheet.of(base)
        cleaned, removed = sheets.clean(sheet, shown)
        writing = Writing(
            uid=self._new_uid() if base is None else base.uid,
            base=base,
            sheet=cleaned,
            contents=contents,
            overwrite=overwrite,
        )
        saving = _Saving(self._library, self._clock, writing, sheet, removed)
        found = sheets.findings(sheet, shown)
        if found:
            saving.outcome.set_exception(found[0].error)
        else:
            saving.attempt()
        return saving.outcome

    def shortcut_holder(self, shortcut: str, but: Uid | None) -> Future[Holder | None]:
        """Gives the reply that has ``shortcut``; None when it is free for the reply ``but``."""

        def holder(library: Library) -> Holder | None:
            wanted = sheets.clean_shortcut(shortcut).text
            found = library.by_shortcut(wanted) if wanted else None
            return None if found is None or found.uid == but else Holder(found.uid, found.title)

        return self._library.ask(holder)

    def toggle_favourite(self, uid: Uid) -> Future[Committed | None]:
        """Makes a reply a favourite, or no longer one."""

        def turn(library: Library) -> ChangeSet:
            reply = library.reply(uid)
            return editing.set_favourite([reply], not reply.favourite)

        return self._library.change(turn)


class _Saving:
    """A sheet on its way into the library. Tried again when another process gets in between the
    looking and the writing: what that one did is looked at then.
    """

    def __init__(
        self, library: LiveLibrary, clock: Clock, writing: Writing, given: Sheet, removed: int
    ) -> None:
        self.outcome: Future[Saved | Clash] = Future()
        self._library = library
        self._clock = clock
        self._writing = writing
        self._given = given
        self._removed = removed
        self._answer: Saved | Clash | None = None
        self._tries = SAVE_TRIES

    def attempt(self) -> None:
        """Has it tried on the library's lane; the outcome follows."""
        self._tries -= 1
        self._library.change(self._make).add_done_callback(self._tried)

    def _make(self, library: Library) -> ChangeSet:
        writing, base = self._writing, self._writing.base
        theirs = next(iter(library.replies([writing.uid])), None)
        sheet = authoring.merged(writing, theirs)
        if sheet is None:
            assert base is not None
            self._answer = Clash(base, theirs, self._given)
            return ChangeSet(Deed.EDIT_REPLY, ())
        made = authoring.write(library, writing, sheet, theirs, Millis(self._clock.now()))
        after = made.changes[0].after if made else theirs
        assert isinstance(after, Reply)
        self._answer = Saved(after, self._removed)
        return made

    def _tried(self, change: Future[Committed | None]) -> None:
        error = change.exception()
        if error is None:
            assert self._answer is not None
            self.outcome.set_result(self._answer)
        elif _overtaken(error) and self._tries:
            self.attempt()
        else:
            self.outcome.set_exception(error)


def _overtaken(error: BaseException) -> bool:
    return isinstance(error, Conflict) and error.code is Code.CHANGED_MEANWHILE
