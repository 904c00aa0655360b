"""The words that heads of columns use, in Simplified and Traditional Chinese and English.

Words are compared without blanks, punctuation and marks like "required" (see :func:`plain`).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from kefu_desktop.core.columns import Meaning
from kefu_desktop.core.model import Kind

_WORDS: Mapping[Meaning, str] = {
    Meaning.CATEGORY: """
        分组 分組 分组名 分组名称 分組名稱 组 组名 组别 群组 群組 分类 分類 分类名称
        分類名稱 目录 目錄 文件夹 資料夾 资料夹 一级分组 二级分组 三级分组 一级分类 二级分类
        三级分类 一級分類 二級分類 三級分類 一级目录 二级目录 三级目录 类目 類目 所属分组
        所属分类 所屬分組 所屬分類 一级 二级 三级 一級 二級 三級 子分类 子分類 子分组 次级分类
        产品 產品 商品 品类 品類 产品名称 商品名称 产品类型 商品类型 产品分类 商品分类
        问题类型 問題類型 问题分类 咨询类型 场景分类 场景类型 业务类型 大类 大類 中类 中類 小类 小類
        环节 環節 阶段 階段 模块 模塊 板块 板塊 版块 栏目 欄目 分区 话术分组
        话术分类 場景 场景 group groupname folder category categories categoryname section
    """,
    Meaning.TITLE: """
        标题 標題 名称 名稱 主题 主題 话术标题 话术名称 話術標題 話術名稱 短语标题 题目 題目
        title name subject caption replytitle
    """,
    Meaning.SHORTCUT: """
        快捷 快捷编码 快捷編碼 编码 編碼 快捷码 快捷碼 代码 代碼 快捷键 快捷鍵 快速键 快速鍵
        快捷方式 快捷代码 快捷代碼
        快捷指令 快捷词 快捷詞 缩写 縮寫 简码 簡碼 短码 短碼 短语编码 指令 触发词 觸發詞
        shortcut shortcutkey shortcutcode quickkey quickcode shortcode hotkey code abbr abbrev
        prefix bang abbreviation autotext hotstring keyword trigger command
    """,
    Meaning.TEXT: """
        快捷短语 快捷短語 快捷语 快捷語 快捷消息 常用话术
        短语 短語 内容 內容 短语内容 短語內容 回复内容 回覆內容 回复 回覆
        回復 回復內容 话术 話術 话术内容 話術內容 文本 文字 正文 答案 回答 答复 答覆 消息
        消息内容 訊息 訊息內容 回复语 快捷回复 快捷回覆 自动回复内容 常用语 常用語
        客服消息 客服訊息 聊天内容 聊天內容 对话内容 對話內容
        客服答 客服说 客服话 客服回复 客服回覆 客服回答 客服话术 客服話術 参考话术 參考話術
        推荐话术 推薦話術 标准话术 標準話術 标准回复 标准答案 参考回复 参考回答 参考答案 推荐回复
        应对话术 回复话术 应答话术 话术示例 话术模板 回复模板 话术正文 客服话语 解答
        标准答 標準答
        text content contents reply answer body message snippet response phrase replacement
        phrasecontent bodytext messagetext replytext messagebody macro plaintext expansion
    """,
    Meaning.TAGS: """
        标签 標籤 标记 標記 客户类型 顾客类型 买家类型 客戶類型 顧客類型 人群 tag tags labels
    """,
    Meaning.QUESTION: """
        问题 問題 提问 提問 买家问题 顾客问题 客户问题 常见问题 買家問題 顧客問題 客戶問題
        常見問題 问 問 顾客问 客户问 买家问 顧客問 客戶問 買家問 顾客提问 客户提问 买家提问
        买家说 顾客说 客户说 用户说 买家话术 买家提问 用户问 用户问题 用户提问 咨询内容
        咨询问题 客户疑问 顾客疑问 客户异议 顾客异议 标准问 標準問
        客户消息 顾客消息 买家消息 用户消息 访客消息 客戶訊息 顧客訊息 買家訊息
        标准问题 標準問題 主问题 question questions faq query
    """,
    Meaning.ASKED_AS: """
        客户问法 顾客问法 用户问法 常见问法 客戶問法 顧客問法
        买家问法 買家問法 扩展问 扩展问法 其他问法 问法 問法
        相似问 相似問 相似问法 相似問法 askedas similar
        similarquestion similarquestions similarqueries
    """,
    Meaning.KEYWORDS: """
        匹配关键词 匹配關鍵詞 触发关键词 觸發關鍵詞 关键词 關鍵詞 关键字 關鍵字 keywords
    """,
    Meaning.NOTES: """
        备注 備註 说明 說明 描述 注意 注意事项 注意事項 使用说明 要点 note notes
        remark remarks comment description
    """,
    Meaning.KIND_OR_CATEGORY: """
        类型 類型 类别 類別 种类 種類 kind type
    """,
}
_SIDES: Mapping[str, str] = {
    "buyer": "q 问 問 买家 買家 顾客 顧客 客户 客戶 用户 用戶 buyer customer",
    "agent": "a 答 客服 卖家 賣家 商家 店家 agent seller",
}
_SPEAKERS = """
    发送者 發送者 发送人 發送人 发送方 發送方 发言人 發言人 发言者 发信人 说话人 說話人 讲话人
    对话角色 角色 身份 昵称 暱稱 发送者昵称 发送人昵称 消息来源 消息方
    speaker sender sendername role from author nick nickname username
