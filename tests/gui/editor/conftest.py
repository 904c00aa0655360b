"""A writer before the editor, over the library of ``world``."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.theme import Theme
from tests.gui.editor.writer import Writer
from tests.gui.world import World


@pytest.fixture
def writer(
    world: World, theme: Theme, say: Callable[[KefuError], str], tmp_path: Path, qtbot: QtBot
) -> Writer:
    """Who writes."""
    return Writer(world, theme, say, tmp_path / "drafts", qtbot)
