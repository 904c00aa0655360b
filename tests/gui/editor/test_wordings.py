"""Wordings as tabs, what is put into a text, its colours, and how it will read."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QToolTip

from kefu_desktop.core.model import VARIANT_LIMIT, Uid
from kefu_desktop.core.settings import Language
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.core.template import Problem
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.library.editor import slots
from kefu_desktop.gui.library.editor.fields import FindingLine
from kefu_desktop.gui.library.editor.options import Option, OptionList, Options
from kefu_desktop.gui.theme import Theme, Token
from tests.gui.editor.writer import ALT, CTRL, Writer, png


@pytest.fixture
def uid(writer: Writer) -> Uid:
    """A reply of three wordings, open."""
    sheet = Sheet(title="发货", texts=("甲", "乙", "丙"))
    made = writer.world.keeping.save(sheet, None).result().reply.uid
    writer.editor.open_whole(writer.whole(made, (3, 5, 0)))
    writer.text.setFocus()
    return made


def tabs(writer: Writer) -> QTabBar:
    return writer.find(QTabBar, "Wordings")


def texts(writer: Writer) -> tuple[str, ...]:
    return writer.sheet().texts


def saved_texts(writer: Writer, uid: Uid) -> list[str]:
    return [variant.text for variant in writer.reply(uid).variants]


def test_a_wording_is_added_and_written_at_once(writer: Writer, uid: Uid) -> None:
    writer.press_button("＋")
    writer.qtbot.waitUntil(writer.text.hasFocus)
    writer.type(writer.text, "丁")
    writer.save()
    writer.until(lambda: saved_texts(writer, uid) == ["甲", "乙", "丙", "丁"])
    assert [tabs(writer).tabText(n) for n in range(4)] == [f"Wording {n}" for n in range(1, 5)]


def test_keys_add_turn_move_and_remove_wordings(writer: Writer, uid: Uid) -> None:
    writer.press(Qt.Key.Key_PageDown, CTRL)
    assert writer.text.toPlainText() == "乙"
    writer.press(Qt.Key.Key_PageUp, CTRL)
    writer.press(Qt.Key.Key_PageUp, CTRL)
    assert writer.text.toPlainText() == "丙", "round and round"
    tabs(writer).setFocus()
    writer.press(Qt.Key.Key_Left, ALT)
    writer.press(Qt.Key.Key_Left, ALT)
    writer.press(Qt.Key.Key_Left, ALT)
    assert texts(writer) == ("丙", "甲", "乙")
    assert tabs(writer).tabToolTip(0) == "used 0 times"
    assert tabs(writer).tabToolTip(2) == "used 5 times"
    writer.press(Qt.Key.Key_Right, ALT)
    assert texts(writer) == ("甲", "丙", "乙")
    writer.press(Qt.Key.Key_Delete)
    assert texts(writer) == ("甲", "乙")
    writer.press(Qt.Key.Key_Insert, ALT)
    writer.type(writer.text, "丁")
    assert texts(writer) == ("甲", "乙", "丁")
    writer.save()
    writer.until(lambda: saved_texts(writer, uid) == ["甲", "乙", "丁"])


def test_a_tab_is_dragged_to_another_place(writer: Writer, uid: Uid) -> None:
    bar = tabs(writer)
    start, end = bar.tabRect(0).center(), bar.tabRect(2).center() + QPoint(12, 0)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 9):
        QTest.mouseMove(bar, start + (end - start) * step / 8)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=end)
    assert texts(writer) == ("乙", "丙", "甲")
    assert writer.text.toPlainText() == "甲"


def test_a_removed_wording_can_be_brought_back(writer: Writer, uid: Uid) -> None:
    writer.type(writer.text, "改过")
    writer.press(Qt.Key.Key_Delete, ALT)
    assert texts(writer) == ("乙", "丙")
    assert writer.bars() == ["The wording was removed."]
    writer.press_button("Undo")
    assert sorted(texts(writer)) == sorted(("甲改过", "乙", "丙")) == sorted(texts(writer))
    assert texts(writer)[0] in {"甲改过", "改过甲"}
    assert writer.bars() == []


def test_the_last_wording_stays(writer: Writer, uid: Uid) -> None:
    for _ in range(4):
        writer.press(Qt.Key.Key_Delete, ALT)
    assert texts(writer) == ("丙",)


def test_there_are_as_many_as_a_reply_can_have(writer: Writer) -> None:
    writer.editor.open_new(Sheet(title="多", texts=("一",) * (VARIANT_LIMIT - 1)))
    writer.press_button("＋")
    assert len(texts(writer)) == VARIANT_LIMIT
    assert not writer.button("＋").isEnabled()
    writer.form().body.wordings.add()
    assert len(texts(writer)) == VARIANT_LIMIT


def test_undo_stays_within_its_wording(writer: Writer, uid: Uid) -> None:
    writer.type(writer.text, "ab")
    writer.press(Qt.Key.Key_PageDown, CTRL)
    writer.text.undo()
    assert texts(writer)[1] == "乙"
    writer.press(Qt.Key.Key_PageUp, CTRL)
    writer.text.undo()
    assert texts(writer) == ("甲", "乙", "丙")


def test_placeholders_and_emoticons_are_coloured(writer: Writer, theme: Theme) -> None:
    writer.editor.open_new(Sheet(title="", texts=("😀{买家} a {表情:微笑}\n{{x}} {分段}",)))

    def inks() -> dict[str, str]:
        found = {}
        block = writer.text.document().firstBlock()
        while block.isValid():
            for piece in block.layout().formats():
                raw = block.text().encode("utf-16-le")[
                    2 * piece.start : 2 * (piece.start + piece.length)
                ]
                found[raw.decode("utf-16-le")] = piece.format.foreground().color().name()
            block = block.next()
        return found

    def ink(token: Token) -> str:
        return theme.colour(token).name()

    assert inks() == {
        "{买家}": ink(Token.FILL),
        "{表情:微笑}": ink(Token.OK),
        "{分段}": ink(Token.ON_CHIP),
    }
    writer.type(writer.text, "{dan")
    assert "{dan" not in inks()
    writer.text.moveCursor(QTextCursor.MoveOperation.End)


def test_what_goes_wrong_with_a_placeholder_is_underlined_and_said(writer: Writer) -> None:
    writer.editor.open_new(Sheet(title="", texts=("😀您好{表情:没有}",)))
    (selection,) = writer.text.extraSelections()
    assert selection.cursor.selectedText() == "{表情:没有}"
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    assert selection.format.underlineStyle() == wave
    (said,) = [x.text for x in writer.editor.findChildren(FindingLine) if x.isVisible()]
    assert "没有" in said
    place = QTextCursor(writer.text.document())
    place.setPosition(7)
    point = writer.text.cursorRect(place).center()
    whole = writer.text.viewport().mapTo(writer.text, point)
    event = QHelpEvent(QEvent.Type.ToolTip, whole, writer.text.mapToGlobal(whole))
    QApplication.sendEvent(writer.text, event)
    assert QToolTip.text() == said
    writer.type(writer.text, " ")
    writer.save()
    writer.until(lambda: bool(writer.saved))
    QToolTip.hideText()


def test_the_preview_follows_what_is_written(writer: Writer, uid: Uid) -> None:
    writer.world.set("shop.name", "小鹿")
    preview = writer.form().body.preview
    assert preview.texts() == ("甲",)
    writer.text.setPlainText("{店铺}您好{分段}订单 {单号}")
    writer.until(lambda: preview.texts() == ("小鹿您好", "订单 {单号}"))
    writer.press(Qt.Key.Key_PageDown, CTRL)
    assert preview.texts() == ("乙",)


def test_the_preview_of_a_very_long_text_ends_somewhere(writer: Writer, uid: Uid) -> None:
    writer.text.setPlainText("{买家}" + "长" * 5000 + "{分段}" + "再" * 9)
    preview = writer.form().body.preview
    writer.until(lambda: len(preview.texts()[0]) > 1)
    (shown,) = preview.texts()
    assert shown.startswith("亲长")
    assert shown.endswith("长…")
    assert len(shown) == 2001
    assert len(texts(writer)[0]) > 5000


def test_a_part_is_cut_at_the_cursor(writer: Writer, uid: Uid) -> None:
    writer.text.setPlainText("您好再见")
    cursor = writer.text.textCursor()
    cursor.setPosition(2)
    writer.text.setTextCursor(cursor)
    writer.press(Qt.Key.Key_P, ALT)
    assert texts(writer)[0] == "您好{part}再见"
    writer.text.undo()
    assert texts(writer)[0] == "您好再见"


def choose(writer: Writer, words: str) -> None:
    """Searches in the list that is open and takes what comes first."""
    shown = [x for x in writer.editor.findChildren(OptionList) if x.isVisible()]
    assert len(shown) == 1
    shown[0].line.setText(words)
    QTest.keyClick(shown[0].line, Qt.Key.Key_Return)
    assert not shown[0].isVisible()


def pick(writer: Writer, words: str) -> None:
    """Searches in the picker that is open and takes what comes first."""
    picker = writer.find(QLineEdit, "Search emoticons")
    assert picker.hasFocus()
    writer.qtbot.keyClicks(picker, words)
    writer.press(Qt.Key.Key_Return)
    assert not picker.isVisible()


def test_a_placeholder_is_chosen_from_all_that_are_known(writer: Writer, uid: Uid) -> None:
    writer.world.set("shop.constants", {"地址": "一号仓"})
    writer.text.clear()
    writer.press(Qt.Key.Key_V, ALT)
    choose(writer, "一号仓")
    writer.press(Qt.Key.Key_V, ALT)
    choose(writer, "买家")
    assert texts(writer)[0] == "{地址}{buyer}"
    writer.press(Qt.Key.Key_V, ALT)
    choose(writer, "{单号}")
    assert writer.text.textCursor().selectedText() == "order", "an example is there to be replaced"
    writer.type(writer.text, "AB")
    assert texts(writer)[0] == "{地址}{buyer}{AB}"


def test_an_emoticon_is_chosen_by_its_name_in_any_language(writer: Writer, uid: Uid) -> None:
    writer.text.setPlainText("😀")
    writer.text.moveCursor(QTextCursor.MoveOperation.End)
    writer.press(Qt.Key.Key_E, ALT)
    pick(writer, "smile")
    assert texts(writer)[0] == "😀{mood:smile}"
    writer.until(lambda: writer.form().body.preview.texts() == ("😀😊",))


def test_an_emoji_is_put_in_as_it_is(writer: Writer, uid: Uid) -> None:
    writer.text.setPlainText("亲")
    writer.text.moveCursor(QTextCursor.MoveOperation.End)
    writer.press(Qt.Key.Key_Period, CTRL)
    pick(writer, "panda")
    assert texts(writer)[0] == "亲🐼"
    assert writer.text.hasFocus()
    writer.press_button("😊")
    writer.press(Qt.Key.Key_Escape)
    assert texts(writer)[0] == "亲🐼"


def test_what_is_put_in_has_the_names_of_the_language_that_is_spoken(
    writer: Writer, uid: Uid, languages: Languages
) -> None:
    languages.use(Language.ZH_CN)
    writer.text.clear()
    writer.press(Qt.Key.Key_V, ALT)
    choose(writer, "buyer")
    writer.press(Qt.Key.Key_E, ALT)
    writer.find(QLineEdit, "搜索表情").setFocus()
    writer.qtbot.keyClicks(writer.find(QLineEdit, "搜索表情"), "smile")
    writer.press(Qt.Key.Key_Return)
    writer.press(Qt.Key.Key_P, ALT)
    writer.world.clipboard.formats = {"image/png": png()}
    writer.form().body.paste_image()
    writer.until(lambda: texts(writer)[0] == "{买家}{表情:微笑}{分段}{图片}")
    languages.use(Language.EN)
    writer.press(Qt.Key.Key_P, ALT)
    assert texts(writer)[0] == "{买家}{表情:微笑}{分段}{图片}{part}"


@pytest.mark.parametrize("language", [Language.EN, Language.ZH_CN])
def test_every_emoticon_that_is_offered_is_understood(
    writer: Writer, languages: Languages, language: Language
) -> None:
    languages.use(language)
    emoticons = writer.desk.emoticons.emoticons
    emoticons.prepare().result()
    for mood in emoticons.groups()[0].emoticons:
        slot = slots.mood(mood.zh, mood.en)
        rendered = writer.world.composer.compose(slot, _occasion())
        assert not rendered.troubles, slot
        assert "{" not in rendered.parts[0].text, slot


@pytest.mark.parametrize("language", [Language.EN, Language.ZH_CN])
def test_every_placeholder_that_is_offered_is_understood(
    writer: Writer, uid: Uid, languages: Languages, language: Language
) -> None:
    languages.use(language)
    insert = writer.form().body.insert
    insert.open_placeholders()
    (shown,) = [x for x in writer.editor.findChildren(OptionList) if x.isVisible()]
    options = shown.findChildren(Options)[0]
    offered = [options.data(options.index(n, 0)) for n in range(options.rowCount())]
    shown.hide()
    assert len(offered) >= 15
    assert ("{买家}" in offered) is (language is Language.ZH_CN)
    for slot in offered:
        rendered = writer.world.composer.compose(str(slot), _occasion())
        # The example of another reply's title is there to be written over.
        troubles = [t for t in rendered.troubles if t.problem is not Problem.FRAGMENT_MISSING]
        assert not troubles, slot
        assert rendered.missing or rendered.parts[0].text != slot, slot


def test_what_is_wrong_with_a_placeholder_is_said_at_its_place(writer: Writer, uid: Uid) -> None:
    writer.text.setPlainText("好{日期:x}的{片段:没有这条}")
    writer.until(lambda: len(writer.text.extraSelections()) == 2)
    places = [
        (one.cursor.selectionStart(), one.cursor.selectionEnd())
        for one in writer.text.extraSelections()
    ]
    assert places == [(1, 7), (8, 17)]
    said = "".join(line.text for line in writer.editor.findChildren(FindingLine))
    assert "{日期:x}" in said
    assert "没有这条" in said


def _occasion():  # type: ignore[no-untyped-def]
    from kefu_desktop.app.composing import Occasion

    return Occasion()


def test_how_long_a_text_is_is_said(writer: Writer, uid: Uid) -> None:
    writer.text.setPlainText("一二三😀")
    writer.until(lambda: _said(writer, "4 characters"))


def _said(writer: Writer, words: str) -> bool:
    from PySide6.QtWidgets import QLabel

    return any(x.text() == words for x in writer.editor.findChildren(QLabel))


def test_the_list_of_options_is_a_proper_model(qtmodeltester: object) -> None:
    options = Options()
    options.show([Option("甲", 1, "一", "one"), Option("乙", 2)])
    qtmodeltester.check(options)  # type: ignore[attr-defined]


def test_a_search_finds_every_word_anywhere(writer: Writer, uid: Uid) -> None:
    option = Option("{日期}", 1, "今天 · 11月22日", "date")
    assert option.has("今天 DATE")
    assert not option.has("今天 明天")


def test_the_category_is_chosen_in_the_tree_or_by_a_word_or_made(writer: Writer, uid: Uid) -> None:
    bargain = writer.category("售前", "议价")
    writer.category("售中", "发货")
    field = writer.form().heading.category
    field.setFocus()
    writer.press(Qt.Key.Key_Down)
    assert field.options.isVisible()
    choose(writer, "议")
    assert field.text() == "售前 › 议价"
    writer.save()
    writer.until(lambda: writer.reply(uid).category == bargain)
    field.open()
    choose(writer, "售后/退款")
    writer.until(lambda: field.uid not in {None, bargain})
    writer.save()
    tree = writer.world.library.ask(lambda library: library.categories())
    writer.until(lambda: writer.reply(uid).category == field.uid)
    assert tree.result()[field.uid].name == "退款"
    field.setFocus()
    writer.press(Qt.Key.Key_Delete)
    assert field.text() == "No category"


def test_the_line_of_tags(writer: Writer, uid: Uid) -> None:
    writer.editor.set_tags(["孔雀", "老虎", "考拉"])
    line = writer.find(QLineEdit, "Tags")
    writer.type(line, "老")
    completer = writer.form().heading.tags._completer
    assert completer.currentCompletion() == "老虎"
    completer.popup().setCurrentIndex(completer.completionModel().index(0, 0))
    QTest.keyClick(completer.popup(), Qt.Key.Key_Return)
    writer.until(lambda: writer.sheet().tags == ("老虎",))
    writer.type(line, "b c,")
    assert writer.sheet().tags == ("老虎", "b", "c")
    line.setFocus()
    assert writer.button("c").isVisible()
    writer.press(Qt.Key.Key_Backspace)
    writer.press(Qt.Key.Key_Left)
    writer.press(Qt.Key.Key_Delete)
    assert writer.sheet().tags == ("老虎", "c")
    assert line.hasFocus()
    writer.press_button("老虎")
    assert writer.sheet().tags == ("c",)
    writer.type(line, "#C ")
    assert writer.sheet().tags == ("c",), "each once"
