"""The tray while somebody leaves, is away, and comes back."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSystemTrayIcon

from kefu_desktop.gui import icons
from kefu_desktop.gui.icons import Face
from tests.gui.presence.office import Office


def shown(office: Office) -> Face:
    """Which face the icon has."""

    def picture(face: Face) -> QImage:
        return icons.tray_icon(on_dark=False, face=face).pixmap(32, 32).toImage()

    icon = office.tray.findChild(QSystemTrayIcon).icon().pixmap(32, 32).toImage()
    return next(face for face in Face if picture(face) == icon)


def test_icon_and_tooltip_follow_each_state(office: Office) -> None:
    assert shown(office) is Face.HERE
    assert office.tooltip[1] == "在线"

    office.pass_time(minutes=9.5)
    assert shown(office) is Face.ASKED
    assert office.tooltip[1] == "还在吗？（12:14:00 起算离开）"
    office.touch()
    assert shown(office) is Face.HERE

    office.presence.leave()
    office.settle()
    assert shown(office) is Face.AWAY
    assert office.tooltip[1] == "离开中 · 午休（12:13 起）"

    office.pass_time(minutes=20)
    office.touch()
    assert shown(office) is Face.BACK
    assert office.tooltip[1] == "刚回来（12:33 起）"

    office.presence.be_busy()
    office.settle()
    assert shown(office) is Face.BUSY
    assert office.tooltip[1] == "忙碌（到 12:48）"


def test_the_tooltip_says_what_the_hours_bring(office: Office) -> None:
    for part in ("away.idle", "away.schedule"):
        office.set(part, False)  # so that nothing else happens meanwhile
    office.set("away.hours", {"周一至周五": "09:00-18:00"})
    office.set("away.lunch", {"每天": "13:00-14:00"})
    assert office.tooltip[2] == "下一次变更：13:00 午休"
    office.pass_time(hours=6)
    assert office.tooltip[2] == "下一次变更：明天 09:00 上班"
    office.pass_time(hours=6)
    assert office.tooltip[2] == "下一次变更：09:00 上班", "midnight is past"


def test_a_reason_and_a_time_in_the_menu(office: Office) -> None:
    office.choose("离开", "开会", "30分钟")
    assert office.tooltip[1] == "离开中 · 开会（12:04 起；预计 12:34 回来）"
    assert "我回来了" in office.offered
    office.choose("改离开原因", "下班")
    assert office.tooltip[1] == "离开中 · 下班（12:04 起）"
    office.choose("我回来了")
    assert shown(office) is Face.BACK
    assert "我回来了" not in office.offered
    office.choose("离开", "马上离开 (Ctrl+Alt+L)")
    assert shown(office) is Face.AWAY


def test_busy_is_switched_in_the_menu(office: Office) -> None:
    entry = next(one for one in office.menu.actions() if one.text().startswith("忙碌"))
    assert entry.text() == "忙碌 (Ctrl+Alt+B)"
    entry.trigger()
    office.settle()
    assert entry.isChecked()
    assert shown(office) is Face.BUSY
    office.pass_time(minutes=8)
    office.touch()
    office.pass_time(minutes=8)
    assert not entry.isChecked(), "it ends by itself"
    assert shown(office) is Face.HERE
