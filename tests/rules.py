"""The rules of the house as functions: each yields what a module does against one of them.

The import table is docs/ARCHITECTURE.md's. A rule that is in the way is changed there first, with
the reason, and then here.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGE = "kefu_desktop"

LONGEST_FILE = 400
LONGEST_FUNCTION = 60

LEAVES = {"paths", "assets", "log"}
EVERY_FLOOR = {"core", "search", "packs", "store", "app", "native", "cli", "gui"}

# Floor (or top module) → what of ours it may import: a floor, a leaf, or one module of a floor.
MAY_IMPORT = {
    "core": {"core"},
    "paths": set(),
    "assets": set(),
    "log": set(),
    "search": {"core", "search", "assets"},
    "packs": {"core", "packs"} | LEAVES,
    "store": {"core", "store"} | LEAVES,
    "app": {"core", "search", "packs", "store", "app"} | LEAVES,
    "native": {"core.chords", "core.errors", "app.ports", "app.attention", "native"} | LEAVES,
    "cli": {"core", "app", "cli"} | LEAVES,
    "gui": {"core", "app", "gui"} | LEAVES,
    "bootstrap": EVERY_FLOOR
    | LEAVES
    | {"bootstrap", "bootstrap_checking", "bootstrap_emoticons"}
    | {"bootstrap_floors", "bootstrap_library", "bootstrap_packs"}
    | {"bootstrap_places", "bootstrap_popup", "bootstrap_presence", "bootstrap_settings"},
    "bootstrap_emoticons": EVERY_FLOOR | LEAVES,
    "bootstrap_checking": EVERY_FLOOR | LEAVES,
    "bootstrap_floors": EVERY_FLOOR | LEAVES | {"bootstrap_packs"},
    "bootstrap_popup": EVERY_FLOOR | LEAVES | {"bootstrap_checking", "bootstrap_floors"},
    "bootstrap_library": EVERY_FLOOR | LEAVES | {"bootstrap_checking"},
    "bootstrap_packs": EVERY_FLOOR | LEAVES,
    "bootstrap_places": EVERY_FLOOR | LEAVES | {"bootstrap_floors"},
    "bootstrap_presence": EVERY_FLOOR | LEAVES | {"bootstrap_floors"},
    "bootstrap_settings": EVERY_FLOOR | LEAVES | {"bootstrap_floors"},
    "bootstrap_cli": EVERY_FLOOR
    | LEAVES
    | {"bootstrap", "bootstrap_packs", "bootstrap_places", "bootstrap_presence"},
    "__main__": EVERY_FLOOR | LEAVES | {"bootstrap", "bootstrap_cli"},
    "__init__": set(),
}

# Library → the floors that may import it. One that is not here has no home yet: give it one.
LIBRARIES = {
    "PySide6": {"gui", "native", "bootstrap"},
    "shiboken6": {"gui", "native"},
    "numpy": {"search"},
    # Values, on every floor.
    "msgspec": EVERY_FLOOR | LEAVES | {name for name in MAY_IMPORT if name.startswith("bootstrap")},
    "ahocorasick": {"search"},
    "sqlite3": {"store"},
    "sqlite_utils": {"store"},
    "tomlkit": {"store"},
    "openpyxl": {"packs"},
    "defusedxml": {"packs"},
    "urllib3": {"packs"},
    "keyring": {"native"},
    "yaml": {"packs"},
    "markdown_it": {"packs"},
    "pyperclip": {"native"},
    "keyboard": {"native"},
    "Xlib": {"native"},
    "jeepney": {"native"},
    "ctypes": {"native"},
    "winreg": {"native"},
    "click": {"cli", "__main__"},
    "platformdirs": {"paths"},
    "chinese_calendar": {"app"},
    "borax": {"app"},
}

# What computes and nothing else. Time and randomness come in as arguments.
# fmt: off
PURE = {
    "__future__", "abc", "array", "base64", "binascii", "bisect", "calendar", "collections",
    "contextlib", "copy", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions",
    "functools", "graphlib", "hashlib", "heapq", "html", "ipaddress", "itertools", "json",
    "keyword", "math", "msgspec", "numbers", "operator", "re", "reprlib", "statistics", "string",
    "struct", "textwrap", "types", "typing", "unicodedata", "urllib.parse", "zlib",
}
PURE_NAMES = {"pathlib": {"PurePath", "PurePosixPath", "PureWindowsPath"}, "uuid": {"UUID"}}
READING_A_TABLE = {"pathlib", "importlib.resources", "gzip", "lzma"}
INPUT_OUTPUT = {
    "ftplib", "glob", "http", "io", "os", "shutil", "smtplib", "ssl", "subprocess", "tempfile",
    "urllib.request",
}
OF_ONE_SYSTEM = {
    "Xlib", "fcntl", "jeepney", "keyboard", "msvcrt", "pyperclip", "termios", "winreg",
}
# Calls that make a constant, not an object with a life of its own.
CONSTANT_MAKERS = {
    "Decimal", "Decoder", "Encoder", "Fraction", "MappingProxyType", "NewType", "ParamSpec", "Path",
    "PurePosixPath", "Struct", "TypeVar", "TypeVarTuple", "date", "datetime", "timedelta",
}
# fmt: on
CLOCK_CALLS = {"now", "today", "utcnow"}
LOGGER_NAMES = {"log", "logger", "_log", "_logger"}
FORBIDDEN_WORDS = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
FORBIDDEN_ENDINGS = ("Manager", "Handler", "Helper", "Helpers", "Util", "Utils", "Data")


@dataclass(frozen=True)
class Source:
    """One module, parsed. `floor` is the first folder of ours, or a top module's own name."""

    path: Path
    module: str
    text: str
    tree: ast.Module

    @property
    def floor(self) -> str:
        parts = self.path.with_suffix("").parts
        return parts[1] if parts[0] == PACKAGE else ""

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


