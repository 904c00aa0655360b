"""Where the user's things lie: library, settings, backups, drafts, logs, the program's socket.

Nothing here touches the disk but `Paths.make`. Asking where a library would be must not create
the folder: `kefu-desktop doctor` asks on machines where nobody ever started the program.
"""

import os
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path

import platformdirs
from msgspec import Struct
from msgspec.structs import replace

APP_FOLDER = "kefu_desktop"
"""The folder's name wherever a system keeps one for each program."""

PORTABLE_MARKER = "portable"
PORTABLE_HOME = "kefu_home"

SOCKET_PATH_BYTES = 103
"""The longest path of a Unix socket: 107 bytes on Linux, 103 on macOS (`sun_path` less its NUL)."""

SOCKET_NAME_BYTES = 24
"""What `Paths.run` leaves free for the name of a socket in it."""


class Paths(Struct, frozen=True):
    """The folders of one user; all absolute. With KEFU_HOME or portable all four are in one.

    `run` is short enough for a Unix socket with a name of up to SOCKET_NAME_BYTES in it.
    """

    data: Path
    config: Path
    state: Path
    run: Path
    chosen: Path | None = None

    @property
    def library(self) -> Path:
        """The SQLite file that holds everything; WAL puts two more beside it while it is open."""
        return self.chosen or self.data / "library.db"

    @property
    def settings(self) -> Path:
        """The settings as TOML, meant to be edited by hand too."""
        return self.config / "settings.toml"

    @property
    def backups(self) -> Path:
        """Verified copies of the library. They lie with the user's own data also when the library
        lies on a stick or a share, which may be what gets lost.
        """
        return self._of_library(self.data / "backups")

    @property
    def drafts(self) -> Path:
        """What was written for the library and not saved yet, a file each."""
        return self._of_library(self.data / "drafts")

    @property
    def apart(self) -> Path:
        """What the user said of replies that only look like duplicates. A file of its own: losing
        it costs a second look, and no backup or undo needs to know of it.
        """
        return self._of_library(self.data / "duplicates") / "apart.jsonl"

    @property
    def wording(self) -> Path:
        """The shop's own rules about wording as TOML, written by hand; there for who wants some."""
        return self.data / "wording.toml"

    @property
    def waivers(self) -> Path:
        """Which findings about wording the user lets be. Losing it costs a second look."""
        return self._of_library(self.data / "wording") / "ignored.jsonl"

    @property
    def presence(self) -> Path:
        """Whether somebody is away, and the last weeks' history of it."""
        return self._of_library(self.data / "presence") / "standing.json"

    @property
    def editions(self) -> Path:
        """Under which versions packs were exported. Losing it costs a suggestion."""
        return self._of_library(self.data / "exports") / "editions.jsonl"

    @property
    def shared(self) -> Path:
        """What is known of shared places, and copies of the packs that lie there. Made when there
        is one: most users have none.
        """
        return self._of_library(self.data / "shared")

    @property
    def clients(self) -> Path:
        """The user's own profiles of chat clients; made by whoever writes one."""
        return self.data / "clients"

    @property
    def recent_emoticons(self) -> Path:
        """Which emoticons were picked last. Losing it costs a look further down."""
        return self.data / "emoticons" / "recent.json"

    @property
    def logs(self) -> Path:
        """The rotated log files; no reply text in them."""
        return self.state / "logs"

    def for_library(self, file: Path) -> "Paths":
        """The same user's folders for another library: its own backups, drafts and instance, the
        settings and logs of all.
        """
        chosen = file.expanduser().resolve()
        if chosen == self.library.resolve():
            return self
        return replace(self, chosen=chosen, run=_short_enough(self.run / _digest_of(chosen)))

    def make(self) -> None:
        """Create the folders that are missing, for this user alone.

        Raises OSError when one cannot be made, PermissionError when `run` is someone else's: in a
        shared temporary folder another user may have been there first, and whoever owns the
        folder of the socket can answer in our name.
        """
        kept = (self.backups, self.drafts, self.apart.parent)
        for folder in (self.data, self.config, *kept, self.logs, self.run):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if hasattr(os, "getuid") and self.run.lstat().st_uid != os.getuid():
            raise PermissionError(f"not owned by this user: {self.run}")

    def _of_library(self, folder: Path) -> Path:
        """Gives where in ``folder`` that belongs which is kept for each library apart."""
        return folder if self.chosen is None else folder / _name_of(self.chosen)


def locate(environ: Mapping[str, str], executable: Path, *, frozen: bool) -> Paths:
    """Decide where everything lies: KEFU_HOME, else a portable home, else the system's own places.

    A frozen program is portable when a file `portable` or a folder `kefu_home` lies beside its
    executable; then its home is that `kefu_home`, so that a USB stick carries the replies along.
    The system's places are platformdirs' answer, which reads XDG_* of the process itself.
    """
    if chosen := environ.get("KEFU_HOME"):
        return _in_one_folder(Path(chosen).expanduser().absolute())
    if frozen:
        beside = executable.absolute().parent
        home = beside / PORTABLE_HOME
        if home.is_dir() or (beside / PORTABLE_MARKER).is_file():
            return _in_one_folder(home)
    places = platformdirs.PlatformDirs(APP_FOLDER, appauthor=False)
    state = places.user_state_path
    return Paths(
        data=places.user_data_path,
        config=places.user_config_path,
        state=state,
        run=_runtime_folder() or _short_enough(state / "run"),
    )


def _in_one_folder(home: Path) -> Paths:
    return Paths(data=home, config=home, state=home, run=_short_enough(home / "run"))


def _short_enough(run: Path) -> Path:
    if len(os.fsencode(run)) + 1 + SOCKET_NAME_BYTES <= SOCKET_PATH_BYTES:
        return run
    # Another home must not meet this one's instance: hence the digest. The temporary folder is
    # everybody's: `make` looks whose the one in it is.
    runtime = _runtime_folder()
    parent = runtime.parent if runtime else Path(tempfile.gettempdir())
    return parent / f"{APP_FOLDER}-{_digest_of(run)}"


def _name_of(library: Path) -> str:
    """A folder name for what belongs to this library, to be recognised by people too."""
    return f"{library.stem}-{_digest_of(library)}"


def _digest_of(path: Path) -> str:
    import hashlib  # here, for it loads OpenSSL, which most starts do without

    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _runtime_folder() -> Path | None:
    """The session's own folder for sockets, or None where there is no session (cron, ssh, su)."""
    # platformdirs then warns once a process and names a folder in the shared temporary one, which
    # whoever comes first may own.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        runtime = platformdirs.user_runtime_path(APP_FOLDER, appauthor=False)
    last_resort = f"runtime-{os.getuid()}" if hasattr(os, "getuid") else None
    return None if runtime.parent == Path(tempfile.gettempdir(), str(last_resort)) else runtime
