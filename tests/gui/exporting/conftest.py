"""The export dialog over the library of a world."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kefu_desktop.app.clock import SystemClock
from kefu_desktop.app.events import Events
from kefu_desktop.app.exporting import Exporting
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.settings import SettingsService
from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.bridge import Bridge
from kefu_desktop.gui.exporting.desk import ExportDesk
from kefu_desktop.gui.theme import Theme
from kefu_desktop.packs.writing import write
from kefu_desktop.store.editions import Editions
from kefu_desktop.store.queries import Reader
from tests.gui.exporting.sharer import Sharer
from tests.gui.world import World


@pytest.fixture
def desk(world: World, theme: Theme, tmp_path: Path, say: Callable[[KefuError], str]) -> ExportDesk:
    clock = SystemClock()
    exporting = Exporting(
        lambda: Reader.open(tmp_path / "library.db"),
        write,
        clock,
        Editions(tmp_path / "editions.jsonl"),
    )
    return ExportDesk(
        exporting=lambda: exporting,
        lane=InlineLane(),
        settings=SettingsService(tmp_path / "settings.toml", Events(), clock),
        bridge=Bridge(theme),
        theme=theme,
        say=say,
    )


@pytest.fixture
def sharer(desk: ExportDesk, world: World, tmp_path: Path, qtbot: QtBot) -> Iterator[Sharer]:
    """A team lead before the dialog, which is not open yet."""
    folder = tmp_path / "out"
    folder.mkdir()
    made = Sharer(desk, world, folder, qtbot)
    yield made
    made.leave()
