"""Texts of espanso with their ``{{variables}}``, ``[[fields]]`` of forms and ``$|$``.

A variable may use others, and a match may take in another match, in rings and in numbers that grow
with each step; so what is filled in is bounded in depth and in length, and what is beyond that
stays as it was written. What would run a program stays so too.

Source: espanso's renderer and its extensions (espanso-render, espanso-modulo), version 2.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct, field

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import TEXT_LIMIT, VARIANT_LIMIT
from kefu_desktop.packs.assembling import Remark
from kefu_desktop.packs.foreign.composing import (
    CLIPBOARD,
    CURSOR,
    Ours,
    can_be_chosen,
    compose,
    moments_of_strftime,
    one_of,
)
from kefu_desktop.packs.foreign.translating import Question, Translation

_SLOT = re.compile(r"\{\{\s*(\w+)(?:\.(\w+))?\s*\}\}")
_CURSOR = "$|$"
_SPECIAL = re.compile(r"\{\{|\$\|\$|\\[{}]")
_DAY = 86_400
_MOST_DAYS = 999
_DEPTH = 16
_COST = 64
_ROOM = 2 * TEXT_LIMIT
_ROOM_OF_UNIT = 1 << 24
_DATE_AND_TIME = "%Y-%m-%d %H:%M:%S"


class Variable(Struct, frozen=True):
    """A variable as the file has it; its parameters may hold other variables."""

    kind: str
    params: Mapping[str, Any]
    injects: bool = True


class Template(Struct, frozen=True):
    """The text of a match and its own variables. ``captured`` are names that the trigger itself
    gives values to, which only the user knows.
    """

    body: str
    variables: Mapping[str, Variable] = field(default_factory=dict)
    captured: frozenset[str] = frozenset()


class Surroundings(Struct):
    """What a text can take in: the variables of all files, and the other matches by trigger."""

    variables: Mapping[str, Variable] = field(default_factory=dict)
    templates: Mapping[str, Template] = field(default_factory=dict)
    room: int = _ROOM_OF_UNIT


class Written(NamedTuple):
    """The wordings of a reply, what to note beside them, and what is to be told."""

    variants: tuple[str, ...]
    notes: tuple[str, ...]
    remarks: tuple[Remark, ...]


def write(template: Template, around: Surroundings) -> Written:
    """Gives the texts of ``template`` in our notation: one for each choice, where the text is a
    choice among wordings or the choices cannot be written within a text.

    Raises :class:`InvalidInput` (TEXT_TOO_LONG).
    """
    if len(template.body) > _ROOM:
        raise InvalidInput(Code.TEXT_TOO_LONG, length=len(template.body), limit=TEXT_LIMIT)
    if not _SPECIAL.search(template.body):
        # Most matches are plain text, and a file has a hundred thousand of them.
        return Written((compose([template.body]),), (), ())
    name, wordings = _Filling(template, around).wordings()
    fillings = [_Filling(template, around, {name: one}) for one in wordings]
    variants: dict[str, None] = {}
    notes: dict[str, None] = {}
    remarks: dict[object, Remark] = {}
    for filling in fillings or [_Filling(template, around)]:
        text, told = _with_cursor(filling.whole()).composed()
        variants[text] = None
        notes |= dict.fromkeys(filling.notes)
        remarks |= {(remark.code, *remark.params.items()): remark for remark in told}
    return Written(tuple(variants), tuple(notes), tuple(remarks.values()))


def _with_cursor(text: Translation) -> Translation:
    """There is one cursor: espanso goes to the first, and takes all the marks away."""
    placed = Translation(remarks=text.remarks)
    seen = False
    for piece in text.pieces:
        if not isinstance(piece, str):
            placed.add(piece)
            continue
        first, *others = piece.split(_CURSOR)
        placed.add(first)
        for other in others:
            if not seen:
                placed.add(CURSOR)
                seen = True
            placed.add(other)
    return placed


class _Filling:
    """One text while it is filled in. ``picked`` are choices that were made already."""

    def __init__(
        self,
        template: Template,
        around: Surroundings,
        picked: Mapping[str, str] | None = None,
    ) -> None:
        self.notes: list[str] = []
        self._template = template
        self._around = around
        self._picked = picked or {}
        self._room = _ROOM
        self._labels: dict[str, tuple[str, str]] = {}

    def whole(self) -> Translation:
        """Gives the text of the template."""
        return self._filled(self._template.body, self._template, ())

    def wordings(self) -> tuple[str, Sequence[str]]:
        """Gives the choice that makes wordings of the whole text, if there is one: its name, and
        the texts to choose from.
        """
        body = self._template.body
        named = [match[1] for match in _SLOT.finditer(body)]
        for name in dict.fromkeys(named):
            variable = self._variable(name, self._template)
            if variable is None or variable.kind not in {"random", "choice"}:
                continue
            choices = _choices(variable)
            alone = variable.kind == "random" and _SLOT.fullmatch(body.strip())
            twice = variable.kind == "random" and named.count(name) > 1
            if len(choices) <= VARIANT_LIMIT and (
                alone or twice or not self._inline(choices, variable, self._template, ())
            ):
                return name, choices
        return "", ()

    def _filled(self, source: str, scope: Template, within: tuple[str, ...]) -> Translation:
        text = Translation()
        self._pay(len(source), within)
        at = 0
        for match in _SLOT.finditer(source):
            text.add(_unescaped(source[at : match.start()]))
            at = match.end()
            self._pay(_COST, within)
            self._fill(text, match, scope, within)
        text.add(_unescaped(source[at:]))
        return text

    def _pay(self, cost: int, within: tuple[str, ...]) -> None:
        """What is filled in is paid for by the file, too: many texts may grow out of little."""
        self._room -= cost
        if within:
            self._around.room -= cost
        if self._room < 0 or self._around.room < 0:
            raise InvalidInput(Code.TEXT_TOO_LONG, length=_ROOM - self._room, limit=TEXT_LIMIT)

    def _fill(
        self, text: Translation, slot: re.Match[str], scope: Template, within: tuple[str, ...]
    ) -> None:
        name = slot[1]
        if scope is self._template and name in self._picked:
            text.take(self._filled(self._picked[name], scope, (*within, name)))
            return
        variable = self._variable(name, scope)
        key = f"{id(scope)}.{name}"
        if variable is None and name in scope.captured:
            text.add(Question(self._label(name, "")))
        elif variable is None or key in within or len(within) >= _DEPTH:
            text.leave(slot[0])
        elif variable.kind in {"shell", "script"}:
            text.leave_code(slot[0], _language(variable))
        elif variable.kind == "match":
            self._take_in(text, slot, variable, (*within, key))
        else:
            found = self._value(slot, variable, scope, (*within, key))
            if found is None:
                text.leave(slot[0])
            else:
                text.take(found)

    def _variable(self, name: str, scope: Template) -> Variable | None:
        variable = scope.variables.get(name)
        if variable is None or variable.kind == "global":
            variable = self._around.variables.get(name)
        return variable

    def _value(
        self, slot: re.Match[str], variable: Variable, scope: Template, within: tuple[str, ...]
    ) -> Translation | None:
        """Gives what a variable stands for; None where there is no such thing here."""
        params = variable.params
        match variable.kind:
            case "clipboard":
                return Translation([CLIPBOARD])
            case "date":
                pieces = _moment(params)
                return None if pieces is None else Translation(list(pieces))
            case "echo" if isinstance(params.get("echo"), str):
                return self._param(params["echo"], variable, scope, within)
            case "random" | "choice":
                choices = _choices(variable)
                inline = self._inline(choices, variable, scope, within)
                if not inline:
                    return None
                self.notes += _labels(variable)
                if variable.kind == "random":
                    return Translation([one_of(inline)])
                return Translation([Question(self._label(slot[1], ""), "", tuple(inline))])
            case "form" if slot[2] is not None:
                return Translation([self._field(slot[1], slot[2], params)])
        return None

    def _param(
        self, said: str, variable: Variable, scope: Template, within: tuple[str, ...]
    ) -> Translation:
        return self._filled(said, scope, within) if variable.injects else Translation([said])

    def _inline(
        self, choices: Sequence[str], variable: Variable, scope: Template, within: tuple[str, ...]
    ) -> Sequence[str]:
        """Gives the choices as they can be written within a text; none where one cannot be."""
        written: list[str] = []
        for choice in choices:
            filled = self._param(choice, variable, scope, within)
            pieces = filled.pieces
            if filled.remarks or not all(isinstance(piece, str) for piece in pieces):
                return ()
            value = "".join(map(str, pieces))
            if not can_be_chosen(value):
                return ()
            written.append(value)
        return written

    def _take_in(
        self,
        text: Translation,
        slot: re.Match[str],
        variable: Variable,
        within: tuple[str, ...],
    ) -> None:
        other = self._around.templates.get(str(variable.params.get("trigger")))
        ring = other is not None and f"{id(other)}" in within
        if other is None or ring:
            text.leave(slot[0])
            return
        text.take(self._filled(other.body, other, (*within, f"{id(other)}")))

    def _field(self, form: str, name: str, params: Mapping[str, Any]) -> Ours | Question:
        fields = params.get("fields")
        told = fields.get(name) if isinstance(fields, dict) else None
        label = self._label(name, form)
        if not isinstance(told, dict):
            return Question(label)
        default = told.get("default")
        values = _listed(told.get("values"))
        if not all(map(can_be_chosen, values)):
            self.notes += values
            values = []
        return Question(label, default if isinstance(default, str) else "", tuple(values))

    def _label(self, name: str, form: str) -> str:
        """Fields of one name in two forms are two questions."""
        label = name
        while self._labels.setdefault(label, (form, name)) != (form, name):
            label = f"{label}_{form or 2}"
        return label


def _unescaped(text: str) -> str:
    return text.replace("\\{\\{", "{{").replace("\\}\\}", "}}")


def _listed(values: Any) -> list[str]:
    """Values are a list, or a text with one on each line."""
    if isinstance(values, str):
        return [line.strip() for line in values.splitlines() if line.strip()]
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _choices(variable: Variable) -> list[str]:
    """Gives the texts that are put in: of a choice with a label, what it stands for."""
    key = "choices" if variable.kind == "random" else "values"
    values = variable.params.get(key)
    if not isinstance(values, list):
        return _listed(values)
    told = [value.get("id") if isinstance(value, dict) else value for value in values]
    return [value for value in told if isinstance(value, str)]


def _labels(variable: Variable) -> list[str]:
    values = variable.params.get("values")
    told = (
        [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    )
    return [
        f"{value['label']} = {value['id']}"
        for value in told
        if isinstance(value.get("label"), str)
        and isinstance(value.get("id"), str)
        and value["label"] != value["id"]
    ]


def _language(variable: Variable) -> str:
    said = variable.params.get("shell")
    if variable.kind == "script":
        arguments = variable.params.get("args")
        said = arguments[0] if isinstance(arguments, list) and arguments else None
    return said[:20] if isinstance(said, str) and said else variable.kind


def _moment(params: Mapping[str, Any]) -> Sequence[str | Ours] | None:
    form, offset = params.get("format", _DATE_AND_TIME), params.get("offset") or "0"
    if not isinstance(form, str) or not isinstance(offset, str) or _SLOT.search(form):
        return None
    if not re.fullmatch(r"[+-]?\d{1,12}", offset):
        return None
    days, rest = divmod(int(offset), _DAY)
    return None if rest or abs(days) > _MOST_DAYS else moments_of_strftime(form, days)
