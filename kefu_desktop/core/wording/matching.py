"""Looks for the words of all rules in a text at once.

Finding the words is quick and finds too much; whether a rule minds one is then decided by what
stands around it. Only texts that have one of the words are read by regular expressions at all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from kefu_desktop.core.lint import Circumstances, Finding, Rule
from kefu_desktop.core.wording.counting import MayCount, count, may_count
from kefu_desktop.core.wording.mending import Mending, mend
from kefu_desktop.core.wording.reading import Fold, Reading, read, sentence_around
from kefu_desktop.core.wording.rules import Check, Look, WordingRule

FindWords = Callable[[str], Iterable[tuple[int, str]]]
"""Gives every occurrence of a known word in a text: its end, exclusive, and the word."""

MakeFinder = Callable[[Iterable[str]], FindWords]
"""Makes what finds these words."""

_BEFORE = 40
"""So many characters before a place are looked at."""


_QUOTES = frozenset({"“”", "「」", "『』", '""'})
"""A word in quotes of its own is spoken of, not used."""


class _Hit(NamedTuple):
    """A place in the source, and what could stand there instead."""

    start: int
    end: int
    look: int
    mending: Mending | None


def _order(hit: _Hit) -> tuple[int, int, bool, int]:
    return hit.start, -hit.end, hit.mending is None, hit.look


class _Place(NamedTuple):
    """A place in the text that was looked at, and its pattern's groups there."""

    start: int
    end: int
    groups: Mapping[str, tuple[int, int]]


def compile_rules(
    rules: Sequence[WordingRule], allow: Iterable[str], fold: Fold, make_finder: MakeFinder
) -> Rule:
    """Gives one :data:`~kefu_desktop.core.lint.Rule` that applies ``rules``. Nothing is minded that
    is covered by one of the words ``allow``, which are folded.
    """
    return _Matcher(rules, tuple(allow), fold, make_finder).look_at


