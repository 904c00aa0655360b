"""Recognises what a copied text says about an order: parcel and order numbers, couriers, phones,
amounts; and which of that answers a placeholder that is being asked for.

The text may be anything that was ever copied, so nothing here takes longer than in proportion to
its length, and a long one is not looked at. What is recognised is an offer: somebody sees it before
it is sent. Couriers and names are data (``resources/order-facts``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from operator import mul
from typing import Any

from msgspec import Struct

from kefu_desktop.core.template import Ask
from kefu_desktop.core.wording.numbers import is_id_card, passes_luhn

LONGEST = 4_000
"""Characters of a text that is still looked at: a copied conversation, not a copied book."""

LONGEST_TEXT = 500
"""Characters of a text that is offered as a whole."""


class FactKind(StrEnum):
    """What a fact is."""

    PARCEL = "parcel"
    ORDER = "order"
    COURIER = "courier"
    PHONE = "phone"
    AMOUNT = "amount"
    TEXT = "text"


class Fact(Struct, frozen=True):
    """Something that a text says about an order, as it would stand in a reply."""

    kind: FactKind
    value: str


class NumberForm(Struct, frozen=True):
    """How a courier's numbers look: what they begin with, and how many digits follow."""

    begins: tuple[str, ...]
    digits: tuple[int, ...]

    def fits(self, number: str) -> bool:
        """Whether ``number``, in capitals, is of this form."""
        return any(
            number.startswith(begin)
            and len(number) - len(begin) in self.digits
            and _is_digits(number[len(begin) :])
            for begin in self.begins
        )


class Courier(Struct, frozen=True):
    """A courier: its usual name, all names it goes by, and its numbers. ``services`` are the first
    letters of international numbers (UPU S10) out of China that are its own.
    """

    zh: str
    en: str
    names: tuple[str, ...]
    numbers: tuple[NumberForm, ...] = ()
    services: tuple[str, ...] = ()

    def owns(self, number: str) -> bool:
        """Whether ``number``, in capitals, is a parcel of this courier."""
        if number[:1] in self.services and number.endswith("CN") and is_s10(number):
            return True
        return any(form.fits(number) for form in self.numbers)


class Answers(Struct, frozen=True):
    """The names of placeholders that a fact answers; ``also`` are facts that come behind it."""

    kind: FactKind
    names: tuple[str, ...]
    also: tuple[FactKind, ...] = ()


# Signs that a phone's keyboard makes wide.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_RUN = re.compile(r"[0-9A-Za-z]+(?:-[0-9]+)?")
_PHONE = re.compile(
    r"(?<![0-9A-Za-z-])(?:\+?86[ -]?)?(1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4})(?![0-9A-Za-z])"
)
_SUM = r"([0-9]{1,3}(?:,[0-9]{3}){1,2}(?:\.[0-9]{1,2})?|[0-9]{1,7}(?:\.[0-9]{1,2})?)"
_AMOUNT = re.compile(rf"[¥￥$] ?{_SUM}(?![0-9.])|(?<![0-9.,A-Za-z]){_SUM} ?(?:元|块|RMB|rmb|CNY)")
_PINDUODUO = re.compile(r"[0-9]{6}-[0-9]{15}")
_LABEL_END = re.compile(r"[\s:：#=是为]*\Z")
_NUMBERED = re.compile(r"[\s_\-0-9一二三四五]+\Z")
_LOOK_BACK = 20
"""Characters before a number in which its name is looked for."""
_ORDER_DIGITS = range(16, 20)
_LENGTHS = range(8, 33)
_CARD_BEGINS = ("62", "4", "5", "35", "60")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
"""UPU S10-12: the weights of the first eight digits."""


def is_s10(number: str) -> bool:
    """Whether ``number`` is an international parcel number with a right check digit (UPU S10)."""
    if len(number) != 13 or not (number.isascii() and number[:2].isalpha()):
        return False
    if not (number[-2:].isalpha() and _is_digits(number[2:11])):
        return False
    digits = (int(digit) for digit in number[2:10])
    total: int = sum(map(mul, digits, _S10_WEIGHTS))
    rest = 11 - total % 11
    return int(number[10]) == {10: 0, 11: 5}.get(rest, rest)


