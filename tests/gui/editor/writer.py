"""The editor over a real library, and a person before it who finds things by their names."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from kefu_desktop.app.catalogue import Whole
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Reply, Uid
from kefu_desktop.core.sheets import KeptDraft, Sheet
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.editor.bars import Bar
from kefu_desktop.gui.library.editor.editor import Editor
from kefu_desktop.gui.library.editor.fields import FindingLine
from kefu_desktop.gui.library.editor.form import SheetForm
from kefu_desktop.gui.theme import Theme
from tests.gui.library_window.services import library_desk
from tests.gui.world import World

W = TypeVar("W", bound=QWidget)

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def png(width: int = 4, height: int = 3, colour: str = "#2563EB") -> bytes:
    """An image file."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@dataclass(slots=True)
class Writer:
    """Who writes: a world, the editor over it, and hands."""

    world: World
    theme: Theme
    say: Callable[[KefuError], str]
    folder: Path
    qtbot: QtBot
    editor: Editor = field(init=False)
    desk: LibraryDesk = field(init=False)
    saved: list[Uid] = field(init=False, default_factory=list)
    opened: list[Uid] = field(init=False, default_factory=list)
    told: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Opens an editor, as a program does that was started just now."""
        self.desk = library_desk(self.world, self.theme, self.folder, self.say)
        self.editor = Editor(self.desk)
        self.editor.begun.connect(lambda: self.told.append("begun"))
        self.editor.saved.connect(self.saved.append)
        self.editor.open_wanted.connect(self.opened.append)
        self.editor.notice.connect(self.told.append)
        self.editor.resize(460, 900)
        self.qtbot.addWidget(self.editor)
        self.editor.show()

    def reply(self, uid: Uid) -> Reply:
        """The reply as it is in the library."""
        return self.world.library.ask(lambda library: library.reply(uid)).result()

    def replies(self) -> list[Reply]:
        """All replies in the library."""
        return self.world.library.ask(lambda library: list(library.all_replies())).result()

    def whole(self, uid: Uid, variant_uses: tuple[int, ...] = ()) -> Whole:
        """The reply with all that the editor shows."""

        found: list[Whole | None] = []
        self.desk.catalogue.whole(uid, found.append)
        assert found[0] is not None
        return replace(found[0], variant_uses=variant_uses or found[0].variant_uses)

    def open(self, uid: Uid, variant: int = 0) -> None:
        """Opens a reply as the list does."""
        self.editor.open_whole(self.whole(uid), variant)

    def category(self, *path: str) -> Uid:
        """Makes a category and offers it with all others."""
        uid = self.desk.arranging.add_category(path).result()
        self.editor.set_categories(
            self.world.library.ask(lambda library: library.categories()).result()
        )
        return uid

    def kept(self) -> tuple[KeptDraft, ...]:
        """The drafts on the disk."""
        return self.desk.drafting.all().result()

    def find(self, kind: type[W], name: str) -> W:
        """The widget of this kind and accessible name that can be seen."""
        found = [w for w in self.editor.findChildren(kind) if w.accessibleName() == name]
        return next(w for w in found if w.isVisible())

    def button(self, words: str) -> QAbstractButton:
        """The button that can be seen and begins with these words."""

        def found() -> list[QAbstractButton]:
            buttons = self.editor.findChildren(QAbstractButton)
            return [b for b in buttons if b.text().startswith(words) and b.isVisible()]

        # What is put into a layout that is on the screen comes up with the next events.
        self.until(lambda: bool(found()))
        return found()[0]

    def press_button(self, words: str) -> None:
        """Clicks it."""
        self.qtbot.mouseClick(self.button(words), Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """Presses a key where the keyboard is."""
        self.editor.activateWindow()
        self.qtbot.waitUntil(self.editor.isActiveWindow)
        self.qtbot.keyClick(QApplication.focusWidget() or self.text, key, held)

    def save(self) -> None:
        """Saves by key."""
        self.press(Qt.Key.Key_S, CTRL)

    def form(self) -> SheetForm:
        """The fields."""
        return self.editor.findChildren(SheetForm)[0]

    @property
    def text(self) -> QPlainTextEdit:
        """The field for the wording that is shown."""
        return self.form().body.wordings.edit

    def type(self, field: QWidget, words: str) -> None:
        """Writes at the end of a field, key by key; what is no letter of a keyboard, as an input
        method does.
        """
        field.setFocus()
        for character in words:
            if character.isascii():
                self.qtbot.keyClicks(field, character)
            else:
                event = QInputMethodEvent()
                event.setCommitString(character)
                QApplication.sendEvent(field, event)

    def findings(self) -> list[str]:
        """What is said to be wrong, from top to bottom."""
        lines = [line for line in self.editor.findChildren(FindingLine) if line.isVisible()]
        return [x.text for x in sorted(lines, key=lambda x: x.mapTo(self.editor, x.pos()).y())]

    def bars(self) -> list[str]:
        """What is said above and below the fields, without the time of day."""
        return [
            bar.text.split(" · ")[0] for bar in self.editor.findChildren(Bar) if bar.isVisible()
        ]

    def until(self, true: Callable[[], bool]) -> None:
        """Waits for a condition."""
        self.qtbot.waitUntil(true)

    def sheet(self) -> Sheet:
        """What is in the fields."""
        return self.form().read()
