"""What encoding a text file is in, told from its bytes alone.

Excel in China writes GB18030 where it does not write UTF-8 with a mark, and GB18030 gives some
character for nearly any bytes; so a file is only taken for GB18030 or Big5 when what comes out are
mostly characters that people write. Bytes that do not fit come out as lone surrogates, so that
whoever reads the lines can reject those that hold one.
"""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from kefu_desktop.core.errors import Code, InvalidInput

_MARKS = (
    # Before UTF-16, whose mark begins the same.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 20
_PIECE = 1 << 20
_FEW = 0.05

# Level 1 of GB 2312 (3,755 characters in common use, by pinyin) and of Big5 (5,401, by strokes),
# and both standards' punctuation: first and second byte.
_GB_COMMON = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
_BIG5_COMMON = re.compile(rb"(?:[\xa1-\xa3\xa4-\xc5][\x40-\x7e\xa1-\xfe]|\xc6[\x40-\x7e])")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_FOREIGN = re.compile("[\udc80-\udcff]")


class Decoded(NamedTuple):
    """A text, the name of its encoding, and whether some bytes did not fit it (see above)."""

    text: str
    encoding: str
    damaged: bool


def decode(data: bytes, path: Path) -> Decoded:
    """Decodes UTF-8, UTF-16, GB18030 or Big5.

    Raises :class:`InvalidInput` (FILE_ENCODING) when it is none of them.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, path)
    sample = data if len(data) <= _SAMPLE else data[:_SAMPLE].rpartition(b"\n")[0]
    utf16 = utf16_without_mark(sample)
    if utf16:
        return _decoded(data, utf16, path)
    try:
        return Decoded(_text_of(data, "utf-8", "strict"), "utf-8", damaged=False)
    except UnicodeDecodeError:
        pass
    if (paired := _utf8_of_surrogates(data)) is not None:
        return Decoded(paired, "utf-8", damaged=False)
    if _is_utf8_but_for_little(sample):
        return _decoded(data, "utf-8", path)
    return _decoded(data, _double_byte(sample, path), path)


def holds_foreign_bytes(text: str) -> bool:
    """Whether a part of a decoded text holds bytes that did not fit its encoding."""
    return _FOREIGN.search(text) is not None


def _decoded(data: bytes, encoding: str, path: Path) -> Decoded:
    """UTF-16 has no place for single foreign bytes: there only a cut last character is forgiven."""
    try:
        if encoding.startswith("utf-16"):
            even = data[: len(data) - len(data) % 2]
            return Decoded(_text_of(even, encoding, "surrogatepass"), encoding, damaged=False)
        return Decoded(_text_of(data, encoding, "strict"), encoding, damaged=False)
    except UnicodeDecodeError as error:
        if encoding.startswith("utf-16"):
            raise InvalidInput(Code.FILE_ENCODING, path=str(path)) from error
    try:
        text = _text_of(data, encoding, "surrogateescape")
    except UnicodeDecodeError as error:
        raise InvalidInput(Code.FILE_ENCODING, path=str(path)) from error
    if encoding == "gb18030":
        # Windows in China writes the sign of the euro in a byte that the standard does not have.
        text = text.replace("\udc80", "€")
    damaged = holds_foreign_bytes(text)
    if damaged and len(_FOREIGN.findall(text)) > _FEW * len(text):
        raise InvalidInput(Code.FILE_ENCODING, path=str(path))
    return Decoded(text, encoding, damaged)


def _utf8_of_surrogates(data: bytes) -> str | None:
    """Gives UTF-8 in which some program wrote emoji as two surrogates (CESU-8), or left half of
    one; None for anything else.
    """
    if b"\xed" not in data:
        return None
    try:
        text = _text_of(data, "utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _text_of(data: bytes, encoding: str, errors: str) -> str:
    """Decodes piece by piece: no other thread runs while one is decoded, and somebody may be
    waiting for a window.
    """
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    pieces = [decoder.decode(data[at : at + _PIECE]) for at in range(0, len(data), _PIECE)]
    return "".join([*pieces, decoder.decode(b"", final=True)])


def utf16_without_mark(sample: bytes) -> str:
    """Gives which UTF-16 it is, or nothing.

    Blanks, digits, commas and line ends have a zero as their high byte; other text has none.
    """
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even + odd < max(2, len(sample) // 50):
        return ""
    if 4 * (even + odd) < len(sample) and _is_utf8(sample):
        # Zeros that got into UTF-8 by accident; UTF-16 of letters alone would have more.
        return ""
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8_but_for_little(sample: bytes) -> bool:
    """Text of another encoding has a few sequences that are UTF-8 by chance, and many that are not;
    UTF-8 that was cut or hit has it the other way round.
    """
    text = sample.decode("utf-8", "surrogateescape")
    foreign = len(_FOREIGN.findall(text))
    fitting = sum(1 for character in text if character > "\x7f") - foreign
    return foreign * (3 if foreign <= 3 else 20) <= fitting


def _double_byte(sample: bytes, path: Path) -> str:
    pairs = len(_PAIR.findall(sample))
    common = {
        "gb18030": len(_GB_COMMON.findall(_paired(sample))),
        "big5hkscs": len(_BIG5_COMMON.findall(_paired(sample))),
    }
    best = max(common, key=lambda encoding: common[encoding])
    if not pairs or common[best] < pairs / 2:
        raise InvalidInput(Code.FILE_ENCODING, path=str(path))
    return best


def _paired(sample: bytes) -> bytes:
    """Gives the two-byte characters alone, so that no search begins in the middle of one."""
    return b"".join(pair + b"\n" for pair in _PAIR.findall(sample))
