"""What the import wizard works with, as the composition root hands it down."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.app.giving_way import GivingWay
from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.lint import Finding as WordingFinding
from kefu_desktop.core.records import Finding
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.theme import Theme

if TYPE_CHECKING:
    from kefu_desktop.app.import_checking import Look
    from kefu_desktop.app.importing import Importing


class WordingDesk(Struct, frozen=True):
    """What looks at the wording of records: ``look`` on ``lane``, which is for nothing else, for
    a large file takes it long. ``say`` tells why something was found.
    """

    lane: Lane
    look: "Look"
    say: Callable[[WordingFinding], str]


class ImportDesk(Struct, frozen=True, kw_only=True):
    """``importing`` is made at its first call, which loads the store: not on the GUI thread. The
    ``lane`` is the wizard's own, for reading may take long. ``say`` puts an error into words.
    """

    importing: "Callable[[], Importing]"
    library: LiveLibrary
    lane: Lane
    bridge: Bridge
    theme: Theme
    say: Callable[[KefuError], str]
    wording: WordingDesk

    def giving_way(self) -> GivingWay:
        """Gives what work on the lanes calls to let the window go first. GUI thread."""
        return GivingWay(self.bridge.when_through)

    def reason(self, finding: Finding) -> str:
        """Says what was found about a record."""
        return self.say(KefuError(Code(finding.code), **dict(finding.params)))
