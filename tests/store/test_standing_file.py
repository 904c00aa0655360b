"""What is kept of somebody's being away comes back as it was, and a broken file is no failure."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.clients import ClientKey
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis
from kefu_desktop.core.standing import (
    Away,
    Busy,
    Cause,
    Got,
    Here,
    Reason,
    Returning,
    Sort,
    State,
    Stretch,
    Warned,
)
from kefu_desktop.store.standing_file import KEPT_DAYS, Kept, StandingFile

_moments = st.integers(0, 4_000_000_000_000).map(Millis)
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_here = st.builds(Here, _moments, st.none() | _moments)
_reasons, _causes = st.sampled_from(list(Reason)), st.sampled_from(list(Cause))
_away = st.builds(
    Away, _reasons, _causes, _moments, st.none() | _moments, _texts, st.none() | _moments
)
_phases = st.one_of(
    _here,
    _away,
    st.builds(Warned, _here, _moments, _moments, _causes, _reasons),
    st.builds(Returning, _away, _moments, _moments, st.none() | _moments),
)
_kept = st.builds(
    Kept,
    st.builds(State, _phases, st.none() | st.builds(Busy, _moments, _moments)),
    st.lists(st.tuples(st.integers(0, 1 << 40), _texts), max_size=4).map(tuple),
    st.lists(st.builds(Got, _texts.map(ClientKey), _texts, st.integers(1, 99)), max_size=3).map(
        tuple
    ),
    st.lists(
        st.builds(
            Stretch,
            st.sampled_from(list(Sort)),
            _reasons,
            _causes,
            _moments,
            _moments,
            _texts,
            st.integers(0, 9),
        ),
        max_size=3,
    ).map(tuple),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> StandingFile:
    return StandingFile(tmp_path_factory.mktemp("presence") / "of" / "standing.json")


@given(kept=_kept)
def test_what_was_kept_comes_back(file: StandingFile, kept: Kept) -> None:
    file.write(kept)
    assert file.read() == kept


@given(kept=_kept, data=st.data())
def test_a_damaged_file_says_nothing_or_something_whole(
    file: StandingFile, kept: Kept, data: st.DataObject
) -> None:
    file.write(kept)
    whole = bytearray(file.file.read_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))
    file.file.write_bytes(whole)
    found = file.read()
    assert found is None or isinstance(found.state.phase, Here | Warned | Away | Returning)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": 2}', '{"format": 1}', "[" * 100_000, '{"format": 1, "phase": 1}'],
    ids=lambda text: text[:20],
)
def test_a_file_of_something_else_says_nothing(tmp_path: Path, text: str) -> None:
    file = StandingFile(tmp_path / "standing.json")
    file.file.write_text(text, encoding="utf-8")
    assert file.read() is None


def test_a_moment_that_no_calendar_has_says_nothing(tmp_path: Path) -> None:
    file = StandingFile(tmp_path / "standing.json")
    file.write(Kept(State(Here(Millis(1)))))
    document = json.loads(file.file.read_bytes())
    document["phase"]["since"] = 1 << 60
    file.file.write_text(json.dumps(document), encoding="utf-8")
    assert file.read() is None


def test_what_is_older_than_some_weeks_is_forgotten() -> None:
    day = 86_400_000
    kept = Kept(State(Here(Millis(0))))
    for number in range(KEPT_DAYS + 10):
        ended = Millis(number * day)
        kept = kept.with_stretch(
            Stretch(Sort.AWAY, Reason.LUNCH, Cause.HAND, Millis(ended - 1), ended)
        )
    assert len(kept.stretches) == KEPT_DAYS + 1
    assert kept.stretches[-1].ended == (KEPT_DAYS + 9) * day


def test_a_folder_in_the_way_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "standing.json").mkdir()
    file = StandingFile(tmp_path / "standing.json")
    for code, call in (
        (Code.FILE_UNREADABLE, file.read),
        (Code.FILE_UNWRITABLE, lambda: file.write(Kept(State(Here(Millis(1)))))),
    ):
        with pytest.raises(MachineFault) as fault:
            call()
        assert fault.value.code is code


WRITER = """
import sys
from pathlib import Path
from kefu_desktop.core.model import Millis
from kefu_desktop.core.standing import Away, Cause, Reason, State
from kefu_desktop.store.standing_file import Kept, StandingFile
file = StandingFile(Path(sys.argv[1]))
for number in range(1_000_000):
    note = str(number) * 200
    file.write(Kept(State(Away(Reason.OTHER, Cause.HAND, Millis(number), note=note))))
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_writer_that_is_killed_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "standing.json"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    for _ in range(30):
        last = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read().split()
    writer.wait(10)
    writer.stdout.close()
    kept = StandingFile(path).read()
    assert kept is not None
    written = int(rest[-1]) if rest else last
    assert kept.state.phase.since in {written, written + 1}