class OrderFacts:
    """Recognises facts by couriers and names that are known. Pure; any thread."""

    def __init__(self, couriers: Iterable[Courier], answers: Iterable[Answers]) -> None:
        self._couriers = tuple(couriers)
        self._answers = tuple(answers)
        named = {name: courier for courier in self._couriers for name in courier.names}
        by_length = sorted(named, key=len, reverse=True)
        self._named = {name.casefold(): named[name] for name in by_length}
        self._words = re.compile(
            "|".join(rf"(?<![A-Za-z0-9&]){re.escape(name)}(?![A-Za-z0-9])" for name in by_length),
            re.IGNORECASE,
        )

    def kind_of(self, name: str) -> Answers | None:
        """Gives what a placeholder called ``name`` asks for, None where nobody knows."""
        asked = _NUMBERED.sub("", name.strip()).casefold()
        asked = asked.replace("_", " ").replace("-", " ").strip()
        fitting = (
            (len(known), answers)
            for answers in self._answers
            for known in answers.names
            if _ends_with(asked, known)
        )
        best = max(fitting, key=lambda pair: pair[0], default=None)
        return None if best is None else best[1]

    def find(self, text: str) -> tuple[Fact, ...]:
        """Gives the facts in ``text``, each once; those of a kind in the order in which they stand,
        but a courier told by a number before one that is only named. None in a text of more than
        :data:`LONGEST` characters.
        """
        if not text.strip() or len(text) > LONGEST:
            return ()
        narrow = text.translate(_NARROW)
        facts = [*self._numbers(narrow), *self._mentions(narrow)]
        facts += [*_phones(narrow), *_amounts(narrow)]
        if len(text) <= LONGEST_TEXT:
            facts.append(Fact(FactKind.TEXT, text.strip()))
        return tuple(dict.fromkeys(facts))

    def offers(self, ask: Ask, facts: Iterable[Fact]) -> tuple[str, ...]:
        """Gives what of ``facts`` may answer ``ask``, the likeliest first; a courier by the name
        that is among its choices, else in the language of its name.
        """
        answers = self.kind_of(ask.name)
        if answers is None:
            return ()
        kept = tuple(facts)
        kinds = (answers.kind, *answers.also)
        fitting = (fact for kind in kinds for fact in kept if fact.kind is kind)
        return tuple(dict.fromkeys(self._said(fact, ask) for fact in fitting))

    def _said(self, fact: Fact, ask: Ask) -> str:
        if fact.kind is not FactKind.COURIER:
            return fact.value
        courier = self._named[fact.value.casefold()]
        chosen = next((choice for choice in ask.choices if choice in courier.names), None)
        return chosen or (courier.en if ask.name.isascii() else courier.zh)

    def _numbers(self, text: str) -> Iterator[Fact]:
        for match in _RUN.finditer(text):
            number, at = match[0], match.start()
            if len(number) not in _LENGTHS or not any(sign.isdigit() for sign in number):
                continue
            label = self._label(text[max(0, at - _LOOK_BACK) : at])
            capitals = number.upper()
            courier = next((one for one in self._couriers if one.owns(capitals)), None)
            if label is FactKind.ORDER:
                yield Fact(FactKind.ORDER, number)
            elif courier is not None:
                yield Fact(FactKind.PARCEL, capitals)
                yield Fact(FactKind.COURIER, courier.zh)
            elif label is FactKind.PARCEL or is_s10(capitals):
                yield Fact(FactKind.PARCEL, capitals)
            elif label is None and _is_order(number):
                yield Fact(FactKind.ORDER, number)

    def _label(self, before: str) -> FactKind | None:
        """Gives what the words right before a number say it is."""
        end = _LABEL_END.search(before)
        words = before[: end.start() if end else None].casefold()
        if words.endswith(("卡号", "账号", "帐号", "身份证号", "身份证")):
            return FactKind.TEXT  # something of its own, and no offer
        answers = max(
            (
                (len(name), one.kind)
                for one in self._answers
                for name in one.names
                if words.endswith(name)
            ),
            key=lambda pair: pair[0],
            default=None,
        )
        return None if answers is None else answers[1]

    def _mentions(self, text: str) -> Iterator[Fact]:
        for match in self._words.finditer(text):
            yield Fact(FactKind.COURIER, self._named[match[0].casefold()].zh)


def from_document(document: Mapping[str, Any]) -> OrderFacts:
    """Reads the file of couriers and names that comes with the program."""
    couriers = [
        Courier(
            one["zh"],
            one["en"],
            tuple(dict.fromkeys((one["zh"], one["en"], *one.get("also", ())))),
            tuple(
                NumberForm(tuple(form["begins"]), tuple(form["digits"]))
                for form in one.get("number", ())
            ),
            tuple(one.get("s10", ())),
        )
        for one in document["courier"]
    ]
    answers = [
        Answers(
            FactKind(one["fact"]),
            tuple(name.casefold() for name in one["names"]),
            tuple(FactKind(kind) for kind in one.get("also", ())),
        )
        for one in document["asked"]
    ]
    return OrderFacts(couriers, answers)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_order(number: str) -> bool:
    """Whether this looks like the order number of a shop platform, and like nobody's card."""
    if _PINDUODUO.fullmatch(number):
        return True
    if len(number) not in _ORDER_DIGITS or not _is_digits(number) or is_id_card(number):
        return False
    return not (number.startswith(_CARD_BEGINS) and passes_luhn(number))


def _phones(text: str) -> Iterator[Fact]:
    for match in _PHONE.finditer(text):
        digits = match[1].replace(" ", "").replace("-", "")
        yield Fact(FactKind.PHONE, digits)


def _amounts(text: str) -> Iterator[Fact]:
    for match in _AMOUNT.finditer(text):
        yield Fact(FactKind.AMOUNT, (match[1] or match[2]).replace(",", ""))


def _ends_with(asked: str, known: str) -> bool:
    """Whether a name ends with a known one; Latin words only as whole ones."""
    if not asked.endswith(known):
        return False
    before = asked[: len(asked) - len(known)]
    return not known.isascii() or not before or not before[-1].isalnum()
