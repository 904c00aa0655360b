"""What is wrong with what is written, field by field, in words: what the sheet itself shows, whose
shortcut it is, and what the library refused.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from kefu_desktop.app.keeping import Keeping
from kefu_desktop.core.errors import Code, Conflict, KefuError
from kefu_desktop.core.model import Uid
from kefu_desktop.core.sheets import SheetField
from kefu_desktop.gui.library.editor.fields import Said
from kefu_desktop.gui.library.editor.shortcuts import ShortcutWatch
from kefu_desktop.gui.library.editor.sitting import Sitting
from kefu_desktop.gui.outcomes import Outcomes

_PLACES: Mapping[Code, SheetField] = {
    Code.SHORTCUT_TAKEN: SheetField.SHORTCUT,
    Code.CATEGORY_MISSING: SheetField.CATEGORY,
    Code.IMAGE_MISSING: SheetField.ATTACHMENTS,
}
"""Where that belongs which only the library can know. The rest concerns no field alone."""


class Judge:
    """``changed`` is called when there is something else to say though nothing was written;
    ``open_other`` shows another reply.
    """

    def __init__(
        self,
        keeping: Keeping,
        outcomes: Outcomes,
        say: Callable[[KefuError], str],
        changed: Callable[[], object],
        open_other: Callable[[Uid], object],
    ) -> None:
        self._say = say
        self._open_other = open_other
        self._shortcut = ShortcutWatch(keeping, outcomes, changed)
        self._tried = False
        self._refused: dict[SheetField, Said] = {}

    def begin(self) -> None:
        """Another reply is judged from now on."""
        self._tried = False
        self._refused.clear()
        self._shortcut.forget()

    def insist(self) -> None:
        """What is missing is said too from now on: saving was tried."""
        self._tried = True
        self._refused.clear()

    def written(self) -> None:
        """What the library refused is no longer what is written."""
        self._refused.clear()

    def refuse(self, error: KefuError) -> bool:
        """Says of a field that the library refused it; gives whether ``error`` is about one."""
        place = _PLACES.get(error.code)
        if place is None:
            return False
        other = error.params.get("other")
        self._refused[place] = self._taken(error, other) if other else Said(self._say(error))
        return True

    def findings(self, sitting: Sitting) -> dict[SheetField, Said]:
        """Gives what there is to say, the first of each field."""
        found = dict(self._refused)
        for finding in sitting.findings():
            missing = finding.error.code is Code.TEXT_EMPTY
            if self._tried or not missing:
                said = Said(self._say(finding.error), finding.item)
                found.setdefault(finding.field, said)
        shortcut = sitting.sheet.shortcut
        self._shortcut.look(shortcut if shortcut != sitting.start.shortcut else "", sitting.uid)
        holder = self._shortcut.holder
        if holder is not None:
            error = Conflict(Code.SHORTCUT_TAKEN, shortcut=shortcut, title=holder.title)
            found.setdefault(SheetField.SHORTCUT, self._taken(error, holder.uid))
        return found

    def _taken(self, error: KefuError, other: object) -> Said:
        """Says whose the shortcut is, and offers to look at it."""
        show = QCoreApplication.translate("Editor", "Show it")
        return Said(self._say(error), 0, show, lambda: self._open_other(Uid(str(other))))
