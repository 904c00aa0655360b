"""Disks that are small, or cannot be written to: real ones, where this machine lets us mount.

Permission bits do not bind root, and most containers run tests as root.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    """A file system of ``size`` at ``place``; skips the test, saying why, where it cannot be."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("a small disk is a tmpfs mount, which takes root on Linux")
    place.mkdir(parents=True)
    mounted = _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    if mounted is not None:
        pytest.skip(f"a tmpfs cannot be mounted here: {mounted}")
    try:
        yield place
    finally:
        failed = _run("umount", str(place))
        assert failed is None, failed


def make_read_only(disk: Path) -> None:
    failed = _run("mount", "-o", "remount,ro", str(disk))
    assert failed is None, failed


@contextlib.contextmanager
def write_protected(place: Path) -> Iterator[None]:
    """A file that not even root can write to, or a folder in which nothing can change."""
    if os.geteuid() != 0:
        mode = place.stat().st_mode
        place.chmod(0o555 if place.is_dir() else 0o444)
        try:
            yield
        finally:
            place.chmod(mode)
        return
    failed = _run("chattr", "+i", str(place))
    if failed is not None:
        pytest.skip(f"root can write to everything here: {failed}")
    try:
        yield
    finally:
        _run("chattr", "-i", str(place))


def fill_up(disk: Path) -> Path:
    """Takes all that is left of ``disk`` with one file, and gives it."""
    ballast = disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            with contextlib.suppress(OSError):
                while file.write(b"x" * size):
                    pass
    return ballast


def _run(*command: str) -> str | None:
    """Runs ``command``; gives what it complains of, None when all went well."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except FileNotFoundError:
        return f"there is no {command[0]}"
    return (done.stderr.strip() or str(done.returncode)) if done.returncode else None
