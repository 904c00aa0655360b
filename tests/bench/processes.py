"""What a process holds and does, from what the kernel counts of it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

MEGABYTE = 1024.0

KINDS = {
    "Qt": ("libQt6", "/PySide6/Qt/plugins", "/PySide6/Qt/lib/libicu"),
    "PySide": ("/PySide6/", "/shiboken6/"),
    "numpy": ("/numpy/", "/numpy.libs/"),
    "fonts": ("/fonts/", "/fontconfig/"),
    "Mesa and LLVM": ("libLLVM", "libgallium", "swrast", "libGL", "libEGL", "libglapi", "/dri/"),
    "Python": ("libpython", "/bin/python", "/lib-dynload/", "/_sqlite3", "libsqlite"),
    "heap and other private memory": ("[heap]", "[anon]", "[stack]"),
    "shared with the X server": ("/SYSV", "/dev/shm", "memfd:"),
}
"""Part of the name of a mapping → what it belongs to; the first that fits."""


def pss(pid: int) -> float:
    """Proportional set size in MB: its own memory and its share of what others map too."""
    return _rolled_up(pid, "Pss:")


def rss(pid: int) -> float:
    """Resident set size in MB: all of its memory, whoever else maps it."""
    return _rolled_up(pid, "Rss:")


def _rolled_up(pid: int, name: str) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / MEGABYTE
    raise AssertionError(f"smaps_rollup has no {name}")


def pss_by_kind(pid: int) -> dict[str, float]:
    """The proportional set size in MB by what it belongs to, the largest first."""
    found: defaultdict[str, float] = defaultdict(float)
    name = ""
    for line in Path(f"/proc/{pid}/smaps").read_text(encoding="utf-8").splitlines():
        word = line.split(maxsplit=1)[0]
        if not word.endswith(":"):
            parts = line.split(maxsplit=5)
            name = parts[5] if len(parts) > 5 else "[anon]"
        elif word == "Pss:":
            found[_kind(name)] += int(line.split()[1]) / MEGABYTE
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _kind(name: str) -> str:
    for kind, marks in KINDS.items():
        if any(mark in name for mark in marks):
            return kind
    return "other libraries"


def ticks(pid: int) -> int:
    """Clock ticks (usually of 10 ms) that a process has computed for, as `utime + stime`."""
    # The name of the program is in brackets and may hold blanks.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def computed(pid: int) -> float:
    """Milliseconds that all its threads have computed for, to the nanosecond."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text("ascii").split()[0])
    return total / 1e6


def wakes(pid: int) -> int:
    """How often its threads have waited for something of their own accord, and so woken again."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        for line in (task / "status").read_text("utf-8").splitlines():
            if line.startswith("voluntary_ctxt_switches:"):
                total += int(line.split()[1])
    return total
