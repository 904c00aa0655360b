"""What the editor is told of a sheet beside the saved reply, and favourites, which need none."""

from typing import Any

import pytest
from msgspec.structs import replace

from kefu_desktop.app.keeping import Saved
from kefu_desktop.core.errors import Code, InvalidInput, NotFound
from kefu_desktop.core.model import Reply, Uid
from kefu_desktop.core.sheets import Sheet
from tests.app.shop import Shop


def saved(shop: Shop, base: Reply | None = None, **fields: Any) -> Saved:
    shown = Sheet(title="题", texts=("话",)) if base is None else Sheet.of(base)
    answer = shop.keeping.save(replace(shown, **fields), base).result()
    assert isinstance(answer, Saved)
    return answer


def test_invisible_characters_are_taken_out_and_counted(shop: Shop) -> None:
    new = saved(shop, title="题\x00", texts=("a\u202eb\ufeff", "c"))
    assert (new.reply.title, new.reply.variants[0].text, new.removed) == ("题", "ab", 3)
    edited = saved(shop, new.reply, texts=("ab", "c\x01"), notes="\ufeff")
    assert ([variant.text for variant in edited.reply.variants], edited.removed) == (["ab", "c"], 2)
    assert saved(shop, edited.reply, notes="只说现货").removed == 0


def test_a_title_comes_from_the_text_where_none_is_given(shop: Shop) -> None:
    new = saved(shop, title="  ", texts=("\n亲，今天\n发货",)).reply
    assert new.title == "亲，今天"
    # Nor is a reply left without one whose title was wiped out.
    assert saved(shop, new, title="", texts=("明天发货",)).reply.title == "明天发货"


def test_what_nobody_touched_stays_as_the_command_line_wrote_it(shop: Shop) -> None:
    uid = shop.add("发货  时间", "话")
    base = shop.library.ask(lambda library: library.reply(uid)).result()
    noted = saved(shop, base, notes="只说现货").reply
    assert noted.title == "发货  时间"
    assert saved(shop, noted, title=" 发货  时间").reply.title == "发货 时间"


def test_the_first_of_several_findings_is_told(shop: Shop) -> None:
    refused = shop.keeping.save(Sheet(title="题", texts=(), shortcut="f h", tags=("a b",)), None)
    with pytest.raises(InvalidInput) as error:
        refused.result()
    assert error.value.code is Code.TEXT_EMPTY


def test_a_favourite_is_made_and_unmade(shop: Shop) -> None:
    uid = shop.add("发货")
    for wanted in (True, False):
        shop.keeping.toggle_favourite(uid).result()
        assert shop.library.ask(lambda library: library.reply(uid)).result().favourite is wanted
    assert isinstance(shop.keeping.toggle_favourite(Uid("gone")).exception(), NotFound)
