"""Which language is spoken, before settings are loaded in earnest."""

from pathlib import Path

import pytest

from kefu_desktop.app.language import set_in, spoken
from kefu_desktop.core.settings import Language


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('[look]\nlanguage = "en"', Language.EN),
        ('\ufeff[look]\nlanguage = "system"', Language.SYSTEM),
        ('[look]\nlanguage = "fr"', Language.ZH_CN),
        ("[look]\nlanguage = 1", Language.ZH_CN),
        ("look = 1", Language.ZH_CN),
        ("[look", Language.ZH_CN),
        ("", Language.ZH_CN),
        ("x = " + "[" * 5000, Language.ZH_CN),
    ],
)
def test_the_language_that_a_file_says(tmp_path: Path, written: str, expected: Language) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(written, encoding="utf-8")
    assert set_in(file) is expected


def test_without_a_file_the_default(tmp_path: Path) -> None:
    assert set_in(tmp_path / "none.toml") is Language.ZH_CN
    assert set_in(tmp_path) is Language.ZH_CN


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"LANG": "zh_TW.UTF-8"}, Language.ZH_CN),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, Language.EN),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, Language.EN),
        ({}, Language.EN),
    ],
)
def test_the_systems_language(environ: dict[str, str], expected: Language) -> None:
    assert spoken(Language.SYSTEM, environ) is expected
    assert spoken(Language.ZH_CN, environ) is Language.ZH_CN
