"""What a window over the library is told: views in order, pages, counts, one reply whole."""

from pathlib import Path

import pytest

from kefu_desktop.app import catalogue
from kefu_desktop.app.catalogue import Listing, PackLine, Whole
from kefu_desktop.app.events import WentWrong
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Category, Kind, Reply, Uid, Variant
from kefu_desktop.core.views import Column, Order, Scope, View
from kefu_desktop.store.listing import CatalogueReader
from tests.app.shop import HeldLane, Shop, opened
from tests.app.window import TREE, Window, commit, edit, fill, use
from tests.store.making import adding, reply

DAY = 86_400_000


@pytest.fixture
def window(shop: Shop) -> Window:
    fill(shop)
    shop.searching.start()
    return Window(shop)


def test_everything_is_in_the_order_of_the_tree(window: Window) -> None:
    listing = window.listing()
    assert listing.uids == ("late", "gift", "cheap", "refund", "loose", "hello")
    assert (listing.view, listing.order, listing.text) == (View(), Order(), "")
    assert listing.revision == window.shop.library.ask(lambda library: library.revision()).result()
    turned = window.listing(order=Order(descending=True))
    assert turned.uids == listing.uids[::-1]


def test_each_view_holds_its_own(window: Window) -> None:
    assert window.uids(Scope.FAVOURITES) == ["late"]
    assert window.uids(Scope.CATEGORY, "before") == ["late", "gift", "cheap"]
    assert window.uids(Scope.CATEGORY, "gone") == []
    assert window.uids(Scope.LOOSE) == ["loose", "hello"]
    assert window.uids(Scope.PACK, "pack") == ["gift"]
    assert window.uids(Scope.TRASH) == ["old", "older"]
    assert window.uids(Scope.DUPLICATES) == []
    assert window.listing(View(Scope.KIND, Kind.GREETING)).uids == ("hello",)
    assert window.listing(View(Scope.LOOSE, Kind.REPLY)).uids == ("loose",)


def test_recent_is_what_was_used_within_two_weeks_the_latest_first(window: Window) -> None:
    shop = window.shop
    for uid in ("refund", "late", "hello", "refund", "old"):
        use(shop, uid)
        shop.clock.millis += DAY
    assert window.uids(Scope.RECENT) == ["refund", "hello", "late"]
    shop.clock.millis += 10 * DAY + 1
    assert window.uids(Scope.RECENT) == ["refund", "hello"]
    assert window.outline().recent == 2
    shop.clock.millis += 14 * DAY
    assert window.uids(Scope.RECENT) == []


def test_titles_are_sorted_by_pinyin_and_numbers(window: Window) -> None:
    assert window.by(Column.TITLE) == ["loose", "cheap", "late", "hello", "gift", "refund"]
    assert window.by(Column.TITLE, descending=True) == window.by(Column.TITLE)[::-1]


def test_what_has_no_shortcut_or_tag_comes_last_either_way(window: Window) -> None:
    rest = ["gift", "cheap", "loose", "hello"]
    assert window.by(Column.SHORTCUT) == ["late", "refund", *rest]
    assert window.by(Column.SHORTCUT, descending=True) == ["refund", "late", *rest]
    rest = ["late", "gift", "loose", "hello"]
    assert window.by(Column.TAGS) == ["refund", "cheap", *rest]
    assert window.by(Column.TAGS, descending=True) == ["cheap", "refund", *rest]


def test_use_and_change_sort_and_ties_stay_as_in_the_library(window: Window) -> None:
    use(window.shop, "refund", times=2)
    use(window.shop, "loose", times=2)
    use(window.shop, "hello")
    rest = ["late", "gift", "cheap"]
    assert window.by(Column.USES, descending=True) == ["refund", "loose", "hello", *rest]
    assert window.by(Column.USES) == [*rest, "hello", "refund", "loose"]
    edit(window.shop, "cheap", title="真不能便宜")
    assert window.by(Column.CHANGED, descending=True)[:2] == ["cheap", "late"]
    assert window.by(Column.CHANGED)[-1] == "cheap"
    trash = window.listing(View(Scope.TRASH), Order(Column.TRASHED))
    assert trash.uids == ("older", "old")


def test_lines_are_told_for_what_there_is(window: Window) -> None:
    use(window.shop, "refund", times=2)
    refund, old = window.lines("refund", "gone", "old")
    assert (refund.title, refund.tags, refund.path) == ("退款", ("考拉", "急"), ("售后",))
    assert (refund.uses, refund.last_used) == (2, window.shop.clock.now())
    assert (old.uid, old.trashed) == ("old", 5)


def test_the_outline_counts_what_the_views_hold(window: Window) -> None:
    outline = window.outline()
    assert outline.categories == {one.uid: one for one in TREE}
    assert outline.by_category == {
        (Kind.REPLY, "before"): 1,
        (Kind.REPLY, "price"): 2,
        (Kind.REPLY, "after"): 1,
        (Kind.REPLY, None): 1,
        (Kind.GREETING, None): 1,
    }
    assert outline.by_kind == {Kind.REPLY: 5, Kind.GREETING: 1, Kind.AWAY: 0}
    assert (outline.replies, outline.favourites, outline.recent) == (6, 1, 0)
    assert (outline.trashed, outline.trash_from) == (2, 3)
    assert outline.packs == (PackLine(Uid("pack"), "入门包", "1.2", 1),)
    assert set(outline.tags) == {"考拉", "急", "老虎"}
    edit(window.shop, "gift", tags=("老虎",))
    after = window.outline()
    assert after.tags[0] == "老虎"
    assert after.revision > outline.revision


