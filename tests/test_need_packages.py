"""What a fresh machine sees first: scripts/need_packages.sh, with a Debian played by stand-ins."""

import os
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "need_packages.sh"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a script for Debian's shell")


@dataclass(frozen=True)
class Debian:
    """A folder that is the whole PATH, so that nothing of this machine answers."""

    programs: Path

    def program(self, name: str, body: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def has(self, *packages: str) -> None:
        names = " | ".join(packages) or "none"
        self.program(
            "dpkg-query",
            f'for last; do :; done\ncase "$last" in {names}) printf installed;; *) exit 1;; esac',
        )

    def user(self, uid: int) -> None:
        self.program("id", f"echo {uid}")

    def need(self, *packages: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", SCRIPT, *packages],
            env={"PATH": str(self.programs)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def asked(self) -> list[str]:
        """The calls of apt-get, in order."""
        calls = self.programs / "calls"
        return calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []


@pytest.fixture
def debian(tmp_path: Path) -> Debian:
    machine = Debian(tmp_path)
    machine.program("apt-get", f'echo "$@" >> {tmp_path}/calls')
    machine.program("env", 'while :; do case "$1" in *=*) shift;; *) break;; esac; done\n"$@"')
    machine.user(0)
    return machine


def test_nothing_missing_nothing_asked(debian: Debian) -> None:
    debian.has("libegl1", "libglib2.0-0t64")
    done = debian.need("libegl1", "libglib2.0-0")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert debian.asked() == []


def test_root_installs_what_is_missing_and_no_more(debian: Debian) -> None:
    debian.has("libegl1")
    assert debian.need("libegl1", "xvfb", "xclip").returncode == 0
    update, install = debian.asked()
    assert update.startswith("update")
    assert "--no-install-recommends" in install
    assert install.endswith(" xvfb xclip")


def test_a_user_without_sudo_is_told_the_line_to_type(debian: Debian) -> None:
    debian.has("libegl1")
    debian.user(1000)
    done = debian.need("libegl1", "xvfb", "xclip")
    assert done.returncode == 1
    line = "apt-get update && apt-get install --yes --no-install-recommends xvfb xclip"
    assert line in [told.strip() for told in done.stderr.splitlines()]
    assert debian.asked() == []


def test_sudo_that_would_ask_where_nobody_answers_is_no_sudo(debian: Debian) -> None:
    debian.has()
    debian.user(1000)
    debian.program("sudo", '[ "$1" = -n ] && exit 1\n"$@"')
    assert debian.need("xvfb").returncode == 1
    debian.program("sudo", '[ "$1" = -n ] && shift\n"$@"')
    debian.program("true", "exit 0")
    assert debian.need("xvfb").returncode == 0
    assert debian.asked()[-1].endswith(" xvfb")


def test_a_failed_install_stops_there(debian: Debian) -> None:
    debian.has()
    debian.program("apt-get", '[ "$1" = update ]')
    assert debian.need("xvfb").returncode != 0


def test_another_system_is_told_and_goes_on(debian: Debian) -> None:
    done = debian.need("xvfb")
    assert done.returncode == 0
    assert "xvfb" in done.stderr
    assert debian.asked() == []
