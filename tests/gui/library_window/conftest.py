"""The library window over real services and a library of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.theme import Theme
from tests.gui.library_window.clerk import Clerk
from tests.gui.library_window.services import library_desk
from tests.gui.world import World


@pytest.fixture
def desk(
    world: World, theme: Theme, tmp_path: Path, say: Callable[[KefuError], str]
) -> Iterator[LibraryDesk]:
    """What the window works with."""
    made = library_desk(world, theme, tmp_path, say)
    yield made
    made.catalogue.close()


@pytest.fixture
def clerk(desk: LibraryDesk, world: World, qtbot: QtBot) -> Clerk:
    """A person before the window, which is not open yet."""
    return Clerk(world, desk, qtbot)
