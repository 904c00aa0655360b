"""Each journey has a desk of its own, with a library that holds the starter pack or nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.desk import Desk, open_desk
from tests.running import command


@pytest.fixture(scope="session")
def starter_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the starter pack, as the first start makes it."""
    home = tmp_path_factory.mktemp("starter")
    assert command(home, "import", "--starter")["new"] >= 120
    return home / "library.db"


@pytest.fixture
def fresh_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk where the program was never started."""
    with open_desk(tmp_path / "home") as desk:
        yield desk


@pytest.fixture
def desk(fresh_desk: Desk, starter_library: Path) -> Desk:
    """A desk where the program has been started before."""
    fresh_desk.home.mkdir()
    shutil.copy(starter_library, fresh_desk.home / "library.db")
    return fresh_desk


@pytest.fixture
def desk_without_tray(tmp_path: Path, starter_library: Path) -> Iterator[Desk]:
    """A desk where the program has been started before, on a desktop that shows no icons."""
    with open_desk(tmp_path / "home", tray=False) as desk:
        desk.home.mkdir()
        shutil.copy(starter_library, desk.home / "library.db")
        yield desk