def parse(path: Path, text: str) -> Source:
    """`path` is relative to the checkout."""
    parts = path.with_suffix("").parts
    dotted = parts[:-1] if parts[-1] == "__init__" else parts
    return Source(path, ".".join(dotted), text, ast.parse(text, str(path)))


@dataclass(frozen=True)
class Tree:
    """All modules, and what only all of them together tell."""

    sources: tuple[Source, ...]

    def modules(self) -> frozenset[str]:
        return frozenset(source.module for source in self.sources)

    @cached_property
    def values(self) -> frozenset[str]:
        """Classes whose instances cannot change: frozen structs, enums, named tuples."""
        return frozenset(
            node.name
            for source in self.sources
            for node in ast.walk(source.tree)
            if isinstance(node, ast.ClassDef) and is_value(node)
        )


def is_value(node: ast.ClassDef) -> bool:
    bases = map(ast.unparse, node.bases)
    return any(ast.unparse(keyword) == "frozen=True" for keyword in node.keywords) or any(
        base.endswith(("Enum", "Flag", "NamedTuple")) for base in bases
    )


@dataclass(frozen=True)
class Import:
    """One imported name: `from a.b import c` is module a.b.c if that is one, else name c of a.b."""

    module: str
    name: str | None
    node: ast.stmt
    eager: bool
    """Executed when the module is imported: not in a function, not for type checkers only."""

    @property
    def library(self) -> str:
        """The library, `urllib.parse` and the like told apart; "" for a module of ours."""
        top = self.module.split(".")[0]
        if top == PACKAGE:
            return ""
        return self.module if top in ("urllib", "importlib") else top


def imports(source: Source, tree: Tree) -> Iterator[Import]:
    modules = tree.modules() | {"urllib.parse", "urllib.request", "importlib.resources"}
    late: set[ast.AST] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            late.update(ast.walk(node))
        elif isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            late.update(inner for part in node.body for inner in ast.walk(part))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, None, node, node not in late)
        elif isinstance(node, ast.ImportFrom):
            base = imported_from(source, node)
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                known = whole in modules or (base == PACKAGE and not alias.name.startswith("__"))
                yield Import(
                    whole if known else base, None if known else alias.name, node, node not in late
                )


