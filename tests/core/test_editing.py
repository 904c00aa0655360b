"""Each intent as changes: what it touches, what it leaves, and when it is refused."""

import pytest
from msgspec.structs import replace

from kefu_desktop.core import editing
from kefu_desktop.core.changes import Change, ChangeSet, Deed, Op, invert
from kefu_desktop.core.errors import Code, InvalidInput, NotFound
from kefu_desktop.core.model import Digest, Kind, Millis, Origin, Uid, Variant
from tests.core.small_library import LATER, NOW, SmallLibrary, category, numbered, reply

ORIGIN = Origin(Uid("team"), Uid("r1"), "1", Digest("0" * 64))


def after(changes: ChangeSet, field: str) -> list[object]:
    """Gives a field of each changed entity as it is afterwards."""
    return [getattr(change.after, field) for change in changes.changes]


def refused(code: Code):
    return pytest.raises(InvalidInput, match=f"^\\('{code.value}'")


def test_a_new_reply_is_made_now() -> None:
    changes = editing.add_reply(reply("a"), NOW)
    assert changes == ChangeSet(
        Deed.ADD_REPLY, (Change(None, reply("a", created=NOW, changed=NOW)),)
    )
    assert editing.add_reply(reply("a"), NOW, Deed.CAPTURE).deed is Deed.CAPTURE


def test_an_edit_keeps_when_it_was_made_and_where_it_came_from() -> None:
    before = reply("a", created=NOW, changed=NOW, origin=ORIGIN)
    draft = reply("a", text="明天发。")
    [change] = editing.edit_reply(before, draft, LATER).changes
    assert change == Change(before, replace(before, variants=(Variant("明天发。"),), changed=LATER))


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    before = reply("a", created=NOW, changed=NOW, origin=ORIGIN)
    assert not editing.edit_reply(before, replace(before, origin=None, changed=LATER), LATER)


def test_a_duplicate_is_a_reply_of_its_own() -> None:
    original = reply(
        "a", shortcut="fh", origin=ORIGIN, favourite=True, tags=("急",), position=4, trashed=NOW
    )
    [change] = editing.duplicate(original, "发货时间 2", LATER, numbered()).changes
    expected = reply("new-1", "发货时间 2", tags=("急",), position=5, created=LATER, changed=LATER)
    assert (change.before, change.after) == (None, expected)


def test_favourites_and_order_are_no_reason_to_be_called_changed() -> None:
    replies = [reply("a", favourite=True, changed=NOW), reply("b", changed=NOW)]
    changes = editing.set_favourite(replies, True)
    assert [change.key[1] for change in changes.changes] == ["b"]
    assert after(changes, "changed") == [NOW]
    ordered = editing.reorder([replies[1], replies[0]])
    assert after(ordered, "uid") == ["a"]
    assert after(ordered, "position") == [1]


def test_moved_replies_line_up_from_a_place_on() -> None:
    replies = [reply("a"), reply("b", category=Uid("c"), position=3), reply("d")]
    changes = editing.move(replies, Uid("c"), 7, LATER)
    assert after(changes, "uid") == ["a", "d"]
    assert after(changes, "position") == [7, 8]
    assert after(changes, "changed") == [LATER, LATER]


def test_tags_are_words_without_regard_to_case() -> None:
    replies = [reply("a", tags=("VIP",)), reply("b", tags=("急",))]
    assert after(editing.tag(replies, "vip", LATER), "tags") == [("急", "vip")]
    assert after(editing.untag(replies, "vip", LATER), "tags") == [()]
    with refused(Code.TAG_INVALID):
        editing.tag(replies, "两 个", LATER)


def test_kinds() -> None:
    replies = [reply("a"), reply("b", kind=Kind.AWAY)]
    changes = editing.change_kind(replies, Kind.AWAY, LATER)
    assert (after(changes, "uid"), after(changes, "kind")) == (["a"], [Kind.AWAY])


def test_trash_keeps_the_day() -> None:
    changes = editing.trash([reply("a"), reply("b", trashed=Millis(5))], LATER)
    assert (after(changes, "uid"), after(changes, "trashed")) == (["a"], [LATER])


def test_restored_replies_meet_a_library_that_moved_on() -> None:
    replies = [
        reply("a", trashed=NOW, shortcut="FH", category=Uid("gone")),
        reply("b", trashed=NOW, shortcut="yf", category=Uid("c")),
        reply("d", trashed=NOW, shortcut="YF"),
    ]
    changes = editing.restore(replies, ["fh"], {Uid("c"): category("c", "售后")})
    assert after(changes, "trashed") == [None, None, None]
    assert after(changes, "shortcut") == ["", "yf", ""]
    assert after(changes, "category") == [None, "c", None]


def test_only_what_is_in_the_trash_is_purged_and_for_good() -> None:
    changes = editing.purge([reply("a"), reply("b", trashed=NOW)])
    assert [(change.op, change.key[1]) for change in changes.changes] == [(Op.REMOVE, "b")]
    assert not changes.undoable


