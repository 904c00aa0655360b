"""A small shop to search in, and one table of readings for all tests of this floor."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kefu_desktop.core.model import Uid
from kefu_desktop.search.index import Document, Index
from kefu_desktop.search.readings import Readings

READINGS_FILE = Path(__file__).parents[2] / "resources" / "readings" / "readings.bin"
NOW = 1_800_000_000.0
DAY = 86_400.0

Find = Callable[[str], list[str]]


@pytest.fixture(scope="session")
def readings() -> Readings:
    return Readings.load(READINGS_FILE.read_bytes())


def document(uid: str, title: str = "", *variants: str, **facts: object) -> Document:
    return Document(Uid(uid), title, variants, **facts)  # type: ignore[arg-type]


SHOP = (
    document(
        "ship",
        "发货时间",
        "亲，付款后48小时内发货😊\n请耐心等待",
        shortcut="fh",
        category="售前/发货",
        tags=("考拉",),
    ),
    document("ship-late", "延迟发货致歉", "仓库爆单，还没发出，很抱歉", category="售后/物流"),
    document(
        "courier", "快递说明", "默认发中通，偏远地区发邮政", shortcut="kd", category="售前/发货"
    ),
    document("bargain", "议价", "亲亲，已经是最低价了", category="售前/议价", tags=("老虎", "VIP")),
    document("gift", "赠品", "议价的话可以送您一份小礼物", category="售前/议价 贵"),
    document(
        "refund",
        "退款到账",
        "退款1-3个工作日退回银行卡",
        "原路退回，银行处理稍慢",
        category="售后/退款",
        asked_as=("钱什么时候退给我", "怎么还没退钱"),
    ),
    document("size", "尺码", "型号AB-1042XL的长度是180，重量约500克", category="售前/商品"),
    document("women", "女士绿色外套", "女款有绿色，策略性补货中", category="售前/商品"),
    document("trad", "繁體說明", "親愛的買家，這個顏色還有貨，著名品牌", category="其他"),
    document("greet", "欢迎光临", "您好，在的", kind="greeting"),
)


@pytest.fixture(scope="session")
def shop(readings: Readings) -> Index:
    """Read only: tests that change an index build their own."""
    return Index.build(SHOP, readings)


@pytest.fixture(scope="session")
def found(shop: Index) -> Find:
    """The uids found for a text, best first."""
    return lambda text: [hit.uid for hit in shop.find(text, now=NOW).hits]
