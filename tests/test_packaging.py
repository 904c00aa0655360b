"""What is in the wheel and in the sdist, and that the program runs from an installed wheel."""

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHIPPED = ("resources", "db")


def run(*command: str, cwd: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**os.environ, **extra},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def files_of(folder: str) -> set[str]:
    """The files below it, relative to the checkout, without what Python leaves there."""
    return {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built out of that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    done = run("-m", "build", "--no-isolation", "--outdir", str(folder), cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (wheel,) = built.glob("kefu_desktop-*-py3-none-any.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel was installed into, without what it depends on."""
    folder = tmp_path_factory.mktemp("site")
    done = run(
        "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder),
        str(wheel), cwd=folder, PIP_CONFIG_FILE=os.devnull, PIP_FIND_LINKS="",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


def test_the_wheel_holds_everything_that_ships(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in SHIPPED:
        wanted = {f"kefu_desktop/{name}" for name in files_of(folder)}
        assert wanted, f"{folder}/ is empty"
        assert wanted <= names
    code = {name for name in files_of("kefu_desktop") if name.endswith(".py")}
    assert code <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kefu_desktop"}


def test_the_sdist_holds_everything_that_ships_and_the_tests(built: Path) -> None:
    (sdist,) = built.glob("kefu_desktop-*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for folder in (*SHIPPED, "kefu_desktop", "tests", "requirements", "scripts"):
        assert files_of(folder) <= names
    assert {"LICENSE", "README.md", "Makefile", "pyproject.toml", "build.spec"} <= names


def test_the_program_runs_from_an_installed_wheel(installed: Path, kefu_home: Path) -> None:
    path = {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1", "KEFU_HOME": str(kefu_home)}
    where = run("-c", "import kefu_desktop; print(kefu_desktop.__file__)", cwd=installed, **path)
    assert Path(where.stdout.strip()).is_relative_to(installed), where.stderr
    shown = run("-m", "kefu_desktop", "--help", cwd=installed, **path)
    assert shown.returncode == 0, shown.stderr
    assert "import" in shown.stdout
    added = run(
        "-m", "kefu_desktop", "add", "--title", "发货", "--text", "今天发", cwd=installed, **path
    )
    assert added.returncode == 0, added.stderr
    assert (kefu_home / "library.db").is_file(), "its migrations were found inside the wheel"


def test_each_pin_has_a_hash_and_no_place() -> None:
    for file in ("run.txt", "dev.txt"):
        lines = (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("-")]
        pins = [at for at, line in enumerate(lines) if "==" in line and line[:1].isalnum()]
        assert len(pins) > 20
        assert all(lines[at + 1].lstrip().startswith("--hash=sha256:") for at in pins)


def test_what_the_project_asks_for_is_pinned() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = asked["dependency-groups"]
    wanted = {
        "run.txt": asked["project"]["dependencies"] + groups["install"],
        "dev.txt": [one for one in groups["dev"] if isinstance(one, str)],
    }
    for file, requirements in wanted.items():
        pins = (ROOT / "requirements" / file).read_text(encoding="utf-8").lower()
        for requirement in requirements:
            name = requirement.split(">=")[0].lower()
            assert f"\n{name}==" in f"\n{pins}", f"{name} is not in {file}: make pins"
