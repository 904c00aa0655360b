"""Who says a line of a written dialogue: ``买家：在吗`` and its kin, in Simplified and Traditional
Chinese and English, with half or full-width colons, bold, in brackets, with names and times.

A label alone proves little (``答：`` may begin any sentence); what a document is, is judged over
all its lines elsewhere.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import cache, lru_cache
from typing import NamedTuple


class Speaker(Enum):
    """What stands behind a label: words of either side, when to say them, or something about them.

    ``BAD`` are words that the document warns of.
    """

    BUYER = auto()
    AGENT = auto()
    SCENE = auto()
    REMARK = auto()
    BAD = auto()


class Trust(Enum):
    """How surely a label is one. ``LATIN`` are words of many a file (``user:``), ``VAGUE`` those
    that begin sentences (``亲：``).
    """

    SURE = auto()
    LATIN = auto()
    VAGUE = auto()


class Speech(NamedTuple):
    """What one says. ``number`` tells one of several wordings apart (``话术2``); ``wording`` tells
    of a label that is about words and not about who says them (``参考话术``).
    """

    speaker: Speaker
    text: str
    number: str = ""
    trust: Trust = Trust.SURE
    wording: bool = False


_WORDS: Mapping[Speaker, str] = {
    Speaker.BUYER: """
        买家 買家 顾客 顧客 客户 客戶 客人 用户 用戶 访客 訪客 消费者 消費者 买方 買方 会员 會員
        粉丝 粉絲 家长 宝妈 问 問 提问 提問 客 亲 親 问题 問題 常见问题 常見問題 买家问 買家問
        顾客问 顧客問 客户问 客戶問 用户问 买家说 顾客说 客户说 买家提问 顾客提问 客户提问
        买家问题 顾客问题 客户问题 买家咨询 客户咨询 顾客咨询 客户异议 客户疑问 顾客疑问
        买家疑问 客户质疑 买家留言 buyer customer client user guest question q
    """,
    Speaker.AGENT: """
        客服 卖家 賣家 店家 店主 商家 掌柜 掌櫃 店小二 小二 老板 老闆 导购 導購 主播 机器人
        機器人 助理 客服人员 客服人員 客服专员 客服答 客服说 客服回复 客服回覆 客服回答 客服应答
        客服话术 客服話術 卖家回复 商家回复 店家回复 店长回复 答 我 我们 我們 我方 解答 回答
        回复 回覆 回應 回应 答复 答覆 答案 应答 應答 话术 話術 说法 說法 参考话术 參考話術
        推荐话术 推薦話術 标准话术 標準話術 正确话术 建议话术 優秀話術 优秀话术 优化话术
        示范话术 回复话术 回覆話術 应答话术 话术示例 话术示范 示例话术 应对话术 应对 参考回复
        参考回答 推荐回复 推荐回答 标准回复 标准回答 标准答案 正确回复 正确回答 正确示范
        正确示例 建议回复 建议回答 示范回答 快捷回复 快捷短语 自动回复 agent seller service cs
        customerservice support staff shop assistant answer reply response script me a
    """,
    Speaker.SCENE: """
        场景 場景 情景 情境 时机 時機 场合 場合 情况 情況 适用场景 適用場景 使用场景 使用場景
        应用场景 话术场景 客户场景 咨询场景 场景描述 场景说明 适用情况 適用情況 适用情景
        适用时机 使用时机 触发条件 觸發條件 触发场景 scene scenario when
    """,
    Speaker.REMARK: """
        注 注意 注意事项 注意事項 备注 備註 说明 說明 技巧 小技巧 话术技巧 沟通技巧 小贴士 贴士
        要点 要點 话术要点 重点 重點 分析 解析 话术解析 点评 點評 思路 应对思路 回复思路 目的
        目标 目標 原则 原則 关键 关键点 旁白 note notes tip tips
    """,
    Speaker.BAD: """
        错误 錯誤 错误示范 錯誤示範 错误示例 错误话术 錯誤話術 错误回复 错误回答 错误做法 反例
        反面示范 反面教材 反面案例 禁用 禁用语 禁用话术 禁止 禁忌 禁语 不要说 不能说 避免 wrong
        bad avoid
    """,
}
_VAGUE = frozenset({"亲", "親", "我", "我们", "我們", "客", "情况", "情況", "应对"})
_WORDING = re.compile("话|話|回|答|说|說|示|应|應|reply|answer|script|response")
_NAMED = ("客服", "买家", "買家", "顾客", "顧客", "客户", "客戶", "用户", "用戶", "卖家", "賣家")
_AGENT_ENDS = ("客服", "掌柜", "店长", "客服专员")
_NOT_BEFORE = re.compile("联系|聯繫|咨询|諮詢|找|问|转|和|与|请|跟|给|是")
_NAME = re.compile(
    r"[-—_·@/ ]\S{1,12}|[A-Za-z0-9]{1,8}|[小阿].{1,2}|.{1,3}(?:女士|先生|小姐|姐|哥|总|老师|同学)"
)
_NUMBER = re.compile(
    r"(?P<word>.*?)[ ]?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,2}|(?<![a-z])[a-d])"
)
_BRACKETS = re.compile(
    r"(?P<before>[^()\[\]【】]*)[(\[【](?P<inside>[^()\[\]【】]*)[)\]】](?P<after>.*)"
)

_TIME = (
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ T]*)?"
    r"(?:上午|下午|晚上|凌晨|[AaPp][Mm])?[ ]?"
    r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d{1,3})?(?:[ ]?[AaPp][Mm])?"
)
_TIME_BEFORE = re.compile(rf"[\[(（【]?{_TIME}[\])）】]?[ \t　,，-]*(?=\S)")
_TIME_BEHIND = re.compile(rf"[ \t　]*[\[(（【]?{_TIME}[\])）】]?[ \t　]*\Z")
_TIME_ALONE = re.compile(
    rf"[\[(（【—-]*[ ]?(?:{_TIME}|\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?)[ ]?[\])）】—-]*"
)

_COLON = re.compile(r"[:：︰﹕](?!\d\d(?:\D|\Z))|(?<!\d)[:：]")
_BOXED = re.compile(
    r"[\[【〔「](?P<label>[^\[\]【】〔〕「」\n]{1,20})[\]】〕」][ ]?(?P<text>.*)", re.DOTALL
)
_LETTERED = re.compile(r"(?P<label>[QA]\d{0,3})[.．、]\s*(?P<text>\D.*)", re.DOTALL | re.IGNORECASE)
_LONGEST_LABEL = 48
_SIGNS = {"❌": Speaker.BAD, "✖": Speaker.BAD, "✗": Speaker.BAD, "×": Speaker.BAD}
_ALL_SIGNS = "".join(_SIGNS)
# Emoji before a label, with the marks that make one of several.
_PICTURES = re.compile(r"\A[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff×\s]+")
_MAY_BE_LABELLED = re.compile(rf"[:：︰﹕]|\A(?:[\[【〔「]|[QAqa]\d{{0,3}}[.．、])|[{_ALL_SIGNS}]")
_FURTHER = re.compile(
    r"(?<=[\s　。？！?!；;…～~)）”\"])\**(?:答|客服|卖家|賣家|店家|回复|回覆|回答|A)\d{0,2}\**[:：]"
)


def speech_of(line: str) -> Speech | None:
    """Gives what one says in a line that begins with a label; None for any other line."""
    said = line.strip()
    if not _MAY_BE_LABELLED.search(said, 0, _LONGEST_LABEL):
        return None
    time = _TIME_BEFORE.match(said)
    if time:
        said = said[time.end() :]
    sign = _SIGNS.get(said[:1])
    colon = _COLON.search(said, 0, _LONGEST_LABEL)
    if colon is not None:
        label, text = said[: colon.start()], said[colon.end() :]
        known = _known(_PICTURES.sub("", _TIME_BEHIND.sub("", label)))
        if known is not None:
            return _speech(known, text)
    boxed = _BOXED.match(said)
    if boxed and (known := _known(boxed["label"])) is not None and (known.trust is Trust.SURE):
        rest = _TIME_BEHIND.sub("", boxed["text"]) if len(boxed["text"]) < _LONGEST_LABEL else ""
        return _speech(known, boxed["text"] if rest or not boxed["text"] else "")
    lettered = _LETTERED.fullmatch(said)
    if lettered and (known := _known(lettered["label"])) is not None:
        return _speech(known, lettered["text"])
    alone = _TIME_BEHIND.sub("", said) if len(said) <= _LONGEST_LABEL else said
    if (time or alone != said) and (known := _known(alone)) is not None:
        return _speech(known, "")
    return Speech(sign, said[1:].strip()) if sign else None


def speeches_of(line: str) -> list[Speech]:
    """Gives what is said in a line; a question and its answer often share one."""
    first = speech_of(line)
    if first is None:
        return []
    if first.speaker is Speaker.BUYER and (further := _FURTHER.search(first.text)) is not None:
        second = speech_of(first.text[further.start() :])
        if second is not None:
            return [first._replace(text=first.text[: further.start()].strip()), second]
    return [first]


def is_time(line: str) -> bool:
    """Whether a line tells a time and nothing else, as logs of chats do between messages."""
    return len(line) <= _LONGEST_LABEL and _TIME_ALONE.fullmatch(line.strip()) is not None


class _Known(NamedTuple):
    """What a label says."""

    speaker: Speaker
    number: str = ""
    trust: Trust = Trust.SURE
    wording: bool = False


def _speech(known: _Known, text: str) -> Speech:
    said = text.strip().removeprefix("**").strip()
    return Speech(known.speaker, said, known.number, known.trust, known.wording)


@cache
def _speakers() -> Mapping[str, Speaker]:
    return {word: speaker for speaker, words in _WORDS.items() for word in words.split()}


@lru_cache(maxsize=1024)
def _known(label: str) -> _Known | None:
    """Gives what a label says; None for what is none."""
    plain = unicodedata.normalize("NFKC", label).casefold().replace("*", "").strip(" \t_#>-•·")
    for words in _readings(plain):
        word, number = words
        speaker = _speakers().get(word.replace(" ", ""))
        if speaker is not None:
            wording = _WORDING.search(word) is not None
            trust = Trust.VAGUE if word in _VAGUE else Trust.SURE
            trust = Trust.LATIN if word.isascii() else trust
            return _Known(speaker, number if wording else "", trust, wording)
    return _named(plain)


def _readings(plain: str) -> Iterator[tuple[str, str]]:
    """Gives what the label may be: all of it, without its number, without or within brackets."""
    yield plain, ""
    bracketed = _BRACKETS.fullmatch(plain)
    if bracketed:
        outside = (bracketed["before"] + bracketed["after"]).strip()
        yield outside, ""
        plain, inside = outside or bracketed["inside"].strip(), bracketed["inside"].strip()
        yield inside, ""
    numbered = _NUMBER.fullmatch(plain)
    if numbered:
        yield numbered["word"], numbered["number"]


def _named(plain: str) -> _Known | None:
    """Reads labels with a name: 客服小美, 客户王女士, 金牌客服."""
    for root in _NAMED:
        if plain.startswith(root) and _NAME.fullmatch(plain.removeprefix(root)):
            return _Known(_speakers()[root])
    if len(plain) <= 8 and plain.endswith(_AGENT_ENDS) and not _NOT_BEFORE.search(plain):
        return _Known(Speaker.AGENT)
    return None
