"""One running program for each library: who has the lock is it."""

from pathlib import Path

from PySide6.QtCore import QLockFile


class InstanceLock:
    """The lock of a run folder. It dies with its process, also when that is killed."""

    def __init__(self, run: Path) -> None:
        self._lock = QLockFile(str(run / "instance.lock"))
        # A lock is dead only when its process is: a laptop that was suspended must not lose it.
        self._lock.setStaleLockTime(0)

    def take(self) -> bool:
        """Gives whether this process has the lock now."""
        return self._lock.tryLock(0)

    def release(self) -> None:
        """Lets the next program start."""
        self._lock.unlock()
