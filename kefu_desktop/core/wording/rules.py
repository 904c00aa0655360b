"""Rules about wording, as they are read from their files.

The program's own rules may use regular expressions; a user's may not: one badly written expression
can take hours on one text, and nothing here could stop it. Words with exceptions say all that a
shop needs to forbid.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from kefu_desktop.core.errors import Code, InvalidInput, KefuError
from kefu_desktop.core.lint import RuleId, Severity
from kefu_desktop.core.wording.reading import Fold

WORDS_LIMIT = 2_000
"""Words of a user's rules altogether."""

WORD_LENGTH = 60
REASON_LENGTH = 300
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z|[^\W\d_][\w-]{0,39}\Z")
_PART = re.compile(r"«(\w+)»")


class Check(StrEnum):
    """How a rule looks: for words, or by counting in a way that is code."""

    WORDS = "words"
    ONE_WORD = "one-word"
    BLANKS = "blanks"
    ID_CARD = "id-card"
    BANK_CARD = "bank-card"
    PHONE = "phone"
    EMOTICONS = "emoticons"
    SMS = "sms"
    CLIENT = "client"


class Look(Struct, frozen=True, kw_only=True):
    """One thing that a rule looks for.

    Each of ``words`` is found itself; where there is a ``pattern``, finding one of them only says
    that the pattern is worth trying, and its group ``place`` (else all of it) is what is found.
    ``unless`` are longer words that are harmless where they cover the place. The other patterns
    look at what stands directly before, directly behind, in the same sentence, or from the place
    on.

    ``replacement`` may hold «groups» of the pattern; ``instead`` has another one for some of the
    words; ``traditional`` is what a text in Traditional characters gets. With ``clause`` it takes
    the place of the whole clause, so that what is left of the sentence can be read.
    """

    words: tuple[str, ...]
    pattern: re.Pattern[str] | None = None
    squeezed: bool = False
    unless: tuple[str, ...] = ()
    after: re.Pattern[str] | None = None
    unless_before: re.Pattern[str] | None = None
    unless_after: re.Pattern[str] | None = None
    unless_sentence: re.Pattern[str] | None = None
    unless_inside: re.Pattern[str] | None = None
    replacement: str | None = None
    traditional: str | None = None
    instead: Mapping[str, str] = field(default_factory=dict)
    clause: bool = False


