"""Categories made, named and removed by keys and menu; nothing that was written is lost."""

import pytest
from PySide6.QtCore import Qt

from kefu_desktop.core.changes import Deed
from kefu_desktop.core.model import Kind
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.library.sidebar.naming import NameField
from kefu_desktop.gui.library.sidebar.sidebar import Sidebar
from tests.gui.sidebar.pane import Pane, category

REPLIES, OTHERS = "Quick replies", "Greetings · away messages"


def steps(pane: Pane) -> list[Deed]:
    """What was done, the latest first; takes it all back."""
    found = []
    while (step := pane.arranging.steps().result().undo) is not None:
        found.append(step.deed)
        pane.arranging.undo().result()
    return found


def test_f2_renames_in_place_in_one_step(pane: Pane) -> None:
    pane.make("售前")
    uid = pane.uid("售前")
    pane.click(REPLIES, "售前")
    pane.keys("F2")
    assert pane.field is not None
    assert pane.field.text() == pane.field.selectedText() == "售前"
    pane.write(" 售前咨询 ")
    pane.keys("Return")
    assert pane.paths() == {uid: "售前咨询"}
    assert pane.names(REPLIES) == ["售前咨询"]
    assert pane.field is None
    assert pane.tree.hasFocus()
    assert steps(pane) == [Deed.EDIT_CATEGORY, Deed.ADD_CATEGORY]


def test_leaving_the_field_keeps_the_name_and_esc_does_not(pane: Pane) -> None:
    pane.make("售前", "售后")
    pane.click(REPLIES, "售前")
    pane.keys("F2")
    pane.write("甲")
    pane.click("Views", "Trash")
    assert pane.names(REPLIES) == ["甲", "售后"]
    assert pane.sidebar.current == View(Scope.TRASH)
    pane.click(REPLIES, "售后")
    pane.keys("F2")
    pane.write("乙")
    pane.keys("Esc")
    assert pane.names(REPLIES) == ["甲", "售后"]
    assert pane.field is None


def test_a_name_that_is_taken_is_said_there_and_can_be_mended(pane: Pane) -> None:
    pane.make("售前", "售后")
    pane.click(REPLIES, "售后")
    pane.keys("F2")
    pane.write("售前")
    pane.keys("Return")
    assert pane.field is not None
    assert pane.field.text() == "售前"
    assert pane.field.property("wrong")
    assert "售前" in pane.remark
    assert list(pane.paths().values()) == ["售前", "售后"]
    pane.write("售前二")
    assert pane.remark == ""
    assert not pane.field.property("wrong")
    pane.keys("Return")
    assert pane.names(REPLIES) == ["售前", "售前二"]


def test_a_refused_name_that_is_left_is_given_up(pane: Pane) -> None:
    pane.make("售前", "售后")
    pane.click(REPLIES, "售后")
    pane.keys("F2")
    pane.write("a/b")
    pane.click("Views", "Trash")
    assert pane.field is not None, "refused when it was left: it comes back once"
    assert pane.field.text() == "a/b"
    pane.click("Views", "Trash")
    assert pane.field is None
    assert pane.remark == ""
    assert pane.names(REPLIES) == ["售前", "售后"]


def test_what_others_do_meanwhile_does_not_touch_what_is_being_written(pane: Pane) -> None:
    pane.make("售前", "售后")
    pane.click(REPLIES, "售后")
    pane.keys("F2")
    pane.write("写到一半")
    pane.make("别处来的")
    pane.arranging.move_category(pane.uid("售后"), None, 0)
    pane.wait()
    pane.arranging.rename_category(pane.uid("售后"), "别人改的")
    pane.wait()
    assert pane.field is not None
    assert pane.field.text() == "写到一半"
    line = pane.tree.visualRect(pane.index(REPLIES, "别人改的"))
    assert pane.field.geometry().top() == line.top(), "the field goes where its row goes"
    pane.keys("Return")
    assert pane.names(REPLIES) == ["写到一半", "售前", "别处来的"]


def test_a_new_category_is_made_when_it_has_its_name_and_chosen(pane: Pane) -> None:
    pane.make("售前")
    pane.keys("Ctrl+Shift+N")
    assert pane.field is not None
    assert list(pane.paths().values()) == ["售前"], "not before it has a name"
    pane.write("售中")
    pane.keys("Return")
    assert pane.names(REPLIES) == ["售前", "售中"]
    assert pane.sidebar.current == category(pane.uid("售中"))
    assert pane.tree.hasFocus()
    assert steps(pane) == [Deed.ADD_CATEGORY, Deed.ADD_CATEGORY]


