"""What may be read in a log, and that nothing that goes wrong is lost."""

import errno
import io
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop import log
from kefu_desktop.log import Log, Redacted, describe

HOME = Path("/home/xiaoli")
SECRET = "亲,您的订单 20260101 已发货"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Log]:
    started = Log(tmp_path, "desktop", HOME)
    yield started
    started.close()


def written(running: Log) -> str:
    assert running.path is not None
    text = running.path.read_text(encoding="utf-8")
    assert text.splitlines() == list(running.recent.lines()), "file and memory say the same"
    return text


@given(st.text(min_size=3))
def test_a_redacted_text_tells_its_length_only(text: str) -> None:
    for shown in (repr(Redacted(text)), str(Redacted(text)), f"{Redacted(text)}"):
        assert shown == f"‹{len(text)} chars›"


def test_a_line_names_its_logger_and_hides_the_home(running: Log) -> None:
    logger = logging.getLogger("kefu_desktop.store")
    logger.info("opened %s, beside %s", HOME / "k" / "library.db", "/home/xiaoli2/x")
    text = written(running)
    assert "INFO kefu_desktop.store: opened ~/k/library.db, beside /home/xiaoli2/x" in text


def test_windows_homes_are_hidden_in_each_spelling(tmp_path: Path) -> None:
    shown = log.PrivateFormatter(Path("C:\\Users\\小李"))
    for spelling in ("C:\\Users\\小李\\x", "c:\\users\\小李\\x", repr("C:\\Users\\小李\\x")):
        record = logging.LogRecord("n", logging.INFO, "", 0, spelling, None, None)
        assert "小李" not in shown.format(record)


def test_debug_lines_are_for_who_asks(running: Log) -> None:
    logging.getLogger("kefu_desktop.x").debug("noise")
    assert written(running) == ""


def test_an_exceptions_message_stays_out_but_its_place_does_not(running: Log) -> None:
    def render() -> None:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            error.add_note(SECRET)
            raise ValueError(SECRET) from error

    try:
        render()
    except ValueError:
        logging.getLogger("kefu_desktop.app").exception("delivery failed")
    text = written(running)
    assert SECRET not in text
    assert "ValueError: ‹" in text
    assert "KeyError: ‹" in text
    assert "in render" in text
    assert "delivery failed" in text


def test_another_handlers_text_of_the_exception_is_not_taken_over(running: Log) -> None:
    stranger = logging.StreamHandler(io.StringIO())
    logger = logging.getLogger("kefu_desktop")
    logger.handlers.insert(0, stranger)
    try:
        raise ValueError(SECRET)
    except ValueError:
        logger.exception("first the stranger formats, then we")
    finally:
        logger.removeHandler(stranger)
    assert SECRET not in written(running)
    assert SECRET in stranger.stream.getvalue()


class CodedError(Exception):
    code = "disk-full"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (CodedError(SECRET), "CodedError: disk-full"),
        (OSError(errno.ENOSPC, "No space left"), "OSError: [Errno 28] No space left"),
        (TypeError("need a str"), "TypeError: need a str"),
        (SystemExit(2), "SystemExit: ‹1 chars›"),
        (ValueError(SECRET), f"ValueError: ‹{len(SECRET)} chars›"),
    ],
)
def test_what_is_said_of_an_error(error: BaseException, line: str) -> None:
    assert describe(error) == line


def test_uncaught_errors_are_logged_and_go_on(
    running: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: seen.append(kind.__name__))
    monkeypatch.setattr(threading, "excepthook", lambda args: seen.append(args.exc_type.__name__))
    monkeypatch.setattr(sys, "unraisablehook", lambda args: seen.append(args.exc_type.__name__))
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    running.watch()

    main = ZeroDivisionError("x")
    sys.excepthook(type(main), main, None)

    def work() -> None:
        raise LookupError(SECRET)

    thread = threading.Thread(target=work, name="writer")
    thread.start()
    thread.join()

    class Falling:
        def __del__(self) -> None:
            raise BufferError(SECRET)

    Falling()

    assert seen == ["ZeroDivisionError", "LookupError", "BufferError"]
    text = written(running)
    assert SECRET not in text
    assert "uncaught in writer" in text
    for name in seen:
        assert name in text
    running.close()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_ctrl_c_is_no_error(running: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    running.watch()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert written(running) == ""


def test_a_folder_that_cannot_be_written_leaves_the_memory(tmp_path: Path) -> None:
    running = Log(tmp_path / "missing", "desktop", HOME)
    logging.getLogger("kefu_desktop").warning("still here")
    running.close()
    assert running.path is None
    assert "no log file" in running.recent.lines()[0]
    assert "still here" in running.recent.lines()[-1]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_counted_not_shouted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "desktop.log").symlink_to("/dev/full")
    running = Log(tmp_path, "desktop", HOME)
    logging.getLogger("kefu_desktop").warning("one")
    logging.getLogger("kefu_desktop").warning("two")
    assert running.lost >= 2
    assert len(running.recent.lines()) == 2
    assert capsys.readouterr().err == ""
    running.close()


def test_the_file_is_rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "FILE_BYTES", 2_000)
    running = Log(tmp_path, "desktop", HOME)
    for number in range(500):
        logging.getLogger("kefu_desktop").info("line %d", number)
    running.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == 1 + log.OLD_FILES
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert len(running.recent.lines()) == log.RECENT_LINES
    assert running.recent.lines()[-1].endswith("line 499")


def test_close_leaves_the_loggers_as_they_were(tmp_path: Path) -> None:
    logger = logging.getLogger("kefu_desktop")
    before = (list(logger.handlers), logger.level)
    running = Log(tmp_path, "cli", HOME)
    assert len(logger.handlers) == len(before[0]) + 2
    running.close()
    running.close()
    assert (logger.handlers, logger.level) == before
