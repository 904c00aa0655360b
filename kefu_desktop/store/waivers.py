"""Which findings about wording the user lets be, and why: a small file of JSON, a line for each.

It lies beside the library and not in it, for it says nothing that is sent: it makes no revision, no
step of undo, and no difference to colleagues who get the reply in a pack. It names uids, so it
outlives edits, moves and a restored backup; where it gets lost, findings show once more.
"""

import json
import logging
from collections.abc import Iterable
from pathlib import Path

from kefu_desktop.core.errors import Code, KefuError, MachineFault
from kefu_desktop.core.lint import Waiver
from kefu_desktop.core.model import check_uid
from kefu_desktop.store.drafts import overwrite

_log = logging.getLogger(__name__)


class Waivers:
    """The file; made when there is something to write. Used by one thread of one program."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> tuple[Waiver, ...]:
        """Gives the waivers, the oldest first. What cannot be understood counts as never said.

        Raises:
            MachineFault: FILE_UNREADABLE.
        """
        try:
            lines = self.file.read_bytes().splitlines()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise MachineFault(Code.FILE_UNREADABLE, path=str(self.file)) from error
        waivers = [waiver for waiver in map(_waiver, lines) if waiver is not None]
        if len(waivers) < len(lines):
            _log.warning("%d lines of %s say nothing", len(lines) - len(waivers), self.file.name)
        return tuple(waivers)

    def write(self, waivers: Iterable[Waiver]) -> None:
        """Keeps these waivers in place of all before.

        Raises:
            MachineFault: FILE_UNWRITABLE; those before are still there.
        """
        lines = "".join(f"{_line(waiver)}\n" for waiver in waivers)
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            overwrite(self.file, lines.encode())
        except OSError as error:
            raise MachineFault(Code.FILE_UNWRITABLE, path=str(self.file)) from error


def _line(waiver: Waiver) -> str:
    return json.dumps(
        {
            "uid": waiver.uid,
            "reason": waiver.reason,
            "word": waiver.word,
            "note": waiver.note,
        }
    )


def _waiver(line: bytes) -> Waiver | None:
    try:
        said = json.loads(line)
        return Waiver(
            check_uid(said["uid"]),
            str(said["reason"]),
            str(said["word"]),
            str(said.get("note", "")),
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, KefuError):
        return None
