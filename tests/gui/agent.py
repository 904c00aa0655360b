"""An agent before the popup: presses the hotkey, types, looks, and tells what came of it."""

from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from kefu_desktop.app.clipboard_watch import QUIET_SECONDS
from kefu_desktop.app.orders import Receipt
from kefu_desktop.app.ports import Press, Target
from kefu_desktop.core import chords
from kefu_desktop.gui.popup.bars import FilterBar, Footer, SearchBar
from kefu_desktop.gui.popup.finding_lines import FindingLines
from kefu_desktop.gui.popup.form import FillForm
from kefu_desktop.gui.popup.popup import Popup
from kefu_desktop.gui.popup.preview import Preview
from kefu_desktop.gui.popup.search_field import SearchField
from tests.app.shop import HeldLane
from tests.gui.world import CHAT, World

HOTKEY = chords.parse("Ctrl+Alt+K")


Found = TypeVar("Found", bound=QWidget)


@dataclass
class Agent:
    """``sent`` is what reached the chat, in order; ``settled`` counts the presses let go."""

    world: World
    popup: Popup
    qtbot: QtBot
    settled: int = 0
    receipts: list[Receipt] = field(default_factory=list)
    wanted: list[tuple[str, object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # WORKAROUND(the offscreen plug-in gives no window the keyboard a second time unless another
        # had it in between, Qt 6.11): this one has it while the popup is hidden.
        self.chat = QWidget()
        self.qtbot.addWidget(self.chat)
        self.world.window.front = CHAT
        self.world.window.alive.append(CHAT)
        popup, wanted = self.popup, self.wanted
        popup.delivered.connect(self.receipts.append)
        popup.new_wanted.connect(lambda text: wanted.append(("new", text)))
        popup.edit_wanted.connect(lambda choice: wanted.append(("edit", choice)))
        popup.text_scale_wanted.connect(lambda by: wanted.append(("scale", by)))
        self.popup.refresh()
        self.wait()

    # -- hands

    def hotkey(self, target: Target | None = CHAT) -> None:
        """Presses the hotkey over the chat, and waits until the popup has the keyboard."""
        self.press(target)
        if self.popup.isVisible():
            self.qtbot.waitUntil(self.popup.isActiveWindow)
        self.wait()

    def press(self, target: Target | None = CHAT) -> None:
        """Presses the hotkey and waits for nothing."""
        if not self.popup.isVisible():
            self.chat.show()
            self.chat.activateWindow()
            self.qtbot.waitUntil(self.chat.isActiveWindow)
        self.popup.toggle(Press(HOTKEY, 1, target, settled=self._count))

    def keys(self, *names: str) -> None:
        """Presses chords one after the other, where the keyboard is."""
        for name in names:
            combination = QKeySequence(name)[0]
            where = self.popup.focusWidget() or self.popup
            self.qtbot.keyClick(where, combination.key(), combination.keyboardModifiers())
            self.wait()

    def write(self, text: str) -> None:
        """Types where the keyboard is, and waits for the rows."""
        where = self.popup.focusWidget()
        if text.isascii():
            self.qtbot.keyClicks(where, text)
        else:  # no key has these; an input method commits them
            commit(where, text)
        self.wait()

    def write_at_once(self, text: str, then: Qt.Key) -> None:
        """Types and presses a key before anything else can happen."""
        self.qtbot.keyClicks(self.field, text)
        self.qtbot.keyClick(self.field, then)

    def compose(self, preedit: str, committed: str = "") -> None:
        """An input method shows ``preedit`` and commits text."""
        commit(self.field, committed, preedit)
        self.wait()

    def click_row(self, number: int, *, double: bool = False) -> None:
        """Clicks a row of the list."""
        view = self.view
        place = view.visualRect(view.model().index(number, 0)).center()
        click = self.qtbot.mouseDClick if double else self.qtbot.mouseClick
        if double:
            self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        click(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
        self.wait()

    def hold_clipboard(self) -> HeldLane:
        """From now on a look at the clipboard takes until the test lets it go on."""
        lane = HeldLane()
        self.world.copying.lane = lane
        return lane

    def chat_reads(self) -> str:
        """The chat takes what was pasted, and the time for that passes."""
        text = self.world.clipboard.take()
        self.wait()
        self.let_pass(QUIET_SECONDS)
        return text

    def let_pass(self, seconds: float) -> None:
        """Time passes for what waits for the chat."""
        self.world.timer.let_pass(seconds)
        self.wait()

    def wait(self) -> None:
        """Lets everything happen that is due by now."""
        for _ in range(4):
            QApplication.processEvents()

    def _count(self) -> None:
        self.settled += 1

    # -- eyes

    @property
    def titles(self) -> list[str]:
        return [row.reply.title for row in self.popup.rows]

    @property
    def chosen(self) -> str:
        """The title of the row that is chosen."""
        return str(self.view.currentIndex().data())

    @property
    def shown(self) -> str:
        """The text in the preview."""
        return self.one(Preview).plain_text

    @property
    def field(self) -> SearchField:
        return self.one(SearchBar).field

    @property
    def view(self) -> QListView:
        return next(v for v in self.popup.findChildren(QListView) if v.property("role"))

    @property
    def form(self) -> FillForm:
        return self.one(FillForm)

    @property
    def facts(self) -> str:
        """The line below the preview."""
        preview = self.one(Preview)
        assert preview.plain_text is not None  # it is written by then
        return " · ".join(words(preview))

    @property
    def findings(self) -> tuple[str, ...]:
        """What is said about the wording of what is shown."""
        return self.one(FindingLines).texts

    @property
    def footer(self) -> list[str]:
        labels = self.one(Footer).findChildren(QLabel)
        return [label.text() for label in labels if label.text() and label.isVisible()]

    @property
    def filters(self) -> FilterBar:
        return self.one(FilterBar)

    @property
    def search_bar(self) -> SearchBar:
        return self.one(SearchBar)

    def one(self, kind: type[Found]) -> Found:
        (found,) = self.popup.findChildren(kind)
        return found

    @property
    def asked(self) -> dict[str, QLineEdit]:
        """The fields of the form by their names."""
        return {line.accessibleName(): line for line in self.form.findChildren(QLineEdit)}

    @property
    def copied(self) -> str:
        """What is on the clipboard."""
        return self.world.clipboard.read_text()

    @property
    def pastes(self) -> int:
        """How often the paste key was pressed in the chat."""
        return len(self.world.paste.sent)


def commit(where: QWidget | None, text: str, preedit: str = "") -> None:
    """Does to a field what an input method does."""
    assert where is not None
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(text)
    QApplication.sendEvent(where, event)


def words(widget: QWidget) -> list[str]:
    """All that a part of the window says."""
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]
