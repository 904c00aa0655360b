"""What is shown and chosen: rows, counts, and the view that stays while the library changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics

from kefu_desktop.core.model import Kind, Uid
from kefu_desktop.core.settings import Language, LookSettings
from kefu_desktop.core.settings import Theme as Look
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.library.sidebar.model import ENTRY
from kefu_desktop.gui.library.sidebar.row_painter import depth_of
from tests.gui.sidebar.pane import Pane, category

REPLIES, OTHERS = "Quick replies", "Greetings · away messages"


def test_views_stand_first_then_the_tree_of_each_kind(pane: Pane) -> None:
    pane.make("售前/议价", "售前/招呼", "空的")
    pane.add("嫌贵", "售前/议价")
    pane.add("早上好", "时段", kind=Kind.GREETING)
    pane.add("没有分组")
    headings = [pane.tree.model().index(row, 0).data() for row in range(3)]
    assert headings == ["Views", REPLIES, OTHERS], "without packs there is no heading for them"
    assert pane.names("Views") == [
        "All replies",
        "Favourites",
        "Recently used",
        "Wording findings",
        "Duplicates",
        "Trash",
    ]
    assert pane.names(REPLIES) == ["售前", "空的", "In no category"]
    assert pane.names(REPLIES, "售前") == ["议价", "招呼"]
    assert pane.names(OTHERS) == ["Greetings", "Away messages"]
    assert pane.names(OTHERS, "Greetings") == ["时段"]


def test_counts_include_what_lies_below_and_follow_the_library(pane: Pane) -> None:
    pane.make("售前/议价/老客")
    first = pane.add("甲", "售前/议价")
    pane.add("乙", "售前/议价/老客")
    pane.add("丙", "售前", favourite=True)
    assert pane.count(REPLIES) == pane.count("Views", "All replies") == 3
    assert pane.count(REPLIES, "售前") == 3
    assert pane.count(REPLIES, "售前", "议价") == 2
    assert pane.count("Views", "Favourites") == 1
    pane.arranging.trash([first])
    pane.wait()
    assert pane.count(REPLIES, "售前") == 2
    assert pane.count("Views", "Trash") == 1


def test_a_category_of_two_kinds_stands_under_both_with_the_count_of_each(pane: Pane) -> None:
    pane.add("在的", "招呼")
    pane.add("早", "招呼", kind=Kind.GREETING)
    pane.add("晚", "招呼", kind=Kind.GREETING)
    assert pane.count(REPLIES, "招呼") == 1
    assert pane.count(OTHERS, "Greetings", "招呼") == 2
    pane.unfold(OTHERS, "Greetings")
    pane.click(OTHERS, "Greetings", "招呼")
    assert pane.chosen == [category(pane.uid("招呼"), Kind.GREETING)]


def test_findings_are_shown_in_the_colour_of_a_warning_only_when_there_are_any(pane: Pane) -> None:
    assert not pane.index("Views", "Wording findings").data(ENTRY).warns
    pane.findings = 7
    pane.refresh()
    warn = pane.desk.theme.colour("warn")
    line = pane.line("Views", "Wording findings")
    picture = pane.tree.viewport().grab(line).toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(line.width()) for y in range(20)}
    assert warn.name() in colours
    pane.findings = 0
    pane.refresh()
    picture = pane.tree.viewport().grab(line).toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(line.width()) for y in range(20)}
    assert warn.name() not in colours


def test_arrow_keys_walk_over_all_there_is_and_pass_over_headings(pane: Pane) -> None:
    pane.add("甲", "售前/议价")
    pane.click(REPLIES, "售前")
    pane.keys("Right", "Home")
    walked = [pane.current]
    for _ in range(40):
        before = pane.current
        pane.keys("Down")
        if pane.current == before:
            break
        walked.append(pane.current)
    rest = ["Trash", REPLIES, "售前", "议价", "Greetings", "Away messages"]
    assert walked == ["All replies", "Favourites", "Recently used", "Wording findings",
                      "Duplicates", *rest]  # fmt: skip
    assert pane.chosen[-1] == View(Scope.KIND, Kind.AWAY)
    pane.keys("Return")
    assert pane.told == ["list"]


def test_left_folds_and_goes_up_and_a_heading_stays_unfolded(pane: Pane) -> None:
    pane.add("甲", "售前/议价")
    pane.unfold(REPLIES, "售前")
    pane.click(REPLIES, "售前", "议价")
    pane.keys("Left")
    assert pane.current == "售前"
    pane.keys("Left")
    assert not pane.tree.isExpanded(pane.index(REPLIES, "售前"))
    pane.keys("Left", "Left")
    assert pane.current == REPLIES
    assert pane.tree.isExpanded(pane.index(REPLIES))


def test_folding_over_what_is_looked_at_looks_at_all_of_it(pane: Pane) -> None:
    pane.add("甲", "售前/议价")
    pane.sidebar.choose(category(pane.uid("售前/议价")))
    pane.tree.setExpanded(pane.index(REPLIES, "售前"), False)
    assert pane.sidebar.current == category(pane.uid("售前"))


def test_the_chevron_folds_and_unfolds_without_choosing(pane: Pane) -> None:
    pane.add("甲", "售前/议价")
    index = pane.index(REPLIES, "售前")
    row = pane.line(REPLIES, "售前")
    box = pane.tree.itemDelegate().chevron_box(index.data(ENTRY), row, depth_of(index))
    for unfolded in (True, False):
        pane.qtbot.mouseClick(pane.tree.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
        assert pane.tree.isExpanded(index) is unfolded
    assert pane.chosen == []


def test_a_view_is_told_once_however_it_is_chosen(pane: Pane) -> None:
    pane.add("甲", "售前")
    view = category(pane.uid("售前"))
    pane.click(REPLIES, "售前")
    pane.click(REPLIES, "售前")
    pane.sidebar.choose(view)
    pane.refresh()
    assert pane.chosen == [view]
    assert pane.sidebar.current == view


def test_what_is_looked_at_and_unfolded_stays_when_others_change_the_library(pane: Pane) -> None:
    pane.make("售前/议价/老客", "售后")
    pane.sidebar.choose(category(pane.uid("售前/议价/老客")))
    told = list(pane.chosen)
    uid = pane.uid("售前/议价")
    pane.make("售前/更早")
    pane.arranging.rename_category(uid, "还价")
    pane.arranging.move_category(uid, pane.uid("售后"), 0)
    pane.wait()
    assert pane.current == "老客"
    assert pane.tree.isExpanded(pane.index(REPLIES, "售后", "还价"))
    assert pane.chosen == told


@pytest.mark.parametrize(("gone", "then"), [("售前/议价", "售前"), ("售前", "售前/议价")])
def test_what_is_gone_gives_way_to_what_it_lay_in(pane: Pane, gone: str, then: str) -> None:
    pane.make("售前/议价")
    pane.sidebar.choose(category(pane.uid("售前/议价")))
    kept = pane.uid(then)
    pane.arranging.remove_category(pane.uid(gone))
    pane.wait()
    assert pane.sidebar.current == category(kept)


def test_a_view_that_is_not_there_yet_is_chosen_when_it_comes(pane: Pane) -> None:
    later = pane.arranging.add_category(("售前",)).result()
    pane.sidebar.choose(category(later))
    assert pane.sidebar.current == View()
    pane.wait()
    assert pane.sidebar.current == category(later)
    pane.sidebar.choose(category(Uid("never")))
    assert pane.sidebar.current == category(later)


def test_a_category_of_any_kind_is_found_where_it_stands(pane: Pane) -> None:
    pane.add("早", "时段", kind=Kind.GREETING)
    pane.sidebar.choose(View(Scope.CATEGORY, None, pane.uid("时段")))
    assert pane.sidebar.current == category(pane.uid("时段"), Kind.GREETING)


def test_what_was_unfolded_can_be_remembered(pane: Pane) -> None:
    pane.make("售前/议价")
    pane.unfold(REPLIES, "售前")
    remembered = pane.sidebar.unfolded
    pane.tree.setExpanded(pane.index(REPLIES, "售前"), False)
    pane.sidebar.unfold((*remembered, "category:reply:gone"))
    assert pane.tree.isExpanded(pane.index(REPLIES, "售前"))


def test_a_reader_of_screens_hears_names_and_counts(pane: Pane) -> None:
    pane.add("甲", "售前")
    assert pane.tree.accessibleName() == "Views and categories"
    words = pane.index(REPLIES, "售前").data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "售前, 1 replies"
    spoken = QAccessible.queryAccessibleInterface(pane.tree)
    texts = [spoken.child(n).text(QAccessible.Text.Name) for n in range(spoken.childCount())]
    assert "售前, 1 replies" in texts


def test_it_speaks_the_language_of_the_moment(pane: Pane, languages: Languages) -> None:
    pane.add("甲", "售前")
    pane.sidebar.choose(category(pane.uid("售前")))
    languages.use(Language.ZH_CN)
    pane.wait()
    assert pane.tree.model().index(1, 0).data() == "快捷回复"
    assert pane.current == "售前"
    assert pane.chosen == [category(pane.uid("售前"))]


@pytest.mark.parametrize("language", [Language.ZH_CN, Language.EN])
def test_nothing_is_cut_off_at_any_size(
    pane: Pane, languages: Languages, language: Language
) -> None:
    languages.use(language)
    pane.add("没有分组")
    row_painter = pane.tree.itemDelegate()
    for scale in (80, 100, 150, 200):
        pane.desk.theme.use(LookSettings(theme=Look.LIGHT, text_scale=scale))
        pane.wait()
        pane.sidebar.resize(pane.sidebar.minimumSize())
        pane.wait()
        for index in pane.tree.entries.indexes():
            row, entry = pane.tree.row_rect(index), index.data(ENTRY)
            assert row_painter.fits(entry, row, depth_of(index)), (entry.name, scale)
            font = pane.desk.theme.font("ui")
            assert row.height() >= QFontMetrics(font).height(), (entry.name, scale)
