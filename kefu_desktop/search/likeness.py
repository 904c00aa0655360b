"""Which replies say nearly the same: groups of them, found in seconds among 100,000.

Compared are letters and digits alone, folded as for the search: punctuation, white space and
emoticons are how something is said. A group is about one wording, so a reply of several variants
may be in several groups; and not all of a group need be as alike as its neighbours are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from msgspec import Struct

from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.core.watching import Watch
from kefu_desktop.search.sketches import AGREEMENT, Pairs, Sketches, one_apart
from kefu_desktop.search.text import Folding

NEARLY = 0.85
"""From this likeness on two texts say nearly the same: of some twenty characters one word is
another.
"""

ENOUGH = 5
"""In fewer letters and digits one more or less may be the whole difference: 今天发货, 明天发货."""

_SILENT = {Means.MOOD, Means.PART, Means.CURSOR}

_BEGINNING = 16
"""By so many characters texts are put in order."""

_CHUNK = 500
"""So many texts are folded in one go."""


class Alike(Struct, frozen=True):
    """Replies by their numbers, ascending, at least two. ``likeness`` is that of the two neighbours
    least alike: 1 when all say the same.
    """

    members: tuple[int, ...]
    likeness: float


class Plain:
    """Reduces texts to what they say."""

    __slots__ = ("_folding", "_unsaid")

    def __init__(self, folding: Folding, moods: Iterable[str]) -> None:
        """``moods`` are names that chat clients write emoticons with: ``[微笑]``, ``/微笑``."""
        self._folding = folding
        names = "|".join(re.escape(folding.text(mood)) for mood in sorted(moods, key=len)[::-1])
        named = rf"\[(?:{names})\]|/(?:{names})|" if names else ""
        # Wangwang writes /:087 and /:-W: a stroke and a colon, then digits, or signs with a letter.
        self._unsaid = re.compile(rf"{named}/:(?:\d{{3}}|[^\w\s]*[a-z]?)|[^\w\0]+|_+")

    def reduce(self, texts: Iterable[str]) -> Iterator[str]:
        """Gives the letters and digits of each text, folded; of a text without any, all it has."""
        many = iter(texts)
        while some := list(islice(many, _CHUNK)):
            folded = self._folding.text("\0".join(map(_spoken, some)))
            said = self._unsaid.sub("", folded).split("\0")
            for text, whole in zip(said, some, strict=True):
                yield text or "".join(self._folding.text(whole).split())


def _spoken(text: str) -> str:
    """Leaves out the placeholders that say nothing."""
    text = text.replace("\0", "")
    if "{" not in text:
        return text
    kept, at = [], 0
    for node in parse(text):
        if isinstance(node, Slot) and node.means in _SILENT:
            kept.append(text[at : node.start])
            at = node.end
    return "".join((*kept, text[at:]))


class Said:
    """All that many replies say, each text once, and which of them say it."""

    __slots__ = ("_first", "_others")

    def __init__(self, replies: Iterable[Sequence[str]], plain: Plain) -> None:
        """Goes through ``replies``, each the texts it may be sent as, and numbers them from 0."""
        numbers: list[int] = []

        def said() -> Iterator[str]:
            for number, texts in enumerate(replies):
                numbers.extend([number] * len(texts))
                yield from texts

        # Nearly every text is said by one reply. A list for each would be 100,000 objects for the
        # collector of garbage to go through again and again, with every other thread waiting.
        self._first: dict[str, int] = {}
        self._others: dict[str, list[int]] = {}
        for place, text in enumerate(plain.reduce(said())):
            if text and self._first.setdefault(text, numbers[place]) != numbers[place]:
                self._others.setdefault(text, []).append(numbers[place])

    def texts(self) -> Sequence[str]:
        """Gives the texts; those with the same beginning are neighbours."""
        texts = list(self._first)
        # By numpy, which lets other threads go on.
        begins = np.array(texts, f"U{_BEGINNING}") if texts else np.empty(0, "U1")
        return [texts[place] for place in np.argsort(begins, kind="stable").tolist()]

    def by(self, text: str) -> Iterator[int]:
        """Gives the numbers of the replies that say ``text``; some twice."""
        yield self._first[text]
        yield from self._others.get(text, ())

    def repeated(self, text: str) -> bool:
        """Whether several replies say ``text``."""
        return text in self._others


def groups(said: Said, watch: Watch = Watch()) -> tuple[Alike, ...]:  # noqa: B008
    """Gives the groups of replies that say nearly the same; those of the greatest likeness first.

    Texts that are the same are always found, and texts of at least :data:`ENOUGH` letters that
    differ in one; others from a likeness of :data:`NEARLY` on, all but one or two in a hundred.
    The same replies give the same groups. Raises Cancelled.
    """
    texts = said.texts()
    families = _families(texts, watch)
    joined = {number for family in families for number in family.texts}
    families += [
        _Family([number], closest=1.0)
        for number, text in enumerate(texts)
        if number not in joined and said.repeated(text)
    ]
    found = []
    for family in families:
        members = sorted({number for text in family.texts for number in said.by(texts[text])})
        if len(members) > 1:
            again = any(said.repeated(texts[text]) for text in family.texts)
            closest = 1.0 if again else family.closest
            found.append((-closest, Alike(tuple(members), family.likeness)))
    found.sort(key=lambda one: (one[0], one[1].members))
    return tuple(_not_within_others([alike for _, alike in found]))


def nearest(said: Said, known: int, watch: Watch = Watch()) -> dict[int, int]:  # noqa: B008
    """Gives by the numbers of replies from ``known`` on which reply below it says nearly the same:
    one of those most alike. The same replies give the same answer. Raises Cancelled.
    """
    texts = said.texts()
    # By text: the first reply below that says it (-1 for none), and those above that do.
    below: list[int] = []
    above: list[list[int]] = []
    for text in texts:
        numbers = sorted(set(said.by(text)))
        below.append(numbers[0] if numbers[0] < known else -1)
        above.append([number for number in numbers if number >= known])
    told = np.array(below, dtype=np.int64) >= 0
    asked = np.array([bool(one) for one in above], dtype=np.bool_)

    def between(pairs: Pairs) -> Pairs:
        first, second = pairs
        return pairs.only((told[first] & asked[second]) | (asked[first] & told[second]))

    found: dict[int, int] = {}
    for place in np.flatnonzero(told & asked).tolist():
        found.update((number, below[place]) for number in above[place])
    if told.any() and asked.any():
        sketches = Sketches(texts, watch.stage(0, 20))
        for one, other, _ in watch.over(_links(texts, sketches, watch, between)):
            for asking, answering in ((one, other), (other, one)):
                if below[answering] >= 0:
                    for number in above[asking]:
                        found.setdefault(number, below[answering])
    return found


class _Family(Struct):
    """Texts by their numbers, the head first; how alike the two most alike are, and the two
    neighbours least alike.
    """

    texts: list[int]
    closest: float = 0.0
    likeness: float = 1.0

    def take(self, other: _Family, likeness: float) -> None:
        """Makes those of another its own; two neighbours are of this likeness."""
        self.texts += other.texts
        self.closest = max(self.closest, other.closest, likeness)
        self.likeness = min(self.likeness, other.likeness, likeness)


def _families(texts: Sequence[str], watch: Watch) -> list[_Family]:
    """Gives the families of different ``texts`` that belong to one.

    The most alike find together first. Families become one only when their heads are worth
    comparing too: else a chain of small steps would lead from any text to any. Who is left alone by
    that goes to its nearest.
    """
    family_of: dict[int, _Family] = {}
    nearest: dict[int, tuple[int, float]] = {}
    sketches = Sketches(texts, watch.stage(0, 20))

    def join(big: _Family, small: _Family, likeness: float) -> None:
        big.take(small, likeness)
        for text in small.texts:
            family_of[text] = big

    for one, other, likeness in watch.stage(90, 100).over(_links(texts, sketches, watch)):
        for text, neighbour in ((one, other), (other, one)):
            if text not in family_of:
                family_of[text] = _Family([text])
                nearest[text] = neighbour, likeness
        big, small = family_of[one], family_of[other]
        if len(big.texts) < len(small.texts):
            big, small = small, big
        if big is not small and (
            len(big.texts) == 1 or sketches.agreement(big.texts[0], small.texts[0]) >= AGREEMENT
        ):
            join(big, small, likeness)
    alone = [text for text, family in family_of.items() if len(family.texts) == 1]
    for text, family in [(text, family_of[nearest[text][0]]) for text in alone]:
        join(family, family_of[text], nearest[text][1])
    return list({id(family): family for family in family_of.values()}.values())


def _all(pairs: Pairs) -> Pairs:
    return pairs


def _links(
    texts: Sequence[str],
    sketches: Sketches,
    watch: Watch,
    wanted: Callable[[Pairs], Pairs] = _all,
) -> Iterator[tuple[int, int, float]]:
    """Gives the ``wanted`` pairs of ``texts`` that say nearly the same with their likeness, the
    most alike first; some twice.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    near = wanted(sketches.candidates(NEARLY, watch.stage(20, 50)))
    likeness = sketches.likeness(near, watch.stage(50, 90))
    near, likeness = near.only(likeness >= NEARLY), likeness[likeness >= NEARLY]
    close = wanted(one_apart(texts))
    close = close.only(np.maximum(lengths[close.first], lengths[close.second]) >= ENOUGH)
    likeness = np.concatenate((likeness, sketches.likeness(close, watch.stage(90, 90))))
    first, second = (np.concatenate(sides) for sides in zip(near, close, strict=True))
    order = np.lexsort((second, first, -likeness))
    links = (first[order], second[order], likeness[order])
    return zip(*map(np.ndarray.tolist, links), strict=True)


def _not_within_others(groups: Sequence[Alike]) -> Iterator[Alike]:
    """Leaves out groups that are but a part of another, or another once more."""
    holding: dict[int, list[frozenset[int]]] = {}
    kept = set()
    for place in sorted(range(len(groups)), key=lambda place: -len(groups[place].members)):
        members = frozenset(groups[place].members)
        if not any(members <= other for other in holding.get(min(members), ())):
            kept.add(place)
            for member in members:
                holding.setdefault(member, []).append(members)
    return (group for place, group in enumerate(groups) if place in kept)
