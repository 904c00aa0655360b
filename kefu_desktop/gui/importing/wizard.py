"""The window in which packs come in: one file after another, each looked through before anything of
it is in the library.

It shows what the session tells and keeps nothing itself but what was picked. Whatever is closed or
given up before the report has changed nothing.
"""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from kefu_desktop.app.import_picks import Picks
from kefu_desktop.app.import_review import Review
from kefu_desktop.app.import_session import ImportSession, Stage, Standing
from kefu_desktop.core.records import Pack
from kefu_desktop.gui import icons
from kefu_desktop.gui.importing.columns_page import ColumnsPage
from kefu_desktop.gui.importing.desk import ImportDesk
from kefu_desktop.gui.importing.foot import Foot
from kefu_desktop.gui.importing.head import Head
from kefu_desktop.gui.importing.leaving import may_leave
from kefu_desktop.gui.importing.minding import Minding
from kefu_desktop.gui.importing.places_page import PlacesPage
from kefu_desktop.gui.importing.records_page import RecordsPage
from kefu_desktop.gui.importing.report_page import ReportPage
from kefu_desktop.gui.library.reply_list import mime
from kefu_desktop.gui.library.twins.quiet import Quiet
from kefu_desktop.gui.window_size import open_in

_WIDTH, _HEIGHT = 900, 600
"""At the usual text scale, in pixels."""


