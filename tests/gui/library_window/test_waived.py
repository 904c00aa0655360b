"""What is let be of the findings about wording: seen in one list, and taken back there."""

import pytest
from PySide6.QtCore import Qt

from kefu_desktop.core.lint import Circumstances
from kefu_desktop.core.model import Uid
from kefu_desktop.core.settings import Language
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.core.views import Scope, View
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.library.reply_list.waived_bar import WaivedBar
from kefu_desktop.gui.library.waived_dialog import WaivedDialog
from tests.gui.library_window.clerk import Clerk

TEXTS = {"到货": "明天一定到", "正品": "绝对正品", "退货": "我们不能退的"}


def add(clerk: Clerk, title: str, text: str) -> Uid:
    return clerk.world.keeping.save(Sheet(title=title, texts=(text,)), None).result().reply.uid


def waive(clerk: Clerk, uid: Uid, text: str, note: str) -> None:
    (finding,) = clerk.desk.checking.look_at([text], Circumstances())
    clerk.desk.checking.waive(uid, finding, note).result()


@pytest.fixture
def uids(clerk: Clerk) -> dict[str, Uid]:
    """Three replies with findings, of which two are let be, before the open window."""
    made = {title: add(clerk, title, text) for title, text in TEXTS.items()}
    clerk.open()
    clerk.wait(lambda: clerk.desk.checking.found() is not None)
    waive(clerk, made["到货"], TEXTS["到货"], "快递承诺次日达")
    waive(clerk, made["正品"], TEXTS["正品"], "")
    clerk.sidebar.choose(View(Scope.FINDINGS))
    clerk.wait(lambda: clerk.titles() == ["退货"])
    return made


def bar(clerk: Clerk) -> WaivedBar:
    return clerk.window.findChild(WaivedBar)


def opened(clerk: Clerk) -> WaivedDialog:
    clerk.button("Show them", bar(clerk)).click()
    dialog = clerk.window.findChild(WaivedDialog)
    clerk.wait(lambda: dialog.isVisible() and dialog.table.rowCount() > 0)
    return dialog


def rows(dialog: WaivedDialog) -> list[list[str]]:
    table = dialog.table
    return [
        [table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())
    ]


def test_how_many_are_let_be_stands_above_those_that_are_not(
    clerk: Clerk, uids: dict[str, Uid]
) -> None:
    assert bar(clerk).isVisible()
    assert bar(clerk).says == "Let be: 2"
    clerk.sidebar.choose(View())
    clerk.wait(lambda: not bar(clerk).isVisible())


def test_they_are_listed_with_reply_words_and_note_the_newest_first(
    clerk: Clerk, uids: dict[str, Uid]
) -> None:
    dialog = opened(clerk)
    assert rows(dialog) == [["正品", "绝对", ""], ["到货", "一定到", "快递承诺次日达"]]
    assert "promises too much" in dialog.table.item(1, 1).toolTip()


def test_what_is_minded_again_is_found_again(clerk: Clerk, uids: dict[str, Uid]) -> None:
    dialog = opened(clerk)
    dialog.table.selectRow(1)
    clerk.button("Mind it again", dialog).click()
    clerk.wait(lambda: len(rows(dialog)) == 1)
    clerk.wait(lambda: set(clerk.titles()) == {"到货", "退货"})
    assert bar(clerk).says == "Let be: 1"
    clerk.button("Mind it again", dialog).click()
    clerk.wait(lambda: rows(dialog) == [])
    assert dialog.says == "Nothing is let be."
    assert not dialog.heed.isEnabled()
    clerk.wait(lambda: not bar(clerk).isVisible())
    assert clerk.desk.checking.waivers(uids["到货"]) == ()


def test_several_are_taken_back_at_once(clerk: Clerk, uids: dict[str, Uid]) -> None:
    dialog = opened(clerk)
    dialog.table.selectAll()
    assert not dialog.show_reply.isEnabled()
    clerk.button("Mind it again", dialog).click()
    clerk.wait(lambda: set(clerk.titles()) == set(TEXTS))


def test_the_reply_can_be_opened_from_the_list(clerk: Clerk, uids: dict[str, Uid]) -> None:
    dialog = opened(clerk)
    dialog.table.selectRow(1)
    clerk.button("Open the reply", dialog).click()
    clerk.wait(lambda: clerk.open_uid() == uids["到货"])


def test_the_waiver_of_a_reply_that_is_gone_can_be_taken_back_too(
    clerk: Clerk, uids: dict[str, Uid]
) -> None:
    clerk.desk.arranging.trash([uids["正品"]]).result()
    clerk.desk.arranging.purge([uids["正品"]]).result()
    dialog = opened(clerk)
    assert rows(dialog)[0][0] == "(no longer in the library)"
    dialog.table.selectRow(0)
    assert not dialog.show_reply.isEnabled()
    clerk.button("Mind it again", dialog).click()
    clerk.wait(lambda: bar(clerk).says == "Let be: 1")


def test_it_speaks_the_language_of_the_moment(
    clerk: Clerk, uids: dict[str, Uid], languages: Languages
) -> None:
    dialog = opened(clerk)
    languages.use(Language.ZH_CN)
    clerk.wait(lambda: bar(clerk).says == "不用改的：2 处")
    assert dialog.windowTitle() == "不用改的提醒"
    assert dialog.table.horizontalHeaderItem(0).data(Qt.ItemDataRole.DisplayRole) == "话术"
