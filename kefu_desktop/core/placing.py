"""Where the replies of a pack lie here, when either side has renamed a category since.

A pack speaks of categories by name, so a rename shows only in the replies: those that the pack had
in 售后 and that lie here in 售后服务 tell that 售后 is now called so. A name that exists here is
always taken at its word first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from kefu_desktop.core.model import Uid
from kefu_desktop.core.tree import Path, Tree


class Sighting(Struct, frozen=True):
    """One reply: where the pack had it last time, where it has it now, and where it lies here."""

    was: Path
    now: Path
    here: Uid | None


class Follow(Struct, frozen=True):
    """``renamed_here``: paths of the pack whose category has another name here. ``renamed_there``:
    new paths of the pack, each with the category that had its place under the old name.
    """

    renamed_here: Mapping[Path, Uid]
    renamed_there: Mapping[Path, Uid]


def follow(sightings: Iterable[Sighting], paths: Iterable[Path], tree: Tree) -> Follow:
    """Finds renamed categories. ``paths`` are all categories that the pack now speaks of."""
    seen = Counter(sightings)
    return Follow(_renamed_here(seen, tree), _renamed_there(seen, _prefixes(paths), tree))


def _renamed_here(seen: Counter[Sighting], tree: Tree) -> Mapping[Path, Uid]:
    votes: dict[Path, Counter[Uid]] = {}
    for sighting, times in seen.items():
        if sighting.here is None or tree.path(sighting.here) == sighting.was:
            continue
        for path, uid in _upwards(sighting.was, sighting.here, tree):
            if tree.find(path) is None:
                votes.setdefault(path, Counter())[uid] += times
    return {path: counted.most_common(1)[0][0] for path, counted in votes.items()}


def _upwards(path: Path, uid: Uid, tree: Tree) -> Iterable[tuple[Path, Uid]]:
    """``path`` lies in ``uid``; where the last names agree, so do the levels above."""
    at: Uid | None = uid
    while path and at is not None:
        yield path, at
        category = tree.get(at)
        if category.name.casefold() != path[-1].casefold():
            return
        path, at = path[:-1], category.parent


def _renamed_there(seen: Counter[Sighting], spoken_of: set[Path], tree: Tree) -> dict[Path, Uid]:
    targets: dict[Path, set[Path]] = {}
    for sighting in seen:
        was, now = sighting.was, sighting.now
        if was == now or sighting.here is None or tree.path(sighting.here) != was:
            continue
        level = next(
            (i for i, pair in enumerate(zip(was, now, strict=False)) if len(set(pair)) > 1), -1
        )
        one_name = len(was) == len(now) and level >= 0 and was[level + 1 :] == now[level + 1 :]
        # A reply that went elsewhere tells that its old category was split, not renamed.
        old = was[: level + 1] if one_name else was
        targets.setdefault(old, set()).add(now[: level + 1] if one_name else ())
    renamed: dict[Path, Uid] = {}
    for old, new in targets.items():
        uid = tree.find(old)
        [target, *others] = new
        if uid is None or others or old in spoken_of or len(target) != len(old):
            continue
        if tree.find(target) is None and target not in renamed:
            renamed[target] = uid
    return renamed


def _prefixes(paths: Iterable[Path]) -> set[Path]:
    return {path[:end] for path in set(paths) for end in range(1, len(path) + 1)}
