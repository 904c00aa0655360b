"""The settings file: TOML that the user edits too, so comments, order and unknown keys stay.

What a setting means is not known here; values go in and out as plain dicts. A file that cannot be
understood is moved aside, never overwritten.
"""

import errno
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis
from kefu_desktop.store.drafts import overwrite
from kefu_desktop.store.moments import moment_name

Values = Mapping[str, Any]
"""What TOML can say: strings, numbers, booleans, moments, lists and dicts of these."""

_LINE = re.compile(r"at line (\d+)")


def read(path: Path, *, at: Millis) -> dict[str, Any]:
    """Gives what the file says; nothing when there is none.

    Raises:
        MachineFault: ``SETTINGS_UNREADABLE``. A file that is no TOML is now called ``aside``
            (``line`` is where reading stopped), so the next read finds none. ``FILE_UNREADABLE``:
            one that the system does not give out stays where it is.
    """
    try:
        return _parsed(_text_of(path))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise MachineFault(Code.FILE_UNREADABLE, path=str(path)) from error
    except (ValueError, RecursionError) as error:
        line = _LINE.search(str(error))
        raise MachineFault(
            Code.SETTINGS_UNREADABLE,
            path=str(path),
            aside=str(_put_aside(path, at)),
            line=int(line[1]) if line else 0,
        ) from error


def write(path: Path, values: Values, *, at: Millis) -> Path | None:
    """Sets ``values`` in the file and leaves the rest of it as it is; None takes a key out.

    Dicts are gone into, lists are replaced. The file is replaced in one step, so a reader sees the
    old or the new one.

    Returns:
        Where the file before is now if it could not be edited and was written anew, else None.

    Raises:
        MachineFault: ``FILE_UNWRITABLE``, ``DISK_FULL``; the file is as it was.
    """
    # Here and not above: most starts only read, and tomlkit takes its time to load.
    from kefu_desktop.store import toml_editing

    aside = path.with_name(f"{path.stem}.aside-{moment_name(at)}{path.suffix}")
    return replace_text(
        path,
        lambda text: toml_editing.edited(text, values),
        lambda text: toml_editing.anew(text, values),
        aside,
    )


def replace_text(
    path: Path,
    edited: Callable[[str], str | None],
    anew: Callable[[str], str],
    aside: Path,
) -> Path | None:
    """Gives a text file what ``edited`` makes of it; where that makes nothing of it, puts the file
    ``aside`` and begins another with what ``anew`` makes of it. Line ends stay as they were.

    Returns and raises as :func:`write` does.
    """
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        text = _text_of(target) if target.exists() else ""
        written, kept = edited(text), None
        if written is None:
            kept, written = target.replace(target.with_name(aside.name)), anew(text)
        lines = written.replace("\n", "\r\n") if "\r\n" in text else written
        overwrite(target, lines.encode())
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        code = Code.DISK_FULL if full else Code.FILE_UNWRITABLE
        raise MachineFault(code, path=str(path)) from error
    return kept


def _text_of(path: Path) -> str:
    # Windows' own editor puts a byte-order mark in front.
    return path.read_bytes().decode("utf-8-sig", errors="surrogateescape")


def _parsed(text: str) -> dict[str, Any]:
    """Gives what ``text`` says; ValueError or RecursionError when it says nothing sensible."""
    text.encode()
    return tomllib.loads(text)


def _put_aside(path: Path, at: Millis) -> Path:
    aside = path.with_name(f"{path.stem}.aside-{moment_name(at)}{path.suffix}")
    path.replace(aside)
    return aside
