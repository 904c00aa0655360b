"""One table of readings for all tests of this floor: it takes longer to read than most tests."""

from pathlib import Path

import pytest

from kefu_desktop.search.readings import Readings

READINGS_FILE = Path(__file__).parents[2] / "resources" / "readings" / "readings.bin"


@pytest.fixture(scope="session")
def readings() -> Readings:
    return Readings.load(READINGS_FILE.read_bytes())
