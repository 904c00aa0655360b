"""Which characters of a hit are marked, for each way of typing."""

import pytest

from kefu_desktop.search.index import Field, Index, Place
from kefu_desktop.search.readings import Readings
from tests.search.conftest import NOW, SHOP, document


def marked(index: Index, typed: str, uid: str) -> list[str]:
    """What is marked in a reply: the field's letter, and the stretch as it stands in there."""
    texts = next(d for d in SHOP if d.uid == uid)
    hit = next(h for h in index.find(typed, now=NOW).hits if h.uid == uid)
    result = []
    for place in hit.places:
        text = {
            Field.TITLE: (texts.title,),
            Field.SHORTCUT: (texts.shortcut,),
            Field.TEXT: texts.variants,
            Field.ASKED_AS: texts.asked_as,
        }[place.field][place.item]
        assert 0 <= place.start < place.end <= len(text)
        result.append(f"{place.field.name.lower()}:{text[place.start : place.end]}")
    return result


@pytest.mark.parametrize(
    ("typed", "uid", "expected"),
    [
        ("发货", "ship", ["title:发货", "text:发货"]),
        ("fahuo", "ship", ["title:发货", "text:发货"]),
        ("fa货", "ship", ["title:发货", "text:发货"]),
        ("fhsj", "ship", ["title:发货时间"]),
        ("fahuosj", "ship", ["title:发货时间"]),
        ("fahou", "ship", ["title:发货", "text:发货"]),
        ("發貨", "ship", ["title:发货", "text:发货"]),
        ("时间 货", "ship", ["title:货时间", "text:货"]),  # what touches becomes one
        ("fh", "ship", ["title:发货", "shortcut:fh", "text:发货"]),
        (";f", "ship", ["shortcut:f"]),
        ("f", "ship", ["title:发", "shortcut:f"]),
        ("😊", "ship", ["text:😊"]),
        ("银行", "refund", ["text:银行", "text:银行"]),
        ("y", "refund", ["text:银"]),
        ("yinhangchuli", "refund", ["text:银行处理"]),
        ("钱 退给", "refund", ["asked_as:钱", "asked_as:退给", "asked_as:钱"]),
        ("亲爱", "trad", ["text:親愛"]),
        ("1042xl", "size", ["text:1042XL"]),
        ("#老虎 最低", "bargain", ["text:最低"]),
        ("#老虎", "bargain", []),
    ],
)
def test_marks(shop: Index, typed: str, uid: str, expected: list[str]) -> None:
    assert marked(shop, typed, uid) == expected


def test_each_variant_has_its_own_places(shop: Index) -> None:
    hit = shop.find("银行", now=NOW).hits[0]
    assert [(p.field, p.item, p.start, p.end) for p in hit.places] == [
        (Field.TEXT, 0, 11, 13),
        (Field.TEXT, 1, 5, 7),
    ]


def test_a_long_text_is_marked_where_it_matches(readings: Readings) -> None:
    text = "啊" * 19_000 + "终于发货" + "啊" * 900
    index = Index.build([document("long", "长文", text)], readings)
    for typed in ("发货", "fahuo", "终于f", "f"):
        places = index.find(typed, now=NOW).hits[0].places
        assert any(p.start <= 19_002 < p.end for p in places), typed


def test_marks_of_one_word_are_few(readings: Readings) -> None:
    index = Index.build([document("many", "", "好" * 5000)], readings)
    (place,) = index.find("好", now=NOW).hits[0].places
    assert place == Place(Field.TEXT, 0, 0, place.end)
    assert place.end <= 50


def test_places_count_code_points(readings: Readings) -> None:
    index = Index.build([document("e", "", "😀👍🏽\r\n发货")], readings)
    assert index.find("发货", now=NOW).hits[0].places == (Place(Field.TEXT, 0, 5, 7),)
