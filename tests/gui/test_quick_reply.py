"""Writing a reply: checked beside the fields, saved by key, and never lost by closing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from kefu_desktop.core import settings
from kefu_desktop.core.errors import Code, Conflict, KefuError, MachineFault
from kefu_desktop.core.model import Kind, Reply, Uid, Variant
from kefu_desktop.core.settings import Language, LookSettings
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.library.quick_reply import QuickReply, QuickReplyDraft
from kefu_desktop.gui.theme import Theme

REPLY = Reply(
    uid=Uid("r1"),
    title="发货时间",
    variants=(Variant("今天发"), Variant("16 点前付款今天发")),
    shortcut="fh",
    favourite=True,
)
PATH = ("售中", "发货")
TAKEN = {"fh": "发货时间", "tk": "退款流程"}


class Desk:
    """The window as its user has it: fields by name, keys, and what it has saved."""

    def __init__(self, window: QuickReply, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.saved: list[QuickReplyDraft] = []
        window.saved.connect(self.saved.append)

    def line(self, name: str) -> QLineEdit:
        return next(e for e in self.window.findChildren(QLineEdit) if e.accessibleName() == name)

    @property
    def title(self) -> QLineEdit:
        return self.line("Title")

    @property
    def shortcut(self) -> QLineEdit:
        return self.line("Shortcut")

    def box(self, name: str) -> QComboBox:
        boxes = self.window.findChildren(QComboBox)
        return next(box for box in boxes if box.accessibleName() == name)

    @property
    def category(self) -> QComboBox:
        return self.box("Category")

    @property
    def text(self) -> QPlainTextEdit:
        return self.window.findChild(QPlainTextEdit)

    def write(self, **fields: str) -> None:
        for name, words in fields.items():
            field = getattr(self, name)
            put = getattr(field, "setPlainText", None) or getattr(field, "setText", None)
            (put or field.setEditText)(words)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        # Keys of a window work when it has the keyboard.
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, held)

    def save(self) -> None:
        self.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def escape(self) -> None:
        self.press(Qt.Key.Key_Escape)

    def button(self, words: str) -> QPushButton:
        buttons = self.window.findChildren(QPushButton)
        return next(b for b in buttons if b.text().startswith(words) and b.isVisible())

    def findings(self) -> list[str]:
        """What is said to be wrong, from top to bottom."""
        labels = self.window.findChildren(QLabel)
        found = [
            x for x in labels if x.property("role") == "finding" and x.isVisible() and x.text()
        ]
        return [label.text() for label in sorted(found, key=lambda x: x.mapToGlobal(x.pos()).y())]


@pytest.fixture
def desk(theme: Theme, say: Callable[[KefuError], str], qtbot: QtBot) -> Desk:
    window = QuickReply(theme, say, lambda code: TAKEN.get(code.casefold()))
    window.offer_categories([("售前", "招呼"), PATH])
    qtbot.addWidget(window)
    return Desk(window, qtbot)


def test_a_text_becomes_a_reply_with_one_key(desk: Desk) -> None:
    desk.window.open_new("亲，16 点前付款的订单当天发货哦，默认走中通，您放心拍\n明天到 😀")
    desk.save()
    assert desk.saved == [
        QuickReplyDraft(
            title="亲，16 点前付款的订单当天发货哦，默认走中通…",
            text="亲，16 点前付款的订单当天发货哦，默认走中通，您放心拍\n明天到 😀",
        )
    ]
    assert desk.saved[0].kind is Kind.REPLY, "Qt hands an enum of texts back as a text"
    assert not desk.window.isVisible()


def test_every_field_reaches_the_draft(desk: Desk) -> None:
    desk.window.open_new()
    desk.write(title=" 早上好 ", text="早呀", shortcut="zs", category="问候 / 早上")
    kind = desk.box("Kind")
    kind.setCurrentIndex(kind.findData(Kind.GREETING))
    desk.window.findChild(QCheckBox).setChecked(True)
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.saved == [
        QuickReplyDraft(None, "早上好", "早呀", "zs", ("问候", "早上"), Kind.GREETING, True)
    ]


def test_a_reply_is_opened_as_it_is(desk: Desk) -> None:
    desk.window.open_edit(REPLY, PATH, variant=1)
    shown = desk.window.draft()
    assert (shown.uid, shown.title, shown.text) == (REPLY.uid, REPLY.title, "16 点前付款今天发")
    assert (shown.shortcut, shown.category, shown.favourite) == ("fh", PATH, True)
    assert shown.variant == 1
    assert any("1 more" in label.text() for label in desk.window.findChildren(QLabel))
    desk.save()
    assert desk.saved == [shown], "its own shortcut is no conflict"


def test_a_taken_shortcut_is_named_at_once(desk: Desk) -> None:
    desk.window.open_new("您好")
    desk.qtbot.keyClicks(desk.shortcut, "TK")
    (finding,) = desk.findings()
    assert "退款流程" in finding
    assert desk.shortcut.property("wrong") is True
    desk.save()
    assert not desk.saved
    assert desk.shortcut.hasFocus()
    desk.qtbot.keyClicks(desk.shortcut, "2")
    assert desk.findings() == []
    desk.save()
    assert [draft.shortcut for draft in desk.saved] == ["TK2"]


def test_the_library_is_not_asked_at_each_key(
    theme: Theme, say: Callable[[KefuError], str], qtbot: QtBot
) -> None:
    asked: list[str] = []
    window = QuickReply(theme, say, asked.append)
    qtbot.addWidget(window)
    desk = Desk(window, qtbot)
    window.open_new("您好")
    desk.write(shortcut="nh")
    qtbot.keyClicks(desk.text, "several words")
    assert asked == ["nh"]
    desk.save()
    assert asked == ["nh", "nh"], "others may have taken it meanwhile"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"shortcut": "a b"}, Code.SHORTCUT_INVALID),
        ({"title": "长" * 201}, Code.TITLE_TOO_LONG),
        ({"text": "长" * 20_001}, Code.TEXT_TOO_LONG),
        ({"category": "/".join("abcdefghi")}, Code.CATEGORY_TOO_DEEP),
        ({"category": "长" * 61}, Code.CATEGORY_INVALID),
    ],
)
def test_what_cannot_be_is_said_at_once(desk: Desk, fields: dict[str, str], code: Code) -> None:
    desk.window.open_new("您好")
    desk.write(**fields)
    assert len(desk.findings()) == 1, code
    desk.save()
    assert not desk.saved


def test_what_is_missing_is_said_when_saving(desk: Desk) -> None:
    desk.window.open_new()
    assert desk.findings() == [], "nobody is blamed for an empty window"
    desk.save()
    assert len(desk.findings()) == 2
    desk.write(title="问好", text="您好")
    assert desk.findings() == []
    desk.write(text=" ")
    assert len(desk.findings()) == 1, "from now on it is said at once"
    desk.write(title="", text="您好")
    desk.save()
    assert [draft.title for draft in desk.saved] == ["您好"], "the text gives the title"


def test_closing_keeps_what_was_written(desk: Desk) -> None:
    desk.window.open_new()
    desk.write(text="还没写完", shortcut="x1", category="售前/招呼")
    left = desk.window.draft()
    desk.escape()
    assert not desk.window.isVisible()
    assert not desk.saved
    desk.window.open_new()
    assert desk.window.draft() == left


def test_a_saved_reply_is_no_draft(desk: Desk) -> None:
    desk.window.open_new("您好")
    desk.save()
    desk.window.open_new()
    assert desk.window.draft() == QuickReplyDraft()


def test_a_new_text_does_not_drive_out_a_draft(desk: Desk) -> None:
    desk.window.open_new("第一")
    desk.window.open_new("第二")
    assert desk.window.draft().text == "第二"
    desk.qtbot.mouseClick(desk.button("Other draft: 第一"), Qt.MouseButton.LeftButton)
    assert desk.window.draft().text == "第一"
    desk.qtbot.mouseClick(desk.button("Other draft: 第二"), Qt.MouseButton.LeftButton)
    desk.save()
    desk.window.open_new()
    assert desk.window.draft().text == "第一"


def test_the_same_clipboard_again_is_the_same_draft(desk: Desk) -> None:
    desk.window.open_new("您好")
    desk.write(shortcut="nh")
    desk.escape()
    desk.window.open_new("您好")
    assert desk.window.draft().shortcut == "nh"


def test_a_discarded_draft_is_gone(desk: Desk) -> None:
    desk.window.open_new("不要了")
    desk.qtbot.mouseClick(desk.button("Discard"), Qt.MouseButton.LeftButton)
    assert not desk.window.isVisible()
    desk.window.open_new()
    assert desk.window.draft() == QuickReplyDraft()


def test_changes_to_a_reply_are_kept_for_that_reply(desk: Desk) -> None:
    desk.window.open_edit(REPLY, PATH)
    desk.write(text="明天发")
    desk.escape()
    desk.window.open_new()
    assert desk.window.draft() == QuickReplyDraft()
    desk.window.open_edit(REPLY, PATH)
    assert desk.window.draft().text == "明天发"
    desk.qtbot.mouseClick(desk.button("Discard changes"), Qt.MouseButton.LeftButton)
    assert desk.window.draft().text == "今天发"
    desk.escape()
    desk.window.open_edit(REPLY, PATH)
    assert desk.window.draft().text == "今天发"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Conflict(Code.SHORTCUT_TAKEN, shortcut="zs", title="早上好"), "早上好"),
        (MachineFault(Code.DISK_FULL), "disk is full"),
    ],
)
def test_what_the_library_refuses_comes_back(desk: Desk, error: KefuError, words: str) -> None:
    desk.window.open_edit(REPLY, PATH)
    desk.write(text="明天发", shortcut="zs")
    desk.save()
    desk.window.refuse(desk.saved[0], error)
    assert desk.window.isVisible()
    assert desk.window.draft() == desk.saved[0]
    assert words in " ".join(desk.findings())
    desk.escape()
    desk.window.open_edit(REPLY, PATH)
    assert desk.window.draft() == desk.saved[0]


def test_a_refused_change_still_knows_the_reply(desk: Desk) -> None:
    desk.window.open_edit(REPLY, PATH)
    desk.write(text="明天发")
    desk.save()
    desk.window.refuse(desk.saved[0], MachineFault(Code.DISK_FULL))
    desk.write(text="后天发")
    assert not [words for words in desk.findings() if "belongs to" in words], "fh is its own"
    desk.qtbot.mouseClick(desk.button("Discard changes"), Qt.MouseButton.LeftButton)
    assert desk.window.draft().text == "今天发"


def test_what_is_refused_does_not_drive_out_what_is_being_written(desk: Desk) -> None:
    desk.window.open_new("第一")
    desk.save()
    desk.window.open_new("第二")
    desk.window.refuse(desk.saved[0], MachineFault(Code.LIBRARY_LOCKED))
    assert desk.window.draft().text == "第一"
    desk.qtbot.mouseClick(desk.button("Other draft: 第二"), Qt.MouseButton.LeftButton)
    assert desk.window.draft().text == "第二"


def test_invisible_characters_do_not_keep_a_text_out(desk: Desk) -> None:
    desk.window.open_new("\ufeff您好\r\n\x00再见")
    desk.save()
    assert [draft.text for draft in desk.saved] == ["您好\n再见"]


def test_categories_are_completed_from_any_part(desk: Desk) -> None:
    desk.window.open_new("您好")
    completer = desk.category.completer()
    completer.setCompletionPrefix("发货")
    assert completer.currentCompletion() == "售中/发货"
    desk.write(category="新分组")
    desk.window.offer_categories([PATH])
    assert desk.category.currentText() == "新分组", "a fresh list leaves what is written"


@pytest.mark.parametrize("look", settings.Theme)
def test_what_an_empty_field_says_can_be_read(
    desk: Desk, theme: Theme, look: settings.Theme
) -> None:
    theme.use(LookSettings(theme=look))
    desk.window.open_new()
    for field in (desk.title, desk.shortcut, desk.category.lineEdit(), desk.text):
        shown = field.palette().color(QPalette.ColorRole.PlaceholderText)
        assert shown == theme.colour("text-3"), field.accessibleName()


def test_the_tab_key_walks_through_the_fields(desk: Desk) -> None:
    desk.window.open_new("您好")
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    assert desk.title.hasFocus()
    for field in (desk.shortcut, desk.category, desk.text, desk.box("Kind")):
        desk.press(Qt.Key.Key_Tab)
        focused = desk.window.focusWidget()
        assert focused is field or focused.parentWidget() is field


def test_it_changes_its_language_while_open(desk: Desk, languages: Languages) -> None:
    desk.window.open_new("您好")
    desk.write(shortcut="tk")
    languages.use(Language.ZH_CN)
    desk.qtbot.waitUntil(lambda: desk.window.windowTitle() == "新建话术")
    assert desk.line("标题").text() == "您好", "what was written stays"
    desk.qtbot.waitUntil(lambda: "已经给了「退款流程」" in " ".join(desk.findings()))
    assert desk.button("保存")


def test_a_click_on_the_window_frame_keeps_the_draft_too(desk: Desk) -> None:
    desk.window.open_new()
    desk.write(text="还没写完")
    desk.window.close()
    desk.window.open_new()
    assert desk.window.draft().text == "还没写完"
