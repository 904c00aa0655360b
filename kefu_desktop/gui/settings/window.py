"""The settings window: pages at the left, the chosen one at the right.

There is nothing to confirm: what is chosen holds at once, and Esc closes. What was half typed in a
line is taken then, if it can be.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kefu_desktop.app.events import SettingsChanged
from kefu_desktop.core.settings import Settings
from kefu_desktop.gui import icons
from kefu_desktop.gui.settings.away import AwayPage
from kefu_desktop.gui.settings.clients import ClientsPage
from kefu_desktop.gui.settings.delivery import DeliveryPage
from kefu_desktop.gui.settings.desk import SettingsDesk
from kefu_desktop.gui.settings.general import GeneralPage
from kefu_desktop.gui.settings.greetings import GreetingsPage
from kefu_desktop.gui.settings.hotkeys import HotkeysPage
from kefu_desktop.gui.settings.page import Page
from kefu_desktop.gui.settings.placeholders import PlaceholdersPage
from kefu_desktop.gui.settings.wording import WordingPage
from kefu_desktop.gui.window_size import open_in

PAGES: tuple[type[Page], ...] = (
    GeneralPage,
    HotkeysPage,
    DeliveryPage,
    PlaceholdersPage,
    GreetingsPage,
    WordingPage,
    ClientsPage,
    AwayPage,
)
"""In the order of the list. Another page is one more class here."""

_WIDTH, _HEIGHT = 860, 600
_LIST_WIDTH = 148


class SettingsWindow(QWidget):
    """Made hidden; :meth:`appear` shows it. A page is made when it is first looked at."""

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "window")
        self.setWindowIcon(icons.application_icon())
        self._desk = desk
        self._pages: dict[type[Page], Page] = {}
        self._rooms: list[QVBoxLayout] = []
        self.list = QListWidget()
        self.list.setProperty("role", "settings-pages")
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        for _ in PAGES:
            self.list.addItem("")
            place = QWidget()
            self._rooms.append(QVBoxLayout(place))
            self._rooms[-1].setContentsMargins(0, 0, 0, 0)
            self._stack.addWidget(place)
        self.list.currentRowChanged.connect(self._choose)
        for keys, does in (("Esc", self.close), ("Ctrl+W", self.close)):
            QShortcut(QKeySequence(keys), self).activated.connect(does)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            turn = QShortcut(QKeySequence(keys), self)
            turn.activated.connect(lambda by=by: self._turn(by))
        desk.bridge.subscribe(
            desk.events, SettingsChanged, lambda event: self._follow(event.after), self
        )
        desk.theme.changed.connect(self._dress)
        self._dress()
        self._word()
        open_in(self, desk.theme.px(_WIDTH), desk.theme.px(_HEIGHT))

    @property
    def page(self) -> Page:
        """The page that is looked at."""
        return self._page(PAGES[max(0, self.list.currentRow())])

    def appear(self, page: type[Page] | None = None) -> None:
        """Shows the window, at ``page`` or where it was left."""
        wanted = PAGES.index(page) if page else max(0, self.list.currentRow())
        self.list.setCurrentRow(wanted)
        self._desk.settings.reload()
        self._choose(wanted)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Takes what is half typed, and goes."""
        for page in self._pages.values():
            page.finish()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Words everything anew when the language changes, and follows what was done elsewhere
        while another window was in front.
        """
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.page.appear()

    def _choose(self, at: int) -> None:
        page = self._page(PAGES[at])
        for other in self._pages.values():
            if other is not page:
                other.finish()
        self._stack.setCurrentIndex(at)
        page.appear()

    def _turn(self, by: int) -> None:
        self.list.setCurrentRow((self.list.currentRow() + by) % len(PAGES))

    def _follow(self, settings: Settings) -> None:
        for page in self._pages.values():
            page.follow(settings)

    def _page(self, kind: type[Page]) -> Page:
        if kind not in self._pages:
            page = self._pages[kind] = kind(self._desk)
            column = self._rooms[PAGES.index(kind)]
            column.addWidget(_scrolling(page) if kind.SCROLLS else page)
        return self._pages[kind]

    def _word(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self.list.setAccessibleName(self.tr("Pages of the settings"))
        for at, kind in enumerate(PAGES):
            self.list.item(at).setText(kind.title())
        self._dress()

    def _dress(self) -> None:
        px = self._desk.theme.px
        needed = self.list.sizeHintForColumn(0) + px(20)
        self.list.setFixedWidth(max(px(_LIST_WIDTH), needed))


def _scrolling(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setProperty("role", "settings-room")
    return area
