"""Windows: what opens a kind of file stands in the registry, per user below
``HKEY_CURRENT_USER\\Software\\Classes`` ("File Types", Windows Shell documentation).

A user who has chosen another program keeps it: Windows remembers that elsewhere, where no program
may write.
"""

import ctypes
import importlib
import subprocess
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kefu_desktop.app.ports import Reason, Refused, Support, Works
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.native.facts import Facts, System

CLASSES = r"Software\Classes"
SUFFIX = ".kefupack"
KIND = "KefuDesktop.Pack"
"""Our name for the kind of file ("ProgID")."""

_ASSOCIATIONS_CHANGED = 0x08000000  # SHCNE_ASSOCCHANGED


def support(facts: Facts) -> Support:
    """Works on Windows."""
    return Works() if facts.system is System.WINDOWS else Refused(Reason.OTHER_SYSTEM)


def make(_facts: Facts) -> "RegistryAssociation":
    """Gives it over the registry of this machine."""
    return RegistryAssociation(importlib.import_module("winreg"), _tell_explorer)


class RegistryAssociation:
    """Writes through ``winreg``, the module or what looks like it; ``tell`` tells the Explorer."""

    name = "registry"

    def __init__(self, winreg: Any, tell: Callable[[], None]) -> None:
        self._winreg = winreg
        self._tell = tell

    def install(self, program: Sequence[str], called: str) -> tuple[str, ...]:
        """Writes our kind of file and makes it that of the suffix."""
        opening = subprocess.list2cmdline([*program, "%1"])
        # Quoted whatever is in it: what the Explorer puts there may hold blanks.
        opening = opening.removesuffix("%1") + '"%1"'
        values = {
            (KIND, ""): called,
            (rf"{KIND}\DefaultIcon", ""): f"{program[0]},0",
            (rf"{KIND}\shell\open\command", ""): opening,
            (SUFFIX, ""): KIND,
            (rf"{SUFFIX}\OpenWithProgids", KIND): "",
        }
        try:
            for (key, name), value in values.items():
                self._write(key, name, value)
        except OSError as error:
            raise _unwritable(error) from error
        self._tell()
        return tuple(dict.fromkeys(_place(key) for key, _ in values))

    def remove(self) -> tuple[str, ...]:
        """Removes our kind of file, and from the suffix what names it."""
        there = [key for key in (KIND, SUFFIX) if self._names_us(key)]
        if not there:
            return ()
        try:
            self._delete_tree(KIND)
            if self._read(SUFFIX, "") == KIND:
                self._delete_value(SUFFIX, "")
            self._delete_value(rf"{SUFFIX}\OpenWithProgids", KIND)
            self._delete_if_empty(rf"{SUFFIX}\OpenWithProgids")
            self._delete_if_empty(SUFFIX)
        except OSError as error:
            raise _unwritable(error) from error
        self._tell()
        return tuple(map(_place, there))

    def close(self) -> None:
        """Holds nothing of the machine."""

    def _names_us(self, key: str) -> bool:
        if key == KIND:
            return self._read(rf"{KIND}\shell\open\command", "") is not None
        asked = self._read(rf"{SUFFIX}\OpenWithProgids", KIND)
        return self._read(SUFFIX, "") == KIND or asked is not None

    def _open(self, key: str, access: int) -> Any:
        registry = self._winreg
        return registry.OpenKeyEx(registry.HKEY_CURRENT_USER, rf"{CLASSES}\{key}", 0, access)

    def _write(self, key: str, name: str, value: str) -> None:
        registry = self._winreg
        where = rf"{CLASSES}\{key}"
        with registry.CreateKeyEx(
            registry.HKEY_CURRENT_USER, where, 0, registry.KEY_SET_VALUE
        ) as opened:
            registry.SetValueEx(opened, name, 0, registry.REG_SZ, value)

    def _read(self, key: str, name: str) -> str | None:
        try:
            with self._open(key, self._winreg.KEY_READ) as opened:
                return str(self._winreg.QueryValueEx(opened, name)[0])
        except FileNotFoundError:
            return None

    def _delete_value(self, key: str, name: str) -> None:
        try:
            with self._open(key, self._winreg.KEY_SET_VALUE) as opened:
                self._winreg.DeleteValue(opened, name)
        except FileNotFoundError:
            return

    def _delete_tree(self, key: str) -> None:
        """A key goes only when there are none below it."""
        for name in [*self._below(key)]:
            self._delete_tree(rf"{key}\{name}")
        self._delete_key(key)

    def _delete_if_empty(self, key: str) -> None:
        try:
            with self._open(key, self._winreg.KEY_READ) as opened:
                keys, values, _ = self._winreg.QueryInfoKey(opened)
        except FileNotFoundError:
            return
        if not keys and not values:
            self._delete_key(key)

    def _delete_key(self, key: str) -> None:
        try:
            self._winreg.DeleteKey(self._winreg.HKEY_CURRENT_USER, rf"{CLASSES}\{key}")
        except FileNotFoundError:
            return

    def _below(self, key: str) -> Iterator[str]:
        try:
            with self._open(key, self._winreg.KEY_READ) as opened:
                for number in range(self._winreg.QueryInfoKey(opened)[0]):
                    yield self._winreg.EnumKey(opened, number)
        except FileNotFoundError:
            return


def _place(key: str) -> str:
    return rf"HKEY_CURRENT_USER\{CLASSES}\{key}"


def _unwritable(error: OSError) -> MachineFault:
    return MachineFault(Code.FILE_UNWRITABLE, path=str(error.filename or _place(KIND)))


def _tell_explorer() -> None:
    windll: Any = getattr(ctypes, "windll")  # noqa: B009 - there is none on other systems
    windll.shell32.SHChangeNotify(_ASSOCIATIONS_CHANGED, 0, None, None)
