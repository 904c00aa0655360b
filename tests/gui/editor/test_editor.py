"""A reply is opened, written, saved by key or by leaving; what is wrong is said at its field."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from kefu_desktop.core.model import DeliveryMode, Kind
from kefu_desktop.core.sheets import Sheet
from tests.gui.editor.writer import CTRL, Writer

FULL = Sheet(
    title="嫌贵 · 送小礼物",
    texts=("今天拍下送 {赠品|小礼物|运费券}", "第二种说法 😊"),
    kind=Kind.GREETING,
    shortcut="tg2",
    tags=("孔雀", "议价"),
    favourite=True,
    asked_as=("太贵了", "能便宜点吗"),
    notes="先问预算\n再说",
    delivery=DeliveryMode.COPY,
)


def keep(writer: Writer, sheet: Sheet = FULL):  # type: ignore[no-untyped-def]
    return writer.world.keeping.save(sheet, None).result().reply.uid


def test_a_reply_is_shown_as_it_is_and_saving_it_changes_nothing(writer: Writer) -> None:
    uid = keep(writer, replace(FULL, category=writer.category("售前", "议价")))
    before = writer.reply(uid)
    writer.open(uid, variant=1)
    assert writer.sheet() == Sheet.of(before)
    assert writer.text.toPlainText() == "第二种说法 😊"
    assert not writer.editor.unsaved
    writer.save()
    writer.editor.leave()
    assert writer.reply(uid) == before
    assert writer.kept() == ()


# What a keyboard hardly makes, and a pack may bring: blanks that keep words together, line
# separators, tabs, joined emoji, both sides of a surrogate pair.
texts = st.text("亲a {}:\u00a0\u2028\t\n👨\u200d👩😀|", min_size=1, max_size=30).filter(
    lambda text: bool(text.strip())
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    texts=st.lists(texts, min_size=1, max_size=4),
    asked_as=st.lists(texts, max_size=3),
    notes=texts | st.just(""),
    tags=st.lists(st.sampled_from(["孔雀", "议价", "A&B", "a"]), max_size=4),
)
def test_looking_at_a_reply_never_changes_it(
    writer: Writer, texts: list[str], asked_as: list[str], notes: str, tags: list[str]
) -> None:
    sheet = replace(
        FULL,
        texts=tuple(texts),
        asked_as=tuple(asked_as),
        notes=notes,
        tags=tuple(tags),
    )
    writer.form().fill(sheet)
    assert writer.sheet() == sheet


def test_a_new_reply_is_written_and_saved_with_one_key(writer: Writer) -> None:
    writer.editor.open_new(Sheet(title="", texts=()))
    writer.qtbot.waitUntil(writer.find(QLineEdit, "Title").hasFocus)
    writer.type(writer.text, "亲，今天发货")
    assert writer.find(QLineEdit, "Title").placeholderText() == "亲，今天发货"
    writer.type(writer.find(QLineEdit, "Shortcut"), "fh")
    writer.save()
    writer.until(lambda: bool(writer.saved))
    (reply,) = writer.replies()
    assert (reply.title, reply.shortcut) == ("亲，今天发货", "fh")
    assert writer.saved == [reply.uid] == [writer.editor.uid]
    assert writer.kept() == (), "a saved reply is no draft"
    assert writer.find(QLineEdit, "Title").text() == "亲，今天发货"


def test_every_field_reaches_the_library(writer: Writer) -> None:
    uid = keep(writer, Sheet(title="旧", texts=("旧的",)))
    writer.open(uid)
    category = writer.category("售前")
    form = writer.form()
    writer.find(QLineEdit, "Title").setText("新")
    form.heading.category.choose(category)
    for name, value in (("Kind", Kind.AWAY), ("How it is sent", DeliveryMode.PASTE_AND_SEND)):
        box = writer.find(QComboBox, name)
        box.setCurrentIndex(box.findData(value))
    writer.find(QPushButton, "Favourite").click()
    writer.find(QPlainTextEdit, "Buyers ask it like this").setPlainText("几点发\n\n 发了吗 ")
    writer.find(QPlainTextEdit, "Notes").setPlainText("备注")
    writer.type(writer.find(QLineEdit, "Tags"), "孔雀 ")
    writer.save()
    writer.until(lambda: bool(writer.saved))
    reply = writer.reply(uid)
    assert (reply.title, reply.category, reply.kind) == ("新", category, Kind.AWAY)
    assert (reply.favourite, reply.delivery) == (True, DeliveryMode.PASTE_AND_SEND)
    assert (reply.asked_as, reply.notes, reply.tags) == (("几点发", " 发了吗 "), "备注", ("孔雀",))


def test_two_quick_saves_make_one_reply(writer: Writer) -> None:
    writer.editor.open_new()
    writer.type(writer.text, "您好")
    writer.save()
    writer.save()
    writer.type(writer.text, "！")
    writer.save()
    writer.until(lambda: [r.variants[0].text for r in writer.replies()] == ["您好！"])


def test_leaving_saves_what_is_fit(writer: Writer) -> None:
    first, second = keep(writer), keep(writer, Sheet(title="乙", texts=("乙",)))
    writer.open(first)
    writer.find(QLineEdit, "Title").setText("改过")
    writer.open(second)
    writer.until(lambda: writer.reply(first).title == "改过")
    assert writer.saved == [], "what is shown was not saved"
    writer.find(QLineEdit, "Title").setText("也改过")
    writer.editor.leave()
    writer.until(lambda: writer.reply(second).title == "也改过")
    assert writer.editor.uid == second
    writer.until(lambda: writer.kept() == ())


def test_a_word_half_written_in_the_tags_is_saved_too(writer: Writer) -> None:
    uid = keep(writer, Sheet(title="甲", texts=("甲",)))
    writer.open(uid)
    writer.type(writer.find(QLineEdit, "Tags"), "孔雀")
    writer.save()
    writer.until(lambda: writer.reply(uid).tags == ("孔雀",))


def test_what_is_missing_is_said_when_saving_and_what_is_wrong_at_once(writer: Writer) -> None:
    writer.editor.open_new()
    assert writer.findings() == [], "nobody is blamed for an empty page"
    writer.save()
    assert len(writer.findings()) == 1
    assert writer.text.hasFocus()
    writer.type(writer.text, "您好")
    assert writer.findings() == []
    writer.type(writer.find(QLineEdit, "Shortcut"), "a b")
    (finding,) = writer.findings()
    assert "a b" in finding
    writer.save()
    assert writer.replies() == []
    assert writer.find(QLineEdit, "Shortcut").hasFocus()
    assert writer.find(QLineEdit, "Shortcut").property("wrong") is True


def test_the_wording_that_is_wrong_is_named_and_gone_to(writer: Writer) -> None:
    uid = keep(writer)
    writer.open(uid)
    writer.form().body.wordings.fill(("好", "长" * 20_001))
    writer.form().changed.emit()
    (finding,) = writer.findings()
    assert finding.startswith("Wording 2")
    writer.save()
    assert writer.form().body.wordings.current == 1
    assert writer.text.hasFocus()


def test_a_taken_shortcut_names_the_other_reply_and_opens_it(writer: Writer) -> None:
    other = writer.world.add("退款流程", shortcut="tk")
    uid = writer.world.add("发货", shortcut="fh")
    writer.open(uid)
    shortcut = writer.find(QLineEdit, "Shortcut")
    shortcut.selectAll()
    writer.type(shortcut, "TK")
    writer.until(lambda: len(writer.findings()) == 1)
    assert "退款流程" in writer.findings()[0]
    writer.save()
    assert writer.reply(uid).shortcut == "fh"
    assert shortcut.hasFocus()
    writer.press_button("Show it")
    assert writer.opened == [other]
    writer.type(shortcut, "2")
    writer.until(lambda: writer.findings() == [])
    writer.save()
    writer.until(lambda: writer.reply(uid).shortcut == "TK2")


def test_its_own_shortcut_is_no_conflict(writer: Writer) -> None:
    uid = writer.world.add("发货", shortcut="fh")
    writer.open(uid)
    shortcut = writer.find(QLineEdit, "Shortcut")
    shortcut.setText("fh2")
    shortcut.setText("FH")
    writer.save()
    writer.until(lambda: writer.reply(uid).shortcut == "FH")
    assert writer.findings() == []


def test_a_shortcut_that_was_taken_meanwhile_is_refused_by_name(writer: Writer) -> None:
    uid = writer.world.add("发货")
    writer.open(uid)
    writer.find(QLineEdit, "Shortcut").setText("tk")
    writer.until(lambda: writer.findings() == [])
    QApplication.processEvents()
    other = writer.world.add("退款流程", shortcut="tk")
    writer.save()
    writer.until(lambda: any("退款流程" in said for said in writer.findings()))
    assert writer.reply(uid).shortcut == ""
    assert writer.find(QLineEdit, "Shortcut").hasFocus()
    writer.press_button("Show it")
    assert writer.opened == [other]
    assert [draft.sheet.shortcut for draft in writer.kept()] == ["tk"], "nothing written is lost"


def test_a_reply_in_the_trash_can_be_read_and_restored(writer: Writer) -> None:
    uid = writer.world.add("发货")
    writer.desk.arranging.trash([uid]).result()
    writer.open(uid)
    assert not writer.text.isEnabled()
    assert writer.bars() == ["This reply is in the trash."]
    writer.editor.leave()
    writer.press_button("Restore")
    assert writer.reply(uid).trashed is None
    writer.open(uid)
    assert writer.text.isEnabled()
    assert writer.bars() == []


def test_nothing_can_be_opened_too(writer: Writer) -> None:
    writer.editor.nothing()
    writer.editor.save()
    writer.editor.leave()
    assert writer.editor.uid is None
    assert not writer.form().isVisible()


def test_discarding_goes_back_and_can_be_undone(writer: Writer) -> None:
    uid = keep(writer)
    writer.open(uid)
    writer.find(QLineEdit, "Title").setText("改过")
    writer.press_button("Discard changes")
    assert writer.find(QLineEdit, "Title").text() == FULL.title
    assert not writer.editor.unsaved
    writer.press_button("Undo")
    assert writer.find(QLineEdit, "Title").text() == "改过"
    assert writer.editor.unsaved


def test_a_discarded_new_reply_can_be_brought_back(writer: Writer) -> None:
    writer.editor.open_new()
    writer.type(writer.text, "您好")
    writer.press_button("Discard")
    assert not writer.form().isVisible()
    assert writer.kept() == ()
    writer.press_button("Undo")
    assert writer.text.toPlainText() == "您好"


def test_its_keys_come_before_those_of_the_window(writer: Writer) -> None:
    uid = keep(writer)
    writer.open(uid)
    pressed: list[str] = []
    for keys in ("Ctrl+S", "Ctrl+D"):
        shortcut = QShortcut(QKeySequence(keys), writer.editor.window())
        shortcut.activated.connect(lambda keys=keys: pressed.append(keys))
    for field in (writer.text, writer.find(QLineEdit, "Title")):
        field.setFocus()
        for key in (Qt.Key.Key_S, Qt.Key.Key_D):
            event = QKeyEvent(QEvent.Type.ShortcutOverride, key, CTRL)
            event.ignore()
            QApplication.sendEvent(field, event)
            assert event.isAccepted()
    writer.press(Qt.Key.Key_D, CTRL)
    writer.press(Qt.Key.Key_S, CTRL)
    writer.until(lambda: not writer.reply(uid).favourite)
    assert pressed == []


@pytest.mark.parametrize("raw", ["\ufeff您好\r\n\x00再见"])
def test_invisible_characters_are_taken_out_and_told_of(writer: Writer, raw: str) -> None:
    writer.editor.open_new(Sheet(title="问好", texts=(raw,)))
    writer.save()
    writer.until(lambda: bool(writer.saved))
    (reply,) = writer.replies()
    assert reply.variants[0].text == "您好\n再见"
    assert writer.told == ["Saved; 2 invisible characters were taken out."]
    assert not writer.editor.unsaved
