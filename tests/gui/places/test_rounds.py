"""The quiet notice of what is new, and when places are looked at."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from kefu_desktop.core.changes import Deed
from kefu_desktop.core.records import Pack
from kefu_desktop.core.settings import with_value
from kefu_desktop.gui.notice import Notice
from kefu_desktop.gui.places import rounds
from kefu_desktop.gui.places.places import Places
from tests.app.shop import HeldLane
from tests.gui.places.counter import Counter, write_starter


@dataclass
class Desk:
    """The places of a program, and what its user is shown."""

    places: Places
    notice: Notice
    opened: list[tuple[Pack, str]]
    typing: list[bool]
    asked: list[bool]

    @property
    def said(self) -> str:
        return self.notice.accessibleName() if self.notice.isVisible() else ""


@pytest.fixture
def desk(shop: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Places whose first look comes at once."""
    monkeypatch.setattr(rounds, "START_SECONDS", 0)
    monkeypatch.setattr(rounds, "START_SPREAD", 0)
    monkeypatch.setattr(rounds, "BUSY_SECONDS", 0.01)
    notice = Notice(shop.theme)
    qtbot.addWidget(notice)
    opened: list[tuple[Pack, str]] = []
    typing, asked = [False], []

    def busy() -> bool:
        asked.append(typing[0])
        return typing[0]

    def open_pack(pack: Pack, source: str) -> None:
        opened.append((pack, source))

    places = Places(shop.desk(), notice, busy, open_pack)
    return Desk(places, notice, opened, typing, asked)


def press(notice: Notice, qtbot: QtBot) -> None:
    notice._button.click()


def test_what_is_new_is_told_with_a_button_that_opens_it(
    shop: Counter, desk: Desk, qtbot: QtBot
) -> None:
    shop.take(shop.leave_pack("入门包", "1.2", "您好"))
    shop.rooms.subscribing.add(str(shop.drive))
    shop.leave_pack("入门包", "1.3", "您好", "退货")
    with qtbot.waitSignal(desk.places.available) as told:
        desk.places.begin()
    assert [*told.args[0].values()] == ["1.3"]
    qtbot.waitUntil(lambda: desk.said == "入门包 1.3 可更新")
    press(desk.notice, qtbot)
    qtbot.waitUntil(lambda: bool(desk.opened))
    ((pack, source),) = desk.opened
    assert (pack.version, source) == ("1.3", str(shop.drive))
    with qtbot.waitSignal(desk.places.available):
        desk.places.consider()
    assert desk.said == "", "once"


def test_several_are_told_in_one_notice(shop: Counter, desk: Desk, qtbot: QtBot) -> None:
    shop.leave_pack("一", "1", "一")
    shop.leave_pack("二", "1", "二")
    shop.rooms.subscribing.add(str(shop.drive))
    desk.places.begin()
    qtbot.waitUntil(lambda: desk.said == "共享位置上有 2 个话术包有新内容")


def test_nothing_is_said_while_the_user_types(shop: Counter, desk: Desk, qtbot: QtBot) -> None:
    shop.leave_pack("一", "1", "一")
    shop.rooms.subscribing.add(str(shop.drive))
    desk.typing[0] = True
    with qtbot.waitSignal(desk.places.available):
        desk.places.begin()
    qtbot.waitUntil(lambda: len(desk.asked) > 2)
    assert desk.said == ""
    assert len(shop.rooms.subscribing.news()) == 1, "not told yet"
    desk.typing[0] = False
    qtbot.waitUntil(lambda: desk.said == "一 1 可导入")


def test_trouble_is_never_a_notice(shop: Counter, desk: Desk, qtbot: QtBot) -> None:
    shop.rooms.subscribing.add("http://127.0.0.1:9/")
    with qtbot.waitSignal(desk.places.available):
        desk.places.begin()
    assert desk.said == ""
    (state,) = shop.rooms.subscribing.states()
    assert state.look.trouble is not None


def test_the_starter_pack_updates_by_the_same_way(shop: Counter, desk: Desk, qtbot: QtBot) -> None:
    shop.take(write_starter(shop.folder / "starter", "1.0", "欢迎光临"))
    with qtbot.waitSignal(desk.places.available):
        desk.places.begin()
    assert desk.said == ""
    write_starter(shop.folder / "starter", "1.1", "欢迎光临", "再来")
    desk.places.consider()
    qtbot.waitUntil(lambda: desk.said == "入门包 1.1 可更新")
    press(desk.notice, qtbot)
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert desk.opened[0][0].version == "1.1"


def test_without_places_nothing_is_made(shop: Counter, qtbot: QtBot) -> None:
    made: list[str] = []
    asked: list[str] = []

    def rooms() -> None:
        made.append("rooms")

    def anything() -> bool:
        asked.append("anything")
        return False

    lane = HeldLane()
    desk = replace(shop.desk(), rooms=rooms, lane=lane, anything_to_do=anything)  # type: ignore[arg-type]
    notice = Notice(shop.theme)
    qtbot.addWidget(notice)
    places = Places(desk, notice, lambda: False, lambda *_: None)
    places.begin()
    for _ in range(2):
        places.consider()
        qtbot.waitUntil(lambda: bool(asked))
        QCoreApplication.processEvents()
    places.library_changed(Deed.IMPORT)
    assert asked == ["anything"] * 2
    assert made == []
    assert not lane.waiting


def test_places_are_left_alone_where_the_user_wants_it(
    shop: Counter, desk: Desk, qtbot: QtBot
) -> None:
    shop.settings = with_value(shop.settings, "places.look_hours", 0)
    shop.leave_pack("一", "1", "一")
    place, _ = shop.rooms.subscribing.add(str(shop.drive))
    with qtbot.waitSignal(desk.places.available):
        desk.places.begin()
    assert shop.rooms.subscribing.state(place).look.at == 0


def test_an_import_counts_anew(shop: Counter, desk: Desk, qtbot: QtBot) -> None:
    shop.take(shop.leave_pack("入门包", "1.2", "您好"))
    shop.rooms.subscribing.add(str(shop.drive))
    newer = shop.leave_pack("入门包", "1.3", "您好", "退货")
    with qtbot.waitSignal(desk.places.available) as told:
        desk.places.begin()
    assert told.args[0]
    shop.take(newer)
    with qtbot.waitSignal(desk.places.available) as told:
        desk.places.library_changed(Deed.IMPORT)
    assert told.args[0] == {}


def test_what_nobody_foresaw_does_not_end_the_rounds(shop: Counter, qtbot: QtBot) -> None:
    asked: list[int] = []

    def anything() -> bool:
        asked.append(1)
        raise ZeroDivisionError

    notice = Notice(shop.theme)
    qtbot.addWidget(notice)
    made = rounds.Rounds(replace(shop.desk(), anything_to_do=anything), notice, lambda: False)
    made.consider()

    def again() -> bool:
        made.consider()
        return len(asked) > 1

    qtbot.waitUntil(again)


def test_the_update_of_a_pack_is_looked_at_by_its_identity(
    shop: Counter, desk: Desk, qtbot: QtBot
) -> None:
    shop.take(shop.leave_pack("入门包", "1.2", "您好"))
    shop.leave_pack("别的", "1", "别的")
    shop.rooms.subscribing.add(str(shop.drive))
    shop.leave_pack("入门包", "1.3", "您好", "退货")
    with qtbot.waitSignal(desk.places.available) as told:
        desk.places.begin()
    [uid] = told.args[0]
    desk.places.look_at_update(uid)
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert [pack.version for pack, _ in desk.opened] == ["1.3"]
