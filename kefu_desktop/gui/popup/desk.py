"""What the popup works with: the use cases and natives that the composition root hands to it."""

from collections.abc import Callable

from msgspec import Struct, field

from kefu_desktop.app.composing import Composer
from kefu_desktop.app.delivery import Delivery
from kefu_desktop.app.filling import Filling
from kefu_desktop.app.jobs import Lane
from kefu_desktop.app.parts import Parts
from kefu_desktop.app.ports import Target, WindowPort
from kefu_desktop.app.preview_findings import PreviewFindings
from kefu_desktop.app.searching import Searching
from kefu_desktop.app.turns import Turns
from kefu_desktop.core.clients import Client
from kefu_desktop.core.lint import Finding
from kefu_desktop.core.model import Uid
from kefu_desktop.core.settings import Settings
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.emoticons.desk import EmoticonDesk
from kefu_desktop.gui.pictures import Pictures
from kefu_desktop.gui.theme import Theme


class Desk(Struct, frozen=True, kw_only=True):
    """``hands`` is the lane for what waits for other programs, ``eyes`` for a look at windows;
    ``recognise`` tells whose a window is, without waiting for anything; ``say_finding`` says why
    something was found.
    """

    searching: Searching
    composer: Composer
    delivery: Delivery
    parts: Parts
    filling: Filling
    findings: PreviewFindings
    emoticons: EmoticonDesk
    window: WindowPort
    hands: Lane
    eyes: Lane
    bridge: Bridge
    theme: Theme
    settings: Callable[[], Settings]
    toggle_favourite: Callable[[Uid], object]
    pictures: Pictures
    recognise: Callable[[Target | None], Client]
    say_finding: Callable[[Finding], str]
    turns: Turns = field(default_factory=Turns)
