"""Where a character stands: the program counts code points, Qt counts UTF-16 units.

They differ from the first emoji on, which a reply has sooner than any other text.
"""


def units(text: str) -> int:
    """Gives how many of Qt's characters ``text`` takes."""
    return len(text) if text.isascii() else len(text) + sum(c > "\uffff" for c in text)


def to_qt(text: str, place: int) -> int:
    """Gives Qt's number of the character ``place`` of ``text``."""
    return units(text[:place])
