"""The away panel: what it says where somebody stands, and what its buttons and keys do."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from kefu_desktop.app.events import WentWrong
from kefu_desktop.app.working_hours import moment_of
from kefu_desktop.core.errors import Code
from kefu_desktop.core.settings import Language
from kefu_desktop.core.standing import Away, Cause, Reason, Returning, Sort, Stretch
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.presence.week import DAY, away_at_work, pieces
from tests.gui.presence.office import NOON, Office


def test_who_is_here_leaves_for_a_reason_until_a_time(office: Office) -> None:
    panel = office.panel
    assert panel.head.title.text() == "在线"
    assert not panel.message.isVisible()
    panel.form.reasons[Reason.MEETING].click()
    panel.form.until.setCurrentIndex(panel.form.until.findData(30))
    assert panel.form.until.currentText() == "30分钟后（12:34）"
    panel.head.main.click()
    office.settle()
    assert panel.head.title.text() == "离开中 · 开会"
    assert panel.head.facts.text() == "12:04 起，已 1分钟；预计 12:34 回来"
    assert not panel.form.isVisible()
    assert panel.message.isVisible()


def test_a_time_on_the_clock_is_the_next_that_shows_it(office: Office) -> None:
    form = office.panel.form
    form.until.setCurrentIndex(form.until.findData(-1))
    assert form.at.isVisible()
    form.at.setTime(form.at.time().fromString("11:30", "HH:mm"))
    form.submit()
    office.settle()
    away = office.presence.status.state.phase
    assert isinstance(away, Away)
    tomorrow = (NOON + timedelta(days=1)).replace(hour=11, minute=30)
    assert away.until == moment_of(tomorrow)


def test_other_reasons_have_their_own_words(office: Office) -> None:
    form = office.panel.form
    assert not form.note.isVisible()
    form.reasons[Reason.OTHER].click()
    assert form.note.isVisible()
    form.note.setText("去仓库")
    office.qtbot.keyClick(form.note, Qt.Key.Key_Return)
    office.settle()
    assert office.panel.head.title.text() == "离开中 · 去仓库"


def test_the_message_where_it_goes_and_another_one(office: Office) -> None:
    office.presence.leave(Reason.LUNCH)
    office.settle()
    box = office.panel.message
    assert box.text.text() == "亲，客服正在吃饭🍚大约 稍后 回来"
    assert box.places.text().split("\n")[:2] == [
        "已复制，可贴到聊天软件的自动回复里：",
        "千牛：接待设置里的「自动回复」",
    ]
    assert box.key.text() == "Ctrl+Alt+L"
    messages = []
    office.presence.choices(messages.extend)
    menu = box.offer(tuple(messages))
    entries = menu.actions()
    assert [entry.isChecked() for entry in entries[:2]] == [True, False]
    entries[1].trigger()
    office.settle()
    assert box.text.text() == "小憩片刻，稍后接着接待您"
    assert office.copied == "小憩片刻，稍后接着接待您"


def test_one_button_brings_back(office: Office) -> None:
    office.presence.leave()
    office.settle()
    panel = office.panel
    assert panel.head.main.text() == "我回来了"
    office.qtbot.keyClick(panel.head.main, Qt.Key.Key_Return)
    office.settle()
    assert isinstance(office.presence.status.state.phase, Returning)
    assert panel.head.title.text() == "刚回来"


def test_somebody_away_says_another_reason(office: Office) -> None:
    office.presence.leave()
    office.settle()
    panel = office.panel
    panel.message.otherwise.click()
    assert panel.form.isVisible()
    panel.form.reasons[Reason.MEETING].click()
    panel.form.change.click()
    office.settle()
    assert panel.head.title.text() == "离开中 · 开会"
    assert not panel.form.isVisible()


def test_another_reason_begins_with_the_one_that_was_said(office: Office) -> None:
    panel = office.panel
    office.presence.leave(Reason.OTHER, moment_of(NOON + timedelta(minutes=30)), "接孩子")
    office.settle()
    panel.message.otherwise.click()
    form = panel.form
    assert (form.reason, form.note.text()) == (Reason.OTHER, "接孩子")
    assert form.until.currentText() == "12:34（不变）"
    form.change.click()
    office.settle()
    assert panel.head.facts.text().endswith("预计 12:34 回来"), "nothing was said anew"
    panel.message.otherwise.click()
    form.reasons[Reason.MEETING].click()
    assert form.until.currentText() == "不说时间", "another reason, another time"


def test_what_happens_by_itself_leads_to_the_settings(office: Office) -> None:
    office.set("away.lunch", {"周一至周六": "12:00-13:00"})
    office.set("away.hours", {"mon-fri": "09:00-18:00", "sat": "20:00-02:00"})
    habits = office.panel.habits
    assert habits.idle.accessibleName() == "无操作自动离开 10分钟 提前 30 秒询问"
    assert habits.lunch.set.text() == "周一至周六 12:00–13:00"
    assert habits.hours.set.text() == "周一至周五 09:00–18:00\n周六 20:00–次日 02:00"
    habits.lunch.click()
    assert office.wanted == ["settings"]
    office.set("away.idle", False)
    assert habits.idle.set.text() == "不自动离开"


def test_what_lasts_is_kept_true(office: Office) -> None:
    office.presence.leave()
    office.settle()
    panel = office.panel
    office.pass_time(minutes=23)
    panel._timer.timeout.emit()
    assert panel.head.facts.text() == "12:04 起，已 23分钟"
    assert panel._timer.isActive()
    panel.close()
    assert not panel._timer.isActive(), "nothing ticks that nobody sees"


def test_the_week_shows_what_was_and_what_goes_on(office: Office) -> None:
    for minutes in (10, 20):
        office.presence.leave(Reason.MEETING)
        office.settle()
        office.pass_time(minutes=minutes)
        office.presence.come_back()
        office.settle()
    office.presence.leave(Reason.LUNCH)
    office.settle()
    office.press()
    office.pass_time(minutes=5)
    panel = office.panel
    panel.week_link.click()
    lines = [panel.week.list.item(row).text() for row in range(panel.week.list.count())]
    assert lines == [
        "今天 12:34–12:39  午休，5分钟 · 留言贴过 1 次",
        "今天 12:14–12:34  开会，20分钟",
        "今天 12:04–12:14  开会，10分钟",
    ]
    assert panel.week.bars.accessibleDescription().startswith("今天: 35分钟; 昨天: –")


def test_a_night_lies_on_two_days() -> None:
    evening = NOON.replace(hour=22, minute=0)
    night = Stretch(
        Sort.AWAY,
        Reason.OFF_HOURS,
        Cause.SCHEDULE,
        moment_of(evening),
        moment_of(evening + timedelta(hours=8)),
    )
    first = pieces((night,), evening.date())
    second = pieces((night,), (evening + timedelta(days=1)).date())
    assert [(round(one.begins * 24), round(one.ends * 24)) for one in first] == [(22, 24)]
    assert [(round(one.begins * 24), round(one.ends * 24)) for one in second] == [(0, 6)]
    assert away_at_work(first) == 0, "nobody was expected"
    lunch = Stretch(Sort.AWAY, Reason.LUNCH, Cause.HAND, night.since, night.ended)
    assert away_at_work(pieces((lunch,), evening.date())) == DAY // 12


def test_escape_closes_and_every_control_has_a_name(office: Office) -> None:
    office.presence.leave()
    office.settle()
    panel = office.panel
    panel.message.otherwise.click()
    panel.week_link.click()
    reached: list[QWidget] = []
    where = panel.head.main
    while where not in reached:
        reached.append(where)
        office.qtbot.keyClick(where, Qt.Key.Key_Tab)
        where = panel.focusWidget()
    for widget in (panel.message.copy, panel.message.others, panel.form.until, panel.form.change,
                   panel.habits.idle, panel.habits.hours, panel.week.list):  # fmt: skip
        assert widget in reached
    for widget in reached:
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, widget
    office.qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_is_cut(office: Office, scale: int) -> None:
    office.set("look.text_scale", scale)
    office.theme.use(office.world.settings.look)
    office.presence.leave()
    office.settle()
    panel = office.panel
    panel.week_link.click()
    for part in (panel.head, panel.message, panel.habits, panel.week):
        for widget in part.findChildren(QWidget):
            if widget.isVisible() and widget.parentWidget() is part:
                assert part.rect().contains(widget.geometry()), widget
                hint = widget.minimumSizeHint()
                assert widget.width() >= min(hint.width(), panel.width()) - 1, widget


def test_it_changes_its_language(office: Office, languages: Languages) -> None:
    panel = office.panel
    languages.use(Language.EN)
    office.settle()
    assert panel.windowTitle() == "Away"
    assert panel.head.main.text() == "Leave"
    assert panel.form.reasons[Reason.LUNCH].text() == "Lunch"
    assert panel.habits.idle.set.text() == "10 minutes"


def test_what_is_typed_in_the_popup_is_done(office: Office) -> None:
    office.views.obey("/away 30m 午休")
    office.settle()
    assert office.tooltip[1] == "离开中 · 午休（12:04 起；预计 12:34 回来）"
    office.views.obey("/away 到13:00")
    office.settle()
    assert office.tooltip[1] == "离开中 · 午休（12:04 起；预计 13:00 回来）", "why is not said anew"
    office.views.obey("/away 接孩子")
    office.settle()
    assert office.tooltip[1] == "离开中 · 接孩子（12:04 起）"
    office.opened = True
    office.views.obey("/away")
    assert office.views.panel.isVisible(), "who is away already is shown the panel"
    office.views.obey("/away 回来")
    office.settle()
    assert office.tooltip[1].startswith("刚回来")
    office.views.panel.close()
    office.views.obey("/away panel")
    assert office.views.panel.isVisible()


def test_it_is_as_high_as_what_it_says(office: Office) -> None:
    office.set("away.hours", {"每天": "09:00-22:00"})
    office.set("away.lunch", {"每天": "13:00-14:00"})
    panel = office.panel
    office.presence.be_busy()
    office.settle()
    busy = panel.height()
    office.presence.end_busy()
    office.settle()
    here = panel.height()
    panel.refresh()
    assert busy > here
    assert panel.height() == here, "nothing was left over of what it said before"


def chosen_file(office: Office, file: Path) -> None:
    """Chooses a file in the dialog that was opened."""
    (chooser,) = office.views.panel.findChildren(QFileDialog)
    assert chooser.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert chooser.selectedFiles()[0].endswith("自动回复.txt")
    chooser.fileSelected.emit(str(file))
    chooser.close()
    office.settle()


def test_texts_for_the_clients_own_auto_replies_are_written_together(
    office: Office, tmp_path: Path
) -> None:
    office.set("away.schedule", False)  # so that nobody is asked meanwhile
    office.set("away.lunch", {"每天": "12:00-13:00"})
    office.set("away.hours", {"每天": "09:00-22:00"})
    row = office.panel.habits.replies
    assert row.accessibleName() == "自动回复 每个聊天软件一份 导出…"
    QTest.keyClick(row, Qt.Key.Key_Space)
    file = tmp_path / "回复.txt"
    chosen_file(office, file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert "== 千牛 == 接待设置里的「自动回复」" in lines
    assert "【午休】" in lines
    assert any("13:00" in line for line in lines)
    count = sum(line.startswith("【") for line in lines)
    assert office.said == f"{count} 段文字已写进 回复.txt"


def test_a_file_that_cannot_be_written_is_told(office: Office) -> None:
    wrong: list[WentWrong] = []
    office.world.events.subscribe(WentWrong, wrong.append)
    QTest.keyClick(office.panel.habits.replies, Qt.Key.Key_Space)
    chosen_file(office, Path("/dev/null/x.txt"))
    assert [one.error.code for one in wrong] == [Code.FILE_UNWRITABLE]
    assert office.said == ""
