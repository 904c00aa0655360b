"""Builds the settings window and what stands behind it alone, when it is first wanted."""

from collections.abc import Callable

from msgspec import Struct

from kefu_desktop import assets
from kefu_desktop.app.hotkey import Hotkey
from kefu_desktop.app.profiles import Profiles
from kefu_desktop.app.wording_switches import WordingSwitches
from kefu_desktop.bootstrap_floors import Floors
from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.settings.desk import SettingsDesk
from kefu_desktop.gui.settings.opening import open_file
from kefu_desktop.gui.settings.window import SettingsWindow
from kefu_desktop.gui.theme import Theme
from kefu_desktop.native import catalogue
from kefu_desktop.paths import Paths


class SettingsBelow(Struct, frozen=True):
    """What the program has built already and the window works with too."""

    paths: Paths
    floors: Floors
    hotkey: Hotkey
    bridge: Bridge
    theme: Theme
    say: Callable[[KefuError], str]


def build(below: SettingsBelow) -> SettingsWindow:
    """Gives the window, hidden."""
    floors = below.floors
    rules, own = assets.resource("wording"), below.paths.wording
    return SettingsWindow(
        SettingsDesk(
            settings=floors.settings,
            events=floors.events,
            hotkey=below.hotkey,
            backends=tuple(one.name for one in catalogue.hotkeys()),
            clients=floors.clients,
            profiles=Profiles(floors.clients, floors.settings, floors.clock),
            wording=WordingSwitches(rules, own, floors.events, floors.clock),
            bridge=below.bridge,
            theme=below.theme,
            say=below.say,
            open_file=open_file,
        )
    )
