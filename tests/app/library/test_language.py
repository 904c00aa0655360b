"""Which language is spoken, before settings are loaded in earnest."""

from pathlib import Path

import pytest

from kefu_desktop import assets
from kefu_desktop.app.language import locale, set_in, spoken, starter
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


@pytest.mark.parametrize(
    ("spoken_to", "locales", "expected"),
    [
        (Language.ZH_CN, [], "starter.zh_CN"),
        (Language.ZH_CN, ["C"], "starter.zh_CN"),
        (Language.ZH_CN, ["zh_CN.UTF-8"], "starter.zh_CN"),
        (Language.ZH_CN, ["en_US.UTF-8"], "starter.zh_CN"),
        (Language.ZH_CN, ["zh_TW.UTF-8"], "starter.zh_TW"),
        (Language.ZH_CN, ["zh-Hant-HK", "zh-HK", "zh-Hant", "zh"], "starter.zh_TW"),
        (Language.ZH_CN, ["zh_MO"], "starter.zh_TW"),
        (Language.ZH_CN, ["zh-Hans-HK"], "starter.zh_CN"),
        (Language.ZH_CN, ["zh-Hans-CN", "zh-CN", "zh-Hant-TW"], "starter.zh_CN"),
        (Language.ZH_CN, ["en-US", "zh-Hant-TW"], "starter.zh_TW"),
        (Language.EN, ["zh_TW.UTF-8"], "starter.en"),
        (Language.EN, [], "starter.en"),
    ],
)
def test_the_starter_pack_is_in_the_buyers_language(
    spoken_to: Language, locales: list[str], expected: str
) -> None:
    assert starter(spoken_to, locales) == expected


@pytest.mark.parametrize("language", [Language.ZH_CN, Language.EN])
@pytest.mark.parametrize("locales", [[], ["zh_TW"]])
def test_each_starter_pack_that_is_chosen_ships(language: Language, locales: list[str]) -> None:
    assert (assets.resource("packs", starter(language, locales)) / "manifest.json").is_file()


def test_the_locale_as_gettext_reads_it() -> None:
    assert locale({}) == ""
    assert locale({"LANG": "zh_TW.UTF-8"}) == "zh_TW.UTF-8"
    assert locale({"LANG": "zh_TW.UTF-8", "LC_MESSAGES": "en_GB"}) == "en_GB"
    assert locale({"LANG": "zh_TW.UTF-8", "LC_ALL": "zh_CN", "LC_MESSAGES": "en_GB"}) == "zh_CN"
