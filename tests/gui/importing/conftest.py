"""A shop for each test, with its wizard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kefu_desktop.core.errors import KefuError
from kefu_desktop.gui.theme import Theme
from tests.gui.importing.person import Person
from tests.gui.importing.shop import shop


@pytest.fixture
def person(
    tmp_path: Path, theme: Theme, say: Callable[[KefuError], str], qtbot: QtBot
) -> Iterator[Person]:
    """Somebody before the wizard of a shop whose library is a month old."""
    with shop(tmp_path, theme, say) as made:
        made.stock()
        yield Person(made, qtbot)


@pytest.fixture
def newcomer(
    tmp_path: Path, theme: Theme, say: Callable[[KefuError], str], qtbot: QtBot
) -> Iterator[Person]:
    """Somebody before the wizard of a shop that has no replies yet."""
    with shop(tmp_path, theme, say) as made:
        yield Person(made, qtbot)
