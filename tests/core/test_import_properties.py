"""What holds for every pack, every library and every decision."""

import hypothesis
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.core.changes import invert
from kefu_desktop.core.model import Uid, Variant
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.resolving import Decision
from tests.core.small_library import LATER, NOW, SmallLibrary, pack, record

# Few words, so that titles, texts, shortcuts and categories meet often.
WORDS = ["甲", "乙", "丙"]
decisions = st.none() | st.sampled_from(Decision)
records = st.builds(
    record,
    uid=st.sampled_from(["r1", "r2", "r3", "r4"]),
    title=st.sampled_from(WORDS),
    text=st.sampled_from(WORDS),
    shortcut=st.sampled_from(["", "x", "X", "y"]),
    category=st.lists(st.sampled_from(["上", "下"]), max_size=2).map(tuple),
)


def in_pack(told: list[Record]) -> tuple[Record, ...]:
    """As a reader leaves them: no shortcut twice, and no record that says nothing of its own."""
    seen: set[str] = set()
    kept: dict[str, Record] = {}
    for one in told:
        folded = one.shortcut.casefold()
        bare = replace(one, shortcut="") if folded in seen else one
        seen |= {folded} - {""}
        kept.setdefault(bare.document(), bare)
    return tuple(kept.values())


packs = st.builds(
    lambda told, identified: pack(*in_pack(told), identified=identified),
    st.lists(records, max_size=4, unique_by=lambda one: one.uid),
    st.booleans(),
)


@st.composite
def libraries(draw: st.DrawFn) -> SmallLibrary:
    """A library that took some packs in, and whose user then went on working."""
    library = SmallLibrary()
    for number in range(draw(st.integers(0, 3))):
        told = replace(draw(packs), uid=Uid(draw(st.sampled_from(["team", "other"]))))
        library.bring_in(replace(told, version=str(number)), default=draw(decisions))
        for uid, kept in list(library.replies.items()):
            match draw(st.sampled_from(["leave", "leave", "rewrite", "move", "trash"])):
                case "rewrite":
                    mine = (Variant(f"我写的{draw(st.sampled_from(WORDS))}"),)
                    library.replies[uid] = replace(kept, variants=mine)
                case "move":
                    shelves = [None, *library.categories]
                    place = draw(st.sampled_from(shelves))
                    library.replies[uid] = replace(kept, category=place)
                case "trash":
                    library.replies[uid] = replace(kept, trashed=NOW)
    library.check()
    return library


@hypothesis.settings(max_examples=150)
@given(libraries(), packs, decisions)
def test_a_second_time_changes_nothing(
    library: SmallLibrary, told: Pack, default: Decision | None
) -> None:
    library.bring_in(told, default=default)
    before = (dict(library.replies), dict(library.categories), dict(library.tags))
    again = library.bring_in(told, default=default, now=LATER)
    assert not again.changes
    assert (library.replies, library.categories, library.tags) == before


@hypothesis.settings(max_examples=150)
@given(libraries(), packs, decisions)
def test_an_import_is_taken_back_whole(
    library: SmallLibrary, told: Pack, default: Decision | None
) -> None:
    before = (dict(library.replies), dict(library.categories), dict(library.tags))
    resolution = library.bring_in(told, default=default)
    library.commit(invert(resolution.changes))
    assert (library.replies, library.categories, library.tags) == before


@hypothesis.settings(max_examples=150)
@given(libraries(), packs, decisions)
def test_what_the_user_wrote_is_only_replaced_on_request(
    library: SmallLibrary, told: Pack, default: Decision | None
) -> None:
    written = {
        uid: reply.variants
        for uid, reply in library.replies.items()
        if reply.variants[0].text.startswith("我写的")
    }
    library.bring_in(told, default=default)
    if default is not Decision.THEIRS:
        assert {uid: library.replies[uid].variants for uid in written} == written
    assert set(written) <= set(library.replies)


@hypothesis.settings(max_examples=150)
@given(libraries(), packs)
def test_every_record_is_counted_once(library: SmallLibrary, told: Pack) -> None:
    report = library.plan(told).report()
    assert report.new + report.same + report.updated + report.conflicts == len(told.records)


@hypothesis.settings(max_examples=100)
@given(libraries(), packs)
def test_trash_stays_trash(library: SmallLibrary, told: Pack) -> None:
    trashed = {uid for uid, reply in library.replies.items() if reply.trashed is not None}
    library.bring_in(told)
    assert all(library.replies[uid].trashed is not None for uid in trashed)
