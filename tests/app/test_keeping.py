"""What a person writes down becomes a reply, new or old."""

from typing import Any

import pytest

from kefu_desktop.app.authoring import Draft
from kefu_desktop.core.errors import Code, Conflict, InvalidInput, KefuError, NotFound
from kefu_desktop.core.model import Kind, Reply, Uid
from tests.app.shop import Shop


def reply(shop: Shop, uid: Uid) -> Reply:
    return shop.library.ask(lambda library: library.reply(uid)).result()


def written(shop: Shop, uid: Uid | None = None, variant: int = 0, **fields: Any) -> Uid:
    draft = Draft(**{"title": "题", "texts": ("话",), **fields})
    return shop.keeping.write(draft, uid, variant).result().uid


def refused(shop: Shop, kind: type[KefuError], uid: Uid | None = None, **fields: Any) -> KefuError:
    before = shop.library.ask(lambda library: (library.revision(), library.categories())).result()
    with pytest.raises(kind) as error:
        written(shop, uid, **fields)
    after = shop.library.ask(lambda library: (library.revision(), library.categories())).result()
    assert before == after
    return error.value


def test_a_new_reply_is_all_that_was_written_and_goes_behind_the_others(shop: Shop) -> None:
    first = written(shop, category=("售前",))
    fields = {
        "kind": Kind.GREETING,
        "shortcut": ";fh",
        "tags": ("#考拉", "考拉"),
        "favourite": True,
    }
    uid = written(
        shop, title=" 发货 时间 ", texts=("一\r\n二",), category=("售前", " 物流 "), **fields
    )
    made = reply(shop, uid)
    assert (made.title, made.variants[0].text, made.shortcut) == ("发货 时间", "一\n二", "fh")
    assert (made.kind, made.tags, made.favourite) == (Kind.GREETING, ("考拉",), True)
    assert shop.keeping.category_paths().result() == (("售前",), ("售前", "物流"))
    second = written(shop, category=("售前",))
    assert reply(shop, second).position > reply(shop, first).position


def test_the_category_grows_in_the_same_step(shop: Shop) -> None:
    written(shop, category=("售前", "物流"))
    shop.library.undo().result()
    assert shop.keeping.category_paths().result() == ()


def test_invisible_characters_are_taken_out_and_counted(shop: Shop) -> None:
    draft = Draft(title="题\x00", texts=("a\u202eb\ufeff",))
    result = shop.keeping.write(draft, None).result()
    assert result.removed == 3
    assert reply(shop, result.uid).variants[0].text == "ab"


def test_a_title_comes_from_the_text_where_none_is_given(shop: Shop) -> None:
    uid = written(shop, title="  ", texts=("\n亲，今天\n发货" + "哦" * 40,))
    assert reply(shop, uid).title == ("亲，今天 发货" + "哦" * 40)[:24]


def test_editing_keeps_what_no_form_shows(shop: Shop) -> None:
    uid = written(shop, texts=("甲", "乙", "丙"), tags=("考拉",), category=("售前",))
    written(shop, uid, 1, title="新题", texts=("新乙",), category=("售前",))
    after = reply(shop, uid)
    assert [variant.text for variant in after.variants] == ["甲", "新乙", "丙"]
    assert (after.title, after.tags) == ("新题", ("考拉",))
    shop.library.undo().result()
    assert [variant.text for variant in reply(shop, uid).variants] == ["甲", "乙", "丙"]


def test_a_taken_shortcut_is_refused_by_the_title_of_its_holder(shop: Shop) -> None:
    owner = written(shop, title="发货", shortcut="fh")
    other = written(shop, title="退款", shortcut="tk")
    for uid in (None, other):
        error = refused(shop, Conflict, uid, shortcut="FH", category=("新",))
        assert (error.code, error.params["title"]) == (Code.SHORTCUT_TAKEN, "发货")
    assert written(shop, owner, title="发货", shortcut="FH") == owner
    assert shop.keeping.shortcut_owner("Fh", None).result() == "发货"
    assert shop.keeping.shortcut_owner("Fh", owner).result() is None
    assert shop.keeping.shortcut_owner("zz", None).result() is None
    assert shop.keeping.shortcut_owner("", None).result() is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"texts": ("",)}, Code.TEXT_EMPTY),
        ({"texts": ()}, Code.TEXT_EMPTY),
        ({"title": "", "texts": ("  ",)}, Code.TEXT_EMPTY),
        ({"texts": ("x" * 20_001,)}, Code.TEXT_TOO_LONG),
        ({"title": "x" * 201}, Code.TITLE_TOO_LONG),
        ({"shortcut": "f h"}, Code.SHORTCUT_INVALID),
        ({"tags": ("a b",)}, Code.TAG_INVALID),
        ({"category": ("a/b",)}, Code.CATEGORY_INVALID),
        ({"category": tuple("123456789")}, Code.CATEGORY_TOO_DEEP),
    ],
)
def test_what_a_library_cannot_hold_is_refused_and_leaves_no_trace(
    shop: Shop, fields: dict[str, Any], code: Code
) -> None:
    assert refused(shop, InvalidInput, **fields).code is code


def test_a_reply_that_is_gone_cannot_be_edited(shop: Shop) -> None:
    assert refused(shop, NotFound, Uid("gone")).code is Code.REPLY_MISSING


def test_a_favourite_is_made_and_unmade(shop: Shop) -> None:
    uid = written(shop)
    for wanted in (True, False):
        shop.keeping.toggle_favourite(uid).result()
        assert reply(shop, uid).favourite is wanted
    assert isinstance(shop.keeping.toggle_favourite(Uid("gone")).exception(), NotFound)
