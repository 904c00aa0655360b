"""What is chosen in the popup at this moment: a reply, one of its variants, and which of its parts
comes next.

A reply of several parts is sent one message at a time. What is left of it waits here until the next
opening, so that an agent can press the hotkey again and go on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kefu_desktop.app.composing import Composer, Occasion, first_variant
from kefu_desktop.app.searching import Row
from kefu_desktop.core.clients import Client
from kefu_desktop.core.enriching import may_be_enriched
from kefu_desktop.core.model import Digest, Reply
from kefu_desktop.core.template import Part, Rendered


@dataclass(frozen=True, slots=True)
class Choice:
    """A row with the variant shown, the values given for it, and the number of the next part."""

    row: Row
    variant: int
    part: int = 0
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Row, variant: int | None = None) -> "Choice":
        """Chooses a row: the variant given, else the one whose turn it is."""
        turn = first_variant(row.reply, row.use)
        return cls(row, turn if variant is None else variant)

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
        """Gives what would be sent to ``client`` now."""
        reply = self.row.reply
        enrich = may_be_enriched(reply)
        occasion = Occasion(self.values, client, self.row.use.count, enrich)
        return composer.compose(self.text, occasion, len(reply.attachments))

    def part_of(self, rendered: Rendered) -> Part:
        """Gives the message that comes next. There are fewer of them where the reply was changed
        meanwhile; then it is the last.
        """
        return rendered.parts[min(self.part, len(rendered.parts) - 1)]

    def image_of(self, part: Part) -> Digest | None:
        """Gives the image that ``part`` is, None for a text."""
        return None if part.image is None else self.row.reply.attachments[part.image].digest

    def turned(self, by: int) -> "Choice":
        """Gives the next variant, or the one before; its first part."""
        count = len(self.row.reply.variants)
        return replace(self, variant=(self.variant + by) % count, part=0)

    def filled(self, values: Mapping[str, str]) -> "Choice":
        """Gives the choice with ``values`` for what was asked."""
        return replace(self, values={**self.values, **values})

    def after(self, rendered: Rendered) -> "Choice | None":
        """Gives what is left to send when the present part is delivered; None after the last."""
        left = self.part + 1 < len(rendered.parts)
        return replace(self, part=self.part + 1) if left else None
