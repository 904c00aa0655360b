"""Things found by their names: written, as they sound, by initials, in part."""

import pytest

from kefu_desktop import assets
from kefu_desktop.search.naming import NameSearch
from kefu_desktop.search.readings import Readings

THINGS = [
    ("微笑", "smile", "笑"),
    ("大笑", "laugh", "笑"),
    ("微风", "breeze", "风"),
    ("开口微笑", "grin", "smile"),
    ("礼物", "gift"),
]


@pytest.fixture(scope="module")
def search() -> NameSearch:
    readings = Readings.load(assets.resource("readings", "readings.bin").read_bytes())
    return NameSearch(THINGS, 2, readings)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("微笑", [0, 3]),
        ("weixiao", [0]),
        ("微", [0, 2, 3]),
        ("wx", [0]),
        ("smile", [0, 3]),
        ("Smi", [0, 3]),
        ("笑", [0, 1, 3]),
        ("笑 laugh", [1]),
        ("lw", [4]),
        ("禮物", [4]),
        ("nothing", []),
        ("", []),
    ],
)
def test_the_best_come_first(search: NameSearch, text: str, found: list[int]) -> None:
    assert search.find(text) == found