def test_one_wanted_before_the_categories_are_there_is_named_when_they_come(pane: Pane) -> None:
    sidebar = Sidebar(pane.desk)
    pane.qtbot.addWidget(sidebar)
    sidebar.show()
    pane.qtbot.waitExposed(sidebar)
    sidebar.new_category()
    assert not sidebar.findChildren(NameField)
    sidebar.show_outline(pane.outline())
    (field,) = sidebar.findChildren(NameField)
    sidebar.show_outline(pane.outline())
    assert sidebar.findChildren(NameField) == [field], "once"


@pytest.mark.parametrize("how", ["Esc", "Return", "leave"])
def test_no_name_makes_no_category(pane: Pane, how: str) -> None:
    pane.keys("Ctrl+Shift+N")
    if how == "leave":
        pane.click("Views", "Trash")
    else:
        pane.keys(how)
    assert pane.field is None
    assert pane.names(REPLIES) == []
    assert pane.paths() == {}


def test_one_asked_for_twice_goes_on_being_named(pane: Pane) -> None:
    """A key that is held repeats itself."""
    pane.sidebar.new_category()
    field = pane.field
    pane.write("售")
    pane.sidebar.new_category()
    assert pane.field is field
    pane.write("售中")
    pane.keys("Return")
    assert pane.names(REPLIES) == ["售中"]


def test_one_asked_for_elsewhere_is_named_there(pane: Pane) -> None:
    pane.make("售前", "售后")
    pane.sidebar.new_category()
    pane.sidebar.new_category(pane.uid("售后"))
    assert pane.field is not None
    pane.write("退货")
    pane.keys("Return")
    assert set(pane.paths().values()) == {"售前", "售后", "售后/退货"}


def test_a_new_category_lies_beside_the_one_looked_at_or_inside_it(pane: Pane) -> None:
    pane.make("售前/议价")
    pane.sidebar.choose(category(pane.uid("售前/议价")))
    pane.keys("Ctrl+Shift+N")
    pane.write("招呼")
    pane.keys("Return")
    assert set(pane.paths().values()) == {"售前", "售前/议价", "售前/招呼"}
    pane.pick("New category inside", REPLIES, "售前", "议价")
    pane.write("老客")
    pane.keys("Return")
    assert "售前/议价/老客" in pane.paths().values()
    assert pane.current == "老客"


def test_a_new_category_inside_one_of_greetings_is_named_there(pane: Pane) -> None:
    pane.add("早", "时段", kind=Kind.GREETING)
    pane.unfold(OTHERS, "Greetings")
    pane.sidebar.new_category(pane.uid("时段"))
    pane.write("节日")
    pane.keys("Return")
    assert pane.names(OTHERS, "Greetings", "时段") == ["节日"]
    assert pane.current == "节日"


def test_a_new_name_that_is_refused_comes_back_to_be_mended(pane: Pane) -> None:
    pane.make("售前")
    pane.keys("Ctrl+Shift+N")
    pane.write("售前")
    pane.keys("Return")
    assert pane.field is not None
    assert pane.field.text() == "售前"
    assert "售前" in pane.remark
    pane.write("售前二")
    pane.keys("Return")
    assert pane.names(REPLIES) == ["售前", "售前二"]
    assert pane.field is None


def test_too_deep_is_said(pane: Pane) -> None:
    pane.make("1/2/3/4/5/6/7/8")
    pane.sidebar.new_category(pane.uid("1/2/3/4/5/6/7/8"))
    pane.write("9")
    pane.keys("Return")
    assert "8" in pane.remark
    assert pane.field is not None
    assert len(pane.paths()) == 8
    pane.keys("Esc")
    assert pane.remark == ""


def test_what_is_said_goes_with_the_next_key_and_follows_its_row(pane: Pane) -> None:
    pane.make("1/2/3/4/5/6/7/8", "b")
    pane.click(REPLIES, "b")
    place = pane.line(REPLIES, "b")
    pane.tree.setExpanded(pane.index(REPLIES, "1"), True)
    pane.sidebar.choose(category(pane.uid("1/2/3/4/5/6/7/8")))
    key = pane.tree.current_entry.key
    pane.sidebar.choose(category(pane.uid("b")))
    assert place != pane.line(REPLIES, "b")
    data = pane.tree.model().mimeData([pane.index(REPLIES, "b")])
    assert pane.drop(data, pane.tree.line_of(key).center())
    assert pane.remark != ""
    assert list(pane.paths().values())[-1] == "b"
    pane.keys("Down")
    assert pane.remark == ""


