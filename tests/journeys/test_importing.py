"""A colleague's table comes in: dropped on the library window, looked through, decided, undone."""

import csv
import sys
from pathlib import Path

import pytest

from tests.display import wait_until
from tests.journeys.desk import Desk
from tests.journeys.test_keeping_order import Window
from tests.running import command

pytestmark = [pytest.mark.journey, pytest.mark.x11]

MINE, THEIRS, FRESH = "我的包邮说明", "双十一包邮", "双十一赠品"
CODE = "b11"


def write_table(path: Path) -> Path:
    """Writes a table as Excel saves CSV on a Chinese Windows."""
    with path.open("w", encoding="gb18030", newline="") as file:
        rows = [(THEIRS, CODE, "满 99 元包邮哦"), (FRESH, "", "送小礼物一份")]
        csv.writer(file).writerows([("标题", "快捷编码", "内容"), *rows])
    return path


def shortcuts(desk: Desk) -> dict[str, str]:
    """What the library holds of it, by the terminal: shortcuts by title."""
    found = command(desk.home, "list")
    return {one["title"]: one["shortcut"] for one in found if one["title"] in (MINE, THEIRS, FRESH)}


def drag_onto_the_list(window: Window, table: Path) -> None:
    """Drags the file from a file manager into the middle of the library window."""
    desk = window.desk
    corner = window.place("话术列表")
    files = desk.screen.start(
        [sys.executable, "-m", "tests.file_window", str(table), str(corner.x), "500"]
    )
    files.wait_line("ready", timeout=30)
    place = window.place("售前")
    nudge = desk.fingers.carry((corner.x + 80, 530), (place.x + 400, place.y + 60))

    def taken() -> bool:
        nudge()
        return "taken" in files.lines

    wait_until(taken, "the library window to take the file")
    desk.fingers.release()
    # The file manager is asked for the file after it was let go.
    window.place(f"导入话术包 — {table.name}")
    files.end()


def test_a_table_is_dropped_decided_imported_and_undone(desk: Desk, tmp_path: Path) -> None:
    desk.add(MINE, "满 88 元包邮哦", "--shortcut", CODE)
    before = shortcuts(desk)
    assert before == {MINE: CODE}

    window = Window(desk)
    drag_onto_the_list(window, write_table(tmp_path / "活动.csv"))
    window.click(THEIRS)
    assert shortcuts(desk) == before, "nothing has happened yet"
    desk.fingers.touch("2")
    wait_until(lambda: window.text("编码给新来的"), "what was chosen")
    window.click("导入 2 条")
    came = {MINE: "", THEIRS: CODE, FRESH: ""}
    wait_until(lambda: shortcuts(desk) == came, "the import done", timeout=30)
    window.click("撤销这次导入")
    wait_until(lambda: shortcuts(desk) == before, "the import undone", timeout=30)
    assert window.running.quit() == 0
