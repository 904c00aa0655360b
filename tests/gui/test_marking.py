"""Which characters of a row are marked, and which stretch of a text is shown."""

from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.app.searching import Field, Place, Reason, Row
from kefu_desktop.core.model import Reply, Uid, Use, Variant
from kefu_desktop.gui.popup.marking import (
    LINE,
    SEEN,
    Run,
    runs,
    shown_variant,
    text_runs,
    title_runs,
)

_places = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=6).map(tuple)


@given(st.text(max_size=50), _places)
def test_runs_are_the_text_cut_at_its_marks(text: str, places: tuple[tuple[int, int], ...]) -> None:
    found = runs(text, places)
    assert "".join(run.text for run in found) == text
    assert all(run.text for run in found)
    marked = {at for start, end in places for at in range(max(0, start), min(end, len(text)))}
    at = 0
    for run in found:
        here = set(range(at, at + len(run.text)))
        assert here <= marked if run.marked else not here & marked
        at += len(run.text)


def row(*places: Place, texts: tuple[str, ...] = ("今天发货哦",), title: str = "发货时间") -> Row:
    variants = tuple(map(Variant, texts))
    reply = Reply(uid=Uid("r"), title=title, variants=variants)
    return Row(reply, (), Use(), next(iter(Reason)), places)


def test_a_title_is_marked_by_its_own_places() -> None:
    found = title_runs(row(Place(Field.TITLE, 0, 0, 2), Place(Field.TEXT, 0, 2, 4)))
    assert found == (Run("发货", marked=True), Run("时间", marked=False))


def test_the_variant_in_which_something_was_found_is_shown() -> None:
    hit = Place(Field.TEXT, 1, 0, 1)
    assert shown_variant(row(hit, texts=("甲", "乙")), 0) == 1
    assert shown_variant(row(Place(Field.TITLE, 0, 0, 1), texts=("甲", "乙")), 0) == 0
    assert text_runs(row(hit, texts=("甲", "乙")), 0) == (Run("甲", marked=False),)


def test_a_late_mark_is_shown_in_its_sentence() -> None:
    text = "前" * 200 + "发货" + "后" * 200
    found = text_runs(row(Place(Field.TEXT, 0, 200, 202), texts=(text,)), 0)
    assert found[0] == Run("…", marked=False)
    assert found[1] == Run("前" * 8, marked=False)
    assert found[2] == Run("发货", marked=True)
    assert sum(len(run.text) for run in found) == LINE + 1


@given(st.integers(0, 150), st.integers(1, 9))
def test_the_first_mark_is_always_in_sight(start: int, length: int) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(170))
    found = text_runs(row(Place(Field.TEXT, 0, start, start + length), texts=(text,)), 0)
    shown = "".join(run.text for run in found)
    assert text[start : start + length] in shown[:SEEN]


@given(st.integers(0, 150), st.integers(1, 9))
def test_all_of_the_first_mark_is_marked(start: int, length: int) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(170))
    found = text_runs(row(Place(Field.TEXT, 0, start, start + length), texts=(text,)), 0)
    assert "".join(run.text for run in found if run.marked) == text[start : start + length]


def test_lines_become_one() -> None:
    assert text_runs(row(texts=("一\n二",)), 0) == (Run("一 二", marked=False),)


def test_a_placeholder_is_shown_as_what_it_stands_for() -> None:
    text = "包裹{表情:包裹}今天发货"
    found = text_runs(row(Place(Field.TEXT, 0, 11, 13), texts=(text,)), 0, lambda slot: "📦")
    assert found == (Run("包裹📦今天", marked=False), Run("发货", marked=True))


def test_a_mark_in_a_placeholder_marks_what_stands_for_it() -> None:
    text = "备注{发货日期}发出"
    found = text_runs(row(Place(Field.TEXT, 0, 3, 5), texts=(text,)), 0, lambda slot: "‹发货日期›")
    assert found[1] == Run("‹发货日期›", marked=True)
    assert "".join(run.text for run in found) == "备注‹发货日期›发出"


def test_doubled_braces_are_shown_as_the_one_that_is_sent() -> None:
    text = "填{{姓名}}和{{{单号}}}发货}}"
    at = text.index("发货")
    found = text_runs(row(Place(Field.TEXT, 0, at, at + 2), texts=(text,)), 0, lambda slot: "‹号›")
    assert found == (
        Run("填{姓名}和{‹号›}", marked=False),
        Run("发货", marked=True),
        Run("}", marked=False),
    )


def test_braces_of_code_are_shown_as_they_are_sent() -> None:
    code = '{"a": {"b": 1}}发货'
    at = code.index("发货")
    found = text_runs(row(Place(Field.TEXT, 0, at, at + 2), texts=(code,)), 0)
    assert found == (Run('{"a": {"b": 1}}', marked=False), Run("发货", marked=True))


@given(
    st.lists(
        st.sampled_from(["字", "{表情:包裹}", "{单号}", "a ", "{{", "}}", "{", "}"]), max_size=30
    )
)
def test_marks_stay_on_their_words_whatever_is_filled_in(words: list[str]) -> None:
    text = "".join(words) + "发货"
    found = text_runs(
        row(Place(Field.TEXT, 0, len(text) - 2, len(text)), texts=(text,)), 0, len_sign
    )
    assert [run.text for run in found if run.marked] == ["发货"]


def test_only_placeholders_in_sight_are_filled_in() -> None:
    asked: list[str] = []

    def fill(slot: str) -> str:
        asked.append(slot)
        return "值"

    text = "{前}字" * 400 + "发货" + "{后}字" * 400
    at = text.index("发货")
    found = text_runs(row(Place(Field.TEXT, 0, at, at + 2), texts=(text,)), 0, fill)
    assert found[:3] == (
        Run("…", marked=False),
        Run("值字值字", marked=False),
        Run("发货", marked=True),
    )
    assert sum(len(run.text) for run in found) == LINE + 1
    assert len(asked) < LINE


def len_sign(slot: str) -> str:
    return "…" * (len(slot) % 3)
