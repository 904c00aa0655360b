"""Replies that nobody is named for: lists and paragraphs below headings, as training scripts have
them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kefu_desktop.packs.foreign.exchanges import Found, whole
from kefu_desktop.packs.foreign.passages import Passage

ADDRESSED = re.compile(
    r"亲|親|您|你|咱|宝|感谢|感謝|谢谢|謝謝|欢迎|歡迎|抱歉|不好意思|对不起|對不起|请|請|放心|哦|呢|呀|啦|喔|～|~|哈"
    r"|\byou\b|\byour\b|thank|sorry|welcome|please|\bhi\b|hello",
    re.IGNORECASE,
)
"""What shows that a text speaks to somebody, and is not about how to."""

EXPLAINING = re.compile(
    r"(?:使用|编写|文档|文件|阅读|填写)(?:说明|說明|指南)|(?:使用|沟通|话术|回复|接待|服务)?(?:技巧|原则|要点|规范|要求)"
    r"|说明|前言|引言|序言|目录|目錄|(?:培训|學習|学习)?(?:目标|目的|目標)|考核.*|适用范围|修订.*|版本.*|更新日志|附录|备注"
    r"|关于.*|注意事项|introduction|usage|contents|changelog|about|how to use|tips|notes",
    re.IGNORECASE,
)
"""Headings of what is meant for the agents themselves."""

_TITLED = re.compile(
    r"(?P<title>[^\s:：，。！？,!?；;][^:：，。！？,!?；;\n]{0,14})[:：][ \t　]*(?P<text>\S.*)",
    re.DOTALL,
)
_SALUTATION = re.compile(r"亲|親|您好|你好|尊敬|hi\b|hello|dear", re.IGNORECASE)
_LEADS = re.compile(r".*[:：]\s*", re.DOTALL)


class Listed(NamedTuple):
    """A reply, and the passages that it was made of."""

    found: Found
    passages: Sequence[Passage]


def listed(passages: Sequence[Passage], *, paragraphs: bool) -> list[Listed]:
    """Gives a reply for each item or paragraph. ``paragraphs`` tells that each passage is one, and
    no line of one.
    """
    groups = list(_groups(passages, paragraphs=paragraphs))
    titled = are_titled([group[0].text for group in groups])
    return [Listed(_found(group, titled=titled), group) for group in groups]


def are_titled(texts: Sequence[str]) -> bool:
    """Whether most texts have a title before a colon, and most of those speak to somebody: in
    ``退货地址：杭州`` alone the words before the colon are part of what is said.
    """
    parted = [match for match in map(_parted, texts) if match is not None]
    speaking = sum(1 for match in parted if ADDRESSED.search(match["text"]))
    return len(parted) >= 3 and 5 * len(parted) >= 3 * len(texts) and 2 * speaking >= len(parted)


def _groups(passages: Sequence[Passage], *, paragraphs: bool) -> Iterator[list[Passage]]:
    airy = (
        paragraphs
        or are_titled([passage.text for passage in passages])
        or not any(passage.gap and not passage.marker for passage in passages[1:])
    )
    group: list[Passage] = []
    for passage in passages:
        if group and not _goes_on(group, passage, airy=airy, paragraphs=paragraphs):
            yield group
            group = []
        group.append(passage)
    if group:
        yield group


def _goes_on(group: Sequence[Passage], passage: Passage, *, airy: bool, paragraphs: bool) -> bool:
    """Whether a passage is more of the reply that ``group`` began."""
    first, last = group[0], group[-1]
    if passage.apart or passage.fenced or first.fenced:
        return False
    if passage.marker:
        leads = not first.marker and _LEADS.fullmatch(first.text) and not passage.gap
        under = bool(first.marker) and passage.deep > first.deep
        return bool(leads) or under
    if first.marker:
        return not passage.gap and (passage.deep > first.deep or not paragraphs)
    begins = _SALUTATION.match(passage.text)
    return not airy and not passage.gap and not last.marker and not begins


def _parted(text: str) -> re.Match[str] | None:
    """Parts a title before a colon from the text behind it."""
    match = _TITLED.fullmatch(text)
    return None if match is None or _SALUTATION.match(match["title"]) else match


def _found(group: Sequence[Passage], *, titled: bool) -> Found:
    first, *others = group
    title, text = "", first.text
    parted = _parted(first.text)
    if parted is not None:
        speaks = ADDRESSED.search(parted["text"]) and not ADDRESSED.search(parted["title"])
        if titled or speaks:
            title, text = parted["title"].strip(), parted["text"]
    message = "\n".join([text, *map(whole, others)])
    flat = any(passage.flat for passage in group)
    return Found(first.line, wordings=[[message.strip()]], title=title, flat=flat)
