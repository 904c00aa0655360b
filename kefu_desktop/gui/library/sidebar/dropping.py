"""What it means to drop replies on an entry of the tree: it depends on the entry, not on where the
replies come from.
"""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from kefu_desktop.core.model import Uid
from kefu_desktop.core.views import Scope
from kefu_desktop.gui.library.sidebar.entries import Entry, Shape

if TYPE_CHECKING:
    from kefu_desktop.app.arranging import Arranging


def drop(arranging: "Arranging", uids: Sequence[Uid], on: Entry) -> "Future[Any] | None":
    """Does with replies what dropping them on an entry means; None where it means nothing."""
    view = on.view
    if view is None:
        return None
    match on.shape, view.scope:
        case ((Shape.CATEGORY | Shape.LOOSE), _):
            return arranging.move(uids, view.uid, view.kind)
        case Shape.KIND, _ if view.kind is not None:
            return arranging.change_kind(uids, view.kind)
        case _, Scope.FAVOURITES:
            return arranging.favourite(uids, True)
        case _, Scope.TRASH:
            return arranging.trash(uids)
        case _, Scope.ALL:
            return arranging.restore(uids)
        case _:
            return None
