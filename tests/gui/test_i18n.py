"""The languages: every text translated, the compiled files those of the source, switched live."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kefu_desktop.core.settings import Language
from kefu_desktop.gui.i18n import Languages, spoken_language
from scripts import translate


def messages(ts: Path) -> Iterator[tuple[str, str, str]]:
    """Context, source and translation of each text in a .ts file."""
    for context in ET.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            words = "".join(translation.itertext())
            yield context.findtext("name", ""), message.findtext("source", ""), words


@pytest.mark.parametrize("language", translate.LANGUAGES)
def test_every_text_is_collected_and_translated(language: str, tmp_path: Path) -> None:
    kept = translate.I18N / f"kefu_desktop_{language}.ts"
    fresh = tmp_path / kept.name
    fresh.write_bytes(kept.read_bytes())
    translate.collect(fresh, language, translate.SOURCES)
    assert list(messages(fresh)) == list(messages(kept)), "run scripts/translate.py"
    assert translate.untranslated(fresh) == []


@pytest.mark.parametrize("language", translate.LANGUAGES)
def test_what_is_loaded_is_what_was_translated(language: str, tmp_path: Path) -> None:
    ts = translate.I18N / f"kefu_desktop_{language}.ts"
    translate.compile_to(ts, tmp_path / "fresh.qm")
    compiled = ts.with_suffix(".qm").read_bytes()
    assert compiled == (tmp_path / "fresh.qm").read_bytes(), "run scripts/translate.py"


def test_a_new_text_is_found_missing(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    code = 'class New(QObject):\n    def f(self):\n        return self.tr("not yet")\n'
    (source / "new.py").write_text(code, encoding="utf-8")
    translate.collect(tmp_path / "new.ts", "zh_CN", source)
    assert translate.untranslated(tmp_path / "new.ts") == [("New", "not yet")]


def test_translations_keep_the_places_of_facts() -> None:
    ts = translate.I18N / "kefu_desktop_zh_CN.ts"
    for context, source, words in messages(ts):
        places = [sorted(re.findall(r"\{\w*\}|%n", text)) for text in (source, words)]
        assert not words or places[0] == places[1], f"{context}: {source}"


def test_the_language_changes_while_windows_are_open(qtbot: QtBot, languages: Languages) -> None:
    class Window(QLabel):
        def changeEvent(self, event: QEvent) -> None:
            if event.type() == QEvent.Type.LanguageChange:
                self.setText(QCoreApplication.translate("Tray", "Quit"))

    window = Window()
    qtbot.addWidget(window)
    quit_in = {Language.ZH_CN: "退出", Language.EN: "Quit"}
    for language in (Language.ZH_CN, Language.EN, Language.ZH_CN):
        with qtbot.waitSignal(languages.changed):
            languages.use(language)
        qtbot.waitUntil(lambda words=quit_in[language]: window.text() == words)
        assert languages.current is language


def test_qts_own_words_change_too(languages: Languages) -> None:
    languages.use(Language.ZH_CN)
    assert QCoreApplication.translate("QLineEdit", "&Copy").startswith("复制")
    languages.use(Language.EN)
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "&Copy"


@pytest.mark.parametrize(
    ("system", "spoken"),
    [
        ("zh_CN", Language.ZH_CN),
        ("zh_TW", Language.ZH_CN),
        ("C", Language.ZH_CN),
        ("en_US", Language.EN),
        ("de_DE", Language.EN),
    ],
)
def test_the_desktop_decides_when_it_may(system: str, spoken: Language) -> None:
    assert spoken_language(Language.SYSTEM, QLocale(system)) is spoken
    assert spoken_language(Language.EN, QLocale(system)) is Language.EN
    assert spoken_language(Language.ZH_CN, QLocale(system)) is Language.ZH_CN


@pytest.mark.parametrize(
    ("desktop", "language", "starter"),
    [
        ("C", Language.ZH_CN, "starter.zh_CN"),
        ("zh_CN", Language.SYSTEM, "starter.zh_CN"),
        ("zh_TW", Language.ZH_CN, "starter.zh_TW"),
        ("zh_HK", Language.SYSTEM, "starter.zh_TW"),
        ("zh_TW", Language.EN, "starter.en"),
        ("de_DE", Language.SYSTEM, "starter.en"),
    ],
)
def test_the_starter_pack_suits_windows_and_desktop(
    qapp: QApplication, desktop: str, language: Language, starter: str
) -> None:
    languages = Languages(qapp, QLocale(desktop))
    languages.use(language)
    assert languages.starter == starter
    languages.use(Language.EN)
