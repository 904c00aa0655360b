"""The files that come with the program."""

import importlib.util
import sys
import types
from pathlib import Path

import pytest

from kefu_desktop import assets

ROOT = Path(__file__).parents[1]


def installation(folder: Path, monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """`assets` as it is when the package lies in `folder` and nowhere else."""
    package = folder / "stand_in"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "assets.py").write_bytes(Path(assets.__file__).read_bytes())
    for name, file in (("stand_in", "__init__.py"), ("stand_in.assets", "assets.py")):
        spec = importlib.util.spec_from_file_location(name, package / file)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
    return module


def test_in_this_checkout_they_lie_beside_the_package() -> None:
    assert assets.migrations() == ROOT / "db" / "migrations"
    assert assets.resource("icons") == ROOT / "resources" / "icons"
    assert any(assets.migrations().glob("0001_*.sql"))
    assert assets.schema().is_file()


def test_installed_they_lie_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = installation(tmp_path, monkeypatch)
    inside = tmp_path / "stand_in" / "resources" / "icons"
    inside.mkdir(parents=True)
    (inside / "tray.svg").touch()
    assert module.resource("icons", "tray.svg") == inside / "tray.svg"


def test_a_stranger_beside_an_installed_package_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = installation(tmp_path, monkeypatch)
    (tmp_path / "db" / "migrations").mkdir(parents=True)
    with pytest.raises(FileNotFoundError):
        module.migrations()


def test_what_is_missing_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no_such_icon\.svg"):
        assets.resource("icons", "no_such_icon.svg")
