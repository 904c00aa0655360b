"""The starter pack as a person will use it: complete, findable, and worded the way the trade
teaches.

These tests read the files themselves and know nothing of the program, so that they say what is
wrong with the content also where a reader of packs would be lenient.
"""

import csv
import difflib
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypinyin
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "resources" / "packs" / "starter.zh_CN"
SITUATIONS = ROOT / "tests" / "data" / "starter_situations.tsv"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STAGES = _words("招呼 询问 推荐 议价 核实 道别 跟进 发货后 该到时 签收后 好评后 差评后")
PERSONAS = _words("老虎 孔雀 考拉 猫头鹰")
MOODS = _words("""
    微笑 开心 谢谢 抱歉 委屈 加油 爱心 礼物 包裹 玫瑰 抱抱 握手 可爱 害羞 大笑 赞 OK 庆祝
    太阳 月亮 咖啡 吃饭 再见 思考 放心 红包 闹钟 电话 拍照 衣服 鞋子 手机 雪花 雨伞 烟花 灯笼
    月饼 粽子 圣诞 星星 鼓掌 飞吻 眨眼 呲牙 流汗 难过 快递车 日历 书 蛋糕 水 药
""")
# Tags under which the buyer is angry: a smiling face would mock them.
ANGRY = frozenset({"投诉", "差评后"})
TEXT_LIMIT = 300
SMS_LIMIT = 70
MOODS_IN_A_TEXT = 2

# What the grammar of templates knows by name; all else in braces is asked for.
BARE = _words("日期 时间 星期 问候 店铺 客服 分段")
WITH_DEFAULT = _words("回来时间 离开原因 离开时长")
DATE = re.compile(r"日期(?:[+-]\d{1,3})?(?:=M月d日)?")
ASKED = re.compile(r"[一-鿿]{2,8}(?::[^:|]{1,20}|(?:\|[^:|]{1,20}){2,})?")
EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")

