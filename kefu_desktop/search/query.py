"""What the agent typed, taken apart: terms that must all match, and filters.

The sigils are also known in the form a Chinese input method gives them (；＃／、). In the preedit
an apostrophe separates syllables ("fa'huo"), so it is part of a term.
"""

from __future__ import annotations

from msgspec import Struct

from kefu_desktop.search.text import Folding


class Query(Struct, frozen=True):
    """Folded and cut; all parts must hold together."""

    terms: tuple[str, ...] = ()
    shortcut: str | None = None
    """What followed `;`: the beginning of a shortcut; "" asks for any."""
    categories: tuple[tuple[str, ...], ...] = ()
    """What followed each `/`, cut at further slashes; an empty path asks for any category."""
    tags: tuple[str, ...] = ()
    """What followed each `#`; "" asks for any tag. Names of categories count as tags here."""

    @property
    def is_empty(self) -> bool:
        """Was nothing asked?"""
        return not (self.terms or self.filters)

    @property
    def filters(self) -> bool:
        """Is there anything but terms?"""
        return self.shortcut is not None or bool(self.categories or self.tags)


def parse(text: str, folding: Folding) -> Query:
    """Reads what was typed. Everything is a question: no input is wrong."""
    terms: list[str] = []
    categories: list[tuple[str, ...]] = []
    tags: list[str] = []
    shortcut: str | None = None
    for place, word in enumerate(folding.text(text).split()):
        sigil, rest = word[0], word[1:]
        if sigil == ";" and place == 0:
            shortcut = rest
        elif sigil == "#":
            tags.append(rest)
        elif sigil in "/、":
            parts = rest.replace("、", "/").split("/")
            categories.append(tuple(part for part in parts if part))
        else:
            terms.append(word)
    return Query(tuple(dict.fromkeys(terms)), shortcut, tuple(categories), tuple(tags))


def verbatim(text: str, folding: Folding) -> Query:
    """The same with sigils taken as plain characters, for texts that hold them (100元/件)."""
    return Query(tuple(dict.fromkeys(folding.text(text).split())))
