"""A lane that may hang: the program ends without it."""

import subprocess
import sys
import threading

import pytest

from kefu_desktop.app.jobs import LooseLane


def test_jobs_are_done_one_after_another_off_the_callers_thread() -> None:
    lane, done = LooseLane("test"), []
    futures = [lane.submit(lambda number=number: done.append(number)) for number in range(5)]
    names = lane.submit(lambda: threading.current_thread().name)
    assert names.result(10) == "test"
    assert done == [0, 1, 2, 3, 4]
    assert all(future.done() for future in futures)
    lane.close()


def test_a_failure_is_the_futures() -> None:
    lane = LooseLane("test")
    with pytest.raises(ZeroDivisionError):
        lane.submit(lambda: 1 // 0).result(10)
    assert lane.submit(int).result(10) == 0
    lane.close()
    lane.close()
    assert lane.submit(int).cancelled()


def test_a_job_that_hangs_does_not_keep_the_program_from_ending() -> None:
    code = (
        "import threading\n"
        "from kefu_desktop.app.jobs import LooseLane\n"
        "lane = LooseLane('hangs')\n"
        "begun = threading.Event()\n"
        "lane.submit(lambda: (begun.set(), threading.Event().wait()))\n"
        "assert begun.wait(10)\n"
        "lane.close()\n"
        "print('ended')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout) == (0, "ended\n"), done.stderr
