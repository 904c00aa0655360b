"""What the door lets in, what it refuses, and what it answers."""

import sqlite3
from hashlib import sha256

import pytest
from msgspec.structs import replace

from kefu_desktop.core.changes import Change, ChangeSet, Content, Deed, Entity
from kefu_desktop.core.errors import Code, Conflict, InvalidInput, KefuError, NotFound
from kefu_desktop.core.model import (
    DEPTH_LIMIT,
    Attachment,
    DeliveryMode,
    Digest,
    Kind,
    Millis,
    Origin,
    Reply,
    Tag,
    Uid,
    Variant,
)
from kefu_desktop.store.library import Library, Way
from kefu_desktop.store.queries import Reader, SeenPack
from tests.store.making import adding, category, changing, open_library, reply, state_of

PICTURE = b"\x89PNG picture"
PICTURE_DIGEST = Digest(sha256(PICTURE).hexdigest())

FULL = reply(
    "full",
    title="什么时候发货 📦 'quoted'",
    variants=(Variant("亲，\n今天发 🚚"), Variant('48 小时内 "发"')),
    kind=Kind.GREETING,
    shortcut="Fh",
    category=Uid("c1"),
    tags=("老虎", "VIP", "发货后"),
    favourite=True,
    asked_as=("发货了吗？", "多久发"),
    attachments=(Attachment(PICTURE_DIGEST, "图.png", "image/png", len(PICTURE)),),
    notes="两行\n注",
    delivery=DeliveryMode.PASTE_AND_SEND,
    position=7,
    origin=Origin(Uid("pack"), Uid("r-1"), "1.2", Digest("d" * 64)),
    created=Millis(1),
    changed=Millis(2),
    trashed=None,
)


def refused(library: Library, changes: ChangeSet, kind: type[KefuError]) -> KefuError:
    """The door refuses ``changes``, and nothing whatever has happened."""
    before, revision, step = state_of(library), library.revision(), library.undo_step()
    with pytest.raises(kind) as refusal:
        library.commit(changes)
    assert (state_of(library), library.revision(), library.undo_step()) == (before, revision, step)
    return refusal.value


def test_a_reply_comes_back_as_it_went_in(library: Library) -> None:
    changes = adding(category("c1", "物流"), FULL)
    library.commit(replace(changes, contents=(Content(PICTURE_DIGEST, PICTURE),)))
    assert library.reply(FULL.uid) == FULL
    assert list(library.all_replies()) == [FULL]
    assert library.by_shortcut("fH") == FULL
    assert library.content(PICTURE_DIGEST) == PICTURE
    assert library.content(Digest("0" * 64)) is None
    assert library.of_pack(Uid("pack")) == {"r-1": "full"}


@pytest.mark.parametrize(
    "edited",
    [
        replace(FULL, variants=FULL.variants[::-1]),
        replace(FULL, tags=("vip", "老虎"), asked_as=(), attachments=(), origin=None),
        replace(FULL, trashed=Millis(9), category=None, favourite=False),
        replace(FULL, kind=Kind.AWAY, delivery=DeliveryMode.COPY, shortcut="", notes=""),
        replace(FULL, title="改", position=-1, changed=Millis(99)),
    ],
)
def test_every_field_can_be_edited_and_the_edit_undone(library: Library, edited: Reply) -> None:
    changes = adding(category("c1", "物流"), FULL)
    library.commit(replace(changes, contents=(Content(PICTURE_DIGEST, PICTURE),)))
    library.commit(changing((FULL, edited)))
    assert library.reply(FULL.uid) == edited
    library.undo()
    assert library.reply(FULL.uid) == FULL
    library.redo()
    assert library.reply(FULL.uid) == edited


def test_the_answer_says_what_changed(library: Library) -> None:
    first = library.commit(adding(reply("a"), reply("b")))
    assert (first.previous, first.revision, first.way) == (0, 1, Way.DONE)
    edited = replace(reply("a"), title="改")
    once = replace(edited, title="一次")
    answer = library.commit(changing((reply("a"), once), (once, edited)))
    assert answer.changes == (Change(reply("a"), edited),)
    assert library.commit(changing((edited, reply("a")), (reply("a"), edited))).changes == ()
    assert library.revision() == 2
    undone = library.undo()
    assert (undone.way, undone.deed) == (Way.UNDONE, Deed.EDIT_REPLY)
    assert undone.changes == (Change(edited, reply("a")),)


