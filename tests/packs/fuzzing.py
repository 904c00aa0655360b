"""Changes bytes of files of every kind for as long as one likes: ``make fuzz MINUTES=30``.

The suite does the same for a moment, with the same seeds each time; here each run begins with
another one and says which. A file that brings anything but one of our errors, or that takes longer
than ten seconds or two gigabytes, is kept in ``build/fuzz`` and named at the end.
"""

import argparse
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from kefu_desktop.core.errors import KefuError
from kefu_desktop.packs.reading import read, sample
from tests.packs.test_fuzz import MAKERS, flipped

KEPT = Path("build/fuzz")
LONGEST = 10
MEMORY = 2 << 30


class TooLongError(Exception):
    """Reading a file took longer than it may."""


def main() -> int:
    """Runs until the time is up; gives 1 when a file did what it must not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    told = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _ring)
    print(f"seed {told.seed}", flush=True)
    source = random.Random(told.seed)
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    end = time.monotonic() + 60 * told.minutes
    with tempfile.TemporaryDirectory() as folder:
        whole = {name: _made(make, Path(folder) / name) for name, make in MAKERS.items()}
        while time.monotonic() < end:
            name = source.choice(sorted(whole))
            changed = Path(folder) / "changed"
            _change(whole[name], changed, source)
            outcome = _outcome(changed)
            outcomes[f"{name}: {outcome}"] += 1
            if outcome.startswith("!"):
                failures.append(_keep(changed, name, outcome))
    for outcome, times in sorted(outcomes.items()):
        print(f"{times:8}  {outcome}")
    print("\n".join(failures) or "nothing but packs and our own errors came out")
    return 1 if failures else 0


def _made(make: Callable[[Path], Path], place: Path) -> Path:
    place.mkdir()
    return make(place / "whole")


def _change(whole: Path, changed: Path, source: random.Random) -> None:
    """Writes ``whole`` anew with something in it changed: any bytes, or those of one member, whose
    check sum is then true again.
    """
    if changed.is_dir():
        shutil.rmtree(changed)
    changed.unlink(missing_ok=True)
    if whole.is_dir():
        shutil.copytree(whole, changed)
        files = sorted(path for path in changed.rglob("*") if path.is_file())
        victim = source.choice(files)
        victim.write_bytes(flipped(victim.read_bytes() or b"\0", source))
    elif zipfile.is_zipfile(whole) and source.random() < 0.8:
        with zipfile.ZipFile(whole) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        victim_name = source.choice(sorted(members))
        with zipfile.ZipFile(changed, "w") as archive:
            for name, data in members.items():
                mutated = flipped(data or b"\0", source) if name == victim_name else data
                archive.writestr(name, mutated)
    else:
        changed.write_bytes(flipped(whole.read_bytes(), source))


def _outcome(path: Path) -> str:
    signal.alarm(LONGEST)
    try:
        sample(path)
        pack = read(path)
    except KefuError as error:
        return error.code.value
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"! {type(error).__name__}: {error}"[:200]
    finally:
        signal.alarm(0)
    return f"a pack ({pack.format})"


def _ring(_signal: int, _frame: object) -> None:
    raise TooLongError


def _keep(changed: Path, name: str, outcome: str) -> str:
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"{name}-{time.time_ns()}"
    if changed.is_dir():
        shutil.copytree(changed, kept)
    else:
        shutil.copy(changed, kept)
    return f"{kept}: {outcome}"


if __name__ == "__main__":
    sys.exit(main())
