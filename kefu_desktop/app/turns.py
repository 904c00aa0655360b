"""Which wording of a reply a buyer gets: they take turns, so that nobody who asks twice is answered
by a robot.

A buyer is known by the chat in front: the window, and its title where that names who is in it. A
window whose title tells nothing, or changes with a count of messages, is one buyer to us; then each
delivery into it gets another wording than the one before, whoever reads it.
"""

from collections import OrderedDict

from kefu_desktop.app.composing import first_variant
from kefu_desktop.app.ports import Target
from kefu_desktop.core.model import Reply, Uid, Use

REMEMBERED = 4_000
"""Chats and replies of a long day; the oldest are forgotten first."""

_Chat = tuple[Uid, int, str, str | None]


class Turns:
    """Remembers who was told what, while the program runs. GUI thread."""

    def __init__(self) -> None:
        self._said: OrderedDict[_Chat, str] = OrderedDict()

    def next(self, reply: Reply, use: Use, chat: Target | None) -> int:
        """Gives the number of the wording whose turn it is in this chat: the one after the last
        there; where there was none, after that of the last delivery anywhere.
        """
        last = self.last(reply, chat)
        if last is None:
            return first_variant(reply, use)
        return (last + 1) % len(reply.variants)

    def last(self, reply: Reply, chat: Target | None) -> int | None:
        """Gives the number of the wording that this chat has seen last, None where it saw none that
        the reply still has.
        """
        for place in _places(reply.uid, chat):
            text = self._said.get(place)
            if text is not None:
                texts = [variant.text for variant in reply.variants]
                return texts.index(text) if text in texts else None
        return None

    def delivered(self, uid: Uid, text: str, chat: Target | None) -> None:
        """The wording ``text`` went into this chat."""
        for place in _places(uid, chat):
            self._said[place] = text
            self._said.move_to_end(place)
        while len(self._said) > REMEMBERED:
            self._said.popitem(last=False)


def _places(uid: Uid, chat: Target | None) -> tuple[_Chat, ...]:
    """Gives under what a delivery is remembered: the buyer, then the window."""
    if chat is None:
        return ()
    return (
        (uid, chat.handle, chat.identity, chat.title),
        (uid, chat.handle, chat.identity, None),
    )
