"""What typed text is taken to ask for."""

import pytest

from kefu_desktop.search.query import Query, parse, verbatim
from kefu_desktop.search.readings import Readings


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("  \u3000\t ", Query()),
        ("发货 FaHuo 发货", Query(terms=("发货", "fahuo"))),
        (";fh", Query(shortcut="fh")),
        ("；FH 时间", Query(terms=("时间",), shortcut="fh")),
        ("时间 ;fh", Query(terms=("时间", ";fh"))),  # only the first word asks for a shortcut
        (";", Query(shortcut="")),
        ("/售前/议 贵", Query(terms=("贵",), categories=(("售前", "议"),))),
        ("、售前、议", Query(categories=(("售前", "议"),))),
        ("/", Query(categories=((),))),
        ("＃老虎 #vip", Query(tags=("老虎", "vip"))),
        ("a/b c#d", Query(terms=("a/b", "c#d"))),
        ("fa'huo", Query(terms=("fa'huo",))),
    ],
)
def test_parse(readings: Readings, text: str, query: Query) -> None:
    assert parse(text, readings.folding) == query


def test_verbatim_takes_sigils_as_text(readings: Readings) -> None:
    assert verbatim("/件 #1", readings.folding) == Query(terms=("/件", "#1"))
