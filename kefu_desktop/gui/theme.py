"""How the program looks: colours, sizes and letters, in one place and live.

Colours are data: token files in ``resources/qss``, one a look, all with the same names. Widgets ask
for a colour when they paint and must not keep it, because the desktop may turn dark at any moment.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import PurePath

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from kefu_desktop import assets
from kefu_desktop.core import settings
from kefu_desktop.core.settings import LookSettings


class Look(StrEnum):
    """The looks there are; each is a token file of that name."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Token(StrEnum):
    """What a colour is for. ``X-tint`` is the ground on which ``X`` is written."""

    BG = "bg"
    SURFACE = "surface"
    LINE = "line"
    CONTROL_LINE = "control-line"
    TEXT = "text"
    TEXT_2 = "text-2"
    TEXT_3 = "text-3"
    ACCENT = "accent"
    ACCENT_TINT = "accent-tint"
    BUTTON = "button"
    BUTTON_HOVER = "button-hover"
    ON_BUTTON = "on-button"
    OK = "ok"
    OK_TINT = "ok-tint"
    WARN = "warn"
    WARN_TINT = "warn-tint"
    WARN_LINE = "warn-line"
    BAD = "bad"
    BAD_TINT = "bad-tint"
    MARK = "mark"
    FILL = "fill"
    FILL_TINT = "fill-tint"
    CHIP = "chip"
    ON_CHIP = "on-chip"
    SELECTION = "selection"
    HOVER = "hover"
    SHADOW = "shadow"


FONT_PIXELS: Mapping[str, int] = {"ui": 13, "reply": 14, "search": 17, "caption": 11, "title": 14}
"""Role of a text → its height at a text scale of 100 %."""

# Chinese first: its Latin letters go well with it, the other way round each program looks patched.
# The last of each list has the emoji in colour.
_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "win32": ("Microsoft YaHei UI", "Microsoft YaHei", "SimHei", "SimSun", "Segoe UI Emoji"),
    "darwin": ("PingFang SC", "Hiragino Sans GB", "Apple Color Emoji"),
    "": (
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "Source Han Sans CN",
        "HarmonyOS Sans SC",
        "WenQuanYi Micro Hei",
        "WenQuanYi Zen Hei",
        "Noto Color Emoji",
    ),
}

_VARIABLE = re.compile(r"\$(?:(?P<pixels>\d+)px|(?P<token>[a-z][a-z0-9-]*))")