def test_changes_that_do_not_follow_on_each_other_are_a_mistake(library: Library) -> None:
    library.commit(adding(reply("a")))
    torn = changing((reply("a"), reply("a", title="x")), (reply("a", title="y"), reply("a")))
    with pytest.raises(ValueError, match="do not follow"):
        library.commit(torn)
    assert library.reply(Uid("a")) == reply("a")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (reply("a", title="别的"), reply("a", title="新")),
        (reply("a", title="别的"), None),
        (None, reply("a", title="新")),
        (reply("gone"), reply("gone", title="新")),
        (category("c", "别的"), category("c", "新")),
        (None, category("c", "再来")),
        (Tag("赠品"), Tag("赠品", "活动")),
    ],
)
def test_what_has_changed_meanwhile_is_not_overwritten(
    library: Library, before: Entity | None, after: Entity | None
) -> None:
    library.commit(adding(category("c", "物流"), reply("a"), Tag("赠品", "需求")))
    conflict = refused(library, changing((before, after)), Conflict)
    assert conflict.code is Code.CHANGED_MEANWHILE
    assert conflict.params["uid"] in ("a", "gone", "c", "赠品")


def test_a_taken_shortcut_names_the_other_reply(library: Library) -> None:
    library.commit(adding(reply("a", shortcut="Straße"), reply("b")))
    conflict = refused(library, adding(reply("x", shortcut="STRASSE")), Conflict)
    assert conflict.code is Code.SHORTCUT_TAKEN
    whose = {"other": "a", "title": "发货时间"}
    assert conflict.params == {"uid": "x", "shortcut": "STRASSE", **whose}
    edit = changing((reply("b"), reply("b", shortcut="straße")))
    assert refused(library, edit, Conflict).params["other"] == "a"
    both = adding(reply("x", shortcut="q"), reply("y", shortcut="Q"))
    assert refused(library, both, Conflict).params["other"] == "x"


def test_shortcuts_can_be_swapped_in_one_deed(library: Library) -> None:
    a, b, c = (reply(uid, shortcut=uid) for uid in "abc")
    library.commit(adding(a, b, c))
    library.commit(
        changing((a, replace(a, shortcut="B")), (b, replace(b, shortcut="c")), (c, None))
    )
    assert library.by_shortcut("b") == replace(a, shortcut="B")
    assert library.by_shortcut("c") == replace(b, shortcut="c")
    library.undo()
    assert [library.by_shortcut(code) for code in "abc"] == [a, b, c]


def test_the_trash_frees_a_shortcut_until_it_is_wanted_back(library: Library) -> None:
    a = reply("a", shortcut="fh")
    trashed = replace(a, trashed=Millis(5))
    library.commit(adding(a))
    library.commit(changing((a, trashed), deed=Deed.TRASH))
    assert library.by_shortcut("fh") is None
    library.commit(adding(reply("b", shortcut="FH")))
    conflict = refused(library, changing((trashed, a), deed=Deed.RESTORE), Conflict)
    assert (conflict.code, conflict.params["other"]) == (Code.SHORTCUT_TAKEN, "b")
    library.commit(changing((trashed, replace(a, shortcut="")), deed=Deed.RESTORE))
    assert library.reply(Uid("a")).trashed is None


def test_the_tree_stays_a_tree(library: Library) -> None:
    a, b, c = category("a", "物流"), category("b", "快递", "a"), category("c", "顺丰", "b")
    library.commit(adding(c, b, a))
    assert library.categories() == {"a": a, "b": b, "c": c}
    taken = refused(library, adding(category("x", "物流")), Conflict)
    assert (taken.code, taken.params["uid"], taken.params["other"]) == (
        Code.CATEGORY_TAKEN,
        "x",
        "a",
    )
    moved = changing((c, replace(c, name="快递", parent=Uid("a"))))
    assert refused(library, moved, Conflict).params["other"] == "b"
    cycle = changing((a, replace(a, parent=Uid("c"))))
    assert refused(library, cycle, InvalidInput).code is Code.CATEGORY_CYCLE
    orphan = adding(category("x", "孤", "nowhere"))
    missing = refused(library, orphan, NotFound)
    assert (missing.code, missing.params["category"]) == (Code.CATEGORY_MISSING, "nowhere")
    chain = [category("d4", "层", "c")]
    chain += [category(f"d{n}", "层", f"d{n - 1}") for n in range(5, DEPTH_LIMIT + 1)]
    library.commit(adding(*chain))
    deeper = adding(category("deep", "层", f"d{DEPTH_LIMIT}"))
    assert refused(library, deeper, InvalidInput).code is Code.CATEGORY_TOO_DEEP


def test_category_names_can_be_swapped_and_handed_on(library: Library) -> None:
    a, b = category("a", "物流"), category("b", "售后")
    library.commit(adding(a, b))
    library.commit(changing((a, replace(a, name="售后")), (b, replace(b, name="物流"))))
    library.undo()
    library.commit(
        changing((a, None), (None, category("x", "物流", "b")), (b, replace(b, name="物流")))
    )
    assert {one.uid: one.name for one in library.categories().values()} == {
        "x": "物流",
        "b": "物流",
    }


