"""What leaves the popup: which text, where to, in which mode; what is asked first; and words for
those who see nothing, another language or other colours.
"""

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QTextEdit
from pytestqt.qtbot import QtBot

from kefu_desktop.app.orders import Reached, Short
from kefu_desktop.core import editing, settings
from kefu_desktop.core.changes import ChangeSet
from kefu_desktop.core.model import DeliveryMode, Kind, Millis, Uid
from kefu_desktop.core.settings import Language, LookSettings
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.popup import focus
from kefu_desktop.gui.popup.preview import Preview
from kefu_desktop.gui.theme import Theme
from kefu_desktop.store.library import Library
from tests.app.shop import HeldLane
from tests.gui.agent import Agent, words
from tests.gui.world import CHAT, World, opened


@pytest.fixture
def refund(agent: Agent) -> Uid:
    return agent.world.add("退款", "三天内退款")


def give_mode(world: World, uid: Uid, mode: DeliveryMode) -> None:
    def change(library: Library) -> ChangeSet:
        before = library.reply(uid)
        return editing.edit_reply(before, replace(before, delivery=mode), Millis(1))

    world.library.change(change).result()


def test_enter_pastes_into_the_chat_and_counts_the_use(agent: Agent, refund: Uid) -> None:
    agent.hotkey()
    agent.keys("Return")
    (receipt,) = agent.receipts
    assert (receipt.reached, receipt.short) == (Reached.PASTED, None)
    assert (agent.copied, agent.pastes) == ("三天内退款", 1)
    assert agent.world.window.brought == [CHAT]
    assert agent.world.count(refund) == 1
    assert not agent.popup.isVisible()


@pytest.mark.usefixtures("refund")
def test_ctrl_enter_only_copies_and_gives_the_focus_back(agent: Agent) -> None:
    agent.hotkey()
    agent.world.window.front = None
    agent.keys("Ctrl+Return")
    assert (agent.copied, agent.pastes) == ("三天内退款", 0)
    assert agent.receipts[0].reached is Reached.COPIED
    assert agent.world.window.front == CHAT


@pytest.mark.usefixtures("refund")
def test_the_setting_turns_enter_and_ctrl_enter_round(agent: Agent) -> None:
    agent.world.set("delivery.enter", "copy")
    agent.hotkey()
    agent.keys("Return")
    assert agent.pastes == 0
    agent.hotkey()
    agent.keys("Ctrl+Return")
    assert agent.pastes == 1


def test_a_reply_has_its_own_mode(agent: Agent, refund: Uid) -> None:
    give_mode(agent.world, refund, DeliveryMode.COPY)
    agent.hotkey()
    assert agent.footer[:4] == ["Enter", "copy only", "Ctrl+Enter", "paste into Wangwang"]
    agent.keys("Return")
    assert (agent.copied, agent.pastes) == ("三天内退款", 0)


@pytest.mark.usefixtures("refund")
def test_the_footer_says_what_enter_does_now(agent: Agent) -> None:
    agent.hotkey(target=None)
    assert agent.footer[:4] == ["Enter", "copy only", "Ctrl+Enter", "copy only"]
    agent.keys("Esc")
    agent.hotkey()
    assert agent.footer[:4] == ["Enter", "paste into Wangwang", "Ctrl+Enter", "copy only"]
    assert "Wangwang" in words(agent.search_bar)


@pytest.mark.usefixtures("refund")
def test_the_footer_names_no_key_that_does_nothing_now(agent: Agent) -> None:
    agent.hotkey()
    assert {"Ctrl+Enter", "Tab", "Ctrl+E"} < set(agent.footer)
    agent.write("没有这样的")
    assert agent.titles == []
    assert agent.footer == ["Enter", "new", "Ctrl+N", "new", "Alt+E", "emoticon", "Esc close"]
    agent.keys("Ctrl+Return")
    assert agent.wanted == [("new", "没有这样的")]


