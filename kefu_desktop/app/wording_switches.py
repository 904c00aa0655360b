"""Switches the wording rules on and off: in the user's file of rules, the rest of which stays.

A file that cannot be read is not written either: whoever typed it mends it first.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from kefu_desktop.app.events import Events, WordingChanged
from kefu_desktop.app.ports import Clock
from kefu_desktop.core.errors import Code, InvalidInput, MachineFault
from kefu_desktop.core.lint import RuleId, Severity
from kefu_desktop.core.model import Millis
from kefu_desktop.store import settings_file

_LINE = re.compile(r"at line (\d+)")

_HEAD = """\
# 自己的措辞规则 · wording rules of your own
"""


class Switch(Struct, frozen=True):
    """One rule of the program. ``replaced`` by one of the user's own with its name."""

    id: RuleId
    severity: Severity
    on: bool
    replaced: bool = False


class WordingSwitches:
    """The rules in ``folder``, as the user's file ``own``, which need not be there, has them."""

    def __init__(self, folder: Path, own: Path, events: Events, clock: Clock) -> None:
        self.own = own
        self._folder = folder
        self._events = events
        self._clock = clock

    def all(self) -> tuple[Switch, ...]:
        """Gives the rules of the program in the order of their files.

        Raises :class:`InvalidInput` (WORDING_FILE_DAMAGED) or :class:`MachineFault` for a user's
        file that cannot be read.
        """
        document = self._document()
        off, replaced = _off(document), _replaced(document)
        return tuple(
            Switch(name, severity, name not in off, name in replaced)
            for name, severity in self._rules()
        )

    def set(self, rule: RuleId, *, on: bool) -> None:
        """Switches one rule; who looks through texts hears of it. Raises as :meth:`all` does, and
        when the file cannot be written.
        """
        off = _off(self._document())
        if (rule not in off) is on:
            return
        left = [name for name in off if name != rule] if on else [*off, rule]
        settings_file.write(self.own, {"off": left or None}, at=Millis(self._clock.now()))
        self._events.publish(WordingChanged())

    def ensure_file(self) -> Path:
        """Gives the user's file to be opened in an editor, made where there is none. Raises
        :class:`MachineFault` when it cannot be.
        """
        if not self.own.exists():
            try:
                self.own.parent.mkdir(parents=True, exist_ok=True)
                self.own.write_text(_HEAD, encoding="utf-8")
            except OSError as error:
                raise MachineFault(Code.FILE_UNWRITABLE, path=str(self.own)) from error
        return self.own

    def _rules(self) -> Iterator[tuple[RuleId, Severity]]:
        for file in sorted(self._folder.glob("*.toml")):
            for rule in tomllib.loads(file.read_text(encoding="utf-8"))["rule"]:
                # A rule has more to say in the files of other languages.
                if "severity" in rule:
                    yield RuleId(rule["id"]), Severity(rule["severity"])

    def _document(self) -> Mapping[str, Any]:
        path = str(self.own)
        try:
            return tomllib.loads(self.own.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise MachineFault(Code.FILE_UNREADABLE, path=path) from error
        except (ValueError, RecursionError) as error:
            found = _LINE.search(str(error))
            line = int(found[1]) if found else 1
            raise InvalidInput(Code.WORDING_FILE_DAMAGED, path=path, line=line) from error


def _off(document: Mapping[str, Any]) -> list[str]:
    off = document.get("off", [])
    return [name for name in (off if isinstance(off, list) else [off]) if isinstance(name, str)]


def _replaced(document: Mapping[str, Any]) -> set[str]:
    rules = document.get("rule", [])
    entries = rules if isinstance(rules, list) else []
    return {str(entry.get("id")) for entry in entries if isinstance(entry, Mapping)}
