"""Two versions of one reply side by side, when others changed what somebody was writing on.

Nothing has been overwritten when this is shown, and nothing is until somebody chooses.
"""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import zip_longest

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kefu_desktop.app.keeping import Clash
from kefu_desktop.core.model import Category, Uid, category_path
from kefu_desktop.core.sheets import Sheet, SheetField, differing
from kefu_desktop.gui.library.editor import words
from kefu_desktop.gui.library.editor.differences import Places, differences
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.theme import Theme, Token


class ClashPage(QWidget):
    """Shows what differs, field by field, and asks which version is to stay."""

    mine_chosen = Signal()
    theirs_chosen = Signal()
    editing_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._clash: Clash | None = None
        self._categories: Mapping[Uid, Category] = {}
        self._head = label("title")
        self._lead = label("caption")
        for line in (self._head, self._lead):
            line.setWordWrap(True)
        self._grid = QGridLayout()
        self._inside = QWidget()
        self._inside.setProperty("role", "editor-inside")
        rows = QVBoxLayout(self._inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._grid)
        rows.addStretch(1)
        area = QScrollArea()
        area.setProperty("role", "editor-form")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        self._area = area
        self.theirs = button("", self.theirs_chosen.emit)
        self.mine = button("", self.mine_chosen.emit)
        self.on = button("primary", self.editing_wanted.emit)
        self._foot = QHBoxLayout()
        for choice in (self.theirs, self.mine):
            self._foot.addWidget(choice)
        self._foot.addStretch(1)
        self._foot.addWidget(self.on)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._head)
        self._rows.addWidget(self._lead)
        self._rows.addWidget(area, 1)
        self._rows.addLayout(self._foot)
        theme.changed.connect(self._draw)
        self._draw()

    def show_clash(self, clash: Clash, categories: Mapping[Uid, Category]) -> None:
        """Shows both versions; the keyboard goes to the choice that changes nothing."""
        self._clash, self._categories = clash, categories
        self._draw()
        self._area.verticalScrollBar().setValue(0)
        self.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    def _draw(self) -> None:
        px = self._theme.px
        self._rows.setContentsMargins(px(16), px(14), px(16), px(14))
        self._rows.setSpacing(px(10))
        self._grid.setSpacing(px(6))
        self._grid.setHorizontalSpacing(px(12))
        self._foot.setSpacing(px(8))
        self._head.setText(self.tr("This reply was changed elsewhere while you were writing"))
        self._lead.setText(self.tr("Nothing has been overwritten. Which version is to stay?"))
        self.theirs.setText(self.tr("Take the other one"))
        self.mine.setText(self.tr("Save mine"))
        self.on.setText(self.tr("Go on editing"))
        while item := self._grid.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._clash is not None:
            self._draw_clash(self._clash)

    def _draw_clash(self, clash: Clash) -> None:
        theirs = clash.theirs
        if theirs is None:
            self._head.setText(self.tr("This reply was deleted elsewhere while you were writing"))
        elif theirs.trashed is not None and clash.base.trashed is None:
            self._head.setText(
                self.tr("This reply was put into the trash elsewhere while you were writing")
            )
        there, here = label("caption"), label("caption")
        there.setText(self.tr("In the library"))
        here.setText(self.tr("What you wrote"))
        self._grid.addWidget(there, 0, 0)
        self._grid.addWidget(here, 0, 1)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        shown = Sheet.of(theirs) if theirs else None
        for row, (name, one, other) in enumerate(self._pairs(shown, clash.ours)):
            caption = label("faint")
            caption.setText(name)
            self._grid.addWidget(caption, 2 * row + 1, 0, 1, 2)
            left, right = differences(one, other)
            self._grid.addWidget(self._version(one, left, there.text(), name), 2 * row + 2, 0)
            self._grid.addWidget(self._version(other, right, here.text(), name), 2 * row + 2, 1)

    def _pairs(self, theirs: Sheet | None, ours: Sheet) -> Iterator[tuple[str, str, str]]:
        """Gives the name of each field that differs, and what it says on both sides."""
        names = words.fields()
        base = theirs or Sheet(title="", texts=())
        for at in SheetField:
            if at not in differing(base, ours):
                continue
            if at is SheetField.TEXTS:
                yield from self._wordings(base.texts, ours.texts)
            else:
                yield names[at], self._said(base, at), self._said(ours, at)

    def _wordings(
        self, theirs: tuple[str, ...], ours: tuple[str, ...]
    ) -> Iterator[tuple[str, str, str]]:
        for number, (one, other) in enumerate(zip_longest(theirs, ours, fillvalue=""), 1):
            if one != other:
                yield self.tr("Wording {number}").format(number=number), one, other

    def _said(self, sheet: Sheet, at: SheetField) -> str:
        value = getattr(sheet, at)
        if at is SheetField.CATEGORY:
            return " › ".join(category_path(self._categories, sheet.category))
        if at is SheetField.KIND:
            return words.kinds()[sheet.kind]
        if at is SheetField.DELIVERY:
            return words.deliveries()[sheet.delivery]
        if at is SheetField.FAVOURITE:
            return "★" if sheet.favourite else "☆"
        if at is SheetField.ATTACHMENTS:
            return "\n".join(file.name for file in sheet.attachments)
        return value if isinstance(value, str) else "\n".join(value)

    def _version(self, text: str, places: Places, side: str, name: str) -> QLabel:
        """One side of one field, with what the other does not have marked."""
        made = QLabel()
        made.setProperty("role", "editor-version")
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.setWordWrap(True)
        made.setAlignment(Qt.AlignmentFlag.AlignTop)
        ground = self._theme.colour(Token.WARN_TINT).name()
        ink = self._theme.colour(Token.WARN).name()
        pieces, at = [], 0
        for start, end in places:
            pieces.append(escape(text[at:start]))
            marked = escape(text[start:end])
            pieces.append(f'<span style="background-color:{ground}; color:{ink}">{marked}</span>')
            at = end
        pieces.append(escape(text[at:]))
        lines = "".join(pieces).replace("\n", "<br>") or "—"
        made.setText(f'<div style="white-space:pre-wrap; line-height:140%">{lines}</div>')
        made.setAccessibleName(f"{side}, {name}: {text}")
        return made
