"""A user before the settings window for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.theme import Theme
from tests.gui.settings.office import Office


@pytest.fixture
def office(
    tmp_path: Path,
    theme: Theme,
    languages: Languages,
    say: Callable[[KefuError], str],
    qtbot: QtBot,
) -> Iterator[Office]:
    """One that speaks Chinese."""
    languages.use(Language.ZH_CN)
    made = Office(tmp_path, theme, say, qtbot)
    yield made
    made.hotkey.close()
