"""A draft, given whole, becomes a reply or is refused as it stands."""

from typing import Any

import pytest

from kefu_desktop.app import authoring
from kefu_desktop.app.authoring import Draft
from kefu_desktop.core.errors import Code, Conflict, InvalidInput, KefuError
from kefu_desktop.core.model import Kind, Millis, Reply, Uid
from kefu_desktop.core.tree import Tree
from tests.app.library.branch import Branch


def add(branch: Branch, uid: str, **fields: Any) -> Reply:
    draft = Draft(**{"title": uid, "texts": ("您好",), **fields})
    now = Millis(branch.clock.now())
    branch.library.change(
        lambda library: authoring.add(library, draft, Uid(uid), now, branch.new_uid)
    ).result()
    return branch.library.ask(lambda library: library.reply(Uid(uid))).result()


def refused(branch: Branch, **fields: Any) -> KefuError:
    def state() -> tuple[object, ...]:
        return branch.library.ask(
            lambda library: (library.revision(), library.categories(), branch.texts())
        ).result()

    before = state()
    with pytest.raises(KefuError) as error:
        add(branch, "new", **fields)
    assert state() == before, "a refusal leaves no trace"
    return error.value


def paths(branch: Branch) -> list[tuple[str, ...]]:
    tree = Tree(branch.library.ask(lambda library: library.categories()).result())
    return [
        tree.path(uid) for top in tree.children(None) for uid in (top.uid, *tree.below(top.uid))
    ]


def test_a_reply_is_all_that_the_draft_says(branch: Branch) -> None:
    branch.clock.millis += 60_000
    made = add(
        branch,
        "fh",
        title="发货 时间",
        texts=("一\r\n二\r三", " 留白 "),
        kind=Kind.GREETING,
        shortcut="FH",
        tags=("VIP", "考拉", "vip"),
        favourite=True,
    )
    assert [variant.text for variant in made.variants] == ["一\n二\n三", " 留白 "]
    assert (made.title, made.kind, made.shortcut) == ("发货 时间", Kind.GREETING, "FH")
    assert (made.tags, made.favourite, made.category) == (("VIP", "考拉"), True, None)
    assert made.created == made.changed == branch.clock.millis


def test_a_new_reply_goes_behind_the_others_of_its_category(branch: Branch) -> None:
    first, second = (add(branch, uid, category=("售前",)) for uid in ("r1", "r2"))
    assert first.category == second.category
    assert (first.position, second.position) == (0, 1)
    assert add(branch, "r3").position == 0


def test_of_a_category_what_is_missing_grows_in_the_same_step(branch: Branch) -> None:
    top = add(branch, "r1", category=("售前",)).category
    inner = add(branch, "r2", category=("售前", "招呼", "早晨"))
    assert paths(branch) == [("售前",), ("售前", "招呼"), ("售前", "招呼", "早晨")]
    tree = Tree(branch.library.ask(lambda library: library.categories()).result())
    assert inner.category is not None
    assert tree.path(inner.category) == ("售前", "招呼", "早晨")
    branch.library.undo().result()
    assert list(branch.texts()) == ["r1"]
    assert list(branch.library.ask(lambda library: library.categories()).result()) == [top]


def test_a_taken_shortcut_names_its_holder_and_grows_no_category(branch: Branch) -> None:
    add(branch, "r1", title="发货", shortcut="fh")
    error = refused(branch, shortcut="FH", category=("新",))
    assert isinstance(error, Conflict)
    assert error.code is Code.SHORTCUT_TAKEN
    assert error.params == {"shortcut": "FH", "title": "发货", "other": "r1"}
    branch.trash("r1")
    assert add(branch, "r2", shortcut="FH").shortcut == "FH", "what is in the trash holds none"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, Code.TITLE_EMPTY),
        ({"title": "两\n行"}, Code.TEXT_CONTROL),
        ({"title": "x" * 201}, Code.TITLE_TOO_LONG),
        ({"texts": ()}, Code.TEXT_EMPTY),
        ({"texts": ("您好", "")}, Code.TEXT_EMPTY),
        ({"texts": ("a\x00",)}, Code.TEXT_CONTROL),
        ({"texts": ("x" * 20_001,)}, Code.TEXT_TOO_LONG),
        ({"shortcut": "a b"}, Code.SHORTCUT_INVALID),
        ({"tags": ("a b",)}, Code.TAG_INVALID),
        ({"category": ("售前", "")}, Code.CATEGORY_INVALID),
        ({"category": ("新", "a/b")}, Code.CATEGORY_INVALID),
        ({"category": tuple("123456789")}, Code.CATEGORY_TOO_DEEP),
    ],
)
def test_what_a_library_cannot_hold_is_refused(
    branch: Branch, fields: dict[str, Any], code: Code
) -> None:
    add(branch, "r1")
    error = refused(branch, **{"category": ("新",), **fields})
    assert isinstance(error, InvalidInput)
    assert error.code is code