class _Matcher:
    """The rules, ready: which looks each word is worth trying for, by their number."""

    def __init__(
        self,
        rules: Sequence[WordingRule],
        allow: tuple[str, ...],
        fold: Fold,
        make_finder: MakeFinder,
    ) -> None:
        self._fold = fold
        self._allow = allow
        apart = {Check.WORDS, Check.ONE_WORD}
        self._counting: dict[MayCount, list[WordingRule]] = {}
        for rule in rules:
            if rule.check not in apart:
                self._counting.setdefault(may_count(rule.check), []).append(rule)
        self._one_word = next((rule for rule in rules if rule.check is Check.ONE_WORD), None)
        self._may_answer = may_count(Check.ONE_WORD)
        self._looks = tuple((rule, look) for rule in rules for look in rule.looks)
        self._plain = self._by_word(squeezed=False)
        self._squeezed = self._by_word(squeezed=True)
        self._find = make_finder({*self._plain, *self._squeezed})

    def look_at(self, text: str, about: Circumstances) -> Iterator[Finding]:
        """Gives what the rules find, rule by rule."""
        reading = read(text, self._fold)
        answered: tuple[Finding, ...] = ()
        if self._one_word is not None and self._may_answer(reading, about):
            answered = tuple(self._counted(self._one_word, reading, about))
            yield from answered
        for may, rules in self._counting.items():
            if may(reading, about):
                for rule in rules:
                    yield from self._counted(rule, reading, about)
        if answered:
            return  # all of it is to be said otherwise: its words need no looking at
        plain = tuple(self._find(reading.plain))
        squeezed = tuple(self._find(reading.squeezed)) if reading.hides else plain
        if not plain and not squeezed:
            return
        found: dict[str, tuple[WordingRule, list[_Hit]]] = {}
        for by_word, words in ((self._plain, plain), (self._squeezed, squeezed)):
            for number, ends in _worth_trying(by_word, words).items():
                rule, _ = self._looks[number]
                for hit in self._hits(number, ends, reading):
                    found.setdefault(rule.id, (rule, []))[1].append(hit)
        for rule, hits in found.values():
            yield from self._findings(rule, hits, reading.source)

    def _counted(
        self, rule: WordingRule, reading: Reading, about: Circumstances
    ) -> Iterator[Finding]:
        for start, end, word, replacement in count(rule, reading, about):
            yield Finding(0, start, end, rule.id, word, rule.severity, replacement)

    def _by_word(self, *, squeezed: bool) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, (_, look) in enumerate(self._looks):
            if look.squeezed is squeezed:
                for word in look.words:
                    found.setdefault(word, []).append(number)
        return found

    def _hits(
        self, number: int, words: Sequence[tuple[int, str]], reading: Reading
    ) -> Iterator[_Hit]:
        """Gives the places of one look, in the source, that nothing around them excuses."""
        _, look = self._looks[number]
        text = reading.squeezed if look.squeezed else reading.plain
        for start, end, places in _places(look, words, text):
            if self._excused(look, text, start, end):
                continue
            span = reading.span(start, end) if look.squeezed else (start, end)
            if span is None:
                continue
            source = reading.source
            # Where characters were squeezed out, a group's place would be another one.
            groups = {} if look.squeezed else {name: source[a:b] for name, (a, b) in places.items()}
            mending = mend(look, text[start:end], groups, source, reading.plain, *span)
            yield _Hit(*span, number, mending)

    def _excused(self, look: Look, text: str, start: int, end: int) -> bool:
        before = text[max(0, start - _BEFORE) : start]
        quoted = (before[-1:] + text[end : end + 1]) in _QUOTES and not look.squeezed
        return bool(
            quoted
            or (not look.squeezed and _in_title(before, text, end))
            or (look.after is not None and not look.after.match(text, end))
            or (look.unless_before is not None and look.unless_before.search(before))
            or (look.unless_after is not None and look.unless_after.match(text, end))
            or (look.unless_inside is not None and look.unless_inside.match(text, start))
            or any(_covered(text, start, end, word) for word in look.unless)
            or any(_covered(text, start, end, word) for word in self._allow)
            or (
                look.unless_sentence is not None
                and look.unless_sentence.search(sentence_around(text, start, end))
            )
        )

    def _findings(self, rule: WordingRule, hits: list[_Hit], source: str) -> Iterator[Finding]:
        """Gives the findings of one rule: of places that overlap the first, of those that begin
        together the longest, and of those one with something to say instead.
        """
        done = 0
        for start, end, _, mending in sorted(hits, key=_order):
            if start < done:
                continue
            done = end
            found = Finding(0, start, end, rule.id, source[start:end], rule.severity)
            if mending is not None:
                wide = (mending.start, mending.end)
                found = replace(
                    found,
                    replacement=mending.replacement,
                    replaced=None if wide == (start, end) else wide,
                )
            yield found


def _worth_trying(
    by_word: Mapping[str, Sequence[int]], words: Iterable[tuple[int, str]]
) -> dict[int, list[tuple[int, str]]]:
    """Gives the numbers of the looks that have one of ``words``, each with those it has."""
    found: dict[int, list[tuple[int, str]]] = {}
    for end, word in words:
        for number in by_word.get(word, ()):
            found.setdefault(number, []).append((end, word))
    return found


def _places(look: Look, words: Sequence[tuple[int, str]], text: str) -> Iterator[_Place]:
    if look.pattern is None:
        for end, word in words:
            yield _Place(end - len(word), end, _NO_GROUPS)
        return
    for match in look.pattern.finditer(text):
        groups = {name: match.span(name) for name, said in match.groupdict("").items() if said}
        yield _Place(*groups.get("place", match.span()), groups)


_NO_GROUPS: Mapping[str, tuple[int, int]] = MappingProxyType({})


def _in_title(before: str, text: str, end: int) -> bool:
    """Whether a place stands in the title of a work: 《最好的我们》 is sold, and claims nothing."""
    opened = before.rfind("《")
    if opened < 0 or "》" in before[opened:]:
        return False
    closed = text.find("》", end, end + _BEFORE)
    return closed >= 0 and "\n" not in text[end:closed] and "《" not in text[end:closed]


def _covered(text: str, start: int, end: int, word: str) -> bool:
    """Whether ``word`` stands in ``text`` so that it covers the place."""
    first = max(0, end - len(word))
    at = text.find(word, first, start + len(word))
    return 0 <= at <= start and at + len(word) >= end
