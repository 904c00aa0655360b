"""Somebody before the picker."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.theme import Theme
from tests.gui.emoticons.picking import Picking


@pytest.fixture
def start(
    tmp_path: Path, theme: Theme, languages: Languages, qtbot: QtBot
) -> Iterator[Callable[[], Picking]]:
    """Starts a program in Chinese; each start finds what the one before has left."""
    languages.use(Language.ZH_CN)
    with contextlib.ExitStack() as down:
        yield lambda: Picking(tmp_path / "home", theme, qtbot, down)


@pytest.fixture
def picking(start: Callable[[], Picking]) -> Picking:
    """A program that was started just now."""
    return start()
