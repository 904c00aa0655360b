"""Collects what was measured: one table for people, one JSON document for programs."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; a budget is the most it may be, or the least where `at_least` says so."""

    name: str
    value: float
    unit: str
    budget: float | None
    at_least: bool

    @property
    def verdict(self) -> str:
        """Whether the figure keeps its budget, in a word."""
        if self.budget is None:
            return ""
        kept = self.value >= self.budget if self.at_least else self.value <= self.budget
        return "ok" if kept else "OVER" if not self.at_least else "UNDER"


class Report:
    """Prints each figure as it comes, so that a long run shows where it is."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self._out = out
        self._rows: dict[str, Row] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """All figures so far."""
        return tuple(self._rows.values())

    def title(self, text: str) -> None:
        """Begins a part of the table."""
        print(f"\n{text}", file=self._out, flush=True)

    def note(self, text: str) -> None:
        """Something a reader must know to understand the figures."""
        print(f"  {text}", file=self._out, flush=True)

    def row(
        self,
        name: str,
        value: float,
        unit: str,
        budget: float | None = None,
        *,
        at_least: bool = False,
    ) -> None:
        """One figure. Raises ValueError if the name was used before."""
        if name in self._rows:
            raise ValueError(f"two figures are called {name}")
        row = Row(name, value, unit, budget, at_least)
        self._rows[name] = row
        limit = "" if budget is None else f"{'≥' if at_least else '≤'} {budget:g}"
        line = f"  {name:<52} {value:>11.3f} {unit:<8} {limit:>10} {row.verdict}"
        print(line.rstrip(), file=self._out, flush=True)

    def write(self, path: Path) -> None:
        """Writes `{name: {value, unit}}`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        figures = {row.name: {"value": row.value, "unit": row.unit} for row in self.rows}
        text = json.dumps(figures, ensure_ascii=False, indent=2)
        path.write_text(text + "\n", encoding="utf-8")
