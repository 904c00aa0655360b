"""Views that could never hold anything are none; recent is what was used within two weeks."""

import pytest

from kefu_desktop.core.model import Kind, Millis, Uid
from kefu_desktop.core.views import RECENT_DAYS, Order, Scope, View, recent_since


@pytest.mark.parametrize("scope", [Scope.CATEGORY, Scope.PACK])
def test_a_category_and_a_pack_are_named(scope: Scope) -> None:
    with pytest.raises(ValueError, match=scope):
        View(scope)
    assert View(scope, uid=Uid("c1")).uid == "c1"


def test_a_view_of_a_kind_names_it() -> None:
    with pytest.raises(ValueError, match="kind"):
        View(Scope.KIND)
    assert View(Scope.KIND, Kind.AWAY).kind is Kind.AWAY


def test_views_and_orders_can_be_remembered_and_compared() -> None:
    view = View(Scope.CATEGORY, Kind.REPLY, Uid("c1"))
    assert view == View(Scope("category"), Kind("reply"), Uid("c1"))
    assert len({view, View(Scope.CATEGORY, uid=Uid("c1")), View(), View()}) == 3
    assert Order() != Order(descending=True)


def test_recent_is_two_weeks() -> None:
    fortnight = 14 * 24 * 60 * 60 * 1000
    assert recent_since(Millis(1_700_000_000_000)) == 1_700_000_000_000 - fortnight
    assert RECENT_DAYS == 14
