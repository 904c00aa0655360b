"""A shop with shared places for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.gui.theme import Theme
from tests.gui.places.counter import Counter, counter


@pytest.fixture
def shop(tmp_path: Path, theme: Theme, languages: Languages) -> Iterator[Counter]:
    """A shop that speaks Chinese."""
    languages.use(Language.ZH_CN)
    with counter(tmp_path, theme) as made:
        yield made
