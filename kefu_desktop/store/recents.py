"""Which emoticons were used last: a small file of JSON, the latest first.

It is a convenience and no record: what cannot be read counts as nothing, and losing it costs a look
further down.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.store.drafts import overwrite

LONGEST_KEY = 80
MOST = 48


class Recents:
    """The file; made when there is something to write. Used by one thread of one program."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.most = MOST

    def read(self) -> tuple[str, ...]:
        """Gives the keys that were kept, the latest first."""
        try:
            keys = json.loads(self.file.read_bytes())
        except (OSError, ValueError, RecursionError):
            return ()
        if not isinstance(keys, list):
            return ()
        sound = (key for key in keys if isinstance(key, str) and 0 < len(key) <= LONGEST_KEY)
        return tuple(dict.fromkeys(sound))[:MOST]

    def write(self, keys: Iterable[str]) -> None:
        """Keeps these keys in place of those before.

        Raises:
            MachineFault: FILE_UNWRITABLE; those before are still there.
        """
        data = json.dumps(list(keys)[:MOST], ensure_ascii=False).encode()
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            overwrite(self.file, data)
        except OSError as error:
            raise MachineFault(Code.FILE_UNWRITABLE, path=str(self.file)) from error
