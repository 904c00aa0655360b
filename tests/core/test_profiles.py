"""Profiles on their way into a file: only what was changed, and read again as they were meant."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.core.clients import (
    LONGEST,
    MOST_DELAY,
    SHORTEST,
    Client,
    ClientKey,
    Lines,
    Manner,
    Signs,
    from_document,
)
from kefu_desktop.core.emoticons import Style
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.profiles import checked, edits, free_key, table_of

KEY = ClientKey("desk")
_patterns = st.lists(st.sampled_from(["desk", "shop*", "*店*"]), unique=True).map(tuple)
_clients = st.builds(
    Client,
    key=st.just(KEY),
    zh=st.sampled_from(["店", "本店客服"]),
    en=st.sampled_from(["Desk", "Shop"]),
    also=st.lists(st.sampled_from(["台", "铺"]), unique=True).map(tuple),
    signs=st.builds(Signs, _patterns, _patterns, _patterns, st.booleans()),
    manner=st.builds(
        Manner,
        st.sampled_from(Style),
        st.just(0) | st.integers(SHORTEST, LONGEST),
        st.sampled_from(Lines),
        st.sampled_from(["", "Shift+Insert", "Ctrl+Shift+V"]),
        st.integers(0, MOST_DELAY),
        st.booleans(),
        st.booleans(),
    ),
)


def merged(table: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    result = dict(table)
    for field, value in values.items():
        if isinstance(value, dict):
            result[field] = merged(result.get(field, {}), value)
        elif value is None:
            result.pop(field, None)
        else:
            result[field] = value
    return result


@given(_clients)
def test_a_profile_is_read_as_it_was_written(client: Client) -> None:
    assert from_document({"client": [table_of(client)]}, "x") == (client,)
    assert checked(client) == client


@given(_clients, _clients, _clients, st.data())
def test_edits_lead_from_one_to_the_other(
    base: Client, before: Client, after: Client, data: st.DataObject
) -> None:
    # A user's table need not say everything, so it is laid over what the program brings along.
    written = {"key": KEY, **edits(base, before, base)}
    assert from_document({"client": [written]}, "x", {KEY: base}) == (before,)
    again = merged(written, edits(before, after, base))
    assert from_document({"client": [again]}, "x", {KEY: base}) == (after,)
    assert edits(after, after, base) == {}


def test_only_what_changed_is_written() -> None:
    base = Client(KEY, "店", "Desk", manner=Manner(longest=500))
    longer = replace(base, manner=replace(base.manner, longest=800))
    assert edits(base, longer, base) == {"takes": {"longest": 800}}
    assert edits(longer, base, base) == {"takes": {"longest": None}}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Client(KEY, ""), "desk.zh"),
        (Client(KEY, "店", "Desk", manner=Manner(longest=3)), "desk.takes.longest"),
        (Client(KEY, "店", "Desk", signs=Signs(pages=("*",))), "desk.known-by.pages"),
        (Client(KEY, "店", "Desk", manner=Manner(paste_key="V")), "desk.takes.paste-key"),
    ],
)
def test_what_no_file_may_say_is_refused(wrong: Client, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked(wrong)
    assert refused.value.code is Code.CLIENT_INVALID
    assert refused.value.params["field"] == field


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Our Desk", "our-desk"),
        ("本店客服", "own"),
        ("店 A1", "a1"),
        ("-", "own"),
        ("x" * 90, "x" * 30),
    ],
)
def test_a_new_client_gets_a_key(name: str, key: str) -> None:
    assert free_key(name, frozenset()) == key
    taken = frozenset({ClientKey(key), ClientKey(f"{key}-2")})
    another = free_key(name, taken)
    assert another == f"{key}-3"
    assert checked(Client(another, name[:40], name[:40]))
