"""Which replies the user said are different though they read alike: a small file of JSON, one list
of uids for each time.

It lies beside the library and not in it, for it says nothing about any reply: it makes no revision
and no step of undo, and nothing else in the program need know of it. It names uids, so it outlives
edits, moves and a restored backup; where it gets lost, the user is asked once more.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

from kefu_desktop.core.errors import Code, KefuError, MachineFault
from kefu_desktop.core.model import Uid, check_uid
from kefu_desktop.store.drafts import overwrite

_log = logging.getLogger(__name__)

Verdict = tuple[Uid, ...]
"""Replies of which each is another than the others."""


class Apart:
    """The file; made when there is something to write. Used by one thread of one program."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> tuple[Verdict, ...]:
        """Gives the verdicts, the oldest first. What cannot be understood counts as never said.

        Raises:
            MachineFault: FILE_UNREADABLE.
        """
        try:
            lines = self.file.read_bytes().splitlines()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise MachineFault(Code.FILE_UNREADABLE, path=str(self.file)) from error
        verdicts = [verdict for verdict in map(_verdict, lines) if verdict]
        if len(verdicts) < len(lines):
            _log.warning("%d lines of %s say nothing", len(lines) - len(verdicts), self.file.name)
        return tuple(verdicts)

    def write(self, verdicts: Iterable[Sequence[Uid]]) -> None:
        """Keeps these verdicts in place of all before.

        Raises:
            MachineFault: FILE_UNWRITABLE; those before are still there.
        """
        lines = "".join(f"{json.dumps(list(verdict))}\n" for verdict in verdicts)
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            overwrite(self.file, lines.encode())
        except OSError as error:
            raise MachineFault(Code.FILE_UNWRITABLE, path=str(self.file)) from error


def _verdict(line: bytes) -> Verdict:
    try:
        uids = json.loads(line)
        return tuple(check_uid(uid) for uid in uids) if isinstance(uids, list) else ()
    except (ValueError, TypeError, RecursionError, KefuError):
        return ()
