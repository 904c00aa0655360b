"""The settings while the program runs: read from the user's file, changed one at a time, told to
whoever follows them.

The file is the user's. Setting one value touches that value alone; what in it cannot be understood
stays there, keeps its default here, and is listed in ``findings``.
"""

import logging
from pathlib import Path

from kefu_desktop.app.events import Events, SettingsChanged, WentWrong
from kefu_desktop.app.ports import Clock
from kefu_desktop.core.errors import Code, InvalidInput, KefuError, MachineFault
from kefu_desktop.core.model import Millis
from kefu_desktop.core.placeholders import is_free
from kefu_desktop.core.settings import (
    Settings,
    from_document,
    to_document,
    value_of,
    with_value,
)
from kefu_desktop.store import settings_file

_log = logging.getLogger(__name__)

TABLES = (
    *("shop.constants", "clients.known"),
    *("away.hours", "away.lunch", "away.dates", "away.rules"),
)
"""The settings that are tables: ``shop.constants.NAME`` names one entry of one, empty for none."""

_Stamp = tuple[int, int, int] | None


class SettingsService:
    """The settings of one file. Belongs to one thread; :attr:`current` may be read from any."""

    def __init__(self, file: Path, events: Events, clock: Clock) -> None:
        """Reads the file. One that cannot be understood is put aside, and defaults hold."""
        self.file = file
        self.findings: tuple[KefuError, ...] = ()
        self._events = events
        self._clock = clock
        self._current = Settings()
        self._stamp: _Stamp = None
        self.reload()

    @property
    def current(self) -> Settings:
        """The settings as they are now."""
        return self._current

    def reload(self) -> Settings:
        """Takes over what was written to the file by whomever; a look costs microseconds.

        A file that has become unreadable changes nothing; :class:`WentWrong` tells of it once.
        """
        stamp = _stamp_of(self.file)
        if stamp == self._stamp:
            return self._current
        try:
            document = settings_file.read(self.file, at=Millis(self._clock.now()))
        except MachineFault as fault:
            self.findings = (fault,)
            # It may have been put aside; its absence is then no news.
            self._stamp = _stamp_of(self.file)
            self._events.publish(WentWrong(fault))
            return self._current
        self._stamp = stamp
        settings, self.findings = from_document(document)
        for finding in self.findings:
            _log.warning("setting %s: %s", finding.params.get("name", ""), finding.code.value)
        self._become(settings)
        return settings

    def set(self, name: str, value: object) -> None:
        """Sets one value, here and in the file. ``value`` may be text, as typed in a terminal.

        Raises :class:`InvalidInput` (SETTING_UNKNOWN, SETTING_INVALID; CONSTANT_INVALID where no
        placeholder can have such a name), or :class:`MachineFault` when the file cannot be written;
        then nothing is changed.
        """
        self.reload()
        table = self.setting_of(name)
        entry = name.removeprefix(f"{table}.").strip() if table != name else ""
        if entry:
            settings = self._with_entry(table, entry, str(value))
            if table == "shop.constants" and str(value) and not is_free(entry):
                raise InvalidInput(Code.CONSTANT_INVALID, name=entry[:40])
            plain: object = {entry: str(value) or None}
            name = table
        else:
            settings = with_value(self._current, name, value)
            plain = value_of(settings, name)
        section, _, key = name.partition(".")
        self._write({section: {key: plain}})
        self._become(settings)

    @staticmethod
    def setting_of(name: str) -> str:
        """Gives the setting that ``name`` is, or is an entry of."""
        return next((table for table in TABLES if name.startswith(f"{table}.")), name)

    def ensure_file(self) -> Path:
        """Gives the file to be opened in an editor; one that is not there is written with every
        setting in it.
        """
        if not self.file.exists():
            self._write(to_document(self._current))
        return self.file

    def _with_entry(self, table: str, entry: str, value: str) -> Settings:
        present = value_of(self._current, table)
        assert isinstance(present, dict)
        entries = {**present, entry: value}
        if not value:
            del entries[entry]
        return with_value(self._current, table, entries)

    def _write(self, values: settings_file.Values) -> None:
        settings_file.write(self.file, values, at=Millis(self._clock.now()))
        self._stamp = _stamp_of(self.file)

    def _become(self, settings: Settings) -> None:
        before, self._current = self._current, settings
        if before != settings:
            self._events.publish(SettingsChanged(before, settings))


def _stamp_of(file: Path) -> _Stamp:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
