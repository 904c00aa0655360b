"""An agent's desk without windows: a reply, a chat, a clipboard, and hands that can fail."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kefu_desktop.app.delivery import Delivery
from kefu_desktop.app.jobs import InlineLane, Lane
from kefu_desktop.app.orders import Order, Reached, Receipt, Short
from kefu_desktop.app.ports import Target
from kefu_desktop.core.clients import Client
from kefu_desktop.core.model import Digest, Uid
from kefu_desktop.core.settings import DeliverySettings
from kefu_desktop.native.recording import RecordingClipboard, RecordingPaste, RecordingWindow
from tests.app.shop import HandTimer, Shop

CHAT = Target(7, "Wangwang", "buyer", pid=1, identity="7:1")
OTHER = Target(8, "Editor", "notes", pid=2, identity="8:2")
OLD = {"text/plain": "旧".encode(), "text/html": b"<b>old</b>", "image/png": b"\x89PNG"}


class Clipboard(RecordingClipboard):
    """One of whose answers a test can take the place."""


class Window(RecordingWindow):
    """One of whose answers a test can take the place."""


class Paste(RecordingPaste):
    """One of whose answers a test can take the place."""


@dataclass
class Counter:
    """An agent's desk: a reply in the library, a chat in front, and a clipboard with something."""

    shop: Shop
    uid: Uid
    lane: Lane = field(default_factory=InlineLane)
    settings: DeliverySettings = field(default_factory=DeliverySettings)
    clipboard: Clipboard = field(default_factory=lambda: Clipboard(formats=dict(OLD)))
    window: Window = field(default_factory=lambda: Window(alive=[CHAT, OTHER]))
    paste: Paste = field(default_factory=Paste)
    timer: HandTimer = field(default_factory=HandTimer)
    receipts: list[Receipt] = field(default_factory=list)
    posted: list[Callable[[], None]] = field(default_factory=list)
    as_png: Callable[[bytes], bytes | None] = lambda data: data
    client: Client = field(default_factory=Client)
    paused: list[float] = field(default_factory=list)
    while_paused: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.delivery = Delivery(
            lambda: self.settings,
            self.clipboard,
            self.window,
            self.paste,
            self.lane,
            self.timer,
            self.posted.append,
            self.shop.library,
            self.as_png,
            self.pause,
        )

    def pause(self, seconds: float) -> None:
        """Passes no time: what happens meanwhile is ``while_paused``."""
        self.paused.append(seconds)
        self.while_paused()

    def deliver(
        self,
        text: str = "好",
        *,
        paste: bool = True,
        target: Target | None = CHAT,
        image: Digest | None = None,
    ) -> None:
        order = Order(self.uid, text, text, paste, target, image, self.client)
        self.delivery.deliver(order, self.receipts.append)
        self.run_gui()

    def run_gui(self) -> None:
        while self.posted:
            self.posted.pop(0)()

    def read(self) -> str:
        """The client asks for the text on the clipboard."""
        text = self.clipboard.take()
        self.run_gui()
        return text

    @property
    def outcome(self) -> tuple[Reached, Short | None]:
        (receipt,) = self.receipts
        return receipt.reached, receipt.short

    @property
    def count(self) -> int:
        return self.shop.library.ask(lambda library: library.use(self.uid).count).result()

    @property
    def restored(self) -> bool:
        return self.clipboard.formats == OLD
