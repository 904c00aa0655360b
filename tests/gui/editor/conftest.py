"""A writer before the editor, over the library of ``world``."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.theme import Theme
from tests.gui.editor.writer import Writer
from tests.gui.world import World, opened


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Real services over an empty library; nobody searches in it."""
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def writer(
    world: World,
    theme: Theme,
    languages: Languages,
    say: Callable[[KefuError], str],
    tmp_path: Path,
    qtbot: QtBot,
) -> Writer:
    """Who writes, in English whatever this machine speaks."""
    languages.use(Language.EN)
    return Writer(world, theme, say, tmp_path, qtbot)
