"""Away replies as they are sent: which the library has, the one that fits, filled in for a client.

A reply that would ask for something is passed over: nobody is there to be asked.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from kefu_desktop.app.attendance import Message, PasteHint
from kefu_desktop.app.composing import Composer, Occasion, first_variant
from kefu_desktop.app.ports import Target
from kefu_desktop.core.away import AwayWords, Candidate, Rules, for_coming_back, for_leaving
from kefu_desktop.core.clients import Client, ClientKey
from kefu_desktop.core.model import Kind, Reply, Uid, Use, category_path
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.core.standing import Reason

if TYPE_CHECKING:
    from kefu_desktop.store.queries import Queries

_OF_TODAY = {Means.DATE, Means.TIME, Means.WEEKDAY, Means.FESTIVAL, Means.GREETING}

MOST = 500
"""Away replies that are looked at. Shops have some dozens."""

_LATELY = 300
"""Deliveries that tell which clients somebody works with."""


class Asking(Protocol):
    """What answers a question about the library."""

    def __call__(self, question: "Callable[[Queries], Gathered]", /) -> "Future[Gathered]": ...


class Gathered(Struct, frozen=True):
    """The away replies of the library, how often each was used, and the programs that replies were
    delivered to, the latest first.
    """

    candidates: tuple[Candidate, ...] = ()
    uses: Mapping[Uid, Use] = field(default_factory=dict)
    programs: tuple[str, ...] = ()


class AutoReply(Struct, frozen=True):
    """A text for a client's own auto reply. ``cut``: it is longer than the client takes, and this
    is its beginning.
    """

    client: Client
    reason: Reason
    message: Message
    cut: bool = False
    hint: PasteHint | None = None


class AwayMessages:
    """Chooses and renders. Whoever asks brings along what :meth:`gather` has given."""

    def __init__(
        self,
        ask: Asking,
        composer: Composer,
        rules: Callable[[], Rules],
        recognise: Callable[[Target | None], Client],
        hints: Path,
    ) -> None:
        """``hints`` is the file that says where in each client a text is put."""
        self._ask = ask
        self._composer = composer
        self._rules = rules
        self._recognise = recognise
        self._hints_file = hints
        self._hints: Mapping[ClientKey, PasteHint] | None = None

    def gather(self) -> "Future[Gathered]":
        """Reads the away replies, off this thread where the library has one of its own."""
        return self._ask(_gather)

    def fitting(self, gathered: Gathered, reason: Reason, minute: int) -> tuple[Reply, ...]:
        """Gives the replies for leaving at so many minutes after midnight, the fittest first."""
        return for_leaving(self._rules(), reason, minute, gathered.candidates)

    def offers(self, gathered: Gathered, reason: Reason) -> tuple[Uid, ...]:
        """Gives the replies for those who waited, the fittest first."""
        back = for_coming_back(self._rules(), reason, gathered.candidates)
        return tuple(reply.uid for reply in back)

    def message(
        self,
        gathered: Gathered,
        replies: Iterable[Reply],
        words: Callable[[str], AwayWords] | None = None,
        client: Client | None = None,
        turn: int = 0,
    ) -> Message | None:
        """Gives the first of ``replies`` that can be sent as it is; wordings take turns, ``turn``
        further on than use alone has them. None where none can.

        ``words`` gives what a text has to say of being away; None: what is so now.
        """
        return next(self.messages(gathered, replies, words, client, turn), None)

    def messages(
        self,
        gathered: Gathered,
        replies: Iterable[Reply],
        words: Callable[[str], AwayWords] | None = None,
        client: Client | None = None,
        turn: int = 0,
    ) -> Iterator[Message]:
        """Gives those of ``replies`` that can be sent, as :meth:`message` does."""
        for reply in replies:
            texts = self._texts(gathered, reply, words, client or Client(), turn)
            if texts:
                variant, parts = texts
                yield Message(reply.uid, reply.title, variant, parts[0])

    def auto_reply(
        self,
        gathered: Gathered,
        client: Client,
        reason: Reason,
        minute: int,
        words: Callable[[str], AwayWords],
    ) -> AutoReply | None:
        """Gives what ``client`` could answer by itself while somebody is away for ``reason``: a
        wording that it takes whole, and that says nothing of the day or the hour at which it is
        written, before any other. None where the library has none.
        """
        second: AutoReply | None = None
        for reply in self.fitting(gathered, reason, minute):
            for turn in range(len(reply.variants)):
                found = self._texts(gathered, reply, words, client, turn - _use(gathered, reply))
                if found is None:
                    continue
                variant, parts = found
                message = Message(reply.uid, reply.title, variant, parts[0])
                hint = self.hints().get(client.key)
                one = AutoReply(client, reason, message, len(parts) > 1, hint)
                if not one.cut and _is_timeless(variant):
                    return one
                second = second or one
        return second

    def where(self, gathered: Gathered) -> tuple[PasteHint, ...]:
        """Gives where texts are put in the clients that somebody works with, the latest first; of
        all clients where nothing was delivered yet.
        """
        targets = (Target(0, program=program) for program in gathered.programs)
        keys = dict.fromkeys(self._recognise(target).key for target in targets)
        known = self.hints()
        used = tuple(known[key] for key in keys if key in known)
        return used or tuple(known.values())

    def hints(self) -> Mapping[ClientKey, PasteHint]:
        """Gives where in each client a text is put that answers by itself."""
        if self._hints is None:
            document = tomllib.loads(self._hints_file.read_text(encoding="utf-8"))
            found = (
                PasteHint(ClientKey(one["client"]), one["zh"], one["en"])
                for one in document["place"]
            )
            self._hints = {hint.client: hint for hint in found}
        return self._hints

    def _texts(
        self,
        gathered: Gathered,
        reply: Reply,
        words: Callable[[str], AwayWords] | None,
        client: Client,
        turn: int,
    ) -> tuple[str, list[str]] | None:
        """Gives a wording and the messages it makes; None where it asks for something, or has
        nothing to say.
        """
        use = gathered.uses.get(reply.uid, Use())
        chosen = first_variant(reply, Use(use.count + turn))
        variant = reply.variants[chosen].text
        away = None if words is None else words(variant)
        occasion = Occasion(client=client, seed=use.count + turn, away=away)
        rendered = self._composer.compose(variant, occasion)
        parts = [part.text for part in rendered.parts if part.image is None and part.text.strip()]
        return None if rendered.missing or not parts else (variant, parts)


def _is_timeless(text: str) -> bool:
    slots = (node for node in parse(text) if isinstance(node, Slot))
    return not any(slot.means in _OF_TODAY for slot in slots)


def _use(gathered: Gathered, reply: Reply) -> int:
    return gathered.uses.get(reply.uid, Use()).count


def _gather(library: "Queries") -> Gathered:
    with library.snapshot():
        replies = library.of_kind(Kind.AWAY, MOST)
        categories = library.categories()
        uses = {reply.uid: library.use(reply.uid) for reply in replies}
        delivered = library.deliveries(_LATELY)
    return Gathered(
        tuple(Candidate(reply, category_path(categories, reply.category)) for reply in replies),
        uses,
        tuple(dict.fromkeys(one.client for one in delivered if one.client)),
    )
