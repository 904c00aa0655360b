"""Several programs on one library, and programs that die."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Uid
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader
from tests.store.making import adding, open_library, raw, reply

HERE = Path(__file__).parents[2]


class Others:
    """Starts other programs and ends those that are left."""

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[str]] = []

    def start(self, verb: str, path: Path, name: str, *more: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.store.writer_process", verb, str(path), name, *more]
        started = subprocess.Popen(
            command, cwd=HERE, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._started.append(started)
        return started

    def end(self) -> None:
        for process in self._started:
            process.kill()
            process.wait(timeout=30)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


@pytest.fixture
def others() -> Iterator[Others]:
    started = Others()
    yield started
    started.end()


def lines(process: "subprocess.Popen[str]") -> list[str]:
    output, _errors = process.communicate(timeout=120)
    assert process.returncode == 0
    return output.split("\n")[:-1]


def read_lines(process: "subprocess.Popen[str]", count: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().rstrip("\n") for _ in range(count)]


def test_two_programs_that_write_at_once_lose_nothing(library: Library, others: Others) -> None:
    library.commit(adding(reply("mine")))
    version, seen = library.data_version(), library.revision()
    told = [
        line
        for process in [others.start("add", library.path, name, "60") for name in ("a", "b")]
        for line in lines(process)
    ]
    added = {line for line in told if " " not in line}
    undone = {line.removeprefix("undone ") for line in told if line.startswith("undone ")}
    assert len(added) == 120
    assert 0 < len(undone) <= 12
    expected = (added | {"mine"}) - undone
    assert {one.uid for one in library.all_replies()} == expected
    assert library.check() == ()
    assert library.data_version() != version
    news = library.changes_since(seen)
    assert not news.everything
    assert news.replies >= added
    assert news.revision == library.revision() == seen + 120 + len(undone)


def test_each_sees_what_the_other_did_at_once(library: Library, others: Others) -> None:
    with Reader.open(library.path) as reader:
        adding_one = others.start("add", library.path, "other", "1")
        assert read_lines(adding_one, 1) == ["other-0"]
        assert library.reply(Uid("other-0")).shortcut == "other-0"
        assert reader.by_shortcut("OTHER-0") is not None
        lines(adding_one)


@pytest.mark.parametrize("answered", [1, 7, 23, 40])
def test_what_was_answered_survives_a_kill(path: Path, others: Others, answered: int) -> None:
    with open_library(path):
        pass
    writer = others.start("add", path, "k")
    told = read_lines(writer, answered)
    writer.kill()
    assert writer.stdout is not None
    # What had been answered but not yet read counts too; a last line may be torn.
    told += writer.stdout.read().split("\n")[:-1]
    added = [line for line in told if " " not in line]
    undone = {line.removeprefix("undone ") for line in told if line.startswith("undone ")}
    with open_library(path) as library:
        found = {one.uid for one in library.all_replies()}
        missing = set(added) - undone - found
        # The undo of every tenth may have been done and not been told.
        assert missing <= ({added[-1]} if len(added) % 10 == 0 else set())
        assert len(found - set(added)) <= 1
        assert library.check() == ()
        assert library.undo().changes


def test_a_library_locked_for_long_is_told_and_not_waited_for(path: Path, others: Others) -> None:
    with open_library(path, patience=0.05) as library:
        library.commit(adding(reply("a")))
        holder = others.start("hold", path, "h")
        assert read_lines(holder, 1) == ["held"]
        for attempt in (
            lambda: library.commit(adding(reply("b"))),
            library.undo,
            lambda: library.record_use(Uid("a"), "x", client="", mode=""),
        ):
            with pytest.raises(MachineFault) as fault:
                attempt()
            assert fault.value.code is Code.LIBRARY_LOCKED
        # Readers are not held up, and neither is opening.
        assert [one.uid for one in library.all_replies()] == ["a"]
        with open_library(path) as another:
            assert another.revision() == 1
        lines(holder)
        library.commit(adding(reply("b")))
        assert library.revision() == 2


def test_programs_that_make_a_library_at_once_make_one(path: Path, others: Others) -> None:
    makers = [others.start("make", path, name) for name in ("a", "b", "c")]
    for maker in makers:
        assert read_lines(maker, 1) == ["ready"]
    for maker in makers:
        assert maker.stdin is not None
        maker.stdin.close()
    told = {read_lines(maker, 1)[0] for maker in makers}
    for maker in makers:
        assert maker.wait(timeout=60) == 0
    assert len(told) == 1
    assert [entry.name for entry in path.parent.iterdir()] == ["library.db"]
    assert raw(path, "SELECT count(*) FROM library") == [(1,)]


def test_a_library_that_lost_its_file_does_not_inherit_its_wal(path: Path) -> None:
    first = open_library(path)
    first.commit(adding(reply("a")))
    with_commit = path.with_name("library.db-wal").read_bytes()
    first.close()
    path.unlink()
    path.with_name("library.db-wal").write_bytes(with_commit)
    with open_library(path) as library:
        assert list(library.all_replies()) == []
        assert library.check() == ()
    [aside] = path.parent.glob("library.aside-*-wal")
    assert aside.read_bytes() == with_commit
