"""The rows as a model."""

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from kefu_desktop.app.searching import Reason, Row
from kefu_desktop.core.model import Reply, Uid, Use, Variant
from kefu_desktop.gui.popup.results import Results


def row(title: str) -> Row:
    reply = Reply(uid=Uid("r"), title=title, variants=(Variant("今天发货"),))
    return Row(reply, ("售前", "物流"), Use(), next(iter(Reason)))


def test_it_keeps_to_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    results = Results(lambda: 56)
    qtmodeltester.check(results, force_py=False)
    for rows in ((row("甲"), row("乙")), (), (row("丙"),)):
        results.show(rows)
        qtmodeltester.check(results, force_py=False)
        assert results.rows == rows


def test_a_row_says_what_it_is_also_to_a_screen_reader() -> None:
    results = Results(lambda: 56)
    results.show((row("发货"),))
    index = results.index(0, 0)
    assert index.data() == "发货"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "发货. 今天发货"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "售前 › 物流"
    assert index.data(Qt.ItemDataRole.DecorationRole) is None
    assert results.data(QModelIndex()) is None
    assert results.rowCount(index) == 0
