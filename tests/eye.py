"""What is to be seen on a test's screen: its pixels as they are this moment, and whose window is in
front.

The pixels are the X server's own memory (Xvfb writes its screen into a file that is mapped here),
so looking costs the server nothing and waits for nobody: a picture may be half painted.
"""

import mmap
import struct
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

from kefu_desktop.native.bindings import x11
from kefu_desktop.native.window import x11_reading

Picture = numpy.ndarray[Any, numpy.dtype[numpy.uint32]]


@dataclass(frozen=True)
class Area:
    """A part of the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    def contains(self, other: "Area") -> bool:
        """Whether another area lies wholly within it."""
        right, bottom = self.x + self.width, self.y + self.height
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= right
            and other.y + other.height <= bottom
        )

    def part(self, left: float, top: float, right: float, bottom: float) -> "Area":
        """A part of it, its sides given as shares of width and height."""
        return Area(
            self.x + round(self.width * left),
            self.y + round(self.height * top),
            round(self.width * (right - left)),
            round(self.height * (bottom - top)),
        )


class Eye:
    """Looks at one screen. Not for two threads at once."""

    def __init__(self, display: str, framebuffer: Path) -> None:
        """``framebuffer`` is the file that ``Xvfb -fbdir`` keeps, in the format of xwd."""
        self._connection = x11.Connection(display)
        with framebuffer.open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = struct.unpack(">20I", self._memory[:80])
        header, width, height, bits, line, colours = (head[n] for n in (0, 4, 5, 11, 12, 19))
        assert bits == 32, f"{bits} bits a pixel"
        # Each colour of the table takes 12 bytes.
        start = header + colours * 12
        rows: Picture = numpy.frombuffer(
            self._memory, numpy.uint32, count=height * line // 4, offset=start
        ).reshape(height, line // 4)
        self._pixels = rows[:, :width]
        self.whole = Area(0, 0, width, height)

    def close(self) -> None:
        self._connection.close()

    def pixels(self, area: Area | None = None, every: int = 1) -> Picture:
        """The living pixels of an area, only each ``every``-th across and down."""
        spot = area or self.whole
        return self._pixels[
            spot.y : spot.y + spot.height : every, spot.x : spot.x + spot.width : every
        ]

    def picture(self, area: Area | None = None, every: int = 1) -> Picture:
        """A copy that stays as it is."""
        return self.pixels(area, every).copy()

    def wait_change(
        self, before: Picture, area: Area, every: int = 1, timeout: float = 5.0
    ) -> float | None:
        """Waits until an area differs from a picture of it; gives the moment
        (``time.perf_counter``), None when it stayed the same.
        """
        living = self.pixels(area, every)
        deadline = time.perf_counter() + timeout
        while numpy.array_equal(living, before):
            if time.perf_counter() > deadline:
                return None
            time.sleep(0.0002)
        return time.perf_counter()

    def wait_still(self, area: Area, still: float = 0.08, timeout: float = 5.0) -> Picture:
        """Waits until an area has not changed for so many seconds and gives its picture."""
        deadline = time.perf_counter() + timeout
        seen, since = self.picture(area), time.perf_counter()
        while time.perf_counter() - since < still:
            assert time.perf_counter() < deadline, f"{area} does not come to rest"
            time.sleep(0.002)
            if not numpy.array_equal(self.pixels(area), seen):
                seen, since = self.picture(area), time.perf_counter()
        return seen

    def front(self) -> int:
        """The handle of the window in front, 0 when there is none."""
        return x11_reading.front_handle(self._connection)

    def title(self, handle: int) -> str:
        """A window's title, empty when it has none or is gone."""
        name = self._connection.octets(handle, "_NET_WM_NAME")
        return name.decode("utf-8", "replace") if name else ""

    def frame(self, handle: int) -> Area:
        """Where a window is, without what the window manager puts around it."""
        window = self._connection.window(handle)
        size = window.get_geometry()
        corner = self._connection.root.translate_coords(window, 0, 0)
        return Area(corner.x, corner.y, size.width, size.height)

    def windows(self) -> dict[int, str]:
        """The titles of all windows that are mapped on the root or in a manager's frame."""
        from Xlib import X

        found: dict[int, str] = {}
        for outer in self._connection.root.query_tree().children:
            inner = self._connection.ask(lambda outer=outer: outer.query_tree().children) or []
            for window in (outer, *inner):
                shown = self._connection.ask(window.get_attributes)
                if shown is not None and shown.map_state == X.IsViewable:
                    found[int(window.id)] = self.title(int(window.id))
        return found
