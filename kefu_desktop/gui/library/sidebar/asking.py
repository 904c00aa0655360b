"""What the sidebar does to the library: each deed asked of the desk, its answer back in the window.

A refusal is not the end of anything: it comes back with what was asked, so that it can be said
beside the entry and tried again.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Uid
from kefu_desktop.core.views import Scope
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.sidebar.entries import Entry, Shape

_log = logging.getLogger(__name__)

Refused = Callable[[KefuError], None]


class Asking(QObject):
    """Nothing comes back once it is deleted: it goes with the widget it belongs to."""

    def __init__(self, desk: LibraryDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def drop(self, uids: tuple[Uid, ...], on: Entry, refused: Refused) -> None:
        """Does with replies what dropping them on an entry means."""
        view = on.view
        if view is None:
            return
        arranging = self._desk.arranging
        match on.shape, view.scope:
            case ((Shape.CATEGORY | Shape.LOOSE), _):
                self.when(arranging.move(uids, view.uid, view.kind), refused)
            case Shape.KIND, _ if view.kind is not None:
                self.when(arranging.change_kind(uids, view.kind), refused)
            case _, Scope.FAVOURITES:
                self.when(arranging.favourite(uids, True), refused)
            case _, Scope.TRASH:
                self.when(arranging.trash(uids), refused)
            case _, Scope.ALL:
                self.when(arranging.restore(uids), refused)

    def when(
        self, future: "Future[Any]", refused: Refused, done: Callable[[Any], None] | None = None
    ) -> None:
        """Calls ``done`` with the answer or ``refused`` with why not; on the GUI thread."""
        post = self._desk.bridge.post

        def arrived() -> None:
            if not isValid(self):
                return
            error = future.exception()
            if error is None:
                if done is not None:
                    done(future.result())
            elif isinstance(error, KefuError):
                refused(error)
            else:
                _log.error("a deed in the sidebar failed", exc_info=error)

        future.add_done_callback(lambda _: post(arrived))
