"""The committed table is what the script makes today, and reads as Chinese is read."""

import importlib.util
import zlib
from pathlib import Path

import pytest

from kefu_desktop.search.readings import MAGIC, Readings
from tests.search.conftest import READINGS_FILE

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_readings.py"


def body_of(data: bytes) -> bytes:
    assert data.startswith(MAGIC)
    return zlib.decompress(data[len(MAGIC) :])


def test_the_file_is_what_the_script_makes() -> None:
    spec = importlib.util.spec_from_file_location("make_readings", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    # Compressors of other versions write other bytes for the same content.
    assert body_of(script.make()) == body_of(READINGS_FILE.read_bytes())


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("重", {"zhong", "chong"}),
        ("量", {"liang"}),
        ("长", {"chang", "zhang"}),
        ("度", {"du"}),
        ("还", {"hai", "huan"}),
        ("没", {"mei", "mo"}),
        ("银", {"yin"}),
        ("行", {"hang", "xing"}),
        ("女", {"nv"}),
        ("绿", {"lv", "lu"}),
        ("略", {"lve"}),
        ("嗯", {"en"}),
        ("著", {"zhu", "zhe"}),  # folded to 着, which brings 著名 along
    ],
)
def test_heteronyms_have_each_of_their_readings(
    readings: Readings, character: str, expected: set[str]
) -> None:
    assert expected <= set(readings.of(character))


@pytest.mark.parametrize(("character", "first"), [("还", "hai"), ("女", "nv"), ("重", "zhong")])
def test_the_dominant_reading_comes_first(readings: Readings, character: str, first: str) -> None:
    assert readings.of(character)[0] == first


def test_what_is_not_chinese_has_no_reading(readings: Readings) -> None:
    assert [readings.of(c) for c in ("a", "7", "😀", "\ud800", "。")] == [()] * 5


@pytest.mark.parametrize("cut", [0, 3, len(MAGIC), 5000])
def test_a_damaged_table_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match="table of readings"):
        Readings.load(READINGS_FILE.read_bytes()[:cut])