class WordingRule(Struct, frozen=True, kw_only=True):
    """One rule. ``reason`` has a sentence for each language; ``{word}`` in it is what was found.
    ``answers`` gives what to say instead of a whole text, ``traditional_answers`` instead of one in
    Traditional characters.
    """

    id: RuleId
    category: str
    severity: Severity
    reason: Mapping[str, str]
    check: Check = Check.WORDS
    looks: tuple[Look, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    traditional_answers: Mapping[str, str] = field(default_factory=dict)


class OwnRules(Struct, frozen=True):
    """What a user's file says: rules of the shop, words that no rule may mind, rules to leave out;
    and what in it cannot be used.
    """

    rules: tuple[WordingRule, ...] = ()
    allow: tuple[str, ...] = ()
    off: frozenset[RuleId] = frozenset()
    findings: tuple[KefuError, ...] = ()


def joined(rules: Iterable[WordingRule]) -> tuple[WordingRule, ...]:
    """Gives one rule for those of a name, which looks for what each of them looks for: a rule has
    a file for each language that it reads, and says in one of them what it is.
    """
    found: dict[RuleId, WordingRule] = {}
    for rule in rules:
        other = found.get(rule.id, rule)
        main = rule if rule.reason else other
        looks = rule.looks if other is rule else other.looks + rule.looks
        found[rule.id] = replace(main, looks=looks)
    return tuple(found.values())


def from_document(document: Mapping[str, Any], fold: Fold) -> tuple[WordingRule, ...]:
    """Reads one of the program's own files.

    Raises KeyError, ValueError or re.error where it is not as it should be: that is no user's
    mistake.
    """
    parts = {str(name): str(text) for name, text in document.get("parts", {}).items()}
    return tuple(_rule(entry, parts, fold) for entry in document["rule"])


def from_user(document: Mapping[str, Any], fold: Fold, path: str) -> OwnRules:
    """Reads a user's file. What cannot be used is left out and listed in ``findings``."""
    reader = _UserReader(fold, path)
    return OwnRules(
        tuple(reader.rules(document.get("rule", []))),
        reader.words("", "allow", document.get("allow", [])),
        frozenset(RuleId(word) for word in reader.words("", "off", document.get("off", []))),
        tuple(reader.findings),
    )


def _rule(entry: Mapping[str, Any], parts: Mapping[str, str], fold: Fold) -> WordingRule:
    return WordingRule(
        id=RuleId(entry["id"]),
        category=entry.get("category", ""),
        severity=Severity(entry.get("severity", Severity.WARNING)),
        reason=dict(entry.get("reason", {})),
        check=Check(entry.get("check", Check.WORDS)),
        looks=tuple(_look(find, parts, fold) for find in entry.get("find", [])),
        answers=_folded(entry.get("answers", {}), fold),
        traditional_answers=_folded(entry.get("traditional_answers", {}), fold),
    )


def _folded(said: Mapping[str, str], fold: Fold) -> dict[str, str]:
    return {fold(word): instead for word, instead in said.items()}


def _look(find: Mapping[str, Any], parts: Mapping[str, str], fold: Fold) -> Look:
    def compiled(key: str, shape: str = "(?:{})") -> re.Pattern[str] | None:
        if key not in find:
            return None
        text = find[key]
        # A part may be made of parts.
        while _PART.search(text):
            text = _PART.sub(lambda match: parts[match[1]], text)
        return re.compile(shape.format(text) if shape else text)

    return Look(
        words=tuple(map(fold, find.get("words") or find["anchors"])),
        pattern=compiled("pattern"),
        squeezed=bool(find.get("squeezed", False)),
        unless=tuple(map(fold, find.get("unless", ()))),
        after=compiled("after"),
        unless_before=compiled("unless_before", r"(?:{})\Z"),
        unless_after=compiled("unless_after"),
        unless_sentence=compiled("unless_sentence"),
        unless_inside=compiled("unless_inside"),
        replacement=find.get("replacement"),
        traditional=find.get("traditional"),
        instead=_folded(find.get("instead", {}), fold),
        clause=bool(find.get("clause", False)),
    )


class _UserReader:
    """Reads what a user wrote, and goes on where something is wrong."""

    def __init__(self, fold: Fold, path: str) -> None:
        self._fold = fold
        self._path = path
        self._room = WORDS_LIMIT
        self.findings: list[KefuError] = []

    def rules(self, entries: object) -> list[WordingRule]:
        """Gives the rules that can be used."""
        if not isinstance(entries, list):
            self._refuse("", "rule")
            return []
        made: dict[str, WordingRule] = {}
        for number, entry in enumerate(entries, 1):
            rule = self._rule(entry, number)
            if rule is not None and rule.id in made:
                self._refuse(rule.id, "id")
            elif rule is not None:
                made[rule.id] = rule
        return list(made.values())

    def words(self, rule: str, key: str, value: object) -> tuple[str, ...]:
        """Gives the words, folded; those that cannot be any are left out."""
        given: Sequence[object] = value if isinstance(value, list) else [value]
        kept = [word.strip() for word in given if isinstance(word, str)]
        kept = [word for word in kept if 0 < len(word) <= WORD_LENGTH][: max(0, self._room)]
        self._room -= len(kept)
        if len(kept) < len(given):
            self._refuse(rule, key)
        return tuple(map(self._fold, kept))

    def _rule(self, entry: object, number: int) -> WordingRule | None:
        if not isinstance(entry, dict):
            self._refuse(str(number), "rule")
            return None
        name = str(entry.get("id", f"own-{number}"))[:40]
        unknown = sorted(entry.keys() - _USER_KEYS)
        for key in unknown:
            self._refuse(name, str(key))
        reason = self._reason(entry.get("reason"))
        severity = entry.get("severity", Severity.WARNING.value)
        replacement = entry.get("replacement")
        wrong = [
            key
            for key, well in (
                ("id", _NAME.match(name) is not None),
                ("reason", bool(reason)),
                ("severity", severity in [one.value for one in Severity]),
                ("replacement", replacement is None or isinstance(replacement, str)),
            )
            if not well
        ]
        for key in wrong:
            self._refuse(name, key)
        words = self.words(name, "words", entry.get("words", []))
        if not words:
            self._refuse(name, "words")
        if wrong or unknown or not words:
            return None
        near = self.words(name, "unless_near", entry.get("unless_near", []))
        look = Look(
            words=words,
            squeezed=entry.get("hidden") is True,
            unless=self.words(name, "unless", entry.get("unless", [])),
            unless_sentence=re.compile("|".join(map(re.escape, near))) if near else None,
            replacement=replacement,
        )
        return WordingRule(
            id=RuleId(name),
            category="own",
            severity=Severity(severity),
            reason=reason,
            looks=(look,),
        )

    def _reason(self, value: object) -> dict[str, str]:
        """Gives the sentence in each language; one without a language is said in all."""
        given = value if isinstance(value, dict) else {"": value}
        return {
            str(language): _only_word(text.strip())
            for language, text in given.items()
            if isinstance(text, str) and 0 < len(text.strip()) <= REASON_LENGTH
        }

    def _refuse(self, rule: str, field: str) -> None:
        self.findings.append(
            InvalidInput(Code.WORDING_RULE_INVALID, path=self._path, rule=rule or "-", field=field)
        )


_USER_KEYS = frozenset(
    {"id", "severity", "reason", "words", "unless", "unless_near", "hidden", "replacement"}
)


def _only_word(text: str) -> str:
    """Escapes all braces but ``{word}``: people write braces for other things too."""
    escaped = text.replace("{", "{{").replace("}", "}}")
    return escaped.replace("{{word}}", "{word}")
