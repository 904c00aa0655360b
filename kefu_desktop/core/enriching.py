"""Gives a greeting that comes without a face one that fits, as a person would.

Whoever wrote ``{表情:…}`` into a text has chosen, also where the client cannot show it: nothing is
added then.
"""

from msgspec.structs import replace

from kefu_desktop.core.emoticons import Moods, SkinTone, Style
from kefu_desktop.core.model import Kind, Reply
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.core.template import Part, Rendered, Span

COMPLAINTS = frozenset({"投诉", "投訴", "complaint"})
"""Tags of replies to angry buyers, who are not to be smiled at."""


def may_be_enriched(reply: Reply) -> bool:
    """Whether this is a greeting, and not to an angry buyer."""
    angry = COMPLAINTS.intersection(map(str.casefold, reply.tags))
    return reply.kind is Kind.GREETING and not angry


def enriched(
    rendered: Rendered,
    source: str,
    moods: Moods,
    hour: int,
    style: Style,
    tone: SkinTone = SkinTone.NONE,
) -> Rendered:
    """Gives ``rendered``, of ``source``, with an emoticon at the end of its first text, unless
    there is one in any of its messages already.
    """
    chosen = any(isinstance(node, Slot) and node.means is Means.MOOD for node in parse(source))
    if chosen or any(moods.has_face(part.text) for part in rendered.parts):
        return rendered
    texts = (number for number, part in enumerate(rendered.parts) if part.text.strip())
    first = next(texts, None)
    if first is None:
        return rendered
    face = moods.fitting(rendered.parts[first].text, hour, style, tone)
    if not face:
        return rendered
    parts = list(rendered.parts)
    parts[first] = _with_face(parts[first], face)
    return replace(rendered, parts=tuple(parts))


def _with_face(part: Part, face: str) -> Part:
    text = part.text.rstrip()
    kept = (Span(one.start, min(one.end, len(text))) for one in part.filled)
    filled = (*(one for one in kept if one.start < one.end), Span(len(text), len(text) + len(face)))
    return replace(part, text=text + face, filled=filled)
