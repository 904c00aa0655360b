"""Reading one window of an X11 desktop, over a connection that the caller owns.

Both the hotkey's thread and the window back-end read windows, each over its own connection; so what
they share is kept on the window itself: a token in a property of ours. A property dies with its
window, and a later window that was given the same number comes without it. That is the only mark
that no client can wear by accident: numbers, process ids and titles are all used again.
"""

import os
import secrets

from kefu_desktop.app.ports import Rect, Target
from kefu_desktop.native.bindings.x11 import Connection, Properties

_TOKEN = "_KEFU_DESKTOP_SEEN"
_CHECK, _SUPPORTED = "_NET_SUPPORTING_WM_CHECK", "_NET_SUPPORTED"
_ACTIVE, _TYPE, _PID = "_NET_ACTIVE_WINDOW", "_NET_WM_WINDOW_TYPE", "_NET_WM_PID"
_CLASS, _TITLE, _OLD_TITLE = "WM_CLASS", "_NET_WM_NAME", "WM_NAME"
_AROUND, _SHADOW = "_NET_FRAME_EXTENTS", "_GTK_FRAME_EXTENTS"
_OF_A_WINDOW = (_TOKEN, _TYPE, _PID, _CLASS, _TITLE, _OLD_TITLE, _AROUND, _SHADOW)
_NOT_FOR_TEXT = ("_NET_WM_WINDOW_TYPE_DESKTOP", "_NET_WM_WINDOW_TYPE_DOCK")
_MOST_OF_A_TITLE = 300


def front_handle(connection: Connection) -> int:
    """Gives the window in front, 0 when there is none: what the window manager says, else what has
    the keyboard.
    """
    return _in_front(connection)[0]


def has_manager(connection: Connection) -> bool:
    """Whether a window manager is running that keeps ``_NET_ACTIVE_WINDOW``."""
    return _managed(connection)[0]


def is_front(connection: Connection, target: Target) -> bool:
    """Whether exactly this window is in front and the keyboard goes into it."""
    handle, known = _in_front(connection, _TOKEN)
    if handle != target.handle or not _wears(known, target):
        return False
    focus = focused_handle(connection)
    return bool(focus) and handle in connection.ancestry(focus)


def focused_handle(connection: Connection) -> int:
    """Gives the window that the keyboard goes to, 0 when it follows the pointer or goes nowhere."""
    focus = connection.display.get_input_focus().focus
    handle = int(getattr(focus, "id", focus))
    # 0 is None, 1 is PointerRoot.
    return handle if handle > 1 and handle != int(connection.root.id) else 0


def client_of(connection: Connection, handle: int) -> int:
    """Gives the program's own top window around ``handle``: the one with WM_STATE or WM_CLASS, else
    the outermost.
    """
    chain = connection.ancestry(handle) if handle else []
    for name in ("WM_STATE", "WM_CLASS"):
        for ancestor in chain:
            if connection.words(ancestor, name) or connection.octets(ancestor, name):
                return ancestor
    return chain[-1] if chain else 0


def front(connection: Connection) -> Target | None:
    """Describes the window in front; None when there is none, or it is ours, the desktop or a
    panel. Takes three round trips to the server: the user waits for them.
    """
    handle, known = _in_front(connection, *_OF_A_WINDOW)
    if not handle or known.word(handle, _PID) == os.getpid():
        return None
    types = known.words(handle, _TYPE)
    if any(connection.atom(name) in types for name in _NOT_FOR_TEXT):
        return None
    return _described(connection, handle, known)


def describe(connection: Connection, handle: int) -> Target | None:
    """Gives what is known of the window ``handle``, None when it died."""
    known = connection.properties(*((handle, name) for name in _OF_A_WINDOW))
    return _described(connection, handle, known)


def is_same(connection: Connection, target: Target) -> bool:
    """Whether the window of ``target`` still lives and is not a later one with its number."""
    return _wears(connection.properties((target.handle, _TOKEN)), target)


def _in_front(connection: Connection, *names: str) -> tuple[int, Properties]:
    """Gives the window in front, 0 for none, and these properties of it."""
    managed, handle, known = _managed(connection, *names)
    if not managed:
        handle = client_of(connection, focused_handle(connection))
        known = connection.properties(*((handle, name) for name in names))
    return handle, known


def _managed(connection: Connection, *names: str) -> tuple[bool, int, Properties]:
    """Gives whether a window manager runs that says what is in front, what it says, and these
    properties of that, in two round trips.
    """
    root = int(connection.root.id)
    of_root = connection.properties((root, _CHECK), (root, _SUPPORTED), (root, _ACTIVE))
    check, handle = of_root.word(root, _CHECK), of_root.word(root, _ACTIVE)
    known = connection.properties((check, _CHECK), *((handle, name) for name in names))
    # A manager that crashed leaves the property on the root, but not the window that it names.
    runs = check != 0 and known.word(check, _CHECK) == check
    return runs and connection.atom(_ACTIVE) in of_root.words(root, _SUPPORTED), handle, known


def _wears(known: Properties, target: Target) -> bool:
    token = known.octets(target.handle, _TOKEN)
    return bool(token) and token.decode("ascii", "replace") == target.identity


def _described(connection: Connection, handle: int, known: Properties) -> Target | None:
    place = connection.place(handle)
    if place is None:
        return None
    instance_and_class = known.octets(handle, _CLASS).split(b"\0")
    title = known.octets(handle, _TITLE) or known.octets(handle, _OLD_TITLE)
    return Target(
        handle=handle,
        program=_text(instance_and_class[1] if len(instance_and_class) > 1 else b""),
        title=_text(title)[:_MOST_OF_A_TITLE],
        pid=known.word(handle, _PID),
        identity=_marked(connection, handle, known),
        frame=_frame(place, *_extents(handle, known)),
        window_class=_text(instance_and_class[0]),
    )


def _marked(connection: Connection, handle: int, known: Properties) -> str:
    """Gives the token of a window; one that was never seen gets a new one."""
    token = known.octets(handle, _TOKEN).decode("ascii", "replace")
    if not token:
        token = secrets.token_hex(16)
        connection.window(handle).change_property(
            connection.atom(_TOKEN), connection.atom("STRING"), 8, token.encode("ascii")
        )
        connection.display.flush()
    return token


def _frame(place: tuple[int, int, int, int], left: int, right: int, top: int, bottom: int) -> Rect:
    x, y, width, height = place
    return Rect(x - left, y - top, width + left + right, height + top + bottom)


def _extents(handle: int, known: Properties) -> tuple[int, int, int, int]:
    """Gives what the frame adds on each side; what it takes off where GTK draws a shadow inside its
    own window.
    """
    around = known.words(handle, _AROUND)
    if len(around) == 4 and any(around):
        return around[0], around[1], around[2], around[3]
    shadow = known.words(handle, _SHADOW)
    if len(shadow) == 4:
        return -shadow[0], -shadow[1], -shadow[2], -shadow[3]
    return 0, 0, 0, 0


def _text(raw: bytes) -> str:
    """Decodes a name; older clients wrote Latin-1 in WM_NAME."""
    try:
        return raw.rstrip(b"\0").decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
