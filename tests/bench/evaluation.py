"""Quality of the search on sets of typed queries with known answers, by kind of query.

A set of size N in a folder is `typing_corpus_N.jsonl`, `typing_queries_N.jsonl` and
`typing_truth_N.json`. Coverage is the share of true matches among the first 50 (of at most 50);
recall@5 asks whether the one reply meant is among the first five.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kefu_desktop.core.model import Uid
from kefu_desktop.search.index import Document, Index
from kefu_desktop.search.readings import Readings
from tests.bench.report import Report
from tests.bench.search import READINGS_FILE

SHOWN = 50
NOW = 1_795_000_000.0
"""The moment the sets were written for."""


@dataclass(slots=True)
class Tally:
    """Sums over the queries of one kind."""

    queries: int = 0
    coverage: float = 0.0
    recalled: int = 0


def run(report: Report, folder: Path | None) -> None:
    """Measures every set of the folder, or says that there is none."""
    report.title("Finding what was meant")
    if folder is None:
        report.note("no sets to measure on: give their folder with --eval FOLDER")
        return
    sizes = sorted(
        int(found[1])
        for path in folder.glob("typing_corpus_*.jsonl")
        if (found := re.fullmatch(r"typing_corpus_(\d+)\.jsonl", path.name))
    )
    if not sizes:
        report.note(f"no typing_corpus_N.jsonl in {folder}")
    readings = Readings.load(READINGS_FILE.read_bytes())
    for size in sizes:
        _measure(report, folder, size, readings)


def _measure(report: Report, folder: Path, size: int, readings: Readings) -> None:
    index = Index.build(map(_document, _lines(folder / f"typing_corpus_{size}.jsonl")), readings)
    truth = json.loads((folder / f"typing_truth_{size}.json").read_text("utf-8"))
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for query in _lines(folder / f"typing_queries_{size}.jsonl"):
        true = {str(uid) for uid in truth[str(query["qid"])]}
        hits = index.find(query["query"], now=NOW, limit=SHOWN).hits
        shown = [str(hit.uid) for hit in hits]
        coverage = len(true.intersection(shown)) / max(1, min(SHOWN, len(true)))
        for tally in (tallies[query["kind"]], tallies["all"]):
            tally.queries += 1
            tally.coverage += coverage
            tally.recalled += str(query["expect"]) in shown[:5]
    for kind, tally in sorted(tallies.items(), key=lambda item: (item[0] == "all", item[0])):
        whole = kind == "all"
        report.row(
            f"eval.{size}.{kind}.coverage",
            tally.coverage / tally.queries,
            "share",
            0.97 if whole else None,
            at_least=True,
        )
        report.row(
            f"eval.{size}.{kind}.recall@5",
            tally.recalled / tally.queries,
            "share",
            0.58 if whole else None,
            at_least=True,
        )


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _document(row: dict[str, Any]) -> Document:
    return Document(
        Uid(str(row["id"])),
        "",
        (row["content"],),
        shortcut=row["shortcut"],
        category=row["category"],
        tags=tuple(row["tags"]),
        favourite=bool(row["pinned"]),
        uses=row["use_count"],
        last_used=row["last_used"],
    )