def test_a_reply_is_written_the_way_the_client_in_front_reads_it(agent: Agent) -> None:
    agent.world.add("招呼", "在的{表情:微笑}")
    agent.hotkey(target=replace(CHAT, program="Weixin.exe"))
    assert "WeChat" in words(agent.search_bar)
    agent.keys("Return")
    assert agent.copied == "在的[微笑]"
    agent.hotkey()
    agent.keys("Return")
    assert agent.copied == "在的/:^_^"
    agent.hotkey(target=replace(CHAT, program="Gimp"))
    assert "Gimp" in words(agent.search_bar)
    agent.keys("Return")
    assert agent.copied == "在的😊"


def test_a_greeting_gets_a_face_and_an_angry_buyer_none(agent: Agent) -> None:
    agent.world.add("中秋", "中秋快乐", kind=Kind.GREETING)
    agent.hotkey(target=None)
    assert agent.shown == "中秋快乐🥮"
    agent.keys("Return")
    assert agent.copied == "中秋快乐🥮"
    agent.world.add("致歉", "让您生气了", kind=Kind.GREETING, tags=("投诉",))
    agent.hotkey(target=None)
    agent.write("致歉")
    agent.keys("Return")
    assert agent.copied == "让您生气了"


@pytest.mark.usefixtures("refund")
def test_without_a_window_in_front_the_reply_is_copied(agent: Agent) -> None:
    agent.hotkey(target=None)
    agent.keys("Return")
    assert agent.receipts[0].short is Short.NO_TARGET
    assert (agent.copied, agent.pastes) == ("三天内退款", 0)


@pytest.mark.usefixtures("refund")
@pytest.mark.parametrize("key", ["Esc", "Return"])
def test_a_press_while_the_chat_is_still_coming_back_means_that_chat(
    agent: Agent, key: str
) -> None:
    agent.hotkey()
    agent.keys(key)
    agent.hotkey(target=None)  # what the key's thread saw in front was the popup, or nothing
    before = agent.pastes
    agent.keys("Return")
    assert agent.receipts[-1].short is None
    assert agent.pastes == before + 1


