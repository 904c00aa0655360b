"""What screens and terminal are told about leaving and coming back: values alone."""

from enum import StrEnum

from msgspec import Struct

from kefu_desktop.core.clients import ClientKey
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.schedule import Hours
from kefu_desktop.core.standing import Away, Got, State


class PasteHint(Struct, frozen=True):
    """Where in a chat client a text can be put that answers by itself, in two languages."""

    client: ClientKey
    zh: str
    en: str


class Message(Struct, frozen=True):
    """An away reply as it would be sent now. ``variant`` is its wording before anything was filled
    in; ``copied`` whether it was put on the clipboard; ``where`` names the clients used most lately
    first.
    """

    uid: Uid
    title: str
    variant: str
    text: str
    copied: bool = False
    where: tuple[PasteHint, ...] = ()


class PresenceStatus(Struct, frozen=True):
    """How it stands: the state, the working hours (None: none are set), the message in use (None:
    here, or the library has none), and who got it.
    """

    state: State
    hours: Hours | None = None
    message: Message | None = None
    got: tuple[Got, ...] = ()


class Summary(Struct, frozen=True):
    """What somebody hears who is back: how they were away, since when they are here, who got the
    message, and the replies that ask for patience, the fittest first.
    """

    away: Away
    at: Millis
    got: tuple[Got, ...] = ()
    offers: tuple[Uid, ...] = ()


class Pasting(StrEnum):
    """What came of the key that pastes the away message."""

    PASTED = "pasted"
    COPIED = "copied"
    """It is on the clipboard; the chat could not be reached."""
    ALREADY = "already"
    """This window has it; the same key again pastes it once more."""
    NOTHING = "nothing"
    """There is no reply that fits, or the clipboard cannot be had."""
