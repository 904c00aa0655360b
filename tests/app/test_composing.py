"""A reply put into words with the settings, the time and the moods of the moment."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kefu_desktop.app.composing import Composer, Occasion, first_variant
from kefu_desktop.core.clients import Client, Lines, Manner
from kefu_desktop.core.emoticons import Moods, Style
from kefu_desktop.core.fragments import Fragment
from kefu_desktop.core.model import Reply, Uid, Use, Variant
from kefu_desktop.core.settings import Language, Settings, with_value
from tests.app.shop import StillClock


@pytest.fixture
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    os.environ.pop("TZ")
    time.tzset()


@pytest.fixture
def settings() -> list[Settings]:
    """The settings as they are now, at the end."""
    return [with_value(Settings(), "shop.constants", {"地址": "一号仓", "快递": "中通"})]


@pytest.fixture
def composer(settings: list[Settings]) -> Composer:
    moods = Moods.from_document([{"names": ["微笑"], "emoji": "😊"}])
    noon = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
    return Composer(lambda: settings[-1], moods, StillClock(round(noon.timestamp() * 1000)))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set on this system")
@pytest.mark.usefixtures("shanghai")
def test_the_time_is_that_of_the_place(composer: Composer) -> None:
    rendered = composer.compose("{日期}{时间}{问候}", Occasion())
    assert rendered.parts[0].text == "11月21日12:30中午好"


def test_settings_hold_at_the_moment_they_are_used(
    composer: Composer, settings: list[Settings]
) -> None:
    assert composer.compose("{店铺}{客服}", Occasion()).parts[0].text == "本店小客服"
    settings.append(with_value(with_value(Settings(), "shop.name", "好店"), "shop.agent", "阿美"))
    assert composer.compose("{店铺}{客服}", Occasion()).parts[0].text == "好店阿美"


def test_constants_fill_in_and_answers_come_first(composer: Composer) -> None:
    rendered = composer.compose("{地址}{快递}{单号}", Occasion({"快递": "顺丰"}))
    assert rendered.parts[0].text == "一号仓顺丰{单号}"
    assert [ask.name for ask in rendered.missing] == ["单号"]
    assert [ask.name for ask in composer.asks("{单号}{快递}", Occasion())] == ["单号", "快递"]


def test_moods_are_written_for_the_client(composer: Composer) -> None:
    assert composer.compose("好{表情:微笑}", Occasion()).parts[0].text == "好😊"
    plain = Client(manner=Manner(style=Style.PLAIN))
    assert composer.compose("好{表情:微笑}", Occasion(client=plain)).parts[0].text == "好"


def test_the_same_occasion_gives_the_same_words(composer: Composer) -> None:
    words = [
        composer.compose("{随机|甲|乙|丙}", Occasion(seed=seed)).parts[0].text for seed in range(6)
    ]
    assert words == list("甲乙丙甲乙丙")


def test_variants_take_turns() -> None:
    reply = Reply(uid=Uid("r"), title="题", variants=(Variant("甲"), Variant("乙"), Variant("丙")))
    assert [first_variant(reply, Use(count)) for count in range(5)] == [0, 1, 2, 0, 1]


def test_images_stand_where_they_are_placed(composer: Composer) -> None:
    rendered = composer.compose("看{图片}好", Occasion(), 2)
    assert [part.image for part in rendered.parts] == [None, 0, None, 1]


@pytest.mark.parametrize(
    ("slot", "seen"),
    [
        ("{图片}", "[图片]"),
        ("{image}", "[image]"),
        ("{分段}", " ⏎ "),
        ("{单号}", "‹单号›"),
        ("{地址}", "一号仓"),
        ("{光标}", ""),
    ],
)
def test_a_glimpse_is_short_for_what_a_placeholder_will_be(
    composer: Composer, slot: str, seen: str
) -> None:
    assert composer.glimpse(slot) == seen


def test_a_client_gets_what_it_takes(composer: Composer) -> None:
    client = Client(manner=Manner(longest=20, lines=Lines.JOIN))
    text = "第一句说的是发货。\n第二句说的是快递单号。"
    rendered = composer.compose(text, Occasion(client=client))
    assert [part.text for part in rendered.parts] == [
        "第一句说的是发货。",
        "第二句说的是快递单号。",
    ]


def test_greetings_are_enriched_while_that_is_set(
    composer: Composer, settings: list[Settings]
) -> None:
    assert composer.compose("您好", Occasion(enrich=True)).parts[0].text == "您好😊"
    assert composer.compose("您好", Occasion()).parts[0].text == "您好"
    settings.append(with_value(Settings(), "emoticons.greetings", False))
    assert composer.compose("您好", Occasion(enrich=True)).parts[0].text == "您好"


def test_workdays_festivals_and_other_replies_come_in(composer: Composer) -> None:
    eve = datetime.fromisoformat("2026-09-30T09:00").astimezone()
    rendered = composer.compose("{日期+1工作日}{节日}{片段:无}", Occasion(at=eve))
    assert rendered.parts[0].text == "10月8日国庆节"
    assert [trouble.word for trouble in rendered.troubles] == ["无"]


def test_a_reply_is_taken_in_with_its_constants(settings: list[Settings]) -> None:
    def fragment(name: str) -> Fragment | None:
        return Fragment("r", ("寄到{地址}",)) if name == "地址话术" else None

    composer = Composer(lambda: settings[-1], Moods.from_document([]), StillClock(), fragment)
    assert composer.compose("请{片段:地址话术}", Occasion()).parts[0].text == "请寄到一号仓"
    assert composer.glimpse("{片段:地址话术}") == "寄到一号仓"


def test_dates_and_greetings_are_in_the_language_of_the_words_or_of_the_user() -> None:
    spoken = [Language.EN]
    clock = StillClock(round(datetime(2026, 11, 21, 4, 30, tzinfo=UTC).timestamp() * 1000))
    moods = Moods.from_document([])
    composer = Composer(Settings, moods, clock, spoken=lambda: spoken[-1])

    def written(text: str, occasion: Occasion = Occasion()) -> str:  # noqa: B008 - a value
        return composer.compose(text, occasion).parts[0].text

    assert written("Sent {date=d MMM}, {buyer}") == "Sent 21 Nov, dear customer"
    assert written("{问候}").startswith("Good ")
    assert written("预计{日期=MMMd日}到，{买家}") == "预计11月21日到，亲"
    assert written("{date=MMM}", Occasion(spoken=Language.ZH_CN)) == "11月"
    spoken.append(Language.ZH_CN)
    assert written("Sent {date=MMM}, {buyer}") == "Sent 11月, 亲"
