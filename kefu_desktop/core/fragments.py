"""Puts the texts of other replies in the place of ``{片段:…}``, and what those refer to in theirs.

What is taken in has no place in the source; so whatever goes wrong in it is told of the placeholder
that brought it in.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from kefu_desktop.core.placeholders import Means, Mistake, Node, Slot, read

DEPTH_LIMIT = 8
"""So deep a reply may refer to others that refer to others."""

COUNT_LIMIT = 100
"""So many may be taken into one reply: ten that each take in ten are a hundred already."""


class Fragment(NamedTuple):
    """The wordings of a reply that is referred to; ``key`` is the same by whatever name it is."""

    key: str
    texts: tuple[str, ...]


FragmentSource = Callable[[str], Fragment | None]
"""Gives the reply with a title or shortcut, None where there is none."""


class Failure(StrEnum):
    """Why nothing comes in the place of a fragment."""

    MISSING = "missing"
    CYCLE = "cycle"
    TOO_DEEP = "too-deep"
    IMAGE = "image"


Fail = Callable[[Slot, Failure, str], object]
"""Told of the placeholder in the source, what is the matter, and the name of the fragment."""


class Unfolding:
    """Takes fragments in, for one rendering."""

    def __init__(
        self,
        source: FragmentSource,
        pick: Callable[[int], int],
        fail: Fail,
        mistaken: Callable[[Mistake], object],
    ) -> None:
        self._source = source
        self._pick = pick
        self._fail = fail
        self._mistaken = mistaken
        self._count = 0

    def unfold(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Gives ``nodes`` without fragments. The others in one have the place of the outermost."""
        return self._unfold(nodes, None, ())

    def _unfold(
        self, nodes: Iterable[Node], outer: Slot | None, inside: tuple[str, ...]
    ) -> Iterator[Node]:
        for node in nodes:
            if isinstance(node, str):
                yield node
                continue
            slot = node
            if outer is not None:
                slot = node._replace(start=outer.start, end=outer.end)
            if slot.means is Means.FRAGMENT:
                yield from self._take_in(slot, outer or slot, inside)
            elif slot.means is Means.IMAGE and outer is not None:
                # Its images stay where they are: only the words of a reply are taken in.
                self._fail(outer, Failure.IMAGE, outer.default or "")
            else:
                yield slot

    def _take_in(self, slot: Slot, outer: Slot, inside: tuple[str, ...]) -> Iterator[Node]:
        name = (slot.default or "").strip()
        found = self._source(name)
        if found is None or not found.texts:
            self._fail(outer, Failure.MISSING, name)
            return
        if found.key in inside:
            self._fail(outer, Failure.CYCLE, name)
            return
        self._count += 1
        if len(inside) == DEPTH_LIMIT or self._count > COUNT_LIMIT:
            self._fail(outer, Failure.TOO_DEEP, name)
            return
        reading = read(found.texts[self._pick(len(found.texts))])
        for _ in reading.mistakes:
            self._mistaken(Mistake(outer.start, outer.end))
        yield from self._unfold(reading.nodes, outer, (*inside, found.key))
