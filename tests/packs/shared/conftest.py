"""Servers and packs for the places under test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packs.shared.servers import Dav, dav_server


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may sit behind a proxy."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def dav(tmp_path: Path) -> Iterator[Dav]:
    """A WebDAV server over an empty folder."""
    folder = tmp_path / "dav"
    folder.mkdir()
    with dav_server(folder) as server:
        yield server
