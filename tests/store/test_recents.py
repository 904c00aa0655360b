"""The file of emoticons used last: kept in order, bounded, and harmless when it is damaged."""

from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.store.recents import MOST, Recents


@pytest.fixture
def recents(tmp_path: Path) -> Recents:
    return Recents(tmp_path / "emoticons" / "recent.json")


def test_they_are_read_as_they_were_written(recents: Recents) -> None:
    assert recents.read() == ()
    recents.write(["emoji:😊", "mood:微笑"])
    assert recents.read() == ("emoji:😊", "mood:微笑")


def test_there_are_not_more_than_can_be_shown(recents: Recents) -> None:
    recents.write(f"emoji:{number}" for number in range(MOST + 5))
    assert len(recents.read()) == MOST


@pytest.mark.parametrize("data", [b"", b"{}", b'[1, null, ""]', b"\xff", b"[" * 99_999, b'["a", '])
def test_a_damaged_file_holds_nothing(recents: Recents, data: bytes) -> None:
    recents.write(["x"])
    recents.file.write_bytes(data)
    assert recents.read() == ()
    recents.write(["y"])
    assert recents.read() == ("y",)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "emoticons").write_text("a file", encoding="utf-8")
    with pytest.raises(MachineFault) as fault:
        Recents(tmp_path / "emoticons" / "recent.json").write(["x"])
    assert fault.value.code is Code.FILE_UNWRITABLE
