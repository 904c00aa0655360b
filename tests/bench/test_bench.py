"""The bench itself: what it writes, what it says when it has nothing to measure, its library."""

import io
import json
from pathlib import Path

import pytest

from kefu_desktop.search.index import Index
from kefu_desktop.search.readings import Readings
from tests.bench import evaluation
from tests.bench.corpus import NOW, Asker, replies
from tests.bench.report import Report
from tests.bench.search import READINGS_FILE, document


def test_a_report_prints_rows_and_writes_them(tmp_path: Path) -> None:
    out = io.StringIO()
    report = Report(out)
    report.title("Part")
    report.row("quick", 1.25, "ms", 2.0)
    report.row("slow", 3.0, "ms", 2.0)
    report.row("share", 0.9, "share", 0.97, at_least=True)
    report.write(tmp_path / "build" / "bench.json")
    written = json.loads((tmp_path / "build" / "bench.json").read_text("utf-8"))
    assert written["quick"] == {"value": 1.25, "unit": "ms"}
    assert set(written) == {"quick", "slow", "share"}
    assert [row.verdict for row in report.rows] == ["ok", "OVER", "UNDER"]
    assert "OVER" in out.getvalue()
    with pytest.raises(ValueError, match="two figures"):
        report.row("quick", 1, "ms")


def test_the_library_is_the_same_each_time_and_its_questions_find_something() -> None:
    readings = Readings.load(READINGS_FILE.read_bytes())
    library = replies(400)
    assert library == replies(400)
    assert library[:50] == replies(50)
    index = Index.build(map(document, library), readings)
    questions = Asker(library, readings).questions(2)
    assert len({q.kind for q in questions}) == 15
    answered = [bool(index.find(q.text, now=NOW).total) for q in questions]
    assert sum(answered) >= 0.6 * len(questions)


@pytest.mark.parametrize("folder", [None, "empty"])
def test_says_so_when_there_is_nothing_to_evaluate(tmp_path: Path, folder: str | None) -> None:
    out = io.StringIO()
    evaluation.run(Report(out), tmp_path if folder else None)
    assert "no " in out.getvalue()


def test_evaluates_every_set_of_a_folder(tmp_path: Path) -> None:
    rows = [
        {"id": 1, "content": "发货时间", "shortcut": "fh"},
        {"id": 2, "content": "退款", "shortcut": ""},
    ]
    common = {"category": "售前", "tags": ["活动"], "use_count": 0, "last_used": 0, "pinned": 0}
    queries = [
        {"qid": 1, "kind": "py_full", "query": "fahuo", "expect": 1},
        {"qid": 2, "kind": "zh2", "query": "退款", "expect": 1},
    ]
    for size in (2, 30):
        lines = [json.dumps({**common, **row}) for row in rows]
        (tmp_path / f"typing_corpus_{size}.jsonl").write_text("\n".join(lines), "utf-8")
        lines = [json.dumps(query) for query in queries]
        (tmp_path / f"typing_queries_{size}.jsonl").write_text("\n".join(lines), "utf-8")
        (tmp_path / f"typing_truth_{size}.json").write_text('{"1": [1], "2": [2]}', "utf-8")
    report = Report(io.StringIO())
    evaluation.run(report, tmp_path)
    values = {row.name: row.value for row in report.rows}
    for size in (2, 30):
        assert values[f"eval.{size}.py_full.coverage"] == 1
        assert values[f"eval.{size}.all.coverage"] == 1
        assert values[f"eval.{size}.all.recall@5"] == 0.5
