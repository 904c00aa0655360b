"""The sidebar over a library of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.theme import Theme
from tests.gui.library_window.services import library_desk
from tests.gui.sidebar.pane import Pane
from tests.gui.world import World


@pytest.fixture
def pane(
    world: World, theme: Theme, qtbot: QtBot, say: Callable[[KefuError], str], tmp_path: Path
) -> Pane:
    """An empty library's sidebar."""
    return Pane(world, library_desk(world, theme, tmp_path, say), qtbot)
