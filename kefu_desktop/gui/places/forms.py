"""Small forms about a place: adding one, and its password."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.shared import SharedPlace, is_of_web
from kefu_desktop.gui.library.editor.fields import label
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.places.desk import PlacesDesk

_WIDTH = 460


class PlaceForm(QDialog):
    """Asks for an address, and for user and password where it is one of the web; adds the place.
    With a ``place`` asks for its user and password only. Closes by itself when that is done.
    """

    def __init__(
        self,
        desk: PlacesDesk,
        done: Callable[[SharedPlace, bool], None],
        parent: QWidget | None = None,
        place: SharedPlace | None = None,
    ) -> None:
        """``done`` is handed the place, and whether the next start will know its password."""
        super().__init__(parent)
        self._desk = desk
        self._done = done
        self._place = place
        self._outcomes = Outcomes(desk.bridge, self._refused, self)
        self._build()
        self._join()
        self._dress()
        self._word()
        self._show_user()
        if place is not None:
            self.address.setText(place.address)
            self.address.setReadOnly(True)
            self.user.setText(place.user)
        (self.password if place and place.user else self.address).setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _build(self) -> None:
        self.address, self.user, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._browse = QPushButton()
        self._browse.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.address, 1)
        row.addWidget(self._browse)
        self._names = label("caption"), label("caption"), label("caption")
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.addRow(self._names[0], row)
        self._form.addRow(self._names[1], self.user)
        self._form.addRow(self._names[2], self.password)
        for name, field in zip(self._names, (self.address, self.user, self.password), strict=True):
            name.setBuddy(field)
        self._hint = label("faint")
        self._hint.setWordWrap(True)
        self.says = label("finding")
        self.says.setWordWrap(True)
        self._leave, self.go = QPushButton(), QPushButton()
        self._leave.setAutoDefault(False)
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.says, 1)
        self._foot.addWidget(self._leave)
        self._foot.addWidget(self.go)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._form)
        self._column.addWidget(self._hint)
        self._column.addStretch(1)
        self._column.addLayout(self._foot)

    def _join(self) -> None:
        self.address.textChanged.connect(self._show_user)
        self._browse.clicked.connect(self._choose_folder)
        self._leave.clicked.connect(self.reject)
        self.go.clicked.connect(self._add)
        self._desk.theme.changed.connect(self._dress)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Shared folder"))
        if chosen:
            self.address.setText(chosen)

    def _show_user(self) -> None:
        web = is_of_web(self.address.text().strip())
        self._form.setRowVisible(1, web)
        self._form.setRowVisible(2, web)
        self._browse.setVisible(self._place is None and not web)
        plain = self.address.text().strip().lower().startswith("http:")
        self._hint.setText(self._plain_hint() if plain else self._words)
        self.go.setEnabled(bool(self.address.text().strip()))
        self.says.clear()

    def _add(self) -> None:
        address, user = self.address.text(), self.user.text().strip()
        password, place = self.password.text(), self._place
        self.go.setEnabled(False)
        if place is None:
            adding = self._desk.ask(lambda rooms: rooms.subscribing.add(address, user, password))
        else:
            adding = self._desk.ask(
                lambda rooms: (
                    place,
                    rooms.subscribing.set_password(place.id, user, password),
                )
            )
        self._outcomes.when(adding, self._added)

    def _added(self, added: tuple[SharedPlace, bool]) -> None:
        self._done(*added)
        self.accept()

    def _refused(self, error: KefuError) -> None:
        self.go.setEnabled(True)
        self.says.setText(self._desk.say(error))

    def _plain_hint(self) -> str:
        return self.tr(
            "An http:// address is not encrypted: whoever is on the way can read the password."
        )

    def _word(self) -> None:
        self.setWindowTitle(
            self.tr("Add a shared place") if self._place is None else self.tr("User and password")
        )
        self._words = self.tr(
            "A folder on a network drive or in a synced folder, one .kefupack file, or a WebDAV"
            " address (https://…)."
        )
        words = self.tr("Folder or address"), self.tr("User"), self.tr("Password")
        fields = self.address, self.user, self.password
        for name, field, said in zip(self._names, fields, words, strict=True):
            name.setText(said)
            field.setAccessibleName(said)
        self.user.setPlaceholderText(self.tr("Empty where no login is asked for"))
        self._browse.setText(self.tr("Choose…"))
        self._leave.setText(self.tr("Cancel"))
        self.go.setText(self.tr("Add") if self._place is None else self.tr("OK"))
        self._show_user()

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._column.setContentsMargins(px(16), px(14), px(16), px(14))
        self._column.setSpacing(px(10))
        self._form.setVerticalSpacing(px(4))
        self._foot.setSpacing(px(8))
        self.setMinimumWidth(min(px(_WIDTH), self.screen().availableGeometry().width()))