class TestCategories:
    """The tree keeps its shape, and no reply is ever lost with a category."""

    def tree(self) -> SmallLibrary:
        return SmallLibrary.of(
            category("pre", "售前"),
            category("post", "售后", position=1),
            category("pre-ship", "发货", "pre"),
            category("post-ship", "发货", "post"),
            category("size", "尺码", "pre-ship"),
            reply("a", category=Uid("pre")),
            reply("b", category=Uid("pre-ship"), trashed=NOW),
            reply("c", category=Uid("size")),
            reply("d", category=Uid("post-ship")),
        )

    def test_a_path_makes_the_levels_that_are_missing(self) -> None:
        library = self.tree()
        library.commit(
            editing.add_category(("售前", "议价", "老客"), library.categories, numbered())
        )
        assert {"售前/议价", "售前/议价/老客"} <= library.paths()
        assert library.categories[Uid("new-1")].position == 1

    @pytest.mark.parametrize(
        ("path", "code"),
        [
            ((), Code.CATEGORY_INVALID),
            (("售前", "发货"), Code.CATEGORY_TAKEN),
            (("售前", "a/b"), Code.CATEGORY_INVALID),
            (("售前", " "), Code.CATEGORY_INVALID),
            (("一",) * 9, Code.CATEGORY_TOO_DEEP),
        ],
    )
    def test_a_path_that_cannot_be(self, path: tuple[str, ...], code: Code) -> None:
        with refused(code):
            editing.add_category(path, self.tree().categories, numbered())

    def test_renamed(self) -> None:
        library = self.tree()
        library.commit(editing.rename_category(Uid("pre"), "咨询", library.categories))
        assert {"咨询", "咨询/发货", "咨询/发货/尺码"} <= library.paths()
        with refused(Code.CATEGORY_TAKEN):
            editing.rename_category(Uid("pre"), "售后", library.categories)
        assert not editing.rename_category(Uid("pre"), "咨询", library.categories)

    def test_only_the_case_of_a_name_may_change(self) -> None:
        library = SmallLibrary.of(category("v", "vip"))
        library.commit(editing.rename_category(Uid("v"), "VIP", library.categories))
        assert library.paths() == {"VIP"}

    def test_moved_among_siblings(self) -> None:
        library = self.tree()
        library.commit(editing.move_category(Uid("post"), None, 0, library.categories))
        tops = [shelf for shelf in library.categories.values() if shelf.parent is None]
        assert [c.name for c in sorted(tops, key=lambda c: c.position)] == ["售后", "售前"]

    def test_moved_under_another(self) -> None:
        library = self.tree()
        library.commit(editing.move_category(Uid("size"), Uid("post"), 9, library.categories))
        assert "售后/尺码" in library.paths()

    @pytest.mark.parametrize(
        ("uid", "parent", "code"),
        [
            ("pre", "size", Code.CATEGORY_CYCLE),
            ("pre", "pre", Code.CATEGORY_CYCLE),
            ("pre-ship", "post", Code.CATEGORY_TAKEN),
        ],
    )
    def test_not_moved_into_itself_nor_beside_its_name(
        self, uid: str, parent: str, code: Code
    ) -> None:
        with refused(code):
            editing.move_category(Uid(uid), Uid(parent), 0, self.tree().categories)

    def test_not_moved_too_deep(self) -> None:
        library = self.tree()
        path = ("深",) * 7
        library.commit(editing.add_category(path, library.categories, numbered()))
        with refused(Code.CATEGORY_TOO_DEEP):
            editing.move_category(Uid("pre-ship"), Uid("new-7"), 0, library.categories)

    def test_merged_with_all_below(self) -> None:
        library = self.tree()
        changes = editing.merge_categories(
            Uid("pre"),
            Uid("post"),
            library.categories,
            library.replies.values(),
            library.next_position,
            LATER,
        )
        before = (dict(library.replies), dict(library.categories))
        library.commit(changes)
        assert library.paths() == {"售后", "售后/发货", "售后/发货/尺码"}
        lying = {uid: reply.category for uid, reply in library.replies.items()}
        assert lying == {"a": "post", "b": "post-ship", "c": "size", "d": "post-ship"}
        library.commit(invert(changes))
        assert (library.replies, library.categories) == before

    def test_not_merged_into_itself(self) -> None:
        library = self.tree()
        for into in ("pre", "size"):
            with refused(Code.CATEGORY_CYCLE):
                editing.merge_categories(
                    Uid("pre"), Uid(into), library.categories, [], library.next_position, LATER
                )

    def test_removed_leaves_its_contents_a_level_up(self) -> None:
        library = self.tree()
        library.commit(
            editing.remove_category(
                Uid("pre-ship"),
                library.categories,
                library.replies.values(),
                library.next_position,
                LATER,
            )
        )
        assert library.paths() == {"售前", "售前/尺码", "售后", "售后/发货"}
        assert library.replies[Uid("b")].category == "pre"

    def test_removed_from_above_a_category_of_its_own_name(self) -> None:
        library = SmallLibrary.of(
            category("upper", "发货"),
            category("lower", "发货", "upper"),
            reply("a", category=Uid("lower")),
        )
        library.commit(
            editing.remove_category(
                Uid("upper"),
                library.categories,
                library.replies.values(),
                library.next_position,
                LATER,
            )
        )
        assert library.places() == {"发货时间": "发货"}
        assert len(library.categories) == 1

    def test_one_that_is_not_there(self) -> None:
        with pytest.raises(NotFound):
            editing.rename_category(Uid("gone"), "x", {})
