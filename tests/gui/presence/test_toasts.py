"""What is said in passing: before leaving, on leaving, when pasting, and on coming back."""

from kefu_desktop.app.attention import SessionChange
from kefu_desktop.app.ports import Target
from tests.gui.presence.office import Office


def test_a_question_before_leaving_that_any_touch_answers(office: Office) -> None:
    office.pass_time(minutes=9.5)
    assert office.said == "还在吗？30 秒内不动键盘鼠标，就算离开"
    office.touch()
    assert office.said == "", "it does not stay on the screen unanswered"
    assert office.tooltip[1] == "在线"


def test_the_button_of_the_question_stays(office: Office) -> None:
    office.pass_time(minutes=9.5)
    assert office.action.text() == "我还在"
    office.action.click()
    office.settle()
    assert office.said == ""
    office.pass_time(minutes=1)
    assert office.tooltip[1] == "在线"


def test_silence_leaves_and_says_where_the_message_goes(office: Office) -> None:
    office.pass_time(minutes=9.5)
    office.pass_time(seconds=30)
    assert office.tooltip[1].startswith("离开中 · 马上回来")
    assert office.said.startswith("离开中 · 马上回来")
    assert "还在吗" not in office.said


def test_leaving_says_what_was_copied_and_copies_it_again(office: Office) -> None:
    office.presence.leave()
    office.settle()
    first, paste, *places = office.said.split("\n")
    assert first == "离开中 · 午休。已复制：「亲，客服正在吃饭🍚大约 稍后 回来」"
    assert paste == "按 Ctrl+Alt+L 贴进眼前的聊天窗口"
    assert places[0] == "千牛：接待设置里的「自动回复」"
    assert office.copied == "亲，客服正在吃饭🍚大约 稍后 回来"
    office.world.clipboard.write("别的")
    assert office.action.text() == "再次复制"
    office.action.click()
    office.settle()
    assert office.copied == "亲，客服正在吃饭🍚大约 稍后 回来"


def test_what_is_said_of_leaving_goes_with_it(office: Office) -> None:
    office.presence.leave()
    office.settle()
    assert office.said.startswith("离开中")
    office.presence.come_back()
    office.settle()
    assert office.said.startswith("欢迎回来"), "nobody reads that they are away who is back"


def test_who_looks_at_the_panel_is_not_told_besides(office: Office) -> None:
    panel = office.panel
    office.qtbot.waitUntil(panel.isActiveWindow)
    panel.head.main.click()
    office.settle()
    assert panel.message.text.text().startswith("亲")
    assert office.said == ""
    panel.message.copy.click()
    office.settle()
    assert panel.message.copy.text() == "已复制 ✓"


def test_a_locked_screen_is_told_nothing(office: Office) -> None:
    office.session.change(SessionChange.LOCKED)
    office.settle()
    assert office.tooltip[1].startswith("离开中")
    assert office.said == ""


def test_nothing_is_said_behind_a_film(office: Office) -> None:
    office.screen.covered = True
    office.pass_time(minutes=12)
    assert office.tooltip[1] == "在线", "nobody leaves a film by itself"
    office.presence.leave()
    office.settle()
    assert office.tooltip[1].startswith("离开中")
    assert office.said == ""


def test_the_key_pastes_once_and_says_so_the_second_time(office: Office) -> None:
    office.press()
    office.press()
    assert office.pastes == 1
    assert office.said == "留言已贴进聊天窗口，按回车发送", "at once, before what was said before"
    office.press()
    assert office.pastes == 1
    assert office.said == "这个窗口已经贴过留言；再按一次 Ctrl+Alt+L 会再贴一遍"
    assert office.action.text() == "离开面板"
    office.notice.dismiss()
    office.press()
    assert office.pastes == 2


def test_a_chat_that_cannot_be_reached_is_told(office: Office) -> None:
    office.press()
    office.notice.dismiss()
    office.press(Target(99, "QQ", "gone", pid=9, identity="99:9"))
    assert office.pastes == 0
    assert office.said == "已复制，但没能贴进聊天窗口：请在那里按 Ctrl+V"


def test_coming_back_sums_up_and_leads_to_those_who_waited(office: Office) -> None:
    office.presence.leave()
    office.settle()
    office.press()
    office.notice.dismiss()
    office.pass_time(minutes=23)
    office.notice.dismiss()
    office.touch()
    assert office.said.split("\n") == [
        "欢迎回来！离开了 23分钟（午休）",
        "留言贴过：旺旺 1 次",
        "十分钟内，搜索窗口先列「让您久等」的话术",
    ]
    assert office.action.text() == "选一条"
    office.action.click()
    assert office.wanted == ["search"]


def test_without_offers_nothing_is_offered(office: Office) -> None:
    office.set("away.offers", False)
    office.presence.leave()
    office.settle()
    office.notice.dismiss()
    office.pass_time(minutes=5)
    office.touch()
    assert office.said == "欢迎回来！离开了 5分钟（午休）"
    assert not office.action.isVisible()


def test_busy_begins_and_ends_with_a_word(office: Office) -> None:
    office.presence.busy_pressed()
    office.settle()
    assert office.said.split("\n") == [
        "忙碌。已复制：「前面还有几位，请稍等」",
        "按 Ctrl+Alt+L 贴进眼前的聊天窗口",
    ]
    office.notice.dismiss()
    office.pass_time(minutes=8)
    office.touch()
    office.pass_time(minutes=7)
    assert office.said == "忙碌结束了"


def test_a_library_without_a_message_says_so(office: Office) -> None:
    office.set("away.rules", {"holiday": "没有这个标签", "off-hours": "也没有"})
    office.choose("离开", "放假")
    assert office.said == "离开中 · 放假。话术库里没有合适的离开留言"
    office.opened = True
    office.action.click()
    assert office.panel.message.text.text() == "话术库里没有合适的离开留言。"


def test_replies_for_those_who_waited_come_first_for_ten_minutes(office: Office) -> None:
    offered: list[tuple[str, ...]] = []
    office.views.offered_first.connect(offered.append)
    office.presence.leave()
    office.settle()
    office.pass_time(minutes=5)
    office.touch()
    (uids,) = offered
    titles = [
        office.world.library.ask(lambda one, uid=uid: one.reply(uid).title).result() for uid in uids
    ]
    assert titles == ["让您久等了"]
    office.pass_time(minutes=6)
    office.touch()
    office.pass_time(minutes=5)
    assert offered[1:] == [()]


def test_typing_that_one_leaves_leaves_and_then_opens_the_panel(office: Office) -> None:
    office.views.obey("/away")
    office.settle()
    assert office.tooltip[1].startswith("离开中")
    assert not office.views.panel.isVisible()
    office.views.obey("/away")
    office.settle()
    assert office.panel.isVisible()
    assert office.panel.head.main.text() == "我回来了"
