"""The blanks of written replies as placeholders: ``[单号]``, ``{单号}``, ``xxx``, ``＿＿＿``.

People leave them for whoever sends the text, so each is asked for, and told, for a guess at its
name may be wrong. The code of an emoticon (``[微笑]``) looks like a blank and is none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kefu_desktop.core.errors import Code
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.packs.assembling import Remark
from kefu_desktop.packs.foreign.composing import Ours, asked, compose

_BLANK = re.compile(
    r"(?<![$)\]])\{\{[ ]*(?P<double>[^{}\n]{1,40}?)[ ]*\}\}"
    r"|(?<!\$)\{(?P<brace>[^{}\n]{1,200})\}"
    r"|\[(?P<square>[^\[\]\n]{1,40})\](?!\()"
    r"|(?P<crosses>(?<![A-Za-z0-9＊*])(?:[xX]{2,8}|[×╳✕ＸｘX]{2,8}|[*＊]{3,8})(?![A-Za-z0-9＊*]))"
    r"|(?P<line>_{2,}|＿+)"
    r"|[（(](?P<hollow>[ 　]{2,20})[)）]"
)
_EMOTICONS = frozenset(
    """
    微笑 撇嘴 色 发呆 得意 流泪 害羞 闭嘴 睡 大哭 尴尬 发怒 调皮 呲牙 龇牙 惊讶 难过 囧 抓狂 吐
    偷笑 愉快 白眼 傲慢 困 惊恐 憨笑 悠闲 咒骂 疑问 嘘 晕 衰 骷髅 敲打 再见 擦汗 抠鼻 鼓掌 坏笑
    鄙视 委屈 快哭了 阴险 亲亲 可怜 笑脸 生病 脸红 破涕为笑 恐惧 失望 无语 嘿哈 捂脸 奸笑 机智
    皱眉 耶 吃瓜 加油 汗 天啊 旺柴 好的 打脸 哇 翻白眼 叹气 苦涩 裂开 嘴唇 爱心 心碎 拥抱 抱抱
    强 弱 握手 胜利 抱拳 勾引 拳头 ok 合十 啤酒 咖啡 蛋糕 玫瑰 凋谢 菜刀 炸弹 便便 月亮 太阳
    庆祝 礼物 红包 發 福 烟花 爆竹 猪头 跳跳 发抖 转圈 赞 表情 害羞脸 飞吻 比心 开心 大笑 笑哭
    鲜花 花 心 示爱 礼花 忐忑 思考 感冒 尖叫 享受 安慰 财迷
    """.split()  # noqa: SIM905
)
_PICTURES = ("图片", "圖片", "照片", "截图", "视频", "語音", "语音", "动画表情", "image", "photo")

# What the blank is about, by what stands before and behind it.
_BEFORE = re.compile(
    r"(?P<noun>(?:快递|运|物流|订|退款|退货)?单号|订单编号|联系电话|手机号码?|电话|手机|微信号?|(?:退货|收货)?地址|姓名|收件人"
    r"|金额|价格|尺码|颜色|款式|型号|数量|时间|日期|链接|昵称|客服|身高|体重|优惠券|名称|品牌|店名|商品|产品|规格"
    r"|城市|快递公司|快递|物流|运费|邮费|优惠|工号|编号|验证码|账号|口令|原因|材质|面料|成分|活动)"
    r"(?:号|名)?[是为叫:：\s“\"「【]*\Z"
)
_BEHIND = re.compile(
    r"[ ]?(?:(?P<money>元|块)|(?P<days>个?工作日|天)|(?P<hours>小时)|(?P<minutes>分钟)"
    r"|(?P<month>月)|(?P<day>日|号)|(?P<hour>点)|(?P<share>%|％)|(?P<discount>折)|(?P<count>[件个只份双套条瓶盒包箱])"
    r"|(?P<carrier>快递|物流)|(?P<shop>[\u4e00-\u9fff]{0,2}(?:旗舰店|专卖店|专营店|店铺|小店|店))"
    r"|(?P<title>先生|女士|小姐|老师)|(?P<brand>品牌|牌)|(?P<company>公司)|(?P<code>码))"
)
_NOUNS = {
    "money": "金额", "days": "天数", "hours": "小时数", "minutes": "分钟数", "month": "月份",
    "day": "几号", "hour": "几点", "share": "百分比", "discount": "折扣", "count": "数量",
    "carrier": "快递", "shop": "店名", "title": "称呼", "brand": "品牌", "company": "公司",
    "code": "尺码",
}  # fmt: skip
_EXPLAINED = re.compile(r"[,，:：(（]|(?:比)?如|例如|e\.g\.")
_PARTED = re.compile(r"\s*[/／|]\s*")
_PICTURE_ALONE = re.compile(rf"\[(?:{'|'.join(_PICTURES)})[^\[\]]*\]")
_PART = Ours("分段")
_NO_NAME = re.compile(r"\W*\d*\W*")


class Filled(NamedTuple):
    """A text in our notation, and what is to be told about its blanks."""

    text: str
    remarks: tuple[Remark, ...]


def filled(messages: Sequence[str]) -> Filled:
    """Gives ``messages`` as one text of as many parts, their blanks as placeholders and everything
    else as it stands.
    """
    reading = _Reading()
    pieces: list[str | Ours] = []
    for message in messages:
        if _PICTURE_ALONE.fullmatch(message):
            reading.pictures.append(message)
            continue
        pieces += ("\n", _PART, "\n") if pieces else ()
        pieces += reading.pieces(message)
    composed = compose(pieces)
    remarks = [
        Remark(Code.RECORD_BLANK_MADE, {"word": word[:40], "placeholder": name})
        for word, name in reading.made.items()
    ]
    remarks += [
        Remark(Code.RECORD_PICTURE_LEFT, {"name": name}) for name in dict.fromkeys(reading.pictures)
    ]
    return Filled(composed, tuple(remarks))


class _Reading:
    """One reply while it is read: what its blanks became, and its images that are not there."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self.made: dict[str, str] = {}
        self.pictures: list[str] = []

    def pieces(self, text: str) -> Iterator[str | Ours]:
        """Gives the texts and placeholders of one message in order."""
        slots = {one.start: one for one in parse(text) if isinstance(one, Slot)}
        at = 0
        for match in _BLANK.finditer(text):
            placeholder = self._placeholder(match, slots)
            if placeholder is None:
                continue
            yield text[at : match.start()]
            yield placeholder
            at = match.end()
        yield text[at:]

    def _placeholder(self, match: re.Match[str], slots: Mapping[int, Slot]) -> Ours | None:
        if match["brace"] is not None:
            slot = slots.get(match.start())
            return None if slot is None else self._own(match[0], slot, match["brace"])
        if match["double"] is not None:
            read = parse(f"{{{match['double']}}}")
            if len(read) == 1 and isinstance(read[0], Slot):
                return self._own(match[0], read[0], match["double"])
            return self._named(match[0], match["double"])
        if match["square"] is None:
            return self._unnamed(match[0], _noun(match))
        inside = match["square"].strip()
        if _PICTURE_ALONE.fullmatch(match[0]):
            self.pictures.append(match[0])
            return None
        ticked = match.start() == 0 and inside in ("", "x", "X", "√", "✓")
        no_blank = ticked or inside.casefold() in _EMOTICONS
        return None if no_blank else self._named(match[0], inside)

    def _own(self, word: str, slot: Slot, inside: str) -> Ours:
        """What is a placeholder in our notation was meant as one."""
        if slot.means is Means.ASKED:
            self.made[word] = slot.name
        return Ours(inside)

    def _named(self, word: str, inside: str) -> Ours | None:
        choices = [choice for choice in _PARTED.split(inside) if choice]
        if len(choices) > 1 and not _EXPLAINED.search(inside):
            name = "".join(choices)[:20]
            if not any(character.isalpha() for character in name):
                self._used["选择"] = count = self._used.get("选择", 0) + 1
                name = f"选择{count}"
            return self._told(word, asked(name, choices=choices))
        name = _EXPLAINED.split(inside, maxsplit=1)[0].strip() or inside
        return None if _NO_NAME.fullmatch(name) else self._told(word, asked(name))

    def _unnamed(self, word: str, noun: str) -> Ours:
        if noun == "客服":
            self.made[word] = noun
            return Ours("客服")
        base = noun or "填空"
        self._used[base] = count = self._used.get(base, 0) + 1
        # Two blanks are two questions, though both may be about a day.
        name = base if count == 1 and noun else f"{base}{count}"
        return self._told(word if count == 1 else f"{word} ({count})", asked(name))

    def _told(self, word: str, placeholder: Ours) -> Ours:
        self.made[word] = re.split("[|:]", placeholder.body)[0]
        return placeholder


def _noun(match: re.Match[str]) -> str:
    """Gives what a blank without a name is about; nothing where that is not to be seen."""
    text = match.string
    before = _BEFORE.search(text[max(0, match.start() - 16) : match.start()])
    behind = _BEHIND.match(text, match.end())
    if behind is not None and behind.lastgroup is not None:
        return _NOUNS[behind.lastgroup]
    return before["noun"] if before else ""
