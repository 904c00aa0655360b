"""Fills a library in one step, however many replies it is."""

from kefu_desktop.app.clock import random_uid
from kefu_desktop.core import changes, editing
from kefu_desktop.core.changes import ChangeSet, Deed
from kefu_desktop.core.model import Kind, Millis, Reply, Uid, Variant
from kefu_desktop.core.tree import Tree
from kefu_desktop.store.library import Library
from tests.gui.world import World

WARES = ("售前", "议价")


def stock(
    world: World, *titles: str, path: tuple[str, ...] = WARES, kind: Kind = Kind.REPLY
) -> dict[str, Uid]:
    """Puts replies with these titles into a category, in this order. Their text is the title."""
    uids = {title: random_uid() for title in titles}

    def fill(library: Library) -> ChangeSet:
        category, grown = Tree(library.categories()).grow(path, random_uid)
        replies = [
            Reply(
                uid=uids[title],
                title=title,
                variants=(Variant(title),),
                category=category,
                position=place,
                kind=kind,
            )
            for place, title in enumerate(titles)
        ]
        steps = [editing.add_reply(reply, Millis(1_700_000_000_000)) for reply in replies]
        return changes.squash(Deed.ADD_REPLY, [ChangeSet(Deed.ADD_REPLY, tuple(grown)), *steps])

    world.library.change(fill).result()
    return uids
