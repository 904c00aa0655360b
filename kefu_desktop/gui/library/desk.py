"""What the library window works with: the use cases that the composition root hands to it, shared
by its sidebar, list, editor and pages.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.app.composing import Composer
from kefu_desktop.app.ports import ClipboardPort
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.lint import Finding
from kefu_desktop.core.settings import Settings
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.emoticons.desk import EmoticonDesk
from kefu_desktop.gui.theme import Theme

if TYPE_CHECKING:
    from kefu_desktop.app.arranging import Arranging
    from kefu_desktop.app.catalogue import Catalogue
    from kefu_desktop.app.checking import Checking
    from kefu_desktop.app.drafting import Drafting
    from kefu_desktop.app.duplicates import Duplicates
    from kefu_desktop.app.keeping import Keeping
    from kefu_desktop.app.picturing import Picturing
    from kefu_desktop.app.reverting import Reverting


class LibraryDesk(Struct, frozen=True, kw_only=True):
    """``say`` puts an error into words, ``say_finding``
    why wording was found. ``state`` is the small file that remembers sizes and what
    was looked at. ``trash_days`` is how long the trash keeps what is put into it.
    """

    catalogue: "Catalogue"
    arranging: "Arranging"
    reverting: "Reverting"
    keeping: "Keeping"
    drafting: "Drafting"
    picturing: "Picturing"
    duplicates: "Duplicates"
    checking: "Checking"
    emoticons: EmoticonDesk
    composer: Composer
    bridge: Bridge
    theme: Theme
    settings: Callable[[], Settings]
    say: Callable[[KefuError], str]
    say_finding: Callable[[Finding], str]
    state: Path
    clipboard: ClipboardPort
    trash_days: int
