"""What the library window is made of, for those who look after more than one part of it."""

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from kefu_desktop.gui.library.actions import Actions
from kefu_desktop.gui.library.editor_place import EditorPlace
from kefu_desktop.gui.library.panes import Panes
from kefu_desktop.gui.library.reply_list.reply_list import ReplyList
from kefu_desktop.gui.library.search_box import SearchBox
from kefu_desktop.gui.library.sidebar.sidebar import Sidebar


class Parts(Struct, frozen=True):
    """``panes`` hold ``sidebar``, ``replies`` and ``place`` beside each other."""

    window: QWidget
    actions: Actions
    search: SearchBox
    panes: Panes
    sidebar: Sidebar
    replies: ReplyList
    place: EditorPlace
