"""The window of shared places: what lies where, what of it is new, and what can be done about it.

Looking and publishing go on while the window is used, and go on when it is closed.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.model import Uid
from kefu_desktop.core.shared import PlaceId, SharedPlace
from kefu_desktop.gui.library.editor.fields import button, label
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.places.desk import PlacesDesk, SharedRooms
from kefu_desktop.gui.places.forms import PlaceForm
from kefu_desktop.gui.places.list import PlaceList
from kefu_desktop.gui.places.publish_form import PublishForm
from kefu_desktop.gui.window_size import open_in

if TYPE_CHECKING:
    from kefu_desktop.app.offers import PlaceState
    from kefu_desktop.app.publishing import Published

_WIDTH, _HEIGHT = 720, 460
_WANT_PASSWORD = (Code.PLACE_PASSWORD, Code.PLACE_PASSWORD_UNKNOWN)


class PlacesDialog(QDialog):
    """Made hidden. :meth:`appear` shows it."""

    pack_wanted = Signal(object, str)
    """The id of a place and a file there that the user wants to look through."""

    changed = Signal()
    """Places were added, looked at or left, or something was published."""

    def __init__(self, desk: PlacesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._states: tuple[PlaceState, ...] = ()
        self._looking: frozenset[PlaceId] = frozenset()
        self._said = ""
        self._outcomes = Outcomes(desk.bridge, self._refused, self)
        self._build()
        self._join()
        self._dress()
        self._word()
        open_in(self, desk.theme.px(_WIDTH), desk.theme.px(_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def appear(self) -> None:
        """Shows the window with what was last seen."""
        self._said = ""
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()

    def refresh(self) -> None:
        """Shows what is known by now."""
        self._outcomes.when(self._desk.ask(lambda rooms: rooms.subscribing.states()), self._show)

    def publish(self, uids: tuple[Uid, ...] = ()) -> None:
        """Opens the form to publish; ``uids`` are replies that the user has chosen. Where there is
        no place yet, one is asked for first.
        """

        def show(states: "tuple[PlaceState, ...]") -> None:
            self._show(states)
            if not states:
                self._add()
                return
            chosen = self.list.place
            form = PublishForm(
                self._desk,
                states,
                chosen.place.id if chosen else None,
                uids,
                self._published,
                self.pack_wanted.emit,
                self,
            )
            self._open(form)

        self._outcomes.when(self._desk.ask(lambda rooms: rooms.subscribing.states()), show)

    # -- what goes on

    def _show(self, states: "tuple[PlaceState, ...]") -> None:
        self._states = states
        self.list.show_states(states, self._looking)
        self._pages.setCurrentIndex(1 if states else 0)
        self._follow()

    def _follow(self) -> None:
        """Says about the choice what there is to say, and offers what can be done with it."""
        state, offer = self.list.place, self.list.offer
        trouble = state.look.trouble if state else None
        some, busy = state is not None, bool(state and state.place.id in self._looking)
        self.look.setEnabled(some and not busy)
        self.leave.setEnabled(some)
        self.take.setEnabled(offer is not None and offer.label is not None)
        self.publish_button.setEnabled(some)
        self.log_in.setVisible(trouble is not None and trouble.code in _WANT_PASSWORD)
        said = self._said or self.list.trouble(offer.deposit.trouble if offer else None)
        self.says.setText(said or self.list.trouble(trouble))
        label_ = offer.label if offer else None
        facts = [label_.author, label_.changes] if label_ else []
        if label_:
            facts.insert(0, self.tr("{count} replies").format(count=label_.replies))
        self._about.setText(" · ".join(fact for fact in facts if fact))

    def _look(self) -> None:
        state = self.list.place
        if state is not None:
            self._look_at(state.place)

    def _look_at(self, place: SharedPlace) -> None:
        self._said = ""
        self._looking |= {place.id}
        self.list.show_states(self._states, self._looking)
        self._follow()

        def look(rooms: SharedRooms) -> "tuple[PlaceState, ...]":
            state = rooms.subscribing.look(place)
            # Who looks here needs no notice besides.
            rooms.subscribing.told(state.offers)
            return rooms.subscribing.states()

        def seen(states: "tuple[PlaceState, ...]") -> None:
            self._looking -= {place.id}
            self._show(states)
            self.changed.emit()

        self._outcomes.when(self._desk.ask(look), seen, self._refused)

    def _add(self) -> None:
        self._open(PlaceForm(self._desk, self._added, self))

    def _log_in(self) -> None:
        state = self.list.place
        if state is not None:
            self._open(PlaceForm(self._desk, self._added, self, state.place))

    def _added(self, place: SharedPlace, kept: bool) -> None:
        def show(states: "tuple[PlaceState, ...]") -> None:
            self._show(states)
            self.list.choose(place.id)
            fresh = next((one.place for one in states if one.place.id == place.id), place)
            self._look_at(fresh)
            if not kept:
                self._said = self.tr(
                    "There is no keyring on this computer, so the password is not kept: it will be"
                    " asked for after each start."
                )

        self._outcomes.when(self._desk.ask(lambda rooms: rooms.subscribing.states()), show)

    def _leave(self) -> None:
        state = self.list.place
        if state is None:
            return
        place = state.place.id

        def leave(rooms: SharedRooms) -> "tuple[PlaceState, ...]":
            rooms.subscribing.remove(place)
            return rooms.subscribing.states()

        def left(states: "tuple[PlaceState, ...]") -> None:
            self._show(states)
            self.changed.emit()

        self._outcomes.when(self._desk.ask(leave), left)

    def _take(self) -> None:
        offer = self.list.offer
        if offer is not None and offer.label is not None:
            self.pack_wanted.emit(offer.place.id, offer.deposit.file)

    def _published(self, published: "Published") -> None:
        words = self.tr("Published “{pack}”: {count} replies")
        label_ = published.label
        name = f"{label_.name} {label_.version}".strip()
        self._said = words.format(pack=name, count=label_.replies)
        self.refresh()
        self.changed.emit()

    def _refused(self, error: KefuError) -> None:
        self._looking = frozenset()
        self._said = self._desk.say(error)
        self.list.show_states(self._states, self._looking)
        self._follow()

    def _open(self, form: QDialog) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.setWindowModality(Qt.WindowModality.WindowModal)
        form.open()

    # -- how it is built

    def _build(self) -> None:
        self.list = PlaceList(self._desk.theme, self._desk.say)
        self._empty, self._empty_says = label("empty-says"), label("caption")
        for one in (self._empty, self._empty_says):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            one.setWordWrap(True)
        self._first = QPushButton()
        self._first.setProperty("role", "primary")
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.addStretch(1)
        column.addWidget(self._empty)
        column.addWidget(self._empty_says)
        column.addWidget(self._first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(self.list)
        self._about, self.says = label("caption"), label("finding")
        self._about.setWordWrap(True)
        self.says.setWordWrap(True)
        self.log_in = button("link", self._log_in)
        self.add, self.look, self.leave = QPushButton(), QPushButton(), QPushButton()
        self.publish_button, self.take = QPushButton(), QPushButton()
        self.take.setProperty("role", "primary")
        self._says_row, self._foot = QHBoxLayout(), QHBoxLayout()
        self._says_row.addWidget(self.says, 1)
        self._says_row.addWidget(self.log_in)
        for pressed in (self.add, self.look, self.leave):
            self._foot.addWidget(pressed)
        self._foot.addStretch(1)
        self._foot.addWidget(self.publish_button)
        self._foot.addWidget(self.take)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._pages, 1)
        self._column.addWidget(self._about)
        self._column.addLayout(self._says_row)
        self._column.addLayout(self._foot)

    def _join(self) -> None:
        self.list.chosen.connect(self._follow)
        self.list.opened.connect(self._take)
        for pressed, does in (
            (self._first, self._add),
            (self.add, self._add),
            (self.look, self._look),
            (self.leave, self._leave),
            (self.take, self._take),
            (self.publish_button, self.publish),
        ):
            pressed.setAutoDefault(False)
            pressed.clicked.connect(lambda _checked, does=does: does())
        for keys, does in (("F5", self._look), ("Ctrl+N", self._add)):
            QShortcut(QKeySequence(keys), self).activated.connect(does)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list).activated.connect(
            self._leave
        )
        self._desk.theme.changed.connect(self._dress)

    def _word(self) -> None:
        self.setWindowTitle(self.tr("Shared places"))
        self._empty.setText(self.tr("Share packs with your team"))
        self._empty_says.setText(
            self.tr(
                "Name a network drive, a synced folder or a WebDAV address. New versions of the"
                " packs there are offered to you; everything works on without the network."
            )
        )
        self._first.setText(self.tr("Add a place…"))
        self.add.setText(self.tr("Add…"))
        self.add.setToolTip("Ctrl+N")
        self.look.setText(self.tr("Look now"))
        self.look.setToolTip("F5")
        self.leave.setText(self.tr("Remove"))
        self.publish_button.setText(self.tr("Publish…"))
        self.take.setText(self.tr("Look through and import…"))
        self.log_in.setText(self.tr("Enter the password…"))
        self.list.word()

    def _dress(self) -> None:
        px = self._desk.theme.px
        self._column.setContentsMargins(px(12), px(12), px(12), px(12))
        self._column.setSpacing(px(8))
        self._foot.setSpacing(px(8))