def test_a_category_in_use_stays(library: Library) -> None:
    a, b = category("a", "物流"), category("b", "快递", "a")
    mine = reply("r", category=Uid("a"), trashed=Millis(3))
    library.commit(adding(a, b, mine))
    assert refused(library, changing((a, None), (b, None)), Conflict).params["uid"] == "r"
    assert refused(library, changing((a, None), (mine, None)), Conflict).params["uid"] == "b"
    astray = adding(reply("x", category=Uid("nowhere")))
    assert refused(library, astray, NotFound).code is Code.CATEGORY_MISSING
    library.commit(
        changing((a, None), (b, replace(b, parent=None)), (mine, replace(mine, category=None)))
    )
    library.undo()
    assert library.reply(Uid("r")) == mine


def test_content_is_what_its_digest_says(library: Library) -> None:
    lying = replace(adding(reply("a")), contents=(Content(PICTURE_DIGEST, b"other"),))
    with pytest.raises(ValueError, match="digest"):
        library.commit(lying)
    without = replace(reply("a"), attachments=FULL.attachments)
    with pytest.raises(sqlite3.IntegrityError):
        library.commit(adding(without))
    assert list(library.all_replies()) == []
    assert library.undo_step() is None


def test_a_pack_is_remembered_with_the_commit_that_took_it(library: Library) -> None:
    library.commit(adding(reply("a")), pack=SeenPack(Uid("p"), "入门包", "1.2", Millis(5)))
    library.commit(adding(), pack=SeenPack(Uid("p"), "入门包", "1.3", Millis(6)))
    assert library.packs() == (SeenPack(Uid("p"), "入门包", "1.3", Millis(6)),)


def test_replies_are_asked_for_by_uid(library: Library) -> None:
    library.commit(adding(*(reply(f"r{n}") for n in range(10))))
    assert [one.uid for one in library.replies([Uid("r7"), Uid("no"), Uid("r2")])] == ["r7", "r2"]
    with pytest.raises(NotFound) as missing:
        library.reply(Uid("no"))
    assert missing.value.params == {"wanted": "no"}
    assert library.by_shortcut("") is None


def test_counts_leave_out_the_trash(library: Library) -> None:
    library.commit(
        adding(
            category("c", "物流"),
            reply("a", category=Uid("c"), favourite=True, tags=("VIP",)),
            reply("b", category=Uid("c"), kind=Kind.AWAY),
            reply("t", trashed=Millis(4), favourite=True, tags=("vip", "旧")),
            Tag("vip", "客户"),
            Tag("备用"),
        )
    )
    counts = library.counts()
    assert (counts.replies, counts.trashed, counts.favourites) == (2, 1, 1)
    assert counts.by_kind == {Kind.REPLY: 1, Kind.AWAY: 1, Kind.GREETING: 0}
    assert counts.by_category == {(Kind.REPLY, "c"): 1, (Kind.AWAY, "c"): 1}
    assert library.tags() == {"vip": Tag("vip", "客户"), "旧": Tag("旧"), "备用": Tag("备用")}
    assert library.tag_counts() == {"vip": 1}


def test_many_replies_are_read_in_the_order_of_their_making(library: Library) -> None:
    made = [reply(f"r{n:05}", tags=("奇",) if n % 2 else ()) for n in range(4500, 0, -1)]
    library.commit(adding(*made, deed=Deed.IMPORT))
    assert list(library.all_replies()) == made
    library.commit(changing(*((one, None) for one in made[::3])))
    left = [one for n, one in enumerate(made) if n % 3]
    assert list(library.all_replies()) == left
    assert library.replies([one.uid for one in made]) == tuple(left)


def test_a_commit_may_come_while_replies_are_read(library: Library) -> None:
    library.commit(adding(*(reply(f"r{n}") for n in range(2500)), deed=Deed.IMPORT))
    reading = library.all_replies()
    first = next(reading)
    library.commit(changing((first, None)))
    assert len(list(reading)) == 2499


def test_a_reader_sees_one_moment_inside_a_snapshot(library: Library) -> None:
    library.commit(adding(reply("a")))
    with Reader.open(library.path) as reader:
        version = reader.data_version()
        with reader.snapshot() as revision:
            library.commit(adding(reply("b")))
            assert revision == 1
            assert [one.uid for one in reader.all_replies()] == ["a"]
        assert reader.data_version() != version
        assert reader.revision() == 2
        assert [one.uid for one in reader.all_replies()] == ["a", "b"]


def test_an_open_library_is_the_same_after_a_restart(library: Library) -> None:
    library.commit(adding(FULL_WITHOUT_FILE, category("c1", "物流")))
    uid, before = library.uid(), state_of(library)
    library.close()
    with open_library(library.path) as again:
        assert (again.uid(), state_of(again), again.revision()) == (uid, before, 1)


FULL_WITHOUT_FILE = replace(FULL, attachments=())
