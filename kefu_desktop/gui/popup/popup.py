"""The popup: opens at the hotkey over any chat, takes what is typed, and gives the focus back.

It is built once and then only mapped: nothing between the key press and its pixels constructs a
widget, reads a file or waits. What an empty search shows is therefore asked for while it is hidden.
"""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kefu_desktop.app.orders import wants_paste
from kefu_desktop.app.ports import Press, Target
from kefu_desktop.app.searching import Answer, Question, Row
from kefu_desktop.core.clients import Client
from kefu_desktop.core.model import DeliveryMode, Uid
from kefu_desktop.core.template import Rendered
from kefu_desktop.gui.popup.bars import FilterBar, Footer, SearchBar
from kefu_desktop.gui.popup.choice import Choice
from kefu_desktop.gui.popup.client_name import client_name
from kefu_desktop.gui.popup.desk import Desk
from kefu_desktop.gui.popup.first_rows import FirstRows
from kefu_desktop.gui.popup.focus import Focus
from kefu_desktop.gui.popup.frame import Frame
from kefu_desktop.gui.popup.inquiry import Inquiry
from kefu_desktop.gui.popup.keys import OF_ROWS, Act, act_of, after_earlier_keys, leaves
from kefu_desktop.gui.popup.picking import Picking
from kefu_desktop.gui.popup.row_list import RowList
from kefu_desktop.gui.popup.row_painter import RowPainter
from kefu_desktop.gui.popup.sending import Sending
from kefu_desktop.gui.popup.side import Side

WIDTH, HEIGHT, LIST_WIDTH = 780, 460, 430


