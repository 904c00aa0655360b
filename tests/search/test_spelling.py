"""How a typed term is cut into syllables, initials and characters."""

import pytest

from kefu_desktop.search.pieces import Manner, Speller
from kefu_desktop.search.readings import Readings
from kefu_desktop.search.typos import Slips


@pytest.fixture(scope="module")
def speller(readings: Readings) -> Speller:
    return Speller(readings.syllables)


def cuts(speller: Speller, term: str) -> set[tuple[str, Manner]]:
    """Each way to cut the term; its last piece may be both a syllable and the beginning of one."""
    return {
        ("·".join(piece.value for piece in spelling.pieces), spelling.manner)
        for spelling in speller.spellings(term)
    }


@pytest.mark.parametrize(
    ("term", "cut", "manner"),
    [
        ("发货", "发·货", Manner.LITERAL),
        ("fahuo", "fa·huo", Manner.SOUND),
        ("fahu", "fa·hu", Manner.BEGUN),
        ("fah", "fa·h", Manner.BEGUN),
        ("fhsj", "f·h·s·j", Manner.INITIALS),
        ("zhsj", "zh·s·j", Manner.INITIALS),
        ("zhsj", "z·h·s·j", Manner.INITIALS),
        ("fahuosj", "fa·huo·s·j", Manner.BROKEN),
        ("fhuo", "f·huo", Manner.BROKEN),
        ("发huo", "发·huo", Manner.MIXED),
        ("fa货", "fa·货", Manner.MIXED),
        ("发h", "发·h", Manner.BEGUN),
        ("xian", "xian", Manner.SOUND),
        ("xian", "xi·an", Manner.SOUND),
        ("xi'an", "xi·an", Manner.SOUND),
        ("fa'huo", "fa·huo", Manner.SOUND),
        ("f'h", "f·h", Manner.INITIALS),
        ("lue", "lve", Manner.SOUND),
        ("jvzi", "ju·zi", Manner.SOUND),
        ("ab-1042", "a·b·-·1·0·4·2", Manner.LITERAL),
    ],
)
def test_a_term_has_this_spelling(speller: Speller, term: str, cut: str, manner: Manner) -> None:
    assert (cut, manner) in cuts(speller, term)


def test_an_apostrophe_always_cuts(speller: Speller) -> None:
    assert "xian" not in {cut for cut, _ in cuts(speller, "xi'an")}


def test_the_letters_themselves_come_first(speller: Speller) -> None:
    first = speller.spellings("vip")[0]
    assert first.manner is Manner.LITERAL
    assert [piece.value for piece in first.pieces] == ["v", "i", "p"]


@pytest.mark.parametrize("term", ["zhongguorenminyinhang" * 3, "a" * 20_000, "a啊" * 500, "'" * 99])
def test_long_terms_have_few_spellings(speller: Speller, term: str) -> None:
    assert 1 <= len(speller.spellings(term)) <= 100


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fahou", "fa huo"),  # two letters swapped in a syllable
        ("fhauo", "fa huo"),  # and across two
        ("faho", "fa huo"),  # one left out: faho is fa·ho, not a syllable
        ("fahuuo", "fa huo"),  # one too many
        ("fahup", "fa huo"),  # the key beside
        ("shoujihaomz", "shou ji hao ma"),
        ("sijian", "shi jian"),  # accents
        ("kuaidu", "kuai di"),
        ("zhongguo", "zong guo"),
        ("haun", "huan"),
    ],
)
def test_a_slip_leads_back_to_what_was_meant(speller: Speller, typed: str, meant: str) -> None:
    wanted = meant.split()
    assert any(
        len(spelling.pieces) == len(wanted)
        and all(
            syllable in piece.value.split() or syllable.startswith(piece.value)
            for piece, syllable in zip(spelling.pieces, wanted, strict=True)
        )
        for spelling in Slips(speller).spellings(typed)
    )


@pytest.mark.parametrize("term", ["ab-1042", "q", "12", "款", "a" * 40, "长" * 40])
def test_what_has_no_slips(speller: Speller, term: str) -> None:
    assert Slips(speller).spellings(term) == ()
