"""Property lists of macOS, XML and binary, from strangers.

`plistlib` refuses entities, but it believes a binary list that has a million objects in the same
few bytes, or one that lies in itself; so both are looked for here.
"""

import math
import plistlib
import struct
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.packs.limits import Limits

BINARY = b"bplist"

_OF_A_RECORD = 32
"""How many values a list may have for each record that a file may have."""

_TRAILER = struct.Struct(">6xBBQQQ")
_DAMAGE = (
    ExpatError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    # plistlib asks a date for its parts before it knows that it is one.
    AttributeError,
    struct.error,
)


def parse_plist(data: bytes, path: Path, limits: Limits, member: str = "") -> Any:
    """Reads one property list of ``path``, or of its ``member``.

    Raises :class:`InvalidInput` (FILE_DAMAGED, FILE_TOO_DEEP, FILE_BOMB).
    """
    told = {"member": member} if member else {}
    if data.startswith(BINARY) and _claims(data, _OF_A_RECORD * limits.records) > 2 * len(data):
        raise InvalidInput(Code.FILE_BOMB, path=str(path), limit=len(data), **told)
    try:
        document = plistlib.loads(data)
    except RecursionError:
        raise InvalidInput(Code.FILE_TOO_DEEP, path=str(path), **told) from None
    except _DAMAGE as error:
        raise InvalidInput(Code.FILE_DAMAGED, path=str(path), **told) from error
    if _depth(document, limits.depth) > limits.depth:
        raise InvalidInput(Code.FILE_TOO_DEEP, path=str(path), **told)
    return document


def _claims(data: bytes, most: int) -> float:
    """Gives how many bytes the objects of a binary list say they take, all told; infinitely many
    for more than ``most`` objects. Those that lie apart from each other cannot take more than there
    are.

    The layout is that of CFBinaryPList.c: a trailer tells where the offsets of the objects are.
    """
    try:
        offset_size, ref_size, count, _, table = _TRAILER.unpack(data[-_TRAILER.size :])
    except struct.error:
        return 0
    if count * offset_size > len(data):
        # Cut off or hit; plistlib sees that before it makes room for anything.
        return 0
    if count > most:
        return math.inf
    offsets = data[table : table + offset_size * count]
    ends = range(0, len(offsets) + 1, offset_size or 1)
    return sum(
        _claim(data, int.from_bytes(offsets[begin:end], "big"), ref_size)
        for begin, end in pairwise(ends)
    )


def _claim(data: bytes, offset: int, ref_size: int) -> int:
    marker = data[offset] if offset < len(data) else 0
    kind, amount = marker >> 4, marker & 0xF
    if kind in {0x0, 0x1, 0x2, 0x3, 0x8}:
        return 1
    if amount == 0xF and offset + 1 < len(data):
        size = 1 << (data[offset + 1] & 0xF)
        amount = int.from_bytes(data[offset + 2 : offset + 2 + size], "big")
    each = {0x6: 2, 0xA: ref_size, 0xB: ref_size, 0xC: ref_size, 0xD: 2 * ref_size}
    return 1 + amount * each.get(kind, 1)


def _depth(document: Any, limit: int) -> int:
    """Gives how deep lists and objects lie in each other, or more than ``limit`` for one that lies
    in itself. Each is looked at once on each level.
    """
    level: dict[int, Any] = {id(document): document}
    for depth in range(limit + 2):
        inner: dict[int, Any] = {}
        for outer in level.values():
            held = outer.values() if isinstance(outer, dict) else outer
            for one in held if isinstance(outer, dict | list) else ():
                if isinstance(one, dict | list):
                    inner[id(one)] = one
        if not inner:
            return depth
        level = inner
    return limit + 1
