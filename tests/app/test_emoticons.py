"""Emoticons to pick from: what there is, found by any name, the recent ones first, in any skin."""

import json
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as set_up
from hypothesis import strategies as st

from kefu_desktop import assets
from kefu_desktop.app.emoticons import Emoticon, Emoticons, Sort
from kefu_desktop.app.jobs import InlineLane, ThreadLane
from kefu_desktop.core.emoticons import Moods, SkinTone, Style
from kefu_desktop.search.readings import Readings
from kefu_desktop.store.recents import MOST, Recents

FOLDER = assets.resource("emoticons")
MOODS = Moods.from_document(json.loads((FOLDER / "moods.json").read_text(encoding="utf-8")))


def over(recents: Path) -> Emoticons:
    made = Emoticons(FOLDER, MOODS, load_readings, Recents(recents), InlineLane())
    made.prepare().result()
    return made


def load_readings() -> Readings:
    return Readings.load(assets.resource("readings", "readings.bin").read_bytes())


@pytest.fixture(scope="module")
def _read_once(tmp_path_factory: pytest.TempPathFactory) -> Emoticons:
    return over(tmp_path_factory.mktemp("home") / "recent.json")


@pytest.fixture
def emoticons(_read_once: Emoticons) -> Emoticons:
    _read_once._recents.file.unlink(missing_ok=True)
    _read_once._recent = ()
    return _read_once


def signs(found: tuple[Emoticon, ...], count: int) -> list[str]:
    return [emoticon.sign for emoticon in found[:count]]


def one(emoticons: Emoticons, sign: str, sort: Sort = Sort.EMOJI) -> Emoticon:
    (found,) = {
        emoticon
        for group in emoticons.groups()
        for emoticon in group.emoticons
        if (emoticon.sign, emoticon.sort) == (sign, sort)
    }
    return found


def test_there_is_enough_to_pick_from(emoticons: Emoticons) -> None:
    groups = emoticons.groups()
    count = {
        sort: sum(len(group.emoticons) for group in groups if group.sort is sort) for sort in Sort
    }
    assert count[Sort.MOOD] == len(MOODS) >= 60
    assert count[Sort.EMOJI] > 1800
    assert count[Sort.KAOMOJI] >= 300
    assert all(group.emoticons and group.zh and group.en.isascii() for group in groups)


def test_none_is_there_twice(emoticons: Emoticons) -> None:
    keys = [emoticon.key for group in emoticons.groups() for emoticon in group.emoticons]
    assert len(keys) == len(set(keys))
    assert max(map(len, keys)) <= 80


def test_every_emoji_has_names_in_both_languages(emoticons: Emoticons) -> None:
    for group in emoticons.groups():
        for emoticon in group.emoticons:
            assert emoticon.zh, emoticon
            assert emoticon.en, emoticon
            if group.sort is Sort.EMOJI and group.en != "Flags":
                words = (emoticon.zh, *emoticon.words)
                assert any("\u3400" <= sign <= "\u9fff" for word in words for sign in word) or any(
                    word.isascii() for word in words
                )


def test_faces_of_signs_are_faces(emoticons: Emoticons) -> None:
    for group in emoticons.groups():
        for emoticon in group.emoticons if group.sort is Sort.KAOMOJI else ():
            face = emoticon.sign
            assert face == face.strip()
            assert 3 <= len(face) <= 24
            assert not {"{", "}", "\n", "\t"} & set(face)
            assert not any(unicodedata.category(sign) == "Cn" for sign in face), face


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("微笑", "😊"),
        ("weixiao", "😊"),
        ("wx", "😊"),
        ("smile", "😊"),
        ("SMILE", "😊"),
        ("礼物", "🎁"),
        ("liwu", "🎁"),
        ("lw", "🎁"),
        ("禮物", "🎁"),
        ("gift", "🎁"),
        ("包裹", "📦"),
        ("ganxie", "🙏"),
        ("shengri", "🎂"),
        ("birthday", "🎂"),
        ("panda", "🐼"),
        ("xiongmao", "🐼"),
        ("red heart", "❤️"),
        ("旗 中国", "🇨🇳"),
    ],
)
def test_it_is_found_by_chinese_pinyin_and_english(
    emoticons: Emoticons, text: str, sign: str
) -> None:
    assert sign in signs(emoticons.search(text), 3)


def test_faces_of_signs_are_found_by_their_mood(emoticons: Emoticons) -> None:
    found = emoticons.search("jiayou")
    faces = [emoticon for emoticon in found if emoticon.sort is Sort.KAOMOJI]
    assert len(faces) > 5
    assert found[-len(faces) :] == tuple(faces)


