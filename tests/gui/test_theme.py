"""The looks: complete, readable, followed live; and no colour anywhere but in their files."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette, QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kefu_desktop import assets
from kefu_desktop.core import settings
from kefu_desktop.core.settings import LookSettings
from kefu_desktop.gui.theme import (
    FONT_PIXELS,
    Look,
    Theme,
    Token,
    fill_template,
    installed_families,
    read_tokens,
)
from tests.gui.desktop import Desktop

ROOT = Path(__file__).parents[2]
READABLE = 4.5
"""WCAG 2.2, 1.4.3 (AA), for text of any size."""

GROUNDS = (Token.BG, Token.SURFACE, Token.SELECTION, Token.ACCENT_TINT, Token.HOVER)
ON_EVERY_GROUND = (Token.TEXT, Token.TEXT_2, Token.TEXT_3, Token.ACCENT, Token.MARK)
PAIRS = [
    *((text, ground) for text in ON_EVERY_GROUND for ground in GROUNDS),
    *((Token.TEXT, ground) for ground in Token if ground.value.endswith("-tint")),
    (Token.ON_BUTTON, Token.BUTTON),
    (Token.ON_BUTTON, Token.BUTTON_HOVER),
    (Token.OK, Token.OK_TINT),
    (Token.WARN, Token.WARN_TINT),
    (Token.BAD, Token.BAD_TINT),
    (Token.BAD, Token.BG),
    (Token.FILL, Token.FILL_TINT),
    (Token.ON_CHIP, Token.CHIP),
    (Token.TEXT_2, Token.CHIP),
]


def contrast(one: QColor, other: QColor) -> float:
    def luminance(colour: QColor) -> float:
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def desktop() -> Desktop:
    return Desktop()


@pytest.fixture
def following(qapp: QApplication, desktop: Desktop) -> Theme:
    return Theme(qapp, desktop)  # type: ignore[arg-type]


@pytest.mark.parametrize("look", Look)
def test_whatever_is_written_can_be_read(look: Look) -> None:
    tokens = read_tokens(look)
    weak = {
        f"{text} on {ground}": round(contrast(tokens[text], tokens[ground]), 2)
        for text, ground in PAIRS
        if contrast(tokens[text], tokens[ground]) < READABLE
    }
    assert not weak


def test_more_contrast_is_more() -> None:
    tokens = read_tokens(Look.HIGH_CONTRAST)
    for text, ground in PAIRS:
        assert contrast(tokens[text], tokens[ground]) >= 7, f"{text} on {ground}"


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_colours_are_written_in_token_files_only() -> None:
    sources = [*(ROOT / "kefu_desktop").rglob("*.py"), assets.resource("qss", "app.qss")]
    named = r"|QColor\([\"'0-9]|GlobalColor(?!\.transparent)|\brgba?\(\s*\d"
    colour = re.compile(rf"#(?:[0-9a-fA-F]{{8}}|[0-9a-fA-F]{{6}}|[0-9a-fA-F]{{3}})\b{named}")
    found = [
        f"{source.name}:{number}: {line.strip()}"
        for source in sources
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1)
        if colour.search(line)
    ]
    assert not found


def test_a_sheet_that_asks_for_an_unknown_colour_is_refused() -> None:
    with pytest.raises(ValueError, match="lilac"):
        fill_template("a { color: $lilac }", read_tokens(Look.LIGHT), int, Path())


def test_every_picture_of_the_sheet_is_there(theme: Theme, qapp: QApplication) -> None:
    for look in (settings.Theme.LIGHT, settings.Theme.DARK):
        theme.use(LookSettings(theme=look))
        pictures = re.findall(r'url\("(.*?)"\)', qapp.styleSheet())
        assert pictures
        assert all(Path(picture).is_file() for picture in pictures)


def test_the_application_wears_the_look_before_it_is_told(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    worn: list[QColor] = []
    theme.changed.connect(lambda: worn.append(qapp.palette().color(QPalette.ColorRole.Base)))
    theme.use(LookSettings(theme=settings.Theme.DARK))
    assert worn == [read_tokens(Look.DARK)[Token.BG]]
    assert theme.colour("bg") == worn[0]
    theme.use(LookSettings(theme=settings.Theme.DARK))
    assert len(worn) == 1, "nothing changed, so nobody is told"


def test_what_the_desktop_wears_is_followed(following: Theme, desktop: Desktop) -> None:
    following.use(LookSettings(theme=settings.Theme.SYSTEM))
    assert following.look is Look.LIGHT, "a desktop that does not say is a light one"
    desktop.turn(Qt.ColorScheme.Dark)
    assert following.look is Look.DARK
    assert following.colour("bg") == read_tokens(Look.DARK)[Token.BG]
    desktop.turn(Qt.ColorScheme.Light)
    assert following.look is Look.LIGHT


def test_a_chosen_look_stays_whatever_the_desktop_does(following: Theme, desktop: Desktop) -> None:
    desktop.turn(Qt.ColorScheme.Dark)
    following.use(LookSettings(theme=settings.Theme.LIGHT))
    assert following.look is Look.LIGHT
    assert desktop.forced is Qt.ColorScheme.Light, "title bars are told"
    assert following.desktop_dark, "the tray is still on a dark panel"
    following.use(LookSettings(theme=settings.Theme.SYSTEM))
    assert following.look is Look.DARK


def test_a_wish_for_contrast_is_followed(following: Theme, desktop: Desktop) -> None:
    desktop.contrast.preference = Qt.ContrastPreference.HighContrast
    desktop.contrast.contrastPreferenceChanged.emit(desktop.contrast.preference)
    assert following.look is Look.HIGH_CONTRAST
    assert following.colour("text") == read_tokens(Look.HIGH_CONTRAST)[Token.TEXT]


def test_text_and_lengths_grow_together(theme: Theme, qapp: QApplication) -> None:
    assert (theme.px(16), theme.font("reply").pixelSize()) == (16, 14)
    theme.use(LookSettings(text_scale=150))
    assert (theme.px(16), theme.font("reply").pixelSize()) == (24, 21)
    assert qapp.font().pixelSize() == theme.px(FONT_PIXELS["ui"])
    assert f"font-size: {theme.px(11)}px" in qapp.styleSheet()


def test_no_length_vanishes(theme: Theme) -> None:
    theme.use(LookSettings(text_scale=80))
    assert theme.px(1) == 1


def test_what_is_given_out_is_a_copy(theme: Theme) -> None:
    theme.colour("text").setRed(1)
    theme.font("ui").setPixelSize(99)
    assert theme.colour("text") == read_tokens(Look.LIGHT)[Token.TEXT]
    assert theme.font("ui").pixelSize() == FONT_PIXELS["ui"]


def test_an_unknown_colour_is_no_colour(theme: Theme) -> None:
    with pytest.raises(ValueError, match="lilac"):
        theme.colour("lilac")


@pytest.mark.parametrize("role", FONT_PIXELS)
def test_every_role_can_write_chinese(theme: Theme, role: str) -> None:
    raw = QRawFont.fromFont(theme.font(role))
    assert raw.supportsCharacter(ord("话"))
    assert raw.supportsCharacter(ord("a"))
    assert (theme.font(role).weight() == QFont.Weight.Bold) == (role == "title")


def test_only_families_that_are_there_are_asked_for() -> None:
    there = {"Microsoft YaHei", "Segoe UI Emoji", "WenQuanYi Micro Hei", "Noto Color Emoji"}
    assert installed_families("win32", there.__contains__) == ("Microsoft YaHei", "Segoe UI Emoji")
    assert installed_families("linux", there.__contains__) == (
        "WenQuanYi Micro Hei",
        "Noto Color Emoji",
    )
    assert installed_families("darwin", there.__contains__) == ()
