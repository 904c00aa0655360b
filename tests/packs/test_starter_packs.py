"""All starter packs, whatever their language: complete, readable by the program itself, no two
replies alike, and each in the words of its own market.

What is said of the Simplified Chinese pack alone is in test_starter_content.
"""

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kefu_desktop.app.wording import WordingRules
from kefu_desktop.core.emoticons import Moods
from kefu_desktop.core.lint import Circumstances
from kefu_desktop.core.model import Kind
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.packs.reading import read
from kefu_desktop.search.likeness import Plain, Said, groups
from kefu_desktop.search.readings import Readings

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "resources" / "packs"
MOODS = ROOT / "resources" / "emoticons" / "moods.json"
READINGS = ROOT / "resources" / "readings" / "readings.bin"

FACES_IN_A_TEXT = 2
WORDINGS = 3


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Expected:
    """How much of each kind a pack holds at least, how many replies have several wordings, and
    which tags say that the buyer is angry.
    """

    replies: int
    greetings: int
    away: int
    varied: int
    angry: frozenset[str]


EXPECTED = {
    "starter.zh_CN": Expected(420, 65, 24, 110, frozenset({"投诉", "差评后"})),
    "starter.zh_TW": Expected(165, 40, 15, 35, frozenset({"投訴", "負評後"})),
    "starter.en": Expected(140, 28, 14, 25, frozenset({"complaint"})),
}


@pytest.fixture(params=EXPECTED)
def name(request: pytest.FixtureRequest) -> str:
    assert isinstance(request.param, str)
    return request.param


@pytest.fixture
def pack(name: str) -> Pack:
    return read(PACKS / name)


@pytest.fixture(scope="module")
def readings() -> Readings:
    return Readings.load(READINGS.read_bytes())


@pytest.fixture(scope="module")
def wording(readings: Readings, tmp_path_factory: pytest.TempPathFactory) -> WordingRules:
    own = tmp_path_factory.mktemp("own") / "none.toml"
    return WordingRules(ROOT / "resources" / "wording", own, lambda: readings)


def _texts(pack: Pack) -> Iterator[tuple[Record, str]]:
    return ((record, text) for record in pack.records for text in record.variants)


def _slots(text: str) -> list[Slot]:
    return [node for node in parse(text) if isinstance(node, Slot)]


def test_all_packs_that_ship_are_looked_at() -> None:
    assert {path.name for path in PACKS.glob("starter.*")} == set(EXPECTED)


def test_the_program_reads_it_without_a_remark(name: str, pack: Pack) -> None:
    assert pack.findings == ()
    assert pack.uid == f"kefu-desktop.{name}"
    assert name == f"starter.{pack.language}"
    lines = (PACKS / name / "replies.ndjson").read_text("utf-8").splitlines()
    assert len(pack.records) == len(lines)


def test_there_is_enough_of_each_kind(name: str, pack: Pack) -> None:
    expected, kinds = EXPECTED[name], Counter(record.kind for record in pack.records)
    assert kinds[Kind.REPLY] >= expected.replies
    assert kinds[Kind.GREETING] >= expected.greetings
    assert kinds[Kind.AWAY] >= expected.away
    varied = [one for one in pack.records if one.kind is Kind.REPLY and len(one.variants) > 1]
    assert len(varied) >= expected.varied
    assert all(len(record.variants) <= WORDINGS for record in pack.records)


def test_each_is_found_by_one_title_and_one_shortcut(pack: Pack) -> None:
    for values in (
        [record.title.casefold() for record in pack.records],
        [record.shortcut.casefold() for record in pack.records if record.shortcut],
    ):
        assert [value for value, count in Counter(values).items() if count > 1] == []
    codes = [record.shortcut for record in pack.records]
    assert [code for code in codes if not re.fullmatch("[a-z0-9]{2,6}", code)] == []


def test_the_manifest_says_what_is_in_use(name: str, pack: Pack) -> None:
    manifest = json.loads((PACKS / name / "manifest.json").read_text("utf-8"))
    assert {tag["name"] for tag in manifest["tags"]} == {
        str(tag) for record in pack.records for tag in record.tags
    }
    assert {tuple(path) for path in manifest["categories"]} == {
        tuple(record.category) for record in pack.records
    }


