"""Folders of AutoKey: a phrase is a ``.txt``, what is known of it lies beside it in ``.NAME.json``
(up to version 0.95) or ``NAME.json``, and folders have their titles in ``folder.json``.

Scripts are Python and are left out; a phrase that has no file beside it goes by its own name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from kefu_desktop.core.errors import Code, InvalidInput, KefuError
from kefu_desktop.core.records import Pack, Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import (
    Assembly,
    Draft,
    Remark,
    pack_uid,
    plain_stem,
    shelf,
)
from kefu_desktop.packs.documents import parse_json, text_of
from kefu_desktop.packs.foreign.composing import CURSOR, moments_of_strftime
from kefu_desktop.packs.foreign.shortcuts import shortcut_of
from kefu_desktop.packs.foreign.translating import Composed, Translation
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.members import Members, open_members, read_member
from kefu_desktop.packs.probing import Probe
from kefu_desktop.packs.text_encoding import decode

_FOLDER = frozenset({"folder.json", ".folder.json"})
_MARKS = frozenset({"usageCount", "modes"})
_FURTHER = frozenset({"abbreviation", "hotkey", "filter"})
_MACRO = re.compile(r"<(cursor|date|script|system|file)(?:[ ]([^<>]*))?>")
_KEY = re.compile(
    r"<(?:ctrl|alt|alt_gr|shift|super|hyper|meta|enter|tab|backspace|escape|delete|insert|home|end"
    r"|page_up|page_down|up|down|left|right|capslock|print_screen|pause|menu|f[1-9]|f1[0-2])>"
)
_CODE = {"script": "Python", "system": "shell", "file": "file"}


def is_autokey(probe: Probe) -> bool:
    """Whether a folder or zip holds what AutoKey writes beside its phrases and folders."""
    if probe.members is None:
        return False
    with probe.members.held():
        for name in sorted(name for name in probe.names if name.endswith(".json")):
            try:
                said = _document(probe.members, name, probe.limits)
            except KefuError:
                continue
            if said.keys() >= _MARKS and said.keys() & _FURTHER:
                return True
            folder, _, file = name.rpartition("/")
            phrase = f"{folder}/" * bool(folder) + file.removeprefix(".").removesuffix(".json")
            if isinstance(said.get("abbreviation"), dict) and f"{phrase}.txt" in probe.names:
                return True
    return False


def read_autokey(path: Path, watch: Watch, limits: Limits) -> Pack:
    """Reads a folder or a zip; raises KefuError when it is refused whole."""
    members = open_members(path, limits)
    names = sorted(members.names())
    assembly = Assembly(pack_uid(path), path, limits)
    reading = _Reading(members, frozenset(names), assembly)
    with members.held():
        for name in watch.over(names, len(names)):
            reading.take(name)
    return Pack(
        uid=assembly.pack,
        name=reading.title or plain_stem(path),
        identified=False,
        records=tuple(assembly.records),
        findings=tuple(assembly.findings),
    )


def translate(text: str) -> Composed:
    """Gives a phrase in our notation. Keys that it would press stay as text, and so does what
    would run a program or read a file.
    """
    written = Translation()
    at = 0
    placed = False
    for match in re.finditer(rf"{_MACRO.pattern}|{_KEY.pattern}", text):
        written.add(text[at : match.start()])
        at = match.end()
        macro, arguments = match[1], match[2] or ""
        moment = _moment(arguments) if macro == "date" else None
        if macro in _CODE:
            written.leave_code(match[0], _CODE[macro])
        elif macro == "cursor" and not placed:
            written.add(CURSOR)
            placed = True
        elif moment is not None:
            for piece in moment:
                written.add(piece)
        else:
            written.leave(match[0])
    written.add(text[at:])
    return written.composed()


def _moment(arguments: str) -> Sequence[Any] | None:
    form = re.fullmatch(r"\s*format=(.*)", arguments, re.DOTALL)
    return moments_of_strftime(form[1]) if form else None


def _document(members: Members, name: str, limits: Limits) -> Mapping[str, Any]:
    """Gives the object that a member is; an empty one for any other document."""
    text = decode(read_member(members, name, limits.manifest_bytes), members.path).text
    said = parse_json(text.removeprefix("\ufeff"), members.path, limits, name)
    return said if isinstance(said, dict) else {}


class _Known(NamedTuple):
    """What lies beside a phrase."""

    title: str = ""
    abbreviations: tuple[str, ...] = ()


class _Reading:
    """Takes the members one by one."""

    def __init__(self, members: Members, names: frozenset[str], assembly: Assembly) -> None:
        self._members = members
        self._names = names
        self._assembly = assembly
        self._titles: dict[PurePosixPath, str] = {}

    @property
    def title(self) -> str:
        """The title of the whole folder; blank where it has none."""
        return self._title(PurePosixPath("."))

    def take(self, name: str) -> None:
        """Takes a phrase; notes a script, and what is neither nor belongs to one."""
        path = PurePosixPath(name)
        try:
            if path.suffix == ".txt":
                self._take_phrase(name, path)
            elif path.suffix == ".py":
                code = Code.RECORD_IS_CODE
                self._assembly.find(Where(name), code, name=path.stem[:80], language="Python")
            elif not self._belongs(path) and not name.endswith("/"):
                self._assembly.find(Where(name), Code.MEMBER_LEFT, member=name)
        except InvalidInput as error:
            if error.code is Code.FILE_MEMBER_OUTSIDE:
                self._assembly.find(Where(name), Code.MEMBER_LEFT, member=name)
            elif error.code in {Code.FILE_ENCODING, Code.FILE_TOO_LARGE}:
                self._assembly.find(Where(name), error.code, **error.params)
            else:
                raise

    def _take_phrase(self, name: str, path: PurePosixPath) -> None:
        limit = self._assembly.limits.text_bytes
        decoded = decode(read_member(self._members, name, limit), self._members.path)
        if decoded.damaged:
            self._assembly.find(Where(name), Code.RECORD_INVALID, field=decoded.encoding)
            return
        known = self._known(path)
        text, remarks = translate(decoded.text.removeprefix("\ufeff"))
        shortcut = ""
        dropped: list[str] = []
        for abbreviation in known.abbreviations:
            word = shortcut_of(abbreviation).word
            if word and not shortcut:
                shortcut = word
            elif abbreviation.strip():
                dropped.append(abbreviation)
        words = (Remark(Code.RECORD_WORDS_DROPPED, {"word": word[:40]}) for word in dropped)
        draft = Draft(
            title=known.title.strip() or path.stem,
            variants=(text,),
            category=self._category(path.parent),
            shortcut=shortcut,
            notes="\n".join(dropped),
            remarks=(*remarks, *words),
        )
        self._assembly.take(draft, Where(name, 1))

    def _known(self, path: PurePosixPath) -> _Known:
        for name in _beside(path):
            if name in self._names:
                said = self._said(name)
                return _Known(text_of(said, "description"), tuple(_abbreviations(said)))
        return _Known()

    def _said(self, name: str) -> Mapping[str, Any]:
        try:
            return _document(self._members, name, self._assembly.limits)
        except InvalidInput:
            self._assembly.find(Where(name), Code.MEMBER_DAMAGED, member=name)
            return {}

    def _category(self, folder: PurePosixPath) -> tuple[str, ...]:
        above = [*reversed(folder.parents), folder][1:] if folder.parts else []
        titles = (self._title(place) or place.name for place in above)
        return shelf("/".join(title.replace("/", " ") for title in titles))

    def _title(self, folder: PurePosixPath) -> str:
        if folder not in self._titles:
            told = (str(folder / name) for name in sorted(_FOLDER))
            name = next((name for name in told if name in self._names), None)
            self._titles[folder] = text_of(self._said(name), "title") if name else ""
        return self._titles[folder]

    def _belongs(self, path: PurePosixPath) -> bool:
        """Whether a file tells of a folder, a phrase or a script."""
        if path.name in _FOLDER:
            return True
        stems = {path.stem, path.stem.removeprefix(".")} if path.suffix == ".json" else set()
        return any(
            str(path.parent / f"{stem}{suffix}") in self._names
            for stem in stems
            for suffix in (".txt", ".py")
        )


def _beside(path: PurePosixPath) -> Iterator[str]:
    yield str(path.parent / f"{path.stem}.json")
    yield str(path.parent / f".{path.stem}.json")


def _abbreviations(said: Mapping[str, Any]) -> Iterator[str]:
    """Before version 0.80.4 there was one."""
    told = said.get("abbreviation")
    if isinstance(told, dict):
        several = told.get("abbreviations")
        words = several if isinstance(several, list) else [told.get("abbreviation")]
        yield from (word for word in words if isinstance(word, str))
