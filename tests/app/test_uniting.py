"""Use adds up where replies are united, by reply and by wording, and goes back with undo."""

import pytest

from kefu_desktop.app.arranging import Arranging
from kefu_desktop.app.catalogue import Catalogue, Listing, Outline
from kefu_desktop.app.events import LibraryChanged
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.app.library import LiveLibrary
from kefu_desktop.core.changes import Deed
from kefu_desktop.core.errors import Code, Conflict
from kefu_desktop.core.model import Millis, Uid, Use
from kefu_desktop.core.retention import DAY
from kefu_desktop.core.views import RECENT_DAYS, Column, Line, Order, Scope, View
from kefu_desktop.store.library import Library
from kefu_desktop.store.listing import CatalogueReader
from tests.app.shop import Shop, open_library, readings


@pytest.fixture
def arranging(shop: Shop) -> Arranging:
    return shop.arranging()


def use(shop: Shop, uid: Uid, text: str, at: int) -> None:
    shop.clock.millis = at
    shop.library.record_use(uid, text, client="wechat", mode="paste").result()


def used(count: int, last: int) -> Use:
    return Use(count, Millis(last))


def uses(shop: Shop, uid: Uid) -> tuple[Use, tuple[Use, ...]]:
    def ask(library: Library) -> tuple[Use, tuple[Use, ...]]:
        assert library.uses().get(uid, Use()) == library.use(uid)
        return library.use(uid), library.variant_uses(library.reply(uid))

    return shop.library.ask(ask).result()


def test_uses_add_up_and_undo_gives_each_its_own_back(shop: Shop, arranging: Arranging) -> None:
    a = shop.add("甲", "今天发", "马上发")
    b = shop.add("乙", "今天发", "明天发")
    for uid, text, at in ((a, "今天发", 5), (b, "今天发", 9), (b, "明天发", 7), (a, "旧话", 1)):
        use(shop, uid, text, at)
    alone = uses(shop, a), uses(shop, b)
    arranging.unite(a, [b], as_variants=True).result()
    together = (used(4, 9), (used(2, 9), Use(), used(1, 7)))
    assert uses(shop, a) == together
    [told] = [event for event in shop.heard_of(LibraryChanged) if event.touched.uses]
    assert told.touched.uses == {a: used(4, 9)}
    use(shop, a, "马上发", 20)
    arranging.undo().result()
    # What was said since stays said.
    assert uses(shop, a) == (used(3, 20), (used(1, 5), used(1, 20)))
    assert uses(shop, b) == alone[1]
    arranging.redo().result()
    assert uses(shop, a)[0] == used(5, 20)


def test_keeping_one_counts_the_wordings_that_go_as_well(shop: Shop, arranging: Arranging) -> None:
    a, b = shop.add("甲", "今天发"), shop.add("乙", "明天发")
    use(shop, b, "明天发", 7)
    arranging.unite(a, [b], as_variants=False).result()
    assert uses(shop, a) == (used(1, 7), (Use(),))
    shop.searching.start()
    assert shop.titles("发") == ["甲"]


def test_one_that_is_restored_counts_for_itself_again(shop: Shop, arranging: Arranging) -> None:
    a, b = shop.add("甲"), shop.add("乙")
    use(shop, b, "乙", 7)
    arranging.unite(a, [b], as_variants=False).result()
    arranging.restore([b]).result()
    assert (uses(shop, a)[0], uses(shop, b)[0]) == (Use(), used(1, 7))
    assert shop.library.ask(lambda library: library.reply(b)).result().united is None


def test_what_was_united_before_goes_along(shop: Shop, arranging: Arranging) -> None:
    a, b, c = shop.add("甲"), shop.add("乙"), shop.add("丙")
    for uid, text in ((a, "甲"), (b, "乙"), (c, "丙")):
        use(shop, uid, text, 3)
    arranging.unite(b, [c], as_variants=False).result()
    arranging.unite(a, [b], as_variants=False).result()
    assert uses(shop, a)[0].count == 3
    arranging.undo().result()
    assert [uses(shop, uid)[0].count for uid in (a, b, c)] == [1, 2, 1]


def test_emptying_the_trash_leaves_the_sum(shop: Shop, arranging: Arranging) -> None:
    a, b = shop.add("甲", "今天发"), shop.add("乙", "今天发")
    use(shop, a, "今天发", 5)
    use(shop, b, "今天发", 9)
    arranging.unite(a, [b], as_variants=True).result()
    arranging.empty_trash().result()
    assert uses(shop, a) == (used(2, 9), (used(2, 9),))
    with pytest.raises(Conflict) as overtaken:
        arranging.undo().result()
    assert overtaken.value.code is Code.UNDO_OVERTAKEN
    assert overtaken.value.params["deed"] == Deed.MERGE_REPLIES.value
    assert uses(shop, a)[0] == used(2, 9)


def test_what_goes_with_the_one_kept_is_counted_nowhere(shop: Shop, arranging: Arranging) -> None:
    a, b = shop.add("甲"), shop.add("乙")
    use(shop, b, "乙", 9)
    arranging.unite(a, [b], as_variants=False).result()
    arranging.trash([a]).result()
    arranging.empty_trash().result()
    assert shop.library.ask(lambda library: library.uses()).result() == {}


def test_lists_tell_the_sum(shop: Shop, arranging: Arranging) -> None:
    a, b, c = shop.add("甲"), shop.add("乙"), shop.add("丙")
    for uid, text, at in ((a, "甲", 5), (b, "乙", 9), (b, "乙", 7), (c, "丙", 6), (c, "丙", 6)):
        use(shop, uid, text, at)
    arranging.unite(a, [b], as_variants=False).result()
    # Only the last use of the one that went is recent.
    shop.clock.millis = 8 + RECENT_DAYS * DAY
    catalogue = Catalogue(
        InlineLane(),
        lambda: CatalogueReader.open(shop.path),
        readings,
        shop.searching,
        shop.events,
        shop.clock,
    )
    lists: list[Listing] = []
    lines: list[Line] = []
    outlines: list[Outline] = []
    catalogue.list(View(), Order(Column.USES, descending=True), lists.append)
    catalogue.list(View(Scope.RECENT), Order(), lists.append)
    catalogue.lines([a, c], lines.extend)
    catalogue.outline(outlines.append)
    assert [[*listing.uids] for listing in lists] == [[a, c], [a]]
    assert [(line.uses, line.last_used) for line in lines] == [(3, 9), (2, 6)]
    assert outlines[0].recent == 1
    catalogue.close()


def test_other_processes_learn_of_it(shop: Shop, arranging: Arranging) -> None:
    a, b = shop.add("甲"), shop.add("乙")
    use(shop, b, "乙", 7)
    theirs = LiveLibrary(
        InlineLane(),
        lambda: open_library(shop.path, shop.clock, shop.new_uid),
        shop.events,
        shop.clock,
    )
    theirs.start().result()
    shop.heard.clear()
    shop.arranging(theirs).unite(a, [b], as_variants=False).result()
    shop.heard.clear()
    assert shop.library.look_outside().result()
    [told] = shop.heard_of(LibraryChanged)
    assert told.touched.uses == {a: used(1, 7)}
    theirs.close()
