"""The parts of the wizard by themselves: its lists, its tables, and what it marks."""

import sys
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from kefu_desktop.app.import_session import Stage
from kefu_desktop.core.columns import Meaning
from kefu_desktop.core.merging import State
from kefu_desktop.core.resolving import Decision, brings_in
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.importing import words
from kefu_desktop.gui.importing.marking import differences
from kefu_desktop.gui.importing.options import options
from kefu_desktop.gui.importing.places import HERE
from tests.gui.importing.person import WAIT, Person


def test_the_lists_keep_to_the_rules_of_models(person: Person, qtmodeltester: ModelTester) -> None:
    person.open(person.shop.table())
    wizard = person.wizard
    for model in (person.view.model(), wizard.places.places, wizard.columns.columns):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    person.press("New 2")
    person.qtbot.waitUntil(lambda: len(person.shop.listed()) == 2, timeout=WAIT)
    person.go_to("破损补发").key(Qt.Key.Key_Space)
    qtmodeltester.check(person.view.model())  # type: ignore[no-untyped-call]


def test_every_decision_that_is_offered_is_worded_and_does_something_else() -> None:
    for state in State:
        offered = options(state)
        assert all(option.words for option in offered)
        claimed = [decision for option in offered for decision in option.same]
        assert len(claimed) == len(set(claimed)), "no decision lights two buttons"
        if offered and state not in (State.BOTH_CHANGED, State.SHORTCUT_TAKEN):
            assert None in claimed, "what happens by itself is one of the buttons"
        done = {brings_in(state, option.decision) for option in offered}
        assert not offered or done == {True, False} or state is State.SHORTCUT_TAKEN


def test_states_and_meanings_are_worded_in_each_language(languages: Languages) -> None:
    for language in (Language.EN, Language.ZH_CN):
        languages.use(language)
        assert set(words.states()) == set(State) == set(words.TONES)
        assert set(words.meanings()) == set(Meaning)
        assert len(set(words.states().values())) == len(State)


TEXT = st.text(st.sampled_from("满减包邮 a1。\n😊"), max_size=60)


@given(TEXT, TEXT)
def test_what_is_not_marked_is_the_same_on_both_sides(one: str, other: str) -> None:
    def rest(text: str, places: tuple[tuple[int, int], ...]) -> str:
        kept, at = [], 0
        for begin, end in places:
            assert at <= begin < end
            kept.append(text[at:begin])
            at = end
        return "".join([*kept, text[at:]])

    mine, theirs = differences(one, other)
    assert rest(one, mine) == rest(other, theirs)
    assert (mine, theirs) != ((), ()) or one == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("长" * 20_000, "短" * 20_000),
        ("ab" * 10_000, "ba" * 10_000),
        ("。" * 20_000, "！" * 20_000),
        ("一句话。" * 5_000, "另一句。" * 5_000),
    ],
)
def test_the_longest_texts_are_compared_with_bounded_steps(one: str, other: str) -> None:
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1
        assert steps < 3_000_000

    sys.setprofile(count)
    try:
        mine, _ = differences(one, other)
    finally:
        sys.setprofile(None)
    assert mine


def test_only_what_differs_in_a_long_text_is_marked() -> None:
    text = "".join(f"第{number}句，请您看好再拍。" for number in range(1_400))
    changed = text.replace("第7句", "第七句").replace("第1200句", "第1201句")
    mine, theirs = differences(text, changed)
    assert [text[a:b] for a, b in mine] == ["7", "1200"]
    assert [changed[a:b] for a, b in theirs] == ["七", "1201"]


# -- categories


def test_a_category_of_the_file_is_laid_elsewhere(person: Person) -> None:
    person.open(person.shop.table())
    places = person.wizard.places.places
    rows = {str(places.index(row, 0).data()): row for row in range(places.rowCount())}
    assert set(rows) == {"售前", "售前 / 优惠", "售后"}
    index = places.index(rows["售后"], HERE)
    assert places.setData(index, "客服 / 售后问题")
    assert index.data() == "客服 / 售后问题 (new)"
    assert not places.setData(index, "/".join("123456789")), "too deep"
    person.carry()
    lies = person.shop.categories()
    assert lies["破损补发"] == "客服/售后问题"
    assert lies["退换运费"] == "售后", "what is here stays where it is"


def test_a_category_goes_where_the_one_above_it_goes(person: Person) -> None:
    rows = [("新的/里面", "", "里面的", "内容甲"), ("新的", "", "外面的", "内容乙")]
    person.open(person.shop.table("别的.csv", rows=rows))
    places = person.wizard.places.places
    assert places.setData(places.index(0, HERE), "售后")
    assert places.index(1, HERE).data() == "售后 / 里面 (new)"
    assert places.index(0, HERE).data() == "售后"
    person.carry()
    lies = person.shop.categories()
    assert (lies["里面的"], lies["外面的"]) == ("售后/里面", "售后")


