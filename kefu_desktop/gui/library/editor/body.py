"""The middle of the editor: the wordings, what is put into them, the images, how it will read."""

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from kefu_desktop.app.composing import Composer, Occasion
from kefu_desktop.app.picturing import Picturing
from kefu_desktop.app.ports import ClipboardPort
from kefu_desktop.core.changes import Content
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.lint import Finding
from kefu_desktop.core.settings import Settings
from kefu_desktop.core.sheets import Sheet, SheetField
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.library.editor import pasting, slots, troubles
from kefu_desktop.gui.library.editor.attachments import Added, Attachments
from kefu_desktop.gui.library.editor.fields import FindingLine, Said
from kefu_desktop.gui.library.editor.inserting import InsertRow
from kefu_desktop.gui.library.editor.minding import Minding
from kefu_desktop.gui.library.editor.preview import Preview
from kefu_desktop.gui.library.editor.text_edit import Underlined
from kefu_desktop.gui.library.editor.wordings import Wordings
from kefu_desktop.gui.theme import Theme

_PREVIEW_MILLIS = 120


class Body(QWidget):
    """Everything that is sent. The preview follows what is written a moment later."""

    changed = Signal()
    refused = Signal(object)
    """A :class:`KefuError` about an image that was not taken."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        composer: Composer,
        picturing: Picturing,
        clipboard: ClipboardPort,
        settings: Callable[[], Settings],
        minding: Minding,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._composer = composer
        self._clipboard = clipboard
        self.wordings = Wordings(theme)
        self.insert = InsertRow(theme, composer, lambda: settings().shop.constants)
        self._finding = FindingLine()
        self._trouble = FindingLine("editor-trouble")
        self.minding = minding
        self.images = Attachments(theme, bridge, picturing)
        self._image_finding = FindingLine()
        self.preview = Preview(theme, self.images.thumbnails)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.wordings, 1)
        for part in (
            self._finding,
            self.insert,
            self._trouble,
            minding.lines,
            self.images,
            self._image_finding,
            self.preview,
        ):
            self._rows.addWidget(part)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PREVIEW_MILLIS)
        self._soon.timeout.connect(self.compose)
        self._join()
        theme.changed.connect(self._dress)
        self._dress()

    def fill(
        self, sheet: Sheet, contents: Iterable[Content] = (), variant: int | None = None
    ) -> None:
        """Shows the texts and images of ``sheet``, the wording ``variant`` first; None leaves the
        one that is shown.
        """
        with QSignalBlocker(self):
            self.images.fill(sheet.attachments, contents)
            self.wordings.fill(sheet.texts, variant)
        self._image_finding.say(None)
        self.compose()

    def read(self, sheet: Sheet) -> Sheet:
        """Gives ``sheet`` with what is in these fields."""
        return replace(sheet, texts=self.wordings.texts(), attachments=self.images.attachments())

    def compose(self) -> None:
        """Shows how the wording reads now, and what is wrong with its placeholders."""
        self._soon.stop()
        text, images = self.wordings.text, self.images.attachments()
        rendered = self._composer.compose(text, Occasion(), len(images))
        self.preview.show_rendered(rendered, images)
        self.insert.count(len(text))
        found = [
            Underlined(trouble.start, trouble.end, troubles.word(trouble, text))
            for trouble in rendered.troubles
        ]
        minded = self.minding.look(text, len(images))
        self.wordings.edit.underline([*found, *minded])
        said = "\n".join(dict.fromkeys(one.why for one in found))
        self._trouble.say(Said(said) if said else None)

    def show_findings(self, found: Mapping[SheetField, Said]) -> None:
        """Says below the text what is wrong with it."""
        said = found.get(SheetField.TEXTS)
        if (
            said is not None
            and len(self.wordings.texts()) > 1
            and said.item != self.wordings.current
        ):
            number = self.tr("Wording {number}: {trouble}")
            said = replace(said, words=number.format(number=said.item + 1, trouble=said.words))
        self._finding.say(said)
        self.wordings.set_wrong(wrong=said is not None)
        if SheetField.ATTACHMENTS in found:
            self._image_finding.say(found[SheetField.ATTACHMENTS])

    def go_to(self, at: SheetField, item: int = 0) -> None:
        """Takes the keyboard to a text; another field is no error."""
        if at is SheetField.TEXTS:
            self.wordings.go_to(min(item, len(self.wordings.texts()) - 1))

    def add_images(self, given: pasting.Given, *, placed: bool) -> None:
        """Takes images in; ``placed`` ones are sent where the cursor stands now, others come after
        the text.
        """
        if placed:
            self._add(lambda added: self.images.add(given, added))
        else:
            self._image_finding.say(None)
            self.images.add(given)

    def _add(self, adding: Callable[[Added], object]) -> None:
        """Has images taken in, each of them to be sent where the cursor stands now."""
        self._image_finding.say(None)
        edit, shown = self.wordings.edit, self.wordings.current
        cursor = edit.textCursor()

        def put() -> None:
            # The cursor has moved along with what was written meanwhile, here or elsewhere.
            cursor.insertText(slots.image())
            if self.wordings.current == shown:
                edit.setTextCursor(cursor)

        adding(put)

    def open_files(self) -> None:
        """Asks for image files, without holding anything up."""
        dialog = QFileDialog(self.window(), self.tr("Add images"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Images") + f" ({pasting.FILTER})")
        dialog.urlsSelected.connect(
            lambda urls: self.add_images(pasting.of_urls(urls), placed=True)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def paste_image(self) -> None:
        """Takes the picture on the clipboard; its owner may take a moment to give it."""
        self._add(lambda added: self.images.add_read(self._read_clipboard, added))

    def _read_clipboard(self) -> bytes:
        """Any thread."""
        png = self._clipboard.read_image()
        if not png:
            raise InvalidInput(Code.CLIPBOARD_NO_IMAGE)
        return png

    def say_of_images(self, said: Said) -> None:
        """Says something below the images, until the next one is taken."""
        self._image_finding.say(said)

    def _join(self) -> None:
        self.wordings.changed.connect(self._written)
        self.images.changed.connect(self._written)
        self.wordings.turned.connect(self.compose)
        self.images.refused.connect(self.refused)
        self.insert.put.connect(self.wordings.edit.put)
        self.insert.image_file_wanted.connect(self.open_files)
        self.insert.image_pasted.connect(self.paste_image)
        self.wordings.edit.images_given.connect(self._given)
        self.minding.anew.connect(self._soon.start)
        self.minding.lines.replace_wanted.connect(self._replace)

    def _replace(self, finding: Finding) -> None:
        """Says what was found as it is offered; a text that has changed since is looked at anew."""
        if finding in self.minding.found(self.wordings.text, len(self.images.attachments())):
            self.wordings.edit.replace(*finding.mended, finding.replacement or "")
        self.compose()

    def _given(self, source: QMimeData) -> None:
        self.add_images(pasting.read(source), placed=True)

    def _written(self) -> None:
        self._soon.start()
        self.changed.emit()

    def _dress(self) -> None:
        self._rows.setSpacing(self._theme.px(8))
        self._soon.start()
