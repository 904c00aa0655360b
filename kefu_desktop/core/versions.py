"""Which version comes after the last one, for whoever shares a pack again.

A suggestion to a person and nothing more: nothing in the program ever compares versions.
"""

import re

FIRST = "1.0"
"""The version of a pack that had none yet."""

_LAST_NUMBER = re.compile(r"(\d+)(?!.*\d)", re.DOTALL)


def next_version(last: str) -> str:
    """Gives ``last`` with its last number counted up, as wide as it was: ``1.2`` → ``1.3``,
    ``v09`` → ``v10``. What has no number gets one, and nothing becomes :data:`FIRST`.
    """
    if not last.strip():
        return FIRST
    number = _LAST_NUMBER.search(last)
    if number is None:
        return f"{last.strip()} 2"
    said = number.group()
    # Whatever digits a person counts in, int() reads them.
    counted = str(int(said) + 1).zfill(len(said))
    return last[: number.start()] + counted + last[number.end() :]
