"""The images of a reply: small pictures with their names, in the order in which they are sent.

An image that was added is a value in the editor's hands until the reply is saved; only then has the
library its bytes.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kefu_desktop.app.picturing import Picture, Picturing
from kefu_desktop.core.changes import Content
from kefu_desktop.core.cleaning import clean_line
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Attachment, Digest
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.library.editor import pasting
from kefu_desktop.gui.library.editor.fields import before, button, label
from kefu_desktop.gui.library.editor.flow import FlowLayout
from kefu_desktop.gui.library.editor.thumbnails import Thumbnails
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.theme import Theme

_SIDE = 44
_WIDTH = 188

Added = Callable[[], None]


class Attachments(QWidget):
    """The strip; it takes no room while there is nothing in it."""

    changed = Signal()
    refused = Signal(object)
    """A :class:`KefuError` for an image that was not taken."""
    late = Signal(str)
    """Name of an image that came when another reply was shown already."""

    def __init__(self, theme: Theme, bridge: Bridge, picturing: Picturing) -> None:
        super().__init__()
        self._theme = theme
        self._outcomes = Outcomes(bridge, self.refused.emit, self)
        self._picturing = picturing
        self._contents: dict[Digest, bytes] = {}
        self._tiles: list[_Tile] = []
        self._turn = 0
        self.thumbnails = Thumbnails(bridge, self._content_of, self)
        self._flow = FlowLayout(self)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def attachments(self) -> tuple[Attachment, ...]:
        """Gives the images in order, with their names as written."""
        return tuple(tile.attachment for tile in self._tiles)

    def contents(self) -> tuple[Content, ...]:
        """Gives the bytes of those images that were added here."""
        wanted = dict.fromkeys(file.digest for file in self.attachments())
        return tuple(Content(d, self._contents[d]) for d in wanted if d in self._contents)

    def fill(self, attachments: Iterable[Attachment], contents: Iterable[Content] = ()) -> None:
        """Shows these images; ``contents`` are bytes that the library may not have."""
        self._contents = {content.digest: content.data for content in contents}
        wanted = tuple(attachments)
        if wanted != self.attachments():
            self._show(wanted)

    def begin(self) -> None:
        """Another reply is shown from now on: what is still on its way does not belong to it."""
        self._turn += 1

    def add(self, given: pasting.Given, added: Added = lambda: None) -> None:
        """Takes images in; ``added`` is called for each of them when it is there."""
        for path in given.files:
            self._when(self._picturing.from_file(path), added)
        if given.data or given.picture is not None:
            self.add_read(lambda: _bytes_of(given), added)

    def add_read(self, read: Callable[[], bytes], added: Added) -> None:
        """Takes an image in that ``read`` gives, not on the GUI thread: it may have to be waited
        for, or made.
        """
        taking: Future[Picture] = Future()
        self._when(taking, added)
        name = self.tr("image") + ".png"

        def take() -> None:
            try:
                taking.set_result(self._picturing.take(read(), name))
            except KefuError as error:
                taking.set_exception(error)

        self.thumbnails.work(take)

    def remove(self, number: int) -> None:
        """Takes one image away; the keyboard goes to the next one."""
        left = [file for place, file in enumerate(self.attachments()) if place != number]
        self._show(left)
        if left:
            self._tiles[min(number, len(left) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def move_image(self, number: int, by: int) -> None:
        """Sends one image earlier or later; at the ends, nowhere."""
        files = list(self.attachments())
        if 0 <= number + by < len(files):
            files.insert(number + by, files.pop(number))
            self._show(files)
            self._tiles[number + by].setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def number_of(self, tile: "_Tile") -> int:
        """Which image a tile shows."""
        return self._tiles.index(tile)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _when(self, taking: "Future[Picture]", added: Added) -> None:
        """Shows the image once it is there, unless another reply is shown by then."""
        turn = self._turn

        def arrived(picture: Picture) -> None:
            if turn != self._turn:
                self.late.emit(picture.attachment.name)
            else:
                self._take_in(picture, added)

        self._outcomes.when(taking, arrived)

    def _take_in(self, picture: Picture, added: Added) -> None:
        self._contents[picture.content.digest] = picture.content.data
        self._show([*self.attachments(), picture.attachment])
        added()
        self.changed.emit()

    def _content_of(self, digest: Digest) -> "Future[bytes | None]":
        if digest in self._contents:
            known: Future[bytes | None] = Future()
            known.set_result(self._contents[digest])
            return known
        return self._picturing.content(digest)

    def _show(self, files: Iterable[Attachment]) -> None:
        wanted = list(files)
        while len(self._tiles) > len(wanted):
            tile = self._tiles.pop()
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        while len(self._tiles) < len(wanted):
            tile = _Tile(self, self._theme)
            self._flow.addWidget(tile)
            tile.come_after(self._tiles[-1].cross if self._tiles else before(self))
            self._tiles.append(tile)
        for tile, file in zip(self._tiles, wanted, strict=True):
            tile.show_file(file)
        self.setVisible(bool(wanted))
        self._word()
        self.updateGeometry()

    def _dress(self) -> None:
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setSpacing(self._theme.px(8))
        for tile in self._tiles:
            tile.dress()

    def _word(self) -> None:
        for number, tile in enumerate(self._tiles, 1):
            tile.word(number)


class _Tile(QFrame):
    """One image: its picture, its name, which can be written over, and the way to remove it."""

    def __init__(self, strip: Attachments, theme: Theme) -> None:
        super().__init__(strip)
        self.setProperty("role", "editor-tile")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._strip = strip
        self._theme = theme
        self._file: Attachment | None = None
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = QLineEdit()
        self._name.setProperty("role", "bare")
        self._name.textEdited.connect(strip.changed)
        self._name.editingFinished.connect(self._name_written)
        self._size = label("faint")
        self.cross = button("editor-cross", lambda: strip.remove(strip.number_of(self)))
        self.cross.setText("×")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._size)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._picture)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        self.dress()

    @property
    def attachment(self) -> Attachment:
        """The image with its name as it is written; a name that is blank is the one before."""
        assert self._file is not None
        if not self._name.isModified():
            return self._file
        written = clean_line(self._name.text()).text
        return replace(self._file, name=written or self._file.name)

    def come_after(self, other: QWidget) -> None:
        """Has the keyboard after ``other``, itself first and then what is in it."""
        QWidget.setTabOrder(other, self)
        QWidget.setTabOrder(self, self._name)
        QWidget.setTabOrder(self._name, self.cross)

    def show_file(self, file: Attachment) -> None:
        """Shows ``file`` from now on."""
        known = self._file
        self._file = file
        if known is None or known.digest != file.digest:
            self._picture.clear()
            self._ask_for_picture()
        self._name.setText(file.name)
        self._name.setCursorPosition(0)
        self._name.setModified(False)
        self._size.setText(_size_of(file.size))

    def dress(self) -> None:
        """Takes the sizes of the moment."""
        px = self._theme.px
        self.setFixedWidth(px(_WIDTH))
        self._picture.setFixedSize(px(_SIDE), px(_SIDE))
        self._row.setContentsMargins(px(4), px(4), px(4), px(4))
        self._row.setSpacing(px(6))
        self._ask_for_picture()

    def word(self, number: int) -> None:
        """Says what it is, and which of all."""
        assert self._file is not None
        self.setAccessibleName(
            self.tr("Image {number}: {name}").format(number=number, name=self._file.name)
        )
        keys = self.tr("Delete removes it, F2 names it, Alt+Left and Alt+Right move it")
        self.setAccessibleDescription(keys)
        self._picture.setToolTip(keys)
        self._name.setAccessibleName(self.tr("Name of the image"))
        self.cross.setAccessibleName(self.tr("Remove the image"))
        self.cross.setToolTip(self.tr("Remove the image"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Removes, names and moves the image."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Delete:
            self._strip.remove(self._strip.number_of(self))
        elif event.key() == Qt.Key.Key_F2:
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)
            self._name.selectAll()
        elif alt and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            by = 1 if event.key() == Qt.Key.Key_Right else -1
            self._strip.move_image(self._strip.number_of(self), by)
        else:
            super().keyPressEvent(event)

    def _name_written(self) -> None:
        if self._file is not None:
            self._name.setText(self.attachment.name)
            self._name.setModified(self._name.text() != self._file.name)

    def _ask_for_picture(self) -> None:
        if self._file is not None:
            side = round(self._theme.px(_SIDE) * self.devicePixelRatioF())
            digest = self._file.digest
            self._strip.thumbnails.ask(digest, side, self, partial(self._show_picture, digest))

    def _show_picture(self, digest: Digest, picture: QImage) -> None:
        """Shows the picture that has come, unless the tile is for another image by then."""
        if self._file is not None and self._file.digest == digest:
            shown = QPixmap.fromImage(picture)
            shown.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture.setPixmap(shown)


def _bytes_of(given: pasting.Given) -> bytes:
    """Gives an image file of what was given."""
    return given.data or (b"" if given.picture is None else pasting.as_png(given.picture))


def _size_of(count: int) -> str:
    kilobytes = count / 1024
    return f"{kilobytes / 1024:.1f} MB" if kilobytes >= 1000 else f"{max(1, round(kilobytes))} KB"