# Fragments that teach a new agent bad habits, by the reason; then words that hold them harmlessly.
FORBIDDEN = {
    "blunt: say what can be done": _words(
        "不能 不会 不行 没有 不知道 不可以 不清楚 不支持 不了解 不允许 没办法 无法 必须 自己看"
    ),
    "takes back what was said before it": _words("但"),
    "a promise that nobody can hold": _words("保证 绝对 肯定 一定 百分 100% 包您"),
    "a superlative that advertising law forbids": _words(
        "最 第一 全网 顶级 独家 唯一 首选 国家级 极品 万能 永久 史上 特效 根治 绝版 王牌 冠军"
    ),
    "leads the buyer off the platform": _words("微信 QQ 加V VX 电话 私下 线下 http www"),
    "buys a review": _words("返现 五星 改评 删评 好评有 给好评 给个好评 好评返"),
    "a name of somebody else's house": _words(
        "淘宝 天猫 京东 拼多多 抖音 顺丰 中通 圆通 申通 韵达 邮政 支付宝 花呗 白条"
    ),
    "too familiar, or a sound instead of a word": _words("你 亲们 哦 嗯 恩 呵呵 晕"),
}
ALLOWED = re.compile("有没有|会不会|能不能|行不行|知不知道")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of replies.ndjson."""

    uid: str
    kind: str
    title: str
    category: tuple[str, ...]
    shortcut: str
    tags: tuple[str, ...]
    variants: tuple[str, ...]
    asked_as: tuple[str, ...]
    favourite: bool


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    document = json.loads((PACK / "manifest.json").read_text("utf-8"))
    assert isinstance(document, dict)
    return document


@pytest.fixture(scope="module")
def entries() -> tuple[Entry, ...]:
    lines = (PACK / "replies.ndjson").read_text("utf-8").splitlines()
    return tuple(_entry(json.loads(line)) for line in lines)


def _entry(fields: dict[str, Any]) -> Entry:
    """Reads one line; a missing, unknown, empty or mistyped field fails."""
    assert set(fields) == set(Entry.__slots__), fields.get("uid")
    for name in ("uid", "kind", "title", "shortcut"):
        assert isinstance(fields[name], str), fields
        assert fields[name], fields
    lists = {name: fields[name] for name in ("category", "tags", "variants", "asked_as")}
    assert all(isinstance(values, list) for values in lists.values()), fields
    assert all(isinstance(v, str) and v for values in lists.values() for v in values), fields
    assert isinstance(fields["favourite"], bool), fields
    return Entry(**{**fields, **{name: tuple(values) for name, values in lists.items()}})


def _texts(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, str]]:
    return ((entry, text) for entry in entries for text in entry.variants)


def _placeholders(text: str) -> list[str]:
    return re.findall(r"\{([^{}]*)\}", text)


def _moods(text: str) -> list[str]:
    return [inner[3:] for inner in _placeholders(text) if inner.startswith("表情:")]


def _said(text: str) -> str:
    """The words a buyer reads: faces away, defaults and choices in place, parts as lines."""

    def fill(match: re.Match[str]) -> str:
        inner = match[1]
        if inner.startswith("表情:"):
            return ""
        if inner == "分段":
            return "\n"
        return re.split(r"[:|+=]", inner)[1] if re.search("[:|]", inner) else "某"

    return re.sub(r"\{([^{}]*)\}", fill, text)


def _bare(text: str) -> str:
    """Letters and characters only, for comparing."""
    return re.sub(r"[\W_]", "", _said(text)).casefold()


def _initials(title: str) -> list[set[str]]:
    """For each character the first letters of all its readings."""
    readings = pypinyin.pinyin(title, style=pypinyin.Style.NORMAL, heteronym=True, errors="ignore")
    return [{reading[0] for reading in of_one} for of_one in readings]


class TestFiles:
    def test_manifest_says_what_the_pack_is(self, manifest: dict[str, Any]) -> None:
        expected = {"format": 1, "uid": "kefu-desktop.starter.zh_CN", "language": "zh_CN"}
        assert {name: manifest[name] for name in expected} == expected
        assert re.fullmatch(r"\d+\.\d+\.\d+", str(manifest["version"]))

    def test_tags_of_manifest_are_those_in_use(
        self, manifest: dict[str, Any], entries: tuple[Entry, ...]
    ) -> None:
        declared = [(tag["name"], tag["group"]) for tag in manifest["tags"]]
        names = [name for name, _ in declared]
        assert len(names) == len(set(names))
        assert set(names) == {tag for entry in entries for tag in entry.tags}
        assert {name for name, group in declared if group == "环节"} == STAGES
        assert {name for name, group in declared if group == "买家性格"} == PERSONAS

    def test_categories_of_manifest_are_those_in_use(
        self, manifest: dict[str, Any], entries: tuple[Entry, ...]
    ) -> None:
        declared = [tuple(path) for path in manifest["categories"]]
        assert len(declared) == len(set(declared))
        assert set(declared) == {entry.category for entry in entries}
        assert all(1 <= len(path) <= 3 for path in declared)

    def test_each_line_is_one_object_and_the_last_ends(self) -> None:
        text = (PACK / "replies.ndjson").read_bytes().decode("utf-8")
        assert text.endswith("}\n")
        assert "\r" not in text
        assert all(line.startswith("{") for line in text.splitlines())


class TestIdentity:
    def test_uids_are_readable_ascii_and_unique(self, entries: tuple[Entry, ...]) -> None:
        uids = [entry.uid for entry in entries]
        assert [uid for uid in uids if not re.fullmatch(r"zh-[a-z0-9-]{1,61}", uid)] == []
        assert _twice(uids) == []

    def test_titles_are_short_and_no_two_alike(self, entries: tuple[Entry, ...]) -> None:
        titles = [entry.title for entry in entries]
        assert [title for title in titles if not 2 <= len(title) <= 12] == []
        assert _twice([re.sub(r"\W", "", title).casefold() for title in titles]) == []
        signs = [(title, _signs(title)) for title in titles]
        # What two titles have in common is cheap to tell, and as alike as they can be.
        pairs = [
            (one[0], other[0])
            for one, other in itertools.combinations(signs, 2)
            if 2 * len(one[1] & other[1]) > 0.85 * (len(one[1]) + len(other[1]))
        ]
        assert [
            pair for pair in pairs if difflib.SequenceMatcher(a=pair[0], b=pair[1]).ratio() > 0.85
        ] == []

    def test_shortcuts_are_unique_and_come_from_the_title(self, entries: tuple[Entry, ...]) -> None:
        shortcuts = [entry.shortcut for entry in entries]
        assert [code for code in shortcuts if not re.fullmatch("[a-z0-9]{2,6}", code)] == []
        assert _twice([code.casefold() for code in shortcuts]) == []
        assert [(e.title, e.shortcut) for e in entries if not _is_mnemonic(e)] == []

    def test_favourites_are_left_to_the_user(self, entries: tuple[Entry, ...]) -> None:
        assert not any(entry.favourite for entry in entries)


def _signs(title: str) -> frozenset[tuple[str, int]]:
    """The characters of a title, each with how many of its kind came before."""
    return frozenset((sign, title[:at].count(sign)) for at, sign in enumerate(title))


def _twice(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _is_mnemonic(entry: Entry) -> bool:
    """Whether the letters of the shortcut are initials of the title, in order."""
    letters = iter(_initials(entry.title))
    return all(any(letter in initials for initials in letters) for letter in entry.shortcut)


class TestCoverage:
    def test_every_situation_has_a_reply(self, entries: tuple[Entry, ...]) -> None:
        known = {entry.uid for entry in entries}
        rows = list(csv.DictReader(SITUATIONS.read_text("utf-8").splitlines(), delimiter="\t"))
        assert len(rows) >= 165
        assert [row["situation"] for row in rows if not row["uids"].split()] == []
        assert {uid for row in rows for uid in row["uids"].split()} - known == set()

    def test_each_stage_and_each_persona_is_furnished(self, entries: tuple[Entry, ...]) -> None:
        used = Counter(tag for entry in entries for tag in entry.tags)
        assert {tag: used[tag] for tag in STAGES | PERSONAS if used[tag] < 4} == {}

    def test_a_stage_category_carries_its_tag(self, entries: tuple[Entry, ...]) -> None:
        named = [(e, name) for e in entries for name in e.category if name in STAGES | PERSONAS]
        assert [entry.uid for entry, name in named if name not in entry.tags] == []

    def test_kinds_lie_in_categories_of_their_own(self, entries: tuple[Entry, ...]) -> None:
        kinds: dict[tuple[str, ...], set[str]] = {}
        for entry in entries:
            kinds.setdefault(entry.category[:2], set()).add(entry.kind)
        assert [path for path, held in kinds.items() if len(held) > 1] == []
        assert {path[0] for path, held in kinds.items() if "away" in held} == {"离开留言"}

    def test_most_replies_know_how_buyers_ask(self, entries: tuple[Entry, ...]) -> None:
        replies = [entry for entry in entries if entry.kind == "reply"]
        # The others are said unasked: a reminder, a call back, a thank-you.
        assert sum(bool(entry.asked_as) for entry in replies) >= len(replies) * 0.85
        assert all(_twice(list(entry.asked_as)) == [] for entry in entries)


class TestShipTime:
    def test_reply_that_every_guide_shows(self, entries: tuple[Entry, ...]) -> None:
        (entry,) = [entry for entry in entries if entry.title == "发货时间"]
        assert (entry.shortcut, entry.kind) == ("fh", "reply")
        first = entry.variants[0]
        assert "\n" not in first
        assert "16 点前付款当天发货" in first
        assert "😊" in first
        assert _placeholders(first) == []

    def test_fhsj_means_no_other_title(self, entries: tuple[Entry, ...]) -> None:
        found = [entry.title for entry in entries if _holds(_initials(entry.title), "fhsj")]
        assert found == ["发货时间"]


def _holds(initials: list[set[str]], letters: str) -> bool:
    """Whether ``letters`` are initials of neighbouring characters anywhere in the title."""
    windows = (initials[at : at + len(letters)] for at in range(len(initials) - len(letters) + 1))
    return any(all(letter in of for letter, of in zip(letters, w, strict=True)) for w in windows)


class TestPlaceholders:
    def test_only_what_the_grammar_knows(self, entries: tuple[Entry, ...]) -> None:
        unknown = [
            (entry.uid, inner)
            for entry, text in _texts(entries)
            for inner in _placeholders(text)
            if not _is_known(inner)
        ]
        assert unknown == []

    def test_braces_are_paired(self, entries: tuple[Entry, ...]) -> None:
        assert [e.uid for e, text in _texts(entries) if re.search("[{}]", _said(text))] == []

    def test_most_can_be_sent_with_nothing_to_fill(self, entries: tuple[Entry, ...]) -> None:
        asking = [entry.title for entry in entries if _asks(entry.variants[0])]
        assert len(asking) <= len(entries) * 0.06, asking

    def test_away_messages_never_ask(self, entries: tuple[Entry, ...]) -> None:
        away = tuple(entry for entry in entries if entry.kind == "away")
        assert [entry.uid for entry, text in _texts(away) if _asks(text)] == []

    def test_a_part_is_a_message_of_its_own(self, entries: tuple[Entry, ...]) -> None:
        parts = [(e.uid, t.split("{分段}")) for e, t in _texts(entries) if "{分段}" in t]
        assert len(parts) >= 4
        assert [uid for uid, said in parts if not all(len(_said(part)) >= 5 for part in said)] == []


def _is_known(inner: str) -> bool:
    name, _, default = inner.partition(":")
    if name == "表情":
        return default in MOODS
    if inner in BARE or DATE.fullmatch(inner):
        return True
    if name in WITH_DEFAULT:
        return inner == name or bool(default)
    return name not in BARE and ASKED.fullmatch(inner) is not None


def _asks(text: str) -> bool:
    """Whether the text waits for a value: an asked name without a default."""
    return any(
        inner not in BARE and not DATE.fullmatch(inner) and ":" not in inner
        for inner in _placeholders(text)
    )


class TestFaces:
    def test_at_most_two_in_a_text(self, entries: tuple[Entry, ...]) -> None:
        assert [e.uid for e, t in _texts(entries) if len(_moods(t)) > MOODS_IN_A_TEXT] == []

    def test_none_for_an_angry_buyer(self, entries: tuple[Entry, ...]) -> None:
        angry = tuple(entry for entry in entries if ANGRY & set(entry.tags))
        assert len(angry) >= 15
        assert [e.uid for e, t in _texts(angry) if _moods(t) or EMOJI.search(t)] == []

    def test_written_as_moods_so_that_each_client_gets_its_own(
        self, entries: tuple[Entry, ...]
    ) -> None:
        literal = {entry.title for entry, text in _texts(entries) if EMOJI.search(text)}
        assert literal == {"发货时间"}

    def test_a_text_still_reads_where_a_client_has_no_faces(
        self, entries: tuple[Entry, ...]
    ) -> None:
        run_on = re.compile(r"[^，。！？～…]\{表情:[^}]*\}[^\n]")
        assert [entry.uid for entry, text in _texts(entries) if run_on.search(text)] == []


class TestWording:
    @pytest.mark.parametrize("reason", FORBIDDEN)
    def test_forbidden_fragments(self, reason: str, entries: tuple[Entry, ...]) -> None:
        found = [
            (entry.uid, fragment)
            for entry, text in _texts(entries)
            for fragment in FORBIDDEN[reason]
            if fragment.casefold() in ALLOWED.sub("", _said(text)).casefold()
        ]
        assert found == []

    def test_forbidden_fragments_are_found_when_they_are_there(self) -> None:
        said = ALLOWED.sub("", _said("您问有没有货？没有{表情:电话}"))
        assert [f for group in FORBIDDEN.values() for f in group if f in said] == ["没有"]

    def test_the_buyer_is_addressed(self, entries: tuple[Entry, ...]) -> None:
        cold = [(e.uid, t) for e, t in _texts(entries) if not re.search("[您咱]", t)]
        assert cold == []

    def test_never_one_word_and_never_an_essay(self, entries: tuple[Entry, ...]) -> None:
        odd = [(e.uid, len(t)) for e, t in _texts(entries) if not 20 <= len(t) <= TEXT_LIMIT]
        assert odd == []

    def test_lines_are_short(self, entries: tuple[Entry, ...]) -> None:
        lines = ((e.uid, line) for e, t in _texts(entries) for line in _said(t).split("\n"))
        assert [(uid, line) for uid, line in lines if len(line) > 90] == []

    def test_call_backs_fit_one_short_message(self, entries: tuple[Entry, ...]) -> None:
        calls = tuple(entry for entry in entries if entry.category[-1] == "回访")
        assert len(calls) >= 8
        sizes = ((e.uid, len(re.sub(r"\{[^}]*\}", "某某某某", t))) for e, t in _texts(calls))
        assert [(uid, size) for uid, size in sizes if size > SMS_LIMIT] == []

    def test_texts_are_clean(self, entries: tuple[Entry, ...]) -> None:
        odd = [e.uid for e, t in _texts(entries) if t != t.strip() or re.search(" {2}|[,;?!]$", t)]
        assert odd == []

    def test_no_two_texts_say_the_same(self, entries: tuple[Entry, ...]) -> None:
        bare = [(entry.uid, text, _bigrams(_bare(text))) for entry, text in _texts(entries)]
        alike = [
            (one[0], other[0])
            for one, other in itertools.combinations(bare, 2)
            if min(len(one[2]), len(other[2])) > 0.5 * max(len(one[2]), len(other[2]))
            and len(one[2] & other[2]) > 0.5 * len(one[2] | other[2])
        ]
        assert alike == []


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
