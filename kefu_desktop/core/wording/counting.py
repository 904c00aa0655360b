"""What is found in a text by counting instead of by words: blanks, private numbers, emoticons,
length, and answers of one word.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from kefu_desktop.core.lint import Circumstances
from kefu_desktop.core.wording.mending import is_traditional
from kefu_desktop.core.wording.numbers import bank_cards, id_cards, phones
from kefu_desktop.core.wording.reading import CUT, FILLED, MOOD, MOOD_REST, Reading
from kefu_desktop.core.wording.rules import Check, WordingRule

SMS_TAGS = frozenset({"sms", "短信"})
SMS_ALONE, SMS_PART = 70, 67
"""Characters of a text message sent alone, and of each of several: a Chinese one has 140 bytes of
UCS-2, of which the header of a joined one takes 6 (3GPP TS 23.040).
"""

EMOTICONS = 2
"""So many in one message are enough."""

_UNKNOWN = frozenset({FILLED, MOOD, MOOD_REST})
"""Of these it is not known what they will leave."""

_ONE_WORD = 12
"""The longest text worth looking up among the answers of one word, as written."""


class Counted(NamedTuple):
    """A place in the source, what is said of it, and what could stand there instead."""

    start: int
    end: int
    word: str
    replacement: str | None = None


def count(rule: WordingRule, reading: Reading, about: Circumstances) -> Iterator[Counted]:
    """Gives what ``rule``, one that counts, finds."""
    if rule.check is Check.ONE_WORD:
        return _one_word(rule, reading, about)
    return _COUNTERS[rule.check](reading, about)


def may_count(check: Check) -> "MayCount":
    """Gives what tells at a glance whether counting for ``check`` can find anything at all; checks
    that share a glance get the same. Most texts have nothing to count, and there are many.
    """
    return _GLANCES.get(check, _always)


def _one_word(rule: WordingRule, reading: Reading, about: Circumstances) -> Iterator[Counted]:
    """An image says more than the word beside it."""
    if len(reading.source) > _ONE_WORD or about.images:
        return
    said = _NO_WORD.sub("", reading.plain)
    if not said:
        said = "".join(reading.plain.split())  # nothing but signs: a question mark says little
    once = _AGAIN.sub(r"\1", _TWICE.sub(r"\1", said))
    bare = [_PARTICLES.sub("", _SALUTATION.sub("", word)) for word in (said, once)]
    for word in (said, once, *bare):
        if word in rule.answers:
            answer: str | None = rule.answers[word]
            if is_traditional(reading.source, reading.plain):
                answer = rule.traditional_answers.get(word)
            first = reading.plain.index(word) if word in reading.plain else 0
            yield Counted(0, len(reading.source), reading.source[first:].strip(), answer)
            return


def _blanks(reading: Reading, _: Circumstances) -> Iterator[Counted]:
    text = reading.plain
    for match in _BLANK.finditer(text):
        start, end = match.span()
        if not _is_no_blank(text, start, end):
            yield Counted(start, end, reading.source[start:end])


def _is_no_blank(text: str, start: int, end: int) -> bool:
    """Lines drawn with the sign, faces such as ``=__=``, masked numbers, code."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if text[start] == "_":
        line = text[text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
        drawn = end - start >= _LINE and not line.strip("_ ")
        face = before in _FACE and behind in _FACE and before != "" and behind != ""
        code = before.isascii() and behind.isascii() and before.isalnum() and behind.isalnum()
        return drawn or face or code or "://" in _around(text, start, end)
    if text[start] in "x×*":
        return before.isdigit() or behind.isdigit()
    return False


def _around(text: str, start: int, end: int) -> str:
    """Gives what stands round a place without a blank."""
    return text[:start].rpartition(" ")[2][-200:] + text[end:].partition(" ")[0][:200]


def _emoticons(reading: Reading, _: Circumstances) -> Iterator[Counted]:
    text = reading.plain
    begin = 0
    for message in text.split(CUT):
        places = [(begin + start, begin + end) for start, end in _emoticon_places(message)]
        if len(places) > EMOTICONS:
            start, end = places[EMOTICONS]
            for further_start, further_end in places[EMOTICONS + 1 :]:
                if further_start != end:
                    break
                end = further_end
            yield Counted(start, end, str(len(places)), "")
        begin += len(message) + 1


def _emoticon_places(message: str) -> list[tuple[int, int]]:
    places = [match.span() for match in _EMOTICON.finditer(message)]
    # Signs that begin the lines of a list are no faces.
    leading = [
        start for start, _ in places if not message[message.rfind("\n", 0, start) + 1 : start]
    ]
    if len(leading) > 1:
        places = [place for place in places if place[0] not in leading]
    return places


def _sms(reading: Reading, about: Circumstances) -> Iterator[Counted]:
    if not any(tag.casefold() in SMS_TAGS for tag in about.tags):
        return
    for start, message in _messages(reading):
        units = _units(message)
        if units > SMS_ALONE:
            parts = -(-units // SMS_PART)
            yield Counted(start + _cut(message, SMS_ALONE), start + len(message), str(parts))


def _client(reading: Reading, about: Circumstances) -> Iterator[Counted]:
    for start, message in _messages(reading):
        length = sum(sign not in _UNKNOWN for sign in message)
        if length > about.longest:
            yield Counted(start + _cut(message, about.longest), start + len(message), str(length))


def _messages(reading: Reading) -> Iterator[tuple[int, str]]:
    begin = 0
    for message in reading.plain.split(CUT):
        yield begin, message
        begin += len(message) + 1


def _units(message: str) -> int:
    """UTF-16 units that are sent as they stand; what placeholders will leave is not known."""
    return sum(0 if sign in _UNKNOWN else 1 + (sign > "\uffff") for sign in message)


def _cut(message: str, limit: int) -> int:
    """Gives where in ``message`` the first character beyond the limit stands."""
    seen = 0
    for place, sign in enumerate(message):
        seen += sign not in _UNKNOWN
        if seen > limit:
            return place
    return max(0, len(message) - 1)


def _private(find: Callable[[Reading], Iterator[tuple[int, int]]]) -> "_Counter":
    def counter(reading: Reading, _: Circumstances) -> Iterator[Counted]:
        for start, end in find(reading):
            yield Counted(start, end, reading.source[start:end])

    return counter


def _always(reading: Reading, about: Circumstances) -> bool:
    return True


def _may_be_one_word(reading: Reading, about: Circumstances) -> bool:
    return len(reading.source) <= _ONE_WORD


def _may_be_blank(reading: Reading, about: Circumstances) -> bool:
    return _MAY_BE_BLANK.search(reading.plain) is not None


def _may_be_number(reading: Reading, about: Circumstances) -> bool:
    return _MAY_BE_NUMBER.search(reading.squeezed) is not None


def _may_be_face(reading: Reading, about: Circumstances) -> bool:
    return _MAY_BE_FACE.search(reading.plain) is not None


def _is_tagged(reading: Reading, about: Circumstances) -> bool:
    return bool(about.tags) and len(reading.source) > SMS_ALONE // 2


def _is_limited(reading: Reading, about: Circumstances) -> bool:
    return 0 < about.longest < len(reading.source)


MayCount = Callable[[Reading, Circumstances], bool]

_GLANCES: Mapping[Check, MayCount] = MappingProxyType(
    {
        Check.ONE_WORD: _may_be_one_word,
        Check.BLANKS: _may_be_blank,
        Check.ID_CARD: _may_be_number,
        Check.BANK_CARD: _may_be_number,
        Check.PHONE: _may_be_number,
        Check.EMOTICONS: _may_be_face,
        Check.SMS: _is_tagged,
        Check.CLIENT: _is_limited,
    }
)

_Counter = Callable[[Reading, Circumstances], Iterator[Counted]]

_COUNTERS: Mapping[Check, _Counter] = MappingProxyType(
    {
        Check.BLANKS: _blanks,
        Check.ID_CARD: _private(id_cards),
        Check.BANK_CARD: _private(bank_cards),
        Check.PHONE: _private(phones),
        Check.EMOTICONS: _emoticons,
        Check.SMS: _sms,
        Check.CLIENT: _client,
    }
)

# Faces, hearts, hands, animals, things: what is drawn in colour. Signs that mark the lines of a
# list (ticks, crosses, arrows, stars, numbers) are left out, and so are sex and colour of a hand,
# which belong to the sign before.
_DRAWN = (
    r"[\u2639\u263a\u2600-\u2604\u2614\u2615\u26c4\u26c5\u270a-\u270d\u2728\u2763\u2764\u2665"
    r"\U0001f300-\U0001f3fa\U0001f400-\U0001f447\U0001f44a-\U0001f4cb\U0001f4cf-\U0001f530"
    r"\U0001f549-\U0001f5ff\U0001f600-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff]"
)
_JOINED = r"[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u20e3]*"
_FACES = "◕ᴗᴥω≧≦▽∇ﾟД°□╥﹏ＴT^~∀・•̀•́`´ㅂ๑￣ε⊙﹃︶╯╰♡✿◡ヮ・ᵕ˘ಥ_ヾノ≖‿•ˇ"
_CODES = (
    "微笑|撇嘴|色|发呆|得意|流泪|害羞|闭嘴|睡|大哭|尴尬|发怒|调皮|呲牙|惊讶|难过|囧|抓狂|吐|偷笑|愉快|"
    "白眼|傲慢|困|惊恐|憨笑|悠闲|咒骂|疑问|嘘|晕|衰|骷髅|敲打|再见|擦汗|抠鼻|鼓掌|坏笑|鄙视|委屈|"
    "快哭了|阴险|亲亲|可怜|笑脸|生病|脸红|破涕为笑|恐惧|失望|无语|嘿哈|捂脸|奸笑|机智|皱眉|耶|吃瓜|"
    "加油|汗|天啊|社会社会|旺柴|好的|打脸|哇|翻白眼|让我看看|叹气|苦涩|裂开|嘴唇|爱心|心碎|拥抱|强|弱|"
    "握手|胜利|抱拳|勾引|拳头|ok|合十|啤酒|咖啡|蛋糕|玫瑰|凋谢|菜刀|炸弹|便便|月亮|太阳|庆祝|礼物|红包|"
    "发|福|烟花|爆竹|猪头|跳跳|发抖|转圈|送心|比心|谢谢|抱抱|鲜花|飞吻|大笑|开心|可爱|呵呵|嘻嘻|哈哈|"
    "爱你|酷|赞|心|泪|思考|生气|疑惑|鬼脸|给力|威武|ok手势|点赞|小星星|星星眼|笑哭|奋斗|左哼哼|右哼哼"
)
_EMOTICON = re.compile(
    rf"{MOOD}{MOOD_REST}*"
    r"|[\U0001f1e6-\U0001f1ff]{2}"
    rf"|{_DRAWN}{_JOINED}(?:\u200d[\u2640\u2642\u2695-\u27bf\U0001f300-\U0001faff]{_JOINED})*"
    rf"|\[(?:{_CODES})\]"
    r"|/:(?:\d{3}|:[a-z)('|<>-]|[a-z^~!@?<>()$.*&-]{2,6}(?=[^a-z]|$))"
    rf"|[(][^()\u4e00-\u9fff0-9\n]{{0,6}}[{_FACES}][^()\u4e00-\u9fff0-9\n]{{0,8}}[)]"
    r"|[(][^()\u4e00-\u9fff\n]{0,4}[￣≧^♡˘] ?[3³ε] ?[￣≦^♡˘][^()\n]{0,4}[)]"
    r"|\^[-_.o▽]?\^|[t][_.][t](?![a-z])|>[_.]<|orz|qaq|qwq|xd(?![a-z])"
)
_MAY_BE_FACE = re.compile(r"[\ufffd\[/(^>\u2600-\u27bf\U0001f1e6-\U0001faff]|t[_.]|orz|q[aw]q|xd")
_MAY_BE_NUMBER = re.compile(r"[0-9零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两]{9}")
_LINE = 8
_FACE = frozenset("-=><^*~.t•⊙◕≧≦`´'\";;@oOuqp￣﹏╯╰╥°")
_MAY_BE_BLANK = re.compile(
    r"xx|××|\{|[\[<][a-z]|__|○○|□□|◯◯|某某|[\[【(「『《<〔“][ _*.…]{0,9}[\]】)」』》>〕”]|填|\?\?"
    r"|】|\)\(|[敬爱]的[(\[]|\*\*|〇〇"
)
_FIELDS = (
    "快递公司|快递名称?|快递单号|物流单号|运单号|单号|订单号|姓名|名字|名称|昵称|买家昵称|客户姓名|客户名|金额|日期|数量|"
    "店铺名称?|商品名称?|产品名称?|客服姓名|客服名|快递|时间|天数"
)
_WHOM = "买家|客户|顾客|称呼|收件人|客服|店铺|店名|电话|手机号|地址|商品|颜色|尺码"
_ENGLISH_FIELDS = (
    "(?:(?:customer|buyer|client|first|last|full|your|order|tracking|product|item|shop|store|agent)"
    "['’s]{0,2} )?(?:name|number|date|amount|product|order|id|link|address|company)"
)
_BLANK = re.compile(
    r"(?<![a-z_])x{2,30}(?![a-z]|[-_][a-z0-9])"
    r"|[×]{2,}"
    r"|_{2,}"
    r"|○{2,}|◯{2,}|□{2,}|〇〇+"
    r"|某某+"
    r"|[【「『〔《][ _…]{0,9}[】」』〕》](?![里内]|中[的间]|符号|括号|方括号)"
    r"|(?<![a-z0-9_\])])\([ _]{0,9}\)(?![a-z/ω])"
    r"|(?<![a-z0-9_\])-])(?<!- )\[[ _]{0,9}\](?!\()"
    r"|“ {0,9}”"
    r"|\?{2,}(?=元|块|天|号|折|件|点|个工作日|小时)"
    r"|(?<!\*)\*{2,}(?=元|块|天|号|折|件|个工作日|小时|快递)"
    r"|[【\[][^】\]\n]{0,4}(?:填写|填入|待填|此处填|请填|输入|替换)[^】\]\n]{0,10}[】\]]"
    r"|(?<=[\u4e00-\u9fff:】])(?<!点击)(?<!点)(?<!选择)(?<!进入)(?<!找到)(?<!复制)(?<!查看)(?<!打开)"
    rf"【(?:{_FIELDS})】(?!:)"
    rf"|【(?:{_FIELDS}|{_WHOM})】(?=,?(?:您好|你好|先生|女士|亲|老板|老师))"
    rf"|(?:\((?:{_FIELDS}|{_WHOM})\)){{2,}}"
    rf"|(?<=[敬爱]的)[(【\[](?:{_FIELDS})[)】\]]"
    r"|\((?:此处|这里|待)(?:请)?(?:填|补|写)[^)\n]{0,10}\)"
    rf"|\$?\{{{{1,2}} ?(?:{_FIELDS}|{_WHOM}) ?\}}{{1,2}}"
    rf"|(?:(?<=dear )|(?<=hi )|(?<=hello ))[\[<](?:{_ENGLISH_FIELDS})[\]>](?!\()"
    rf"|(?<![a-z0-9_\])-])\[(?:your|insert|enter|the|customer|buyer|client|order|tracking|product|item)"
    rf"['’s]{{0,2}} (?:{_ENGLISH_FIELDS})(?: here)?\](?![(:])"
)
_TWICE = re.compile(r"\A(.+?)\1+\Z")
_AGAIN = re.compile(r"(.)\1+")
_SALUTATION = re.compile(r"\A亲+(?=.)")
_PARTICLES = re.compile(r"(?<=.)(?:亲+|[了呢哦呀啊哈啦哒嘛噢喔诶哟滴捏嗷呐耶唷])+\Z")
_NO_WORD = re.compile(rf"(?!{FILLED})[\W_]|哈")
