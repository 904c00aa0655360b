"""A reply while it is being written: cleaning, findings, and meeting what others did."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from kefu_desktop.core import sheets
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Attachment, DeliveryMode, Digest, Kind, Reply, Uid, Variant
from kefu_desktop.core.sheets import ARRANGED, Sheet, SheetField

PICTURE = Attachment(Digest("a" * 64), "size.png", "image/png", 9)

# What people paste, and what only a broken program would: all of it may stand in a field.
ANY_TEXT = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from("\x00\u202e\ufeff\ud83d\r\n\t \u2028;/#，好"),
    ),
    max_size=12,
)
ANY_TEXTS = st.lists(ANY_TEXT, max_size=4).map(tuple)
ANY_SHEET = st.builds(
    Sheet,
    title=ANY_TEXT,
    texts=ANY_TEXTS,
    kind=st.sampled_from(Kind),
    category=st.sampled_from([None, Uid("c1"), Uid("c2")]),
    shortcut=ANY_TEXT,
    tags=ANY_TEXTS,
    favourite=st.booleans(),
    asked_as=ANY_TEXTS,
    attachments=st.sampled_from([(), (PICTURE,)]),
    notes=ANY_TEXT,
    delivery=st.sampled_from(DeliveryMode),
)
# Few values for each field, so that two sheets often agree.
SMALL_SHEET = st.builds(
    Sheet,
    title=st.sampled_from("ab"),
    texts=st.sampled_from([("x",), ("y",)]),
    kind=st.sampled_from([Kind.REPLY, Kind.AWAY]),
    category=st.sampled_from([None, Uid("c1")]),
    tags=st.sampled_from([(), ("t",)]),
    favourite=st.booleans(),
    notes=st.sampled_from(["", "n"]),
)


def sheet(**fields: Any) -> Sheet:
    return Sheet(**{"title": "发货", "texts": ("今天发",), **fields})


def as_reply(made: Sheet) -> Reply:
    fields = {field.value: getattr(made, field) for field in SheetField}
    variants = tuple(map(Variant, fields.pop("texts")))
    return Reply(uid=Uid("r"), variants=variants, **fields)


def test_every_field_has_its_name() -> None:
    assert [field.value for field in SheetField] == [f.name for f in fields(Sheet)]


@given(ANY_SHEET)
def test_what_has_no_findings_is_a_reply_when_it_is_clean(written: Sheet) -> None:
    cleaned = sheets.clean(written).sheet
    if sheets.findings(written):
        with pytest.raises(InvalidInput):
            as_reply(cleaned)
    else:
        assert Sheet.of(as_reply(cleaned)) == cleaned


@given(ANY_SHEET)
def test_cleaning_twice_changes_nothing_more(written: Sheet) -> None:
    once = sheets.clean(written).sheet
    assert sheets.clean(once) == (once, 0)
    codes = [{one.error.code for one in sheets.findings(each)} for each in (written, once)]
    assert codes[0] == codes[1]


@given(ANY_SHEET, ANY_SHEET)
def test_a_field_that_nobody_touched_is_neither_cleaned_nor_checked(
    base: Sheet, ours: Sheet
) -> None:
    cleaned = sheets.clean(ours, base).sheet
    untouched = set(SheetField) - sheets.differing(base, ours)
    assert all(getattr(cleaned, field) == getattr(base, field) for field in untouched)
    assert not {found.field for found in sheets.findings(ours, base)} & untouched
    assert sheets.clean(base, base) == (base, 0)
    assert sheets.findings(base, base) == ()


def test_all_that_is_invisible_is_counted() -> None:
    written = sheet(
        title="题\x00",
        texts=("a\u202eb\ufeff", "\x01"),
        shortcut=";f\x02h",
        tags=("#考\x03拉", "考拉", " "),
        asked_as=("几\x04天", ""),
        notes="\x05记",
    )
    cleaned, removed = sheets.clean(written)
    assert removed == 8
    assert (cleaned.title, cleaned.texts, cleaned.shortcut) == ("题", ("ab",), "fh")
    assert (cleaned.tags, cleaned.asked_as, cleaned.notes) == (("考拉",), ("几天",), "记")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("亲，今天发货", "亲，今天发货"),
        ("\n  \x00\n 亲，\t今天 \n发货", "亲， 今天"),
        ("哦" * 24, "哦" * 24),
        ("哦" * 25, "哦" * 23 + "…"),
        ("", ""),
    ],
)
def test_a_title_is_the_first_line_that_says_something(text: str, title: str) -> None:
    assert sheets.title_from(text) == title


def test_a_title_comes_from_the_first_text_that_says_something() -> None:
    assert sheets.clean(sheet(title=" ", texts=("", "好的"))).sheet.title == "好的"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"texts": ()}, (SheetField.TEXTS, 0, Code.TEXT_EMPTY)),
        ({"title": "", "texts": (" ", "")}, (SheetField.TEXTS, 0, Code.TEXT_EMPTY)),
        ({"texts": ("", "好", "x" * 20_001)}, (SheetField.TEXTS, 2, Code.TEXT_TOO_LONG)),
        ({"texts": ("好",) * 51}, (SheetField.TEXTS, 0, Code.TOO_MANY)),
        ({"title": "x" * 201}, (SheetField.TITLE, 0, Code.TITLE_TOO_LONG)),
        ({"shortcut": "f h"}, (SheetField.SHORTCUT, 0, Code.SHORTCUT_INVALID)),
        ({"tags": ("", "好", "a b")}, (SheetField.TAGS, 2, Code.TAG_INVALID)),
        ({"tags": tuple(map(str, range(201)))}, (SheetField.TAGS, 0, Code.TOO_MANY)),
        ({"asked_as": ("x" * 20_001,)}, (SheetField.ASKED_AS, 0, Code.TEXT_TOO_LONG)),
        ({"asked_as": ("好",) * 201}, (SheetField.ASKED_AS, 0, Code.TOO_MANY)),
        ({"notes": "x" * 20_001}, (SheetField.NOTES, 0, Code.TEXT_TOO_LONG)),
    ],
)
def test_a_finding_says_where_and_what(
    fields: dict[str, Any], found: tuple[SheetField, int, Code]
) -> None:
    (only,) = sheets.findings(sheet(**fields))
    assert (only.field, only.item, only.error.code) == found


def test_all_findings_are_told_at_once() -> None:
    found = sheets.findings(sheet(title="x" * 201, texts=(), shortcut="a/b", tags=("a b", "c d")))
    assert [one.field.value for one in found] == ["title", "texts", "shortcut", "tags", "tags"]


@pytest.mark.parametrize(
    ("fields", "blank"),
    [
        ({}, True),
        ({"title": " ", "texts": ("", "\n"), "tags": ("t",), "favourite": True}, True),
        ({"title": "a"}, False),
        ({"texts": ("", "a")}, False),
        ({"notes": "a"}, False),
        ({"asked_as": ("a",)}, False),
        ({"attachments": (PICTURE,)}, False),
    ],
)
def test_blank_is_what_nobody_would_miss(fields: dict[str, Any], blank: bool) -> None:
    assert Sheet(**{"title": "", "texts": (), **fields}).blank is blank


@given(SMALL_SHEET, SMALL_SHEET, SMALL_SHEET)
def test_merging_loses_nothing_that_anyone_did(base: Sheet, theirs: Sheet, ours: Sheet) -> None:
    made = sheets.merge(base, theirs, ours)
    if made is None:
        both = sheets.differing(base, ours), sheets.differing(base, theirs)
        assert all(both), "there is something to choose between"
        return
    for field in SheetField:
        was, other, mine = (getattr(one, field) for one in (base, theirs, ours))
        assert getattr(made, field) == (other if mine == was else mine)
        assert other in (was, getattr(made, field)), "theirs would be overwritten unseen"


@given(SMALL_SHEET, SMALL_SHEET)
def test_where_one_side_did_nothing_the_other_has_it(base: Sheet, changed: Sheet) -> None:
    assert sheets.merge(base, changed, base) == changed
    assert sheets.merge(base, base, changed) == changed
    assert sheets.merge(base, changed, changed) == changed


@pytest.mark.parametrize("field", ["title", "notes", "shortcut"])
def test_other_words_beside_ours_are_a_clash(field: str) -> None:
    base = sheet()
    theirs, ours = replace(base, **{field: "新"}), sheet(texts=("明天发",))
    assert sheets.merge(base, theirs, ours) is None


def test_where_a_reply_is_put_goes_beside_new_words() -> None:
    base = sheet()
    theirs = sheet(category=Uid("c"), favourite=True, tags=("t",), kind=Kind.AWAY)
    ours = sheet(texts=("明天发",))
    assert sheets.merge(base, theirs, ours) == replace(theirs, texts=("明天发",))
    assert sheets.differing(base, theirs) == ARRANGED


def test_two_places_for_one_reply_are_a_clash() -> None:
    base = sheet()
    assert sheets.merge(base, sheet(tags=("a",)), sheet(tags=("b",))) is None
    assert sheets.merge(base, sheet(tags=("a",)), sheet(tags=("a",))) == sheet(tags=("a",))
