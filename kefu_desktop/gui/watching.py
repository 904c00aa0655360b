"""Notices that other processes have written to our files, without waking up to look.

Looking twice a second costs an idle machine four wake-ups a second all day. Where the system tells
of writes as they happen (inotify), it is asked to; elsewhere, and for a file system that does not
tell (a share), it is looked for.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer

GATHER_MS = 60
"""Writes come in bursts: a commit touches the WAL some ten times."""

LOOK_MS = 500
SELDOM_MS = 30_000
"""How often it is looked all the same where the system tells: a watch can be lost."""


class FileWatch(QObject):
    """Calls ``written`` on the GUI thread soon after one of ``files`` was written or replaced.

    Files need not be there yet; their folders must be. It may be called for nothing.
    """

    def __init__(
        self,
        files: Iterable[Path],
        written: Callable[[], None],
        *,
        told: bool = sys.platform == "linux",
    ) -> None:
        super().__init__()
        self._files = tuple(files)
        self._written = written
        self._watcher = QFileSystemWatcher(self)
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self._tell)
        self._look = QTimer(self)
        self._look.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._look.timeout.connect(self._tell)
        told = told and self._watch({file.parent for file in self._files})
        if told:
            self._watcher.fileChanged.connect(self._gather.start)
            self._watcher.directoryChanged.connect(self._gather.start)
        self._told = told
        self._look.start(SELDOM_MS if told else LOOK_MS)

    def _tell(self) -> None:
        if self._told:
            # A file that was replaced is another one, and one that was made is new to the watch.
            self._watch({file for file in self._files if file.exists()})
        self._written()

    def _watch(self, paths: set[Path]) -> bool:
        known = {*self._watcher.files(), *self._watcher.directories()}
        new = [str(path) for path in paths if str(path) not in known]
        return not (new and self._watcher.addPaths(new))