class Popup(Frame):
    """Search, look, deliver. Signals say what others have to do."""

    edit_wanted = Signal(object)
    new_wanted = Signal(str)
    text_scale_wanted = Signal(int)
    leave_wanted = Signal(str)
    delivered = Signal(object)
    files_dropped = Signal(object)
    """The paths of files that were dropped on the popup."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._target: Target | None = None
        self._client = Client()
        self._choice: Choice | None = None
        self._form_other = False
        self._picking = Picking(desk, self)
        self._picking.picked.connect(self._deliver_emoticon)
        self._focus = Focus(self, desk.window, desk.hands, desk.eyes, desk.bridge)
        self._sending = Sending(desk, self)
        self._sending.delivered.connect(self.delivered)
        self._first = FirstRows(desk, self._sending, self)
        self._first.changed.connect(self._show_again)
        self._inquiry = Inquiry(desk.searching, desk.bridge, self._question, self)
        self._inquiry.answered.connect(self._show)
        self._build()
        self.activated.connect(self._focus.arrived)
        self.deactivated.connect(self._lost)
        self.language_changed.connect(self._retranslate)
        self.close_asked.connect(self._close)
        self.dropped.connect(lambda files: self._hand_on(self.files_dropped.emit, files))
        desk.theme.changed.connect(self._restyle)
        self._retranslate()
        self._restyle()

    def toggle(self, press: Press | None) -> None:
        """Opens at the first press, closes at the second and gives the focus back.

        The hotkey comes by a way of its own and may overtake an Esc or Enter that was struck before
        it. So a press that finds the popup open lets those be heard first.
        """
        if press is not None and self.isVisible():
            after_earlier_keys(self._desk.bridge, lambda: self._turn(press))
        else:
            self._turn(press)

    def _turn(self, press: Press | None) -> None:
        if self.isVisible():
            self._close()
            if press is not None:
                press.settled()
        elif press is not None and self._sending.expects(press.target):
            press.settled()
            self._sending.go_on(press.target, stay=True)
        else:
            self.appear(press)

    def go_on(self, target: Target | None) -> bool:
        """Sends the next part of a reply into ``target``, which is in front; gives whether there is
        one for it.
        """
        return self._sending.go_on(target, stay=True)

    def appear(self, press: Press | None) -> None:
        """Shows the popup beside the window that was in front at ``press``."""
        before = press.target if press else self._desk.window.current()
        returning = self._focus.stop_giving_back()
        self._target = before or returning
        self._client = self._desk.recognise(self._target)
        self._choose_anew()
        self._settle()
        self.show()
        self._focus.take(press)
        self._search.field.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def vanish(self, *, give_back: bool, pasting: bool = False) -> None:
        """Hides the popup and prepares the next opening. ``give_back`` gives the window before the
        focus back; with ``pasting`` a delivery does.
        """
        if not self.isVisible():
            return
        self.hide()
        self._focus.let_go()
        if (give_back or pasting) and self._target is not None:
            self._focus.give_back(self._target, by_ourselves=give_back)
        self._inquiry.forget()
        self._desk.findings.forget()
        self._search.field.forget()
        self._filters.reset()
        self._side.close_form()
        self.refresh()

    def refresh(self) -> None:
        """Asks again for what is shown: the library, or how it is used, has changed."""
        self._inquiry.ask()
        self._first.ask()

    def offer_first(self, uids: tuple[Uid, ...]) -> None:
        """Puts these replies before the usual ones while nothing is looked for; none ends it."""
        self._first.offer(uids)

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
        painter = RowPainter(theme, self._desk.composer.glimpse, self._variant_of)
        self._list = RowList(painter, self)
        self._list.row_chosen.connect(self._row_chosen)
        self._list.doubleClicked.connect(lambda _: self._deliver(other=False))
        self._side = Side(self._desk, self)
        self._side.filled.connect(self._form_filled)
        self._side.filling.connect(self._preview_filled)
        self._side.left.connect(self._leave_form)
        self._side.rested.connect(self._look_for_findings)
        self._footer = Footer(self)
        self._side.asking.connect(self._footer.fill_in)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._list)
        middle.addWidget(self._side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._search)
        column.addWidget(self._filters)
        column.addLayout(middle, 1)
        column.addWidget(self._footer)

    # -- asking and showing

    def _typed(self) -> None:
        self._search.field.wait_a_frame()
        self._inquiry.forget()
        self._inquiry.ask()

    def _show(self, answer: Answer) -> None:
        """Shows an answer; one to the same question leaves chosen what the agent has chosen."""
        kept = self._choice if self._inquiry.repeats(answer) and self.isVisible() else None
        rows = self._first.before(answer, self._target)
        number = 0
        if kept is not None:
            uid = kept.row.reply.uid
            number = next((n for n, row in enumerate(rows) if row.reply.uid == uid), 0)
        self._search.field.paint_again()
        self._list.show_rows(rows, number)
        self._filters.offer(answer.roots)
        self._search.count(answer)
        if kept is not None and rows and kept.says_same(rows[number].reply):
            self._choose(replace(kept, row=rows[number]))
        if not rows:
            self._choice = None
            self._leave_form()
            self._side.teach(answer)
            self._say_what_enter_does()

    def _question(self) -> Question:
        return Question(self._query(), self._filters.category)

    def _show_again(self) -> None:
        if self._inquiry.answer is not None:
            self._show(self._inquiry.answer)

    def _row_chosen(self, row: Row) -> None:
        left = self._sending.left_for(self._target)
        if left is not None and left.row.reply.uid == row.reply.uid and not self._query():
            self._choose(left)
        else:
            self._choose(Choice(row, self._variant_of(row)))

    def _variant_of(self, row: Row) -> int:
        return self._sending.variant_for(row, self._target)

    def _choose_anew(self) -> None:
        """Chooses for the chat that is in front now: what is left for it, else the wording that it
        gets next, with the times and greetings of this moment.
        """
        answer = self._inquiry.answer
        rows = self._first.before(answer, self._target) if answer is not None else ()
        if answer is not None and rows != self._list.rows:
            self._list.show_rows(rows)
        elif self._choice is not None:
            self._row_chosen(self._choice.row)
        else:
            self._say_what_enter_does()

    def _choose(self, choice: Choice) -> None:
        if self._choice is None or not self._choice.says_same(choice.row.reply):
            self._leave_form()
        self._choice = choice
        rendered = self._rendered(choice)
        self._side.show_row(choice, rendered)
        self._say_what_enter_does()

    def _rendered(self, choice: Choice) -> Rendered:
        return choice.rendered(self._desk.composer, self._client)

    def _query(self) -> str:
        return self._search.field.query.strip()

    def _say_what_enter_does(self) -> None:
        mode = self._choice.row.reply.delivery if self._choice else None
        delivery = self._desk.settings().delivery if self._target is not None else None
        client = client_name(self._client, self._target)
        self._search.name_client(client)
        self._footer.say(delivery, mode, client, self._query())

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
        number = event.key() - Qt.Key.Key_1
        if act in OF_ROWS:
            self._inquiry.when_current(lambda: self._act(act, number))
        else:
            self._inquiry.forget()
            self._act(act, number)

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
            case Act.EMOTICON:
                self._picking.open(self._search.field, self._client)
            case Act.NEXT_FILTER | Act.PREVIOUS_FILTER:
                self._filters.turn(1 if act is Act.NEXT_FILTER else -1)
            case Act.LARGER | Act.SMALLER | Act.USUAL_SIZE:
                self.text_scale_wanted.emit({Act.LARGER: 1, Act.SMALLER: -1}.get(act, 0))
            case Act.CLOSE:
                self._close()

    def _close(self) -> None:
        """Closes without a choice; what is left to be sent to this chat is no longer wanted."""
        self._sending.drop_for(self._target)
        self.vanish(give_back=True)

    def _hand_on(self, wanted: Callable[..., None], value: object) -> None:
        self.vanish(give_back=False)
        wanted(value)

    # -- delivering

    def _deliver(self, *, other: bool) -> None:
        """Delivers what is chosen, after asking for what it misses. ``other`` is Ctrl+Enter."""
        choice = self._choice
        if choice is None:
            typed = self._query()
            if leaves(typed):
                self.vanish(give_back=True)
                self.leave_wanted.emit(typed)
            elif typed:
                self._hand_on(self.new_wanted.emit, typed)
            return
        rendered = self._rendered(choice)
        if rendered.missing:
            self._form_other = other
            self._side.ask(rendered, other=other)
            return
        self._choice = None
        target, client = self._target, self._client
        if choice.said is not None:
            self.vanish(give_back=False, pasting=True)
            self._sending.go_on(target, stay=False)
            return
        mode = wants_paste(self._desk.settings().delivery, choice.row.reply.delivery, other=other)
        self.vanish(give_back=not mode, pasting=mode)
        self._sending.send(choice, rendered, target, client, other=other)

    def _deliver_emoticon(self, text: str) -> None:
        """An emoticon goes the way of a reply, and is none: nothing is counted, nothing dropped."""
        target, client = self._target, self._client
        paste = wants_paste(self._desk.settings().delivery, DeliveryMode.AS_SET, other=False)
        self.vanish(give_back=not paste, pasting=paste)
        self._sending.send_text(text, target, client, paste=paste)

    def _form_filled(self, values: dict[str, str], ctrl: bool) -> None:
        if self._choice is not None:
            self._choose(self._choice.filled(values))
            self._deliver(other=self._form_other or ctrl)

    def _preview_filled(self, values: dict[str, str]) -> None:
        """Shows what would be sent with what stands in the form by now."""
        if self._choice is not None:
            choice = self._choice.filled(values)
            self._side.show_row(choice, self._rendered(choice))

    def _leave_form(self) -> None:
        if self._side.close_form():
            if self._choice is not None:
                self._side.show_row(self._choice, self._rendered(self._choice))
            self._search.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_for_findings(self) -> None:
        """Never before somebody has had time to read what is shown."""
        choice = self._choice
        if choice is not None and self.isVisible():
            self._desk.findings.ask(choice.row.reply, choice.variant, self._side.say_findings)

    # -- what the desktop does

    def _lost(self) -> None:
        """Another window has the keyboard now."""
        if self._focus.come:
            self.vanish(give_back=False)

    def _retranslate(self) -> None:
        for part in (self._search, self._filters, self._side, self._footer):
            part.retranslate()
        self._list.setAccessibleName(self.tr("Replies found"))
        self._say_what_enter_does()
        self._show_again()

    def _settle(self) -> None:
        px = self._desk.theme.px
        self.take_place(QSize(px(WIDTH), px(HEIGHT)), self._target)
        self._list.setFixedWidth(self.width() * LIST_WIDTH // WIDTH)

    def _restyle(self) -> None:
        self._settle()
        self._search.field.setFont(self._desk.theme.font("search"))
        self._list.doItemsLayout()  # rows have another height now
        if self._choice is not None:
            self._choose(self._choice)
