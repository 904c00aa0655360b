"""Asks for what a reply still misses: one small panel above its preview.

It opens only when something is missing, offers what was copied and what was answered last time, and
Enter in the last field delivers. A reply is never sent half filled in, nor with a value that was
about to be replaced: Enter waits for the look at the clipboard.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from kefu_desktop.app.filling import Filling, Source
from kefu_desktop.core.template import Ask
from kefu_desktop.gui.popup.form_field import FormField
from kefu_desktop.gui.theme import Theme

HIGHEST = 200
"""Pixels at the usual text scale; what is more is scrolled, for the preview is to be seen."""


class FillForm(QFrame):
    """One line for each value asked for. ``filled`` carries all of them when the last is given, and
    whether that was with Ctrl+Enter.
    """

    filled = Signal(dict, bool)
    left = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, filling: Filling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup-form")
        self._theme = theme
        self._filling = filling
        self._asks: dict[str, Ask] = {}
        self._preset: tuple[Ask, ...] = ()
        self._fields: dict[str, FormField] = {}
        self._asked = 0
        self._looking = False
        self._waiting: Callable[[], None] | None = None
        inside = QWidget(self)
        inside.setProperty("role", "popup-form-inside")
        self._rows = QFormLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(8)
        self._rows.setHorizontalSpacing(10)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._area = QScrollArea(self)
        self._area.setProperty("role", "popup-form-area")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        self._hint = QLabel(self)
        self._hint.setProperty("role", "faint")
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(6)
        column.addWidget(self._area)
        column.addWidget(self._hint)

    def ask(self, asks: tuple[Ask, ...], preset: tuple[Ask, ...] = ()) -> None:
        """Makes a line for each of ``asks``, in place of those before, and looks at the clipboard
        for what may be meant. What has a default, the ``preset``, is only asked for if what was
        copied says something else: or one courier would be named with another's parcel.
        """
        while self._rows.rowCount():
            self._rows.removeRow(0)
        self._asks = {ask.name: ask for ask in asks}
        self._preset = preset
        self._fields = {ask.name: self._line(ask) for ask in asks}
        self._waiting = None
        self._asked += 1
        number = self._asked
        self._looking = True
        self._offer()
        self._filling.look(lambda: self._seen(number))
        self.retranslate()

    def dismiss(self) -> None:
        """Goes, and with it an Enter that still waits."""
        self._asked += 1
        self._looking = False
        self._waiting = None
        self.hide()

    def retranslate(self) -> None:
        """Says everything again in the present language."""
        self._hint.setText(self.tr("Enter: next, then deliver · Tab: next field · Esc: back"))

    def focus_first(self) -> None:
        """Puts the cursor into the first field, once the form is to be seen."""
        self._fit()
        first = next(iter(self._fields.values())).line
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()

    def values(self) -> Mapping[str, str]:
        """Gives what stands in the fields now."""
        return {name: field.value for name, field in self._fields.items()}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self._waiting = None
                self.left.emit()
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                self._when_seen(partial(self._next, ctrl=ctrl))
                return True
            if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                back = key == Qt.Key.Key_Backtab or event.modifiers() & _SHIFT
                self._step(-1 if back else 1)
                return True
        return super().eventFilter(watched, event)

    def _line(self, ask: Ask) -> FormField:
        field = FormField(ask.name, self, self)
        field.changed.connect(self.changed)
        name = QLabel(ask.name, self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setBuddy(field.line)
        self._rows.addRow(name, field)
        # Or a layout that is on the screen already would not count them until later.
        for part in (name, field):
            part.show()
        return field

    def _seen(self, number: int) -> None:
        """The clipboard was looked at, for the form that was asked as ``number``."""
        if number != self._asked:
            return
        self._looking = False
        self._ask_what_differs()
        self._offer()
        self._fit()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _when_seen(self, act: Callable[[], None]) -> None:
        if self._looking:
            self._waiting = act
        else:
            act()

    def _ask_what_differs(self) -> None:
        for ask in self._preset:
            likeliest = next(iter(self._filling.suggestions(ask)), None)
            if likeliest is None or likeliest.source is not Source.COPIED:
                continue
            if likeliest.value != ask.default:
                self._asks[ask.name] = ask
                self._fields[ask.name] = self._line(ask)

    def _offer(self) -> None:
        for name, field in self._fields.items():
            field.suggest(self._filling.suggestions(self._asks[name]))

    def _fit(self) -> None:
        """Takes the room that the fields need, up to a point."""
        wanted = self._rows.totalSizeHint().height()
        self._area.setFixedHeight(min(wanted, self._theme.px(HIGHEST)))

    def _step(self, by: int) -> None:
        """Goes to the field behind the one with the cursor, or before it, and round the ends."""
        fields = list(self._fields.values())
        here = next((n for n, field in enumerate(fields) if field.has_cursor), 0)
        self._go_to(fields[(here + by) % len(fields)])

    def _go_to(self, field: FormField) -> None:
        field.line.setFocus(Qt.FocusReason.TabFocusReason)
        field.line.selectAll()
        self._area.ensureWidgetVisible(field)

    def _next(self, *, ctrl: bool) -> None:
        """Goes to the first field that is still empty; when none is, the form is filled."""
        for field in self._fields.values():
            if not field.value.strip():
                field.insist()
                self._area.ensureWidgetVisible(field)
                return
        values = dict(self.values())
        self._filling.remember(values)
        self.filled.emit(values, ctrl)


_SHIFT = Qt.KeyboardModifier.ShiftModifier