class ImportWizard(QWidget):
    """The window. Made hidden; :meth:`open_files` and :meth:`open_pack` show it."""

    files_dropped = Signal(object)
    """The paths of files that were dropped on the window."""

    library_wanted = Signal()

    def __init__(self, desk: ImportDesk) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "window")
        self.setWindowIcon(icons.application_icon())
        self.setAcceptDrops(True)
        self._desk = desk
        self._standing = Standing(Stage.LEFT, "", 0)
        self._review: Review | None = None
        self._picks: Picks | None = None
        self._waiting: deque[Callable[[], None]] = deque()
        give_way = desk.giving_way()
        self._session = ImportSession(desk.importing, desk.lane, self._hear, give_way)
        self._minding = Minding(desk, self)
        self._build()
        self._join()
        self._dress()
        self._word()
        self._follow()
        open_in(self, desk.theme.px(_WIDTH), desk.theme.px(_HEIGHT))

    # -- what others call

    def open_files(self, files: Sequence[Path]) -> None:
        """Shows the window and takes files in, behind those that wait."""
        for file in files:
            self._waiting.append(partial(self._session.open, file))
        self._appear()

    def open_pack(self, pack: Pack, source: str) -> None:
        """Shows the window and takes in a pack that was read already."""
        self._waiting.append(partial(self._session.open_pack, pack, source))
        self._appear()

    def abandon(self) -> None:
        """Closes without asking, as the program ends; nothing of what waits has happened."""
        self._picks = None
        self.places.places.forget()
        self.close()

    @property
    def standing(self) -> Standing:
        """How the import stands that is shown."""
        return self._standing

    # -- what goes on

    def _appear(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if self._standing.stage in _ENDED:
            self._next()
        else:
            self._follow()

    def _next(self) -> None:
        """Goes on with the file that waits, or closes."""
        self._forget()
        if not self._waiting:
            self._standing = Standing(Stage.LEFT, "", 0)
            self.close()
            return
        self.places.places.forget()
        self._waiting.popleft()()

    def _hear(self, standing: Standing) -> None:
        self._desk.bridge.post(lambda: self._take(standing))

    def _take(self, standing: Standing) -> None:
        if not self._session.take(standing):
            return
        self._standing = standing
        self._minding.rest(standing.stage in (Stage.WORKING, Stage.CARRYING))
        if standing.stage is Stage.LEFT:
            self._next()
            return
        self.foot.say("")
        if standing.stage in _LOOKED_THROUGH and standing.review is not self._review:
            self._look_at(standing)
        if standing.stage is Stage.COLUMNS:
            error = standing.error
            self.columns.look_at(standing.tables, self._desk.say(error) if error else "")
            self._tabs.setCurrentIndex(_COLUMNS)
        elif standing.error is not None:
            self.foot.say(self._desk.say(standing.error))
        if standing.stage is Stage.DONE:
            self._tell_done(standing)
        self._follow()

    def _look_at(self, standing: Standing) -> None:
        """Shows another review; what was picked of the one before came along as far as it holds."""
        before, review = self._review, standing.review
        self._review = review
        self._picks = Picks(review, standing.picked) if review else None
        self.head.look_at(review, self._picks)
        self.records.look_at(review, self._picks, standing.source)
        self.places.look_at(review)
        if standing.tables:
            self.columns.look_at(standing.tables)
        self._tabs.setCurrentIndex(_RECORDS)
        self.records.rows.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._minding.look_through(review)
        if before is not None:
            self._session.let_go(before)

    def _forget(self) -> None:
        """Holds nothing of the file any more, so that the session can let go of it."""
        self._minding.look_through(None)
        self._review = self._picks = None
        self._standing = Standing(Stage.LEFT, "", 0)
        self.head.look_at(None, None)
        self.records.look_at(None, None)
        self.places.look_at(None)
        self.columns.look_at(())
        self.report.look_at(None, "")
        self._session.close()

    def _tell_done(self, standing: Standing) -> None:
        imported = standing.imported
        if imported is None:
            return
        picks = self._picks
        self.report.look_at(imported, standing.source, picks.asking if picks else 0)

    def _go(self) -> None:
        match self._standing.stage:
            case Stage.CHOOSING if self._picks is not None:
                self._session.carry_out(self._picks.snapshot(), self.places.places.told)
            case Stage.DONE | Stage.REFUSED:
                self._next()
            case _:
                pass

    def _leave(self) -> None:
        """Gives up what is going on, or the file that is shown."""
        stage = self._standing.stage
        if stage in (Stage.WORKING, Stage.CARRYING):
            self._session.stop()
        elif stage in _LOOKED_THROUGH and stage is not Stage.DONE:
            if self._may_lose():
                self._next()
        else:
            self._next()

    def _may_lose(self) -> bool:
        """Asks, if there are decisions that would be lost."""
        if self._picks is None or not (self._picks.made or self.places.places.told):
            return True
        return may_leave(self)

    def _read_again(self, layouts: object) -> None:
        picks = self._picks
        if isinstance(layouts, dict):
            self._session.lay_out(layouts, *([picks.snapshot()] if picks else []))

    # -- what is shown

    def _follow(self) -> None:
        """Shows the page of the stage, and on the buttons what they do."""
        standing = self._standing
        page: QWidget = self._quiet
        if standing.stage in (Stage.CHOOSING, Stage.COLUMNS):
            page = self._paged
        elif standing.stage is Stage.DONE:
            page = self.report
        elif standing.stage is Stage.CARRYING:
            page = self._paged
        self._stack.setCurrentWidget(page)
        carrying = standing.stage is Stage.CARRYING
        self._paged.setEnabled(not carrying)
        self.foot.show_progress(standing.percent if carrying else None)
        self._quiet.progress.setValue(standing.percent)
        choosing = self._review is not None
        self._tabs.setTabVisible(_RECORDS, choosing)
        shelves = self._review.shelves if self._review else ()
        self._tabs.setTabVisible(_PLACES, bool(shelves))
        self._tabs.setTabVisible(_COLUMNS, bool(standing.tables))
        tabs = choosing + bool(shelves) + bool(standing.tables)
        self._tabs.setVisible(tabs > 1)
        if not self._tabs.isTabVisible(self._tabs.currentIndex()):
            self._tabs.setCurrentIndex(_RECORDS if choosing else _COLUMNS)
        self.head.setVisible(page is self._paged and choosing)
        self._tell()

    def _tell(self) -> None:
        standing, picks = self._standing, self._picks
        stage = standing.stage
        self.setWindowTitle(self.tr("Import replies"))
        if standing.source:
            self.setWindowTitle(self.tr("Import replies — {name}").format(name=standing.source))
        waiting = len(self._waiting)
        more = self.tr("{count} more after this").format(count=waiting)
        self.foot.tell_queue(more if waiting else "")
        self.foot.promise(still=stage not in (Stage.DONE, Stage.REFUSED))
        self.foot.go.setVisible(stage not in (Stage.WORKING, Stage.COLUMNS))
        coming = picks.coming if picks else 0
        go = self.tr("Import {count}").format(count=f"{coming:,}")
        if stage is Stage.CHOOSING and picks is not None and not coming:
            go = self.tr("Done")
        elif stage in (Stage.DONE, Stage.REFUSED):
            go = self.tr("Next file") if waiting else self.tr("Close")
        self.foot.go.setText(go)
        self.foot.go.setEnabled(stage is not Stage.CARRYING)
        self.foot.leave.setText(self.tr("Cancel"))
        self.foot.leave.setVisible(stage not in (Stage.DONE, Stage.REFUSED))
        self._word_quiet()
        self.head.tell()

    def _word_quiet(self) -> None:
        standing = self._standing
        self._quiet.button.setVisible(False)
        if standing.stage is Stage.REFUSED and standing.error is not None:
            says = self.tr("“{name}” could not be imported").format(name=standing.source)
            self._quiet.tell(says, self._desk.say(standing.error), "", working=False)
        else:
            says = self.tr("Reading “{name}”…").format(name=standing.source)
            teaches = self.tr("Nothing is changed before you have looked it through.")
            self._quiet.tell(says, teaches, "", working=True)

    # -- how it is built

    def _build(self) -> None:
        desk, session = self._desk, self._session
        self.head = Head(desk.theme)
        self._tabs = QTabBar()
        self._tabs.setProperty("role", "editor-tabs")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for _ in range(3):
            self._tabs.addTab("")
        self.records = RecordsPage(desk, session, self._minding)
        self.places = PlacesPage(desk)
        self.columns = ColumnsPage(desk, session)
        self.report = ReportPage(desk)
        self._quiet = Quiet(desk.theme)
        self._pages = QStackedWidget()
        pages: tuple[QWidget, ...] = (self.records, self.places, self.columns)
        for page in pages:
            self._pages.addWidget(page)
        self._paged = QWidget()
        paged = QVBoxLayout(self._paged)
        for part in (self.head, self._tabs):
            paged.addWidget(part)
        paged.addWidget(self._pages, 1)
        self._stack = QStackedWidget()
        for shown in (self._quiet, self._paged, self.report):
            self._stack.addWidget(shown)
        self.foot = Foot(desk.theme)
        whole = QVBoxLayout(self)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.foot)
        for column in (paged, whole):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)

    def _join(self) -> None:
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.head.narrowed.connect(self.records.narrow)
        for shows in (self.head.tell_minded, self.records.rows.tell_minded):
            self._minding.told.connect(shows)
        self.records.picked.connect(self._tell)
        for told in (self.records.troubles.told, self.report.troubles.told, self.report.told):
            told.connect(self.foot.say)
        self.records.troubles.unusable_wanted.connect(self.head.narrow_to_unusable)
        self.records.troubles.remarks_wanted.connect(self.head.narrow_to_remarks)
        self.columns.lay_out_wanted.connect(self._read_again)
        self.report.library_wanted.connect(self.library_wanted)
        self.report.again_wanted.connect(self._session.look_again)
        self.foot.leave.clicked.connect(self._leave)
        self.foot.go.clicked.connect(self._go)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._search)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.foot.go.click)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._turn, step))
        self._desk.theme.changed.connect(self._dress)

    def _search(self) -> None:
        if self._review is not None:
            self._tabs.setCurrentIndex(_RECORDS)
            self.records.focus_search()

    def _turn(self, step: int) -> None:
        """Goes to the next page that there is."""
        shown = [at for at in range(self._tabs.count()) if self._tabs.isTabVisible(at)]
        if shown:
            at = shown.index(self._tabs.currentIndex())
            self._tabs.setCurrentIndex(shown[(at + step) % len(shown)])

    def _word(self) -> None:
        names = (self.tr("Replies"), self.tr("Categories"), self.tr("Columns"))
        for at, name in enumerate(names):
            self._tabs.setTabText(at, name)
        self._tabs.setAccessibleName(self.tr("Pages of the import"))
        self._tell()

    def _dress(self) -> None:
        self.setMinimumSize(self._desk.theme.px(420), self._desk.theme.px(300))

    # -- what Qt tells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Gives up all that waits; nothing of it has happened. What is being carried out either
        stops or is done.
        """
        shown = self._standing.stage in (Stage.CHOOSING, Stage.COLUMNS)
        if shown and not self._may_lose():
            event.ignore()
            return
        self._waiting.clear()
        if self._standing.stage is Stage.CARRYING:
            self._session.stop()
        self._forget()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if mime.files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files_dropped.emit(mime.files(event.mimeData()))

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()


_RECORDS, _PLACES, _COLUMNS = range(3)
"""The pages that the tabs lead to."""

_ENDED = frozenset({Stage.LEFT, Stage.DONE, Stage.REFUSED})
_LOOKED_THROUGH = frozenset({Stage.CHOOSING, Stage.COLUMNS, Stage.DONE})
