"""The language of windows and menus, changed while the program runs.

Texts are written in English in the source and translated in ``resources/i18n``; a widget that shows
any sets them anew on ``QEvent.LanguageChange``. Sentences about errors are not among these: they
are shared with the terminal and live in ``resources/sentences``.
"""

import logging

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from kefu_desktop import assets
from kefu_desktop.app.language import starter
from kefu_desktop.core.settings import Language

_log = logging.getLogger(__name__)


class Languages(QObject):
    """Installs the translations of one language at a time. :attr:`changed` comes after the widgets
    were told.
    """

    changed = Signal()

    def __init__(self, application: QCoreApplication, system: QLocale | None = None) -> None:
        """``system`` is the desktop's locale, if it is not to be asked for."""
        super().__init__(application)
        self._application = application
        self._system = system or QLocale.system()
        self._current: Language | None = None
        self._installed: tuple[QTranslator, ...] = ()

    @property
    def current(self) -> Language:
        """The language of the windows now, never ``SYSTEM``; English before the first
        :meth:`use`.
        """
        return self._current or Language.EN

    @property
    def starter(self) -> str:
        """The name of the starter pack that suits the windows and the desktop."""
        return starter(self.current, self._system.uiLanguages())

    def use(self, language: Language) -> None:
        """Speaks ``language`` from now on, in every window that is open."""
        spoken = spoken_language(language, self._system)
        if spoken is self._current:
            return
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._current = spoken
        QLocale.setDefault(QLocale(spoken.value))
        self._installed = tuple(self._load(spoken))
        # What is installed last is asked first, so ours go behind Qt's own.
        for translator in self._installed:
            self._application.installTranslator(translator)
        self.changed.emit()

    def _load(self, language: Language) -> list[QTranslator]:
        # Qt's own words: the menu of a text field, the buttons of a file dialog.
        of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        loaded = []
        for name, folder in (
            (f"qtbase_{language.value}", of_qt),
            (f"kefu_desktop_{language.value}", str(assets.resource("i18n"))),
        ):
            translator = QTranslator(self)
            if translator.load(name, folder):
                loaded.append(translator)
            else:
                translator.deleteLater()
                _log.warning("no translation %s", name)
        return loaded


def spoken_now() -> Language:
    """Gives the language of the windows now, for whoever words something on being asked."""
    # :meth:`Languages.use` sets it.
    chinese = QLocale().language() == QLocale.Language.Chinese
    return Language.ZH_CN if chinese else Language.EN


def spoken_language(wanted: Language, system: QLocale) -> Language:
    """Gives the language to speak. ``SYSTEM`` is Chinese unless the desktop is set to another
    language: one that is set to none (the C locale) is a Chinese shop's PC all the same.
    """
    if wanted is not Language.SYSTEM:
        return wanted
    for name in system.uiLanguages():
        language = QLocale(name).language()
        if language == QLocale.Language.Chinese:
            return Language.ZH_CN
        if language != QLocale.Language.C:
            return Language.EN
    return Language.ZH_CN
