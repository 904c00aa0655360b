"""Every back-end there is, in the order of trying. A new one is one line here and one file beside
its kin.

Each list ends in one that works on any machine.
"""

from collections.abc import Callable

from kefu_desktop.app.ports import (
    AssociationPort,
    ClipboardPort,
    HotkeyPort,
    PastePort,
    SecretPort,
    WindowPort,
)
from kefu_desktop.native.association import bundle, registry, xdg
from kefu_desktop.native.association import by_hand as open_by_hand
from kefu_desktop.native.choose import Candidate, Lost, P
from kefu_desktop.native.clipboard import tool
from kefu_desktop.native.facts import Facts
from kefu_desktop.native.hotkey import command_only, keyboard_lib
from kefu_desktop.native.hotkey import x11 as x11_hotkey
from kefu_desktop.native.paste import by_hand, xtest
from kefu_desktop.native.window import none
from kefu_desktop.native.window import x11 as x11_window


def hotkeys() -> tuple[Candidate[HotkeyPort], ...]:
    """Takes a chord from the whole desktop; last, the desktop's own shortcut runs a command."""
    return (
        Candidate("x11", x11_hotkey.support, x11_hotkey.make),
        Candidate("keyboard", keyboard_lib.support, _steady(keyboard_lib.make)),
        Candidate("command-only", command_only.support, _steady(command_only.make)),
    )


def windows() -> tuple[Candidate[WindowPort], ...]:
    """Knows the window in front; last, nobody does."""
    return (
        Candidate("x11", x11_window.support, _steady(x11_window.make)),
        Candidate("none", none.support, _steady(none.make)),
    )


def pastes() -> tuple[Candidate[PastePort], ...]:
    """Presses the paste chord; last, the user does."""
    return (
        Candidate("xtest", xtest.support, _steady(xtest.make)),
        Candidate("by-hand", by_hand.support, _steady(by_hand.make)),
    )


def clipboards(*, gui: bool) -> tuple[Candidate[ClipboardPort], ...]:
    """Holds the reply. Without ``gui`` only the tool is offered: the command line loads no Qt."""
    last: Candidate[ClipboardPort] = Candidate("tool", tool.support, _steady(tool.make))
    if not gui:
        return (last,)
    # Imported here for the same reason.
    from kefu_desktop.native.clipboard import qt

    return (Candidate("qt", qt.support, _steady(qt.make)), last)


def secrets() -> tuple[Candidate[SecretPort], ...]:
    """Keeps passwords; last, until the program ends."""
    # Imported here: most users never have one.
    from kefu_desktop.native.secrets import keyring_lib, session

    return (
        Candidate("keyring", keyring_lib.support, _steady(keyring_lib.make)),
        Candidate("session", session.support, _steady(session.make)),
    )


def associations() -> tuple[Candidate[AssociationPort], ...]:
    """Lets the desktop open packs with this program; last, the user does."""
    return (
        Candidate("xdg", xdg.support, _steady(xdg.make)),
        Candidate("registry", registry.support, _steady(registry.make)),
        Candidate("bundle", bundle.support, _steady(bundle.make)),
        Candidate("by-hand", open_by_hand.support, _steady(open_by_hand.make)),
    )


def _steady(make: Callable[[Facts], P]) -> Callable[[Facts, Lost], P]:
    """A back-end that does not fail by itself has nobody to tell."""
    return lambda facts, _lost: make(facts)
