"""A double click on a pack: on a real freedesktop data folder, over a registry in memory, and with
a recording of what a Mac would be told.
"""
# ruff: noqa: N802 - named as in winreg

import configparser
import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import pytest

from kefu_desktop.app.ports import Limited, Reason, Refused, Support, Works
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.records import Pack
from kefu_desktop.native import catalogue
from kefu_desktop.native.association import bundle, registry, xdg
from kefu_desktop.native.association.bundle import BundleAssociation
from kefu_desktop.native.association.registry import CLASSES, KIND, SUFFIX, RegistryAssociation
from kefu_desktop.native.association.xdg import XdgAssociation, data_home, entry_for
from kefu_desktop.native.choose import Choice
from kefu_desktop.native.facts import Facts, Session, System
from kefu_desktop.packs.writing import write

PROGRAM = ("/opt/客服 program/kefu-desktop",)


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def kind_of(file: Path, data: Path) -> str:
    """What GLib, which file managers ask, takes a file for."""
    environ = {**os.environ, "XDG_DATA_HOME": str(data), "LC_ALL": "C"}
    command = ["gio", "info", "-a", "standard::content-type", str(file)]
    told = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout
    return next(line.split()[-1] for line in told.splitlines() if "content-type" in line)


class TestXdg:
    """On this machine, in a data folder of its own."""

    @pytest.fixture
    def data(self, tmp_path: Path) -> Path:
        return tmp_path / "数据 folder"

    def test_a_pack_is_known_by_its_name_and_by_what_is_in_it(
        self, data: Path, tmp_path: Path
    ) -> None:
        XdgAssociation(data).install(PROGRAM, "")
        pack = tmp_path / "a.kefupack"
        write(pack, Pack(uid=Uid("team"), name="x"), Millis(0))
        renamed = pack.with_name("renamed.bin")
        renamed.write_bytes(pack.read_bytes())
        named = tmp_path / "damaged.kefupack"
        named.write_bytes(b"cut off")
        kinds = {file.name: kind_of(file, data) for file in (pack, renamed, named)}
        assert set(kinds.values()) == {"application/x-kefupack"}, kinds

    def test_the_entry_is_valid_and_opens_files_with_this_program(self, data: Path) -> None:
        XdgAssociation(data).install(PROGRAM, "")
        entry = data / "applications" / "kefu-desktop.desktop"
        checked = subprocess.run(
            ["desktop-file-validate", str(entry)], capture_output=True, text=True, check=False
        )
        assert (checked.returncode, checked.stdout) == (0, "")
        said = configparser.RawConfigParser()
        said.optionxform = str  # type: ignore[assignment, method-assign]
        said.read(entry, encoding="utf-8")
        assert shlex.split(said["Desktop Entry"]["Exec"]) == [*PROGRAM, "%F"]
        assert said["Desktop Entry"]["MimeType"] == "application/x-kefupack;"
        assert shlex.split(said["Desktop Action popup"]["Exec"]) == [*PROGRAM, "popup"]
        cache = (data / "applications" / "mimeinfo.cache").read_text(encoding="utf-8")
        assert "application/x-kefupack=kefu-desktop.desktop;" in cache

    def test_twice_is_as_good_as_once_and_removing_leaves_nothing_of_ours(self, data: Path) -> None:
        port = XdgAssociation(data)
        assert port.remove() == ()
        assert not data.exists()
        places = port.install(PROGRAM, "")
        once = files(data)
        stamps = [Path(place).stat().st_mtime_ns for place in places]
        assert port.install(PROGRAM, "") == places
        assert files(data) == once
        assert [Path(place).stat().st_mtime_ns for place in places] == stamps
        assert set(port.remove()) == set(places)
        assert not [name for name in files(data) if "kefu" in name]
        assert b"kefu" not in b"".join(files(data).values())
        assert port.remove() == ()

    def test_another_program_takes_the_place_of_the_one_before(self, data: Path) -> None:
        port = XdgAssociation(data)
        port.install(["/old/kefu-desktop"], "")
        port.install(PROGRAM, "")
        entry = (data / "applications" / "kefu-desktop.desktop").read_text(encoding="utf-8")
        assert "/old/" not in entry

    def test_without_the_tools_the_files_are_there(
        self, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", "/nowhere")
        limited = xdg.support(Facts(System.LINUX, Session.X11, ":0"))
        assert isinstance(limited, Limited)
        assert (limited.reason, limited.detail) == (
            Reason.NO_TOOL,
            "shared-mime-info, desktop-file-utils",
        )
        assert all(Path(place).is_file() for place in XdgAssociation(data).install(PROGRAM, ""))

    def test_a_folder_that_cannot_be_written_is_a_fault(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(MachineFault) as fault:
            XdgAssociation(tmp_path / "file").install(PROGRAM, "")
        assert fault.value.code is Code.FILE_UNWRITABLE

    @pytest.mark.parametrize(
        ("word", "written"),
        [
            ("/usr/bin/x", '"/usr/bin/x"'),
            ("/a b/x", '"/a b/x"'),
            ("100%", '"100%%"'),
            ('"', r'"\\""'),
            ("$HOME`", r'"\\$HOME\\`"'),
            ("\\", '"' + "\\" * 4 + '"'),
        ],
    )
    def test_odd_paths_are_quoted_as_the_specification_says(self, word: str, written: str) -> None:
        assert entry_for("Exec=kefu-desktop %F\n", [word]) == f"Exec={written} %F\n"

    def test_the_data_folder_is_where_the_specification_says(self, tmp_path: Path) -> None:
        assert data_home({"XDG_DATA_HOME": "/d"}, tmp_path) == Path("/d")
        for told in ({}, {"XDG_DATA_HOME": ""}, {"XDG_DATA_HOME": "d"}):
            assert data_home(told, tmp_path) == tmp_path / ".local" / "share"


class Key:
    def __init__(self, values: dict[str, str], path: str) -> None:
        self.values, self.path = values, path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class Registry:
    """``winreg`` over a dictionary, as strict as it: what is not there raises FileNotFoundError, a
    key with keys below it cannot be deleted, names do not tell case.
    """

    HKEY_CURRENT_USER, KEY_READ, KEY_SET_VALUE, REG_SZ = "HKCU", 1, 2, 1

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, str]] = {}
        self.locked = False

    def _path(self, root: str, key: str) -> str:
        assert root == "HKCU", "another user's, or everybody's"
        return key.casefold()

    def CreateKeyEx(self, root: str, key: str, _reserved: int, _access: int) -> Key:
        if self.locked:
            raise PermissionError(13, "Access is denied")
        names = self._path(root, key).split("\\")
        for depth in range(1, len(names) + 1):
            self.keys.setdefault("\\".join(names[:depth]), {})
        return Key(self.keys[self._path(root, key)], self._path(root, key))

    def OpenKeyEx(self, root: str, key: str, _reserved: int, _access: int) -> Key:
        path = self._path(root, key)
        if path not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return Key(self.keys[path], path)

    def SetValueEx(self, key: Key, name: str, _reserved: int, kind: int, value: str) -> None:
        assert kind == self.REG_SZ
        assert isinstance(value, str)
        key.values[name] = value

    def QueryValueEx(self, key: Key, name: str) -> tuple[str, int]:
        if name not in key.values:
            raise FileNotFoundError(2, name)
        return key.values[name], self.REG_SZ

    def QueryInfoKey(self, key: Key) -> tuple[int, int, int]:
        return len(self._below(key.path)), len(key.values), 0

    def EnumKey(self, key: Key, number: int) -> str:
        return self._below(key.path)[number]

    def DeleteValue(self, key: Key, name: str) -> None:
        if name not in key.values:
            raise FileNotFoundError(2, name)
        del key.values[name]

    def DeleteKey(self, root: str, key: str) -> None:
        path = self._path(root, key)
        if path not in self.keys:
            raise FileNotFoundError(2, key)
        if self._below(path):
            raise PermissionError(5, "there are keys below it")
        del self.keys[path]

    def _below(self, path: str) -> list[str]:
        names = (one.removeprefix(path + "\\") for one in self.keys if one.startswith(path + "\\"))
        return sorted(name for name in names if "\\" not in name)

    def value(self, key: str, name: str = "") -> str:
        return self.keys[rf"{CLASSES}\{key}".casefold()][name]


