"""Finds any of some thousand words in a text in one pass (Aho and Corasick, 1975).

All occurrences are given, also those within each other: which one matters is for the caller.
"""

from collections.abc import Callable, Iterable

import ahocorasick  # type: ignore[import-not-found]  # it ships no types

FindWords = Callable[[str], Iterable[tuple[int, str]]]


def make_finder(words: Iterable[str]) -> FindWords:
    """Gives a function that finds every occurrence of ``words``: its end, exclusive, and the
    word. It may be called by any thread.
    """
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    if not len(automaton):
        return lambda text: ()
    automaton.make_automaton()

    def find(text: str) -> Iterable[tuple[int, str]]:
        return [(end + 1, word) for end, word in automaton.iter(text)]

    return find
