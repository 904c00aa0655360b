"""What others learn of a commit, how use is counted, and what upkeep takes away."""

from hashlib import sha256

import pytest
from msgspec.structs import replace

from kefu_desktop.core.changes import Content, Deed
from kefu_desktop.core.errors import NotFound
from kefu_desktop.core.model import Attachment, Digest, Millis, Origin, Tag, Uid, Use, Variant
from kefu_desktop.store import revisions
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader
from kefu_desktop.store.revisions import News
from kefu_desktop.store.upkeep import Flaw, FlawKind
from kefu_desktop.store.usage import Delivery
from tests.store.making import adding, category, changing, raw, reply


def use(library: Library, uid: str, text: str = "亲，今天就发。", at: int = 10) -> int:
    return library.record_use(Uid(uid), text, client="wechat", mode="paste", at=Millis(at))


def test_news_tell_just_what_changed(library: Library) -> None:
    a = reply("a")
    library.commit(adding(a, category("c", "物流")))
    assert library.changes_since(1) == News(revision=1)
    library.commit(adding(reply("b"), Tag("VIP", "客户")))
    use(library, "a")
    library.commit(changing((a, replace(a, title="二"))))
    library.undo()
    assert library.changes_since(1) == News(
        revision=5, replies=frozenset("ab"), tags=frozenset({"vip"}), used=frozenset("a")
    )
    assert library.changes_since(2) == News(revision=5, replies=frozenset("a"), used=frozenset("a"))
    assert library.changes_since(0).categories == {"c"}
    with Reader.open(library.path) as reader:
        assert reader.changes_since(3) == News(revision=5, replies=frozenset("a"))


def test_news_from_too_far_back_or_ahead_are_everything(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisions, "KEPT", 30)
    for number in range(revisions.KEPT + 3):
        library.commit(adding(reply(f"r{number}")))
    now = library.revision()
    everything = News(revision=now, everything=True)
    assert library.changes_since(now + 1) == everything
    assert library.changes_since(2) == everything
    known = library.changes_since(3)
    assert not known.everything
    assert len(known.replies) == revisions.KEPT
    assert raw(library.path, "SELECT count(*) FROM revision") == [(revisions.KEPT,)]


def test_a_commit_too_large_to_list_is_everything(library: Library) -> None:
    library.commit(adding(reply("a")))
    library.commit(adding(*(reply(f"r{n}") for n in range(revisions.LISTED + 1))))
    library.commit(adding(reply("b")))
    assert library.changes_since(1).everything
    assert library.changes_since(2) == News(revision=3, replies=frozenset("b"))


def test_use_is_counted_by_reply_and_wording(library: Library) -> None:
    a = reply("a", variants=(Variant("一"), Variant("二"), Variant("三")))
    library.commit(adding(a, reply("b")))
    assert use(library, "a", "一", at=5) == 2
    use(library, "a", "二", at=9)
    use(library, "a", "一", at=7)
    use(library, "a", "一句从前的话", at=1)
    assert library.uses() == {"a": Use(4, Millis(9))}
    assert library.variant_uses(a) == (Use(2, Millis(7)), Use(1, Millis(9)), Use())
    assert library.deliveries(2) == (
        Delivery(Uid("a"), Millis(1), "wechat", "paste"),
        Delivery(Uid("a"), Millis(7), "wechat", "paste"),
    )
    with pytest.raises(NotFound):
        use(library, "nobody")


def test_undo_does_not_touch_use(library: Library) -> None:
    library.commit(adding(reply("a")))
    use(library, "a")
    library.undo()
    assert library.uses() == {"a": Use(1, Millis(10))}
    library.redo()
    assert library.uses() == {"a": Use(1, Millis(10))}


def test_no_text_of_a_reply_is_in_the_log_of_use(library: Library) -> None:
    library.commit(adding(reply("a", text="只此一句")))
    use(library, "a", "只此一句")
    rows = raw(library.path, "SELECT * FROM use_log") + raw(library.path, "SELECT * FROM use_total")
    assert "只此" not in str(rows)


