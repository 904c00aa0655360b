"""What a person does to many replies is one step each, and each step can be taken back."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.app.arranging import Arranging
from kefu_desktop.core.changes import Deed
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.model import TITLE_LIMIT, Kind, Reply, Uid
from kefu_desktop.core.replacing import Replacement
from kefu_desktop.core.tree import Tree
from kefu_desktop.store.library import Committed, Library
from tests.app.shop import Shop, opened
from tests.store.making import State, state_of


@pytest.fixture
def arranging(shop: Shop) -> Arranging:
    return shop.arranging()


def now(shop: Shop) -> State:
    return shop.library.ask(state_of).result()


def get(shop: Shop, uid: Uid) -> Reply:
    return shop.library.ask(lambda library: library.reply(uid)).result()


def category(shop: Shop, *path: str) -> Uid:
    tree = Tree(shop.library.ask(lambda library: library.categories()).result())
    found = tree.find(path)
    assert found is not None
    return found


def titles(shop: Shop, *path: str) -> list[str]:
    """What lies in a category outside the trash, in the order it is shown."""

    def ask(library: Library) -> list[str]:
        where = category(shop, *path) if path else None
        order = [uid for uid, _position in library.order_in(where)]
        return [one.title for one in library.replies(order) if one.trashed is None]

    return shop.library.ask(ask).result()


def refused(future: Future[Any], code: Code, **params: Any) -> None:
    with pytest.raises(KefuError) as error:
        future.result()
    assert error.value.code is code
    assert params.items() <= error.value.params.items()


def fill(shop: Shop) -> dict[str, Uid]:
    """Replies in two categories and in none, one of them in the trash."""
    made = {
        title: shop.add(title, f"{title}的话", category=path, **fields)
        for title, path, fields in (
            ("甲", ("售前",), {"shortcut": "jia"}),
            ("乙", ("售前",), {"tags": ("急",)}),
            ("丙", ("售前",), {}),
            ("丁", ("售后",), {"kind": Kind.AWAY}),
            ("戊", ("售后", "物流"), {}),
            ("己", (), {}),
            ("旧", ("售前",), {"shortcut": "jiu"}),
        )
    }
    shop.arranging().trash([made["旧"]]).result()
    return made


Doing = Callable[[Arranging, Shop, dict[str, Uid]], Future[Any]]

DEEDS: dict[str, tuple[Doing, Deed, int]] = {
    "move": (
        lambda to, shop, of: to.move([of["己"], of["丁"], of["甲"]], category(shop, "售前")),
        Deed.MOVE,
        2,
    ),
    "move into no category": (
        lambda to, shop, of: to.move([of["甲"], of["乙"]], None),
        Deed.MOVE,
        2,
    ),
    "move to another kind": (
        lambda to, shop, of: to.move([of["甲"]], category(shop, "售前"), Kind.GREETING),
        Deed.MOVE,
        1,
    ),
    "sort": (
        lambda to, shop, of: to.place([of["丙"]], of["甲"], category(shop, "售前")),
        Deed.REORDER,
        1,
    ),
    "sort in from elsewhere": (
        lambda to, shop, of: to.place([of["己"], of["丙"]], of["乙"], category(shop, "售前")),
        Deed.MOVE,
        2,
    ),
    "tag": (lambda to, shop, of: to.tag([of["甲"], of["乙"]], " #急 "), Deed.TAG, 1),
    "untag": (lambda to, shop, of: to.untag([of["甲"], of["乙"]], "急"), Deed.UNTAG, 1),
    "change kind": (
        lambda to, shop, of: to.change_kind([of["甲"], of["丁"]], Kind.AWAY),
        Deed.CHANGE_KIND,
        1,
    ),
    "favourite": (lambda to, shop, of: to.favourite([of["甲"], of["乙"]], True), Deed.FAVOURITE, 2),
    "rename": (lambda to, shop, of: to.rename(of["甲"], " 新的  题目\n"), Deed.EDIT_REPLY, 1),
    "duplicate": (
        lambda to, shop, of: to.duplicate([of["甲"], of["戊"]], "{} 副本".format),
        Deed.DUPLICATE_REPLY,
        2,
    ),
    "trash": (lambda to, shop, of: to.trash([of["甲"], of["乙"], of["旧"]]), Deed.TRASH, 2),
    "restore": (lambda to, shop, of: to.restore([of["旧"], of["甲"]]), Deed.RESTORE, 1),
    "add category": (
        lambda to, shop, of: to.add_category(("售前", "议价", "老客")),
        Deed.ADD_CATEGORY,
        2,
    ),
    "rename category": (
        lambda to, shop, of: to.rename_category(category(shop, "售前"), "咨询"),
        Deed.EDIT_CATEGORY,
        1,
    ),
    "move category": (
        lambda to, shop, of: to.move_category(category(shop, "售前"), category(shop, "售后"), 0),
        Deed.EDIT_CATEGORY,
        2,
    ),
    "merge categories": (
        lambda to, shop, of: to.merge_categories(category(shop, "售前"), category(shop, "售后")),
        Deed.MERGE_CATEGORIES,
        4,
    ),
    "remove category": (
        lambda to, shop, of: to.remove_category(category(shop, "售前")),
        Deed.REMOVE_CATEGORY,
        4,
    ),
    "replace": (
        lambda to, shop, of: to.replace(
            to.plan_replacing([of["甲"], of["乙"], of["丙"]], Replacement("的话", "的词")).result(),
            [of["甲"], of["丙"]],
        ),
        Deed.REPLACE_TEXT,
        2,
    ),
    "unite": (
        lambda to, shop, of: to.unite(of["甲"], [of["乙"], of["丙"]], as_variants=True),
        Deed.MERGE_REPLIES,
        3,
    ),
}


@pytest.mark.parametrize(("do", "deed", "count"), DEEDS.values(), ids=DEEDS)
def test_each_deed_is_one_step_that_undo_and_redo_know_by_name(
    shop: Shop, arranging: Arranging, do: Doing, deed: Deed, count: int
) -> None:
    made = fill(shop)
    before = now(shop)
    done = do(arranging, shop, made).result()
    after = now(shop)
    assert after != before
    if isinstance(done, Committed):
        assert (done.deed, done.count) == (deed, count)
    steps = arranging.steps().result()
    assert steps.undo is not None
    assert (steps.undo.deed, steps.undo.count, steps.redo) == (deed, count, None)

    undone = arranging.undo().result()
    assert (undone.deed, undone.count) == (deed, count)
    assert now(shop) == before
    steps = arranging.steps().result()
    assert steps.redo is not None
    assert (steps.redo.deed, steps.redo.count) == (deed, count)

    arranging.redo().result()
    assert now(shop) == after


@pytest.mark.parametrize(
    "do",
    [
        lambda to, shop, of: to.move([of["甲"]], category(shop, "售前")),
        lambda to, shop, of: to.place([of["乙"]], of["丙"], category(shop, "售前")),
        lambda to, shop, of: to.tag([of["乙"]], "急"),
        lambda to, shop, of: to.untag([of["甲"]], "急"),
        lambda to, shop, of: to.favourite([of["甲"]], False),
        lambda to, shop, of: to.rename(of["甲"], "甲 "),
        lambda to, shop, of: to.trash([of["旧"]]),
        lambda to, shop, of: to.restore([of["甲"]]),
        lambda to, shop, of: to.purge([of["甲"]]),
        lambda to, shop, of: to.unite(of["甲"], [of["甲"]], as_variants=True),
        lambda to, shop, of: to.trash([Uid("nobody")]),
        lambda to, shop, of: to.duplicate([Uid("nobody")], str),
        lambda to, shop, of: to.rename_category(category(shop, "售前"), "售前"),
    ],
)
def test_what_changes_nothing_is_no_step(shop: Shop, arranging: Arranging, do: Doing) -> None:
    made = fill(shop)
    revision = shop.library.ask(lambda library: library.revision()).result()
    assert do(arranging, shop, made).result() is None
    assert shop.library.ask(lambda library: library.revision()).result() == revision


def test_dragged_replies_stand_in_their_order_before_the_one_they_were_dropped_on(
    shop: Shop, arranging: Arranging
) -> None:
    of = fill(shop)
    here = category(shop, "售前")
    arranging.place([of["丙"], of["己"]], of["乙"], here).result()
    assert titles(shop, "售前") == ["甲", "丙", "己", "乙"]
    arranging.place([of["甲"], of["乙"]], None, here).result()
    assert titles(shop, "售前") == ["丙", "己", "甲", "乙"]
    # Dropped on one of themselves, they gather there.
    arranging.place([of["乙"], of["丙"]], of["丙"], here).result()
    assert titles(shop, "售前") == ["乙", "丙", "己", "甲"]
    arranging.place([of["甲"]], of["乙"], here, Kind.GREETING).result()
    assert titles(shop, "售前") == ["甲", "乙", "丙", "己"]
    assert get(shop, of["甲"]).kind is Kind.GREETING
    refused(arranging.place([of["甲"]], of["丁"], here), Code.REPLY_MISSING, wanted=of["丁"])
    refused(arranging.place([of["甲"]], None, Uid("gone")), Code.CATEGORY_MISSING)


def test_dragging_one_among_many_touches_few(shop: Shop, arranging: Arranging) -> None:
    many = [shop.add(f"第 {number}") for number in range(40)]
    near = arranging.place([many[30]], many[20], None).result()
    assert near is not None
    assert (len(near.changes), near.count) == (11, 1)
    for uid in (many[25], many[7]):
        top = arranging.place([uid], many[0], None).result()
        assert top is not None
        assert (len(top.changes), top.count) == (1, 1)
    shown = titles(shop)
    assert shown[:3] == ["第 25", "第 7", "第 0"]
    assert shown.index("第 30") + 1 == shown.index("第 20")


def test_sorting_is_no_reason_to_be_called_changed(shop: Shop, arranging: Arranging) -> None:
    of = fill(shop)
    before = get(shop, of["丙"]).changed
    shop.clock.millis += 5000
    arranging.place([of["丙"]], of["甲"], category(shop, "售前")).result()
    assert get(shop, of["丙"]).changed == before
    arranging.place([of["丙"]], None, category(shop, "售后")).result()
    assert get(shop, of["丙"]).changed == shop.clock.millis


def test_a_copy_stands_right_behind_and_shares_nothing_that_is_unique(
    shop: Shop, arranging: Arranging
) -> None:
    of = fill(shop)
    done = arranging.duplicate([of["甲"], of["乙"]], "{} 副本".format).result()
    assert done is not None
    assert titles(shop, "售前") == ["甲", "甲 副本", "乙", "乙 副本", "丙"]
    copies = [change.after for change in done.changes if change.before is None]
    assert [(one.title, one.shortcut) for one in copies if isinstance(one, Reply)] == [
        ("甲 副本", ""),
        ("乙 副本", ""),
    ]


def test_the_copy_of_a_long_title_still_says_that_it_is_one(
    shop: Shop, arranging: Arranging
) -> None:
    uid = shop.add("长" * TITLE_LIMIT, "话")
    arranging.duplicate([uid], "{} 副本".format).result()
    assert titles(shop)[1] == "长" * (TITLE_LIMIT - 3) + " 副本"


def test_what_cannot_be_is_refused_and_changes_nothing(shop: Shop, arranging: Arranging) -> None:
    of = fill(shop)
    before = now(shop)
    refused(arranging.rename(of["甲"], "  "), Code.TITLE_EMPTY)
    refused(arranging.rename(Uid("nobody"), "题"), Code.REPLY_MISSING)
    refused(arranging.tag([of["甲"]], "两 个"), Code.TAG_INVALID)
    refused(arranging.tag([of["甲"]], "#"), Code.TAG_INVALID)
    refused(arranging.move([of["甲"]], Uid("gone")), Code.CATEGORY_MISSING)
    refused(arranging.add_category(("售前",)), Code.CATEGORY_TAKEN)
    refused(arranging.add_category(("a/b",)), Code.CATEGORY_INVALID)
    refused(arranging.unite(of["旧"], [of["甲"]], as_variants=False), Code.CHANGED_MEANWHILE)
    refused(arranging.unite(Uid("nobody"), [of["甲"]], as_variants=False), Code.REPLY_MISSING)
    upper, lower = category(shop, "售后"), category(shop, "售后", "物流")
    refused(arranging.move_category(upper, lower, 0), Code.CATEGORY_CYCLE)
    refused(arranging.merge_categories(upper, lower), Code.CATEGORY_CYCLE)
    refused(arranging.rename_category(upper, "售前"), Code.CATEGORY_TAKEN)
    assert now(shop) == before


def test_a_new_category_is_known_by_the_uid_that_is_given(shop: Shop, arranging: Arranging) -> None:
    uid = arranging.add_category((" 售前 ", "议价")).result()
    assert category(shop, "售前", "议价") == uid
    uid = arranging.add_category(("售前", "老客")).result()
    assert category(shop, "售前", "老客") == uid


def test_merged_categories_keep_their_order_and_take_the_trash_along(
    shop: Shop, arranging: Arranging
) -> None:
    of = fill(shop)
    arranging.merge_categories(category(shop, "售前"), category(shop, "售后")).result()
    assert titles(shop, "售后") == ["丁", "甲", "乙", "丙"]
    arranging.restore([of["旧"]]).result()
    assert titles(shop, "售后") == ["丁", "甲", "乙", "丙", "旧"]


def test_a_removed_category_leaves_its_replies_a_level_up_the_trash_too(
    shop: Shop, arranging: Arranging
) -> None:
    of = fill(shop)
    arranging.trash([of["戊"]]).result()
    arranging.remove_category(category(shop, "售后", "物流")).result()
    arranging.restore([of["戊"]]).result()
    assert titles(shop, "售后") == ["丁", "戊"]


def test_restored_replies_go_back_and_give_way_to_a_shortcut_taken_meanwhile(
    shop: Shop, arranging: Arranging
) -> None:
    of = fill(shop)
    other = shop.add("另", shortcut="JIU")
    arranging.restore([of["旧"]]).result()
    assert titles(shop, "售前") == ["甲", "乙", "丙", "旧"]
    assert (get(shop, of["旧"]).shortcut, get(shop, other).shortcut) == ("", "JIU")


def test_emptying_the_trash_is_for_good_and_no_step(shop: Shop, arranging: Arranging) -> None:
    of = fill(shop)
    arranging.trash([of["乙"], of["丙"]]).result()
    purged = arranging.purge([of["乙"], of["甲"]]).result()
    assert purged is not None
    assert purged.count == 1
    emptied = arranging.empty_trash().result()
    assert emptied is not None
    assert emptied.count == 2
    assert arranging.empty_trash().result() is None
    assert sorted(one.title for one in now(shop).replies.values()) == ["丁", "己", "戊", "甲"]
    steps = arranging.steps().result()
    assert steps.undo is not None
    assert steps.undo.deed is Deed.TRASH


def test_two_hundred_steps_of_any_kind_survive_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as shop:
        arranging = shop.arranging()
        a, b = shop.add("甲"), shop.add("乙")
        states = [now(shop)]
        deeds: list[Callable[[int], Future[Committed | None]]] = [
            lambda number: arranging.rename(a, f"第 {number} 次"),
            lambda _: arranging.place([b], a, None),
            lambda _: arranging.favourite([a, b], True),
            lambda _: arranging.place([a], b, None),
            lambda number: arranging.tag([a], f"标签{number}"),
            lambda _: arranging.favourite([a, b], False),
            lambda _: arranging.trash([b]),
            lambda _: arranging.restore([b]),
        ]
        for number in range(200):
            assert deeds[number % len(deeds)](number).result() is not None
            states.append(now(shop))
    with opened(tmp_path) as shop:
        arranging = shop.arranging()
        for state in states[-2::-1]:
            arranging.undo().result()
            assert now(shop) == state
        assert arranging.steps().result().undo is None
        refused(arranging.undo(), Code.NOTHING_TO_UNDO)
    with opened(tmp_path) as shop:
        arranging = shop.arranging()
        for state in states[1:]:
            arranging.redo().result()
            assert now(shop) == state
        refused(arranging.redo(), Code.NOTHING_TO_REDO)
