"""Quick capture: one key, and what is on the clipboard is a reply. No window opens; a notice says
what became of it and offers to edit it.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from kefu_desktop.app.capturing import Captured, Capturing
from kefu_desktop.core.model import Uid
from kefu_desktop.gui.notice import Level, Notice
from kefu_desktop.gui.outcomes import Outcomes

_SECONDS = 6.0


class Capture(QObject):
    """Takes the clipboard when it is asked to, and tells. Used on the GUI thread."""

    def __init__(
        self,
        capturing: Capturing,
        notice: Notice,
        outcomes: Outcomes,
        edit: Callable[[Uid], None],
    ) -> None:
        super().__init__()
        self._capturing = capturing
        self._notice = notice
        self._outcomes = outcomes
        self._edit = edit

    def take(self) -> None:
        """Makes a reply of the text on the clipboard, or of the image where there is no text."""
        self._outcomes.when(self._capturing.capture_clipboard(), self._tell)

    def _tell(self, captured: Captured) -> None:
        words = self.tr("Saved as a reply: {title}").format(title=captured.title)
        edit = self.tr("Edit"), lambda: self._edit(captured.uid)
        self._notice.say(words, level=Level.OK, action=edit, seconds=_SECONDS)
