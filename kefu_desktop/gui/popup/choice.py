"""What is chosen in the popup at this moment: a reply, one of its variants, what was answered for
it; and, of a reply that is partly sent, the messages as they were written then.
"""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from kefu_desktop.app.composing import Composer, Occasion
from kefu_desktop.app.orders import Order, wants_paste
from kefu_desktop.app.ports import Target
from kefu_desktop.app.searching import Row
from kefu_desktop.core.clients import Client
from kefu_desktop.core.enriching import may_be_enriched
from kefu_desktop.core.model import DeliveryMode, Digest, Reply
from kefu_desktop.core.settings import DeliverySettings
from kefu_desktop.core.template import Part, Rendered


class Choice(Struct, frozen=True):
    """A row with the variant shown and the values given for it. ``part`` is the index of the next
    message and ``said`` all of them, where some were sent already.
    """

    row: Row
    variant: int
    values: Mapping[str, str] = field(default_factory=dict)
    part: int = 0
    said: Rendered | None = None

    @property
    def text(self) -> str:
        """The wording before it is filled in."""
        return self.row.reply.variants[self.variant].text

    def says_same(self, reply: Reply) -> bool:
        """Whether ``reply`` is the one chosen and still has the wording and images chosen."""
        mine = self.row.reply
        same = reply.uid == mine.uid and reply.attachments == mine.attachments
        return (
            same
            and self.variant < len(reply.variants)
            and reply.variants[self.variant].text == self.text
        )

    def rendered(self, composer: Composer, client: Client) -> Rendered:
        """Gives what would be sent to ``client`` now, or is being sent."""
        if self.said is not None:
            return self.said
        reply = self.row.reply
        enrich = may_be_enriched(reply)
        occasion = Occasion(self.values, client, self.row.use.count, enrich)
        return composer.compose(self.text, occasion, len(reply.attachments))

    def turned(self, by: int) -> "Choice":
        """Gives the next variant, or the one before, from its first part on."""
        count = len(self.row.reply.variants)
        variant = (self.variant + by) % count
        return replace(self, variant=variant, part=0, said=None)

    def filled(self, values: Mapping[str, str]) -> "Choice":
        """Gives the choice with ``values`` for what was asked."""
        return replace(self, values={**self.values, **values})

    def going_on(self, rendered: Rendered, part: int) -> "Choice":
        """Gives the choice of the message ``part`` of what is being sent."""
        return replace(self, part=part, said=rendered)

    def orders(
        self,
        rendered: Rendered,
        settings: DeliverySettings,
        target: Target | None,
        client: Client,
        *,
        other: bool,
    ) -> tuple[Order, ...]:
        """Gives the orders for all messages; ``other`` is Ctrl+Enter. They are one use of the
        reply.
        """
        reply = self.row.reply
        paste = wants_paste(settings, reply.delivery, other=other)
        return tuple(
            Order(
                uid=None if number else reply.uid,
                variant=self.text,
                text=part.text,
                paste=paste,
                target=target,
                image=self._image_of(part),
                client=client,
                number=number + 1,
                count=len(rendered.parts),
                sends=paste and reply.delivery is DeliveryMode.PASTE_AND_SEND,
            )
            for number, part in enumerate(rendered.parts)
        )

    def _image_of(self, part: Part) -> Digest | None:
        return None if part.image is None else self.row.reply.attachments[part.image].digest
