"""Changes as data: read, taken back, and squashed into one deed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.changes import Change, ChangeSet, Content, Deed, Key, Op, invert, squash
from kefu_desktop.core.model import Digest, Tag, Uid
from tests.core.small_library import SmallLibrary, category, reply


def test_what_a_change_does_can_be_read_off() -> None:
    one, two = reply("a"), reply("a", "别的")
    assert [Change(*sides).op for sides in ((None, one), (one, two), (two, None))] == list(Op)
    assert Change(one, None).key == (Key.REPLY, "a")
    assert Change(None, category("c", "售后")).key == (Key.CATEGORY, "c")
    assert Change(None, Tag("VIP")).key == (Key.TAG, "vip")


@pytest.mark.parametrize(
    "sides",
    [(None, None), (reply("a"), reply("b")), (reply("a"), category("a", "售后"))],
)
def test_a_change_is_of_one_entity(sides: tuple[object, object]) -> None:
    with pytest.raises(ValueError, match="change"):
        Change(*sides)  # type: ignore[arg-type]


def test_a_deed_counts_replies_and_else_what_there_is() -> None:
    shelf = Change(None, category("c", "售后"))
    assert ChangeSet(Deed.IMPORT, (shelf, Change(None, reply("a")))).count == 1
    assert ChangeSet(Deed.ADD_CATEGORY, (shelf,)).count == 1
    assert not ChangeSet(Deed.IMPORT, (), (Content(Digest("0" * 64), b"x"),))


texts = st.sampled_from(["一", "二", "三"])
uids = st.sampled_from(["a", "b", "c"])


@st.composite
def histories(draw: st.DrawFn) -> list[ChangeSet]:
    """Deeds that can be carried out one after another, beginning with an empty library."""
    held: dict[str, object] = {}
    deeds = []
    for _ in range(draw(st.integers(1, 6))):
        changes = []
        for uid in sorted(draw(st.sets(uids, min_size=1))):
            before = held.get(uid)
            after = draw(st.none() | st.builds(reply, st.just(uid), texts))
            if before != after:
                changes.append(Change(before, after))  # type: ignore[arg-type]
                held[uid] = after
        deeds.append(ChangeSet(Deed.EDIT_REPLY, tuple(changes)))
    return deeds


@given(histories())
def test_taking_back_is_the_identity(deeds: list[ChangeSet]) -> None:
    library = SmallLibrary()
    for deed in deeds:
        library.commit(deed)
    for deed in reversed(deeds):
        library.commit(invert(deed))
        assert invert(invert(deed)).changes == deed.changes
    assert library == SmallLibrary()


@given(histories())
def test_squashed_deeds_do_what_they_did_one_by_one(deeds: list[ChangeSet]) -> None:
    one_by_one, at_once = SmallLibrary(), SmallLibrary()
    for deed in deeds:
        one_by_one.commit(deed)
    at_once.commit(squash(Deed.IMPORT, deeds))
    assert at_once == one_by_one


def test_squashing_keeps_content_once_and_what_cannot_be_undone() -> None:
    content = Content(Digest("0" * 64), b"x")
    sets = [
        ChangeSet(Deed.ADD_REPLY, (Change(None, reply("a")),), (content,)),
        ChangeSet(Deed.PURGE, (Change(None, reply("b")),), (content,), undoable=False),
    ]
    squashed = squash(Deed.IMPORT, sets)
    assert squashed.contents == (content,)
    assert not squashed.undoable
    assert [change.key[1] for change in squashed.changes] == [Uid("a"), Uid("b")]
