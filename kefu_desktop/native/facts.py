"""What machine this is, as a value, so that each back-end can say what it can do without touching
the machine.

Everything comes from what is handed in. A session may be Wayland and still have a DISPLAY
(XWayland): an X client then sees only the windows that go through it, so ``session`` decides before
``display`` does.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath

from msgspec import Struct

_SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
"""Where the bus of the machine is, unless it is told otherwise (D-Bus specification)."""


class System(StrEnum):
    """The operating systems a back-end may be written for."""

    LINUX = "linux"
    WINDOWS = "windows"
    MACOS = "macos"
    OTHER = "other"


class Session(StrEnum):
    """Who owns the screen and the keys. ``NONE`` is a console, a service or a login from afar."""

    X11 = "x11"
    WAYLAND = "wayland"
    OWN = "own"  # Windows and macOS have just the one
    NONE = "none"


class Facts(Struct, frozen=True):
    """One machine and login. ``display`` is the X server's name or empty, ``desktops`` as in
    XDG_CURRENT_DESKTOP, ``wayland`` is the path of the compositor's socket, the buses are D-Bus
    addresses, ``login`` is logind's name for the session; each empty where there is none.
    """

    system: System
    session: Session
    display: str = ""
    desktops: tuple[str, ...] = ()
    wayland: str = ""
    session_bus: str = ""
    system_bus: str = ""
    login: str = ""


def read(platform: str, environ: Mapping[str, str]) -> Facts:
    """Reads the facts from ``sys.platform`` and the environment that are handed in."""
    system = _system(platform)
    desktops = tuple(name for name in environ.get("XDG_CURRENT_DESKTOP", "").split(":") if name)
    if system in {System.WINDOWS, System.MACOS}:
        return Facts(system, Session.OWN, "", desktops)
    display = environ.get("DISPLAY", "")
    if environ.get("WAYLAND_DISPLAY") or environ.get("XDG_SESSION_TYPE") == "wayland":
        session = Session.WAYLAND
    else:
        session = Session.X11 if display else Session.NONE
    return Facts(
        system,
        session,
        display,
        desktops,
        wayland=_compositor(environ),
        session_bus=_session_bus(environ),
        system_bus=environ.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM_BUS,
        login=environ.get("XDG_SESSION_ID", ""),
    )


def _compositor(environ: Mapping[str, str]) -> str:
    """Gives the socket of the compositor: its name counts from the folder of the login."""
    name = environ.get("WAYLAND_DISPLAY", "")
    return str(PurePosixPath(environ.get("XDG_RUNTIME_DIR", "/"), name)) if name else ""


def _session_bus(environ: Mapping[str, str]) -> str:
    """Gives the address of the user's bus; where only systemd started it, nobody names it."""
    if address := environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    folder = environ.get("XDG_RUNTIME_DIR")
    return f"unix:path={folder}/bus" if folder else ""


def _system(platform: str) -> System:
    if platform.startswith("linux"):
        return System.LINUX
    return {"win32": System.WINDOWS, "cygwin": System.WINDOWS, "darwin": System.MACOS}.get(
        platform, System.OTHER
    )
