"""Nothing that was written is lost: not by a crash, by leaving, by others, by the library."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QLineEdit

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Uid
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.gui.library.editor.clash import ClashPage
from kefu_desktop.gui.library.editor.sitting import KEEP_MILLIS
from tests.gui.editor.writer import Writer, png


@pytest.fixture
def uid(writer: Writer) -> Uid:
    """A reply, open."""
    made = writer.world.add("发货", "今天发", "明天发", shortcut="fh")
    writer.open(made)
    return made


def title(writer: Writer) -> QLineEdit:
    return writer.find(QLineEdit, "Title")


def others_write(writer: Writer, uid: Uid, **fields: object) -> None:
    """Another process changes the reply."""
    base = writer.reply(uid)
    sheet = replace(Sheet.of(base), **fields)  # type: ignore[arg-type]
    writer.world.keeping.save(sheet, base).result()


def crash(writer: Writer) -> None:
    """The program is gone without a word, and started again."""
    writer.editor._sitting = None
    writer.editor.hide()
    writer.start()


def test_a_draft_is_kept_within_a_second_of_the_last_key(writer: Writer, uid: Uid) -> None:
    assert KEEP_MILLIS < 1000
    writer.type(writer.text, "!")
    writer.until(lambda: len(writer.kept()) == 1)
    (draft,) = writer.kept()
    assert draft.key == uid
    assert draft.base == writer.reply(uid)
    assert "!" in draft.sheet.texts[0]


def test_who_writes_on_and_on_is_kept_all_the_same(
    writer: Writer, uid: Uid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kefu_desktop.gui.library.editor.sitting.KEEP_AT_LEAST_MILLIS", 100)

    def kept_while_writing() -> bool:
        writer.type(writer.text, "a")
        return bool(writer.kept())

    writer.until(kept_while_writing)


def test_after_a_crash_the_draft_is_offered_and_restored(writer: Writer, uid: Uid) -> None:
    writer.type(writer.text, "!")
    writer.until(lambda: len(writer.kept()) == 1)
    crash(writer)
    writer.open(uid)
    writer.until(lambda: writer.bars() == ["There are unsaved changes"])
    assert "!" not in writer.text.toPlainText()
    writer.press_button("Restore")
    assert "!" in writer.text.toPlainText()
    assert writer.editor.unsaved
    assert writer.bars() == []
    writer.save()
    writer.until(lambda: "!" in writer.reply(uid).variants[0].text)
    writer.until(lambda: writer.kept() == ())


def test_a_new_reply_survives_a_crash_with_its_image(writer: Writer) -> None:
    writer.editor.open_new()
    writer.type(writer.text, "新的")
    writer.world.clipboard.formats = {"image/png": png()}
    writer.form().body.paste_image()
    writer.until(lambda: bool(writer.sheet().attachments))
    writer.until(lambda: bool(writer.kept()) and bool(writer.kept()[0].contents))
    crash(writer)
    writer.until(lambda: writer.bars() == ["Not saved yet: “新的{image}”"])
    writer.press_button("Restore")
    writer.save()
    writer.until(lambda: len(writer.replies()) == 1)
    (reply,) = writer.replies()
    content = writer.world.library.ask(lambda x: x.content(reply.attachments[0].digest))
    assert content.result() == png()


def test_what_an_earlier_run_left_is_offered_wherever_one_looks(writer: Writer, uid: Uid) -> None:
    title(writer).setText("改过")
    writer.until(lambda: len(writer.kept()) == 1)
    other = writer.world.add("退款")
    crash(writer)
    writer.open(other)
    writer.until(lambda: writer.bars() == ["There are unsaved changes of “改过”"])
    writer.press_button("Show it")
    assert writer.opened == [uid]
    writer.open(uid)
    assert writer.bars() == ["There are unsaved changes"]
    writer.press_button("Restore")
    assert title(writer).text() == "改过"
    assert "begun" not in writer.told


def test_a_new_reply_that_an_earlier_run_left_is_restored_from_anywhere(
    writer: Writer, uid: Uid
) -> None:
    writer.editor.open_new()
    writer.type(writer.text, "新的")
    writer.until(lambda: len(writer.kept()) == 1)
    crash(writer)
    writer.open(uid)
    writer.until(lambda: writer.bars() == ["Not saved yet: “新的”"])
    writer.press_button("Restore")
    assert writer.editor.uid is None
    assert writer.text.toPlainText() == "新的"
    assert writer.told == ["begun"]


def test_a_discarded_draft_is_gone_unless_it_is_brought_back(writer: Writer, uid: Uid) -> None:
    writer.type(writer.text, "!")
    writer.until(lambda: len(writer.kept()) == 1)
    crash(writer)
    writer.open(uid)
    writer.until(lambda: len(writer.bars()) == 1)
    writer.press_button("Discard")
    assert writer.kept() == ()
    assert writer.bars() == ["The draft was discarded."]
    writer.press_button("Undo")
    assert "!" in writer.text.toPlainText()
    writer.until(lambda: len(writer.kept()) == 1)


def test_writing_on_does_not_drive_out_a_draft_that_is_offered(writer: Writer, uid: Uid) -> None:
    title(writer).setText("第一")
    writer.until(lambda: len(writer.kept()) == 1)
    crash(writer)
    writer.open(uid)
    writer.until(lambda: len(writer.bars()) == 1)
    title(writer).setText("第二")
    writer.until(lambda: len(writer.kept()) == 2)
    writer.press_button("Restore")
    assert title(writer).text() == "第一"
    writer.press_button("Restore")
    assert title(writer).text() == "第二"
    assert {draft.sheet.title for draft in writer.kept()} == {"第一", "第二"}


def test_what_is_not_fit_is_kept_when_it_is_left(writer: Writer, uid: Uid) -> None:
    other = writer.world.add("退款")
    writer.find(QLineEdit, "Shortcut").setText("a b")
    writer.open(other)
    assert writer.reply(uid).shortcut == "fh"
    assert [draft.sheet.shortcut for draft in writer.kept()] == ["a b"]
    writer.open(uid)
    writer.press_button("Restore")
    assert writer.find(QLineEdit, "Shortcut").text() == "a b"


def test_a_new_reply_that_nobody_touched_is_kept_and_not_saved(writer: Writer) -> None:
    writer.editor.open_new(Sheet(title="", texts=("从弹窗来的",)))
    writer.editor.nothing()
    assert writer.replies() == []
    assert writer.bars() == ["Not saved yet: “从弹窗来的”"]
    writer.editor.open_new()
    writer.editor.nothing()
    assert len(writer.kept()) == 1, "a blank one is no draft"


def test_a_reply_that_becomes_as_it_was_is_no_draft(writer: Writer, uid: Uid) -> None:
    title(writer).setText("改过")
    writer.until(lambda: len(writer.kept()) == 1)
    title(writer).setText("发货")
    writer.until(lambda: writer.kept() == ())


def test_both_versions_are_shown_when_others_wrote_meanwhile(writer: Writer, uid: Uid) -> None:
    writer.type(writer.text, "!")
    others_write(writer, uid, title="别人的", texts=("后天发", "明天发"))
    writer.save()
    page = writer.editor.findChildren(ClashPage)[0]
    writer.until(page.isVisible)
    shown = [x.accessibleName() for x in page.findChildren(QLabel) if x.accessibleName()]
    assert any("后天发" in words for words in shown)
    assert any("!" in words for words in shown)
    assert any("别人的" in words for words in shown)
    assert not any("明天发" in words for words in shown), "only what differs"
    assert writer.reply(uid).title == "别人的", "nothing is overwritten"
    assert page.on.hasFocus(), "the choice that changes nothing"
    assert len(writer.kept()) == 1


def clash(writer: Writer, uid: Uid) -> ClashPage:
    writer.type(writer.text, "!")
    others_write(writer, uid, texts=("后天发", "明天发"))
    writer.save()
    page = writer.editor.findChildren(ClashPage)[0]
    writer.until(page.isVisible)
    return page


def test_mine_can_be_chosen(writer: Writer, uid: Uid) -> None:
    clash(writer, uid)
    writer.press_button("Save mine")
    writer.until(lambda: "!" in writer.reply(uid).variants[0].text)
    writer.until(writer.form().isVisible)
    assert not writer.editor.unsaved
    assert writer.bars() == []
    assert writer.kept() == ()


def test_theirs_can_be_chosen_and_that_undone(writer: Writer, uid: Uid) -> None:
    clash(writer, uid)
    writer.press_button("Take the other one")
    assert writer.text.toPlainText() == "后天发"
    assert not writer.editor.unsaved
    assert writer.kept() == ()
    writer.press_button("Undo")
    assert "!" in writer.text.toPlainText()
    assert writer.reply(uid).variants[0].text == "后天发"


def test_editing_goes_on_and_still_overwrites_nothing(writer: Writer, uid: Uid) -> None:
    page = clash(writer, uid)
    writer.press_button("Go on editing")
    assert writer.bars() == ["This reply was changed elsewhere while you were writing."]
    writer.type(writer.text, "?")
    writer.press_button("Compare")
    assert page.isVisible()
    writer.press_button("Go on editing")
    writer.save()
    writer.until(page.isVisible)
    writer.press_button("Go on editing")
    writer.editor.nothing()
    writer.until(lambda: bool(writer.told))
    assert "changed elsewhere" in writer.told[0]
    assert writer.reply(uid).variants[0].text == "后天发"
    assert len(writer.kept()) == 1


def test_a_reply_that_was_deleted_meanwhile_can_be_saved_again(writer: Writer, uid: Uid) -> None:
    writer.type(writer.text, "!")
    arranging = writer.desk.arranging
    arranging.trash([uid]).result()
    arranging.purge([uid]).result()
    writer.save()
    page = writer.editor.findChildren(ClashPage)[0]
    writer.until(page.isVisible)
    writer.press_button("Save mine")
    writer.until(lambda: len(writer.replies()) == 1)
    assert "!" in writer.replies()[0].variants[0].text


def test_left_and_deleted_meanwhile_it_is_kept_as_a_new_one(writer: Writer, uid: Uid) -> None:
    writer.type(writer.text, "!")
    arranging = writer.desk.arranging
    arranging.trash([uid]).result()
    arranging.purge([uid]).result()
    writer.editor.nothing()
    writer.until(lambda: bool(writer.told))
    assert "发货" in writer.told[0]
    writer.until(lambda: [draft.base for draft in writer.kept()] == [None])
    crash(writer)
    writer.until(lambda: writer.bars() == ["Not saved yet: “发货”"])


def test_what_was_arranged_meanwhile_goes_together(writer: Writer, uid: Uid) -> None:
    writer.type(writer.text, "!")
    writer.desk.arranging.tag([uid], "孔雀").result()
    writer.desk.arranging.favourite([uid], True).result()
    writer.open(uid)
    assert writer.sheet().tags == ("孔雀",)
    assert "!" in writer.text.toPlainText()
    assert writer.bars() == []
    writer.save()
    writer.until(lambda: "!" in writer.reply(uid).variants[0].text)
    assert writer.reply(uid).favourite


def test_others_words_are_shown_at_once_while_nothing_is_written(writer: Writer, uid: Uid) -> None:
    others_write(writer, uid, title="别人的")
    writer.open(uid)
    assert title(writer).text() == "别人的"
    assert not writer.editor.unsaved


def test_others_words_are_told_of_while_something_is_written(writer: Writer, uid: Uid) -> None:
    title(writer).setText("我的")
    others_write(writer, uid, title="别人的")
    writer.open(uid)
    assert title(writer).text() == "我的"
    assert writer.bars() == ["This reply was changed elsewhere while you were writing."]
    writer.press_button("Compare")
    assert writer.editor.findChildren(ClashPage)[0].isVisible()


def test_what_the_disk_refuses_stays_written(
    writer: Writer, uid: Uid, monkeypatch: pytest.MonkeyPatch
) -> None:
    title(writer).setText("改过")

    def full(*args: object, **kwargs: object) -> object:
        raise MachineFault(Code.DISK_FULL)

    library = writer.world.library
    with monkeypatch.context() as patched:
        patched.setattr(library, "_change", full)
        writer.save()
        writer.until(lambda: any("disk is full" in bar for bar in writer.bars()))
        assert title(writer).text() == "改过"
        assert len(writer.kept()) == 1
        other = writer.world.library.ask(lambda x: x.reply(uid)).result()
        assert other.title == "发货"
        writer.editor.nothing()
        writer.until(lambda: bool(writer.told))
        assert "改过" in writer.told[0]
    writer.open(uid)
    writer.press_button("Restore")
    writer.save()
    writer.until(lambda: writer.reply(uid).title == "改过")
