"""The program as a user runs it: a process on a screen, with a folder of its own for library,
settings and logs.

It is asked over its own socket, as `kefu-desktop status` asks it. What it does to a chat is for the
chat to say, not for it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kefu_desktop.app import remote
from kefu_desktop.app.remote import Command
from kefu_desktop.core.errors import NotFound
from kefu_desktop.paths import locate
from tests.display import Program, Screen, wait_until

PROGRAM = (sys.executable, "-m", "kefu_desktop")
"""What starts it; commands follow."""

_STARTS = 30.0


class Running:
    """One start of the program; a second one with the same ``home`` finds what the first left."""

    def __init__(
        self, screen: Screen, home: Path, program: Sequence[str] = PROGRAM, **environ: str
    ) -> None:
        self.home = home
        self.paths = locate({"KEFU_HOME": str(home)}, Path(sys.executable), frozen=False)
        self.program: Program = screen.start(program, KEFU_HOME=str(home), **environ)

    @property
    def pid(self) -> int:
        return self.program.process.pid

    def status(self) -> Mapping[str, Any]:
        """What it says of itself; empty while it does not listen."""
        return self.tell(Command.STATUS)

    def tell(self, command: Command) -> Mapping[str, Any]:
        """Sends a command; gives the answer, empty while it does not listen."""
        try:
            return remote.send(remote.address_in(self.paths.run), command)
        except NotFound:
            return {}

    def wait(
        self, condition: Callable[[Mapping[str, Any]], object], what: str, timeout: float = 10.0
    ) -> Mapping[str, Any]:
        """Waits until its status fulfils a condition, and gives it."""

        def fulfilled() -> Mapping[str, Any] | None:
            ended = self.program.process.poll()
            assert ended is None, f"the program ended with {ended}, before {what}"
            status = self.status()
            return status if status and condition(status) else None

        return wait_until(fulfilled, what, timeout, every=0.02) or {}

    def wait_ready(self, replies: int = 1) -> Mapping[str, Any]:
        """Waits until so many replies can be found and it is known how the hotkey stands."""
        return self.wait(
            lambda now: now["replies"] >= replies and now["hotkey_state"],
            f"{replies} replies to be found",
            _STARTS,
        )

    def wait_popup(self, state: str) -> None:
        """Waits until its popup is ``visible`` or ``hidden``."""
        self.wait(lambda now: now["popup"] == state, f"a {state} popup")

    def quit(self) -> int:
        """Asks it to quit and gives its exit status."""
        assert self.tell(Command.QUIT), "nobody listens"
        return self.program.process.wait(timeout=10)

    def command(self, *arguments: str, code: int = 0) -> Any:
        """Runs a command of the terminal on the same home and gives the JSON document it prints,
        or None. Fails when it ends otherwise than with ``code``.
        """
        return command(self.home, *arguments, code=code)


def command(home: Path, *arguments: str, code: int = 0) -> Any:
    """Runs `kefu-desktop --json …` on a home and gives the document it prints, or None. Fails when
    it ends otherwise than with ``code``.
    """
    # No screen: the terminal needs none.
    kept = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    done = subprocess.run(
        [*PROGRAM, "--json", *arguments],
        env={**kept, "KEFU_HOME": str(home), "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == code, f"{arguments}: {done.returncode}: {done.stderr}"
    return json.loads(done.stdout) if done.stdout.strip() else None
