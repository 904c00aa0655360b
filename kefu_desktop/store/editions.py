"""Under which version each pack was last exported from here: a small file of JSON, one line for
each pack and name.

It lies beside the library and not in it: exporting changes no reply, so it makes no revision and no
step of undo. It only serves to suggest the next version; where it gets lost, a person writes one.
"""

import json
import logging
from pathlib import Path

from msgspec import Struct, to_builtins

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Digest, Millis, Uid
from kefu_desktop.store.drafts import overwrite

_log = logging.getLogger(__name__)

KEPT = 500
"""So many lines are kept, the latest."""


class Edition(Struct, frozen=True, kw_only=True):
    """A pack as it was exported. A library exports its own replies as packs of several names.
    ``content`` is the digest of what it said.
    """

    pack: Uid
    name: str
    version: str
    content: Digest
    at: Millis


class Editions:
    """The file; made when there is something to write."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def last(self, pack: Uid, name: str | None = None) -> Edition | None:
        """Gives how a pack was last exported under ``name``, or (None) under any. What cannot be
        read or understood counts as never exported.
        """
        read = self._read()
        if name is not None:
            return read.get(_key(pack, name))
        return next((one for one in reversed(read.values()) if one.pack == pack), None)

    def keep(self, edition: Edition) -> None:
        """Keeps an edition in place of the one before it.

        Raises:
            MachineFault: FILE_UNWRITABLE; those before are still there.
        """
        kept = self._read()
        kept.pop(_key(edition.pack, edition.name), None)
        kept[_key(edition.pack, edition.name)] = edition
        latest = list(kept.values())[-KEPT:]
        lines = "".join(f"{json.dumps(to_builtins(one), ensure_ascii=False)}\n" for one in latest)
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            overwrite(self.file, lines.encode())
        except OSError as error:
            raise MachineFault(Code.FILE_UNWRITABLE, path=str(self.file)) from error

    def _read(self) -> dict[tuple[Uid, str], Edition]:
        try:
            lines = self.file.read_bytes().splitlines()
        except FileNotFoundError:
            return {}
        except OSError as error:
            _log.warning("%s cannot be read: %s", self.file.name, type(error).__name__)
            return {}
        read = [edition for edition in map(_edition, lines) if edition is not None]
        if len(read) < len(lines):
            _log.warning("%d lines of %s say nothing", len(lines) - len(read), self.file.name)
        return {_key(edition.pack, edition.name): edition for edition in read}


def _key(pack: Uid, name: str) -> tuple[Uid, str]:
    return pack, name.casefold()


def _edition(line: bytes) -> Edition | None:
    try:
        said = json.loads(line)
        words = {key: said[key] for key in ("pack", "name", "version", "content")}
        at = said["at"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not all(isinstance(word, str) for word in words.values()) or not isinstance(at, int):
        return None
    return Edition(**words, at=Millis(at))
