"""The user's files of chat client profiles: TOML written by hand too, so what is not asked for
stays as it was typed.

What a profile may say is not known here. A file that cannot be edited is kept under another name,
and one like it begun anew.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Millis
from kefu_desktop.store import settings_file
from kefu_desktop.store.moments import moment_name

Values = Mapping[str, Any]


def write(path: Path, key: str, values: Values, *, at: Millis) -> None:
    """Sets ``values`` in the profile ``key`` of a file, which is made where there is none; None
    takes a field out.

    Raises:
        MachineFault: ``FILE_UNWRITABLE``, ``DISK_FULL``; the file is as it was.
    """
    # Here and not above: most starts only read, and tomlkit takes its time to load.
    from kefu_desktop.store import toml_editing

    settings_file.replace_text(
        path,
        lambda text: toml_editing.edited_entry(text, key, values),
        lambda text: toml_editing.entry_anew(text, key, values),
        _aside(path, at),
    )


def remove(path: Path, key: str, *, at: Millis) -> None:
    """Takes the profile ``key`` out of a file; one in which no other is left goes, or is kept under
    another name where it says anything else. Raises as :func:`write` does.
    """
    from kefu_desktop.store import toml_editing

    try:
        text = path.read_text(encoding="utf-8-sig")
        left = toml_editing.edited_entry(text, key, None)
        if left is not None and not left.strip():
            path.unlink()
            return
        if toml_editing.is_without_entries(text if left is None else left):
            path.replace(_aside(path, at))
            return
    except OSError as error:
        raise MachineFault(Code.FILE_UNWRITABLE, path=str(path)) from error
    settings_file.replace_text(
        path,
        lambda text: toml_editing.edited_entry(text, key, None),
        lambda text: toml_editing.entry_anew(text, key, None),
        _aside(path, at),
    )


def _aside(path: Path, at: Millis) -> Path:
    # Not a name that ends in .toml: it would be read as profiles again.
    return path.with_name(f"{path.name}.aside-{moment_name(at)}")