def test_the_log_can_be_forgotten_and_the_counts_stay(library: Library) -> None:
    library.commit(adding(reply("a")))
    for at in (1, 2, 3):
        use(library, "a", at=at)
    library.forget_log_before(Millis(3))
    assert [one.at for one in library.deliveries(9)] == [3]
    assert library.uses() == {"a": Use(3, Millis(3))}
    assert library.changes_since(1).everything
    assert library.changes_since(3) == News(revision=4, used=frozenset("a"))


def test_the_trash_is_emptied_by_age(library: Library) -> None:
    origin = Origin(Uid("pack"), Uid("r-1"), "1", Digest("0" * 64))
    old = reply("old", trashed=Millis(5), origin=origin, shortcut="x")
    library.commit(adding(reply("here"), old, reply("young", trashed=Millis(6))))
    use(library, "old")
    use(library, "here")
    purged = library.purge_trash(Millis(6))
    assert purged is not None
    assert purged.deed is Deed.PURGE
    assert {one.uid for one in library.all_replies()} == {"here", "young"}
    assert library.uses().keys() == {"here"}
    assert library.buried(Uid("pack")) == {"r-1"}
    assert library.of_pack(Uid("pack")) == {}
    assert library.purge_trash(Millis(6)) is None
    assert "old" in library.changes_since(3).replies


def test_content_goes_when_nothing_speaks_of_it_any_more(library: Library) -> None:
    shown, taken, lost, said = (
        Content(Digest(sha256(data).hexdigest()), data)
        for data in (b"shown", b"taken", b"lost", b"said")
    )
    files = {
        content.digest: (Attachment(content.digest, "图.png", "image/png", 5),)
        for content in (shown, taken)
    }
    a, b = reply("a", attachments=files[shown.digest]), reply("b", attachments=files[taken.digest])
    c = reply("c", origin=Origin(Uid("p"), Uid("r"), "1", said.digest))
    library.commit(replace(adding(a, b, c), contents=(shown, taken, lost, said)))
    library.commit(changing((b, replace(b, attachments=()))))
    assert library.drop_unused_content() == 1
    assert library.content(lost.digest) is None
    library.undo()
    assert library.content(library.reply(Uid("b")).attachments[0].digest) == b"taken"
    raw(library.path, "DELETE FROM step_part")
    assert library.drop_unused_content() == 0
    library.commit(changing((b, replace(b, attachments=())), deed=Deed.PURGE))
    raw(library.path, "DELETE FROM step_part")
    assert library.drop_unused_content() == 1
    assert library.content(said.digest) == b"said"


@pytest.mark.parametrize(
    ("tampering", "kind"),
    [
        ("UPDATE reply SET shortcut_key = 'other' WHERE uid = 'a'", FlawKind.SHORTCUT),
        ("DELETE FROM variant", FlawKind.REPLY),
        ("UPDATE reply SET kind = 'unheard-of'", FlawKind.REPLY),
        ("UPDATE category SET parent = id", FlawKind.CATEGORY),
        ("UPDATE category SET parent = 77", FlawKind.REFERENCE),
        ("UPDATE content SET data = x'00'", FlawKind.CONTENT),
    ],
)
def test_a_check_finds_what_was_tampered_with(
    library: Library, tampering: str, kind: FlawKind
) -> None:
    said = Content(Digest(sha256(b"said").hexdigest()), b"said")
    library.commit(
        replace(adding(reply("a", shortcut="fh"), category("c", "物流")), contents=(said,))
    )
    assert library.check() == ()
    raw(library.path, tampering)
    found = library.check()
    assert kind in {flaw.kind for flaw in found}
    assert all(isinstance(flaw, Flaw) and flaw.detail for flaw in found)
