"""What the program says about itself: a rotated file, the last lines for a report, uncaught errors.

A log may be sent to strangers. So it never holds the text of a reply or of the clipboard (wrap
what is text in `Redacted`), never the user's home folder, and of an exception's message only what
Python and the system write themselves: `ValueError: …` may quote the very text that was wrong.
"""

import logging
import logging.handlers
import re
import sys
import threading
import types
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from traceback import extract_tb

ROOT_LOGGER = "kefu_desktop"
FILE_BYTES = 1_000_000
OLD_FILES = 4
RECENT_LINES = 400
LONGEST_CHAIN = 8

# The messages of these speak of code and of files, not of what a user wrote.
TELLING = (
    AttributeError,
    ImportError,
    MemoryError,
    NameError,
    OSError,
    RuntimeError,
    TypeError,
)


class Redacted:
    """A text that may be handed to a logger: only its length in characters comes out."""

    __slots__ = ("_length",)

    def __init__(self, text: str) -> None:
        self._length = len(text)

    def __repr__(self) -> str:
        return f"‹{self._length} chars›"


def describe(error: BaseException) -> str:
    """One line about an error that may be logged: its type, its code or message, no user text."""
    kind = type(error).__qualname__
    code = getattr(error, "code", None)
    if code is not None and not isinstance(error, SystemExit):
        return f"{kind}: {getattr(code, 'value', code)}"
    # sqlite3 names tables and columns, never values; its module is imported by the store alone.
    if isinstance(error, TELLING) or type(error).__module__ == "sqlite3":
        return f"{kind}: {error}"
    return f"{kind}: {Redacted(str(error))!r}"


class PrivateFormatter(logging.Formatter):
    """Writes `time level logger: message`, the home folder as ~, and exceptions by `describe`."""

    def __init__(self, home: Path) -> None:
        super().__init__("%(asctime)s.%(msecs)03d %(levelname)s %(name)s: %(message)s")
        self.datefmt = "%Y-%m-%d %H:%M:%S"
        spellings = {str(home), home.as_posix(), str(home).replace("\\", "\\\\")}
        # A home of `/` (some service accounts) would turn every path into nonsense.
        names = "|".join(map(re.escape, spellings)) if home != Path(home.anchor) else "(?!)"
        self._home = re.compile(rf"(?:{names})(?![\w.-])", re.IGNORECASE)

    def format(self, record: logging.LogRecord) -> str:
        """The finished lines of one record, home folder already hidden."""
        # Formatters share a cache of the exception's text on the record. Another one may have
        # filled it with the message that must not be here, and ours must not starve another's.
        cached, record.exc_text = record.exc_text, None
        try:
            return self._home.sub("~", super().format(record))
        finally:
            record.exc_text = cached

    def formatException(self, ei: object) -> str:  # noqa: N802  logging's own name
        """The stack and the chain of causes; messages as `describe` allows them."""
        error = ei[1] if isinstance(ei, tuple) else None
        if not isinstance(error, BaseException):
            return ""
        return "\n".join(_told(error))


def _told(error: BaseException) -> Iterator[str]:
    link: BaseException | None = error
    for _ in range(LONGEST_CHAIN):
        if link is None:
            return
        for frame in extract_tb(link.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        yield describe(link)
        for note in getattr(link, "__notes__", ()):
            yield f"  note: {Redacted(note)!r}"
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
        if link is not None:
            yield "caused by, or while handling:"


class RecentLines(logging.Handler):
    """The last lines in memory: what a report quotes also when the disk is full."""

    def __init__(self, capacity: int = RECENT_LINES) -> None:
        super().__init__()
        self._lines: deque[str] = deque(maxlen=capacity)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record's lines; the oldest fall out."""
        self._lines.extend(self.format(record).splitlines())

    def lines(self) -> tuple[str, ...]:
        """The kept lines, oldest first."""
        with self.lock or threading.Lock():
            return tuple(self._lines)


class _LogFile(logging.handlers.RotatingFileHandler):
    """A file that may fail: the program goes on, and `lost` counts what was not written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8")
        self.lost = 0

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's own name
        """Instead of logging's traceback on stderr for each line while the disk is full."""
        self.lost += 1

    def close(self) -> None:
        """Close also when the last lines cannot be written any more."""
        try:
            super().close()
        except OSError:
            self.lost += 1


class Log:
    """The running log of this process; `close` puts everything back as it was."""

    def __init__(self, folder: Path, role: str, home: Path, level: int = logging.INFO) -> None:
        """Log to `folder/ROLE.log`; where that cannot be opened, to memory alone.

        `role` is what this process is (`desktop`, `cli`): two processes that rotated one file
        would lose each other's lines. `home` is the folder that is written as ~.
        """
        self.recent = RecentLines()
        self._logger = logging.getLogger(ROOT_LOGGER)
        self._formatter = PrivateFormatter(home)
        self._file: _LogFile | None = None
        self._undo = ExitStack()
        self._undo.callback(self._logger.setLevel, self._logger.level)
        self._logger.setLevel(level)
        self._attach(self.recent)
        try:
            self._file = _LogFile(folder / f"{role}.log")
        except OSError as error:
            self._logger.warning("no log file, keeping the last lines only: %s", describe(error))
        else:
            self._attach(self._file)

    def _attach(self, handler: logging.Handler) -> None:
        handler.setFormatter(self._formatter)
        self._logger.addHandler(handler)
        self._undo.callback(handler.close)
        self._undo.callback(self._logger.removeHandler, handler)

    @property
    def path(self) -> Path | None:
        """The file being written, or None where there is only memory."""
        return None if self._file is None else Path(self._file.baseFilename)

    @property
    def lost(self) -> int:
        """How many records did not reach the file."""
        return 0 if self._file is None else self._file.lost

    def watch(self) -> None:
        """From now on log what nobody caught, in any thread, and then let it go its usual way.

        Nothing is swallowed: the hook that was there before (Python's prints the traceback) is
        called with the same arguments.
        """
        logger = self._logger
        before, before_in_thread, before_lost = (
            sys.excepthook,
            threading.excepthook,
            sys.unraisablehook,
        )

        def uncaught(
            kind: type[BaseException], error: BaseException, stack: types.TracebackType | None
        ) -> None:
            if not issubclass(kind, KeyboardInterrupt):
                logger.critical("uncaught", exc_info=(kind, error, stack))
            before(kind, error, stack)

        def uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
                name = args.thread.name if args.thread else "a thread that is gone"
                logger.critical("uncaught in %s", name, exc_info=args.exc_value)
            before_in_thread(args)

        def not_raisable(args: "sys.UnraisableHookArgs") -> None:
            logger.error("raised where nothing can catch", exc_info=args.exc_value)
            before_lost(args)

        sys.excepthook = uncaught
        threading.excepthook = uncaught_in_thread
        sys.unraisablehook = not_raisable
        self._undo.callback(setattr, sys, "excepthook", before)
        self._undo.callback(setattr, threading, "excepthook", before_in_thread)
        self._undo.callback(setattr, sys, "unraisablehook", before_lost)

    def close(self) -> None:
        """Take the hooks and the handlers away again; safe to call twice."""
        self._undo.close()
