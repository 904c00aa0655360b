"""What is looked for within a view, and which answers a window gets when it asks again."""

from collections.abc import Collection
from pathlib import Path

import pytest

from kefu_desktop.app import catalogue as module
from kefu_desktop.app.catalogue import Line, Listing, Outline
from kefu_desktop.app.searching import Question
from kefu_desktop.core.model import Kind, Uid
from kefu_desktop.core.views import Column, Order, Scope, View
from tests.app.shop import HeldLane, Shop, opened
from tests.app.window import Window, edit, fill, use


@pytest.fixture
def window(shop: Shop) -> Window:
    fill(shop)
    shop.searching.start()
    return Window(shop)


def test_a_text_is_looked_for_as_in_the_popup_best_first(window: Window) -> None:
    assert window.uids(text="tuikuan") == ["refund"]
    assert window.uids(text="tk") == ["refund"]
    assert window.uids(text=" ;fh ") == ["late"]
    assert window.uids(text="#老虎") == ["cheap"]
    assert window.uids(text="没有这样的") == []
    assert window.uids(text="   ") == window.uids()
    found = window.uids(text="退")
    assert found == [row.reply.uid for row in window.shop.look_up("退").rows]
    assert found == ["refund", "loose"]
    assert window.listing(text="退", order=Order(descending=True)).uids == ("loose", "refund")
    assert window.listing(text="退", order=Order(Column.TITLE)).uids == ("loose", "refund")


def test_a_text_is_looked_for_within_the_view(window: Window) -> None:
    assert window.uids(Scope.CATEGORY, "before", text="亲") == ["late"]
    assert window.uids(Scope.CATEGORY, "price", text="亲") == []
    assert window.uids(Scope.CATEGORY, "gone", text="亲") == []
    assert window.uids(Scope.FAVOURITES, text="退") == []
    assert window.uids(Scope.LOOSE, text="退") == ["loose"]
    assert window.uids(Scope.PACK, "pack", text="zengpin") == ["gift"]
    assert window.listing(View(Scope.KIND, Kind.GREETING), text="亲").uids == ("hello",)
    use(window.shop, "refund")
    assert window.uids(Scope.RECENT, text="退") == ["refund"]


