"""How fast the search answers, starts and follows changes, at 10,000 and 100,000 replies."""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from pathlib import Path

from kefu_desktop.core.model import Uid
from kefu_desktop.search.index import Document, Index
from kefu_desktop.search.readings import Readings
from tests.bench.corpus import NOW, Asker, Question, Reply, replies
from tests.bench.report import Report

READINGS_FILE = Path(__file__).parents[2] / "resources" / "readings" / "readings.bin"
BUDGETS = {10_000: (1.5, 15.0), 100_000: (5.0, 130.0)}
"""p95 in ms and memory in MB for each size."""


def document(reply: Reply) -> Document:
    """A generated reply as the index takes it."""
    return Document(**{**reply, "uid": Uid(reply["uid"])})


def quantile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def run(report: Report) -> None:
    """Measures both sizes."""
    readings = Readings.load(READINGS_FILE.read_bytes())
    for size in BUDGETS:
        report.title(f"Search among {size:,} replies")
        _measure(report, size, readings)


def _measure(report: Report, size: int, readings: Readings) -> None:
    library = replies(size)
    documents = [document(reply) for reply in library]
    questions = Asker(library, readings).questions()
    del library
    gc.collect()
    started = time.perf_counter()
    index = Index.build(documents, readings)
    report.row(
        f"search.{size}.build",
        time.perf_counter() - started,
        "s",
        2.0 if size == 100_000 else None,
    )
    memory = _memory(documents, questions, readings)
    edited = documents[:1000]
    # The program does not hold the replies beside the index either.
    del documents
    gc.collect()
    budget = BUDGETS[size][0]
    # The first time nothing is remembered of a term; typing on and back again it is, and the
    # middle of three tries leaves out what else the machine did.
    for name, tries in (("cold", 1), ("warm", 3)):
        times = [_milliseconds(index, question, tries) for question in questions]
        report.row(f"search.{size}.{name}.median", statistics.median(times), "ms")
        report.row(f"search.{size}.{name}.p95", quantile(times, 0.95), "ms", budget)
        report.row(f"search.{size}.{name}.max", max(times), "ms")
    times = []
    for message in [asked for reply in edited for asked in reply.asked_as]:
        started = time.perf_counter()
        index.suggest(f"你好，请问{message}", now=NOW)
        times.append((time.perf_counter() - started) * 1000)
    report.row(f"search.{size}.suggest.p95", quantile(times, 0.95), "ms")
    for amount in (1, 20):
        report.row(
            f"search.{size}.commit of {amount}.p95",
            quantile(_commits(index, edited, amount), 0.95),
            "ms",
            5.0,
        )
    report.row(f"search.{size}.memory", memory, "MB", BUDGETS[size][1])


def _milliseconds(index: Index, question: Question, tries: int) -> float:
    times = []
    for _ in range(tries):
        started = time.perf_counter()
        index.find(question.text, now=NOW)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def _memory(documents: list[Document], questions: list[Question], readings: Readings) -> float:
    """Megabytes that an index holds after it was asked all questions."""
    tracemalloc.start()
    index = Index.build(documents, readings)
    for question in questions:
        index.find(question.text, now=NOW)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return held


def _commits(index: Index, documents: list[Document], amount: int) -> list[float]:
    """Milliseconds of each of 40 changes of so many replies, one after another."""
    times = []
    for turn in range(40):
        changed = documents[turn * amount : (turn + 1) * amount]
        started = time.perf_counter()
        index.update(changed, ())
        times.append((time.perf_counter() - started) * 1000)
    return times
