"""Dialogues in which one side, or both, go by a name that no list of labels can know:
``顾客：在吗``, ``小美：亲，在的``. Who serves is told by the other side,
else by who says 亲 and 您.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from kefu_desktop.packs.foreign.passages import Block, Document, Passage
from kefu_desktop.packs.foreign.speakers import Speaker, speech_of
from kefu_desktop.packs.headers import meaning_of

_LABELLED = re.compile(
    r"(?P<label>[^\s:：，。！？,!?；;、“”\"()（）\[\]【】<>{}/\\]{1,12})[:：]"
    r"[ \t　]*(?P<text>\S.*)",
    re.DOTALL,
)
_SPEAKS = re.compile("亲|親|您")
_MOST = 0.8
_ANSWERED = 0.6
_LABELS = {Speaker.BUYER: "买家", Speaker.AGENT: "客服"}
_OTHER = {Speaker.BUYER: Speaker.AGENT, Speaker.AGENT: Speaker.BUYER}


def sided(document: Document) -> Document:
    """Gives a dialogue with labels that tell the sides in place of names; any other document as it
    is.
    """
    said = {
        number: match
        for number, block in enumerate(document.blocks)
        if isinstance(block, Passage) and (match := _labelled(block)) is not None
    }
    sides = _sides(document.blocks, said)
    if not sides:
        return document
    blocks: list[Block] = list(document.blocks)
    for number, match in said.items():
        side = sides.get(match["label"])
        block = blocks[number]
        if side is not None and isinstance(block, Passage):
            blocks[number] = replace(block, text=f"{_LABELS[side]}：{match['text']}", marker="")
    return replace(document, blocks=tuple(blocks))


def _labelled(passage: Passage) -> re.Match[str] | None:
    return None if passage.fenced or passage.level else _LABELLED.fullmatch(passage.text)


def _sides(blocks: Sequence[Block], said: Mapping[int, re.Match[str]]) -> Mapping[str, Speaker]:
    """Gives who stands behind each name, where it can be told."""
    known: dict[int, Speaker] = {}
    for number, block in enumerate(blocks):
        speech = speech_of(block.text) if isinstance(block, Passage) else None
        if speech is not None:
            known[number] = speech.speaker
    names = Counter(m["label"] for n, m in said.items() if n not in known)
    repeated = [name for name, times in names.most_common() if times >= 2 and _is_name(name)]
    there = set(known.values()) & set(_OTHER)
    if len(there) == 1:
        side = next(iter(there))
        beside = _answering(side, known, said, repeated)
        return {beside: _OTHER[side]} if beside else {}
    body = sum(1 for block in blocks if isinstance(block, Passage) and not block.level)
    if there or len(repeated) != 2 or sum(names[one] for one in repeated) < _MOST * body:
        return {}
    polite = Counter(
        {name: sum(1 for m in said.values() if m["label"] == name and _SPEAKS.search(m["text"]))
         for name in repeated}
    )  # fmt: skip
    (agent, most), (buyer, fewer) = polite.most_common()
    return {agent: Speaker.AGENT, buyer: Speaker.BUYER} if most > fewer else {}


def _is_name(label: str) -> bool:
    return meaning_of(label) is None and not label.isdecimal()


def _answering(
    side: Speaker,
    known: Mapping[int, Speaker],
    said: Mapping[int, re.Match[str]],
    repeated: Sequence[str],
) -> str:
    """Gives the name that stands beside most of what the side that is known says."""
    spoken = [number for number, speaker in known.items() if speaker is side]
    step = 1 if side is Speaker.BUYER else -1
    beside = Counter(
        said[number + step]["label"]
        for number in spoken
        if number + step in said and number + step not in known
    )
    for name in repeated:
        if beside[name] >= max(2, _ANSWERED * len(spoken)):
            return name
    return ""
