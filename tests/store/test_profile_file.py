"""Files of client profiles stay the user's own."""

import tomllib
from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis
from kefu_desktop.store import profile_file
from tests.store.disks import write_protected

NOON = Millis(1_735_732_800_123)

WRITTEN = """\
# 我的聊天软件
[[client]]   # 新店
key = "desk"
zh = "客服台"  # 同事的叫法
[client.known-by]
programs = ["ShopDesk.exe"]

# 老店
[[client]]
key = "old"
zh = "老店"
takes = { longest = 300 }
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "clients" / "mine.toml"
    file.parent.mkdir()
    file.write_text(WRITTEN, encoding="utf-8")
    return file


def said(path: Path) -> dict[str, dict[str, object]]:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return {entry.pop("key"): entry for entry in document["client"]}


def test_one_field_is_set_and_the_rest_stays_as_it_was_typed(path: Path) -> None:
    profile_file.write(path, "desk", {"takes": {"longest": 500}}, at=NOON)
    text = path.read_text(encoding="utf-8")
    assert [line for line in WRITTEN.splitlines() if line and line not in text.splitlines()] == []
    assert said(path)["desk"]["takes"] == {"longest": 500}
    assert said(path)["old"] == {"zh": "老店", "takes": {"longest": 300}}


def test_a_table_in_which_nothing_is_left_goes(path: Path) -> None:
    profile_file.write(path, "old", {"takes": {"longest": None}}, at=NOON)
    assert said(path)["old"] == {"zh": "老店"}


def test_a_profile_is_added_behind_the_others_and_in_a_file_of_its_own(path: Path) -> None:
    values = {"zh": "新", "known-by": {"programs": ["new"]}, "takes": {"longest": 90}}
    path.write_bytes(WRITTEN.replace("\n", "\r\n").encode())
    profile_file.write(path, "new", values, at=NOON)
    assert path.read_bytes().startswith(WRITTEN.replace("\n", "\r\n").encode())
    assert b"\r\r" not in path.read_bytes()
    alone = path.parent / "deeper" / "new.toml"
    profile_file.write(alone, "new", values, at=NOON)
    assert said(path)["new"] == said(alone)["new"] == values


def test_taking_one_out_leaves_the_others(path: Path) -> None:
    profile_file.remove(path, "desk", at=NOON)
    assert list(said(path)) == ["old"]
    profile_file.remove(path, "nobody", at=NOON)
    assert list(said(path)) == ["old"]


def test_a_file_goes_with_its_last_profile_but_not_what_else_it_says(path: Path) -> None:
    for key in ("desk", "old"):
        profile_file.remove(path, key, at=NOON)
    (kept,) = path.parent.iterdir()
    assert kept.suffix != ".toml", "or it would be read as profiles"
    assert "# 我的聊天软件" in kept.read_text(encoding="utf-8")
    bare = path.parent / "bare.toml"
    bare.write_text('[[client]]\nkey = "a"\nzh = "a"\n', encoding="utf-8")
    profile_file.remove(bare, "a", at=NOON)
    assert [file.name for file in path.parent.iterdir()] == [kept.name]


def test_what_cannot_be_edited_is_kept_beside_what_was_written_anew(path: Path) -> None:
    # An inline list cannot take a table that stands below its head.
    inline = "# 旧\nclient = [{key = 'desk', zh = '台'}]\n"
    path.write_text(inline, encoding="utf-8")
    profile_file.write(path, "desk", {"takes": {"longest": 500}}, at=NOON)
    assert said(path) == {"desk": {"zh": "台", "takes": {"longest": 500}}}
    kept = [file for file in path.parent.iterdir() if file != path]
    assert [file.read_text(encoding="utf-8") for file in kept] == [inline]


def test_a_folder_that_cannot_be_written_is_told(path: Path) -> None:
    with write_protected(path.parent), pytest.raises(MachineFault) as refused:
        profile_file.write(path, "desk", {"zh": "新"}, at=NOON)
    assert refused.value.code is Code.FILE_UNWRITABLE
    assert path.read_text(encoding="utf-8") == WRITTEN
