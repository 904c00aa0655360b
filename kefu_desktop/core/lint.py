"""What in the wording of a reply is better looked at again, with its place in the text.

A rule looks at one text and what it is written for, and knows nothing else, so the editor can ask
it about words that are not saved yet. A finding keeps nothing from being saved or sent; what does
is refused elsewhere.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import NewType

from msgspec import Struct
from msgspec.structs import replace

from kefu_desktop.core.fragments import FragmentSource
from kefu_desktop.core.model import Uid
from kefu_desktop.core.template import Context, Problem, render

RuleId = NewType("RuleId", str)
"""The name of a rule about wording, stable across versions: ignoring a finding remembers it."""

Reason = Problem | RuleId
"""Why something is found: a placeholder will leave a hole, or a rule minds the words."""


class Severity(StrEnum):
    """How much a finding matters, the gravest first. An error should not reach a buyer."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Finding(Struct, frozen=True):
    """A stretch of a variant, counted in its source text, and what is the matter with it.

    ``word`` is what the reason speaks of: the mood that is unknown, the words that are minded, how
    many there are of something. ``replacement`` is what could stand there instead, empty where it
    is better left out, None where only a person can tell. It takes the place of what was found, or
    of the wider stretch ``replaced``: said otherwise, a refusal takes its whole clause along.
    """

    variant: int
    start: int
    end: int
    reason: Reason
    word: str
    severity: Severity = Severity.ERROR
    replacement: str | None = None
    replaced: tuple[int, int] | None = None

    @property
    def mended(self) -> tuple[int, int]:
        """Gives the stretch that the replacement takes the place of."""
        return self.replaced or (self.start, self.end)


class Circumstances(Struct, frozen=True):
    """What a text is written for: how many images go with it, the tags of its reply, and how many
    characters the chat client takes at once (0: not known).
    """

    images: int = 0
    tags: tuple[str, ...] = ()
    longest: int = 0


class Waiver(Struct, frozen=True):
    """Somebody has looked at a finding of one reply and lets it be, and says why in ``note``.

    It holds wherever in that reply the same reason speaks of the same word: the text around may
    change, but other words are looked at anew.
    """

    uid: Uid
    reason: str
    word: str
    note: str

    def covers(self, uid: Uid, finding: Finding) -> bool:
        """Whether ``finding`` in the reply ``uid`` is let be."""
        return (self.uid, self.reason, self.word) == (uid, finding.reason, finding.word)


Rule = Callable[[str, Circumstances], Iterable[Finding]]
"""Gives what there is to say of a text, as of variant 0. It is pure, and quick on every text."""


def placeholders(
    write_mood: Callable[[str], str | None],
    fragment: FragmentSource = lambda name: None,
) -> Rule:
    """Gives the rule that finds placeholders which will leave a hole whenever the text is used, and
    what would be sent as it stands for want of a right spelling.
    """
    neutral = Context(datetime(2000, 1, 1, tzinfo=UTC), write_mood=write_mood, fragment=fragment)

    def rule(text: str, about: Circumstances) -> Iterator[Finding]:
        if "{" not in text and "｛" not in text:
            return
        context = replace(neutral, images=about.images)
        for start, end, problem, word in render(text, context).troubles:
            yield Finding(0, start, end, problem, word)

    return rule


def look_at(
    texts: Sequence[str], about: Circumstances, rules: Sequence[Rule]
) -> tuple[Finding, ...]:
    """Gives what ``rules`` find in the variants ``texts`` of one reply, in the order in which it is
    read.
    """
    found = [
        replace(finding, variant=variant) if variant else finding
        for variant, text in enumerate(texts)
        for rule in rules
        for finding in rule(text, about)
    ]
    return tuple(sorted(found, key=lambda one: (one.variant, one.start, one.end)))


def apply(text: str, finding: Finding) -> str:
    """Gives ``text`` with what was found replaced; as it is where there is no replacement.
    ``finding`` must have been found in exactly this text.
    """
    if finding.replacement is None:
        return text
    start, end = finding.mended
    return text[:start] + finding.replacement + text[end:]
