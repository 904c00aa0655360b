"""What the library window was like when it was left: its place, its panes, what was looked at.

A small file of its own. Losing it costs nothing, so whatever cannot be read in it is as if it had
never been written; lengths are kept as they were at a text scale of 100 %.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field
from PySide6.QtCore import QByteArray, QSettings

from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Kind, Uid, check_uid
from kefu_desktop.core.views import Column, Order, Scope, View

T = TypeVar("T")

_LONGEST = 20_000
"""No pane or column of a window is wider, whatever a file says."""


class Remembered(Struct, frozen=True):
    """``geometry`` is Qt's own record of the window. ``panes`` are the widths of sidebar, list and
    editor, ``columns`` those of the list's columns by their name; ``unfolded`` is the sidebar's.
    """

    geometry: bytes = b""
    panes: tuple[int, ...] = ()
    columns: tuple[tuple[str, int], ...] = ()
    unfolded: tuple[str, ...] = ()
    view: View = field(default_factory=View)
    uid: Uid | None = None
    order: Order = field(default_factory=Order)
    everywhere: bool = False


class Remembering:
    """The file at ``path``. It is made at the first :meth:`write`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Remembered:
        """Gives what was left; what is missing or cannot be understood is as in a new window."""
        kept = self._open()
        geometry = kept.value("window/geometry")
        return Remembered(
            geometry=bytes(geometry.data()) if isinstance(geometry, QByteArray) else b"",
            panes=_lengths(kept.value("window/panes")),
            columns=_columns(kept),
            unfolded=tuple(_text(kept, "view/unfolded").split()),
            view=_understood(lambda: _view(kept), View()),
            uid=_understood(lambda: _uid(kept, "list/reply"), None),
            order=_understood(lambda: _order(kept), Order()),
            everywhere=_text(kept, "search/everywhere") == "true",
        )

    def write(self, remembered: Remembered) -> None:
        """Keeps ``remembered`` in place of what was kept before. A disk that refuses is no matter:
        the next window is then as a new one.
        """
        kept = self._open()
        kept.clear()
        kept.setValue("window/geometry", QByteArray(remembered.geometry))
        kept.setValue("window/panes", " ".join(map(str, remembered.panes)))
        for name, width in remembered.columns:
            kept.setValue(f"columns/{name}", str(width))
        kept.setValue("view/scope", remembered.view.scope.value)
        kept.setValue("view/kind", remembered.view.kind.value if remembered.view.kind else "")
        kept.setValue("view/uid", remembered.view.uid or "")
        kept.setValue("view/unfolded", " ".join(remembered.unfolded))
        kept.setValue("list/reply", remembered.uid or "")
        kept.setValue("list/order", remembered.order.column.value)
        kept.setValue("list/descending", _flag(remembered.order.descending))
        kept.setValue("search/everywhere", _flag(remembered.everywhere))
        kept.sync()

    def _open(self) -> QSettings:
        return QSettings(str(self._path), QSettings.Format.IniFormat)


def _understood(read: Callable[[], T], otherwise: T) -> T:
    try:
        return read()
    except (ValueError, KefuError):
        return otherwise


def _view(kept: QSettings) -> View:
    kind = _text(kept, "view/kind")
    scope = Scope(_text(kept, "view/scope"))
    return View(scope, Kind(kind) if kind else None, _uid(kept, "view/uid"))


def _order(kept: QSettings) -> Order:
    return Order(Column(_text(kept, "list/order")), _text(kept, "list/descending") == "true")


def _uid(kept: QSettings, name: str) -> Uid | None:
    written = _text(kept, name)
    return check_uid(written) if written else None


def _columns(kept: QSettings) -> tuple[tuple[str, int], ...]:
    kept.beginGroup("columns")
    widths = [(name, _lengths(kept.value(name))) for name in kept.childKeys()]
    kept.endGroup()
    return tuple((name, width[0]) for name, width in widths if len(width) == 1)


def _lengths(written: object) -> tuple[int, ...]:
    """Reads lengths in pixels; none where one of them cannot be one."""
    words = written.split() if isinstance(written, str) else []
    if not all(word.isascii() and word.isdigit() and int(word) <= _LONGEST for word in words):
        return ()
    return tuple(map(int, words))


def _text(kept: QSettings, name: str) -> str:
    value = kept.value(name)
    return value if isinstance(value, str) else ""


def _flag(value: bool) -> str:
    return "true" if value else "false"
