"""What exporting works with, handed down by the composition root."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.theme import Theme

if TYPE_CHECKING:
    from kefu_desktop.app.exporting import Exporting


class ExportDesk(Struct, frozen=True, kw_only=True):
    """``lane`` is where files are written; ``exporting`` is made there, at its first call. ``say``
    puts an error into words.
    """

    exporting: "Callable[[], Exporting]"
    lane: Lane
    settings: SettingsService
    bridge: Bridge
    theme: Theme
    say: Callable[[KefuError], str]
