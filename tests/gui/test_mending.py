"""A damaged library, from the notice's button to replies that can be found again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kefu_desktop import assets
from kefu_desktop.app.clock import SystemClock, random_uid
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.upkeep import Place, Upkeep
from kefu_desktop.core.errors import Code, KefuError, MachineFault
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.mending import Mending
from kefu_desktop.gui.notice import Notice
from kefu_desktop.gui.outcomes import Outcomes
from kefu_desktop.gui.theme import Theme
from kefu_desktop.store.backups import Occasion
from tests.gui.world import World, opened


class Desk:
    """A library with one reply, and what mends it when it is damaged."""

    def __init__(self, world: World, theme: Theme, folder: Path) -> None:
        self.world = world
        self.notice = Notice(theme)
        self.path = folder / "library.db"
        place = Place(self.path, folder / "backups", assets.migrations())
        self.upkeep = Upkeep(place, SystemClock(), random_uid)
        outcomes = Outcomes(Bridge(theme), self.refuse)
        self.mending = Mending(
            self.notice, outcomes, InlineLane(), lambda: self.upkeep, world.library, self.word
        )

    def refuse(self, error: KefuError) -> None:
        raise AssertionError(error)

    def word(self, error: KefuError) -> str:
        return error.code.value

    def damage(self) -> MachineFault:
        """Spoils the file under the program's feet."""
        self.world.library.close()
        for file in self.path.parent.glob("library.db*"):
            file.write_bytes(b"no library at all" * 500)
        return MachineFault(Code.LIBRARY_DAMAGED, path=str(self.path))

    def titles(self) -> list[str]:
        return [r.title for r in self.world.library.ask(lambda lib: [*lib.all_replies()]).result()]

    def kept_aside(self) -> list[bytes]:
        beside = self.path.parent.glob("*.aside-*")
        return [file.read_bytes()[:17] for file in beside if file.is_file()]


@pytest.fixture
def make_desk(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Callable[[World], Desk]:
    return lambda world: Desk(world, theme, tmp_path)


def test_the_newest_backup_comes_back_at_a_click(
    qtbot: QtBot, make_desk: Callable[[World], Desk], tmp_path: Path
) -> None:
    with opened(tmp_path) as world:
        desk = make_desk(world)
        world.add("发货时间", "今天发出")
        desk.upkeep.back_up(Occasion.DAILY)
        desk.mending.offer(desk.damage())
        qtbot.waitUntil(desk.notice.isVisible)
        assert desk.notice._text.text() == Code.LIBRARY_DAMAGED.value
        desk.notice._button.click()
        qtbot.waitUntil(lambda: "open again" in desk.notice._text.text())
        assert desk.titles() == ["发货时间"]
        assert b"no library at all" in desk.kept_aside()


def test_without_a_backup_a_new_library_is_offered(
    qtbot: QtBot, make_desk: Callable[[World], Desk], tmp_path: Path
) -> None:
    with opened(tmp_path) as world:
        desk = make_desk(world)
        desk.mending.offer(desk.damage())
        qtbot.waitUntil(desk.notice.isVisible)
        assert desk.notice._button.text() == "Start a new library"
        desk.notice._button.click()
        qtbot.waitUntil(lambda: "open again" in desk.notice._text.text())
        assert desk.titles() == []
        assert b"no library at all" in desk.kept_aside()


def test_another_trouble_is_said_without_an_offer(
    qtbot: QtBot, make_desk: Callable[[World], Desk], tmp_path: Path
) -> None:
    with opened(tmp_path) as world:
        desk = make_desk(world)
        desk.mending.offer(MachineFault(Code.LIBRARY_LOCKED, path="x"))
        assert desk.notice.isVisible()
        assert not desk.notice._button.isVisible()
