"""Which version comes after the last one, for whoever shares a pack again.

Suggestions and hints to a person and nothing more: what a version brings is told from what its
replies say, whatever it is called.
"""

import re

FIRST = "1.0"
"""The version of a pack that had none yet."""

_LAST_NUMBER = re.compile(r"(\d+)(?!.*\d)", re.DOTALL)
_NUMBER = re.compile(r"\d{1,18}")
_COUNTED = re.compile(r"\d+(?:\.\d+)*")


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


def is_before(version: str, other: str) -> bool:
    """Whether a version counts less than another that is counted alike: ``1.9`` and ``1.10``,
    ``2026-3-1`` and ``2026-11-22``. Versions with other words, or without numbers, have no order.
    """
    if _COUNTED.sub("0", version.strip()) != _COUNTED.sub("0", other.strip()):
        return False
    first, second = ([int(n) for n in _NUMBER.findall(one)] for one in (version, other))
    return first < second
