"""macOS: an application bundle says itself which files it opens (``CFBundleDocumentTypes`` in its
Info.plist). What is left to do is to show the bundle to Launch Services.
"""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kefu_desktop.app.ports import Reason, Refused, Remedy, Support, Works
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.native.facts import Facts, System

Run = Callable[[Sequence[str]], int]

REGISTER = (
    "/System/Library/Frameworks/CoreServices.framework/Frameworks/LaunchServices.framework"
    "/Support/lsregister"
)
_SECONDS = 60


def support(facts: Facts) -> Support:
    """Works for a program that runs out of a bundle."""
    if facts.system is not System.MACOS:
        return Refused(Reason.OTHER_SYSTEM)
    if bundle_of(Path(sys.executable)) is None:
        return Refused(Reason.BY_HAND, Remedy.OPEN_WITH)
    return Works()


def make(_facts: Facts) -> "BundleAssociation":
    """Gives it for the bundle that runs."""
    bundle = bundle_of(Path(sys.executable))
    assert bundle is not None, "support() has said so"
    return BundleAssociation(bundle, _run)


def bundle_of(executable: Path) -> Path | None:
    """Gives the bundle that a program lies in."""
    return next((folder for folder in executable.parents if folder.suffix == ".app"), None)


class BundleAssociation:
    """Registers ``bundle`` with Launch Services."""

    name = "bundle"

    def __init__(self, bundle: Path, run: Run) -> None:
        self._bundle = bundle
        self._run = run

    def install(self, program: Sequence[str], called: str) -> tuple[str, ...]:
        """Shows the bundle to Launch Services."""
        return self._register("-f")

    def remove(self) -> tuple[str, ...]:
        """Takes it away again, until the bundle is started or moved."""
        return self._register("-u")

    def close(self) -> None:
        """Holds nothing of the machine."""

    def _register(self, how: str) -> tuple[str, ...]:
        if self._run([REGISTER, how, str(self._bundle)]):
            raise MachineFault(Code.FILE_UNWRITABLE, path=str(self._bundle))
        return (str(self._bundle),)


def _run(command: Sequence[str]) -> int:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 1
    return done.returncode
