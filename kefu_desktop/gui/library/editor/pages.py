"""What the editor can look like: the fields of a reply, two versions side by side, or nothing; with
the quiet lines above them and the foot below. Its keys and what is dropped on it work here.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.library.editor import pasting
from kefu_desktop.gui.library.editor.bars import Bar
from kefu_desktop.gui.library.editor.clash import ClashPage
from kefu_desktop.gui.library.editor.drafts import Drafts
from kefu_desktop.gui.library.editor.empty_page import EmptyPage
from kefu_desktop.gui.library.editor.foot import Foot
from kefu_desktop.gui.library.editor.form import SheetForm
from kefu_desktop.gui.library.editor.keys import SHORTCUTS, Deed, shared_deed
from kefu_desktop.gui.library.editor.offers import Offers

if TYPE_CHECKING:
    from kefu_desktop.gui.emoticons.picker import EmoticonPicker


class Pages(QWidget):
    """One page at a time."""

    save_wanted = Signal()

    def __init__(self, desk: LibraryDesk, drafts: Drafts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._desk = desk
        # From the outside in: each move of a widget dresses all that is in it once more.
        self._stack = QStackedWidget(self)
        self.form = SheetForm(desk, self._stack)
        self.clash = ClashPage(desk.theme)
        self.foot = Foot(desk.theme)
        self.offers = Offers(desk.theme, drafts)
        self.state_bar = Bar(desk.theme)
        self.trouble_bar = Bar(desk.theme, "editor-trouble")
        self._empty = EmptyPage()
        self._locked = False
        for page in (self._empty, self.form, self.clash):
            self._stack.addWidget(page)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.state_bar)
        rows.addWidget(self.offers)
        rows.addWidget(self._stack, 1)
        rows.addWidget(self.trouble_bar)
        rows.addWidget(self.foot)
        self.foot.save_wanted.connect(self.save_wanted)
        self.form.body.insert.emoticon_wanted.connect(self.open_emoticons)
        for keys, deed in SHORTCUTS.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._do, deed))

    @property
    def writable(self) -> bool:
        """Whether fields are shown that can be written in."""
        return self._stack.currentWidget() is self.form and not self._locked

    @property
    def comparing(self) -> bool:
        """Whether two versions are shown."""
        return self._stack.currentWidget() is self.clash

    def show_nothing(self) -> None:
        """Shows how to begin."""
        self._stack.setCurrentWidget(self._empty)
        self.setFocusProxy(self._empty)
        self.foot.hide()
        self.state_bar.say("")
        self.trouble_bar.say("")

    def show_form(self, *, locked: bool) -> None:
        """Shows the fields; ``locked`` ones can only be read."""
        self._locked = locked
        self.form.lock(locked=locked)
        self._stack.setCurrentWidget(self.form)
        self.setFocusProxy(self.form.body.wordings.edit)
        self.foot.setVisible(not locked)
        self.trouble_bar.say("")

    def show_clash(self) -> None:
        """Shows two versions."""
        self._stack.setCurrentWidget(self.clash)
        self.setFocusProxy(self.clash.on)
        self.foot.hide()
        self.state_bar.say("")

    def open_emoticons(self) -> None:
        """Offers the emoticons for the text."""
        self._picker.open_at(self.form.body.insert.emoticon_place, None)

    @cached_property
    def _picker(self) -> "EmoticonPicker":
        """Made when it is first wanted: before, there is no window for it to lie over."""
        from kefu_desktop.gui.emoticons.picker import EmoticonPicker

        made = EmoticonPicker(self._desk.emoticons, self._desk.theme, self.window())
        made.chosen.connect(lambda text: self.form.body.insert.put.emit(text, None))
        return made

    def event(self, event: QEvent) -> bool:
        """Takes its keys before the window does."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and shared_deed(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Does what a key stands for that was taken from the window."""
        deed = shared_deed(event)
        if deed is None:
            super().keyPressEvent(event)
        else:
            self._do(deed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Images may be dropped anywhere beside the text too."""
        if self.writable and pasting.has_image(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes images that were not dropped on a place in the text."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.form.body.add_images(pasting.read(event.mimeData()), placed=False)

    def _do(self, deed: Deed) -> None:
        if deed is Deed.SAVE:
            self.save_wanted.emit()
        elif self.writable:
            self._change(deed)

    def _change(self, deed: Deed) -> None:
        insert, wordings = self.form.body.insert, self.form.body.wordings
        deeds: Mapping[Deed, Callable[[], None]] = {
            Deed.FAVOURITE: self.form.heading.star.toggle,
            Deed.PLACEHOLDER: insert.open_placeholders,
            Deed.MOOD: self.open_emoticons,
            Deed.PART: insert.put_part,
            Deed.IMAGE: insert.open_image_menu,
            Deed.ADD_WORDING: wordings.add,
            Deed.REMOVE_WORDING: lambda: wordings.remove(wordings.current),
            Deed.NEXT_WORDING: lambda: wordings.tabs.step(1),
            Deed.PREVIOUS_WORDING: lambda: wordings.tabs.step(-1),
        }
        deeds[deed]()
