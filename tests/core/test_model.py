"""Values that exist can be stored: what constructors take and what they refuse."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import (
    Attachment,
    Category,
    Digest,
    Kind,
    Tag,
    Uid,
    Variant,
    category_path,
    check_uid,
    unique_words,
)
from kefu_desktop.core.records import Record, record_of
from tests.core.small_library import category, record, reply

BAD_TEXT = {
    "": Code.TEXT_EMPTY,
    " \n　": Code.TEXT_EMPTY,
    "x" * 20_001: Code.TEXT_TOO_LONG,
    "a\x00": Code.TEXT_CONTROL,
    "a\u202eb": Code.TEXT_CONTROL,
    "\ud800": Code.TEXT_CONTROL,
}


@pytest.mark.parametrize(("text", "code"), BAD_TEXT.items())
def test_texts_that_cannot_be(text: str, code: Code) -> None:
    with pytest.raises(InvalidInput) as caught:
        Variant(text)
    assert caught.value.code is code


def test_texts_that_can_be() -> None:
    for text in ("x" * 20_000, "👨\u200d👩\u200d👧", "  两边\n有空白\t", "{剪贴板}"):
        assert Variant(text).text == text


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, Code.TITLE_EMPTY),
        ({"title": "长" * 201}, Code.TITLE_TOO_LONG),
        ({"title": "两\n行"}, Code.TEXT_CONTROL),
        ({"variants": ()}, Code.TEXT_EMPTY),
        ({"variants": tuple(Variant(str(n)) for n in range(51))}, Code.TOO_MANY),
        ({"shortcut": "两 个"}, Code.SHORTCUT_INVALID),
        ({"shortcut": ";fh"}, Code.SHORTCUT_INVALID),
        ({"shortcut": "x" * 33}, Code.SHORTCUT_INVALID),
        ({"tags": ("a b",)}, Code.TAG_INVALID),
        ({"tags": ("#a",)}, Code.TAG_INVALID),
        ({"tags": ("",)}, Code.TAG_INVALID),
        ({"tags": tuple(map(str, range(201)))}, Code.TOO_MANY),
        ({"asked_as": ("",)}, Code.TEXT_EMPTY),
        ({"notes": "x" * 20_001}, Code.TEXT_TOO_LONG),
        ({"notes": "\x1b"}, Code.TEXT_CONTROL),
    ],
)
def test_replies_that_cannot_be(fields: dict[str, Any], code: Code) -> None:
    with pytest.raises(InvalidInput) as caught:
        reply("a", **fields)
    assert caught.value.code is code


@pytest.mark.parametrize("uid", ["", "a b", "发货", "x" * 65, "../a", "a/b", "a\n"])
def test_uids_that_cannot_be(uid: str) -> None:
    with pytest.raises(InvalidInput):
        check_uid(uid)


@pytest.mark.parametrize("name", ["", " a", "a ", "a/b", "a\nb", "长" * 61, "a\u202e"])
def test_categories_that_cannot_be(name: str) -> None:
    with pytest.raises(InvalidInput):
        category("c", name)


def test_no_category_is_its_own_parent() -> None:
    with pytest.raises(InvalidInput):
        Category(Uid("c"), "售后", Uid("c"))


def test_a_tag_and_its_group_are_words() -> None:
    assert Tag("老虎", "人群").group == "人群"
    with pytest.raises(InvalidInput):
        Tag("老虎", "人 群")


def test_a_path_ends_where_a_parent_is_missing_or_meets_itself() -> None:
    shelves = {
        Uid("a"): category("a", "甲", "gone"),
        Uid("b"): category("b", "乙", "a"),
        Uid("x"): category("x", "圈", "y"),
        Uid("y"): category("y", "圆", "x"),
    }
    assert category_path(shelves, Uid("b")) == ("甲", "乙")
    assert category_path(shelves, None) == ()
    assert len(category_path(shelves, Uid("x"))) == 8


def test_words_are_unique_without_regard_to_case() -> None:
    assert unique_words(["VIP", "急", "vip", "ＶＩＰ"]) == ("VIP", "急", "ＶＩＰ")


class TestRecords:
    """What a reply says when it is shared, and the digest of that."""

    texts = st.text(min_size=1).filter(lambda text: bool(text.strip()))
    records = st.builds(
        Record,
        uid=st.just(Uid("r")),
        title=texts,
        variants=st.lists(texts, min_size=1, max_size=3).map(tuple),
        kind=st.sampled_from(Kind),
        category=st.lists(texts, max_size=3).map(tuple),
        shortcut=st.text(),
        tags=st.lists(texts, max_size=3).map(tuple),
        asked_as=st.lists(texts, max_size=2).map(tuple),
        notes=st.text(),
        attachments=st.just((Attachment(Digest("0" * 64), "a.png", "image/png", 3),)),
    )

    @given(records)
    def test_the_document_is_canonical_json(self, told: Record) -> None:
        """Written by another library for speed; if it is not this, every digest kept is void."""
        said = {
            "kind": told.kind.value,
            "title": told.title,
            "variants": told.variants,
            "category": told.category,
            "shortcut": told.shortcut.casefold(),
            "tags": sorted(tag.casefold() for tag in told.tags),
            "asked_as": told.asked_as,
            "notes": told.notes,
            "attachments": [attachment.digest for attachment in told.attachments],
        }
        canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert told.document() == canonical.encode()

    def test_the_digest_of_a_known_record_never_changes(self) -> None:
        told = record(
            "r", "发货时间", "今天就发。", category=("售前",), shortcut="FH", tags=("急", "VIP")
        )
        assert told.digest() == "eea6137f68acf548f61414b9eeb029bbf124d2c365fc08620839dae9021de652"

    def test_the_digest_is_of_what_an_author_means(self) -> None:
        told = record("r", shortcut="fh", tags=("a", "b"))
        same = record("other", shortcut="FH", tags=("B", "a"))
        assert told.digest() == same.digest()
        assert told.digest() != record("r", shortcut="fh", tags=("a",)).digest()

    def test_a_shared_reply_says_nothing_of_its_keeper(self) -> None:
        shelves = {Uid("c"): category("c", "售后")}
        kept = reply("a", category=Uid("c"), favourite=True, position=9)
        assert record_of(kept, shelves) == record("a", category=("售后",))
