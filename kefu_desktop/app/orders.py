"""What is to be delivered, and what became of it.

The ladder: pasted → copied → failed. Each step down has its :class:`Short`, and until the last the
reply is on the clipboard.
"""

from enum import StrEnum

from msgspec import Struct, field

from kefu_desktop.app.ports import Target
from kefu_desktop.core.clients import Client
from kefu_desktop.core.model import DeliveryMode, Digest, Uid
from kefu_desktop.core.settings import DeliverySettings, EnterDoes


class Reached(StrEnum):
    """How far a delivery got."""

    PASTED = "pasted"
    COPIED = "copied"
    FAILED = "failed"


class Short(StrEnum):
    """Why a delivery stopped short of what was asked for."""

    NO_TARGET = "no-target"
    FOCUS_LOST = "focus-lost"
    KEYS_HELD = "keys-held"
    NO_PASTE = "no-paste"
    NO_CLIPBOARD = "no-clipboard"
    NO_IMAGE = "no-image"
    EMPTY = "empty"


class Order(Struct, frozen=True):
    """What is to be delivered: the text as rendered, or else an image of the library, of which
    reply, where to, and in which manner that client is pasted into.

    ``uid`` is None where it is no use of a reply, or was counted with an earlier part. ``number``
    of ``count`` parts is this one, from 1 on. ``sends`` has Enter pressed behind it.
    """

    uid: Uid | None
    variant: str
    text: str
    paste: bool
    target: Target | None
    image: Digest | None = None
    client: Client = field(default_factory=Client)
    number: int = 1
    count: int = 1
    sends: bool = False


class Receipt(Struct, frozen=True):
    """What became of an order. ``short`` is None when all was done that was asked for."""

    order: Order
    reached: Reached
    short: Short | None = None


def wants_paste(settings: DeliverySettings, mode: DeliveryMode, *, other: bool) -> bool:
    """Whether choosing a reply pastes it: by the reply's own mode, else by the setting; ``other``
    is Ctrl+Enter, which does the opposite of the setting.
    """
    if mode is DeliveryMode.AS_SET:
        pastes = settings.enter is EnterDoes.PASTE
    else:
        pastes = mode is not DeliveryMode.COPY
    return pastes is not other