def test_delete_removes_and_moves_up_what_lies_inside(pane: Pane) -> None:
    pane.make("售前/议价")
    reply = pane.add("甲", "售前")
    pane.click(REPLIES, "售前")
    pane.keys("Del")
    assert pane.names(REPLIES) == ["议价", "In no category"]
    assert pane.reply(reply).category is None
    assert pane.sidebar.current == View(Scope.KIND, Kind.REPLY)
    pane.arranging.undo()
    pane.wait()
    assert pane.names(REPLIES, "售前") == ["议价"]


def test_the_menu_offers_what_can_be_done_and_shows_its_keys(pane: Pane) -> None:
    pane.add("甲", "售前")
    menu = pane.menu(REPLIES, "售前")
    said = {action.text(): action.shortcut().toString() for action in menu.actions()}
    said.pop("")
    assert said == {
        "New category": "Ctrl+Shift+N",
        "New category inside": "",
        "Rename": "F2",
        "Move up": "Alt+Up",
        "Move down": "Alt+Down",
        "Move into the one above": "Alt+Right",
        "Move out one level": "Alt+Left",
        "Move into…": "",
        "Merge into…": "",
        "Remove, moving up what is inside": "Del",
        "Export…": "",
    }
    menu.close()
    pane.pick("Export…", REPLIES, "售前")
    assert pane.told == [("export", category(pane.uid("售前")))]
    pane.pick("Rename", REPLIES, "售前")
    assert pane.field is not None
    pane.keys("Esc")
    menu = pane.menu("Views", "All replies")
    assert [action.text() for action in menu.actions()] == ["Export…"]


def test_a_row_with_which_nothing_can_be_done_opens_no_menu(pane: Pane) -> None:
    pane.click("Views", "Trash")
    pane.press_menu_key()
    with pytest.raises(AssertionError):
        pane.open_menu()


def test_merging_is_chosen_by_search_and_is_one_step(pane: Pane) -> None:
    pane.make("售前/议价", "售后/退款", "售后/换货")
    reply = pane.add("甲", "售前/议价")
    target = pane.uid("售后/退款")
    pane.pick("Merge into…", REPLIES, "售前")
    chooser = pane.chooser
    assert chooser.shown == ["售后", "售后 › 退款", "售后 › 换货"], "not itself, nor what is in it"
    pane.qtbot.keyClicks(chooser.focusWidget(), "")
    chooser.focusWidget().insert("售后 退")
    assert chooser.shown == ["售后 › 退款"]
    pane.qtbot.keyClick(chooser.focusWidget(), Qt.Key.Key_Return)
    pane.wait()
    assert set(pane.paths().values()) == {"售后", "售后/退款", "售后/退款/议价", "售后/换货"}
    assert pane.sidebar.current == category(target)
    assert pane.reply(reply).category == pane.uid("售后/退款/议价")
    assert steps(pane)[0] is Deed.MERGE_CATEGORIES


def test_the_chooser_is_walked_by_arrows_and_closes_without_a_deed(pane: Pane) -> None:
    pane.make("甲", "乙", "丙")
    pane.pick("Move into…", REPLIES, "丙")
    chooser = pane.chooser
    assert chooser.shown == ["甲", "乙"], "it lies at the top already"
    pane.qtbot.keyClick(chooser.focusWidget(), Qt.Key.Key_Down)
    pane.qtbot.keyClick(chooser.focusWidget(), Qt.Key.Key_Return)
    pane.wait()
    assert list(pane.paths().values()) == ["甲", "乙", "乙/丙"]
    pane.pick("Move into…", REPLIES, "乙", "丙")
    assert pane.chooser.shown == ["(top level)", "甲"]
    pane.chooser.focusWidget().insert("没有")
    assert pane.chooser.shown == []
    pane.qtbot.keyClick(pane.chooser.focusWidget(), Qt.Key.Key_Return)
    pane.qtbot.keyClick(pane.chooser.focusWidget(), Qt.Key.Key_Escape)
    pane.wait()
    assert list(pane.paths().values()) == ["甲", "乙", "乙/丙"]
