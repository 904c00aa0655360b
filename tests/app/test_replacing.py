"""Find and replace: planned beside whoever changes something, and carried out as it was shown."""

import pytest

from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.core.errors import Code, Conflict
from kefu_desktop.core.model import Uid
from kefu_desktop.core.replacing import Replacement
from tests.app.shop import HeldLane, Shop, open_library


def _text(shop: Shop, uid: Uid) -> str:
    return shop.library.ask(lambda library: library.reply(uid)).result().variants[0].text


def test_replacing_does_what_the_plan_showed(shop: Shop) -> None:
    arranging = shop.arranging()
    uid = shop.add("快递", "圆通\n圆通")
    uids = [shop.add("店名", "本店是{店名}，圆通发货"), uid]
    planned = arranging.plan_replacing(uids, Replacement("圆通", "申\u200b通\ufeff\r\n")).result()
    assert [change.uid for change in planned.changes] == uids
    assert planned.replacement.put == "申\u200b通\n"
    arranging.replace(planned, [uid]).result()
    assert _text(shop, uid) == "申\u200b通\n\n申\u200b通\n"
    assert _text(shop, uids[0]) == "本店是{店名}，圆通发货"
    with pytest.raises(Conflict) as refused:
        arranging.replace(planned, [uid]).result()
    assert refused.value.code is Code.CHANGED_MEANWHILE
    assert refused.value.params["uid"] == uid


def test_what_would_be_replaced_is_worked_out_beside_whoever_changes_something(
    shop: Shop,
) -> None:
    uid = shop.add("快递", "圆通")
    busy = LiveLibrary(
        HeldLane(),
        lambda: open_library(shop.path, shop.clock, shop.new_uid),
        shop.events,
        shop.clock,
    )
    planning = shop.arranging(busy).plan_replacing([uid], Replacement("圆通", "申通"))
    assert planning.done()
    assert [change.uid for change in planning.result().changes] == [uid]
