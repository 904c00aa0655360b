"""The back-ends that the windows use, chosen for the machine that they run on."""

import contextlib
import os
import sys

from msgspec import Struct

from kefu_desktop.app.ports import ClipboardPort, HotkeyPort, PastePort, WindowPort
from kefu_desktop.native import catalogue, facts
from kefu_desktop.native.choose import Choice
from kefu_desktop.native.hotkey.stepping import SteppingHotkey


class Machine(Struct, frozen=True):
    """The back-ends in use."""

    hotkey: HotkeyPort
    window: WindowPort
    paste: PastePort
    clipboard: ClipboardPort


def choose_machine(forced_hotkey: str, down: contextlib.ExitStack) -> Machine:
    """Chooses each back-end; ``forced_hotkey`` names one, empty lets the program choose. They are
    let go with ``down``, but for the hotkey's, which goes with those who bind it.
    """
    here = facts.read(sys.platform, os.environ)
    window = Choice("window", catalogue.windows(), here)
    paste = Choice("paste", catalogue.pastes(), here)
    clipboard = Choice("clipboard", catalogue.clipboards(gui=True), here)
    hotkey = SteppingHotkey(catalogue.hotkeys(), here, forced=forced_hotkey)
    for choice in (window, paste, clipboard):
        down.callback(choice.close)
    return Machine(hotkey, window.port, paste.port, clipboard.port)
