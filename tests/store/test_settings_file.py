"""The settings file stays the user's own."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis
from kefu_desktop.store import settings_file
from tests.store.disks import write_protected

NOON = Millis(1_735_732_800_123)

WRITTEN = """\
# 我的设置
future = "kept"   # a key of a later version

[hotkey]
popup = "Ctrl+Alt+K"  # the old one clashed
# backend = "x11"

[shop]
constants = { "电话" = "400", "地址" = "杭州" }
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def write(path: Path, values: dict[str, Any]) -> Path | None:
    return settings_file.write(path, values, at=NOON)


def read(path: Path) -> dict[str, Any]:
    return settings_file.read(path, at=NOON)


def test_no_file_says_nothing(path: Path) -> None:
    assert read(path) == {}
    assert list(path.parent.iterdir()) == []


def test_comments_order_and_unknown_keys_stay(path: Path) -> None:
    path.write_text(WRITTEN, encoding="utf-8")
    changes = {"hotkey": {"popup": "F9"}, "shop": {"constants": {"电话": None, "微信": "wx"}}}
    assert write(path, changes) is None
    edited, untouched = path.read_text(encoding="utf-8"), WRITTEN.replace("Ctrl+Alt+K", "F9")
    assert edited.splitlines()[:-1] == untouched.splitlines()[:-1]
    assert tomllib.loads(edited)["shop"] == {"constants": {"地址": "杭州", "微信": "wx"}}


def test_writing_what_is_there_changes_no_byte(path: Path) -> None:
    path.write_bytes(WRITTEN.replace("\n", "\r\n").encode())
    before = path.read_bytes()
    write(path, read(path))
    assert path.read_bytes() == before


def test_windows_line_ends_and_byte_order_mark_are_understood(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + WRITTEN.replace("\n", "\r\n").encode())
    write(path, {"hotkey": {"popup": "F9"}, "new": {"a": 1}})
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    assert read(path)["hotkey"] == {"popup": "F9"}
    assert read(path)["new"] == {"a": 1}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'a = 1\n[hotkey\npopup = "x"\n', 2),
        ("名 = '微信'\n".encode("gb18030"), 0),
        (b"a = 1\na = 2\n", 2),
        (b"a = " + b"[" * 100_000, 0),
    ],
)
def test_what_cannot_be_understood_is_moved_aside(path: Path, content: bytes, line: int) -> None:
    path.write_bytes(content)
    with pytest.raises(MachineFault) as fault:
        read(path)
    assert fault.value.code is Code.SETTINGS_UNREADABLE
    assert fault.value.params["line"] == line
    assert Path(str(fault.value.params["aside"])).read_bytes() == content
    assert read(path) == {}


def test_writing_over_what_cannot_be_understood_moves_it_aside(path: Path) -> None:
    path.write_bytes(b"a = = 1")
    aside = write(path, {"b": 2})
    assert aside is not None
    assert aside.read_bytes() == b"a = = 1"
    assert read(path) == {"b": 2}


def test_tables_out_of_order_lose_nothing(path: Path) -> None:
    # Valid, but tomlkit 0.15 does not parse it.
    path.write_text("[t.r.l.a]\n[t.r]\nx = 1\n[z]\n[t.r.l]\ny = 2\n[q]\n[t.r.l.b]\nw = 3\n")
    before = read(path)
    aside = write(path, {"t": {"r": {"x": 5}}, "z": {"n": True}})
    assert read(path) == before | {"t": {"r": before["t"]["r"] | {"x": 5}}, "z": {"n": True}}
    assert aside is None or "y = 2" in aside.read_text()


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "kefu.toml"
    real.parent.mkdir()
    real.write_text("a = 1\n")
    path.symlink_to(real)
    write(path, {"a": 2})
    assert path.is_symlink()
    assert real.read_text() == "a = 2\n"


def test_what_the_system_refuses_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(MachineFault) as fault:
        read(path)
    assert fault.value.code is Code.FILE_UNREADABLE
    assert path.is_dir()
    with pytest.raises(MachineFault) as fault:
        write(path / "is-a-folder" / ".." / ".." / "settings.toml", {"a": 1})
    assert fault.value.code is Code.FILE_UNWRITABLE


def test_a_file_that_may_not_be_written_is_told_and_kept(path: Path) -> None:
    path.write_text("a = 1\n")
    with write_protected(path.parent), pytest.raises(MachineFault) as fault:
        write(path, {"a": 2})
    assert fault.value.code is Code.FILE_UNWRITABLE
    assert read(path) == {"a": 1}
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.toml"]


KEYS = st.sampled_from(["a", "b", "键", "with space", "dot.ted", ""])
PLAIN = (
    st.booleans() | st.integers(-5, 5) | st.text(max_size=6) | st.lists(st.integers(), max_size=2)
)
VALUES = st.recursive(
    st.dictionaries(KEYS, PLAIN, max_size=3),
    lambda inner: st.dictionaries(KEYS, PLAIN | inner, max_size=3),
    max_leaves=6,
)


def _set(told: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    result = dict(told)
    for key, value in values.items():
        if isinstance(value, dict):
            inner = result.get(key)
            result[key] = _set(inner if isinstance(inner, dict) else {}, value)
        else:
            result[key] = value
    return result


@given(st.lists(VALUES, min_size=1, max_size=4))
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, several: list[dict[str, Any]]
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    expected: dict[str, Any] = {}
    for values in several:
        write(path, values)
        expected = _set(expected, values)
        assert read(path) == expected
