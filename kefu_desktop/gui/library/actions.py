"""What can be done in the library window, each with its key and its name, in one place: buttons,
menus and keys are three ways to the same :class:`Act`.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from kefu_desktop.app.arranging import Steps
from kefu_desktop.gui import deeds


class Act(StrEnum):
    """One thing to do."""

    NEW = "new"
    NEW_CATEGORY = "new-category"
    IMPORT = "import"
    EXPORT = "export"
    PLACES = "places"
    PUBLISH = "publish"
    SETTINGS = "settings"
    UNDO = "undo"
    REDO = "redo"
    SAVE = "save"
    FIND = "find"
    FAVOURITE = "favourite"
    MOVE = "move"
    TAG = "tag"
    DUPLICATE = "duplicate"
    REPLACE = "replace"
    LARGER = "larger"
    SMALLER = "smaller"
    USUAL_SIZE = "usual-size"
    NEXT_PANE = "next-pane"
    PREVIOUS_PANE = "previous-pane"
    BACK = "back"
    RENAME = "rename"
    COPY = "copy"
    SELECT_ALL = "select-all"
    TRASH = "trash"
    RESTORE = "restore"
    PURGE = "purge"


_KEYS: Mapping[Act, tuple[str, ...]] = {
    Act.NEW: ("Ctrl+N",),
    Act.NEW_CATEGORY: ("Ctrl+Shift+N",),
    Act.IMPORT: ("Ctrl+O",),
    Act.EXPORT: ("Ctrl+Shift+E",),
    Act.PLACES: ("Ctrl+Shift+O",),
    Act.PUBLISH: ("Ctrl+Shift+P",),
    Act.SETTINGS: ("Ctrl+,",),
    Act.UNDO: ("Ctrl+Z",),
    Act.REDO: ("Ctrl+Y", "Ctrl+Shift+Z"),
    Act.SAVE: ("Ctrl+S",),
    Act.FIND: ("Ctrl+F",),
    Act.FAVOURITE: ("Ctrl+D",),
    Act.MOVE: ("Ctrl+M",),
    Act.TAG: ("Ctrl+T",),
    Act.DUPLICATE: ("Ctrl+Shift+D",),
    Act.REPLACE: ("Ctrl+H",),
    Act.LARGER: ("Ctrl++", "Ctrl+="),
    Act.SMALLER: ("Ctrl+-",),
    Act.USUAL_SIZE: ("Ctrl+0",),
    Act.NEXT_PANE: ("F6",),
    Act.PREVIOUS_PANE: ("Shift+F6",),
    Act.BACK: ("Esc",),
    Act.RENAME: ("F2",),
    Act.COPY: ("Ctrl+C",),
    Act.SELECT_ALL: ("Ctrl+A",),
    Act.TRASH: ("Del",),
    Act.RESTORE: ("Ctrl+R",),
    # Del again: in the trash there is nothing else to put away, and outside it nothing to purge.
    Act.PURGE: ("Del", "Shift+Del"),
}

IN_LIST = frozenset({Act.RENAME, Act.COPY, Act.SELECT_ALL, Act.TRASH, Act.RESTORE, Act.PURGE})
"""Their keys mean something else in a text field, so they are the list's alone."""

_OF_SELECTED = frozenset({Act.FAVOURITE, Act.MOVE, Act.TAG, Act.DUPLICATE})


class Situation(Struct, frozen=True):
    """What decides which actions make sense: how many replies are ``listed`` and ``selected``, and
    whether they are in the trash.
    """

    listed: int = 0
    selected: int = 0
    in_trash: bool = False


class Actions(QObject):
    """The actions of one window."""

    wanted = Signal(object)
    """An :class:`Act`, by key, button or menu."""

    def __init__(self, window: QWidget, listing: QWidget) -> None:
        """``listing`` is the widget that must have the focus for the keys :data:`IN_LIST`."""
        super().__init__(window)
        self._actions = {act: self._make(act, listing if act in IN_LIST else window) for act in Act}
        self._steps = Steps(None, None)
        self.word()
        self.suit(Situation())

    def __getitem__(self, act: Act) -> QAction:
        return self._actions[act]

    def show_steps(self, steps: Steps) -> None:
        """Names what undo and redo would do now."""
        self._steps = steps
        undo, redo = self[Act.UNDO], self[Act.REDO]
        undo.setEnabled(steps.undo is not None)
        redo.setEnabled(steps.redo is not None)
        undo.setText(self.tr("Undo"))
        redo.setText(self.tr("Redo"))
        if steps.undo is not None:
            said = deeds.deed(steps.undo.deed, steps.undo.count)
            undo.setText(self.tr("Undo “{deed}”").format(deed=said))
        if steps.redo is not None:
            said = deeds.deed(steps.redo.deed, steps.redo.count)
            redo.setText(self.tr("Redo “{deed}”").format(deed=said))

    def suit(self, situation: Situation) -> None:
        """Offers what makes sense now."""
        some, trash = situation.selected > 0, situation.in_trash
        for act in _OF_SELECTED:
            self[act].setEnabled(some and not trash)
        self[Act.EXPORT].setEnabled(situation.listed > 0 and not trash)
        self[Act.PUBLISH].setEnabled(situation.listed > 0 and not trash)
        self[Act.RENAME].setEnabled(situation.selected == 1 and not trash)
        self[Act.REPLACE].setEnabled(situation.listed > 0 and not trash)
        self[Act.COPY].setEnabled(some)
        self[Act.TRASH].setEnabled(some and not trash)
        self[Act.RESTORE].setEnabled(some and trash)
        self[Act.PURGE].setEnabled(some and trash)

    def word(self) -> None:
        """Names everything in the present language."""
        for act, words in {
            Act.NEW: self.tr("New reply"),
            Act.NEW_CATEGORY: self.tr("New category"),
            Act.IMPORT: self.tr("Import…"),
            Act.EXPORT: self.tr("Export…"),
            Act.PLACES: self.tr("Shared places…"),
            Act.PUBLISH: self.tr("Publish…"),
            Act.SETTINGS: self.tr("Settings…"),
            Act.SAVE: self.tr("Save"),
            Act.FIND: self.tr("Search"),
            Act.FAVOURITE: self.tr("Favourite"),
            Act.MOVE: self.tr("Move to category…"),
            Act.TAG: self.tr("Tags…"),
            Act.DUPLICATE: self.tr("Duplicate"),
            Act.REPLACE: self.tr("Find and replace…"),
            Act.LARGER: self.tr("Larger text"),
            Act.SMALLER: self.tr("Smaller text"),
            Act.USUAL_SIZE: self.tr("Usual text size"),
            Act.NEXT_PANE: self.tr("Next pane"),
            Act.PREVIOUS_PANE: self.tr("Previous pane"),
            Act.BACK: self.tr("Back"),
            Act.RENAME: self.tr("Rename"),
            Act.COPY: self.tr("Copy the text"),
            Act.SELECT_ALL: self.tr("Select all"),
            Act.TRASH: self.tr("Move to the trash"),
            Act.RESTORE: self.tr("Restore"),
            Act.PURGE: self.tr("Delete for good"),
        }.items():
            self[act].setText(words)
        self.show_steps(self._steps)

    def _make(self, act: Act, where: QWidget) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(keys) for keys in _KEYS[act]])
        if act in IN_LIST:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.setAutoRepeat(act in {Act.UNDO, Act.REDO, Act.LARGER, Act.SMALLER})
        action.triggered.connect(lambda _: self.wanted.emit(act))
        where.addAction(action)
        return action
