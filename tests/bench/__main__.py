"""Measures the program on this machine: `python -m tests.bench [--only NAME] [--eval FOLDER]`.

A figure over its budget is shown as such and does not fail the run: a busy machine is no defect.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from tests.bench import evaluation
from tests.bench.report import Report

BENCHES = (
    "search",
    "rivals",
    "store",
    "library",
    "library_window",
    "arranging",
    "duplicates",
    "packs",
    "importing",
    "templates",
    "emoticons",
    "native",
    "gui",
)
"""Modules of this folder with `run(report)`, in the order they run."""

RESULT = Path("build") / "bench.json"


def main() -> int:
    """Runs the benches asked for and writes their figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=(*BENCHES, "evaluation"), metavar="NAME")
    parser.add_argument("--eval", type=Path, metavar="FOLDER", help="measure on these sets too")
    arguments = parser.parse_args()
    report = Report()
    for name in BENCHES:
        if not arguments.only or name in arguments.only:
            importlib.import_module(f"tests.bench.{name}").run(report)
    if not arguments.only or "evaluation" in arguments.only:
        evaluation.run(report, arguments.eval)
    report.write(RESULT)
    print(f"\n{RESULT} holds these figures.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
