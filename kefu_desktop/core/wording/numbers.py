"""Finds private numbers in a text: identity cards, bank cards, mobile numbers of mainland China and
Taiwan, and any number that is dialled with its country.

A number is one by its check digit and shape, not by its length alone: texts of a shop are full of
order and parcel numbers. Digits written apart, as signs or in Chinese are digits.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from kefu_desktop.core.wording.reading import Reading

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
"""GB 11643: the weights of the first 17 digits, and the last sign by the sum's rest by 11."""

_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""The letters in the order of their numbers, from 10 on: the place of the first registration."""

_ID = re.compile(r"(?<!\d)[1-9]\d{16}[\dx](?![\da-z])")
_TAIWAN_ID = re.compile(r"(?<![a-z0-9])[a-z][1289]\d{8}(?![a-z0-9])")
_CARD = re.compile(r"(?<!\d)(?:62\d{14,17}|[45]\d{15}|35\d{14}|60\d{14})(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?0{0,2}86)?(?P<place>1[3-9]\d{9})(?!\d)")
_TAIWAN = re.compile(r"(?<!\d)(?:\+?886-?0?|0)9\d{8}(?!\d)")
_ABROAD = re.compile(r"(?<![\d+])\+(?!86|886)[1-9]\d{8,13}(?!\d)")
_CHINESE = re.compile(r"[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两]{11,}")
_NAMED = re.compile(
    r"(?:单号|运单|订单|编号|货号|单|编码|条码|序列号|流水号?|交易号)[^\d,。;]{0,6}\Z"
)
_LOOKS_LIKE = re.compile(r"\d{9}")
_DIGITS: Mapping[int, str] = MappingProxyType(
    dict(
        zip(
            map(ord, "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两"),
            "00123456789112345678" + "92",
            strict=True,
        )
    )
)


def id_cards(reading: Reading) -> Iterator[tuple[int, int]]:
    """Gives the places of identity card numbers, of 18 signs and those of Taiwan."""
    for match in _numbers(reading, _ID):
        if is_id_card(match[0]):
            yield from _place(reading, *match.span())
    for match in _numbers(reading, _TAIWAN_ID):
        if is_taiwan_id(match[0]):
            yield from _place(reading, *match.span())


def bank_cards(reading: Reading) -> Iterator[tuple[int, int]]:
    """Gives the places of bank card numbers: of UnionPay, and of 16 digits of the others."""
    for match in _numbers(reading, _CARD):
        named = _NAMED.search(reading.squeezed[max(0, match.start() - 12) : match.start()])
        if passes_luhn(match[0]) and not is_id_card(match[0]) and not named:
            yield from _place(reading, *match.span())


def phones(reading: Reading) -> Iterator[tuple[int, int]]:
    """Gives the places of mobile numbers, but for those that are named the number of something
    else.
    """
    texts = [reading.squeezed] if _LOOKS_LIKE.search(reading.squeezed) else []
    if _CHINESE.search(reading.squeezed):
        texts.append(_CHINESE.sub(lambda run: run[0].translate(_DIGITS), reading.squeezed))
    found: set[tuple[int, int]] = set()
    for text in texts:
        for match in _PHONE.finditer(text):
            start, end = match.span("place")
            named = _NAMED.search(text[max(0, start - 12) : start])
            if not named and _is_written_as_one(reading, start, end):
                found.update(_place(reading, start, end))
    for match in (*_numbers(reading, _TAIWAN), *_numbers(reading, _ABROAD)):
        if not _NAMED.search(reading.squeezed[max(0, match.start() - 12) : match.start()]):
            found.update(_place(reading, *match.span()))
    yield from sorted(found)


def is_id_card(number: str) -> bool:
    """Whether ``number`` of 18 signs has a day of birth and the right last sign."""
    if len(number) != 18 or not number[:17].isdigit():
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(sign) * weight for sign, weight in zip(number, _ID_WEIGHTS, strict=False))
    return 1900 <= born.year <= 2099 and _ID_CHECKS[total % 11] == number[17].upper()


def is_taiwan_id(number: str) -> bool:
    """Whether ``number``, a letter and nine digits, has the check of an identity card of Taiwan."""
    letter = _TAIWAN_LETTERS.find(number[:1].upper())
    if letter < 0 or len(number) != 10 or not number[1:].isdigit():
        return False
    tens, ones = divmod(letter + 10, 10)
    weighed = zip(map(int, number[1:]), (8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)
    return (tens + ones * 9 + sum(digit * weight for digit, weight in weighed)) % 10 == 0


def passes_luhn(number: str) -> bool:
    """Whether the last of these digits is the check of the others (ISO/IEC 7812-1)."""
    total = 0
    for place, sign in enumerate(reversed(number)):
        digit = int(sign) * (1 + place % 2)
        total += digit - 9 * (digit > 9)
    return total % 10 == 0 and number.strip("0") != ""


def _numbers(reading: Reading, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    if _LOOKS_LIKE.search(reading.squeezed):
        yield from pattern.finditer(reading.squeezed)


def _is_written_as_one(reading: Reading, start: int, end: int) -> bool:
    """Whether squeezed digits were meant as one number: together, all apart, or in the groups that
    people read a mobile number in. Two numbers beside each other are none of these.
    """
    places = reading.places(start, end)
    steps = [b - a for a, b in pairwise(places)]
    apart = {at + 1 for at, step in enumerate(steps) if step > 1}
    groups = ({3, 7}, {3, 6}, {4, 8}, {3}, {7}, {5}, {4, 7}, {3, 5, 7, 9}, {2, 5, 8})
    return not apart or apart in groups or len(apart) >= 8


def _place(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    span = reading.span(start, end)
    if span is not None:
        yield span
