"""Rows that stand before the usual ones while nothing is looked for: what is left to be sent of a
reply, and for some minutes replies for those who waited.

They are asked for when they are offered and not when the popup opens, which waits for nothing.
"""

from PySide6.QtCore import QObject, Signal

from kefu_desktop.app.ports import Target
from kefu_desktop.app.searching import Answer, Question, Row
from kefu_desktop.core.model import Uid
from kefu_desktop.gui.popup.desk import Desk
from kefu_desktop.gui.popup.keys import leaves
from kefu_desktop.gui.popup.sending import Sending

MOST = 4
"""Replies that are offered first; what usually comes next has to be seen too."""

_ASKER = "offered first"


class FirstRows(QObject):
    """Knows them by the time they are needed. GUI thread."""

    changed = Signal()

    def __init__(self, desk: Desk, sending: Sending, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sending = sending
        self._offered: tuple[Uid, ...] = ()
        self._rows: tuple[Row, ...] = ()

    def offer(self, uids: tuple[Uid, ...]) -> None:
        """Puts these replies first from now on, in this order; none ends it."""
        self._offered = uids[:MOST]
        self.ask()

    def ask(self) -> None:
        """Reads them anew: the library may have changed."""
        if not self._offered:
            self._take(())
            return
        question = Question(limit=len(self._offered), among=frozenset(self._offered))
        post = self._desk.bridge.post
        self._desk.searching.ask(
            question, lambda answer: post(lambda: self._take(answer.rows)), _ASKER
        )

    def before(self, answer: Answer, target: Target | None) -> tuple[Row, ...]:
        """Gives the rows of ``answer`` behind those that come first for ``target``; none where a
        command was typed, whatever else it finds.
        """
        if answer.question.text:
            return () if leaves(answer.question.text) else answer.rows
        left = self._sending.left_for(target)
        first: tuple[Row, ...] = () if left is None else (left.row,)
        if not answer.question.category:
            first = _with(first, self._rows)
        return _with(first, answer.rows)

    def _take(self, found: tuple[Row, ...]) -> None:
        place = {uid: number for number, uid in enumerate(self._offered)}
        wanted = [row for row in found if row.reply.uid in place]
        rows = tuple(sorted(wanted, key=lambda row: place[row.reply.uid]))
        if rows or self._rows:
            self._rows = rows
            self.changed.emit()


def _with(first: tuple[Row, ...], more: tuple[Row, ...]) -> tuple[Row, ...]:
    """Gives ``first`` and what else is in ``more``."""
    if not first or not more:
        return first or more  # unpacks no row only to compare it with nothing
    uids = frozenset(row.reply.uid for row in first)
    return (*first, *(row for row in more if row.reply.uid not in uids))
