"""Reading one window of an X11 desktop, over a connection that the caller owns.

Both the hotkey's thread and the window back-end read windows, each over its own connection; so what
they share is kept on the window itself: a token in a property of ours. A property dies with its
window, and a later window that was given the same number comes without it. That is the only mark
that no client can wear by accident: numbers, process ids and titles are all used again.
"""

import os
import uuid

from kefu_desktop.app.ports import Rect, Target
from kefu_desktop.native.bindings.x11 import Connection

_TOKEN = "_KEFU_DESKTOP_SEEN"
_NOT_FOR_TEXT = ("_NET_WM_WINDOW_TYPE_DESKTOP", "_NET_WM_WINDOW_TYPE_DOCK")
_MOST_OF_A_TITLE = 300


def front_handle(connection: Connection) -> int:
    """Gives the window in front, 0 when there is none: what the window manager says, else what has
    the keyboard.
    """
    if has_manager(connection):
        return connection.word(int(connection.root.id), "_NET_ACTIVE_WINDOW")
    return client_of(connection, focused_handle(connection))


def has_manager(connection: Connection) -> bool:
    """Whether a window manager is running that keeps ``_NET_ACTIVE_WINDOW``."""
    root = int(connection.root.id)
    check = connection.word(root, "_NET_SUPPORTING_WM_CHECK")
    # A manager that crashed leaves the property on the root, but not the window that it names.
    if not check or connection.word(check, "_NET_SUPPORTING_WM_CHECK") != check:
        return False
    return connection.atom("_NET_ACTIVE_WINDOW") in connection.words(root, "_NET_SUPPORTED")


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
    panel.
    """
    handle = front_handle(connection)
    if not handle or is_own(connection, handle):
        return None
    types = connection.words(handle, "_NET_WM_WINDOW_TYPE")
    if any(connection.atom(name) in types for name in _NOT_FOR_TEXT):
        return None
    return describe(connection, handle)


def is_own(connection: Connection, handle: int) -> bool:
    """Whether a window belongs to this process."""
    return connection.word(handle, "_NET_WM_PID") == os.getpid()


def describe(connection: Connection, handle: int) -> Target | None:
    """Gives what is known of the window ``handle``, None when it died."""
    frame = _frame(connection, handle)
    if frame is None:
        return None
    instance_and_class = connection.octets(handle, "WM_CLASS").split(b"\0")
    title = connection.octets(handle, "_NET_WM_NAME") or connection.octets(handle, "WM_NAME")
    return Target(
        handle=handle,
        program=_text(instance_and_class[1] if len(instance_and_class) > 1 else b""),
        title=_text(title)[:_MOST_OF_A_TITLE],
        pid=connection.word(handle, "_NET_WM_PID"),
        identity=_marked(connection, handle),
        frame=frame,
        window_class=_text(instance_and_class[0]),
    )


def is_same(connection: Connection, target: Target) -> bool:
    """Whether the window of ``target`` still lives and is not a later one with its number."""
    token = connection.octets(target.handle, _TOKEN)
    return bool(token) and token.decode("ascii", "replace") == target.identity


def _marked(connection: Connection, handle: int) -> str:
    """Gives the token of a window; one that was never seen gets a new one."""
    token = connection.octets(handle, _TOKEN).decode("ascii", "replace")
    if not token:
        token = uuid.uuid4().hex
        connection.window(handle).change_property(
            connection.atom(_TOKEN), connection.atom("STRING"), 8, token.encode("ascii")
        )
        connection.display.flush()
    return token


def _frame(connection: Connection, handle: int) -> Rect | None:
    window = connection.window(handle)
    size = connection.ask(window.get_geometry)
    place = connection.ask(lambda: connection.root.translate_coords(window, 0, 0))
    if size is None or place is None:
        return None
    x, y, width, height = int(place.x), int(place.y), int(size.width), int(size.height)
    left, right, top, bottom = _extents(connection, handle)
    return Rect(x - left, y - top, width + left + right, height + top + bottom)


def _extents(connection: Connection, handle: int) -> tuple[int, int, int, int]:
    """Gives what the frame adds on each side; what it takes off where GTK draws a shadow inside its
    own window.
    """
    around = connection.words(handle, "_NET_FRAME_EXTENTS")
    if len(around) == 4 and any(around):
        return around[0], around[1], around[2], around[3]
    shadow = connection.words(handle, "_GTK_FRAME_EXTENTS")
    if len(shadow) == 4:
        return -shadow[0], -shadow[1], -shadow[2], -shadow[3]
    return 0, 0, 0, 0


def _text(raw: bytes) -> str:
    """Decodes a name; older clients wrote Latin-1 in WM_NAME."""
    try:
        return raw.rstrip(b"\0").decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
