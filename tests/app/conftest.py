"""A shop for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.shop import Shop, opened


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with opened(tmp_path) as made:
        yield made
