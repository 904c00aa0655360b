"""The small file that keeps the window: what is written comes back, and damage is no matter."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kefu_desktop.core.model import Kind, Uid
from kefu_desktop.core.views import Column, Order, Scope, View
from kefu_desktop.gui.library.remembering import Remembered, Remembering

LEFT = Remembered(
    geometry=bytes(range(256)),
    panes=(214, 540, 446),
    columns=(("changed", 82), ("tags", 116)),
    unfolded=("category:reply:c1", "kind:away"),
    view=View(Scope.CATEGORY, Kind.REPLY, Uid("c1")),
    uid=Uid("r-1"),
    order=Order(Column.USES, descending=True),
    everywhere=True,
)


def another(file: Path, written: bytes) -> Path:
    """A file of its own: what Qt has read of one it takes for known while its size and its time to
    the millisecond are the same.
    """
    made = file.with_name(f"{hashlib.sha256(written).hexdigest()}.ini")
    made.write_bytes(written)
    return made


def test_a_new_window_remembers_nothing(tmp_path: Path) -> None:
    file = tmp_path / "none.ini"
    assert Remembering(file).read() == Remembered()
    assert not file.exists(), "looking makes no file"


@pytest.mark.parametrize("left", [LEFT, Remembered(), Remembered(view=View(Scope.TRASH))])
def test_what_is_written_comes_back(tmp_path: Path, left: Remembered) -> None:
    file = tmp_path / "kept" / "window.ini"
    Remembering(file).write(LEFT)
    Remembering(file).write(left)
    assert Remembering(file).read() == left


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("scope=category", "scope=nonsense"),
        ("uid=c1", "uid=not/a uid"),
        ("uid=c1", "uid="),
        ("kind=reply", "kind=poem"),
    ],
)
def test_a_view_that_cannot_be_is_everything(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "window.ini"
    Remembering(file).write(LEFT)
    written = file.read_text(encoding="utf-8")
    assert before in written
    read = Remembering(another(file, written.replace(before, after).encode())).read()
    assert read.view == View()
    assert read.panes == LEFT.panes, "the rest is as it was"


@pytest.mark.parametrize("panes", ["-1 2 3", "1e9 2 3", "9999999 1 1", "a b c", "٣ ٣ ٣"])
def test_lengths_that_cannot_be_are_none(tmp_path: Path, panes: str) -> None:
    file = tmp_path / "window.ini"
    Remembering(file).write(LEFT)
    written = file.read_text(encoding="utf-8").replace("214 540 446", panes)
    assert Remembering(another(file, written.encode())).read().panes == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 600), octet=st.integers(0, 255))
def test_a_damaged_file_keeps_no_window_from_opening(
    tmp_path: Path, place: int, octet: int
) -> None:
    file = tmp_path / "window.ini"
    Remembering(file).write(LEFT)
    written = bytearray(file.read_bytes())
    written[place % len(written)] = octet
    read = Remembering(another(file, bytes(written))).read()
    assert isinstance(read.view, View)
    assert all(0 <= width <= 20_000 for width in read.panes)


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    Remembering(blocked / "window.ini").write(LEFT)
    assert Remembering(blocked / "window.ini").read() == Remembered()
