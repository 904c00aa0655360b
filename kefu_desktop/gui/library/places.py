"""Where a reply is to be found in the library window, and what a view is called there."""

from collections.abc import Iterable, Iterator

from kefu_desktop.app.catalogue import Outline, Whole
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.library.sidebar.entries import Entry, section_entries


def view_name(view: View, outline: Outline) -> str:
    """Gives the name that the sidebar has for ``view``; empty for one that it does not show."""
    entries = _with_all_below(section_entries(outline))
    return next((entry.name for entry in entries if entry.view == view), "")


def home_of(whole: Whole) -> View:
    """Gives the view in which a reply lies beside its like."""
    reply = whole.reply
    if reply.trashed is not None:
        return View(Scope.TRASH)
    if reply.category is None:
        return View(Scope.LOOSE, reply.kind)
    return View(Scope.CATEGORY, reply.kind, reply.category)


def _with_all_below(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _with_all_below(entry.children)
