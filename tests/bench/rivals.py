"""The same questions put to SQLite's FTS5 and to rapidfuzz, over the same replies.

FTS5 gets what a program built on it would have: a trigram table of the texts, a second one of full
pinyin and one of initials; what is shorter than three characters is scanned with LIKE, as trigrams
cannot answer it. rapidfuzz ranks every reply by the best partial match of text or pinyin.
"""

from __future__ import annotations

import gc
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process

from kefu_desktop.search.index import Index
from kefu_desktop.search.readings import Readings
from tests.bench.corpus import NOW, Asker, Question, Reply, replies
from tests.bench.report import Report
from tests.bench.search import READINGS_FILE, document, quantile

SIZES = (10_000, 100_000)
SHOWN = 50
FUZZY_QUESTIONS = {10_000: 2, 100_000: 1}
"""How many of each kind rapidfuzz gets: it looks at every reply each time."""

Answer = Callable[[str], object]


class Spoken:
    """Folded text, full pinyin and initials of a reply, as rows of a table."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._known: dict[str, str] = {}

    def columns(self, reply: Reply) -> tuple[str, str, str]:
        """What the rivals search in."""
        text = self._readings.folding.text("\n".join((reply["title"], *reply["variants"])))
        sounds = [self._sound(character) for character in text]
        return text, "".join(sounds), "".join(sound[:1] for sound in sounds)

    def _sound(self, character: str) -> str:
        if character not in self._known:
            self._known[character] = next(iter(self._readings.of(character)), character)
        return self._known[character]


class Fts5:
    """Two trigram tables in memory."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE reply USING fts5(text, pinyin, initials, tokenize='trigram')"
        )
        self._database.executemany("INSERT INTO reply VALUES (?, ?, ?)", rows)

    def answer(self, text: str) -> list[tuple[int]]:
        """The first rows in which every word of the text occurs, by text, pinyin or initials."""
        conditions, values = [], []
        for word in text.lower().lstrip(";/#").split() or [""]:
            if len(word) >= 3:
                conditions.append("reply MATCH ?")
                values.append('"' + word.replace('"', '""') + '"')
            else:
                conditions.append("(text LIKE ? OR pinyin LIKE ? OR initials LIKE ?)")
                values += [f"%{word}%"] * 3
        # A table can be matched once a query: further words become further queries.
        where = " AND ".join(
            f"rowid IN (SELECT rowid FROM reply WHERE {condition})" for condition in conditions
        )
        order = "ORDER BY rank" if len(conditions) == 1 and "MATCH" in where else ""
        where = conditions[0] if order else where
        query = f"SELECT rowid FROM reply WHERE {where} {order} LIMIT {SHOWN}"
        return self._database.execute(query, values).fetchall()


class Fuzzy:
    """rapidfuzz over the text and the pinyin of every reply."""

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        self._texts = [row[0] for row in rows]
        self._sounds = [row[1] for row in rows]

    def answer(self, text: str) -> object:
        """The best replies by partial likeness."""
        choices = self._sounds if text.isascii() else self._texts
        return process.extract(text, choices, scorer=fuzz.partial_ratio, limit=SHOWN)


def run(report: Report) -> None:
    """Measures all three side by side."""
    readings = Readings.load(READINGS_FILE.read_bytes())
    for size in SIZES:
        report.title(f"The same questions to others, {size:,} replies")
        _compare(report, size, readings)


def _compare(report: Report, size: int, readings: Readings) -> None:
    library = replies(size)
    asker = Asker(library, readings)
    questions, few = asker.questions(4), asker.questions(FUZZY_QUESTIONS[size])
    started = time.perf_counter()
    index = Index.build(map(document, library), readings)
    ours_built = time.perf_counter() - started
    # Nobody holds the replies beside the index; a million live objects would slow down what is
    # measured at each collection.
    del library, asker
    gc.collect()
    ours = _times(lambda text: index.find(text, now=NOW), questions)
    library = replies(size)
    spoken = Spoken(readings)
    started = time.perf_counter()
    rows = [spoken.columns(reply) for reply in library]
    fts5 = Fts5(rows)
    fts5_built = time.perf_counter() - started
    theirs = _times(fts5.answer, questions)
    slow = _times(Fuzzy(rows).answer, few)
    report.row(f"rivals.{size}.build.fts5", fts5_built, "s")
    report.row(f"rivals.{size}.build.fts5 to ours", fts5_built / ours_built, "times")
    _rows(report, f"rivals.{size}", "ours", ours, ours)
    _rows(report, f"rivals.{size}", "fts5", theirs, ours)
    _rows(report, f"rivals.{size}", "rapidfuzz", slow, ours)


def _times(answer: Answer, questions: list[Question]) -> list[float]:
    times = []
    for question in questions:
        started = time.perf_counter()
        answer(question.text)
        times.append((time.perf_counter() - started) * 1000)
    return times


def _rows(report: Report, prefix: str, name: str, times: list[float], ours: list[float]) -> None:
    for figure, reckon in (("median", statistics.median), ("p95", _p95)):
        report.row(f"{prefix}.{name}.{figure}", reckon(times), "ms")
        if times is not ours:
            ratio = reckon(times) / reckon(ours)
            report.row(f"{prefix}.{name} to ours.{figure}", ratio, "times")


def _p95(times: list[float]) -> float:
    return quantile(times, 0.95)
