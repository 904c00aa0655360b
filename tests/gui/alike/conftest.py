"""The desk of the library window over a library of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.library.desk import LibraryDesk
from kefu_desktop.gui.theme import Theme
from tests.gui.library_window.services import library_desk
from tests.gui.world import World


@pytest.fixture
def desk(
    world: World, theme: Theme, tmp_path: Path, say: Callable[[KefuError], str]
) -> Iterator[LibraryDesk]:
    made = library_desk(world, theme, tmp_path, say)
    yield made
    made.duplicates.close()
    made.catalogue.close()