class TestRegistry:
    """Windows, as far as it can be told without one."""

    @pytest.fixture
    def winreg(self) -> Registry:
        return Registry()

    @pytest.fixture
    def told(self) -> list[str]:
        return []

    @pytest.fixture
    def port(self, winreg: Registry, told: list[str]) -> RegistryAssociation:
        return RegistryAssociation(winreg, lambda: told.append("explorer"))

    def test_a_double_click_runs_this_program_with_the_file(
        self, port: RegistryAssociation, winreg: Registry, told: list[str]
    ) -> None:
        program = r"C:\Program Files\客服\kefu-desktopw.exe"
        places = port.install([program], "话术包")
        assert winreg.value(SUFFIX) == KIND
        assert winreg.value(rf"{SUFFIX}\OpenWithProgids", KIND) == ""
        assert winreg.value(KIND) == "话术包"
        assert winreg.value(rf"{KIND}\DefaultIcon") == f"{program},0"
        assert winreg.value(rf"{KIND}\shell\open\command") == f'"{program}" "%1"'
        assert told == ["explorer"]
        assert all(place.startswith("HKEY_CURRENT_USER\\") for place in places)

    def test_a_checkout_is_started_by_its_interpreter(
        self, port: RegistryAssociation, winreg: Registry
    ) -> None:
        port.install([r"C:\Py\python.exe", "-m", "kefu_desktop"], "x")
        command = winreg.value(rf"{KIND}\shell\open\command")
        assert command == r'C:\Py\python.exe -m kefu_desktop "%1"'

    def test_twice_is_as_good_as_once_and_removing_leaves_nothing_of_ours(
        self, port: RegistryAssociation, winreg: Registry, told: list[str]
    ) -> None:
        winreg.CreateKeyEx("HKCU", rf"{CLASSES}\.other", 0, 2)
        before = {key: dict(values) for key, values in winreg.keys.items()}
        assert port.remove() == ()
        assert told == []
        port.install([r"C:\a.exe"], "x")
        once = {key: dict(values) for key, values in winreg.keys.items()}
        port.install([r"C:\a.exe"], "x")
        assert winreg.keys == once
        assert port.remove()
        assert winreg.keys == before
        assert port.remove() == ()

    def test_what_another_program_has_written_stays(
        self, port: RegistryAssociation, winreg: Registry
    ) -> None:
        port.install([r"C:\a.exe"], "x")
        suffix = winreg.CreateKeyEx("HKCU", rf"{CLASSES}\{SUFFIX}", 0, 2)
        winreg.SetValueEx(suffix, "", 0, 1, "Other.Pack")
        port.remove()
        assert winreg.value(SUFFIX) == "Other.Pack"
        assert rf"{CLASSES}\{KIND}".casefold() not in winreg.keys

    def test_a_registry_that_is_locked_is_a_fault(
        self, port: RegistryAssociation, winreg: Registry
    ) -> None:
        winreg.locked = True
        with pytest.raises(MachineFault) as fault:
            port.install([r"C:\a.exe"], "x")
        assert fault.value.code is Code.FILE_UNWRITABLE


