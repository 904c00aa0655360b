"""What a copied text says about an order: recognised, told apart, and offered where it is asked."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop import assets
from kefu_desktop.core.order_facts import (
    LONGEST,
    LONGEST_TEXT,
    Fact,
    FactKind,
    OrderFacts,
    from_document,
    is_s10,
)
from kefu_desktop.core.template import Ask

FILE = assets.resource("order-facts", "facts.toml")
FACTS: OrderFacts = from_document(tomllib.loads(FILE.read_text(encoding="utf-8")))


def found(text: str) -> dict[str, list[str]]:
    """The facts in a text by their kind, without the text itself."""
    kinds: dict[str, list[str]] = {}
    for fact in FACTS.find(text):
        if fact.kind is not FactKind.TEXT:
            kinds.setdefault(fact.kind.value, []).append(fact.value)
    return kinds


@pytest.mark.parametrize(
    ("text", "number", "courier"),
    [
        ("SF1234567890123", "SF1234567890123", "顺丰"),
        ("亲，sf1234567890123已发出", "SF1234567890123", "顺丰"),
        ("ＳＦ１２３４５６７８９０１２", "SF123456789012", "顺丰"),
        ("YT1234567890123", "YT1234567890123", "圆通"),
        ("单号 75123456789012。", "75123456789012", "中通"),
        ("781234567890", "781234567890", "中通"),
        ("772012345678901", "772012345678901", "申通"),
        ("4312345678901", "4312345678901", "韵达"),
        ("JT5123456789012", "JT5123456789012", "极兔"),
        ("JD0012345678901", "JD0012345678901", "京东"),
        ("JDVA12345678901", "JDVA12345678901", "京东"),
        ("DPK123456789012", "DPK123456789012", "德邦"),
        ("EE123456785CN", "EE123456785CN", "EMS"),
        ("RA123456785CN", "RA123456785CN", "邮政"),
    ],
)
def test_a_parcel_number_tells_its_courier(text: str, number: str, courier: str) -> None:
    assert found(text) == {"parcel": [number], "courier": [courier]}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("1234567890123456789", {"order": ["1234567890123456789"]}),
        ("1234567890123456", {"order": ["1234567890123456"]}),
        ("230101-123456789012345", {"order": ["230101-123456789012345"]}),
        ("订单号：280123456789", {"order": ["280123456789"]}),
        ("订单编号 SF1234567890123", {"order": ["SF1234567890123"]}),
        ("快递单号: 9988776655", {"parcel": ["9988776655"]}),
        ("RR473124829GB", {"parcel": ["RR473124829GB"]}),
        ("电话13800138000", {"phone": ["13800138000"]}),
        ("+86 138-0013-8000", {"phone": ["13800138000"]}),
        ("138 0013 8000", {"phone": ["13800138000"]}),
        ("¥1,280.50", {"amount": ["1280.50"]}),
        ("￥９.９", {"amount": ["9.9"]}),
        ("一共25.5元，退3块", {"amount": ["25.5", "3"]}),
        ("走的是中通，不是圆通", {"courier": ["中通", "圆通"]}),
        ("京东订单，发顺丰 YT1234567890123", {
            "parcel": ["YT1234567890123"],
            "courier": ["圆通", "京东", "顺丰"],
        }),
    ],
)  # fmt: skip
def test_what_a_text_says(text: str, facts: dict[str, list[str]]) -> None:
    assert found(text) == facts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "亲，在的",
        "SF123",
        "123456789012345678901234",
        "12800138000",
        "138001380001",
        "EE123456784CN",
        "卡号6222021234567890123",
        "6222600260001072444",
        "11010519491231002X",
        "身份证110105194912310021",
        "2024.1.1.1",
        "SFA1234567890123",
    ],
)
def test_what_says_nothing(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("单号", FactKind.PARCEL),
        ("快递单号", FactKind.PARCEL),
        ("补发单号", FactKind.PARCEL),
        ("tracking_number", FactKind.PARCEL),
        ("订单号", FactKind.ORDER),
        ("原订单号", FactKind.ORDER),
        ("Order", FactKind.ORDER),
        ("快递", FactKind.COURIER),
        ("快递公司", FactKind.COURIER),
        ("联系电话", FactKind.PHONE),
        ("电话2", FactKind.PHONE),
        ("退款金额", FactKind.AMOUNT),
        ("剪贴板", FactKind.TEXT),
        ("尺码", None),
        ("border", None),
        ("买家", None),
    ],
)
def test_a_placeholder_is_known_by_the_end_of_its_name(name: str, kind: FactKind | None) -> None:
    answers = FACTS.kind_of(name)
    assert (answers and answers.kind) == kind


def test_what_is_offered_answers_what_is_asked() -> None:
    facts = FACTS.find("订单1234567890123456789，YT1234567890123，电话13800138000，补¥5")
    assert FACTS.offers(Ask("单号"), facts) == ("YT1234567890123", "1234567890123456789")
    assert FACTS.offers(Ask("订单号"), facts) == ("1234567890123456789",)
    assert FACTS.offers(Ask("快递"), facts) == ("圆通",)
    assert FACTS.offers(Ask("快递", "", ("圆通速递", "顺丰")), facts) == ("圆通速递",)
    assert FACTS.offers(Ask("courier"), facts) == ("YTO Express",)
    assert FACTS.offers(Ask("电话"), facts) == ("13800138000",)
    assert FACTS.offers(Ask("差价"), facts) == ("5",)
    assert FACTS.offers(Ask("颜色"), facts) == ()


def test_a_whole_text_is_offered_where_it_is_asked_for_and_short() -> None:
    assert FACTS.offers(Ask("剪贴板"), FACTS.find(" 两行\n文字 ")) == ("两行\n文字",)
    assert FACTS.offers(Ask("剪贴板"), FACTS.find("字" * (LONGEST_TEXT + 1))) == ()


def test_a_long_text_is_not_looked_at() -> None:
    number = "SF1234567890123"
    assert Fact(FactKind.PARCEL, number) in FACTS.find(number + " " * (LONGEST - len(number)))
    assert FACTS.find(number + " " * (LONGEST + 1 - len(number))) == ()


@given(st.text("EACN", min_size=2, max_size=2), st.integers(0, 99_999_999))
def test_exactly_one_check_digit_is_right(letters: str, serial: int) -> None:
    numbers = [f"{letters}{serial:08}{check}CN" for check in range(10)]
    assert sum(map(is_s10, numbers)) == 1


@given(st.text("0123456789SFYT¥元,.- +订单号：", max_size=300) | st.text(max_size=300))
def test_whatever_is_found_was_there(text: str) -> None:
    for fact in FACTS.find(text):
        if fact.kind in {FactKind.PARCEL, FactKind.ORDER}:
            assert 8 <= len(fact.value) <= 32
            assert fact.value.isascii()
        elif fact.kind is FactKind.PHONE:
            assert len(fact.value) == 11
        elif fact.kind is FactKind.AMOUNT:
            assert float(fact.value) >= 0
        elif fact.kind is FactKind.TEXT:
            assert fact.value == text.strip()


@pytest.mark.parametrize(
    "piece", ["1", "1-", "1,", "a", "86 ", "¥ ", "1.1", "顺", "138 1234 ", "单号：", "SF1 "]
)
def test_no_text_keeps_it_busy(piece: str) -> None:
    # What backtracks would take minutes here, and the suite's limit would end it.
    assert len(FACTS.find((piece * LONGEST)[:LONGEST])) <= LONGEST