@pytest.mark.usefixtures("refund")
def test_a_press_after_that_means_what_is_in_front(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(focus, "BACK_SECONDS", 0)
    agent.hotkey()
    agent.keys("Esc")
    agent.wait()
    agent.hotkey(target=None)
    agent.keys("Return")
    assert agent.receipts[-1].short is Short.NO_TARGET


@pytest.mark.parametrize("number", [1, 2, 3])
def test_alt_and_a_number_deliver_that_row(agent: Agent, number: int) -> None:
    for name in "甲乙丙":
        agent.world.add(name, f"内容{name}")
    agent.wait()
    agent.hotkey()
    wanted = agent.popup.rows[number - 1].reply.variants[0].text
    agent.keys("Alt+9")
    assert agent.popup.isVisible()
    agent.keys(f"Alt+{number}")
    assert agent.copied == wanted


def test_wordings_take_turns_and_tab_chooses_another(agent: Agent) -> None:
    uid = agent.world.add("好", "好的", "好哦", "好呀")
    for expected in ("好的", "好哦", "好呀", "好的"):
        agent.hotkey()
        agent.keys("Return")
        assert agent.copied == expected
    agent.hotkey()
    agent.keys("Tab", "Return")
    assert agent.copied == "好呀"
    assert agent.world.count(uid) == 5


def test_no_buyer_gets_one_wording_twice_running(agent: Agent) -> None:
    agent.world.add("好", "好的", "好哦")
    ann, bob = replace(CHAT, title="Ann"), replace(CHAT, title="Bob")
    agent.world.window.alive += [ann, bob]
    got: dict[str, list[str]] = {"Ann": [], "Bob": []}
    for buyer in (ann, bob, ann, bob, bob, ann):
        agent.hotkey(target=buyer)
        shown = agent.shown
        agent.keys("Return")
        assert agent.copied == shown
        got[buyer.title].append(shown)
    for texts in got.values():
        assert all(one != other for one, other in pairwise(texts)), got


def test_a_wording_that_was_searched_for_is_sent_unless_this_chat_just_had_it(
    agent: Agent,
) -> None:
    agent.world.add("好", "好的", "马上哦")
    for expected in ("马上哦", "好的", "马上哦"):
        agent.hotkey()
        agent.write("mashang")
        assert agent.shown == expected
        agent.keys("Return")
        assert agent.copied == expected


def test_each_wording_is_counted_by_itself(agent: Agent) -> None:
    uid = agent.world.add("好", "好的", "好哦", "好呀")
    for _ in range(4):
        agent.hotkey()
        agent.keys("Return")
    ask = agent.world.library.ask
    uses = ask(lambda library: library.variant_uses(library.reply(uid))).result()
    assert [use.count for use in uses] == [2, 1, 1]


def test_a_client_that_takes_line_by_line_gets_it_so(agent: Agent, tmp_path: Path) -> None:
    folder = tmp_path / "clients"
    folder.mkdir()
    (folder / "own.toml").write_text(
        '[[client]]\nkey = "own"\nzh = "本店"\n'
        '[client.known-by]\nprograms = ["ShopDesk"]\n[client.takes]\nlines = "step"\n',
        encoding="utf-8",
    )
    own = replace(CHAT, program="ShopDesk.exe")
    agent.world.clients.own = folder
    agent.world.clients.reload()
    agent.world.window.alive.append(own)
    agent.world.add("两行", "第一行\n第二行")
    agent.hotkey(target=own)
    assert "本店" in words(agent.search_bar)
    agent.keys("Return")
    assert agent.chat_reads() == "第一行"
    assert agent.chat_reads() == "第二行"
    assert [str(key) for key in agent.world.paste.sent] == ["Ctrl+V", "Shift+Enter", "Ctrl+V"]
    assert agent.copied == "第一行\n第二行"


def test_a_reply_that_is_pasted_and_sent_gets_its_enter(agent: Agent, refund: Uid) -> None:
    give_mode(agent.world, refund, DeliveryMode.PASTE_AND_SEND)
    agent.wait()
    agent.hotkey()
    agent.keys("Return")
    assert agent.pastes == 1
    agent.chat_reads()
    assert [str(key) for key in agent.world.paste.sent] == ["Ctrl+V", "Enter"]


def test_the_preview_is_what_is_sent(agent: Agent) -> None:
    agent.world.add("店", "{店铺}的{客服}：{快递:中通}{表情:微笑} {{原样}} ${x}")
    agent.world.set("shop.name", "好店")
    agent.hotkey()
    assert agent.shown == "好店的小客服：中通/:^_^ {原样} ${x}"
    agent.keys("Return")
    assert agent.copied == "好店的小客服：中通/:^_^ {原样} ${x}"


# -- nothing there


@pytest.mark.usefixtures("refund")
def test_enter_on_nothing_found_offers_a_new_reply_with_the_text(agent: Agent) -> None:
    agent.hotkey()
    agent.write("qqqqzzzz")
    assert agent.titles == []
    assert agent.shown == "Nothing found. Ctrl+N makes a new reply with this text."
    agent.keys("Return")
    assert agent.wanted == [("new", "qqqqzzzz")]
    assert (agent.pastes, agent.popup.isVisible()) == (0, False)


def test_what_teaches_is_not_marked_as_what_was_shown_before(agent: Agent) -> None:
    agent.world.add("问好", "{问候}")
    agent.hotkey()
    (text,) = agent.one(Preview).findChildren(QTextEdit)

    def ground() -> Qt.BrushStyle:
        cursor = text.textCursor()
        cursor.setPosition(1)
        return cursor.charFormat().background().style()

    assert agent.shown
    assert ground() is not Qt.BrushStyle.NoBrush, "what was filled in is marked"
    agent.write("没有这样的")
    assert "Nothing found" in agent.shown
    assert ground() is Qt.BrushStyle.NoBrush


def test_a_text_of_many_placeholders_is_laid_out_once(agent: Agent) -> None:
    agent.world.add("清单", "{问候}，" * 400)
    agent.hotkey()
    agent.write("别的")
    (text,) = agent.one(Preview).findChildren(QTextEdit)
    changes: list[tuple[int, int, int]] = []
    text.document().contentsChange.connect(lambda *change: changes.append(change))
    agent.field.clear()
    agent.write("qingdan")
    assert agent.shown.count("，") == 400
    assert len(changes) <= 4, "laid out with each piece, it would take ten seconds"


def test_an_empty_library_teaches_and_enter_does_nothing(agent: Agent) -> None:
    agent.hotkey()
    assert "library is empty" in agent.shown
    agent.keys("Return", "Tab", "Down", "Ctrl+D", "Ctrl+E", "PgDown", "Alt+1")
    assert agent.popup.isVisible()
    assert agent.wanted == []


def test_until_the_library_is_read_enter_makes_nothing_new(
    tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    builder = HeldLane()
    with opened(tmp_path, builder) as world:
        world.searching.start()
        popup = world.popup(theme)
        qtbot.addWidget(popup)
        agent = Agent(world, popup, qtbot)
        agent.hotkey()
        agent.write("tui")
        agent.keys("Return")
        assert agent.wanted == []
        assert agent.popup.isVisible()
        assert "reading the library …" in words(agent.search_bar)
        builder.go_on()
        agent.wait()


# -- for every eye


@pytest.mark.usefixtures("refund")
def test_it_speaks_another_language_at_once(agent: Agent, languages: Languages) -> None:
    agent.hotkey()
    english = words(agent.popup)
    languages.use(Language.ZH_CN)
    agent.wait()
    chinese = words(agent.popup)
    assert agent.footer[1] == "粘贴到 旺旺"
    assert "旺旺" in words(agent.search_bar)
    assert agent.filters.findChildren(QAbstractButton)[0].text() == "全部"
    assert not [text for text in chinese if text in english and " " in text]
    languages.use(Language.EN)
    agent.wait()
    assert words(agent.popup) == english


@pytest.mark.usefixtures("refund")
def test_it_wears_another_theme_and_size_at_once(agent: Agent, theme: Theme) -> None:
    theme.use(LookSettings(theme=settings.Theme.LIGHT))
    agent.hotkey()
    light = agent.popup.grab().toImage()
    width = agent.popup.width()
    theme.use(LookSettings(theme=settings.Theme.DARK))
    agent.wait()
    dark = agent.popup.grab().toImage()
    middle = light.rect().center()
    assert light.pixelColor(middle).lightness() > 128 > dark.pixelColor(middle).lightness()
    theme.use(LookSettings(theme=settings.Theme.DARK, text_scale=80))
    agent.wait()
    assert agent.popup.width() == round(width * 0.8)
    assert agent.field.font().pixelSize() == theme.font("search").pixelSize()


def test_what_is_painted_shows_the_row(agent: Agent, theme: Theme) -> None:
    agent.hotkey()
    empty = agent.view.grab().toImage()
    agent.world.add("发货", "一{分段}二", "三", shortcut="fh", favourite=True, category=("售前",))
    agent.wait()
    plain = agent.view.grab().toImage()
    agent.write("fahuo")
    marked = agent.view.grab().toImage()
    assert len({empty.cacheKey(), plain.cacheKey(), marked.cacheKey()}) == 3
    assert empty != plain
    assert plain != marked
    accent = theme.colour("accent").rgb()
    found = sum(marked.pixel(x, y) == accent for x in range(40, 200) for y in range(5, 50))
    before = sum(plain.pixel(x, y) == accent for x in range(40, 200) for y in range(5, 50))
    assert found > before


@pytest.mark.usefixtures("refund")
def test_those_who_see_nothing_are_told(agent: Agent) -> None:
    agent.hotkey()
    assert agent.field.accessibleName() == "Search replies"
    assert agent.view.accessibleName() == "Replies found"
    (text,) = agent.popup.findChildren(QTextEdit)
    assert (text.accessibleName(), text.toPlainText()) == ("Text as it will be sent", "三天内退款")