class Theme(QObject):
    """Dresses the application. :attr:`changed` comes after each change of colours or sizes, when
    the application already wears them.
    """

    changed = Signal()

    def __init__(self, application: QApplication, hints: QStyleHints | None = None) -> None:
        """Wears the desktop's look until :meth:`use`. ``hints`` is where the desktop's wishes come
        from, if not from ``application``.
        """
        super().__init__(application)
        self._application = application
        self._hints = hints or application.styleHints()
        self._wanted = LookSettings()
        self._families = installed_families(sys.platform, QFontDatabase.hasFamily)
        self._template = assets.resource("qss", "app.qss").read_text(encoding="utf-8")
        self._tokens: Mapping[Look, Mapping[Token, QColor]] = {}
        self._worn: tuple[Look, int] | None = None
        self._now: Mapping[Token, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        self._desktop_dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        # The native styles draw parts that no stylesheet reaches, each in its own colours.
        application.setStyle("Fusion")
        self._hints.colorSchemeChanged.connect(self._follow)
        if hasattr(self._hints, "accessibility"):  # since Qt 6.10
            self._hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._wear()

    @property
    def look(self) -> Look:
        """What is worn now."""
        wanted = self._wanted.theme
        if wanted is settings.Theme.LIGHT:
            return Look.LIGHT
        if wanted is settings.Theme.DARK:
            return Look.DARK
        if self._high_contrast_wanted():
            return Look.HIGH_CONTRAST
        return Look.DARK if self._desktop_dark else Look.LIGHT

    @property
    def desktop_dark(self) -> bool:
        """Whether the desktop itself is dark, whatever our windows wear; as last heard, because Qt
        does not say while a look is forced.
        """
        return self._desktop_dark

    def use(self, look: LookSettings) -> None:
        """Wears what ``look`` says from now on, and follows the desktop where it says so."""
        self._wanted = look
        # Title bars and file dialogs are the desktop's: they have to be told.
        if look.theme is settings.Theme.LIGHT:
            self._hints.setColorScheme(Qt.ColorScheme.Light)
        elif look.theme is settings.Theme.DARK:
            self._hints.setColorScheme(Qt.ColorScheme.Dark)
        else:
            self._hints.unsetColorScheme()
        self._follow()

    def colour(self, token: str) -> QColor:
        """Gives the present colour of a :class:`Token`; an unknown name is a ValueError."""
        return QColor(self._now[Token(token)])

    def px(self, n: int) -> int:
        """Gives a length of ``n`` pixels at the present text scale, at least 1."""
        return max(1, round(n * self._wanted.text_scale / 100))

    def font(self, role: str) -> QFont:
        """Gives the font of a role in :data:`FONT_PIXELS` at the present text scale."""
        if role not in self._fonts:
            font = QFont()
            if self._families:
                font.setFamilies(list(self._families))
            font.setPixelSize(self.px(FONT_PIXELS[role]))
            if role == "title":
                font.setWeight(QFont.Weight.Bold)
            self._fonts[role] = font
        return QFont(self._fonts[role])

    @Slot()
    def _follow(self) -> None:
        if self._wanted.theme is settings.Theme.SYSTEM:
            # A desktop that does not tell (Unknown) is light: that is what its other programs are.
            self._desktop_dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        self._wear()

    def _wear(self) -> None:
        worn = (self.look, self._wanted.text_scale)
        if worn == self._worn:
            return
        self._worn = worn
        self._now = self._colours(worn[0])
        self._fonts.clear()
        self._application.setPalette(self._palette())
        self._application.setFont(self.font("ui"))
        marks = assets.resource("icons", "marks", worn[0].value)
        self._application.setStyleSheet(fill_template(self._template, self._now, self.px, marks))
        self.changed.emit()

    def _colours(self, look: Look) -> Mapping[Token, QColor]:
        if look not in self._tokens:
            self._tokens = {**self._tokens, look: read_tokens(look)}
        return self._tokens[look]

    def _high_contrast_wanted(self) -> bool:
        if not hasattr(self._hints, "accessibility"):
            return False
        preference = self._hints.accessibility().contrastPreference()
        return preference == Qt.ContrastPreference.HighContrast

    def _palette(self) -> QPalette:
        """What the style draws by itself: text cursors, selections, check marks, arrows."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour(Token.TEXT_3))
        palette.setColor(
            QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, self.colour(Token.TEXT_3)
        )
        return palette


_PALETTE: Mapping[QPalette.ColorRole, Token] = {
    QPalette.ColorRole.Window: Token.BG,
    QPalette.ColorRole.WindowText: Token.TEXT,
    QPalette.ColorRole.Base: Token.BG,
    QPalette.ColorRole.AlternateBase: Token.SURFACE,
    QPalette.ColorRole.Text: Token.TEXT,
    QPalette.ColorRole.Button: Token.SURFACE,
    QPalette.ColorRole.ButtonText: Token.TEXT,
    QPalette.ColorRole.BrightText: Token.ON_BUTTON,
    QPalette.ColorRole.Highlight: Token.BUTTON,
    QPalette.ColorRole.HighlightedText: Token.ON_BUTTON,
    QPalette.ColorRole.Accent: Token.BUTTON,
    QPalette.ColorRole.PlaceholderText: Token.TEXT_3,
    QPalette.ColorRole.ToolTipBase: Token.SURFACE,
    QPalette.ColorRole.ToolTipText: Token.TEXT,
    QPalette.ColorRole.Link: Token.ACCENT,
    QPalette.ColorRole.LinkVisited: Token.ACCENT,
    QPalette.ColorRole.Light: Token.LINE,
    QPalette.ColorRole.Midlight: Token.LINE,
    QPalette.ColorRole.Mid: Token.CONTROL_LINE,
    QPalette.ColorRole.Dark: Token.CONTROL_LINE,
    QPalette.ColorRole.Shadow: Token.SHADOW,
}


def read_tokens(look: Look) -> Mapping[Token, QColor]:
    """Reads a token file. A name that is missing, unknown or no colour is a ValueError: the file is
    part of the program.
    """
    file = assets.resource("qss", f"{look.value}.toml")
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    tokens = {Token(name): QColor(text) for name, text in document["colours"].items()}
    lacking = [token for token in Token if token not in tokens or not tokens[token].isValid()]
    if lacking:
        raise ValueError(f"{look.value}: no colour for {', '.join(lacking)}")
    return tokens


def fill_template(
    template: str, colours: Mapping[Token, QColor], px: Callable[[int], int], marks: PurePath
) -> str:
    """Fills ``$token`` with a colour, ``$12px`` with a scaled length and ``$marks`` with the folder
    of that; an unknown token is a ValueError.
    """

    def value(match: re.Match[str]) -> str:
        if match["pixels"]:
            return f"{px(int(match['pixels']))}px"
        if match["token"] == "marks":
            return marks.as_posix()
        colour = colours[Token(match["token"])]
        return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alpha()})"

    return _VARIABLE.sub(value, template)


def installed_families(platform: str, installed: Callable[[str], bool]) -> tuple[str, ...]:
    """Gives the families to write with, best first; none leaves the choice to the system.

    Only those that are there: for each one that is not, Qt searches all fonts for an alias.
    """
    wanted = _FAMILIES.get(platform, _FAMILIES[""])
    return tuple(family for family in wanted if installed(family))
