"""What the rules about wording find while a text is written, and what can be done about it."""

import pytest
from PySide6.QtWidgets import QInputDialog, QLabel, QLineEdit

from kefu_desktop.core.model import Uid
from kefu_desktop.core.settings import Language
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.library.editor.wording_lines import WordingLines
from tests.gui.editor.writer import Writer

OUTSIDE = "亲😊，加我微信，明天一定到"


def add(writer: Writer, text: str) -> Uid:
    sheet = Sheet(title="到货", texts=(text,))
    return writer.world.keeping.save(sheet, None).result().reply.uid


@pytest.fixture
def uid(writer: Writer) -> Uid:
    """A reply that is open, in a library that is looked at."""
    uid = add(writer, OUTSIDE)
    writer.desk.checking.start()
    writer.open(uid)
    return uid


def lines(writer: Writer) -> tuple[str, ...]:
    return writer.editor.findChildren(WordingLines)[0].texts


def places(writer: Writer) -> list[str]:
    return [one.cursor.selectedText() for one in writer.text.extraSelections()]


def test_findings_are_shown_with_place_severity_and_reason(
    writer: Writer, uid: Uid, languages: Languages
) -> None:
    writer.until(lambda: len(lines(writer)) == 2)
    assert lines(writer)[0].startswith("Must not be sent: “加我微信”")
    assert lines(writer)[1].startswith("Careful: “一定到”")
    assert places(writer) == ["加我微信", "一定到"]
    languages.use(Language.ZH_CN)
    writer.until(lambda: lines(writer)[0].startswith("不能发出去：「加我微信」"))


def test_what_is_found_is_replaced_at_a_click_and_undone(writer: Writer, uid: Uid) -> None:
    writer.until(lambda: len(lines(writer)) == 2)
    writer.press_button("Say it better")
    assert writer.text.toPlainText() == "亲😊，有需要在这里跟我说就好，明天一定到"
    writer.until(lambda: len(lines(writer)) == 1)
    writer.text.undo()
    assert writer.text.toPlainText() == OUTSIDE


def test_a_finding_is_let_be_with_a_note_in_this_reply_alone(writer: Writer, uid: Uid) -> None:
    other = add(writer, "明天一定到")
    writer.until(lambda: len(lines(writer)) == 2)
    writer.text.setPlainText("明天一定到")
    writer.until(lambda: len(lines(writer)) == 1)
    writer.press_button("Let it be")
    (dialog,) = [x for x in writer.editor.window().findChildren(QInputDialog) if x.isVisible()]
    dialog.findChildren(QLineEdit)[0].setText("快递承诺次日达")
    dialog.accept()
    writer.until(lambda: lines(writer) == ())
    (waiver,) = writer.desk.checking.waivers(uid)
    assert (waiver.word, waiver.note) == ("一定到", "快递承诺次日达")
    writer.save()
    writer.open(other)
    writer.until(lambda: len(lines(writer)) == 1)


def test_only_a_few_are_shown_and_the_rest_counted(writer: Writer, uid: Uid) -> None:
    writer.text.setPlainText("你" * 5)
    writer.until(lambda: len(lines(writer)) == 3)
    labels = [x.text() for x in writer.editor.findChildren(QLabel) if x.isVisible()]
    assert "and 2 more" in labels


def test_nothing_is_said_before_the_rules_are_read(writer: Writer) -> None:
    reply = add(writer, OUTSIDE)
    writer.open(reply)
    assert lines(writer) == ()
    writer.desk.checking.start()
    writer.until(lambda: len(lines(writer)) == 2)
