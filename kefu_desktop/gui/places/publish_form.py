"""Publishing: which replies, at which place, and what the pack says of itself.

Where somebody else was first, their pack is named and offered to be looked at; nothing here writes
over it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.app.lookup import Selection
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.model import Uid
from kefu_desktop.core.shared import PlaceId
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.places.desk import PlacesDesk

if TYPE_CHECKING:
    from kefu_desktop.app.exporting import Choices
    from kefu_desktop.app.offers import Offer, PlaceState
    from kefu_desktop.app.publishing import Published

_WIDTH = 480
_LINES = 4


class PublishForm(QDialog):
    """Publishes replies at one of ``states``. Closes by itself when that is done."""

    def __init__(
        self,
        desk: PlacesDesk,
        states: "tuple[PlaceState, ...]",
        chosen: PlaceId | None,
        uids: tuple[Uid, ...],
        done: "Callable[[Published], None]",
        look_at: Callable[[PlaceId, str], None],
        parent: QWidget | None = None,
    ) -> None:
        """``uids`` are the replies that the user has chosen, none for no choice; ``look_at`` opens
        the pack of somebody else who was first.
        """
        super().__init__(parent)
        self._desk = desk
        self._states = states
        self._uids = uids
        self._done = done
        self._look_at = look_at
        self._overtaken = ""
        self._busy = False
        self._outcomes = Outcomes(desk.bridge, self._refused, self)
        self._build()
        self._join()
        self._dress()
        self._word()
        self._offer_places(chosen)
        counting = desk.errands.submit(lambda: desk.exporting().choices())
        self._outcomes.when(counting, self._offer_contents)
        self.name.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    # -- what can be chosen

    def _offer_places(self, chosen: PlaceId | None) -> None:
        for state in self._states:
            self.place.addItem(state.place.address, state)
            if state.place.id == chosen:
                self.place.setCurrentIndex(self.place.count() - 1)
        self._offer_files()

    def _offer_files(self) -> None:
        """A new pack, or one that lies there."""
        state: PlaceState | None = self.place.currentData()
        self.over.blockSignals(True)
        self.over.clear()
        self.over.addItem(self.tr("A new pack"), None)
        for offer in state.offers if state else ():
            if offer.label is not None:
                name = f"{offer.label.name} {offer.label.version}".strip()
                self.over.addItem(self.tr("Replaces “{pack}”").format(pack=name), offer)
        self.over.blockSignals(False)
        self._take_over()

    def _take_over(self) -> None:
        """What lies there says what the next version is called."""
        offer: Offer | None = self.over.currentData()
        if offer is not None and offer.label is not None:
            self.name.setText(offer.label.name)
            self.version.setPlaceholderText(
                self.tr("there: {version}").format(version=offer.label.version)
            )
        else:
            self.version.setPlaceholderText("1.0")
        self._judge()

    def _offer_contents(self, choices: "Choices") -> None:
        self.content.clear()
        if self._uids:
            words = self.tr("The {count} chosen replies").format(count=len(self._uids))
            self.content.addItem(words, Selection(uids=frozenset(self._uids)))
        words = self.tr("All replies ({count})").format(count=choices.replies)
        self.content.addItem(words, Selection())
        for one in choices.categories:
            self.content.addItem(f"{one.words} ({one.replies})", Selection(category=one.words))
        for one in choices.tags:
            self.content.addItem(f"#{one.words} ({one.replies})", Selection(tag=one.words))
        self._judge()

    def _judge(self) -> None:
        ready = bool(self.name.text().strip()) and self.content.count() > 0
        self.go.setEnabled(ready and not self._busy and self.place.count() > 0)
        self.says.clear()
        self.look.hide()

    # -- doing it

    def _publish(self) -> None:
        from kefu_desktop.app.publishing import Publication

        state: PlaceState | None = self.place.currentData()
        if state is None or not self.go.isEnabled():
            return
        offer: Offer | None = self.over.currentData()
        wanted = Publication(
            place=state.place,
            name=self.name.text(),
            version=self.version.text(),
            author=self.author.text(),
            changes=self.changes.toPlainText(),
            selection=self.content.currentData(),
            file=offer.deposit.file if offer else "",
        )
        self._busy = True
        self._judge()
        self.says.setText(self.tr("Publishing…"))
        publishing = self._desk.ask(lambda rooms: rooms.publishing.publish(wanted))
        self._outcomes.when(publishing, self._published)

    def _published(self, published: "Published") -> None:
        self._done(published)
        self.accept()

    def _refused(self, error: KefuError) -> None:
        self._busy = False
        self._judge()
        self.says.setText(self._desk.say(error))
        if error.code is Code.PLACE_OVERTAKEN:
            self._overtaken = str(error.params.get("file", ""))
            self.look.show()

    def _show_theirs(self) -> None:
        state: PlaceState | None = self.place.currentData()
        if state is not None:
            self._look_at(state.place.id, self._overtaken)
            self.says.clear()
            self.look.hide()

    # -- how it is built

    def _build(self) -> None:
        self.place, self.content, self.over = QComboBox(), QComboBox(), QComboBox()
        self.name, self.version, self.author = QLineEdit(), QLineEdit(), QLineEdit()
        self.changes = QPlainTextEdit()
        self.changes.setTabChangesFocus(True)
        self.author.setText(self._desk.settings().sharing.author)
        self._fields: tuple[QWidget, ...] = (
            *(self.content, self.place, self.over, self.name, self.version, self.author),
            self.changes,
        )
        self._names = tuple(label("caption") for _ in self._fields)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in zip(self._names, self._fields, strict=True):
            name.setBuddy(field)
            self._form.addRow(name, field)
        for box in (self.place, self.content, self.over):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(20)
        self.says = label("finding")
        self.says.setWordWrap(True)
        self.look = button("link", self._show_theirs)
        self.look.hide()
        self._leave, self.go = QPushButton(), QPushButton()
        self._leave.setAutoDefault(False)
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.look)
        self._foot.addStretch(1)
        self._foot.addWidget(self._leave)
        self._foot.addWidget(self.go)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._form, 1)
        self._column.addWidget(self.says)
        self._column.addLayout(self._foot)

    def _join(self) -> None:
        self.place.currentIndexChanged.connect(self._offer_files)
        self.over.currentIndexChanged.connect(self._take_over)
        self.content.currentIndexChanged.connect(self._judge)
        self.name.textChanged.connect(self._judge)
        self._leave.clicked.connect(self.reject)
        self.go.clicked.connect(self._publish)
        self._desk.theme.changed.connect(self._dress)

    def _word(self) -> None:
        self.setWindowTitle(self.tr("Publish replies"))
        said = (
            *(self.tr("Replies"), self.tr("At the place"), self.tr("As")),
            *(self.tr("Name of the pack"), self.tr("Version"), self.tr("Author")),
            self.tr("What changed"),
        )
        for name, field, words in zip(self._names, self._fields, said, strict=True):
            name.setText(words)
            field.setAccessibleName(words)
        self.look.setText(self.tr("Look at theirs…"))
        self._leave.setText(self.tr("Cancel"))
        self.go.setText(self.tr("Publish"))

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._column.setContentsMargins(px(16), px(14), px(16), px(14))
        self._column.setSpacing(px(10))
        self._form.setVerticalSpacing(px(3))
        self._foot.setSpacing(px(8))
        self.changes.setFixedHeight(self.changes.fontMetrics().lineSpacing() * _LINES)
        self.setMinimumWidth(min(px(_WIDTH), self.screen().availableGeometry().width()))
