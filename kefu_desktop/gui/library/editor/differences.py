"""What two versions of a text say differently, character by character: for showing them side by
side.
"""

from difflib import SequenceMatcher

Places = tuple[tuple[int, int], ...]

_LONGEST = 1_500
"""Up to here characters are compared; longer texts line by line, which stays quick."""


def differences(one: str, other: str) -> tuple[Places, Places]:
    """Gives the stretches of ``one`` that are not in ``other``, and the other way round."""
    if max(len(one), len(other)) <= _LONGEST:
        return _matched(list(one), list(other))
    return _matched(one.splitlines(keepends=True), other.splitlines(keepends=True))


def _matched(one: list[str], other: list[str]) -> tuple[Places, Places]:
    left, right = _starts(one), _starts(other)
    mine: list[tuple[int, int]] = []
    theirs: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, there, there_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        if end > start:
            mine.append((left[start], left[end]))
        if there_end > there:
            theirs.append((right[there], right[there_end]))
    return tuple(mine), tuple(theirs)


def _starts(pieces: list[str]) -> list[int]:
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts
