"""A small library with something in each view, and a window that asks about it."""

from collections.abc import Callable, Collection

from msgspec.structs import replace

from kefu_desktop.app.catalogue import Catalogue, Line, Listing, Outline, Whole
from kefu_desktop.app.jobs import InlineLane, Lane
from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet, Deed
from kefu_desktop.core.model import Digest, Kind, Millis, Origin, Uid
from kefu_desktop.core.views import Column, Order, Scope, View
from kefu_desktop.store.library import Library
from kefu_desktop.store.listing import CatalogueReader
from kefu_desktop.store.queries import SeenPack
from tests.app.shop import Shop, readings
from tests.store.making import adding, category, reply

ALL, AS_IT_IS = View(), Order()
TREE = (
    category("after", "售后", None, 1),
    category("before", "售前"),
    category("price", "议价", "before"),
)
FROM_PACK = Origin(Uid("pack"), Uid("r1"), "1.2", Digest("0" * 64))
REPLIES = (
    reply(
        "refund", "退款", "三天内退款", category=Uid("after"), tags=("考拉", "急"), shortcut="tk"
    ),
    reply(
        "late", "发货时间", "亲，今天发货", category=Uid("before"), favourite=True, shortcut="FH"
    ),
    reply("cheap", "不能便宜", "已经是最低价了", category=Uid("price"), tags=("老虎",), position=1),
    reply("gift", "送赠品", "下单就送", category=Uid("price"), origin=FROM_PACK),
    reply("hello", "欢迎光临", "在的亲", kind=Kind.GREETING),
    reply("loose", "10 天无理由", "可以退"),
    reply("older", "旧公告", "放假", trashed=Millis(3)),
    reply("old", "旧活动", "活动退场了", trashed=Millis(5)),
)


class Window:
    """Asks the catalogue as a window does, and waits for the answer."""

    def __init__(
        self,
        shop: Shop,
        lane: Lane | None = None,
        findings: Callable[[], Collection[Uid] | None] = lambda: None,
        reading: Callable[[], object] = lambda: None,
    ) -> None:
        """``reading`` is called whenever the library is opened to be read."""

        def open_reader() -> CatalogueReader:
            reading()
            return CatalogueReader.open(shop.path)

        self.shop = shop
        self.catalogue = Catalogue(
            lane or InlineLane(),
            open_reader,
            readings,
            shop.searching,
            shop.events,
            shop.clock,
            findings,
        )

    def listing(self, view: View = ALL, order: Order = AS_IT_IS, text: str = "") -> Listing:
        told: list[Listing] = []
        self.catalogue.list(view, order, told.append, text=text)
        (listing,) = told
        return listing

    def uids(self, scope: Scope = Scope.ALL, uid: str | None = None, text: str = "") -> list[Uid]:
        view = View(scope, uid=None if uid is None else Uid(uid))
        return [*self.listing(view, text=text).uids]

    def lines(self, *uids: str) -> tuple[Line, ...]:
        told: list[tuple[Line, ...]] = []
        self.catalogue.lines([*map(Uid, uids)], told.append)
        return told[0]

    def outline(self) -> Outline:
        told: list[Outline] = []
        self.catalogue.outline(told.append)
        return told[0]

    def whole(self, uid: str) -> Whole | None:
        told: list[Whole | None] = []
        self.catalogue.whole(Uid(uid), told.append)
        return told[0]

    def by(self, column: Column, *, descending: bool = False) -> list[Uid]:
        return [*self.listing(order=Order(column, descending)).uids]


def commit(shop: Shop, changes: ChangeSet, pack: SeenPack | None = None) -> None:
    shop.library.change(lambda library: changes, pack=pack).result()


def edit(shop: Shop, uid: str, **fields: object) -> None:
    def make(library: Library) -> ChangeSet:
        before = library.reply(Uid(uid))
        after = replace(before, **fields)  # type: ignore[arg-type]
        return editing.edit_reply(before, after, Millis(shop.clock.now()))

    shop.library.change(make).result()


def use(shop: Shop, uid: str, text: str = "说法", times: int = 1) -> None:
    for _ in range(times):
        shop.library.record_use(Uid(uid), text, client="", mode="pasted").result()


def fill(shop: Shop) -> None:
    """Imports the small library."""
    pack = SeenPack(Uid("pack"), "入门包", "1.2", Millis(9))
    commit(shop, adding(*TREE, *REPLIES, deed=Deed.IMPORT), pack)