def test_nothing_is_found_for_what_nothing_is_called(emoticons: Emoticons) -> None:
    assert emoticons.search("qqqqzzzz") == ()
    assert emoticons.search("微笑 qqqqzzzz") == ()
    assert emoticons.search("   ") == ()


def test_recent_ones_come_first_and_outlive_the_program(
    emoticons: Emoticons, tmp_path: Path
) -> None:
    cat, panda = one(emoticons, "🐱"), one(emoticons, "🐼")
    face = one(emoticons, "(^▽^)", Sort.KAOMOJI)
    for emoticon in (cat, panda, face, cat):
        emoticons.used(emoticon)
    assert emoticons.recent() == (cat, face, panda)
    assert emoticons.search("") == (cat, face, panda)
    assert emoticons.search("happy")[0] == face
    again = over(emoticons._recents.file)
    assert again.recent() == (cat, face, panda)


def test_what_is_no_longer_there_is_not_recent(tmp_path: Path) -> None:
    Recents(tmp_path / "recent.json").write(["emoji:nothing", "mood:微笑", "x"])
    emoticons = over(tmp_path / "recent.json")
    assert [emoticon.zh for emoticon in emoticons.recent()] == ["微笑"]


def test_no_more_are_recent_than_are_kept(tmp_path: Path) -> None:
    emoticons = over(tmp_path / "recent.json")
    everything = [one for group in emoticons.groups() for one in group.emoticons][: MOST + 9]
    for emoticon in everything:
        emoticons.used(emoticon)
    assert emoticons.recent() == tuple(reversed(everything))[:MOST]
    assert over(tmp_path / "recent.json").recent() == emoticons.recent()


def test_a_disk_that_refuses_costs_no_choice(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "emoticons").write_text("a file", encoding="utf-8")
    emoticons = over(tmp_path / "emoticons" / "recent.json")
    cat = one(emoticons, "🐱")
    emoticons.used(cat)
    assert emoticons.recent() == (cat,)
    assert "a job failed" in caplog.text


def test_nobody_waits_for_the_disk(tmp_path: Path) -> None:
    lane, going = ThreadLane("test"), threading.Event()

    def slow() -> Readings:
        going.wait(30)
        return load_readings()

    emoticons = Emoticons(FOLDER, MOODS, slow, Recents(tmp_path / "recent.json"), lane)
    reading = emoticons.prepare()
    assert not emoticons.ready
    assert emoticons.groups() == emoticons.recent() == emoticons.search("smile") == ()
    going.set()
    reading.result(30)
    assert emoticons.ready
    assert emoticons.search("smile")
    lane.close()


def test_it_is_written_for_the_client_and_in_a_skin(emoticons: Emoticons) -> None:
    smile = next(iter(emoticons.groups()[0].emoticons))
    assert emoticons.write(smile, Style.WANGWANG, SkinTone.NONE) == "/:^_^"
    assert emoticons.write(smile, Style.PLAIN, SkinTone.NONE) == ""
    wave = one(emoticons, "👋")
    assert emoticons.write(wave, Style.WECHAT, SkinTone.NONE) == "👋"
    assert emoticons.write(wave, Style.WECHAT, SkinTone.MEDIUM) == "👋🏽"
    detective = one(emoticons, "🕵️‍♀️")
    assert emoticons.write(detective, Style.EMOJI, SkinTone.DARK) == "🕵🏿‍♀️"
    couple = one(emoticons, "🧑‍🤝‍🧑")
    assert emoticons.write(couple, Style.EMOJI, SkinTone.LIGHT) == "🧑🏻‍🤝‍🧑🏻"
    assert emoticons.write(one(emoticons, "🐼"), Style.EMOJI, SkinTone.DARK) == "🐼"


def test_what_was_let_go_is_read_again(tmp_path: Path) -> None:
    emoticons = over(tmp_path / "recent.json")
    before = emoticons.groups()
    emoticons.used(before[0].emoticons[0])
    emoticons.let_go()
    assert not emoticons.ready
    emoticons.prepare().result()
    assert emoticons.recent() == before[0].emoticons[:1]
    assert emoticons.groups() == before
    assert emoticons.groups() is not before


@set_up(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=20))
def test_anything_can_be_typed(emoticons: Emoticons, text: str) -> None:
    found = emoticons.search(text, 10)
    assert len(found) == len(set(found)) <= 10
