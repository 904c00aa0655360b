"""Puts a reply into words for this moment and this client: the same for preview, delivery and the
command line, so that what was shown is what is sent.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct, field

from kefu_desktop.app.almanac import Almanac
from kefu_desktop.app.ports import Clock
from kefu_desktop.core.away import AwayWords
from kefu_desktop.core.clients import Client
from kefu_desktop.core.dates import Tongue
from kefu_desktop.core.emoticons import Moods
from kefu_desktop.core.enriching import enriched
from kefu_desktop.core.fitting import fit
from kefu_desktop.core.fragments import FragmentSource
from kefu_desktop.core.model import Reply, Use
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.core.settings import Language, Settings
from kefu_desktop.core.template import Ask, Context, Rendered, asks, render


class Occasion(Struct, frozen=True):
    """What one use of a reply brings along: the answers given, and the client it goes to.

    ``at`` is the local time to write it for, None for now. ``enrich`` where
    :func:`may_be_enriched` says so of the reply. ``spoken`` is the language of who uses it, None
    where the composer knows. ``away`` is what to say of being away, None as it is now.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=Client)
    seed: int = 0
    enrich: bool = False
    at: datetime | None = None
    spoken: Language | None = None
    away: AwayWords | None = None


def _nobody_away(text: str) -> AwayWords:
    return AwayWords()


class Composer:
    """Renders texts with the settings and the time as they are when it is asked."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        moods: Moods,
        clock: Clock,
        fragment: FragmentSource = lambda name: None,
        spoken: Callable[[], Language] = lambda: Language.ZH_CN,
        away: Callable[[str], AwayWords] = _nobody_away,
    ) -> None:
        """``fragment`` gives the reply that ``{片段:…}`` names; asked on the caller's thread.
        ``spoken`` is the language of the program at this moment, in which dates and greetings of a
        text are written that is not in Chinese itself. ``away`` gives what a text has to say of
        somebody's being away.
        """
        self._settings = settings
        self._moods = moods
        self._clock = clock
        self._fragment = fragment
        self._spoken = spoken
        self._away = away
        self._almanac = Almanac()

    @property
    def fragment(self) -> FragmentSource:
        """What gives the reply that ``{片段:…}`` names."""
        return self._fragment

    @property
    def moods(self) -> Moods:
        """The emoticons that ``{表情:…}`` can name."""
        return self._moods

    def compose(self, text: str, occasion: Occasion, images: int = 0) -> Rendered:
        """Gives ``text``, of a reply with so many ``images``, as it would be sent now."""
        context = self._context(text, occasion, images)
        rendered = render(text, context)
        settings, manner = self._settings().emoticons, occasion.client.manner
        if occasion.enrich and settings.greetings:
            hour, tone = context.moment.hour, settings.skin_tone
            rendered = enriched(rendered, text, self._moods, hour, manner.style, tone)
        return fit(rendered, manner)

    def glimpse(self, slot: str) -> str:
        """Gives what stands for one placeholder in a line that is only looked at: its value now,
        its name where it will be asked for, a sign where a message ends or an image stands.
        """
        rendered = self.compose(slot, Occasion())
        if rendered.missing:
            return f"‹{rendered.missing[0].name}›"
        return rendered.parts[0].text or _sign(slot)

    def asks(self, text: str, occasion: Occasion) -> tuple[Ask, ...]:
        """Gives what can be asked about ``text``, each name once."""
        return asks(text, self._context(text, occasion))

    def _context(self, text: str, occasion: Occasion, images: int = 0) -> Context:
        settings = self._settings()
        now = datetime.fromtimestamp(self._clock.now() / 1000).astimezone()
        away = occasion.away or self._away(text)
        return Context(
            moment=occasion.at or now,
            tongue=_tongue(text, occasion.spoken or self._spoken()),
            values={**settings.shop.constants, **occasion.values},
            shop=settings.shop.name,
            agent=settings.shop.agent,
            back_at=away.back_at,
            away_reason=away.reason,
            away_for=away.span,
            write_mood=lambda name: self._moods.write(
                name, occasion.client.manner.style, settings.emoticons.skin_tone
            ),
            is_workday=self._almanac.is_workday,
            lunar=self._almanac.lunar,
            fragment=self._fragment,
            seed=occasion.seed,
            images=images,
        )


_CHINESE = re.compile(r"[\u3400-\u9fff]")


def _tongue(text: str, spoken: Language) -> Tongue:
    """Gives the language in which dates and greetings are written: Chinese among Chinese words,
    whoever uses them; else that of the user.
    """
    if spoken is not Language.EN:
        return Tongue.ZH
    words = (node for node in parse(text) if isinstance(node, str))
    return Tongue.ZH if any(map(_CHINESE.search, words)) else Tongue.EN


def _sign(slot: str) -> str:
    """Gives the sign for a placeholder that puts no text into its message."""
    for node in parse(slot):
        if isinstance(node, Slot) and node.means is Means.PART:
            return " ⏎ "
        if isinstance(node, Slot) and node.means is Means.IMAGE:
            return f"[{node.name}]"  # as the chat clients' own lists show an image
    return ""


def first_variant(reply: Reply, use: Use) -> int:
    """Gives which wording comes next for a buyer of whom nothing is known: they take turns."""
    return use.count % len(reply.variants)
