"""The entry of the program: windows, a command, or one word to the program that runs already."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kefu_desktop.bootstrap_cli import run_command_line, start_bare
from kefu_desktop.paths import locate


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program with ``argv`` (without the program's own name); gives the exit status."""
    speak_utf8()
    paths = locate(os.environ, Path(sys.executable), frozen=getattr(sys, "frozen", False))
    words = [_as_utf8(word) for word in (sys.argv[1:] if argv is None else argv)]
    return run_command_line(words, paths) if words else start_bare(paths)


def speak_utf8() -> None:
    """Makes the streams UTF-8 whatever the locale says: JSON is, and replies hold emoji.

    A path that is no UTF-8 comes out escaped instead of ending the program.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _as_utf8(word: str) -> str:
    """An argument as it was typed, also where Python took the terminal for an ASCII one."""
    return os.fsencode(word).decode("utf-8", "surrogateescape") if os.name == "posix" else word


if __name__ == "__main__":
    sys.exit(main())
