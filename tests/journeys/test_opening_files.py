"""A pack comes by mail and is double-clicked: the program shows what is in it before anything is
imported.
"""

import os
import subprocess
from pathlib import Path

import pytest

from tests.display import wait_until
from tests.journeys.desk import Desk
from tests.running import PROGRAM, Running, command

pytestmark = [pytest.mark.journey, pytest.mark.x11]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack that a team lead has exported at home."""
    lead, file = tmp_path / "lead", tmp_path / "团队 话术.kefupack"
    command(lead, "add", "--title", "吉祥物", "--text", "团团喜欢竹子")
    about = ("--name", "团队话术", "--version", "1.2", "--changes", "加了吉祥物")
    assert command(lead, "export", str(file), *about)["replies"] == 1
    return file


def wizard(desk: Desk, name: str) -> bool:
    """Whether the import wizard is in front with this file or pack."""
    title = desk.eye.title(desk.eye.front())
    return "导入" in title and name in title


def test_a_double_click_opens_a_pack_in_the_program_that_runs(
    desk: Desk, pack: Path, tmp_path: Path
) -> None:
    desk.chat()
    running = desk.start()
    before = running.status()["replies"]
    environ = {
        **desk.screen.environ,
        "KEFU_HOME": str(desk.home),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    installed = subprocess.run(
        [*PROGRAM, "desktop", "install"], env=environ, capture_output=True, timeout=60, check=False
    )
    assert installed.returncode == 0, installed.stderr
    # What a file manager does at a double click.
    clicked = subprocess.run(
        ["gio", "open", str(pack)], env=environ, capture_output=True, timeout=60, check=False
    )
    assert clicked.returncode == 0, clicked.stderr
    wait_until(lambda: wizard(desk, "团队"), "the wizard with the pack", timeout=20)
    assert running.program.process.poll() is None
    assert running.status()["replies"] == before, "nothing is imported unasked"


def test_a_pack_starts_the_program_where_none_runs(desk: Desk, pack: Path) -> None:
    desk.chat()
    running = Running(desk.screen, desk.home, (*PROGRAM, os.path.relpath(pack)))
    running.wait_ready()
    wait_until(lambda: wizard(desk, "团队"), "the wizard with the pack", timeout=20)
    assert running.status()["popup"] == "hidden"
    assert running.quit() == 0


def test_a_file_that_is_not_there_is_said_to_be_missing(desk: Desk, tmp_path: Path) -> None:
    desk.chat()
    desk.start()
    missing = str(tmp_path / "没有.kefupack")
    told = command(desk.home, missing, code=1)
    assert told["error"]["code"] == "file-missing"
    assert missing in told["error"]["message"]
    assert not wizard(desk, "")
