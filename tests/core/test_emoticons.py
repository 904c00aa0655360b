"""Moods, and the ones that come with the program."""

import json
import re

import pytest

from kefu_desktop import assets
from kefu_desktop.core.emoticons import Moods, Style
from kefu_desktop.core.errors import InvalidInput


@pytest.fixture
def shipped() -> Moods:
    text = assets.resource("emoticons", "moods.json").read_text(encoding="utf-8")
    return Moods.from_document(json.loads(text))


def test_a_mood_is_found_by_each_of_its_names_in_any_case() -> None:
    moods = Moods.from_document([{"names": ["微笑", "Smile"], "emoji": "😊"}])
    for name in ("微笑", "smile", " SMILE "):
        assert moods.write(name, Style.EMOJI) == "😊"
    assert moods.write("哭", Style.EMOJI) is None


def test_a_style_that_cannot_write_a_mood_leaves_it_out() -> None:
    moods = Moods.from_document([{"names": ["微笑"], "emoji": "😊"}, {"names": ["哑"]}])
    assert moods.write("微笑", Style.PLAIN) == ""
    assert moods.write("哑", Style.EMOJI) == ""


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [("谢谢", "謝謝"), ("礼物", "禮物"), ("开心", "開心"), ("赞", "讚"), ("发货", "發貨")],
)
def test_a_shipped_mood_goes_by_its_name_in_either_script(
    shipped: Moods, simplified: str, traditional: str
) -> None:
    assert shipped.named(traditional) is shipped.named(simplified) is not None


def test_a_greeting_is_understood_in_either_script(shipped: Moods) -> None:
    said = [shipped.fitting(text, 15, Style.EMOJI) for text in ("谢谢您的光临", "謝謝您的光臨")]
    assert said == ["🙏", "🙏"]


@pytest.mark.parametrize("entry", [{}, {"names": []}, {"emoji": "😊"}])
def test_a_mood_without_a_name_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        Moods.from_document([entry])


def test_no_two_shipped_moods_share_a_name(shipped: Moods) -> None:
    names = [name.casefold() for mood in shipped for name in mood.names]
    assert len(names) == len(set(names))
    assert len(shipped) > 0


def test_each_shipped_mood_has_names_in_both_languages_and_one_emoji(shipped: Moods) -> None:
    for mood in shipped:
        assert any(name.isascii() for name in mood.names), mood.names
        written = mood.written[Style.EMOJI]
        assert written, mood.names
        # An emoji and what belongs to it (selectors, joiners, tones) is no word and no blank.
        assert not any(sign.isalnum() or sign.isspace() for sign in written), mood.names


def test_sixty_moods_are_written_in_every_style(shipped: Moods) -> None:
    styles = set(Style) - {Style.PLAIN}
    full = [mood for mood in shipped if styles <= {s for s in Style if mood.in_style(s)}]
    assert len(full) >= 60
    assert all(mood.in_style(Style.PLAIN) == "" for mood in shipped)


def test_each_style_writes_as_its_clients_read(shipped: Moods) -> None:
    for mood in shipped:
        written = mood.written
        assert re.fullmatch(r"/:\S+|:\d{3}|\[\S+\]|", written.get(Style.WANGWANG, ""))
        for style in (Style.WECHAT, Style.DOUYIN, Style.QQ):
            assert re.fullmatch(r"\[[^\[\]\s]+\]|", written.get(style, "")), mood.names
        kaomoji = written[Style.KAOMOJI]
        assert kaomoji == kaomoji.strip()
        assert "\n" not in kaomoji
        assert "{" not in kaomoji


def test_a_client_that_shows_emoji_gets_one_where_it_has_no_code() -> None:
    moods = Moods.from_document([{"names": ["包裹"], "emoji": "📦"}])
    assert moods.write("包裹", Style.WECHAT) == "📦"
    assert moods.write("包裹", Style.WANGWANG) == ""
    assert moods.write("包裹", Style.KAOMOJI) == ""


def test_every_hour_has_its_mood_or_the_usual_one(shipped: Moods) -> None:
    for hour in range(24):
        assert len([mood for mood in shipped if mood.fits_hour(hour)]) <= 1
        assert shipped.fitting("您好", hour, Style.EMOJI)
