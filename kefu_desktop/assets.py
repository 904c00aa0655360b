"""The files that come with the program: `resources/` and `db/`.

They lie beside the package in a checkout and inside it once installed or frozen, so nobody else
builds a path to them. Ask here, each time: a path is only good for this installation.
"""

import errno
import importlib.resources
from pathlib import Path


def resource(*parts: str) -> Path:
    """The file or folder `resources/PARTS…`; FileNotFoundError when this installation lacks it."""
    return _shipped("resources", *parts)


def migrations() -> Path:
    """The folder of `NNNN_name.sql`, applied in the order of their names."""
    return _shipped("db", "migrations")


def schema() -> Path:
    """The SQL that the migrations add up to, as one file to read."""
    return _shipped("db", "schema.sql")


def _shipped(*parts: str) -> Path:
    package = Path(str(importlib.resources.files(__package__)))
    checkout = package.parent
    # `pyproject.toml` tells a checkout from a site-packages in which someone else put a `db`.
    inside = (package / parts[0]).is_dir() or not (checkout / "pyproject.toml").is_file()
    path = (package if inside else checkout).joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(errno.ENOENT, "missing from this installation", str(path))
    return path
