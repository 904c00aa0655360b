"""Draws resources/icons anew from the SVGs there: `python scripts/make_icons.py`.

The program loads the PNGs only: an SVG would bring a parser and some megabytes into a process that
sits in the tray all day.
"""

import os
import struct
import sys
import tomllib
from pathlib import Path

RESOURCES = Path(__file__).parents[1] / "resources"
ICONS = RESOURCES / "icons"

# What panels and window lists ask for at 100 to 250 per cent. A drawing without sizes is shown as
# it is: file managers draw the icon of a pack themselves.
SIZES = {"app": (16, 20, 24, 32, 48, 64, 128, 256), "tray": (16, 20, 22, 24, 32, 40, 48, 64)}

# Marks inside controls, at 100 and 200 per cent: the drawing of each and its colour in a look.
MARK_SIZES = {"": 14, "@2x": 28}
MARKS = {
    "check": ("check", "on-button"),
    "tick": ("check", "accent"),
    "chevron": ("chevron", "text-2"),
}
DRAWN_IN = "#000000"


def main() -> int:
    """Draws every icon in every size, and the .ico that Windows wants."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    for svg in sorted(ICONS.glob("*.svg")):
        for size in SIZES.get(svg.stem.split("-")[0], ()):
            (ICONS / f"{svg.stem}-{size}.png").write_bytes(draw(svg.read_bytes(), size))
    pngs = [(size, (ICONS / f"app-{size}.png").read_bytes()) for size in SIZES["app"]]
    (ICONS / "app.ico").write_bytes(ico(pngs))
    for tokens in sorted((RESOURCES / "qss").glob("*.toml")):
        colours = tomllib.loads(tokens.read_text(encoding="utf-8"))["colours"]
        (ICONS / "marks" / tokens.stem).mkdir(exist_ok=True)
        for name, (drawing, token) in MARKS.items():
            svg = (ICONS / "marks" / f"{drawing}.svg").read_text(encoding="utf-8")
            coloured = svg.replace(DRAWN_IN, colours[token]).encode()
            for scale, size in MARK_SIZES.items():
                png = ICONS / "marks" / tokens.stem / f"{name}{scale}.png"
                png.write_bytes(draw(coloured, size))
    application.quit()
    return 0


def draw(svg: bytes, size: int) -> bytes:
    """Gives the drawing as a PNG of `size` by `size` pixels."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(svg).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 1)
    return bytes(buffer.data().data())


def ico(pngs: list[tuple[int, bytes]]) -> bytes:
    """Packs PNGs into an icon file, as Windows has read them since Vista: a header of 6 bytes, an
    entry of 16 for each picture (0 stands for 256 pixels), then the pictures.
    """
    head = struct.pack("<HHH", 0, 1, len(pngs))
    at = len(head) + 16 * len(pngs)
    entries = b""
    for size, png in pngs:
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return head + entries + b"".join(png for _, png in pngs)


if __name__ == "__main__":
    sys.exit(main())
