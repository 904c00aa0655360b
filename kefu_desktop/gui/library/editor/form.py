"""All fields of a reply, one below the other. A form shows and reads a sheet and has no opinion of
it; what is wrong is said to it from outside.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kefu_desktop.core.changes import Content
from kefu_desktop.core.model import Category, Uid
from kefu_desktop.core.sheets import Sheet, SheetField, title_from
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.editor.body import Body
from kefu_desktop.gui.library.editor.details import Details
from kefu_desktop.gui.library.editor.fields import Said
from kefu_desktop.gui.library.editor.heading import Heading
from kefu_desktop.gui.library.editor.minding import Minding
from kefu_desktop.gui.library.editor.sitting import BLANK
from kefu_desktop.gui.theme import Theme

_DOWNWARDS = (
    SheetField.TITLE,
    SheetField.SHORTCUT,
    SheetField.TAGS,
    SheetField.CATEGORY,
    SheetField.KIND,
    SheetField.TEXTS,
    SheetField.ATTACHMENTS,
    SheetField.ASKED_AS,
    SheetField.DELIVERY,
    SheetField.NOTES,
)
"""The fields as they are met on the screen."""


class SheetForm(QScrollArea):
    """Heading, body and details; it scrolls where the window is low."""

    changed = Signal()
    """Something was written by a person, not by :meth:`fill`."""

    def __init__(self, desk: LibraryDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "editor-form")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme: Theme = desk.theme
        # From the outside in: each move of a widget dresses all that is in it once more.
        self._inside = QWidget()
        self._inside.setProperty("role", "editor-inside")
        self.setWidget(self._inside)
        self.heading = Heading(desk.theme, self._inside)
        self.minding = Minding(desk.checking, desk.bridge, desk.say_finding, self.heading.tags.tags)
        self.body = Body(
            desk.theme,
            desk.bridge,
            desk.composer,
            desk.picturing,
            desk.clipboard,
            desk.settings,
            self.minding,
            self._inside,
        )
        self.details = Details(desk.theme, self._inside)
        self._rows = QVBoxLayout(self._inside)
        self._rows.addWidget(self.heading)
        self._rows.addWidget(self.body, 1)
        self._rows.addWidget(self.details)
        for part in (self.heading, self.body, self.details):
            part.changed.connect(self._changed)
        desk.theme.changed.connect(self._dress)
        self._dress()

    def begin(self, uid: Uid | None) -> None:
        """The reply ``uid`` is shown from now on, None for one that is not in the library yet."""
        self.minding.begin(uid)
        self.body.images.begin()
        self.verticalScrollBar().setValue(0)

    def fill(
        self, sheet: Sheet, contents: Iterable[Content] = (), variant: int | None = None
    ) -> None:
        """Shows ``sheet``, the wording ``variant`` first; None leaves the one that is shown.
        ``contents`` are images that the library may not have.
        """
        self.heading.fill(sheet)
        self.body.fill(sheet, contents, variant)
        self.details.fill(sheet)
        self._suggest()

    def read(self) -> Sheet:
        """Gives what is in the fields."""
        return self.details.read(self.body.read(self.heading.read(BLANK)))

    def contents(self) -> tuple[Content, ...]:
        """Gives the bytes of the images that were added."""
        return self.body.images.contents()

    def end_words(self) -> None:
        """Takes up what is half written: a tag without its end."""
        self.heading.tags.end_word()

    def offer_tags(self, names: Iterable[str]) -> None:
        """Offers these tags, the likeliest first."""
        self.heading.offer_tags(names)

    def offer_categories(self, categories: Mapping[Uid, Category]) -> None:
        """Offers these categories."""
        self.heading.offer_categories(categories)

    def lock(self, *, locked: bool) -> None:
        """Lets nothing be changed, for a reply that is only looked at."""
        self._inside.setEnabled(not locked)

    def show_findings(self, found: Mapping[SheetField, Said]) -> None:
        """Says beside each field what is wrong with it, and nothing beside the others."""
        for part in (self.heading, self.body, self.details):
            part.show_findings(found)

    def go_to(self, at: SheetField, item: int = 0) -> None:
        """Takes the keyboard to a field, in one of several to the ``item`` from 0."""
        self.heading.go_to(at)
        self.body.go_to(at, item)
        self.details.go_to(at)
        focused = self.focusWidget()
        if focused is not None:
            self.ensureWidgetVisible(focused)

    def go_to_first(self, found: Mapping[SheetField, Said]) -> None:
        """Takes the keyboard to the uppermost field in which something is wrong."""
        at = next((at for at in _DOWNWARDS if at in found), None)
        if at is not None:
            self.go_to(at, found[at].item)

    def _changed(self) -> None:
        self._suggest()
        self.changed.emit()

    def _suggest(self) -> None:
        texts = self.body.wordings.texts()
        self.heading.suggest_title(title_from(texts[0]))

    def _dress(self) -> None:
        px = self._theme.px
        self._rows.setContentsMargins(px(16), px(12), px(14), px(14))
        self._rows.setSpacing(px(12))
