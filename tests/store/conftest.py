"""A library for each test, and closed behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kefu_desktop.store.library import Library
from tests.store.making import open_library


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop" / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with open_library(path) as opened:
        yield opened
