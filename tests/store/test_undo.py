"""Undo and redo: whatever was done, and in whatever order, can be walked back and forth."""

import itertools
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.core.changes import Change, ChangeSet, Deed, Entity
from kefu_desktop.core.errors import Code, Conflict, KefuError, NotFound
from kefu_desktop.core.model import (
    DEPTH_LIMIT,
    Category,
    DeliveryMode,
    Digest,
    Kind,
    Millis,
    Origin,
    Reply,
    Tag,
    Uid,
    Variant,
    category_path,
)
from kefu_desktop.store import journal
from kefu_desktop.store.library import Library
from tests.store.making import State, adding, category, changing, open_library, raw, reply, state_of

# A commit waits for the disk; what is asked here does not depend on it.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None

UIDS = st.sampled_from([Uid(uid) for uid in ("a", "b", "c", "d", "e")])
WORDS = st.text("亲好 a\n'\"😀é", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
LINES = WORDS.map(lambda text: text.replace("\n", "-"))
TAGS = st.lists(st.sampled_from(["VIP", "vip", "赠品", "ß"]), max_size=3).map(tuple)
ORIGINS = st.none() | st.builds(
    Origin, UIDS, UIDS, st.sampled_from(["1", "2"]), st.just(Digest("0" * 64))
)


@st.composite
def replies(draw: st.DrawFn, categories: list[Uid]) -> Reply:
    return Reply(
        uid=draw(UIDS),
        title=draw(LINES),
        variants=tuple(Variant(text) for text in draw(st.lists(WORDS, min_size=1, max_size=3))),
        kind=draw(st.sampled_from(Kind)),
        shortcut=draw(st.sampled_from(["", "", "fh", "FH", "ß", "SS"])),
        category=draw(st.sampled_from([None, *categories])),
        tags=draw(TAGS),
        favourite=draw(st.booleans()),
        asked_as=tuple(draw(st.lists(WORDS, max_size=2))),
        notes=draw(st.just("") | WORDS),
        delivery=draw(st.sampled_from(DeliveryMode)),
        position=draw(st.integers(-3, 3)),
        origin=draw(ORIGINS),
        created=Millis(draw(st.integers(0, 9))),
        trashed=draw(st.none() | st.just(Millis(7))),
    )


@st.composite
def categories(draw: st.DrawFn) -> Category:
    uid, parent = draw(UIDS), draw(st.none() | UIDS)
    name = draw(st.sampled_from(["物流", "售后", "A", "a"]))
    return Category(uid, name, None if parent == uid else parent, draw(st.integers(0, 2)))


TAG_ENTITIES = st.builds(
    Tag, st.sampled_from(["VIP", "vip", "赠品"]), st.sampled_from(["", "需求"])
)


def held(state: State, entity: Entity) -> dict:  # type: ignore[type-arg]
    if isinstance(entity, Reply):
        return state.replies
    return state.categories if isinstance(entity, Category) else state.tags


def key(entity: Entity) -> str:
    return entity.name.casefold() if isinstance(entity, Tag) else entity.uid


@st.composite
def deeds(draw: st.DrawFn, state: State) -> tuple[ChangeSet, State]:
    """Some changes that fit ``state``, allowed or not, and what they make of it."""
    after = State(dict(state.replies), dict(state.categories), dict(state.tags))
    changes = []
    for _ in range(draw(st.integers(1, 5))):
        entity: Entity = draw(st.one_of(replies([*after.categories]), categories(), TAG_ENTITIES))
        place, name = held(after, entity), key(entity)
        before = place.get(name)
        if before is not None and draw(st.integers(0, 3)) == 0:
            changes.append(Change(before, None))
            del place[name]
        elif before != entity:
            changes.append(Change(before, entity))
            place[name] = entity
    return ChangeSet(draw(st.sampled_from([Deed.EDIT_REPLY, Deed.IMPORT])), tuple(changes)), after


def may_be(state: State) -> bool:
    """The rules of a library, told anew and simply."""
    shortcuts = [
        one.shortcut.casefold()
        for one in state.replies.values()
        if one.shortcut and one.trashed is None
    ]
    siblings = [(one.parent, one.name) for one in state.categories.values()]
    for start in state.categories.values():
        above, depth = start, 1
        while above.parent is not None:
            if above.parent not in state.categories or depth == DEPTH_LIMIT:
                return False
            above, depth = state.categories[above.parent], depth + 1
    return (
        len(shortcuts) == len(set(shortcuts))
        and len(siblings) == len(set(siblings))
        and all(
            one.category is None or one.category in state.categories
            for one in state.replies.values()
        )
    )


def shown(state: State) -> State:
    """What :func:`state_of` tells of it: a bare tag that a reply has too is not told apart."""
    used = {tag.casefold() for one in state.replies.values() for tag in one.tags}
    tags = {name: tag for name, tag in state.tags.items() if tag.group or name not in used}
    return State(state.replies, state.categories, tags)


@settings(max_examples=60)
@given(st.data())
def test_any_deeds_can_be_undone_and_redone(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        path = Path(folder) / "library.db"
        library = open_library(path)
        try:
            state = State()
            states = [state]
            for _ in range(data.draw(st.integers(1, 5), label="deeds")):
                changes, after = data.draw(deeds(state))
                if may_be(after):
                    event("allowed")
                    answer = library.commit(changes)
                    if answer.changes:
                        states.append(after)
                    state = after
                else:
                    event("refused")
                    with pytest.raises(KefuError):
                        library.commit(changes)
                assert state_of(library) == shown(state)
                if data.draw(st.booleans(), label="restart"):
                    library.close()
                    library = open_library(path)
            _walk(library, states, data)
            assert library.check() == ()
        finally:
            library.close()


def _walk(library: Library, states: list[State], data: st.DataObject) -> None:
    """Goes back and forth through ``states``, of which the library is at the last."""
    here = len(states) - 1
    for back in [*data.draw(st.lists(st.booleans(), max_size=6), label="back"), *[True] * 5]:
        there = here - 1 if back else here + 1
        if 0 <= there < len(states):
            (library.undo if back else library.redo)()
            here = there
        else:
            with pytest.raises(NotFound):
                (library.undo if back else library.redo)()
        assert state_of(library) == shown(states[here])
    while here < len(states) - 1:
        library.redo()
        here += 1
        assert state_of(library) == shown(states[here])


def test_undo_and_redo_survive_a_restart(path: Path) -> None:
    a = reply("a")
    with open_library(path) as library:
        library.commit(adding(a))
        library.commit(changing((a, replace(a, title="二"))))
        library.undo()
    with open_library(path) as library:
        undo, redo = library.undo_step(), library.redo_step()
        assert undo is not None
        assert redo is not None
        assert (undo.deed, undo.count, redo.deed) == (Deed.ADD_REPLY, 1, Deed.EDIT_REPLY)
        library.redo()
        assert library.reply(Uid("a")).title == "二"
        assert library.redo_step() is None


def test_a_new_deed_ends_what_could_be_redone(library: Library) -> None:
    a = reply("a")
    library.commit(adding(a))
    library.commit(changing((a, replace(a, title="二"))))
    library.undo()
    library.commit(adding(reply("b")))
    with pytest.raises(NotFound) as nothing:
        library.redo()
    assert nothing.value.code is Code.NOTHING_TO_REDO
    library.undo()
    library.undo()
    with pytest.raises(NotFound) as nothing:
        library.undo()
    assert nothing.value.code is Code.NOTHING_TO_UNDO
    assert list(library.all_replies()) == []


def test_two_hundred_steps_are_kept(library: Library) -> None:
    assert journal.KEPT == 200
    now = reply("a")
    library.commit(adding(now))
    for number in range(journal.KEPT + 4):
        after = replace(now, title=f"第 {number} 次")
        library.commit(changing((now, after)))
        now = after
    for _ in range(journal.KEPT):
        library.undo()
    assert library.reply(Uid("a")).title == "第 3 次"
    assert library.undo_step() is None
    for _ in range(journal.KEPT):
        library.redo()
    assert library.reply(Uid("a")) == now
    parts = raw(library.path, "SELECT count(*), count(DISTINCT step) FROM step_part")
    assert parts == [(journal.KEPT, journal.KEPT)]


def test_a_large_import_is_one_step(library: Library) -> None:
    made = [reply(f"r{number}", shortcut=f"s{number}") for number in range(4500)]
    library.commit(adding(category("c", "物流"), *made, deed=Deed.IMPORT))
    step = library.undo_step()
    assert step is not None
    assert (step.deed, step.count) == (Deed.IMPORT, 4500)
    moved = [(one, replace(one, category=Uid("c"))) for one in made]
    library.commit(changing(*moved, deed=Deed.MOVE))
    library.undo()
    assert list(library.all_replies()) == made
    library.undo()
    assert list(library.all_replies()) == []
    library.redo()
    library.redo()
    assert list(library.all_replies()) == [after for _before, after in moved]


def test_the_parts_of_a_large_step_stay_in_order(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_PER_PART", 1)
    library.commit(adding(*(reply(f"r{number}") for number in range(9))))
    parts = raw(library.path, "SELECT changes FROM step_part ORDER BY position")
    told = [zlib.decompress(part).decode() for (part,) in parts]
    assert [f'"uid":"r{number}"' in text for number, text in enumerate(told)] == [True] * 9


def test_a_move_does_not_repeat_the_texts_in_the_journal(library: Library) -> None:
    # Texts that do not compress: what a step costs is seen.
    texts = ["".join(chr(0x4E00 + hash_ % 20000) for hash_ in _noise(n)) for n in range(50)]
    made = [reply(f"r{n}", text=text) for n, text in enumerate(texts)]
    library.commit(adding(category("c", "物流"), *made))
    library.commit(changing(*((one, replace(one, category=Uid("c"))) for one in made)))
    sizes = raw(
        library.path, "SELECT sum(length(changes)) FROM step_part GROUP BY step ORDER BY step"
    )
    assert sizes[1][0] * 20 < sizes[0][0]


def _noise(seed: int) -> list[int]:
    steps = itertools.accumulate(
        range(400), lambda x, _: (x * 1103515245 + 12345) % 2**31, initial=seed
    )
    return [step >> 8 for step in steps]


def test_emptying_the_trash_cannot_be_undone_and_overtakes_what_came_before(
    library: Library,
) -> None:
    a, b = reply("a"), reply("b", shortcut="b")
    gone = replace(a, trashed=Millis(5))
    library.commit(adding(b))
    library.commit(adding(a))
    library.commit(changing((a, gone), deed=Deed.TRASH))
    purged = library.purge_trash(Millis(6))
    assert purged is not None
    assert purged.changes == (Change(gone, None),)
    for deed in (Deed.TRASH, Deed.ADD_REPLY):
        step = library.undo_step()
        assert step is not None
        assert step.deed is deed
        with pytest.raises(Conflict) as overtaken:
            library.undo()
        assert overtaken.value.code is Code.UNDO_OVERTAKEN
        assert overtaken.value.params == {"deed": deed.value, "uid": "a"}
        assert list(library.all_replies()) == [b]
    library.undo()
    assert list(library.all_replies()) == []


def test_a_deed_that_cannot_be_undone_overtakes_only_what_it_touched(library: Library) -> None:
    a = reply("a")
    retitled, noted = replace(a, title="二"), replace(a, title="二", notes="另记")
    library.commit(adding(a))
    library.commit(changing((a, retitled)))
    library.commit(replace(changing((retitled, noted)), undoable=False))
    library.undo()
    assert library.reply(Uid("a")) == replace(a, notes="另记")
    library.redo()
    library.commit(replace(changing((noted, replace(noted, title="三"))), undoable=False))
    with pytest.raises(Conflict) as overtaken:
        library.undo()
    assert overtaken.value.code is Code.UNDO_OVERTAKEN
    assert library.reply(Uid("a")).title == "三"


def test_emptying_the_trash_leaves_what_can_be_redone(library: Library) -> None:
    old, a = reply("old", trashed=Millis(1)), reply("a")
    library.commit(adding(old))
    library.commit(adding(a))
    library.undo()
    library.purge_trash(Millis(2))
    library.redo()
    assert list(library.all_replies()) == [a]


def told_text(path: Path) -> str:
    [(part,)] = raw(path, "SELECT changes FROM step_part")
    return zlib.decompress(part).decode()


def _told_by_another_version(path: Path, change: Callable[[str], str]) -> None:
    text = change(told_text(path))
    raw(path, "UPDATE step_part SET changes = ?", args=(zlib.compress(text.encode()),))


def test_a_deed_of_a_later_version_is_undone_under_another_name(library: Library) -> None:
    library.commit(adding(reply("a")))
    raw(library.path, "UPDATE step SET deed = 'translate-reply'")
    step = library.undo_step()
    assert step is not None
    assert step.deed is Deed.OTHER
    library.undo()
    assert list(library.all_replies()) == []


@pytest.mark.parametrize(("old", "new"), [('"title"', '"titles"'), ('"add"', '"graft"')])
def test_what_a_later_version_wrote_is_not_guessed_at(library: Library, old: str, new: str) -> None:
    library.commit(adding(reply("a")))
    _told_by_another_version(library.path, lambda text: text.replace(old, new))
    with pytest.raises(Conflict) as overtaken:
        library.undo()
    assert overtaken.value.code is Code.UNDO_OVERTAKEN
    assert list(library.all_replies()) == [reply("a")]


def test_a_reply_is_told_as_every_version_reads_it(library: Library) -> None:
    origin = Origin(Uid("p"), Uid("r"), "1", Digest("0" * 64))
    mine = reply("a", "题", variants=(Variant('亲，"好"'), Variant("在")), origin=origin)
    library.commit(adding(mine))
    assert told_text(library.path) == (
        '["add","reply",{"uid":"a","title":"题","variants":["亲，\\"好\\"","在"],'
        f'"origin":["p","r","1","{"0" * 64}"]}}]'
    )


def test_paths_of_categories_come_back_with_undo(library: Library) -> None:
    a, b = category("a", "物流"), category("b", "快递", "a")
    mine = reply("r", category=Uid("b"))
    library.commit(adding(a, b, mine))
    library.commit(
        changing(
            (mine, replace(mine, category=None)), (b, None), (a, None), deed=Deed.REMOVE_CATEGORY
        )
    )
    library.undo()
    assert category_path(library.categories(), library.reply(Uid("r")).category) == ("物流", "快递")
