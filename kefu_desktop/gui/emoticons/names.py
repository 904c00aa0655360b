"""What emoticons and their groups are called in the language of the windows."""

from kefu_desktop.app.emoticons import Emoticon, Group
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import spoken_now


def name_of(named: Emoticon | Group) -> str:
    """Gives the name for the language that is spoken now."""
    return named.en if spoken_now() is Language.EN else named.zh
