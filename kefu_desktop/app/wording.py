"""The wording rules in force: the program's own, those of the shop, and what each says of what it
finds.

Loading takes a moment and some memory, so it waits until somebody has a text looked at; whoever may
not wait asks :attr:`WordingRules.ready` first.
"""

from __future__ import annotations

import logging
import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kefu_desktop.core.errors import Code, InvalidInput, KefuError, MachineFault
from kefu_desktop.core.lint import Circumstances, Finding, Rule, RuleId
from kefu_desktop.core.settings import Language
from kefu_desktop.core.wording.matching import compile_rules
from kefu_desktop.core.wording.rules import OwnRules, WordingRule, from_document, from_user, joined

if TYPE_CHECKING:
    from kefu_desktop.search.readings import Readings

_log = logging.getLogger(__name__)

_OWN_FILE_LIMIT = 1_000_000
"""Bytes of a user's file that are still read."""

_Stamp = tuple[int, int] | None


class _Loaded(Struct, frozen=True):
    stamp: _Stamp
    rule: Rule
    rules: Mapping[RuleId, WordingRule]
    findings: tuple[KefuError, ...]


class WordingRules:
    """The rules of the TOML files in ``folder`` and of the user's file ``own``, which need not be
    there. Any thread.
    """

    def __init__(
        self,
        folder: Path,
        own: Path,
        load_readings: Callable[[], Readings],
        give_way: Callable[[], None] = lambda: None,
    ) -> None:
        """``give_way`` is called every now and then while the rules are loaded."""
        self.own = own
        self._folder = folder
        self._load_readings = load_readings
        self._give_way = give_way
        self._loading = threading.Lock()
        self._loaded: _Loaded | None = None

    @property
    def ready(self) -> bool:
        """Whether looking at a text starts at once."""
        return self._loaded is not None

    def look_at(self, text: str, about: Circumstances) -> Iterator[Finding]:
        """Gives what the rules find: a :data:`~kefu_desktop.core.lint.Rule`."""
        return iter(self._current().rule(text, about))

    def findings(self) -> tuple[KefuError, ...]:
        """Gives what in the user's file cannot be used; the rest of it holds."""
        return self._current().findings

    def reload(self) -> None:
        """Reads the user's file again if it is another than before."""
        with self._loading:
            if self._loaded is None or self._loaded.stamp != _stamp_of(self.own):
                self._loaded = self._load()

    def say(self, finding: Finding, language: Language) -> str:
        """Says why ``finding``, one of these rules', was found; empty for a rule that is no longer
        there.
        """
        rule = self._rule(finding)
        if rule is None:
            return ""
        reasons = rule.reason
        said = reasons.get(language.value) or reasons.get("") or next(iter(reasons.values()))
        return said.format(word=finding.word)

    def category(self, finding: Finding) -> str:
        """Gives the category of the rule that found it, empty for one that is no longer there."""
        rule = self._rule(finding)
        return "" if rule is None else rule.category

    def _rule(self, finding: Finding) -> WordingRule | None:
        return self._current().rules.get(RuleId(finding.reason))

    def _current(self) -> _Loaded:
        if self._loaded is None:
            self.reload()
        assert self._loaded is not None
        return self._loaded

    def _load(self) -> _Loaded:
        from kefu_desktop.search.word_table import make_finder

        folding = self._load_readings().folding

        def fold(text: str) -> str:
            self._give_way()
            return folding.text(text)

        stamp = _stamp_of(self.own)
        own = _read_own(self.own, fold)
        ours = [
            rule
            for file in sorted(self._folder.glob("*.toml"))
            for rule in from_document(tomllib.loads(file.read_text(encoding="utf-8")), fold)
        ]
        replaced = {rule.id for rule in own.rules} | own.off
        rules = [*(rule for rule in joined(ours) if rule.id not in replaced), *own.rules]
        for finding in own.findings:
            _log.warning("own wording rules: %s", finding.code.value)
        return _Loaded(
            stamp,
            compile_rules(rules, own.allow, fold, make_finder),
            {rule.id: rule for rule in rules},
            own.findings,
        )


def _read_own(file: Path, fold: Callable[[str], str]) -> OwnRules:
    """Reads the user's file; whatever is wrong with it is a finding."""
    path = str(file)
    try:
        if file.stat().st_size > _OWN_FILE_LIMIT:
            return OwnRules(findings=(InvalidInput(Code.WORDING_FILE_DAMAGED, path=path, line=0),))
        document: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return OwnRules()
    except OSError:
        return OwnRules(findings=(MachineFault(Code.FILE_UNREADABLE, path=path),))
    except (ValueError, RecursionError) as error:
        line = _line_of(str(error))
        return OwnRules(findings=(InvalidInput(Code.WORDING_FILE_DAMAGED, path=path, line=line),))
    return from_user(document, fold, path)


def _line_of(message: str) -> int:
    """Gives the line that tomllib names (“… (at line 3, column 5)”), 1 where it names none."""
    _, found, rest = message.partition("(at line ")
    number = rest.partition(",")[0]
    return int(number) if found and number.isdigit() else 1


def _stamp_of(file: Path) -> _Stamp:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
