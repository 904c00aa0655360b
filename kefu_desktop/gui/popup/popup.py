"""The popup: opens at the hotkey over any chat, takes what is typed, and gives the focus back.

It is built once and then only mapped: nothing between the key press and its pixels constructs a
widget, reads a file or waits. What an empty search shows is therefore asked for while it is hidden.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kefu_desktop.app.orders import Order, Reached, Receipt, wants_paste
from kefu_desktop.app.ports import Press, Target
from kefu_desktop.app.searching import Answer, Question, Row
from kefu_desktop.core.clients import Client
from kefu_desktop.core.template import Rendered
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.popup.bars import FilterBar, Footer, SearchBar
from kefu_desktop.gui.popup.choice import Choice
from kefu_desktop.gui.popup.client_name import client_name
from kefu_desktop.gui.popup.desk import Desk
from kefu_desktop.gui.popup.focus import Focus
from kefu_desktop.gui.popup.form import FillForm
from kefu_desktop.gui.popup.keys import OF_ROWS, Act, act_of
from kefu_desktop.gui.popup.marking import shown_variant
from kefu_desktop.gui.popup.placement import place, screens
from kefu_desktop.gui.popup.preview import Preview
from kefu_desktop.gui.popup.row_list import RowList
from kefu_desktop.gui.popup.row_painter import RowPainter

WIDTH, HEIGHT, LIST_WIDTH = 780, 460, 430
EARLIER_KEYS_SECONDS = 0.01


class Popup(QWidget):
    """Search, look, deliver. Signals say what others have to do."""

    edit_wanted = Signal(object)
    new_wanted = Signal(str)
    text_scale_wanted = Signal(int)
    delivered = Signal(object)
    files_dropped = Signal(object)
    """The paths of files that were dropped on the popup."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("kefu_desktop")
        self.setAcceptDrops(True)
        self._desk = desk
        self._target: Target | None = None
        self._client = Client()
        self._returning: Target | None = None
        self._stop_giving_back: Callable[[], object] = lambda: None
        self._answer: Answer | None = None
        self._choice: Choice | None = None
        self._left: Choice | None = None
        self._focus = Focus(self, desk.window, desk.bridge)
        self._form_other = False
        self._when_shown: Callable[[], None] | None = None
        self._build()
        desk.theme.changed.connect(self._restyle)
        self._retranslate()
        self._restyle()

    def toggle(self, press: Press | None) -> None:
        """Opens at the first press, closes at the second and gives the focus back.

        The hotkey comes by a way of its own and may overtake an Esc or Enter that was struck before
        it. So a press that finds the popup open lets those be heard first.
        """
        if press is not None and self.isVisible():
            self._desk.bridge.after(EARLIER_KEYS_SECONDS, lambda: self._turn(press))
        else:
            self._turn(press)

    def _turn(self, press: Press | None) -> None:
        if self.isVisible():
            self.vanish(give_back=True)
            if press is not None:
                press.settled()
        else:
            self.appear(press)

    def appear(self, press: Press | None) -> None:
        """Shows the popup beside the window that was in front at ``press``."""
        before = press.target if press else self._desk.window.current()
        # Nothing is in front while the chat is still on its way back from the last closing.
        self._target = before or self._returning
        self._returning = None
        self._stop_giving_back()
        self._client = self._desk.recognise(self._target)
        if self._choice is not None:
            self._choose(self._choice)  # its times and greetings are of this moment
        else:
            self._say_what_enter_does()
        self.move(place(self.size(), self._target, QCursor.pos(), screens()))
        self.show()
        self._focus.take(press)
        self._search.field.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def vanish(self, *, give_back: bool) -> None:
        """Hides the popup and prepares the next opening; the window before gets the focus back."""
        if not self.isVisible():
            return
        self.hide()
        self._focus.let_go()
        if give_back and self._target is not None:
            self._give_back(self._target)
        self._when_shown = None
        self._search.field.forget()
        self._filters.reset()
        self._pages.setCurrentWidget(self._preview)
        self.refresh()

    def _give_back(self, target: Target) -> None:
        self._returning = target

        def came() -> None:
            if self._returning is target:
                self._returning = None

        bringing = self._desk.hands.submit(self._desk.window.bring_back, target, 0.5)
        self._stop_giving_back = bringing.cancel
        bringing.add_done_callback(lambda _: self._desk.bridge.post(came))

    def refresh(self) -> None:
        """Asks again for what is shown: the library, or how it is used, has changed."""
        self._ask()

    def warm(self, characters: str) -> None:
        """Prepares the drawing of characters that are likely to be shown."""
        self._list.warm(characters)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown now."""
        return self._list.rows

    def _build(self) -> None:
        theme = self._desk.theme
        self._search = SearchBar(self._offer, self)
        self._search.field.query_changed.connect(lambda _: self._typed())
        self._filters = FilterBar(self)
        self._filters.chosen.connect(lambda _: self.refresh())
        self._list = RowList(theme, RowPainter(theme, self._desk.composer.glimpse), self)
        self._list.row_chosen.connect(self._row_chosen)
        self._list.doubleClicked.connect(lambda _: self._deliver(other=False))
        self._preview = Preview(theme, self._desk.pictures, self)
        self._form = FillForm(theme, self)
        self._form.filled.connect(self._form_filled)
        self._form.left.connect(self._leave_form)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._preview)
        self._pages.addWidget(self._form)
        self._footer = Footer(self)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._list)
        middle.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._search)
        column.addWidget(self._filters)
        column.addLayout(middle, 1)
        column.addWidget(self._footer)

    # -- asking and showing

    def _typed(self) -> None:
        self._when_shown = None
        self._ask()

    def _ask(self) -> None:
        post = self._desk.bridge.post
        self._desk.searching.ask(self._question(), lambda answer: post(lambda: self._show(answer)))

    def _show(self, answer: Answer) -> None:
        """Shows an answer; one to the same question leaves chosen what the agent has chosen."""
        same = self._answer is not None and self._answer.question == answer.question
        kept = self._choice if same and self.isVisible() else None
        self._answer = answer
        rows = self._with_rest(answer)
        number = 0
        if kept is not None:
            uid = kept.row.reply.uid
            number = next((n for n, row in enumerate(rows) if row.reply.uid == uid), 0)
        self._filters.offer(answer.roots)
        self._search.count(answer)
        self._list.show_rows(rows, number)
        if kept is not None and rows and kept.says_same(rows[number].reply):
            self._choose(replace(kept, row=rows[number]))
        if not rows:
            self._choice = None
            self._leave_form()
            self._preview.teach(answer)
            self._say_what_enter_does()
        if self._is_shown() and self._when_shown is not None:
            act, self._when_shown = self._when_shown, None
            act()

    def _is_shown(self) -> bool:
        """Whether the rows are those of what is typed now."""
        if self._answer is None or not self._answer.ready:
            return False
        return self._answer.question == self._question()

    def _question(self) -> Question:
        return Question(self._query(), self._filters.category)

    def _with_rest(self, answer: Answer) -> tuple[Row, ...]:
        """Puts a reply whose parts are not all sent yet first, when nothing is looked for."""
        if self._left is None or answer.question.text:
            return answer.rows
        uid = self._left.row.reply.uid
        return (self._left.row, *(row for row in answer.rows if row.reply.uid != uid))

    def _row_chosen(self, row: Row) -> None:
        left = self._left
        if left is not None and left.row.reply.uid == row.reply.uid and not self._query():
            self._choose(left)
        else:
            usual = Choice.of(row)
            self._choose(Choice.of(row, shown_variant(row, usual.variant)))

    def _choose(self, choice: Choice) -> None:
        if self._choice is None or not self._choice.says_same(choice.row.reply):
            self._leave_form()
        self._choice = choice
        rendered = self._rendered(choice)
        self._preview.show_row(choice.row, choice.variant, rendered, choice.part)
        self._say_what_enter_does()

    def _rendered(self, choice: Choice) -> Rendered:
        return choice.rendered(self._desk.composer, self._client)

    def _query(self) -> str:
        return self._search.field.query.strip()

    def _say_what_enter_does(self) -> None:
        mode = self._choice.row.reply.delivery if self._choice else None
        delivery = self._desk.settings().delivery
        can, client = self._target is not None, client_name(self._client, self._target)
        self._search.name_client(client)
        self._footer.say(
            enter_pastes=can and mode is not None and wants_paste(delivery, mode, other=False),
            other_pastes=can and mode is not None and wants_paste(delivery, mode, other=True),
            client=client,
        )

    # -- keys

    def _offer(self, event: QKeyEvent) -> bool:
        """Takes a key that means something to the popup; the others edit the search."""
        act = act_of(event)
        if act is None:
            return False
        self._do(act, event)
        return True

    def _do(self, act: Act, event: QKeyEvent) -> None:
        """Does what a key asks. What depends on the rows waits for those of what is typed: an agent
        who types and presses Enter in one go means what was typed, not what was shown before.
        """
        if act in OF_ROWS and not self._is_shown():
            number = event.key() - Qt.Key.Key_1
            self._when_shown = lambda: self._act(act, number)
            return
        self._when_shown = None
        self._act(act, event.key() - Qt.Key.Key_1)

    def _act(self, act: Act, number: int) -> None:
        match act:
            case Act.DOWN | Act.UP | Act.PAGE_DOWN | Act.PAGE_UP:
                self._list.step(act)
            case Act.ENTER | Act.OTHER_ENTER:
                self._deliver(other=act is Act.OTHER_ENTER)
            case Act.PICK:
                if number < len(self._list.rows):
                    self._list.choose(number)
                    self._deliver(other=False)
            case Act.NEXT_VARIANT | Act.PREVIOUS_VARIANT:
                if self._choice is not None:
                    self._choose(self._choice.turned(1 if act is Act.NEXT_VARIANT else -1))
            case Act.FAVOURITE:
                if self._choice is not None:
                    self._desk.toggle_favourite(self._choice.row.reply.uid)
            case Act.EDIT:
                if self._choice is not None:
                    self._hand_on(self.edit_wanted.emit, self._choice)
            case Act.NEW:
                self._hand_on(self.new_wanted.emit, self._query())
            case Act.NEXT_FILTER | Act.PREVIOUS_FILTER:
                self._filters.turn(1 if act is Act.NEXT_FILTER else -1)
            case Act.LARGER | Act.SMALLER | Act.USUAL_SIZE:
                self.text_scale_wanted.emit({Act.LARGER: 1, Act.SMALLER: -1}.get(act, 0))
            case Act.CLOSE:
                self.vanish(give_back=True)

    def _hand_on(self, wanted: Callable[..., None], value: object) -> None:
        self.vanish(give_back=False)
        wanted(value)

    # -- delivering

    def _deliver(self, *, other: bool) -> None:
        """Delivers what is chosen, after asking for what it misses. ``other`` is Ctrl+Enter."""
        choice = self._choice
        if choice is None:
            if self._query():
                self._hand_on(self.new_wanted.emit, self._query())
            return
        rendered = self._rendered(choice)
        if rendered.missing:
            self._form_other = other
            self._form.ask(choice.row.reply.title, rendered.missing)
            self._pages.setCurrentWidget(self._form)
            self._form.focus_first()
            return
        reply = choice.row.reply
        mode = wants_paste(self._desk.settings().delivery, reply.delivery, other=other)
        part = choice.part_of(rendered)
        self._left = choice.after(rendered)
        self._choice = None
        # The messages of one reply are one use of it.
        uid = reply.uid if choice.part == 0 else None
        image = choice.image_of(part)
        order = Order(uid, choice.text, part.text, mode, self._target, image, self._client)
        self.vanish(give_back=not mode)
        self._desk.delivery.deliver(order, lambda receipt: self._receive(receipt, choice))

    def _receive(self, receipt: Receipt, choice: Choice) -> None:
        if receipt.reached is Reached.FAILED:
            self._left = choice  # it waits for the next opening
            self.refresh()
        self.delivered.emit(receipt)

    def _form_filled(self, values: dict[str, str]) -> None:
        if self._choice is not None:
            self._choose(self._choice.filled(values))
            self._deliver(other=self._form_other)

    def _leave_form(self) -> None:
        if self._pages.currentWidget() is self._form:
            self._pages.setCurrentWidget(self._preview)
            self._search.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what Qt tells

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self._focus.arrived()
            elif self._focus.come:
                self.vanish(give_back=False)
        elif event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A window manager's close is our Esc: the popup lives as long as the program."""
        event.ignore()
        self.vanish(give_back=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files; texts are for the search field."""
        if mime.files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._hand_on(self.files_dropped.emit, mime.files(event.mimeData()))

    def _retranslate(self) -> None:
        for part in (self._search, self._filters, self._preview, self._footer):
            part.retranslate()
        self._list.setAccessibleName(self.tr("Replies found"))
        self._say_what_enter_does()
        if self._answer is not None:
            self._show(self._answer)

    def _restyle(self) -> None:
        px = self._desk.theme.px
        self.setFixedSize(QSize(px(WIDTH), px(HEIGHT)))
        self._list.setFixedWidth(px(LIST_WIDTH))
        self._search.field.setFont(self._desk.theme.font("search"))
        self._list.viewport().update()
        if self._choice is not None:
            self._choose(self._choice)
