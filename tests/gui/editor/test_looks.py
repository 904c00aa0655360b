"""The editor for every eye and every hand: names, keys, languages, sizes, colours."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from kefu_desktop.core import settings
from kefu_desktop.core.settings import Language, LookSettings
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.library.editor.form import SheetForm
from kefu_desktop.gui.theme import Theme
from tests.gui.editor.writer import Writer, png

TAKES_TEXT = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, QTabBar)


def full(writer: Writer) -> None:
    """Shows a reply that has something of everything."""
    category = writer.category("售前", "议价")
    sheet = Sheet(
        title="嫌贵 · 送小礼物",
        texts=("今天拍下送 {赠品|小礼物|运费券}{分段}订单 {单号}", "乙 {表情:没有}"),
        category=category,
        shortcut="tg2",
        tags=("孔雀", "议价", "很长很长的标签名字", "老虎"),
        asked_as=("太贵了",),
        notes="先问预算",
    )
    uid = writer.world.keeping.save(sheet, None).result().reply.uid
    writer.open(uid)
    writer.world.clipboard.formats = {"image/png": png()}
    writer.form().body.paste_image()
    writer.until(lambda: len(writer.sheet().attachments) == 1)
    QApplication.processEvents()


def reachable(writer: Writer) -> list[QWidget]:
    """What can have the keyboard, in the order of the Tab key."""
    found: list[QWidget] = []
    at = writer.find(QLineEdit, "Title")
    while at not in found:
        wanted = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if wanted and at.isVisible() and at.isEnabled() and writer.editor.isAncestorOf(at):
            found.append(at)
        at = at.nextInFocusChain()
        if at is writer.find(QLineEdit, "Title"):
            break
    return found


def test_whatever_takes_the_keyboard_has_a_name(writer: Writer) -> None:
    full(writer)
    nameless = [
        x
        for x in reachable(writer)
        if not x.accessibleName()
        and not (isinstance(x, QAbstractButton) and x.text())
        and not isinstance(x, QAbstractScrollArea | SheetForm)
    ]
    assert nameless == []


def test_everything_is_reached_with_the_tab_key_from_top_to_bottom(writer: Writer) -> None:
    full(writer)
    there = reachable(writer)
    wanted = [
        x
        for x in writer.editor.findChildren(QWidget)
        if isinstance(x, TAKES_TEXT) and x.isVisible() and x.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert [x for x in wanted if x not in there] == []
    tops = [x.mapTo(writer.editor, x.rect().center()).y() for x in there]
    order = list(zip(tops, there, strict=True))
    jumps = [(a, b) for a, b in pairwise(order) if b[0] < a[0] - 30]
    assert jumps == [], "the keyboard never jumps upwards"


def test_the_tab_key_leaves_a_text(writer: Writer) -> None:
    full(writer)
    writer.text.setFocus()
    writer.press(Qt.Key.Key_Tab)
    assert not writer.text.hasFocus()


@pytest.mark.parametrize("scale", [80, 100, 125, 150, 200])
def test_nothing_is_cut_off_at_any_size(writer: Writer, theme: Theme, scale: int) -> None:
    theme.use(LookSettings(text_scale=scale))
    writer.editor.resize(round(400 * scale / 100), round(700 * scale / 100))
    full(writer)
    form = writer.form()
    assert form.widget().width() <= form.viewport().width(), "nothing scrolls sideways"
    for button in writer.editor.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            room = button.width() - button.fontMetrics().horizontalAdvance(button.text())
            assert room >= 0, button.text()
            assert button.height() >= button.fontMetrics().height() * 0.9, button.text()
    for label in writer.editor.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()


@pytest.mark.parametrize("look", settings.Theme)
def test_it_follows_the_look(writer: Writer, theme: Theme, look: settings.Theme) -> None:
    full(writer)
    theme.use(LookSettings(theme=look))
    picture = writer.editor.grab().toImage()
    assert picture.pixelColor(3, picture.height() // 2) == theme.colour("bg")
    first = writer.text.document().firstBlock().layout().formats()
    inks = {x.format.foreground().color().name() for x in first}
    assert inks == {theme.colour("fill").name(), theme.colour("on-chip").name()}


def test_it_changes_its_language_while_open(writer: Writer, languages: Languages) -> None:
    full(writer)
    title = writer.find(QLineEdit, "Title")
    languages.use(Language.ZH_CN)
    writer.until(lambda: title.accessibleName() == "标题")
    assert writer.button("保存")
    assert title.text() == "嫌贵 · 送小礼物", "what was written stays"


def test_a_long_path_is_cut_and_pushes_nothing_out(writer: Writer) -> None:
    writer.category(*["很长的分组名字" * 3] * 4)
    uid = writer.world.add("甲")
    writer.open(uid)
    field = writer.form().heading.category
    before = field.width()
    deepest = max(field._all(), key=lambda uid: len(field._tree.path(uid)))
    field.choose(deepest)
    assert "…" in field.text()
    assert field.width() == before
    assert field.toolTip().count("›") == 3


def test_the_button_for_another_wording_is_beside_the_last_tab(writer: Writer) -> None:
    made = writer.world.keeping.save(Sheet(title="发货", texts=("甲",)), None).result().reply.uid
    writer.editor.open_whole(writer.whole(made, (0,)))
    add, bar = writer.button("＋"), writer.find(QTabBar, "Wordings")
    writer.until(lambda: bar.width() > 0 and add.x() == bar.geometry().right() + 1)
    assert bar.width() == bar.tabRect(0).width()
