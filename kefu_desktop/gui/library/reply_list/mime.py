"""Replies on their way by mouse: between list and categories by their uids, into other programs
as the text that would be sent.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData

from kefu_desktop.core.model import Uid

MIME_REPLIES = "application/x-kefu-replies"
"""Uids joined by a newline."""


def pack(uids: Sequence[Uid], text: str) -> QMimeData:
    """Gives what is dragged. ``text`` is what another program takes; empty offers it nothing."""
    data = QMimeData()
    data.setData(MIME_REPLIES, "\n".join(uids).encode("ascii"))
    if text:
        data.setText(text)
    return data


def unpack(data: QMimeData) -> tuple[Uid, ...]:
    """Gives the replies in ``data``, none when it holds something else."""
    if not data.hasFormat(MIME_REPLIES):
        return ()
    written = bytes(data.data(MIME_REPLIES).data()).decode("ascii", errors="replace")
    return tuple(Uid(uid) for uid in written.split("\n") if uid)


def files(data: QMimeData) -> tuple[Path, ...]:
    """Gives the files of this machine that are dragged in, none when it is something else."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
