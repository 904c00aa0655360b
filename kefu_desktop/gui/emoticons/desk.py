"""What the picker works with: what the composition root hands to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from kefu_desktop.core.emoticons import SkinTone
from kefu_desktop.gui.bridge import Bridge

if TYPE_CHECKING:
    from kefu_desktop.app.emoticons import Emoticons


class EmoticonDesk(Struct, frozen=True, kw_only=True):
    """``tone`` is the skin that was chosen last; ``remember_tone`` keeps another one, and says by
    itself where that fails.
    """

    emoticons: "Emoticons"
    bridge: Bridge
    tone: Callable[[], SkinTone]
    remember_tone: Callable[[SkinTone], object]
