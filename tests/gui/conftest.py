"""Widgets in this process, without a screen; what needs a real one starts programs on its own."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kefu_desktop import assets
from kefu_desktop.app.sentences import Sentences
from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.theme import Theme
from tests.gui.agent import Agent
from tests.gui.world import World, opened


@pytest.fixture(autouse=True)
def _no_key_is_down() -> None:
    # After a click on Ctrl+A Qt believes Ctrl to be held until the next event says otherwise, and a
    # list that is told to select a row asks for that.
    if QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWindow(), Qt.Key.Key_Control, Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The theme as the program starts with it."""
    dressed = Theme(qapp)
    yield dressed
    dressed.deleteLater()
    QCoreApplication.sendPostedEvents(dressed, QEvent.Type.DeferredDelete)


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    """The languages; English again after the test."""
    spoken = Languages(qapp)
    yield spoken
    spoken.use(Language.EN)


@pytest.fixture
def say(languages: Languages) -> Callable[[KefuError], str]:
    """Words an error in the language of the moment, as the program does."""

    def word(error: KefuError) -> str:
        file = assets.resource("sentences", f"{languages.current.value}.toml")
        document = tomllib.loads(file.read_text(encoding="utf-8"))
        return Sentences.from_document(document).error(error)

    return word


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Real services over an empty library."""
    with opened(tmp_path) as made:
        made.searching.start()
        yield made


@pytest.fixture
def agent(world: World, theme: Theme, qtbot: QtBot) -> Agent:
    """An agent before the popup; the library is that of ``world``."""
    popup = world.popup(theme)
    qtbot.addWidget(popup)
    return Agent(world, popup, qtbot)
