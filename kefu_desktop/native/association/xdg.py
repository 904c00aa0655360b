"""Desktops that follow freedesktop.org: an entry for the menu, a kind of file, and icons for both,
in the user's own data folder.

Desktop Entry Specification 1.5, Shared MIME-info 0.21, Base Directory 0.8. A desktop looks into the
databases that two tools make of these files; where a tool is missing, it sees the files when
somebody else has run it.
"""

import logging
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kefu_desktop import assets
from kefu_desktop.app.ports import Limited, Reason, Refused, Remedy, Support, Works
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.native.facts import Facts, System

_log = logging.getLogger(__name__)

TOOLS: Mapping[str, tuple[str, str]] = {
    "update-mime-database": ("mime", "shared-mime-info"),
    "update-desktop-database": ("applications", "desktop-file-utils"),
}
"""Each tool with the folder it is given and the package that it is in."""

_SECONDS = 60
_ENTRY = "kefu-desktop.desktop"
_COMMAND = "Exec=kefu-desktop"
_ICONS = Path("icons", "hicolor", "scalable")


def support(facts: Facts) -> Support:
    """Works on every system but two; limited where a database cannot be made."""
    if facts.system in {System.WINDOWS, System.MACOS}:
        return Refused(Reason.OTHER_SYSTEM)
    missing = [package for tool, (_, package) in TOOLS.items() if shutil.which(tool) is None]
    if missing:
        return Limited(Reason.NO_TOOL, Remedy.INSTALL_PACKAGE, ", ".join(missing))
    return Works()


def make(_facts: Facts) -> "XdgAssociation":
    """Gives it for the user of this process."""
    return XdgAssociation(data_home(os.environ, Path.home()))


def data_home(environ: Mapping[str, str], home: Path) -> Path:
    """Gives the user's own data folder; XDG_DATA_HOME counts only where it is absolute."""
    told = Path(environ.get("XDG_DATA_HOME", ""))
    return told if told.is_absolute() else home / ".local" / "share"


class XdgAssociation:
    """Writes below ``data``, which need not be there yet."""

    name = "xdg"

    def __init__(self, data: Path) -> None:
        self._data = data

    def install(self, program: Sequence[str], called: str) -> tuple[str, ...]:
        """Writes what differs; the names of the kind of file come with its description."""
        wanted = dict(self._files(program))
        try:
            for path, content in wanted.items():
                if not path.is_file() or path.read_bytes() != content:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
        except OSError as error:
            raise _unwritable(error, self._data) from error
        self._update()
        return tuple(map(str, wanted))

    def remove(self) -> tuple[str, ...]:
        """Removes what :meth:`install` writes."""
        there = [path for path, _ in self._files(()) if path.is_file()]
        try:
            for path in there:
                path.unlink()
        except OSError as error:
            raise _unwritable(error, self._data) from error
        if there:
            self._update()
        return tuple(map(str, there))

    def close(self) -> None:
        """Holds nothing of the machine."""

    def _files(self, program: Sequence[str]) -> Iterator[tuple[Path, bytes]]:
        entry = assets.resource("desktop", _ENTRY).read_text(encoding="utf-8")
        yield self._data / "applications" / _ENTRY, entry_for(entry, program).encode()
        for folder, name, icon in (
            ("apps", "kefu-desktop", "app"),
            ("mimetypes", "application-x-kefupack", "kefupack"),
        ):
            data = assets.resource("icons", f"{icon}.svg").read_bytes()
            yield self._data / _ICONS / folder / f"{name}.svg", data
        kind = assets.resource("desktop", "kefu-desktop.xml").read_bytes()
        yield self._data / "mime" / "packages" / "kefu-desktop.xml", kind

    def _update(self) -> None:
        for tool, (folder, _) in TOOLS.items():
            path = shutil.which(tool)
            if path is None or not (self._data / folder).is_dir():
                continue
            command = [path, str(self._data / folder)]
            try:
                done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            except (OSError, subprocess.TimeoutExpired) as error:
                _log.warning("%s: %s", tool, type(error).__name__)
                continue
            if done.returncode:
                _log.warning("%s ended with %d", tool, done.returncode)


def entry_for(entry: str, program: Sequence[str]) -> str:
    """Gives a desktop entry that starts ``program`` wherever ``entry`` starts ours by its name."""
    command = "Exec=" + " ".join(map(_quoted, program))
    return "".join(
        line.replace(_COMMAND, command, 1) if line.startswith(_COMMAND) else line
        for line in entry.splitlines(keepends=True)
    )


def _quoted(word: str) -> str:
    """An argument of an Exec key: quoted, then escaped once more as any value is."""
    for sign in '\\"`$':
        word = word.replace(sign, f"\\{sign}")
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def _unwritable(error: OSError, folder: Path) -> MachineFault:
    return MachineFault(Code.FILE_UNWRITABLE, path=str(error.filename or folder))
