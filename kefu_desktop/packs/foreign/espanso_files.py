"""The files of espanso: one file of matches, a folder of them, packages, and the hub of packages.

A single file is read alone, whatever it imports. In a folder each file is read once, so what one
imports of another is there anyway; of a package that lies there in several versions the newest is
read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from msgspec import Struct, field

from kefu_desktop.core.cleaning import clean_line
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.records import Where
from kefu_desktop.core.watching import Watch
from kefu_desktop.packs.assembling import Assembly, shelf
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.members import Members, read_member
from kefu_desktop.packs.text_encoding import Decoded, decode
from kefu_desktop.packs.yaml_documents import Fields, parse_yaml

MANIFEST = "_manifest.yml"
LISTS = ("matches", "global_vars", "imports")

_WORD_LIMIT = 200
_COMPANION = re.compile(r"(?:readme|license|licence|changelog)(?:\.\w+)?", re.IGNORECASE)
_UNNAMED = frozenset({"base", "package", "default"})
_DAMAGE = frozenset({Code.FILE_DAMAGED, Code.FILE_ENCODING})


class Source(Struct, frozen=True):
    """One file of matches, and the category that they lie in. ``damaged`` tells the encoding where
    some bytes did not fit it, else it is blank.
    """

    name: str
    roots: tuple[Fields, ...]
    category: tuple[str, ...] = ()
    damaged: str = ""


class Unit(Struct, frozen=True):
    """Files that know each other's variables: a package, or what is in no package. ``place`` is the
    folder of a package with a ``/`` at its end.
    """

    place: str = ""
    manifest: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What people call the package; blank for what is none."""
        return self.manifest.get("title") or self.manifest.get("name", "")


class Layout(NamedTuple):
    """The units of a folder or zip, and the members that are not read."""

    units: tuple[Unit, ...]
    left: tuple[str, ...]


def is_yaml(name: str) -> bool:
    """Whether a member may be one of espanso's files, by its name."""
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix.lower() in {".yml", ".yaml"} and not hidden


def lay_out(members: Members, limits: Limits) -> Layout:
    """Finds the packages among the members, the newest of each, and what lies beside them."""
    names = sorted(members.names())
    found: dict[str, dict[str, str]] = {}
    for name in names:
        if PurePosixPath(name).name == MANIFEST and is_yaml(name):
            found[name.removesuffix(MANIFEST)] = _manifest(members, name, limits)
    older = set(_older(found))
    inner: dict[str, list[str]] = {place: [] for place in sorted(found.keys() - older)}
    rest: list[str] = []
    left = sorted(older)
    for name in names:
        place = next((one for one in _places(name) if one in found), "")
        if place in older:
            continue
        if not is_yaml(name):
            if not _is_companion(name):
                left.append(name)
        elif PurePosixPath(name).name != MANIFEST:
            (inner[place] if place in found else rest).append(name)
    units = [Unit(place, found[place], tuple(own)) for place, own in inner.items()]
    if rest:
        units.insert(0, Unit(names=tuple(rest)))
    return Layout(tuple(units), tuple(left))


def sources(
    members: Members, unit: Unit, assembly: Assembly, *, titled: bool, watch: Watch
) -> Iterator[Source]:
    """Reads the files of a unit; notes those that hold no matches or are damaged. ``titled`` puts
    them into the category of their package.
    """
    for name in watch.over(unit.names, len(unit.names)):
        try:
            data = read_member(members, name, assembly.limits.text_bytes)
            source = read_source(decode(data, members.path), name, assembly, watch)
        except InvalidInput as error:
            if error.code is Code.FILE_MEMBER_OUTSIDE:
                assembly.find(Where(name), Code.MEMBER_LEFT, member=name)
            elif error.code in _DAMAGE:
                line = error.params.get("line", 0)
                where = Where(name, line if isinstance(line, int) else 0)
                assembly.find(where, Code.MEMBER_DAMAGED, member=name)
            else:
                raise
            continue
        if source is not None:
            category = _category(name.removeprefix(unit.place))
            named = shelf(unit.title.replace("/", " ")) if titled else ()
            yield Source(name, source.roots, (*named, *category), source.damaged)
        elif "config" not in PurePosixPath(name).parts:
            assembly.find(Where(name), Code.MEMBER_LEFT, member=name)


def read_source(decoded: Decoded, name: str, assembly: Assembly, watch: Watch) -> Source | None:
    """Reads one file; None for YAML that holds nothing of espanso's."""
    text = decoded.text.removeprefix("\ufeff")
    member = "" if name == assembly.path.name else name
    documents = parse_yaml(text, assembly.path, assembly.limits, member, watch)
    roots = tuple(one for one in documents if isinstance(one, Fields))
    if not any(key in root for root in roots for key in LISTS):
        return None
    return Source(name, roots, damaged=decoded.encoding if decoded.damaged else "")


def imported(source: Source) -> Iterable[str]:
    """Gives the files that a source imports, as it names them."""
    for root in source.roots:
        for told in root.every("imports"):
            yield from (
                (one for one in told if isinstance(one, str)) if isinstance(told, list) else ()
            )


def resolved(base: str, path: str) -> str | None:
    """Gives the member that ``path`` means beside the member ``base``; None for one outside."""
    parts = list(PurePosixPath(base).parent.parts)
    path = path.replace("\\", "/")
    if PurePosixPath(path).is_absolute() or ":" in path:
        return None
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _manifest(members: Members, name: str, limits: Limits) -> dict[str, str]:
    """Gives what the manifest tells; nothing where it cannot be read."""
    try:
        text = decode(read_member(members, name, limits.manifest_bytes), members.path).text
        [document, *_] = parse_yaml(text.removeprefix("\ufeff"), members.path, limits, name) or [{}]
    except InvalidInput:
        return {}
    told: Mapping[str, Any] = document if isinstance(document, dict) else {}
    return {
        key: clean_line(value).text[:_WORD_LIMIT]
        for key, value in told.items()
        if isinstance(value, str)
    }


def _older(found: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Gives the places of packages that lie there in a newer version, too."""
    newest: dict[tuple[str, str], tuple[list[int], str]] = {}
    for place, manifest in found.items():
        path = PurePosixPath(place)
        key = (str(path.parent), manifest.get("name", path.parent.name))
        if not place or not manifest.get("version"):
            continue
        mine = ([int(number) for number in re.findall(r"\d{1,9}", manifest["version"])], place)
        other = newest.get(key)
        if other is None:
            newest[key] = mine
        else:
            newest[key] = max(mine, other)
            yield min(mine, other)[1]


def _places(name: str) -> Iterator[str]:
    """Gives the folders that a member lies in, the inmost first."""
    for folder in PurePosixPath(name).parents:
        yield "" if folder == PurePosixPath(".") else f"{folder}/"


def _is_companion(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") for part in path.parts)
    return name.endswith("/") or hidden or _COMPANION.fullmatch(path.name) is not None


def _category(name: str) -> tuple[str, ...]:
    """``match/售后/退货.yml`` lies in 售后, 退货; ``base.yml`` and ``package.yml`` tell nothing."""
    *folders, file = PurePosixPath(name).parts
    if "match" in folders:
        folders = folders[len(folders) - folders[::-1].index("match") :]
    stem = PurePosixPath(file).stem.lstrip("_")
    levels = folders if stem in _UNNAMED else [*folders, stem]
    return shelf("/".join(levels))
