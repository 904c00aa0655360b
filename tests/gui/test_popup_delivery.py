"""What leaves the popup: which text, where to, in which mode; what is asked first; and words for
those who see nothing, another language or other colours.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QTextEdit
from pytestqt.qtbot import QtBot

from kefu_desktop.app.orders import Reached, Short
from kefu_desktop.app.parts import PROMPT_SECONDS
from kefu_desktop.app.ports import Target
from kefu_desktop.core import editing, settings
from kefu_desktop.core.changes import ChangeSet
from kefu_desktop.core.model import DeliveryMode, Kind, Millis, Uid, Variant
from kefu_desktop.core.settings import Language, LookSettings
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.theme import Theme
from kefu_desktop.store.library import Library
from tests.app.shop import HeldLane
from tests.gui.agent import Agent, words
from tests.gui.world import CHAT, World, opened

OTHER = Target(9, "Editor", "notes", pid=3, identity="9:1", frame=CHAT.frame)


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
    agent.hotkey()
    assert agent.footer[:4] == ["Enter", "paste into Wangwang", "Ctrl+Enter", "copy only"]
    assert "Wangwang" in words(agent.search_bar)
    agent.keys("Esc")
    agent.hotkey(target=None)
    assert agent.footer[:4] == ["Enter", "copy only", "Ctrl+Enter", "copy only"]


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


def test_the_preview_is_what_is_sent(agent: Agent) -> None:
    agent.world.add("店", "{店铺}的{客服}：{快递:中通}{表情:微笑} {{原样}} ${x}")
    agent.world.set("shop.name", "好店")
    agent.hotkey()
    assert agent.shown == "好店的小客服：中通/:^_^ {原样} ${x}"
    agent.keys("Return")
    assert agent.copied == "好店的小客服：中通/:^_^ {原样} ${x}"


# -- parts


def test_each_press_of_the_hotkey_pastes_the_next_message(agent: Agent, refund: Uid) -> None:
    uid = agent.world.add("三段", "一{分段}二{分段}三", "别的", favourite=True)
    agent.wait()
    agent.hotkey()
    assert agent.chosen == "三段"
    agent.keys("Return")
    for expected in ("一", "二", "三"):
        assert agent.chat_reads() == expected
        if expected != "三":
            settled = agent.settled
            agent.press()
            agent.wait()
            assert not agent.popup.isVisible()
            assert agent.settled == settled + 1, "the keys behind it go to the chat"
    assert agent.pastes == 3
    assert [one.order.number for one in agent.receipts] == [1, 2, 3]
    assert agent.world.count(uid) == 1
    agent.hotkey()
    assert agent.shown == "别的"


def test_the_key_of_its_own_pastes_the_next_message(agent: Agent) -> None:
    agent.world.add("两段", "一{分段}二")
    agent.hotkey()
    agent.keys("Return")
    agent.chat_reads()
    assert not agent.popup.go_on(OTHER)
    assert agent.popup.go_on(CHAT)
    agent.wait()
    assert agent.chat_reads() == "二"
    assert not agent.popup.go_on(CHAT)


def test_a_press_while_a_message_is_on_its_way_is_not_lost(agent: Agent) -> None:
    agent.world.add("两段", "一{分段}二")
    agent.hotkey()
    agent.keys("Return")
    agent.press()
    agent.wait()
    assert agent.copied == "一", "the chat has not read it yet"
    assert agent.chat_reads() == "一"
    assert agent.chat_reads() == "二"


def test_what_is_left_belongs_to_the_window_of_the_first(agent: Agent, refund: Uid) -> None:
    agent.world.add("两段", "一{分段}二", favourite=True)
    agent.wait()
    agent.hotkey()
    agent.keys("Return")
    agent.chat_reads()
    agent.hotkey(target=OTHER)
    assert agent.popup.isVisible()
    assert "part 1 / 2" in agent.facts
    agent.keys("Esc")
    agent.press(CHAT)
    agent.wait()
    assert agent.chat_reads() == "二", "Esc over another window drops nothing"


def test_after_a_minute_the_popup_offers_what_is_left_and_esc_drops_it(agent: Agent) -> None:
    agent.world.add("问好", "在的", favourite=True)
    agent.world.add("三段", "一{分段}二{分段}三")
    agent.wait()
    agent.hotkey()
    agent.write("sanduan")
    agent.keys("Return")
    agent.chat_reads()
    agent.let_pass(PROMPT_SECONDS)
    agent.hotkey()
    assert agent.chosen == "三段"
    assert "part 2 / 3" in agent.facts
    agent.keys("Return")
    assert agent.chat_reads() == "二"
    agent.let_pass(PROMPT_SECONDS)
    agent.hotkey()
    assert "part 3 / 3" in agent.facts
    agent.keys("Esc")
    agent.hotkey()
    assert agent.chosen == "问好"


def test_another_reply_drops_what_is_left(agent: Agent, refund: Uid) -> None:
    agent.world.add("两段", "一{分段}二")
    agent.hotkey()
    agent.write("liangduan")
    agent.keys("Return")
    agent.chat_reads()
    agent.let_pass(PROMPT_SECONDS)
    agent.hotkey()
    agent.write("tuikuan")
    agent.keys("Return")
    agent.chat_reads()
    assert agent.world.parts.rest is None


def test_what_was_shown_is_sent_though_the_reply_is_another_by_now(agent: Agent) -> None:
    uid = agent.world.add("两段", "一{分段}二")
    agent.hotkey()
    agent.keys("Return")
    agent.chat_reads()

    def change(library: Library) -> ChangeSet:
        before = library.reply(uid)
        return editing.edit_reply(before, replace(before, variants=(Variant("新"),)), Millis(1))

    agent.world.library.change(change).result()
    agent.wait()
    agent.press()
    agent.wait()
    assert agent.chat_reads() == "二"


def test_a_long_reply_is_offered_in_parts_the_same_way(agent: Agent) -> None:
    sentence = "字" * 300 + "。"
    agent.world.add("长", sentence * 8)
    long = replace(CHAT, program="Discord")
    agent.world.window.alive.append(long)
    agent.hotkey(target=long)
    assert "part 1 / 2" in agent.facts
    agent.keys("Return")
    first = agent.chat_reads()
    agent.press(long)
    agent.wait()
    assert first + agent.chat_reads() == sentence * 8
    assert len(first) <= 2000
    assert first.endswith("。")


def test_a_message_that_could_not_even_be_copied_is_offered_again(agent: Agent) -> None:
    uid = agent.world.add("两段", "一{分段}二")
    agent.world.clipboard.missing = True
    agent.hotkey()
    agent.keys("Return")
    assert agent.receipts[0].short is Short.NO_CLIPBOARD
    assert agent.world.count(uid) == 0
    agent.world.clipboard.missing = False
    agent.hotkey()
    agent.keys("Return")
    assert (agent.copied, agent.world.count(uid)) == ("一", 1)


def test_a_search_for_the_reply_itself_begins_anew(agent: Agent) -> None:
    agent.world.add("两段", "一{分段}二")
    agent.hotkey()
    agent.keys("Return")
    agent.chat_reads()
    agent.let_pass(PROMPT_SECONDS)
    agent.hotkey()
    agent.write("liangduan")
    agent.keys("Return")
    assert agent.copied == "一"


# -- asking for what is missing


@pytest.fixture
def asking(agent: Agent) -> Agent:
    agent.world.add("查件", "{单号}由{快递|中通|顺丰}发出", "单号 {单号}")
    agent.hotkey()
    return agent


def test_what_is_missing_is_asked_for_and_then_delivered(asking: Agent) -> None:
    asking.keys("Return")
    assert asking.popup.isVisible()
    assert asking.form.isVisible()
    assert list(asking.asked) == ["单号", "快递"]
    assert asking.asked["单号"].hasFocus()
    asking.keys("Return")
    assert asking.pastes == 0
    asking.write("SF123")
    asking.keys("Return")
    assert (asking.copied, asking.pastes) == ("SF123由中通发出", 1)
    assert not asking.popup.isVisible()


def test_the_last_values_are_offered_again(asking: Agent) -> None:
    asking.keys("Return")
    asking.write("SF123")
    asking.asked["快递"].setText("顺丰")
    asking.keys("Return")
    assert asking.copied == "SF123由顺丰发出"
    asking.hotkey()
    asking.keys("Tab", "Return")
    assert {name: line.text() for name, line in asking.asked.items()} == {
        "单号": "SF123",
        "快递": "顺丰",
    }
    asking.keys("Return")
    assert asking.copied == "SF123由顺丰发出"


def test_ctrl_enter_stays_a_copy_through_the_form(asking: Agent) -> None:
    asking.keys("Ctrl+Return")
    asking.write("SF1")
    asking.keys("Return")
    assert (asking.copied, asking.pastes) == ("SF1由中通发出", 0)


def test_esc_leaves_the_form_first_and_then_the_popup(asking: Agent) -> None:
    asking.keys("Return", "Esc")
    assert asking.popup.isVisible()
    assert asking.field.hasFocus()
    assert not asking.form.isVisible()
    asking.keys("Esc")
    assert not asking.popup.isVisible()


def test_a_change_of_the_library_leaves_the_form_and_what_was_chosen(asking: Agent) -> None:
    asking.keys("Tab", "Return")
    asking.write("SF1")
    asking.world.add("别的")
    asking.wait()
    assert asking.form.isVisible()
    asking.keys("Return")
    assert asking.copied == "单号 SF1"


def test_choosing_another_reply_closes_the_form(asking: Agent, refund: Uid) -> None:
    asking.wait()
    asking.write("chajian")
    asking.keys("Return")
    asking.field.setText("")
    asking.wait()
    asking.click_row(asking.titles.index("退款"))
    assert not asking.form.isVisible()
    assert asking.field.hasFocus()
    asking.keys("Return")
    assert asking.copied == "三天内退款"


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
    theme.use(LookSettings(theme=settings.Theme.DARK, text_scale=150))
    agent.wait()
    assert agent.popup.width() == round(width * 1.5)
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
