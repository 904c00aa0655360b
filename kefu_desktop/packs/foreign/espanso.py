"""Matches of espanso: a file, a folder with ``match/*.yml``, a package, the hub of packages.

A match without a label has no name but its text; what triggers it becomes the shortcut, without
the colon that keeps espanso from expanding it in the middle of a word.

Source: espanso's reader of match files (espanso-config), version 2. ``name`` and ``parent`` of
version 1 mean nothing here.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from kefu_desktop.core.errors import Code, InvalidInput, KefuError
from kefu_desktop.core.model import TEXT_LIMIT, Attachment, Uid
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import (
    Assembly,
    Draft,
    Remark,
    derived_uid,
    pack_uid,
    plain_stem,
)
from kefu_desktop.packs.foreign.espanso_files import (
    Source,
    Unit,
    imported,
    is_yaml,
    lay_out,
    read_source,
    resolved,
    sources,
)
from kefu_desktop.packs.foreign.espanso_variables import (
    Surroundings,
    Template,
    Variable,
    write,
)
from kefu_desktop.packs.foreign.html_text import plain_text
from kefu_desktop.packs.foreign.shortcuts import shortcut_of
from kefu_desktop.packs.limits import Limits, read_bytes
from kefu_desktop.packs.members import Members
from kefu_desktop.packs.pictures import MemberPictures
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.text_encoding import decode
from kefu_desktop.packs.yaml_documents import Fields, Items, begins_with_mapping

_LIST = re.compile(
    r"""^["']?(?:matches|global_vars)["']?[ \t]*:[ \t]*(?:&\S+[ \t]*)?(?:\[|(?:\#[^\n]*)?\r?$)"""
    r"""|\A\s*\{[^{}\[\]]*["']?matches["']?\s*:\s*\[""",
    re.MULTILINE,
)
_MATCH = re.compile(
    r"""(?:^|[{,\-])[ \t]*["']?"""
    r"""(?:triggers?|regex|replace|form|image_path|html|markdown)["']?\s*:""",
    re.MULTILINE,
)
_CAPTURE = re.compile(r"\(\?P?<(\w+)>")
_ESCAPED = re.compile(r"\\([^\w\s])")
_PATTERN = re.compile(r"(?<!\\)[\\^$.|?*+()\[\]{}]")
_FIELD = re.compile(r"\[\[\s*(\w+)(?:\.\w+)?\s*\]\]")
_FIELD_OF_VERSION_1 = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_FORM = "form1"
_MARKED = re.compile(r":(\S+?):?")
_FOLDERS = re.compile(r"(?:\$CONFIG|%CONFIG%|\$PACKAGES|%PACKAGES%)[\\/]+")
_MARKDOWN_LIMIT = 4 * TEXT_LIMIT
_HEAD = 1 << 16


def is_espanso(probe: Probe) -> bool:
    """Whether it is a file of matches, or a folder or zip that holds one."""
    if probe.members is None:
        return probe.text is not None and _holds_matches(probe.text)
    names = sorted(name for name in probe.names if is_yaml(name))
    return any(_holds_matches(_head(probe.members, name)) for name in names)


