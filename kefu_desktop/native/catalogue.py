"""Every back-end there is, in the order of trying. A new one is one line here and one file beside
its kin.

Each list ends in one that works on any machine.
"""

from collections.abc import Callable

from kefu_desktop.app.attention import FullScreenPort, IdlePort, SessionPort
from kefu_desktop.app.ports import (
    AssociationPort,
    ClipboardPort,
    HotkeyPort,
    PastePort,
    SecretPort,
    WindowPort,
)
from kefu_desktop.native.choose import Candidate, Lost, P
from kefu_desktop.native.clipboard import tool
from kefu_desktop.native.facts import Facts
from kefu_desktop.native.full_screen import none as no_full_screen
from kefu_desktop.native.full_screen import win32 as win32_full_screen
from kefu_desktop.native.full_screen import x11 as x11_full_screen
from kefu_desktop.native.hotkey import command_only, keyboard_lib
from kefu_desktop.native.hotkey import x11 as x11_hotkey
from kefu_desktop.native.idle import macos as macos_idle
from kefu_desktop.native.idle import mutter, wayland, x11_screensaver
from kefu_desktop.native.idle import none as no_idle
from kefu_desktop.native.idle import win32 as win32_idle
from kefu_desktop.native.idle import x11 as x11_idle
from kefu_desktop.native.paste import by_hand, xtest
from kefu_desktop.native.session import bus as bus_session
from kefu_desktop.native.session import macos as macos_session
from kefu_desktop.native.session import none as no_session
from kefu_desktop.native.session import win32 as win32_session
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
    # Imported here: asked for once, from the settings or the terminal.
    from kefu_desktop.native.association import bundle, by_hand, registry, xdg

    return (
        Candidate("xdg", xdg.support, _steady(xdg.make)),
        Candidate("registry", registry.support, _steady(registry.make)),
        Candidate("bundle", bundle.support, _steady(bundle.make)),
        Candidate("by-hand", by_hand.support, _steady(by_hand.make)),
    )


def idles() -> tuple[Candidate[IdlePort], ...]:
    """Knows when keyboard and pointer were touched; last, nobody does."""
    return (
        Candidate("x11", x11_idle.support, x11_idle.make),
        Candidate("x11-screensaver", x11_screensaver.support, x11_screensaver.make),
        Candidate("mutter", mutter.support, mutter.make),
        Candidate("wayland", wayland.support, wayland.make),
        Candidate("win32", win32_idle.support, win32_idle.make),
        Candidate("macos", macos_idle.support, macos_idle.make),
        Candidate("none", no_idle.support, _steady(no_idle.make)),
    )


def sessions() -> tuple[Candidate[SessionPort], ...]:
    """Hears of lock and sleep; last, nobody does."""
    return (
        Candidate("dbus", bus_session.support, bus_session.make),
        Candidate("win32", win32_session.support, _steady(win32_session.make)),
        Candidate("macos", macos_session.support, _steady(macos_session.make)),
        Candidate("none", no_session.support, _steady(no_session.make)),
    )


def full_screens() -> tuple[Candidate[FullScreenPort], ...]:
    """Knows of a window over the whole screen; last, nobody does."""
    return (
        Candidate("x11", x11_full_screen.support, _steady(x11_full_screen.make)),
        Candidate("win32", win32_full_screen.support, _steady(win32_full_screen.make)),
        Candidate("none", no_full_screen.support, _steady(no_full_screen.make)),
    )


def _steady(make: Callable[[Facts], P]) -> Callable[[Facts, Lost], P]:
    """A back-end that does not fail by itself has nobody to tell."""
    return lambda facts, _lost: make(facts)
