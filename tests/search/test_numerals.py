"""Numbers are found in whichever script they were typed."""

import pytest

from kefu_desktop.search.index import Index
from kefu_desktop.search.numerals import otherwise
from kefu_desktop.search.readings import Readings
from tests.search.conftest import NOW, document


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("7天无理由", ("七天无理由",)),
        ("七天无理由", ("7天无理由",)),
        ("15天", ("十五天",)),
        ("十五天", ("15天",)),
        ("二十天", ("20天",)),
        ("30天", ("三十天",)),
        ("2件", ("二件", "两件")),
        ("两件", ("2件",)),
        ("满3件打8折", ("满三件打八折",)),
    ],
)
def test_a_number_beside_characters_is_written_the_other_way(
    typed: str, written: tuple[str, ...]
) -> None:
    assert otherwise(typed) == written


@pytest.mark.parametrize(
    "typed", ["", "7", "ab-12", "iphone7", "a7壳", "100件", "1.5米", "发货", "08号"]
)
def test_what_is_no_such_number_stays(typed: str) -> None:
    assert otherwise(typed) == ()


def test_a_reply_is_found_by_its_number_in_the_other_script(readings: Readings) -> None:
    index = Index.build(
        [
            document("week", "七天无理由说明", "签收后七天内可以退"),
            document("two", "两件九折", "拍两件自动减"),
            document("figure", "满15天", "到第15天"),
            document("other", "一样的", "都一样"),
        ],
        readings,
    )
    for typed, wanted in {"7天": "week", "2件": "two", "十五天": "figure"}.items():
        assert [hit.uid for hit in index.find(typed, now=NOW).hits] == [wanted]


def test_a_term_of_many_numbers_is_written_otherwise_in_no_time() -> None:
    assert otherwise("2天" * 60) == tuple(
        "二天" * 57 + "".join(f"{last}天" for last in ending)
        for ending in ("二二二", "二二两", "二两二", "二两两")
    )
