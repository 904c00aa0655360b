"""What in the wording of a reply is better looked at again, with its place in the text.

A rule looks at one text and knows nothing else, so the editor can ask it about words that are not
saved yet. A finding keeps nothing from being saved or sent; what does is refused elsewhere.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kefu_desktop.core.template import Context, Problem, render

Reason = Problem
"""Why something is found. So far only placeholders are looked at."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a variant, counted in its source text, and what is the matter with it. ``word``
    is what the reason speaks of: the mood that is unknown, the form that says nothing.
    """

    variant: int
    start: int
    end: int
    reason: Reason
    word: str


Rule = Callable[[str, int], Iterable[Finding]]
"""Gives what there is to say of a text, as of variant 0, of a reply that has so many images. It is
pure, and quick on every text.
"""


def placeholders(write_mood: Callable[[str], str | None]) -> Rule:
    """Gives the rule that finds placeholders which will leave a hole whenever the text is used."""
    neutral = Context(datetime(2000, 1, 1, tzinfo=UTC), write_mood=write_mood)

    def rule(text: str, images: int) -> Iterator[Finding]:
        if "{" not in text:
            return
        for start, end, problem, word in render(text, replace(neutral, images=images)).troubles:
            yield Finding(0, start, end, problem, word)

    return rule


def look_at(texts: Sequence[str], images: int, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """Gives what ``rules`` find in the variants ``texts`` of a reply with so many images, in the
    order in which it is read.
    """
    found = [
        replace(finding, variant=variant)
        for variant, text in enumerate(texts)
        for rule in rules
        for finding in rule(text, images)
    ]
    return tuple(sorted(found, key=lambda one: (one.variant, one.start, one.end)))