def imported_from(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.module.split(".")
    drop = node.level - (source.path.name == "__init__.py")
    return ".".join(package[: len(package) - drop] + ([node.module] if node.module else []))


def called(node: ast.Call) -> str:
    return ast.unparse(node.func) if isinstance(node.func, ast.Name | ast.Attribute) else ""


def calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield node, called(node)


def arrows_run_downwards(source: Source, tree: Tree) -> Iterator[str]:
    for imported in imports(source, tree):
        if imported.library or imported.module == PACKAGE:
            continue
        inside = imported.module.split(".")[1:]
        allowed = MAY_IMPORT.get(source.floor, set())
        if inside[0] not in allowed and ".".join(inside[:2]) not in allowed:
            yield f"{source.at(imported.node)}: {source.floor} imports {'.'.join(inside)}"


def each_library_has_its_floor(source: Source, tree: Tree) -> Iterator[str]:
    for imported in imports(source, tree):
        library = imported.library
        if library in LIBRARIES:
            known = source.floor in LIBRARIES[library]
        else:
            known = not library or library.split(".")[0] in sys.stdlib_module_names
        if not known:
            yield f"{source.at(imported.node)}: {source.floor} imports {library}"


def core_and_search_are_pure(source: Source, tree: Tree) -> Iterator[str]:
    if source.floor not in ("core", "search"):
        return
    allowed = PURE | (
        READING_A_TABLE | {"numpy", "ahocorasick"} if source.floor == "search" else set()
    )
    for imported in imports(source, tree):
        library = imported.library
        pure_name = imported.name in PURE_NAMES.get(library, set())
        if library and library not in allowed and not pure_name:
            yield f"{source.at(imported.node)}: not pure: {library}"
    for node, name in calls(source):
        clock = "." in name and name.split(".")[-1] in CLOCK_CALLS
        if clock or name in ("open", "print", "input"):
            yield f"{source.at(node)}: not pure: {name}()"


def screens_read_no_files(source: Source, tree: Tree) -> Iterator[str]:
    if source.floor == "gui":
        for imported in imports(source, tree):
            if imported.library in INPUT_OUTPUT:
                yield f"{source.at(imported.node)}: gui imports {imported.library}"
        for node, name in calls(source):
            if name == "open":
                yield f"{source.at(node)}: gui opens a file"


def widgets_live_in_gui_and_qt_where_a_file_says_so(source: Source, tree: Tree) -> Iterator[str]:
    for imported in imports(source, tree):
        if imported.library not in ("PySide6", "shiboken6"):
            continue
        if "QtWidgets" in f"{imported.module}.{imported.name}" and source.floor != "gui":
            yield f"{source.at(imported.node)}: widgets outside gui"
        if source.floor == "native" and "Qt" not in (ast.get_docstring(source.tree) or ""):
            yield f"{source.at(imported.node)}: the docstring does not say that it is Qt's"


def what_one_system_has_is_imported_late(source: Source, tree: Tree) -> Iterator[str]:
    """So that every module imports on every system, and types and tests see all of them."""
    for imported in imports(source, tree):
        if imported.eager and imported.library in OF_ONE_SYSTEM:
            yield f"{source.at(imported.node)}: {imported.library} is imported with the module"


def only_the_entry_knows_the_composition_root(source: Source, tree: Tree) -> Iterator[str]:
    if source.floor not in ("__main__", "bootstrap", "bootstrap_cli", "bootstrap_library"):
        for imported in imports(source, tree):
            if imported.module.split(".")[1:2] in (["bootstrap"], ["bootstrap_cli"], ["__main__"]):
                yield f"{source.at(imported.node)}: imports {imported.module}"


def modules_hold_constants(source: Source, tree: Tree) -> Iterator[str]:
    for node in source.tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in map(ast.unparse, targets):
                another_name = isinstance(node.value, ast.Name | ast.Attribute)
                variable = name.islower() and not name.startswith("__")
                if variable and not another_name and name not in LOGGER_NAMES:
                    yield f"{source.at(node)}: {name} is a global variable"
            if isinstance(node.value, ast.Call):
                maker = called(node.value).split(".")[-1]
                if maker[:1].isupper() and maker not in CONSTANT_MAKERS | tree.values:
                    yield f"{source.at(node)}: a {maker} lives in the module"
    for inner in ast.walk(source.tree):
        if isinstance(inner, ast.Global):
            yield f"{source.at(inner)}: global {', '.join(inner.names)}"


def each_module_says_what_it_is_for(source: Source, _: Tree) -> Iterator[str]:
    if source.floor and source.text.strip() and not ast.get_docstring(source.tree):
        yield f"{source.path}: no docstring"


def files_and_functions_stay_small(source: Source, _: Tree) -> Iterator[str]:
    if (lines := source.text.count("\n")) > LONGEST_FILE:
        yield f"{source.path}: {lines} lines"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{source.at(node)}: {node.name} has {length} lines"


def names_say_what_a_thing_is(source: Source, _: Tree) -> Iterator[str]:
    words = {word for part in source.path.with_suffix("").parts for word in part.split("_")}
    if words & FORBIDDEN_WORDS:
        yield f"{source.path}: a drawer, not a concept"
    for node in ast.walk(source.tree) if source.floor else ():  # a test is named for its case
        if isinstance(node, ast.ClassDef) and node.name.endswith(FORBIDDEN_ENDINGS):
            yield f"{source.at(node)}: {node.name} says no more than that it is something"


def nothing_is_caught_blindly(source: Source, _: Tree) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield f"{source.at(node)}: bare except"


def nothing_is_skipped_in_silence(source: Source, _: Tree) -> Iterator[str]:
    for node, name in calls(source):
        if name in ("pytest.skip", "pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail"):
            reasons = [word.value for word in node.keywords if word.arg == "reason"]
            reasons += [] if name.endswith("skipif") else node.args[:1]
            if not any(not isinstance(said, ast.Constant) or said.value for said in reasons):
                yield f"{source.at(node)}: {name} without a reason"
    for test in ast.walk(source.tree):
        if isinstance(test, ast.FunctionDef) and "pytest.mark.skip" in map(
            ast.unparse, test.decorator_list
        ):
            yield f"{source.at(test)}: a test that never runs, and nobody knows why"
