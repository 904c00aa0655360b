"""A branch for each test, closed behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.library.branch import Branch


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    opened = Branch(tmp_path / "shop")
    yield opened
    opened.close()


@pytest.fixture
def colleague(branch: Branch) -> Iterator[Branch]:
    """Another process on the same library."""
    opened = branch.colleague()
    yield opened
    opened.close()
