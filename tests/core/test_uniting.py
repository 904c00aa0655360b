"""Several replies that say the same become one, and nothing of the others is lost."""

import pytest
from msgspec.structs import replace

from kefu_desktop.core.changes import Change, ChangeSet, Deed, invert
from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.model import Attachment, Digest, Millis, Reply, Uid, Variant
from kefu_desktop.core.uniting import recounted, unite
from tests.core.small_library import LATER, NOW, SmallLibrary, reply


def texts(one: Reply) -> list[str]:
    return [variant.text for variant in one.variants]


def after(changes: ChangeSet, field: str) -> list[object]:
    """Gives a field of each changed reply as it is afterwards."""
    return [getattr(change.after, field) for change in changes.changes]


def test_the_one_kept_stays_as_it_is_and_the_others_go_to_the_trash() -> None:
    kept = reply("a", changed=NOW, tags=("急",))
    gone = reply("b", text="另一句", shortcut="fh", tags=("考拉",))
    changes = unite(kept, [gone], (), as_variants=False, now=LATER)
    assert changes == ChangeSet(
        Deed.MERGE_REPLIES,
        (Change(gone, replace(gone, trashed=LATER, united=Uid("a"))),),
        meant=2,
    )


def test_as_variants_it_gets_what_it_lacks() -> None:
    picture = Attachment(Digest("0" * 64), "仓库.png", "image/png", 4)
    kept = reply("a", text="今天发", tags=("VIP",), asked_as=("何时发货",), notes="问仓库")
    one = reply(
        "b",
        variants=(Variant("今天发"), Variant("明天发")),
        shortcut="fh",
        tags=("vip", "急"),
        favourite=True,
        asked_as=("发货了吗", "何时发货"),
        notes="问仓库",
        attachments=(picture,),
    )
    two = reply("c", text="后天发", shortcut="ht", notes="问物流", attachments=(picture,))
    library = SmallLibrary.of(kept, one, two)
    before = dict(library.replies)
    changes = unite(kept, [one, two], (), as_variants=True, now=LATER)
    library.commit(changes)
    whole = library.replies[Uid("a")]
    assert texts(whole) == ["今天发", "明天发", "后天发"]
    assert (whole.shortcut, whole.tags, whole.favourite) == ("fh", ("VIP", "急"), True)
    assert whole.asked_as == ("何时发货", "发货了吗")
    assert (whole.notes, whole.attachments) == ("问仓库\n问物流", (picture,))
    assert whole.changed == LATER
    assert [library.replies[Uid(uid)].united for uid in "bc"] == ["a", "a"]
    assert changes.count == 3
    library.commit(invert(changes))
    assert library.replies == before


def test_its_own_shortcut_goes_before_and_one_from_the_trash_may_be_anothers() -> None:
    kept, gone = reply("a", shortcut="mine"), reply("b", shortcut="fh", text="二")
    changes = unite(kept, [gone], (), as_variants=True, now=LATER)
    assert after(changes, "shortcut") == ["mine", "fh"]
    trashed = replace(gone, trashed=NOW)
    changes = unite(reply("a"), [trashed], (), as_variants=True, now=LATER)
    assert after(changes, "shortcut") == ["", "fh"]
    assert after(changes, "trashed") == [None, NOW]


def test_those_united_with_one_that_goes_follow_to_the_one_kept() -> None:
    earlier = reply("x", trashed=NOW, united=Uid("b"))
    changes = unite(reply("a"), [reply("b")], [earlier], as_variants=False, now=LATER)
    assert after(changes, "united") == ["a", "a"]
    assert changes.count == 2


def test_more_wordings_than_a_reply_can_have_are_refused() -> None:
    many = [
        reply(f"r{n}", variants=tuple(Variant(f"{n}-{m}") for m in range(30))) for n in range(2)
    ]
    with pytest.raises(InvalidInput) as refused:
        unite(many[0], many[1:], (), as_variants=True, now=LATER)
    assert refused.value.code is Code.TOO_MANY


def test_whose_use_counts_otherwise() -> None:
    a, b = reply("a"), reply("b")
    changes = unite(a, [b], (), as_variants=False, now=LATER)
    assert recounted(changes.changes) == {"a"}
    assert recounted(invert(changes).changes) == {"a"}
    gone = replace(b, trashed=LATER, united=Uid("a"))
    other = replace(gone, united=Uid("c"))
    assert recounted([Change(gone, other)]) == {"a", "c"}
    # Outside the trash it counts for itself alone, whatever it remembers.
    assert recounted([Change(gone, replace(gone, trashed=None))]) == {"a"}
    assert recounted([Change(a, replace(a, trashed=Millis(1)))]) == frozenset()
    assert recounted([Change(gone, None)]) == {"a"}
