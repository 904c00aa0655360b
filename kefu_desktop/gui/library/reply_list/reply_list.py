"""The library window's middle: the replies of a view, in an order, or found in it.

It asks for a listing and shows it when it comes; until then what was there before stays. Of a long
one that is not shown yet the first rows come before the others. A listing that comes while a title
is being typed or a row dragged waits until that is over.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kefu_desktop.app.catalogue import Line, Listing
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.views import Column, Order, Scope, View
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.library.reply_list.empty import EmptyList
from kefu_desktop.gui.library.reply_list.head import Head
from kefu_desktop.gui.library.reply_list.lines import PAGE
from kefu_desktop.gui.library.reply_list.table import ReplyTable, rows_by_uid
from kefu_desktop.gui.library.reply_list.texts import Texts
from kefu_desktop.gui.library.reply_list.trash_bar import TrashBar
from kefu_desktop.gui.library.reply_list.view import ReplyView
from kefu_desktop.gui.library.reply_list.waived_bar import WaivedBar

TEXT_SECONDS = 0.05
"""A drag that begins waits at most so long for the text that it carries into other programs."""


class ReplyList(QWidget):
    """Shows replies and tells what is done with them; it changes none itself.

    ``chooses_first``: where nothing of what was selected is in a new listing, its first reply is
    selected. To be switched off while something else than a selected reply is in the editor.
    """

    selection_changed = Signal()
    listed = Signal(object)
    """The :class:`Listing` that is shown now; what it needs to be drawn has been asked for."""

    rename_wanted = Signal(str, str)
    place_wanted = Signal(object, object)
    """Uids, and the :class:`Gap` they were dropped into."""

    typed = Signal(str)
    open_wanted = Signal()
    """Enter or a double click: the user wants to write in what is selected."""

    menu_wanted = Signal(QPoint)
    """Where a menu was asked for, on the screen."""

    new_wanted = Signal(str)
    import_wanted = Signal()
    everywhere_wanted = Signal()

    def __init__(self, desk: LibraryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.texts = Texts(desk.catalogue, desk.composer)
        self._table = ReplyTable(desk.catalogue.lines, desk.bridge.post, self._packed, self)
        self.view = ReplyView(desk.theme, self._table, self)
        self._head = Head(desk.theme, self.view.horizontalHeader())
        self._empty = EmptyList(desk.theme, self)
        self.trash = TrashBar(desk.theme, desk.trash_days, self)
        self.waived = WaivedBar(desk.theme, self)
        self._looked_at, self._text = View(), ""
        self._orders: dict[View, Order] = {}
        self._order_of_found = Order()
        self._asked = False
        self._owed: list[Callable[[], object]] = []
        self._waiting: tuple[Listing, Mapping[Uid, int]] | None = None
        self._wanted: Uid | None = None
        self._oldest_trashed: Millis | None = None
        self.chooses_first = True
        self._build()
        self._join()
        self._word()

    # -- what is looked at

    @property
    def listing(self) -> Listing | None:
        """What is shown now; None before the first answer."""
        return self._table.listing

    @property
    def looked_at(self) -> View:
        """What is listed, or will be when the answer is there."""
        return self._looked_at

    @property
    def order(self) -> Order:
        """How it is sorted, or will be when the answer is there. Each view has an order of its own;
        what is found begins with what fits best.
        """
        return self._order_of_found if self._text else self.own_order

    @property
    def own_order(self) -> Order:
        """How the view is sorted while nothing is looked for in it."""
        return self._orders.get(self._looked_at, Order())

    @property
    def head(self) -> Head:
        """The head with its columns."""
        return self._head

    def look_at(self, view: View, text: str = "", select: Uid | None = None) -> None:
        """Lists ``view``, or what is found in it for ``text``; ``select`` is then selected, even if
        it comes into the listing only later. What is listed already is not listed again.
        """
        if (view, text) == (self._looked_at, self._text) and self._asked:
            if select is not None:
                self.select(select)
            return
        if not text:
            self._order_of_found = Order()
        self._wanted = select
        self._owed.clear()
        self._looked_at, self._text = view, text
        self._ask()

    def resume(self, view: View, order: Order, select: Uid | None) -> None:
        """Takes up how it was left, without listing anything yet."""
        self._orders[view] = order
        self._looked_at, self._wanted = view, select

    def sort(self, order: Order) -> None:
        """Sorts what is looked at."""
        if self._text:
            self._order_of_found = order
        else:
            self._orders[self._looked_at] = order
        self._ask()

    def refresh(self, *, uses_only: bool = False) -> bool:
        """Follows the library: the same replies may say something else, or be others. Selection and
        place are kept. Tells whether it takes a new listing, which then comes.
        """
        sorted_by_use = self.order.column is Column.USES or self._looked_at.scope is Scope.RECENT
        if uses_only and not sorted_by_use:
            self._table.renew()
            return False
        self._ask()
        return True

    def when_whole(self, call: Callable[[], object]) -> None:
        """Calls ``call`` as soon as all that is looked at is listed, be it now; never if something
        else is looked at before.
        """
        listing = self._table.listing
        if listing is not None and listing.whole and self._shows_what_is_looked_at(listing):
            call()
        else:
            self._owed.append(call)

    def tell_trash(self, oldest: Millis | None) -> None:
        """Takes when the oldest reply in the trash came into it."""
        self._oldest_trashed = oldest
        self._tell_trash()

    def tell_waived(self) -> None:
        """Says how many findings about wording are let be, where those that are not are listed."""
        listing, count = self._table.listing, self._desk.checking.waived_count
        self.waived.tell(count)
        among = listing is not None and listing.view.scope is Scope.FINDINGS
        self.waived.setVisible(among and count > 0)

    # -- what is selected

    @property
    def selected(self) -> tuple[Uid, ...]:
        """The selected replies, in the order of the list."""
        return self.view.selected_uids()

    @property
    def selected_count(self) -> int:
        """How many are selected."""
        return self.view.selected_count()

    def select(self, uid: Uid | None) -> None:
        """Selects one reply, now or as soon as it is listed; None selects nothing."""
        self._wanted = uid
        if uid is None:
            self.view.select(())
        elif self.view.select((uid,)):
            self._wanted = None

    def lines(self, uids: Sequence[Uid]) -> tuple[Line, ...]:
        """Gives the rows of ``uids`` as far as they are known."""
        known = (self._table.known(uid) for uid in uids)
        return tuple(line for line in known if line is not None)

    # -- inside

    def _ask(self) -> None:
        """Asks for what is looked at; if that is something else than what is shown, for its first
        rows before.
        """
        self._asked = True
        shown, sought = self._table.listing, (self._looked_at, self._text, self.order)
        if self._text or (shown is not None and (shown.view, shown.text) == sought[:2]):
            self._ask_for_all()
            return

        def begun(listing: Listing | None) -> None:
            self._desk.bridge.post(lambda: self._begun(sought, listing))

        self._desk.catalogue.begin(self._looked_at, self.order, PAGE, begun)

    def _begun(self, sought: tuple[View, str, Order], listing: Listing | None) -> None:
        if sought != (self._looked_at, self._text, self.order):
            return  # that has been asked for by itself
        if listing is not None:
            self._show(listing, rows_by_uid(listing))
        self._ask_for_all()

    def _ask_for_all(self) -> None:
        post = self._desk.bridge.post

        def listed(listing: Listing) -> None:
            post(partial(self._show, listing, rows_by_uid(listing)))

        self._desk.catalogue.list(self._looked_at, self.order, listed, text=self._text)

    def _shows_what_is_looked_at(self, listing: Listing) -> bool:
        sought = (self._looked_at, self._text, self.order)
        return (listing.view, listing.text, listing.order) == sought

    def _show(self, listing: Listing, rows: Mapping[Uid, int]) -> None:
        if not self._shows_what_is_looked_at(listing):
            return  # overtaken on its way
        if self.view.busy:
            self._waiting = (listing, rows)
            return
        self._waiting = None
        before = self._table.listing
        if before is not None and _alike(before, listing):
            self._table.renew(listing)
            self._take_up_wanted()
        else:
            self._show_other(before, listing, rows)
        self.view.fetch()
        self.listed.emit(listing)
        if listing.whole:
            owed, self._owed = self._owed, []
            for call in owed:
                call()

    def _show_other(
        self, before: Listing | None, listing: Listing, rows: Mapping[Uid, int]
    ) -> None:
        standing = self.view.standing()
        self.view.painter.view = listing.view
        self._table.show(listing, rows)
        self._head.show_order(listing.order, listing.view.scope)
        self.view.sortable = self._can_be_sorted(listing)
        self._pages.setCurrentWidget(self.view if listing.uids else self._empty)
        self._empty.teach(listing.view, listing.text)
        self.trash.setVisible(listing.view.scope is Scope.TRASH)
        self.tell_waived()
        same = before is not None and (before.view, before.text) == (listing.view, listing.text)
        if self._take_up_wanted():
            return
        if before is not None and same and before.order == listing.order:
            self.view.stand(standing)
        elif not self.view.select(standing.selected):
            self.view.scrollToTop()
            if self.chooses_first and self._wanted is None:
                self.view.select_row(0)

    def _take_up_wanted(self) -> bool:
        """Selects what is to be selected as soon as it is listed, and tells whether it is."""
        if self._wanted is None or not self.view.select((self._wanted,)):
            return False
        self._wanted = None
        return True

    def _settled(self) -> None:
        if self._waiting is not None:
            self._show(*self._waiting)

    @staticmethod
    def _can_be_sorted(listing: Listing) -> bool:
        """Whether what is between two rows is a place of its own: in the order of one category."""
        one = listing.view.scope in (Scope.CATEGORY, Scope.LOOSE)
        return one and listing.order == Order() and not listing.text and listing.whole

    def _packed(self, uids: Sequence[Uid]) -> QMimeData:
        return mime.pack(uids, self.texts.at_once(uids, TEXT_SECONDS))

    def _chosen(self) -> None:
        self._tell_trash()
        self.selection_changed.emit()

    def _tell_trash(self) -> None:
        self.trash.tell(self._oldest_trashed, self.selected_count)

    def _menu_asked(self, place: QPoint) -> None:
        self.menu_wanted.emit(self.view.viewport().mapToGlobal(place))

    # -- how it is built

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        for bar in (self.trash, self.waived):
            bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trash)
        column.addWidget(self.waived)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.view)

    def _join(self) -> None:
        view = self.view
        view.selection_changed.connect(self._chosen)
        view.typed.connect(self.typed)
        view.activated.connect(lambda _: self.open_wanted.emit())
        view.dropped.connect(self.place_wanted)
        view.customContextMenuRequested.connect(self._menu_asked)
        view.pressed.connect(lambda _: self.texts.want(self.selected))
        # Only when Qt has put its editor or drag away may the rows become others.
        view.settled.connect(self._settled, Qt.ConnectionType.QueuedConnection)
        self._table.rename_wanted.connect(self.rename_wanted)
        self._head.order_wanted.connect(self.sort)
        self._empty.new_wanted.connect(self.new_wanted)
        self._empty.import_wanted.connect(self.import_wanted)
        self._empty.everywhere_wanted.connect(self.everywhere_wanted)
        view.room_changed.connect(self._head.fit)
        self._desk.theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self._head.fit(self.view.viewport().width())

    def _word(self) -> None:
        self.view.setAccessibleName(self.tr("Replies"))
        self._table.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()


def _alike(before: Listing, after: Listing) -> bool:
    """Whether two listings show the same replies in the same places."""
    shown = (before.view, before.order, before.text)
    return shown == (after.view, after.order, after.text) and before.uids == after.uids
