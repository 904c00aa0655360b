"""Lanes: where work is done, one job after another, off the thread that asked for it.

A lane is a thread that owns something (the write connection, the index). Whatever it owns is
touched from inside its jobs only, so nothing in the program needs a lock of its own.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import ParamSpec, Protocol, TypeVar

_log = logging.getLogger(__name__)

P = ParamSpec("P")
S = TypeVar("S")
T = TypeVar("T")


class Lane(Protocol):
    """Runs jobs one after another in the order in which they were given."""

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Runs ``job`` when those before it are done; its outcome is in the future."""

    def close(self) -> None:
        """Finishes what is queued and ends. Closing twice is no error."""


class ThreadLane:
    """A lane with a thread of its own, started at the first job."""

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return self._executor.submit(job, *args, **kwargs)

    def close(self) -> None:
        self._executor.shutdown(wait=True)


class InlineLane:
    """A lane on the caller's own thread, for the command line and for tests: a job is done when
    :meth:`submit` answers.
    """

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(job(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the outcome belongs to who waits for it
            future.set_exception(error)
        return future

    def close(self) -> None:
        """Nothing runs that could be waited for."""


def then(future: Future[S], use: Callable[[S], T]) -> Future[T]:
    """Gives what ``use`` makes of the outcome of ``future``, or what kept it from one. ``use`` runs
    on the thread that ends the job, and must not fail.
    """
    answer: Future[T] = Future()

    def pass_on(done: Future[S]) -> None:
        error = done.exception()
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(use(done.result()))

    future.add_done_callback(pass_on)
    return answer


def log_failure(future: Future[T]) -> None:
    """As a done-callback: logs a failure of a job that nobody waits for."""
    if not future.cancelled() and (error := future.exception()) is not None:
        _log.error("a job failed", exc_info=error)


class LooseLane:
    """A lane whose thread the program does not wait for when it ends: what it does may hang in a
    drive that is gone, for minutes, and nobody can call it back. So a job must leave everything
    whole wherever it is cut off.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(job(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - the outcome belongs to who waits for it
                future.set_exception(error)

        if self._closed:
            future.cancel()
            return future
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        self._jobs.put(run)
        return future

    def close(self) -> None:
        """Takes no more jobs, and ends after those that are queued if the program lives on."""
        self._closed = True
        self._jobs.put(None)

    def _work(self) -> None:
        while (run := self._jobs.get()) is not None:
            run()