class TestBundle:
    """A Mac, as far as it can be told without one."""

    def test_the_bundle_is_shown_to_launch_services(self) -> None:
        ran: list[Sequence[str]] = []
        app = bundle.bundle_of(Path("/Applications/Kefu.app/Contents/MacOS/kefu-desktop"))
        assert app == Path("/Applications/Kefu.app")
        port = BundleAssociation(app, lambda command: ran.append(command) or 0)
        assert port.install(PROGRAM, "x") == port.remove() == (str(app),)
        assert [(command[1], command[2]) for command in ran] == [("-f", str(app)), ("-u", str(app))]

    def test_a_refusal_is_a_fault(self) -> None:
        with pytest.raises(MachineFault):
            BundleAssociation(Path("/A.app"), lambda _: 1).install(PROGRAM, "x")

    def test_a_program_outside_of_a_bundle_has_none(self) -> None:
        assert bundle.bundle_of(Path("/usr/bin/python3")) is None


@pytest.mark.parametrize(
    ("system", "taken"),
    [
        (System.LINUX, "xdg"),
        (System.OTHER, "xdg"),
        (System.WINDOWS, "registry"),
        (System.MACOS, "by-hand"),
    ],
)
def test_each_system_has_its_own_way(
    system: System, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: dict[str, Any] = {"winreg": Registry()}
    monkeypatch.setattr(registry.importlib, "import_module", made.get)
    choice = Choice("association", catalogue.associations(), Facts(system, Session.OWN))
    assert choice.port.name == taken
    support: Support = choice.answer.support
    assert isinstance(support, Limited if taken == "by-hand" else Works | Limited)
    others = [one for one in choice.answers if one.name not in (taken, "by-hand")]
    assert all(isinstance(one.support, Refused) for one in others)
    choice.close()


def test_the_last_resort_does_nothing() -> None:
    port = catalogue.associations()[-1].make(Facts(System.LINUX, Session.NONE), lambda: None)
    assert (port.name, port.install(PROGRAM, "x"), port.remove()) == ("by-hand", (), ())