def test_an_empty_library_is_told_as_such(shop: Shop) -> None:
    window = Window(shop)
    outline = window.outline()
    assert (outline.replies, outline.by_category, outline.packs, outline.tags) == (0, {}, (), ())
    assert (outline.trashed, outline.trash_from) == (0, None)
    for column in Column:
        assert window.by(column) == []


def test_a_reply_is_told_whole(window: Window) -> None:
    edit(window.shop, "gift", variants=(Variant("下单就送"), Variant("送一份")))
    for text in ("送一份", "送一份", "从前的说法"):
        use(window.shop, "gift", text)
    whole = window.whole("gift")
    assert whole is not None
    stored: Reply = window.shop.library.ask(lambda library: library.reply(Uid("gift"))).result()
    assert whole == Whole(stored, ("售前", "议价"), 3, (0, 2), "入门包")
    hello = window.whole("hello")
    assert hello is not None
    assert (hello.path, hello.uses, hello.variant_uses, hello.pack_name) == ((), 0, (0,), "")
    assert window.whole("gone") is None
    old = window.whole("old")
    assert old is not None
    assert old.reply.trashed == 5


def test_it_follows_a_library_put_in_place_of_the_other(window: Window, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with opened(tmp_path / "there") as there:
        commit(there, adding(reply("new", "别的")))
    (tmp_path / "there" / "library.db").replace(other)
    window.shop.library.replace(lambda: other.replace(window.shop.path)).result()
    assert window.uids() == ["new"]
    assert window.outline().replies == 1


def test_a_library_that_cannot_be_read_is_told(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = MachineFault(Code.LIBRARY_UNREADABLE, path="x")

    def fail(path: Path) -> None:
        raise fault

    told: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr(CatalogueReader, "open", fail)
        window.catalogue.list(View(), Order(), told.append)
        window.catalogue.whole(Uid("gift"), told.append)
    assert told == []
    assert window.shop.heard_of(WentWrong) == [WentWrong(fault), WentWrong(fault)]
    assert window.uids(Scope.FAVOURITES) == ["late"]


def test_a_closed_catalogue_answers_nothing(window: Window) -> None:
    told: list[Listing] = []
    window.catalogue.close()
    window.catalogue.list(View(), Order(), told.append)
    assert told == []


def test_many_levels_are_named_from_the_root(window: Window) -> None:
    deep = Category(Uid("deep"), "满减", Uid("price"))
    commit(window.shop, adding(deep, reply("d", "满减", category=deep.uid)))
    (line,) = window.lines("d")
    assert line.path == ("售前", "议价", "满减")
    assert window.uids(Scope.CATEGORY, "price", text="满减") == ["d"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system tells no open files")
def test_the_library_is_not_kept_open(window: Window) -> None:
    """Windows lets no file be replaced, by a backup for instance, that somebody has open."""

    def times_open() -> int:
        links = [*Path("/proc/self/fd").iterdir()]
        return sum(link.is_symlink() and link.readlink() == window.shop.path for link in links)

    before = times_open()
    assert before > 0
    window.by(Column.TITLE)
    window.uids(Scope.FAVOURITES, text="退")
    window.lines("refund")
    window.outline()
    window.whole("gone")
    assert times_open() == before


def test_a_long_view_begins_with_its_first_rows(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "LONG", 3)
    begun: list[Listing | None] = []
    for view in (
        View(),
        View(Scope.CATEGORY, uid=Uid("before")),
        View(Scope.CATEGORY, Kind.REPLY, Uid("before")),
        View(Scope.KIND, Kind.REPLY),
    ):
        whole = window.listing(view)
        for most in (1, 2, 3):
            window.catalogue.begin(view, Order(), most, begun.append)
            first = begun.pop()
            assert first is not None
            assert first.uids == whole.uids[:most]
            assert first.count == len(whole.uids)
            assert first.whole == (most == len(whole.uids))
            assert (first.view, first.revision) == (view, whole.revision)
    not_begun = (
        (View(Scope.LOOSE), Order()),  # not long
        (View(), Order(Column.TITLE)),
        (View(), Order(descending=True)),
        (View(Scope.TRASH), Order()),
    )
    for view, order in not_begun:
        window.catalogue.begin(view, order, 3, begun.append)
        assert begun.pop() is None, view


def test_a_list_that_is_asked_for_voids_one_that_was_to_begin(shop: Shop) -> None:
    lane = HeldLane()
    window = Window(shop, lane)
    told: list[str] = []
    window.catalogue.begin(View(), Order(), 1, lambda _: told.append("begun"))
    window.catalogue.list(View(), Order(), lambda _: told.append("listed"))
    lane.go_on()
    assert told == ["listed"]
