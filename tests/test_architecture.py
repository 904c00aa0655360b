"""The rules of tests/rules.py, on the real source; and each on a source that breaks it."""

import graphlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import rules
from tests.rules import PACKAGE, Source, Tree

ROOT = Path(__file__).parents[1]

Rule = Callable[[Source, Tree], Iterator[str]]

# A rule → the place and the text of a module that breaks it, and only just.
BROKEN: dict[Rule, list[tuple[str, str]]] = {
    rules.arrows_run_downwards: [
        ("core/x.py", "from kefu_desktop.store import rows"),
        ("core/x.py", "def f():\n    import kefu_desktop.log"),
        ("store/x.py", "from ..app import library"),
        ("native/x.py", "from kefu_desktop.core.model import Reply"),
        ("native/x/y.py", "from ...core import settings"),
        ("gui/x.py", "from kefu_desktop.native import choose"),
        ("cli/x.py", "from kefu_desktop import store"),
    ],
    rules.each_library_has_its_floor: [
        ("app/x.py", "import sqlite3"),
        ("cli/x.py", "from sqlite_utils import Database"),
        ("packs/x.py", "import requests"),
        ("app/x.py", "from PySide6.QtCore import QTimer"),
    ],
    rules.core_and_search_are_pure: [
        ("core/x.py", "import os"),
        ("core/x.py", "from time import monotonic"),
        ("core/x.py", "from pathlib import Path"),
        ("core/x.py", "from uuid import uuid4"),
        ("core/x.py", "def f():\n    return datetime.datetime.now()"),
        ("search/x.py", "import threading"),
        ("search/x.py", "def f():\n    open('x')"),
    ],
    rules.screens_read_no_files: [
        ("gui/x.py", "import os.path"),
        ("gui/x.py", "def f():\n    with open('x') as g: pass"),
    ],
    rules.widgets_live_in_gui_and_qt_where_a_file_says_so: [
        ("native/x.py", '"""Asks Qt."""\nfrom PySide6.QtWidgets import QWidget'),
        ("native/x.py", '"""Asks Qt."""\nfrom PySide6 import QtWidgets'),
        ("native/x.py", '"""Asks."""\nfrom PySide6.QtGui import QClipboard'),
    ],
    rules.what_one_system_has_is_imported_late: [
        ("native/x.py", "from Xlib import X"),
        ("native/x.py", "try:\n    import winreg\nexcept ImportError:\n    winreg = None"),
    ],
    rules.only_the_entry_knows_the_composition_root: [
        ("cli/x.py", "from kefu_desktop import bootstrap"),
        ("gui/x.py", "from kefu_desktop.bootstrap import build"),
    ],
    rules.modules_hold_constants: [
        ("core/x.py", "cache = {}"),
        ("core/x.py", "_seen: list[str] = []"),
        ("core/x.py", "LIBRARY = Library()"),
        ("core/x.py", "def f():\n    global seen"),
    ],
    rules.each_module_says_what_it_is_for: [("core/x.py", "A = 1")],
    rules.files_and_functions_stay_small: [
        ("core/x.py", "\n" * 401),
        ("core/x.py", "def f():\n" + "    1\n" * 60),
    ],
    rules.names_say_what_a_thing_is: [
        ("core/utils.py", ""),
        ("gui/popup/list_helpers.py", ""),
        ("core/x.py", "class ReplyManager: ..."),
    ],
    rules.nothing_is_caught_blindly: [("core/x.py", "try: 1\nexcept: 2")],
    rules.nothing_is_skipped_in_silence: [
        ("x.py", "import pytest\npytest.skip()"),
        ("x.py", "@pytest.mark.skipif(True, reason='')\ndef f(): ..."),
        ("x.py", "@pytest.mark.skip\ndef f(): ..."),
        ("x.py", "@pytest.mark.xfail()\ndef f(): ..."),
    ],
}
ABOUT_TESTS_TOO = (
    rules.files_and_functions_stay_small,
    rules.names_say_what_a_thing_is,
    rules.nothing_is_caught_blindly,
    rules.nothing_is_skipped_in_silence,
)


@cache
def tree(*folders: str) -> Tree:
    files = sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return Tree(
        tuple(rules.parse(file.relative_to(ROOT), file.read_text("utf-8")) for file in files)
    )


def ids(value: object) -> str | None:
    return getattr(value, "__name__", None)


def test_there_is_something_to_check() -> None:
    floors = {source.floor for source in tree(PACKAGE).sources}
    assert floors <= set(rules.MAY_IMPORT), "a floor that the table does not know"
    assert {"core", "paths", "assets", "log"} <= floors
    assert len(tree("tests").sources) >= 5


@pytest.mark.parametrize("rule", BROKEN, ids=ids)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    checked = tree(PACKAGE, "tests", "scripts") if rule in ABOUT_TESTS_TOO else tree(PACKAGE)
    broken = [offence for source in checked.sources for offence in rule(source, checked)]
    assert not broken, "\n" + "\n".join(broken)


@pytest.mark.parametrize(
    ("rule", "place", "text"),
    [(rule, *case) for rule, cases in BROKEN.items() for case in cases],
    ids=ids,
)
def test_the_rule_notices(rule: Rule, place: str, text: str) -> None:
    source = rules.parse(Path(PACKAGE, place), text)
    assert list(rule(source, Tree((*tree(PACKAGE).sources, source))))


def test_each_room_has_a_door() -> None:
    """A folder without `__init__` still imports, but the frozen program would leave it out."""
    folders = {(ROOT / source.path).parent for source in tree(PACKAGE).sources}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


def test_no_circle_among_modules() -> None:
    """Imports for type checkers and inside functions count: they are circles one cannot see."""
    modules = tree(PACKAGE).modules()
    graph = {
        source.module: {
            imported.module
            for imported in rules.imports(source, tree(PACKAGE))
            if imported.module in modules and imported.module != source.module
        }
        for source in tree(PACKAGE).sources
    }
    graphlib.TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("order", [1, -1], ids=["a to z", "z to a"])
def test_every_module_imports(order: int) -> None:
    """In any order, on this system: nobody leans on what another one happened to import first."""
    names = sorted(tree(PACKAGE).modules() - {f"{PACKAGE}.__main__"})[::order]
    code = "import importlib\n" + "\n".join(f"importlib.import_module({n!r})" for n in names)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_drawing_names_folders_that_exist() -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    standing = {
        folder.relative_to(ROOT).as_posix()
        for top in (PACKAGE, "db", "resources", "tests", "docs", "scripts", "requirements")
        for folder in [ROOT / top, *(ROOT / top).rglob("*")]
        if folder.is_dir() and folder.name != "__pycache__"
    }
    drawn = set(re.findall(r"(?<![\w./:-])([\w.-]+(?:/[\w.-]+)*)/(?![\w*])", text))
    drawn -= {"build", "dist", ".venv"}
    assert drawn, "the drawing names no folder"
    missing = {name for name in drawn if not any(f"/{it}".endswith(f"/{name}") for it in standing)}
    assert not missing, f"drawn but not standing: {missing}"
    rooms = {folder.split("/")[1] for folder in standing if folder.startswith(f"{PACKAGE}/")}
    undrawn = {room for room in rooms if not re.search(rf"\b{room}\b", text)}
    assert not undrawn, f"standing but not drawn: {undrawn}"