def read_espanso(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a file, a folder or a zip; raises KefuError when it is refused whole."""
    probe = Probe(path, limits)
    if probe.members is not None:
        return _read_members(probe.members, watch, limits)
    assembly = Assembly(pack_uid(path), path, limits)
    decoded = decode(read_bytes(path, limits.text_bytes), path)
    source = read_source(decoded, path.name, assembly, watch.stage(0, 60))
    if source is not None:
        for name in imported(source):
            assembly.find(Where(path.name), Code.MEMBER_ELSEWHERE, member=name[:80])
        _Taking(assembly, watch.stage(60, 100)).take([source])
    return _pack(assembly, plain_stem(path), {})


def _read_members(members: Members, watch: Watch, limits: Limits) -> Pack:
    layout = lay_out(members, limits)
    units = layout.units
    single = units[0] if len(units) == 1 and units[0].manifest.get("name") else Unit()
    name = single.manifest.get("name", "")
    uid = derived_uid("espanso", name) if name else pack_uid(members.path)
    assembly = Assembly(uid, members.path, limits)
    pictures = MemberPictures(members, limits)
    known = members.names()
    for number, unit in enumerate(units):
        stage = watch.stage(number * 100 // len(units), (number + 1) * 100 // len(units))
        found = list(
            sources(members, unit, assembly, titled=len(units) > 1, watch=stage.stage(0, 60))
        )
        for source in found:
            for wanted in imported(source):
                if resolved(source.name, wanted) not in known:
                    assembly.find(Where(source.name), Code.MEMBER_ELSEWHERE, member=wanted[:80])
        _Taking(assembly, stage.stage(60, 100), pictures).take(found)
    for left in layout.left:
        if left not in pictures.names:
            assembly.find(Where(left), Code.MEMBER_LEFT, member=left)
    title = single.title or plain_stem(members.path)
    return _pack(assembly, title, single.manifest, pictures)


def _pack(
    assembly: Assembly,
    name: str,
    manifest: Mapping[str, str],
    pictures: MemberPictures | None = None,
) -> Pack:
    return Pack(
        uid=Uid(assembly.pack),
        name=name,
        version=manifest.get("version", ""),
        author=manifest.get("author", ""),
        identified=False,
        records=tuple(assembly.records),
        media=pictures.media() if pictures is not None else None,
        findings=tuple(assembly.findings),
    )


def _holds_matches(text: str) -> bool:
    """Many a text has a line ``matches:``; but the whole of this one is a mapping."""
    text = text.removeprefix("\ufeff")
    return (
        ("matches" in text or "global_vars" in text)  # told sixty times as quickly
        and _LIST.search(text) is not None
        and _MATCH.search(text) is not None
        and begins_with_mapping(text)
    )


def _head(members: Members, name: str) -> str:
    try:
        return next(iter(members.chunks(name)), b"")[:_HEAD].decode(errors="replace")
    except KefuError:
        return ""


class _Found(Struct, frozen=True):
    """A match in its place, with the text that it writes."""

    said: Fields
    triggers: tuple[str, ...]
    template: Template | None
    remarks: tuple[Remark, ...]


class _Taking:
    """Takes the matches of files that know each other's variables."""

    def __init__(
        self, assembly: Assembly, watch: Watch, pictures: MemberPictures | None = None
    ) -> None:
        self._assembly = assembly
        self._watch = watch
        self._pictures = pictures
        self._variables: dict[str, Variable] = {}
        self._templates: dict[str, Template] = {}

    def take(self, found: Iterable[Source]) -> None:
        """Takes all matches in their order; what cannot be one is told."""
        read = [(source, self._matches(source)) for source in found]
        around = Surroundings(self._variables, self._templates)
        total = sum(len(matches) for _, matches in read)
        every = ((source, where, one) for source, matches in read for where, one in matches)
        for source, where, one in self._watch.over(every, total):
            try:
                draft = self._draft(one, source, around)
            except InvalidInput as error:
                self._assembly.find(where, error.code, **error.params)
            else:
                self._assembly.take(draft, where)

    def _matches(self, source: Source) -> list[tuple[Where, _Found]]:
        matches: list[tuple[Where, _Found]] = []
        for root in source.roots:
            for listed in root.every("global_vars"):
                self._variables |= _variables(listed, strict=False)
            for listed in root.every("matches"):
                if listed is None:
                    continue
                items = listed if isinstance(listed, Items) else Items()
                if items is not listed:
                    field = "matches"
                    self._assembly.find(Where(source.name), Code.RECORD_INVALID, field=field)
                for line, said in zip(items.lines, items, strict=True):
                    where = Where(source.name, line)
                    try:
                        one = _found(said)
                    except InvalidInput as error:
                        self._assembly.find(where, error.code, **error.params)
                        continue
                    matches.append((where, one))
                    if one.template is not None:
                        for trigger in one.triggers:
                            self._templates.setdefault(trigger, one.template)
        return matches

    def _draft(self, one: _Found, source: Source, around: Surroundings) -> Draft:
        draft = Draft(title=_text(one.said, "label"), category=source.category)
        remarks = [*one.remarks]
        notes: list[str] = []
        if one.template is not None:
            written = write(one.template, around)
            draft.variants = written.variants
            remarks += written.remarks
            notes += written.notes
        else:
            self._show(draft, _text(one.said, "image_path"), source)
        dropped: list[str] = []
        draft.shortcut = _shortcut(one.triggers, _text(one.said, "regex"), dropped)
        remarks += (Remark(Code.RECORD_WORDS_DROPPED, {"word": word[:40]}) for word in dropped)
        draft.notes = "\n".join([*dropped, *notes])
        terms = _words(one.said, "search_terms")
        draft.tags = [term[1:] for term in terms if term.startswith("#") and len(term) > 1]
        draft.asked_as = [term for term in terms if not term.startswith("#")]
        draft.remarks = remarks
        told = (draft.title, draft.notes, draft.shortcut, *draft.variants, *terms)
        if source.damaged and any("\ufffd" in text for text in told):
            raise InvalidInput(Code.RECORD_INVALID, field=source.damaged)
        return draft

    def _show(self, draft: Draft, path: str, source: Source) -> None:
        attachment = self._picture(path, source.name)
        if attachment is None:
            raise InvalidInput(Code.RECORD_IS_PICTURE, name=path[-80:])
        draft.title = draft.title or PurePosixPath(attachment.name).stem
        draft.attachments = (attachment,)
        draft.variants = ("{图片}",)

    def _picture(self, path: str, source: str) -> Attachment | None:
        """A path is told from the folder of the configuration, which holds ``match``, or from the
        file itself. Only what was given is looked at.
        """
        if self._pictures is None:
            return None
        inner = _FOLDERS.sub("", path, count=1)
        match = re.match(r"(?:(.*?)/)?(?:match|packages)/", source)
        root = (match[1] or "") if match else ""
        for base in dict.fromkeys((f"{root}/x" if root else "x", source)):
            member = resolved(base, inner)
            if member and (found := self._pictures.attachment(member)) is not None:
                return found
        return None


def _found(said: Any) -> _Found:
    if not isinstance(said, Fields):
        raise InvalidInput(Code.RECORD_INVALID, field="matches")
    if said.earlier:
        raise InvalidInput(Code.RECORD_INVALID, field=said.earlier[0][0][:40])
    captured = frozenset(_CAPTURE.findall(_text(said, "regex")))
    triggers = tuple(_triggers(said))
    variables = _variables(said.get("vars"), strict=True)
    for key, language in (("replace", ""), ("markdown", "Markdown"), ("html", "HTML")):
        if said.get(key) is not None:
            body, remarks = _flat(_text(said, key), language)
            return _Found(said, triggers, Template(body, variables, captured), remarks)
    if said.get("form") is not None:
        return _Found(said, triggers, _form(said, variables, captured), ())
    if not _text(said, "image_path"):
        raise InvalidInput(Code.TEXT_EMPTY)
    return _Found(said, triggers, None, ())


def _flat(text: str, language: str) -> tuple[str, tuple[Remark, ...]]:
    if not language:
        return text, ()
    if language == "Markdown":
        if len(text) > _MARKDOWN_LIMIT:
            raise InvalidInput(Code.TEXT_TOO_LONG, length=len(text), limit=TEXT_LIMIT)
        # Here and not above: hardly a file needs it, and every detection loads this module.
        from markdown_it import MarkdownIt

        text = MarkdownIt("commonmark").render(text)
    flat = plain_text(text)
    shown = (Remark(Code.RECORD_PICTURE_LEFT, {"name": name}) for name in flat.pictures)
    return flat.text, (Remark(Code.RECORD_PLAIN_TEXT, {"format": language}), *shown)


def _form(said: Fields, variables: dict[str, Variable], captured: frozenset[str]) -> Template:
    layout = _text(said, "form")
    fields = said.get("form_fields")
    if not _FIELD.search(layout):
        # Version 1 wrote {{field}}.
        captured |= frozenset(_FIELD_OF_VERSION_1.findall(layout)) - variables.keys()
    body = _FIELD.sub(rf"{{{{{_FORM}.\1}}}}", layout)
    body = body.replace("\\{", "{ ").replace("\\}", " }")
    variables[_FORM] = Variable("form", {"layout": layout, "fields": fields})
    return Template(body, variables, captured)


def _variables(listed: Any, *, strict: bool) -> dict[str, Variable]:
    """Gives the variables of a list by their names. What is none is passed over, or raised for: a
    match cannot do without its own.
    """
    variables: dict[str, Variable] = {}
    if listed is None:
        return variables
    for told in listed if isinstance(listed, list) else (listed,):
        if not isinstance(told, dict) or not isinstance(told.get("name"), str):
            if strict:
                raise InvalidInput(Code.RECORD_INVALID, field="vars")
            continue
        params = told.get("params")
        injects = str(told.get("inject_vars", "true")).casefold() not in {"false", "no", "off"}
        kind = told.get("type")
        variables[told["name"]] = Variable(
            kind if isinstance(kind, str) else "",
            params if isinstance(params, dict) else {},
            injects,
        )
    return variables


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidInput(Code.RECORD_INVALID, field=key)
    return value


def _words(said: Mapping[str, Any], key: str) -> list[str]:
    value = said.get(key)
    words = value if isinstance(value, list) else () if value is None else (value,)
    if not all(isinstance(word, str) for word in words):
        raise InvalidInput(Code.RECORD_INVALID, field=key)
    return list(words)


def _triggers(said: Mapping[str, Any]) -> list[str]:
    trigger = _text(said, "trigger")
    return [trigger] if trigger else [one for one in _words(said, "triggers") if one.strip()]


def _shortcut(triggers: tuple[str, ...], regex: str, dropped: list[str]) -> str:
    """Gives the first trigger that can be a shortcut; what cannot be one goes to ``dropped``."""
    shortcut = ""
    if not triggers and regex:
        if _PATTERN.search(_ESCAPED.sub("", regex)):
            dropped.append(regex)
        else:
            triggers = (_ESCAPED.sub(r"\1", regex),)
    for trigger in triggers:
        marked = _MARKED.fullmatch(trigger.strip())
        word = shortcut_of(marked[1] if marked else trigger).word
        if word and not shortcut:
            shortcut = word
        else:
            dropped.append(trigger)
    return shortcut
