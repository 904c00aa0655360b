"""Replies by what people call them."""

from pathlib import Path

import pytest

from kefu_desktop.app import authoring
from kefu_desktop.app.authoring import Draft
from kefu_desktop.app.lookup import Lookup, Selection, chosen, split_path
from kefu_desktop.app.searching import Row
from kefu_desktop.core.errors import Code, Conflict, NotFound
from kefu_desktop.core.model import Kind, Millis, Uid, Use
from kefu_desktop.search.document import Reason
from tests.app.library.branch import NOON, Branch, reply


def write(branch: Branch, uid: str, **fields: object) -> None:
    draft = Draft(**{"title": uid, "texts": ("您好",), **fields})  # type: ignore[arg-type]
    branch.library.change(
        lambda library: authoring.add(library, draft, Uid(uid), Millis(NOON), branch.new_uid)
    ).result()


def test_by_uid_and_by_shortcut_whatever_its_case(branch: Branch) -> None:
    write(branch, "r1", shortcut="Fh", category=("售前", "招呼"))
    lookup = Lookup(branch.reader)
    for wanted in ("r1", ";Fh", ";fh", "；FH"):
        found = lookup.get(wanted)
        assert (found.reply.uid, found.path, found.use) == ("r1", ("售前", "招呼"), Use())


@pytest.mark.parametrize("wanted", ["r2", ";tk", ";", "", "发货", "\udc80", ";\udc80", "x" * 200])
def test_what_is_not_there_is_named(branch: Branch, wanted: str) -> None:
    write(branch, "r1", shortcut="fh")
    with pytest.raises(NotFound) as refused:
        Lookup(branch.reader).get(wanted)
    assert refused.value.params["wanted"] == wanted[:80]


def test_what_is_in_the_trash_is_found_by_its_uid_alone(branch: Branch) -> None:
    write(branch, "r1", shortcut="fh")
    branch.trash("r1")
    lookup = Lookup(branch.reader)
    assert lookup.get("r1").reply.trashed == NOON
    assert lookup.find(";fh") is None
    assert lookup.select(Selection()) == ()


def test_a_selection_goes_down_the_tree(branch: Branch) -> None:
    write(branch, "r1", category=("售前",))
    write(branch, "r2", category=("售前", "招呼"), tags=("VIP",))
    write(branch, "r3", kind=Kind.AWAY)
    lookup = Lookup(branch.reader)

    def uids(**wanted: object) -> list[str]:
        return [one.reply.uid for one in lookup.select(Selection(**wanted))]  # type: ignore[arg-type]

    assert uids() == ["r1", "r2", "r3"]
    assert uids(category="售前") == ["r1", "r2"]
    assert uids(category="售前 / 招呼") == ["r2"]
    assert uids(tag="#vip") == uids(tag="vip") == ["r2"]
    assert uids(kind=Kind.AWAY) == ["r3"]
    assert uids(kind=Kind.AWAY, category="售前") == []
    with pytest.raises(NotFound):
        uids(category="招呼")


def test_looking_makes_no_library(branch: Branch, tmp_path: Path) -> None:
    lookup = Lookup(branch.reader)
    assert lookup.find("r1") is None
    assert lookup.select(Selection(tag="x")) == ()
    assert lookup.count() is None
    with pytest.raises(NotFound):
        lookup.select(Selection(category="售前"))
    assert list(tmp_path.iterdir()) == []


def row(uid: str, title: str) -> Row:
    return Row(reply(uid, title=title), (), Use(), Reason.TITLE)


def test_enter_takes_the_first_unless_several_have_that_very_title() -> None:
    rows = (row("r1", "发货时间"), row("r2", "发货"), row("r3", "发货"))
    assert chosen(rows, "fh").reply.uid == "r1"
    assert chosen(rows, "发货时间 ").reply.uid == "r1"
    with pytest.raises(Conflict) as refused:
        chosen(rows, "发货")
    assert (refused.value.code, refused.value.params["count"]) == (Code.REPLY_AMBIGUOUS, 2)
    with pytest.raises(NotFound):
        chosen((), "发货")


def test_a_path_as_people_write_it() -> None:
    assert split_path(" 售前 / 议价 ") == ("售前", "议价")
    assert split_path("  ") == ()
    assert split_path("售前//议价") == ("售前", "", "议价")
