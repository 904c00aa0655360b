"""Where the user's things lie."""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kefu_desktop import paths
from kefu_desktop.paths import locate

EXECUTABLE = Path("/nowhere/kefu-desktop")


def test_kefu_home_holds_everything() -> None:
    home = Path("/srv/k")  # short: a socket's path has little room
    found = locate({"KEFU_HOME": str(home)}, EXECUTABLE, frozen=False)
    assert found.library == home / "library.db"
    assert found.settings == home / "settings.toml"
    assert found.backups == home / "backups"
    assert found.drafts == home / "drafts"
    assert found.logs == home / "logs"
    assert found.run == home / "run"


def test_asking_creates_nothing(tmp_path: Path) -> None:
    locate({"KEFU_HOME": str(tmp_path / "k")}, EXECUTABLE, frozen=False)
    assert list(tmp_path.iterdir()) == []


def test_kefu_home_may_be_relative_or_start_with_a_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert locate({"KEFU_HOME": "k"}, EXECUTABLE, frozen=False).data == tmp_path / "k"
    assert locate({"KEFU_HOME": "~/k"}, EXECUTABLE, frozen=False).data == tmp_path / "me" / "k"


@pytest.mark.skipif(os.name != "posix", reason="XDG folders are a convention of Linux desktops")
def test_without_kefu_home_the_systems_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("DATA_HOME", "CONFIG_HOME", "STATE_HOME", "RUNTIME_DIR"):
        (tmp_path / kind).mkdir(mode=0o700)
        monkeypatch.setenv(f"XDG_{kind}", str(tmp_path / kind))
    found = locate({"KEFU_HOME": ""}, EXECUTABLE, frozen=True)
    assert found.library == tmp_path / "DATA_HOME" / "kefu_desktop" / "library.db"
    assert found.settings == tmp_path / "CONFIG_HOME" / "kefu_desktop" / "settings.toml"
    assert found.logs == tmp_path / "STATE_HOME" / "kefu_desktop" / "logs"
    assert found.run == tmp_path / "RUNTIME_DIR" / "kefu_desktop"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the runtime folder is always private")
def test_without_a_session_the_socket_stays_out_of_the_shared_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", "/home/xiaoli/.local/state")
    if Path(f"/run/user/{os.getuid()}").exists():
        pytest.skip("this machine has a session folder even without the variable")
    for _ in range(2):  # platformdirs warns the first time only
        found = locate({}, EXECUTABLE, frozen=False)
        assert found.run == Path("/home/xiaoli/.local/state/kefu_desktop/run")


@pytest.mark.parametrize("mark", ["file", "folder"])
def test_a_frozen_program_with_a_mark_beside_it_is_portable(tmp_path: Path, mark: str) -> None:
    if mark == "file":
        (tmp_path / "portable").touch()
    else:
        (tmp_path / "kefu_home").mkdir()
    executable = tmp_path / "kefu-desktop"
    assert locate({}, executable, frozen=True).library == tmp_path / "kefu_home" / "library.db"
    # Run from source, the executable is Python's: what lies beside that is none of our business.
    assert locate({}, executable, frozen=False).data != tmp_path / "kefu_home"
    # Whoever sets KEFU_HOME means it.
    chosen = locate({"KEFU_HOME": str(tmp_path / "k")}, executable, frozen=True)
    assert chosen.data == tmp_path / "k"


def test_a_frozen_program_without_a_mark_is_installed(tmp_path: Path) -> None:
    found = locate({}, tmp_path / "kefu-desktop", frozen=True)
    assert tmp_path not in found.library.parents


@pytest.fixture(params=["session", "no session"])
def session(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """With the folder that a desktop session gives for sockets, and without."""
    with tempfile.TemporaryDirectory(prefix="kefu-test-") as runtime:
        if request.param == "session":
            monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        else:
            monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
        yield


@pytest.mark.skipif(os.name != "posix", reason="Windows has named pipes, not socket files")
@pytest.mark.usefixtures("session")
def test_a_socket_fits_however_deep_the_home_lies(tmp_path: Path) -> None:
    homes = [tmp_path / ("客" * 30) / name for name in ("one", "two")]
    runs = [locate({"KEFU_HOME": str(home)}, EXECUTABLE, frozen=False).run for home in homes]
    for run in runs:
        socket = run / ("s" * paths.SOCKET_NAME_BYTES)
        assert len(os.fsencode(socket)) <= paths.SOCKET_PATH_BYTES
    assert runs[0] != runs[1], "two homes are two programs"
    again = locate({"KEFU_HOME": str(homes[0])}, EXECUTABLE, frozen=False).run
    assert again == runs[0], "the second start must find the first"


def test_make_creates_private_folders_and_may_be_repeated(kefu_home: Path) -> None:
    found = locate(os.environ, EXECUTABLE, frozen=False)
    assert found.data == kefu_home, "tests live in their own home"
    found.make()
    found.make()
    for folder in (found.data, found.backups, found.drafts, found.logs, found.run):
        assert folder.is_dir()
        if os.name == "posix":
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not found.library.exists()


@pytest.mark.skipif(
    os.name != "posix" or os.getuid() != 0, reason="only root can give a folder away"
)
def test_a_socket_folder_of_somebody_else_is_refused(kefu_home: Path) -> None:
    found = locate(os.environ, EXECUTABLE, frozen=False)
    found.run.mkdir(parents=True)
    os.chown(found.run, 12345, 12345)
    with pytest.raises(PermissionError, match=str(found.run)):
        found.make()


def test_make_says_what_is_in_the_way(kefu_home: Path) -> None:
    kefu_home.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OSError, match="kefu-home"):
        locate(os.environ, EXECUTABLE, frozen=False).make()


def test_another_library_has_its_own_backups_drafts_and_instance(tmp_path: Path) -> None:
    user = locate({"KEFU_HOME": str(tmp_path / "k")}, EXECUTABLE, frozen=False)
    team, other = (user.for_library(tmp_path / name) for name in ("team.db", "team.sqlite"))
    assert team.library == tmp_path / "team.db"
    assert (team.settings, team.logs) == (user.settings, user.logs)
    assert len({user.backups, team.backups, other.backups}) == 3
    assert len({user.drafts, team.drafts, other.drafts}) == 3
    assert len({user.run, team.run, other.run}) == 3
    assert team.backups.is_relative_to(user.data)
    assert team.drafts.is_relative_to(user.data)


def test_the_users_own_library_by_name_is_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = locate({"KEFU_HOME": str(tmp_path / "k")}, EXECUTABLE, frozen=False)
    assert user.for_library(user.library) == user
    monkeypatch.chdir(tmp_path)
    assert user.for_library(Path("k/library.db")) == user
    assert user.for_library(Path("team.db")) == user.for_library(tmp_path / "team.db")
