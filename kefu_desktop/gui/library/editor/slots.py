"""Placeholders as they are put into a text: by the names they have in the language of the windows.

Either name means the same wherever it stands, so a reply that was written in the other language is
left as it is.
"""

from PySide6.QtCore import QLocale


def spelt(chinese: str, english: str) -> str:
    """Gives the spelling for the language that is spoken now."""
    return chinese if _in_chinese() else english


def part() -> str:
    """Gives what ends one message and begins the next."""
    return spelt("{分段}", "{part}")


def image() -> str:
    """Gives what stands for the reply's next image."""
    return spelt("{图片}", "{image}")


def mood(chinese: str, english: str) -> str:
    """Gives what stands for an emoticon that has these names."""
    return f"{{{spelt('表情', 'mood')}:{spelt(chinese, english)}}}"


def _in_chinese() -> bool:
    # Set along with the translations, so it is the language of the windows, not of the desktop.
    return QLocale().language() == QLocale.Language.Chinese