def test_better_ones_outside_the_view_do_not_push_out_what_is_in_it(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FOUND_LIMIT", 1)
    assert window.uids(text="退") == ["refund"]
    assert window.uids(Scope.LOOSE, text="退") == ["loose"]
    assert window.listing(View(Scope.CATEGORY, uid=Uid("before")), text="亲").uids == ("late",)


def test_the_trash_is_searched_for_what_stands_there(window: Window) -> None:
    assert window.uids(Scope.TRASH, text="活动") == ["old"]
    assert window.uids(Scope.TRASH, text="旧") == ["old", "older"]
    assert window.uids(Scope.TRASH, text="huodong") == []
    edit(window.shop, "older", notes="See VIP list", tags=("夏季",))
    assert window.uids(Scope.TRASH, text="vip") == ["older"]
    assert window.uids(Scope.TRASH, text="夏季") == ["older"]
    by_day = window.listing(View(Scope.TRASH), Order(Column.TRASHED), text="旧")
    assert by_day.uids == ("older", "old")


def test_before_the_index_is_there_a_text_is_looked_for_as_it_stands(tmp_path: Path) -> None:
    builder = HeldLane()
    with opened(tmp_path, builder=builder) as shop:
        fill(shop)
        shop.searching.start()
        window = Window(shop, findings=lambda: {Uid("refund"), Uid("late")})
        assert window.uids(text="退") == ["refund", "loose"]
        assert window.uids(text="tuikuan") == []
        assert window.uids(Scope.FINDINGS, text="亲") == ["late"]
        builder.go_on()
        assert window.uids(text="tuikuan") == ["refund"]


def test_findings_are_those_that_are_told(shop: Shop) -> None:
    fill(shop)
    shop.searching.start()
    told: list[Collection[Uid] | None] = [None]
    window = Window(shop, findings=lambda: told[0])
    assert (window.uids(Scope.FINDINGS), window.outline().findings) == ([], None)
    told[0] = dict.fromkeys(map(Uid, ("hello", "refund", "old", "gone")), "why")
    assert window.uids(Scope.FINDINGS) == ["refund", "hello"]
    assert window.outline().findings == 2
    assert window.uids(Scope.FINDINGS, text="亲") == ["hello"]
    assert window.listing(View(Scope.FINDINGS), Order(Column.TITLE)).uids == ("hello", "refund")
    told[0] = ()
    assert (window.uids(Scope.FINDINGS), window.outline().findings) == ([], 0)


def test_a_newer_list_voids_an_older_one_and_nothing_else(tmp_path: Path) -> None:
    lane, search = HeldLane(), HeldLane()
    with opened(tmp_path, search_lane=search) as shop:
        fill(shop)
        shop.searching.start()
        search.go_on()
        catalogue, told = Window(shop, lane).catalogue, list[Listing]()
        pages, outlines = list[tuple[Line, ...]](), list[Outline]()
        catalogue.list(View(), Order(), told.append)
        catalogue.lines([Uid("refund")], pages.append)
        catalogue.outline(outlines.append)
        newest = catalogue.list(View(Scope.TRASH), Order(), told.append)
        lane.go_on()
        assert [(listing.request, listing.view.scope) for listing in told] == [
            (newest, Scope.TRASH)
        ]
        assert (len(pages), len(outlines)) == (1, 1)
        # The older one is on its way through the search when the newer one is asked.
        catalogue.list(View(), Order(), told.append, text="退")
        lane.go_on()
        catalogue.list(View(), Order(), told.append)
        for held in (search, lane, search, lane):
            held.go_on()
        assert [listing.text for listing in told[1:]] == [""]


def test_a_list_that_is_overtaken_is_not_read(tmp_path: Path) -> None:
    lane, search, read = HeldLane(), HeldLane(), list[str]()
    with opened(tmp_path, search_lane=search) as shop:
        shop.searching.start()
        search.go_on()
        catalogue = Window(shop, lane, reading=lambda: read.append("once")).catalogue
        for _ in range(3):
            catalogue.list(View(), Order(), lambda listing: None)
        lane.go_on()
        assert read == ["once"]
        catalogue.list(View(), Order(), lambda listing: None, text="退")
        lane.go_on()
        search.go_on()
        catalogue.list(View(), Order(), lambda listing: None)
        lane.go_on()
        assert read == ["once", "once"]


def test_a_list_that_is_overtaken_while_it_is_read_is_not_told(shop: Shop) -> None:
    fill(shop)
    told: list[Listing] = []
    newer = [View(Scope.TRASH)]

    def ask_again() -> None:
        if newer:
            asking.catalogue.list(newer.pop(), Order(), told.append)

    asking = Window(shop, reading=ask_again)
    asking.catalogue.list(View(), Order(), told.append)
    assert [listing.view.scope for listing in told] == [Scope.TRASH]


def test_the_popup_and_the_window_do_not_void_each_other(tmp_path: Path) -> None:
    search = HeldLane()
    with opened(tmp_path, search_lane=search) as shop:
        fill(shop)
        shop.searching.start()
        search.go_on()
        answers: list[object] = []
        told: list[Listing] = []
        window = Window(shop)
        shop.searching.ask(Question("退"), answers.append)
        window.catalogue.list(View(), Order(), told.append, text="亲")
        shop.searching.ask(Question("退款"), answers.append)
        search.go_on()
        assert [listing.text for listing in told] == ["亲"]
        assert len(answers) == 1


def test_what_is_found_after_closing_is_nobodys(tmp_path: Path) -> None:
    search = HeldLane()
    with opened(tmp_path, search_lane=search) as shop:
        fill(shop)
        shop.searching.start()
        search.go_on()
        told: list[Listing] = []
        catalogue = Window(shop).catalogue
        catalogue.list(View(), Order(), told.append, text="退")
        catalogue.close()
        search.go_on()
        assert told == []
