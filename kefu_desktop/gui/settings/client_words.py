"""How clients and what they take are called on the screen."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from kefu_desktop.core.clients import LONGEST, MOST_DELAY, SHORTEST, Client, Lines
from kefu_desktop.core.emoticons import Style
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import spoken_now


def name_of(client: Client) -> str:
    """Gives the client's name in the language of the windows."""
    return client.en if spoken_now() is Language.EN else client.zh


def signs_of(client: Client) -> str:
    """Gives in one line what a client is known by."""
    signs = client.signs
    return " · ".join((*signs.programs, *signs.classes, *signs.pages))


def style_name(style: Style) -> str:
    """Gives a way of writing emoticons, with an example of it."""
    translate = QCoreApplication.translate
    return {
        Style.EMOJI: translate("ClientWords", "Emoji 😊"),
        Style.WANGWANG: translate("ClientWords", "Wangwang codes /:^_^"),
        Style.WECHAT: translate("ClientWords", "WeChat names [微笑]"),
        Style.DOUYIN: translate("ClientWords", "Douyin names [微笑]"),
        Style.QQ: translate("ClientWords", "QQ names /微笑"),
        Style.KAOMOJI: translate("ClientWords", "Faces of signs (^_^)"),
        Style.PLAIN: translate("ClientWords", "None"),
    }[style]


def lines_name(lines: Lines) -> str:
    """Gives what becomes of line ends."""
    translate = QCoreApplication.translate
    return {
        Lines.KEEP: translate("ClientWords", "Kept"),
        Lines.JOIN: translate("ClientWords", "Made blanks (it sends at a line end)"),
        Lines.STEP: translate("ClientWords", "Line by line, with a key between"),
    }[lines]


def trouble(error: KefuError, say: str) -> str:
    """Gives why a profile cannot be so, for the field at fault; ``say`` for what is no field's."""
    if error.code is not Code.CLIENT_INVALID:
        return say
    field = str(error.params.get("field", "")).rpartition(".")[2]
    return _troubles().get(field, say)


def field_of(error: KefuError) -> str:
    """Gives the last part of the field's name that an error is about; empty for none."""
    if error.code is not Code.CLIENT_INVALID:
        return ""
    return str(error.params.get("field", "")).rpartition(".")[2]


def _troubles() -> Mapping[str, str]:
    translate = QCoreApplication.translate
    patterns = translate(
        "ClientWords",
        "At most 60 lines of 80 characters, none of them * alone: that would be every window.",
    )
    needs_modifier = translate(
        "ClientWords", "Needs Ctrl, Alt, Shift or Meta, or it would type into the chat."
    )
    return {
        "zh": translate("ClientWords", "A name has 1 to 40 characters."),
        "en": translate("ClientWords", "A name has 1 to 40 characters."),
        "longest": translate(
            "ClientWords", "A number from {least} to {most}, or 0 for no limit."
        ).format(least=SHORTEST, most=f"{LONGEST:,}"),
        "delay-ms": translate("ClientWords", "A number from 0 to {most}.").format(most=MOST_DELAY),
        "paste-key": needs_modifier,
        "newline-key": needs_modifier,
        "programs": patterns,
        "classes": patterns,
        "pages": patterns,
    }
