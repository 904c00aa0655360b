"""The pictures: those of the drawings, in every size, and without a parser for drawings."""

import configparser
import itertools
import struct
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon, QImage
from pytestqt.qtbot import QtBot

from kefu_desktop import assets
from kefu_desktop.gui import icons
from kefu_desktop.gui.theme import Look, Token, read_tokens
from scripts import make_icons

ROOT = Path(__file__).parents[2]
DRAWINGS = [
    drawing
    for drawing in sorted(make_icons.ICONS.glob("*.svg"))
    if drawing.stem.split("-")[0] in make_icons.SIZES
]


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_each_picture_is_its_drawing(drawing: Path) -> None:
    for size in make_icons.SIZES[drawing.stem.split("-")[0]]:
        kept = QImage(str(drawing.with_name(f"{drawing.stem}-{size}.png")))
        fresh = QImage.fromData(make_icons.draw(drawing.read_bytes(), size))
        assert kept == fresh, "run scripts/make_icons.py"


@pytest.mark.parametrize("look", Look)
def test_each_mark_has_the_colour_of_its_look(look: Look) -> None:
    for name, (_, token) in make_icons.MARKS.items():
        mark = QImage(str(assets.resource("icons", "marks", look.value, f"{name}@2x.png")))
        pixels = [mark.pixelColor(x, y) for x in range(28) for y in range(28)]
        inked = {pixel.name() for pixel in pixels if pixel.alpha() == 255}
        assert inked == {read_tokens(look)[Token(token)].name()}, "run scripts/make_icons.py"


def test_an_icon_has_what_panels_ask_for(qtbot: QtBot) -> None:
    for icon in (icons.application_icon(), icons.tray_icon(on_dark=True)):
        sizes = {size.width() for size in icon.availableSizes()}
        assert {16, 20, 24, 32, 48, 64} <= sizes
    assert 256 in {size.width() for size in icons.application_icon().availableSizes()}


def brightness(icon: QIcon) -> float:
    """Of what is opaque in it, from 0 to 1."""
    image = icon.pixmap(32, 32).toImage()
    pixels = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    opaque = [QColor(pixel) for pixel in pixels if pixel.alpha() > 200]
    return sum(pixel.lightnessF() for pixel in opaque) / len(opaque)


def test_the_tray_icon_stands_out_from_its_panel(qtbot: QtBot) -> None:
    for face in icons.Face:
        on_dark = brightness(icons.tray_icon(on_dark=True, face=face))
        on_light = brightness(icons.tray_icon(on_dark=False, face=face))
        assert on_dark > on_light + 0.05


def test_each_face_is_another_shape(qtbot: QtBot) -> None:
    """Told apart in one colour, and at the smallest size there is."""

    def ink(face: icons.Face) -> list[bool]:
        image = icons.tray_icon(on_dark=True, face=face).pixmap(16, 16).toImage()
        return [
            image.pixelColor(x, y).alpha() > 127 and image.pixelColor(x, y).lightnessF() > 0.5
            for x in range(16)
            for y in range(16)
        ]

    for one, other in itertools.combinations(icons.Face, 2):
        differ = sum(a != b for a, b in zip(ink(one), ink(other), strict=True))
        assert differ >= 16, f"{one.name} and {other.name}: {differ} of 256 pixels"


def test_a_panel_is_as_dark_as_its_desktop() -> None:
    assert icons.panel_is_dark(True, "linux")
    assert not icons.panel_is_dark(False, "linux")


def test_the_icon_file_for_windows_holds_every_size() -> None:
    data = assets.resource("icons", "app.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, len(make_icons.SIZES["app"]))
    for number, size in enumerate(make_icons.SIZES["app"]):
        width, _, _, _, _, bits, length, at = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        picture = QImage.fromData(data[at : at + length], "PNG")
        assert (picture.width(), width or 256, bits) == (size, size, 32)


def test_no_parser_for_drawings_is_loaded() -> None:
    if not Path("/proc/self/maps").exists():
        pytest.skip("what a process has loaded is read from /proc")
    program = """
from PySide6.QtWidgets import QApplication
application = QApplication([])
from kefu_desktop.gui.theme import Theme
from kefu_desktop.gui.tray import Tray
theme = Theme(application)
Tray(theme).show()
application.processEvents()
print([line for line in open("/proc/self/maps") if "svg" in line.lower()])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_menu_entry_of_a_desktop_starts_what_is_installed() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(assets.resource("desktop", "kefu-desktop.desktop"), encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    commands = {section["Exec"].split()[0] for section in map(entry.__getitem__, entry.sections())}
    assert commands <= set(project["scripts"])
    main = entry["Desktop Entry"]
    assert main["Icon"] == "kefu-desktop"
    actions = {f"Desktop Action {name}" for name in main["Actions"].split(";") if name}
    assert actions == set(entry.sections()) - {"Desktop Entry"}
    for section in entry.sections():
        assert entry[section]["Name[zh_CN]"]
