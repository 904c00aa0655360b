"""Where a character stands: the program counts code points, Qt counts UTF-16 units.

They differ from the first emoji on, which a reply has sooner than any other text.
"""


def units(text: str) -> int:
    """Gives how many of Qt's characters ``text`` takes."""
    # Encoded rather than counted: the places of a thousand placeholders are asked for at each key.
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def to_qt(text: str, place: int) -> int:
    """Gives Qt's number of the character ``place`` of ``text``."""
    return units(text[:place])
