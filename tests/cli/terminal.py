"""A terminal for tests: runs command lines in this process, or as the program that a shell starts.

In this process is the whole program from its entry on, streams included; only a process of its own
shows what is loaded, what a pipe does, and that nothing hangs.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kefu_desktop.__main__ import main

ROOT = Path(__file__).parents[2]
LONGEST = 60


@dataclass(frozen=True)
class Ran:
    """One command line, done: exit status and both streams."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output; anything beside it is an error here."""
        return json.loads(self.out)

    def done(self) -> "Ran":
        """Itself, if all went well."""
        assert (self.status, self.err) == (0, ""), self
        return self


def run(*argv: str | Path) -> Ran:
    """Runs one command line in this process."""
    assert argv, "without a command the windows would open"
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        status = main([str(word) for word in argv])
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
    return Ran(status, *texts)


def told(*argv: str | Path) -> Any:
    """Runs a command line that must succeed; gives its document."""
    return run("--json", *argv).done().json


def process(*argv: str | Path, environ: Mapping[str, str] | None = None) -> Ran:
    """Runs one command line as a process of its own."""
    done = subprocess.run(
        command(argv),
        cwd=ROOT,
        env={**os.environ, **(environ or {})},
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def command(argv: Sequence[str | Path]) -> list[str]:
    return [sys.executable, "-m", "kefu_desktop", *map(str, argv)]
