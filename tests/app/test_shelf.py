"""The shelf gives back exactly the reply that was put on it."""

from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.app.shelf import Shelf
from kefu_desktop.core.model import (
    Attachment,
    Category,
    DeliveryMode,
    Digest,
    Kind,
    Millis,
    Origin,
    Reply,
    Uid,
    Use,
    Variant,
)

_words = st.text("字母ab1😀", min_size=1, max_size=9)
_uids = st.text("abc123", min_size=1, max_size=8).map(Uid)
_moments = st.integers(0, 2**53).map(Millis)
_attachments = st.builds(
    Attachment, st.just(Digest("0" * 64)), _words, st.just("image/png"), st.integers(0, 2**40)
)
_replies = st.builds(
    Reply,
    uid=_uids,
    title=_words,
    variants=st.lists(_words.map(Variant), min_size=1, max_size=3).map(tuple),
    kind=st.sampled_from(Kind),
    shortcut=st.sampled_from(["", "fh"]),
    category=st.none() | _uids,
    tags=st.lists(_words, max_size=3).map(tuple),
    favourite=st.booleans(),
    asked_as=st.lists(_words, max_size=2).map(tuple),
    attachments=st.lists(_attachments, max_size=2).map(tuple),
    notes=st.just("") | _words,
    delivery=st.sampled_from(DeliveryMode),
    position=st.integers(0, 2**40),
    origin=st.none() | st.builds(Origin, _uids, _uids, _words, st.just(Digest("f" * 64))),
    created=_moments,
    changed=_moments,
    trashed=st.none() | _moments,
)


@given(_replies)
def test_a_reply_comes_back_as_it_was(reply: Reply) -> None:
    shelf = Shelf()
    shelf.put(reply)
    found = shelf.get(reply.uid)
    assert found == reply
    assert found is not None
    assert (type(found.kind), type(found.delivery)) == (Kind, DeliveryMode)
    shelf.drop(reply.uid)
    shelf.drop(reply.uid)
    assert (shelf.get(reply.uid), len(shelf), reply.uid in shelf) == (None, 0, False)


def test_categories_know_their_path_and_what_is_below() -> None:
    shelf = Shelf()
    a, b = Category(Uid("a"), "售前"), Category(Uid("b"), "议价", Uid("a"))
    shelf.fill({a.uid: a, b.uid: b}, {Uid("r"): Use(2, Millis(1))})
    for uid, category in (("r", "b"), ("s", "a"), ("t", None)):
        variants = (Variant("x"),)
        place = Uid(category) if category else None
        shelf.put(Reply(uid=Uid(uid), title="x", variants=variants, category=place))
    assert shelf.path(b.uid) == ("售前", "议价")
    assert set(shelf.under([a.uid])) == {"r", "s"}
    assert shelf.under([b.uid]) == ("r",)
    assert shelf.under([]) == ()
    assert (shelf.use(Uid("r")).count, shelf.use(Uid("s")).count) == (2, 0)
    assert shelf.roots() == (a,)
    shelf.put_category(b.uid, None)
    assert shelf.path(b.uid) == ()