def test_buyers_ask_for_most_of_it(pack: Pack) -> None:
    asked = [record for record in pack.records if record.kind is Kind.REPLY]
    # The others are said unasked: a reminder, a call back, a thank-you.
    assert sum(bool(record.asked_as) for record in asked) >= len(asked) * 0.85


def test_nearly_all_can_be_sent_at_once(pack: Pack) -> None:
    def asks(record: Record) -> bool:
        return any(
            slot.means is Means.ASKED and slot.default is None and not slot.choices
            for slot in _slots(record.variants[0])
        )

    asking = [record.title for record in pack.records if asks(record)]
    assert len(asking) <= len(pack.records) * 0.08, asking
    assert not any(record.kind is Kind.AWAY for record in pack.records if asks(record))


def test_moods_have_a_face(pack: Pack) -> None:
    moods = Moods.from_document(json.loads(MOODS.read_text("utf-8")))
    faces = {
        slot.default or ""
        for _, text in _texts(pack)
        for slot in _slots(text)
        if slot.means is Means.MOOD
    }
    assert sorted(mood for mood in faces if moods.named(mood) is None) == []


def test_few_faces_and_none_for_an_angry_buyer(name: str, pack: Pack) -> None:
    angry = EXPECTED[name].angry
    seen = 0
    for record, text in _texts(pack):
        faces = [slot for slot in _slots(text) if slot.means is Means.MOOD]
        assert len(faces) <= FACES_IN_A_TEXT, record.title
        if angry & set(map(str, record.tags)):
            seen += 1
            assert faces == [], record.title
    assert seen >= 10


def test_no_two_texts_are_nearly_the_same(pack: Pack, readings: Readings) -> None:
    said = Said([record.variants for record in pack.records], Plain(readings.folding, []))
    assert [[pack.records[one].title for one in group.members] for group in groups(said)] == []


def test_none_of_a_replys_wordings_repeats_another(pack: Pack, readings: Readings) -> None:
    plain = Plain(readings.folding, [])
    for record in pack.records:
        pairs = itertools.combinations(plain.reduce(record.variants), 2)
        assert all(one != other for one, other in pairs), record.title


def test_our_own_checks_find_nothing_to_say(pack: Pack, wording: WordingRules) -> None:
    found = [
        (record.title, finding.reason, finding.word)
        for record, text in _texts(pack)
        for finding in wording.look_at(text, Circumstances(tags=record.tags))
    ]
    assert found == []


class TestTraditional:
    """Traditional is written with other characters and says many things in other words."""

    MAINLAND = _words("""
        快遞 發貨 視頻 短信 質量 信息 屏幕 優惠券 包郵 拍下 鏈接 運費險 客戶端 網絡 默認 軟件
        親們 微信 支付寶 花唄 淘寶 天貓 京東
    """)

    def test_no_simplified_character(self) -> None:
        pack = read(PACKS / "starter.zh_TW")
        # Big5 knows no character that is simplified alone.
        odd = {
            character
            for record in pack.records
            for said in (record.title, *record.variants, *record.asked_as, *record.category)
            for character in re.sub(r"\{[^}]*\}", "", said)
            if "一" <= character <= "鿿" and not _in_big5(character)
        }
        assert odd == set()

    def test_no_word_of_the_mainland(self) -> None:
        pack = read(PACKS / "starter.zh_TW")
        found = [
            (record.title, word)
            for record, text in _texts(pack)
            for word in self.MAINLAND
            if word in text
        ]
        assert found == []

    def test_it_speaks_of_how_things_are_done_there(self) -> None:
        said = "".join(text for _, text in _texts(read(PACKS / "starter.zh_TW")))
        words = _words("賣場 宅配 超商 取貨 鑑賞期 統編 載具 折價券 免運 物流 出貨")
        assert [word for word in words if word not in said] == []


def _in_big5(character: str) -> bool:
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def test_english_has_no_chinese() -> None:
    pack = read(PACKS / "starter.en")
    said = "".join((*(text for _, text in _texts(pack)), *(one.title for one in pack.records)))
    assert re.findall("[一-鿿]", said) == []
