"""A desktop that changes its mind about how it looks, as QStyleHints reports it."""

from PySide6.QtCore import QObject, Qt, Signal


class Contrast(QObject):
    contrastPreferenceChanged = Signal(object)
    preference = Qt.ContrastPreference.NoPreference

    def contrastPreference(self) -> Qt.ContrastPreference:
        return self.preference


class Desktop(QObject):
    """Its own scheme, the one that a program forces on its windows, and the wish for contrast."""

    colorSchemeChanged = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.own = Qt.ColorScheme.Unknown
        self.forced: Qt.ColorScheme | None = None
        self.contrast = Contrast()

    def colorScheme(self) -> Qt.ColorScheme:
        return self.own if self.forced is None else self.forced

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:
        self.forced = scheme
        self.colorSchemeChanged.emit(scheme)

    def unsetColorScheme(self) -> None:
        self.forced = None
        self.colorSchemeChanged.emit(self.own)

    def accessibility(self) -> Contrast:
        return self.contrast

    def turn(self, scheme: Qt.ColorScheme) -> None:
        self.own = scheme
        if self.forced is None:
            self.colorSchemeChanged.emit(scheme)