"""
_NO_CHAT = frozenset({Meaning.TITLE, Meaning.QUESTION, Meaning.ASKED_AS})
_NUMBERED = re.compile(r"(?P<word>.+?)(?:\d{1,3}|[一二三四五六七八九十]|(?<=[\u4e00-\u9fff])[a-e])")
_WORDINGS = frozenset({"说法", "說法", "variant"})
_KIND_WORDS: Mapping[Kind, str] = {
    Kind.REPLY: "快捷回复 快捷回覆 快捷短语 话术 話術 reply replies",
    Kind.GREETING: "问候语 問候語 问候 問候 greeting greetings",
    Kind.AWAY: "离开留言 離開留言 离开 離開 away awaymessage",
}
_NOISE = re.compile(
    r"[\s\u200b-\u200f\u2060\ufeff*＊:：()（）\[\]【】《》<>“”\"'·.。、_#-]"
    r"|必填|选填|選填|可选|可選|required|optional"
)


_LONGEST = 200
"""Characters of a head, with all that it says of how to fill the column in."""

_HINT = re.compile(r"[(（\[【].*", re.DOTALL)
_SUBJECT = re.compile(
    r"(?:所属|所屬)?(?:快捷短语|快捷短語|快捷回复|快捷回覆|快捷话术|快捷話術|快捷语|快捷語|快捷消息|常用语|常用語"
    r"|自动回复|自動回覆|短语|短語|话术|話術|回复语|回复|回覆|知识|知識|模板|范本|消息"
    r"|quickreply|cannedresponse|snippet|template|macro|reply)(?=.)"
)
# 回复类型 or 消息类型 tell of texts and images.
_MEANT_OF_A_SUBJECT = frozenset(Meaning) - {Meaning.KIND_OR_CATEGORY}


def plain(cell: str) -> str:
    """Gives the word of a cell without what does not tell words apart; of a text, its beginning."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", cell[:_LONGEST]).casefold())


@lru_cache(maxsize=512)  # the fields of a hundred thousand objects are always the same
def meaning_of(cell: str) -> Meaning | None:
    """Gives what the head of a column says that it means; None for no word that is known.

    Chat programs put what the table is about before the word (``快捷短语编码``, ``话术标题``) and
    how to fill it in behind it, in brackets (``编码（不超过8字）``).
    """
    if len(cell) > _LONGEST:
        return None
    for head in (cell, _HINT.sub("", cell)):
        word = plain(head)
        for core in (word, _SUBJECT.sub("", word)):
            known = meanings_by_word().get(core)
            if known is not None and (core is word or known in _MEANT_OF_A_SUBJECT):
                return known
    return None


def side_of(cell: str) -> str:
    """Gives who speaks in a column, ``"buyer"`` or ``"agent"``, by its head; blank for any other.
    A head like 客服 may also name those who serve, so it counts only where no other tells the text.
    """
    word = plain(cell)
    return next((side for side, words in _SIDES.items() if word in words.split()), "")


def chat_columns(heads: Sequence[str]) -> tuple[int, int] | None:
    """Gives the columns of who spoke and of what was said where the heads are those of a chat's
    export; None for any other table.
    """
    means = [meaning_of(head) for head in heads]
    speakers = [column for column, head in enumerate(heads) if plain(head) in _SPEAKERS.split()]
    words = [column for column, meaning in enumerate(means) if meaning is Meaning.TEXT]
    if not speakers or len(words) != 1 or _NO_CHAT.intersection(means):
        return None
    return speakers[0], words[0]


@cache
def meanings_by_word() -> Mapping[str, Meaning]:
    """Gives what each plain word at the head of a column means."""
    return {word: meaning for meaning, words in _WORDS.items() for word in words.split()}


def is_further_wording(cell: str) -> bool:
    """Whether a cell heads one of several columns of wordings: 说法2, 内容3, 回复内容二."""
    if len(cell) > _LONGEST:
        return False
    numbered = _NUMBERED.fullmatch(plain(_HINT.sub("", cell)))
    if numbered is None:
        return False
    return numbered["word"] in _WORDINGS or meaning_of(numbered["word"]) is Meaning.TEXT


@cache
def kinds_by_word() -> Mapping[str, Kind]:
    """Gives what each plain word in a column of kinds means."""
    return {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}


def kind_named(cell: str) -> Kind | None:
    """Gives the kind that a cell names, None for any other word."""
    known = kinds_by_word()
    return known.get(cell) or known.get(plain(cell))