# -- columns


def test_a_table_that_tells_nothing_opens_at_its_columns(newcomer: Person) -> None:
    wizard = newcomer.wizard
    wizard.open_files([newcomer.shop.untold()])
    newcomer.wait_for(Stage.COLUMNS)
    page = wizard.columns
    assert page.isVisible()
    newcomer.qtbot.waitUntil(lambda: not page.go.isEnabled(), timeout=WAIT)
    menu = page.view.menu(1)
    next(one for one in menu.actions() if one.text() == "Text").trigger()
    page.columns.mean(0, Meaning.TITLE)
    page.columns.mean(2, Meaning.SHORTCUT)
    page.header.setCurrentIndex(1)
    page.header.activated.emit(1)
    newcomer.qtbot.waitUntil(lambda: page.sample.count() == 4, timeout=WAIT)
    assert page.sample.item(0).text() == "包邮门槛 · ;by\n满 88 元包邮哦，新疆西藏加 10 元。"
    newcomer.press("Read it like this")
    newcomer.wait_for(Stage.CHOOSING)
    newcomer.carry()
    assert newcomer.shop.texts()["开头语"] == "您好，欢迎光临！请问有什么可以帮您？"
    assert newcomer.shop.replies()["开头语"].shortcut == "kt"


def test_another_header_row_tells_anew_what_the_columns_mean(person: Person) -> None:
    rows = [("说明", "一", "二", "三"), ("分组", "话术", "标题", "编码")]
    person.open(person.shop.table("两行.csv", rows=[*rows, ("售前", "有货的", "有货", "yh")]))
    page = person.wizard.columns
    page.header.setCurrentIndex(page.header.findData(3))
    page.header.activated.emit(page.header.currentIndex())
    told = [page.columns.meaning(at) for at in range(4)]
    assert told == [Meaning.CATEGORY, Meaning.TEXT, Meaning.TITLE, Meaning.SHORTCUT]
    assert page.columns.header == 3
    page.columns.head_at(4)  # names nothing: the columns mean what they meant
    assert [page.columns.meaning(at) for at in range(4)] == told


def test_a_meaning_that_one_column_has_is_taken_from_another(person: Person) -> None:
    person.open(person.shop.table())
    columns = person.wizard.columns.columns
    assert columns.meaning(3) is Meaning.TEXT
    columns.mean(2, Meaning.TEXT)
    assert columns.meaning(3) is Meaning.OTHER


def test_reading_again_with_other_columns_keeps_what_was_decided(person: Person) -> None:
    person.open(person.shop.table()).go_to("包邮门槛").key(Qt.Key.Key_2)
    person.wizard.columns.columns.mean(1, Meaning.NOTES)
    before = person.wizard.standing
    person.wizard.columns.lay_out_wanted.emit(person.wizard.columns.layouts)
    person.qtbot.waitUntil(
        lambda: (
            person.wizard.standing.stage is Stage.CHOOSING
            and person.wizard.standing.review is not before.review
        ),
        timeout=WAIT,
    )
    review = person.wizard.standing.review
    assert review is not None
    assert not review.count(State.SHORTCUT_TAKEN), "no column holds shortcuts any more"
    assert {record.notes for record in review.plan.pack.records} >= {"by", "yf"}


def test_a_sheet_can_be_left_out(newcomer: Person, tmp_path: Path) -> None:

    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "要的"
    second = book.create_sheet("不要的")
    for sheet, text in ((first, "要"), (second, "不要")):
        sheet.append(["标题", "内容"])
        sheet.append([f"{text}的标题", f"{text}的内容"])
    path = tmp_path / "两张.xlsx"
    book.save(path)
    newcomer.open(path)
    page = newcomer.wizard.columns
    assert [page.sheets.item(row).text() for row in range(2)] == ["要的", "不要的"]
    page.sheets.item(1).setCheckState(Qt.CheckState.Unchecked)
    before = newcomer.wizard.standing.review
    page.lay_out_wanted.emit(page.layouts)
    newcomer.qtbot.waitUntil(lambda: newcomer.wizard.standing.review is not before, timeout=WAIT)
    newcomer.wait_for(Stage.CHOOSING)
    newcomer.carry()
    assert set(newcomer.shop.texts().values()) == {"要的内容"}


def test_a_decision_of_a_conflict_stands_on_its_button(person: Person) -> None:
    person.open(person.shop.table()).go_to("包邮门槛").key(Qt.Key.Key_3)
    assert person.shop.decision("包邮门槛") is Decision.BOTH
    assert person.shop.button("Keep both").isChecked()
    assert not person.shop.button("Use theirs").isChecked()
