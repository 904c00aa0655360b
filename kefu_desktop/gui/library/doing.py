"""Does with the selected replies what keys, menus and drops ask for.

Nothing is confirmed, because all of it can be undone; what the library refuses is said, and what
was meant is then not done at all.
"""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QBuffer, QObject, Signal
from PySide6.QtGui import QImage

from kefu_desktop.app.catalogue import Whole
from kefu_desktop.core.changes import Change, Op
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import TITLE_LIMIT, Kind, Reply, Uid
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.reply_list.placing import Gap
from kefu_desktop.gui.library.reply_list.reply_list import ReplyList
from kefu_desktop.gui.library.reply_list.texts import BETWEEN, MOST
from kefu_desktop.gui.outcomes import Outcomes


class Doing(QObject):
    """Hands deeds to the use cases and says how they went."""

    said = Signal(str)
    """Something the user should know."""

    def __init__(self, desk: LibraryDesk, replies: ReplyList, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._replies = replies
        self._arranging = desk.arranging
        self._outcomes = Outcomes(desk.bridge, self._refused)

    # -- with all that is selected

    def move(self, category: Uid | None) -> None:
        """Puts what is selected into a category (None: into none)."""
        self._run(self._arranging.move(self._replies.selected, category))

    def tag(self, name: str) -> None:
        """Tags what is selected."""
        self._run(self._arranging.tag(self._replies.selected, name))

    def untag(self, name: str) -> None:
        """Takes a tag off what is selected."""
        self._run(self._arranging.untag(self._replies.selected, name))

    def change_kind(self, kind: Kind) -> None:
        """Makes what is selected of one kind."""
        self._run(self._arranging.change_kind(self._replies.selected, kind))

    def turn_favourite(self) -> None:
        """Makes what is selected favourites; if all of it, as far as known, is, no longer."""
        uids = self._replies.selected
        lines = self._replies.lines(uids)
        on = not lines or not all(line.favourite for line in lines)
        self._run(self._arranging.favourite(uids, on))

    def duplicate(self) -> None:
        """Copies what is selected, each right behind itself, and goes on with the first copy."""
        form = self.tr("{title} (copy)")

        def name(title: str) -> str:
            room = TITLE_LIMIT - len(form.format(title=""))
            return form.format(title=title[:room])

        copying = self._arranging.duplicate(self._replies.selected, name)
        self._outcomes.when(
            copying, lambda committed: self._select_added(committed.changes if committed else ())
        )

    def trash(self) -> None:
        """Puts what is selected into the trash."""
        self._run(self._arranging.trash(self._replies.selected))

    def restore(self) -> None:
        """Takes what is selected out of the trash."""
        self._run(self._arranging.restore(self._replies.selected))

    def purge(self) -> None:
        """Deletes what is selected for good; the user is sure."""
        self._run(self._arranging.purge(self._replies.selected))

    def empty_trash(self) -> None:
        """Deletes all that is in the trash for good; the user is sure."""
        self._run(self._arranging.empty_trash())

    def copy(self) -> None:
        """Puts the text of what is selected on the clipboard, as it would be sent now; of a single
        reply that has no text its image.
        """
        uids = self._replies.selected[:MOST]
        coming: list[Whole] = []

        def came(whole: Whole | None) -> None:
            if whole is not None:
                coming.append(whole)

        for uid in uids:
            self._desk.catalogue.whole(uid, came)
        if uids:  # answers come in the order of the questions
            post = self._desk.bridge.post
            self._desk.catalogue.whole(uids[0], lambda _: post(lambda: self._to_clipboard(coming)))

    # -- with one thing

    def rename(self, uid: str, title: str) -> None:
        """Gives a reply another title."""
        self._run(self._arranging.rename(Uid(uid), title))

    def place(self, uids: Sequence[Uid], gap: Gap) -> None:
        """Sorts replies into a gap between two rows."""
        self._run(self._arranging.place(uids, gap.before, gap.category, gap.kind))

    def undo(self) -> None:
        """Takes the last step back."""
        self._run(self._arranging.undo())

    def redo(self) -> None:
        """Does again what was taken back last."""
        self._run(self._arranging.redo())

    # -- how it goes

    def _run(self, work: Future[Any]) -> None:
        """A deed's outcome is seen where the library is followed; only a refusal is said here."""
        self._outcomes.when(work)

    def _select_added(self, changes: Sequence[Change]) -> None:
        added = [change.after for change in changes if change.op is Op.ADD]
        copy = next((entity for entity in added if isinstance(entity, Reply)), None)
        if copy is not None:
            self._replies.select(copy.uid)

    def _to_clipboard(self, wholes: Sequence[Whole]) -> None:
        texts = self._replies.texts
        said = BETWEEN.join(filter(None, map(texts.said, wholes)))
        attachments = wholes[0].reply.attachments if len(wholes) == 1 else ()
        if not said and attachments:
            content = self._desk.picturing.content(attachments[0].digest)
            self._outcomes.when(_converted(content), lambda png: self._write("", png))
            return
        self._write(said, None)
        missing = [ask.name for whole in wholes for ask in texts.rendered(whole).missing]
        if said and missing:
            names = self.tr(", ").join(dict.fromkeys(missing))
            self.said.emit(self.tr("Copied. Still to be filled in: {names}").format(names=names))
        elif said:
            self.said.emit(self.tr("Copied {count}").format(count=len(wholes)))

    def _write(self, text: str, image: bytes | None) -> None:
        if not text and image is None:
            return
        try:
            self._desk.clipboard.write(text, image)
        except KefuError as error:
            self._refused(error)

    def _refused(self, error: KefuError) -> None:
        self.said.emit(self._desk.say(error))


def _converted(content: Future[bytes | None]) -> Future[bytes | None]:
    """Gives an image as the clipboard takes it, made where it was read: not on the GUI thread."""
    png: Future[bytes | None] = Future()

    def came(content: Future[bytes | None]) -> None:
        error = content.exception()
        if error is not None:
            png.set_exception(error)
        else:
            png.set_result(_as_png(content.result() or b""))

    content.add_done_callback(came)
    return png


def _as_png(data: bytes) -> bytes | None:
    image = QImage.fromData(data)
    if image.isNull():
        return None
    written = QBuffer()
    written.open(QBuffer.OpenModeFlag.WriteOnly)
    # QImage.save takes the name of the format as bytes in some versions and as text in others.
    image.save(written, "PNG")  # type: ignore[call-overload]
    return bytes(written.data().data())
