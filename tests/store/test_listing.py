"""What views hold and count, against the same said in plain Python over the same replies."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.core.changes import Content
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import (
    Attachment,
    Category,
    Digest,
    Kind,
    Millis,
    Origin,
    Reply,
    Tag,
    Uid,
    Use,
    Variant,
    category_path,
)
from kefu_desktop.core.views import Column, Line, Scope, View
from kefu_desktop.store.library import Library
from kefu_desktop.store.listing import CatalogueReader
from tests.store.making import adding, category, open_library, raw, reply

PACKS = ("p1", "p2")
# Positions are against the names, and 快递 has a child: order by name or by making would show.
TREE = (
    category("c3", "快递", "c1", 0),
    category("c2", "退款", "c1", 1),
    category("c1", "售后", None, 1),
    category("c0", "售前", None, 0),
    category("c4", "破损", "c3", 0),
)
TREE_ORDER: tuple[str | None, ...] = ("c0", "c1", "c3", "c4", "c2", None)
BELOW = {"c0": {"c0"}, "c1": {"c1", "c2", "c3", "c4"}, "c2": {"c2"}, "c3": {"c3", "c4"}}


@st.composite
def shelves(draw: st.DrawFn) -> tuple[list[Reply], dict[Uid, Use]]:
    """Replies in the order of their making, and how they were used."""
    replies = []
    for number in range(draw(st.integers(0, 12))):
        pack = draw(st.sampled_from((None, *PACKS)))
        origin = pack and Origin(Uid(pack), Uid(f"r{number}"), "1", Digest("0" * 64))
        where = draw(st.sampled_from(TREE_ORDER))
        replies.append(
            reply(
                f"u{number}",
                f"话术{number}",
                kind=draw(st.sampled_from(Kind)),
                category=where and Uid(where),
                favourite=draw(st.booleans()),
                tags=tuple(draw(st.lists(st.sampled_from(["老虎", "VIP", "孔雀"]), unique=True))),
                position=draw(st.sampled_from((-(2**40), -1, 0, 1, 2, 2**40))),
                changed=Millis(draw(st.integers(1, 3))),
                trashed=draw(st.sampled_from((None, None, Millis(5), Millis(6)))),
                origin=origin or None,
            )
        )
    used = draw(st.sets(st.sampled_from([one.uid for one in replies]))) if replies else set()
    uses = {uid: Use(draw(st.integers(1, 2)), Millis(draw(st.integers(1, 4)))) for uid in used}
    return replies, uses


def write(library: Library, replies: list[Reply], uses: dict[Uid, Use]) -> None:
    library.commit(adding(*TREE, *replies))
    for uid, use in uses.items():
        for _ in range(use.count):
            library.record_use(uid, f"说法{uid}", client="", mode="paste", at=use.last)


def holds(view: View, one: Reply, use: Use, since: int) -> bool:
    if (one.trashed is not None) is not (view.scope is Scope.TRASH):
        return False
    if view.kind is not None and one.kind is not view.kind:
        return False
    match view.scope:
        case Scope.FAVOURITES:
            return one.favourite
        case Scope.RECENT:
            return use.last is not None and use.last >= since
        case Scope.CATEGORY:
            return one.category in BELOW.get(str(view.uid), {view.uid})
        case Scope.LOOSE:
            return one.category is None
        case Scope.PACK:
            return one.origin is not None and one.origin.pack == view.uid
        case _:
            return True


def place(view: View, one: Reply, use: Use) -> tuple[int, ...]:
    own = {Scope.RECENT: -(use.last or 0), Scope.TRASH: -(one.trashed or 0)}.get(view.scope, 0)
    return own, [*Kind].index(one.kind), TREE_ORDER.index(one.category), one.position


VIEWS = (
    *(View(scope, kind) for scope in (Scope.ALL, Scope.LOOSE) for kind in (None, Kind.REPLY)),
    *(View(scope) for scope in (Scope.FAVOURITES, Scope.RECENT, Scope.TRASH)),
    *(View(Scope.KIND, kind) for kind in Kind),
    *(View(Scope.CATEGORY, uid=Uid(uid)) for uid in (*BELOW, "gone")),
    View(Scope.CATEGORY, Kind.GREETING, Uid("c1")),
    View(Scope.TRASH, Kind.AWAY),
    *(View(Scope.PACK, uid=Uid(pack)) for pack in PACKS),
)


def listed(
    reader: CatalogueReader, view: View, since: int, among: frozenset[Uid] | None = None
) -> list[Uid]:
    """The replies of a view, sorted as its own numbers say."""
    roster = reader.roster(view, Column.LIBRARY, Millis(since), among)
    assert all(len(numbers) == len(roster.uids) for numbers in roster.own)
    places = sorted(range(len(roster.uids)), key=lambda n: [numbers[n] for numbers in roster.own])
    return [roster.uids[n] for n in places]


@settings(max_examples=25)
@given(shelves(), st.integers(1, 5), st.sets(st.integers(0, 12)))
def test_each_view_holds_what_it_says_in_its_own_order(
    made: tuple[list[Reply], dict[Uid, Use]], since: int, some: set[int]
) -> None:
    replies, uses = made
    among = frozenset(Uid(f"u{number}") for number in some)
    with TemporaryDirectory() as folder, open_library(Path(folder) / "library.db") as library:
        write(library, replies, uses)
        with CatalogueReader.open(library.path) as reader:
            for view in VIEWS:
                held = [one for one in replies if holds(view, one, uses.get(one.uid, Use()), since)]
                held.sort(key=lambda one: place(view, one, uses.get(one.uid, Use())))
                own = [one.uid for one in held]
                assert listed(reader, view, since) == own, view
                narrowed = [uid for uid in own if uid in among]
                assert listed(reader, view, since, among) == narrowed, view


@settings(max_examples=25)
@given(
    shelves(), st.sampled_from((View(), View(Scope.TRASH), View(Scope.CATEGORY, None, Uid("c1"))))
)
def test_each_column_stands_beside_its_reply(
    made: tuple[list[Reply], dict[Uid, Use]], view: View
) -> None:
    replies, uses = made
    by_uid = {one.uid: one for one in replies}
    with TemporaryDirectory() as folder, open_library(Path(folder) / "library.db") as library:
        write(library, replies, uses)
        with CatalogueReader.open(library.path) as reader:
            columns = {column: reader.roster(view, column, Millis(0)) for column in Column}
    uids = columns[Column.LIBRARY].uids
    assert uids == [one.uid for one in replies if holds(view, one, Use(), 0)]
    assert all(roster.uids == uids for roster in columns.values())
    held = [by_uid[uid] for uid in uids]
    assert columns[Column.TITLE].texts == [one.title for one in held]
    assert columns[Column.SHORTCUT].texts == [one.shortcut for one in held]
    assert columns[Column.TAGS].texts == [" ".join(one.tags) for one in held]
    assert columns[Column.USES].numbers == [uses.get(uid, Use()).count for uid in uids]
    assert columns[Column.CHANGED].numbers == [one.changed for one in held]
    assert columns[Column.TRASHED].numbers == [one.trashed or 0 for one in held]


@settings(max_examples=25)
@given(shelves(), st.integers(1, 5))
def test_counts_are_those_of_the_views(
    made: tuple[list[Reply], dict[Uid, Use]], since: int
) -> None:
    replies, uses = made
    live = [one for one in replies if one.trashed is None]
    gone = [one.trashed for one in replies if one.trashed is not None]
    with TemporaryDirectory() as folder, open_library(Path(folder) / "library.db") as library:
        write(library, replies, uses)
        with CatalogueReader.open(library.path) as reader:
            tally = reader.tally(Millis(since))
            assert tally.by_category == reader.counts().by_category
            assert reader.living({one.uid for one in replies} | {Uid("never")}) == len(live)
            recent = listed(reader, View(Scope.RECENT), since)
    assert tally.by_category == Counter((one.kind, one.category) for one in live)
    assert tally.favourites == sum(one.favourite for one in live)
    assert tally.recent == len(recent)
    assert (tally.trashed, tally.trash_from) == (len(gone), min(gone, default=None))
    assert tally.by_pack == Counter(one.origin.pack for one in live if one.origin)
    counts = Counter(tag for one in live for tag in one.tags)
    assert set(tally.tags) == {tag for one in replies for tag in one.tags}
    assert [counts[tag] for tag in tally.tags] == sorted(
        (counts[tag] for tag in tally.tags), reverse=True
    )


@pytest.fixture
def reader(library: Library) -> Iterator[CatalogueReader]:
    with CatalogueReader.open(library.path) as opened:
        yield opened


def test_a_line_says_all_that_a_row_shows(library: Library, reader: CatalogueReader) -> None:
    picture = Content(Digest("8b" * 32), b"")
    full = reply(
        "full",
        variants=(Variant("今天发"), Variant("明天发")),
        kind=Kind.GREETING,
        shortcut="FH",
        category=Uid("c4"),
        tags=("老虎", "VIP"),
        favourite=True,
        attachments=(Attachment(picture.digest, "仓库.png", "image/png", 4),),
        origin=Origin(Uid("p1"), Uid("r1"), "1", Digest("0" * 64)),
        changed=Millis(7),
        trashed=Millis(9),
    )
    raw(library.path, "INSERT INTO content VALUES (?, ?)", args=(picture.digest, b""))
    library.commit(adding(*TREE, full, reply("bare", "无")))
    for text, at in (("今天发", 3), ("从前的说法", 4), ("今天发", 2)):
        library.record_use(Uid("full"), text, client="", mode="paste", at=Millis(at))
    bare, line = reader.lines([Uid("bare"), Uid("gone"), Uid("full")])
    assert line == Line(
        uid=Uid("full"),
        title="发货时间",
        shortcut="FH",
        tags=("老虎", "VIP"),
        kind=Kind.GREETING,
        category=Uid("c4"),
        path=("售后", "快递", "破损"),
        favourite=True,
        uses=3,
        last_used=Millis(4),
        changed=Millis(7),
        trashed=Millis(9),
        pack=Uid("p1"),
        variants=2,
        images=1,
    )
    assert (bare.uid, bare.tags, bare.category, bare.path) == ("bare", (), None, ())
    assert (bare.uses, bare.last_used, bare.pack, bare.images) == (0, None, None, 0)


def test_lines_come_in_the_order_asked_for(library: Library, reader: CatalogueReader) -> None:
    library.commit(adding(*(reply(f"u{number}") for number in range(9))))
    wanted = [Uid(f"u{number}") for number in (5, 0, 8, 3)]
    assert [line.uid for line in reader.lines(wanted)] == wanted
    assert reader.lines([]) == ()


def test_what_a_person_reads_is_told(library: Library, reader: CatalogueReader) -> None:
    first = reply("a", "标题", variants=(Variant("一"), Variant("二")), tags=("孔雀",))
    second = reply("b", '有"引号"的\\标题', "说法，", shortcut="b2", notes="问仓库")
    library.commit(adding(first, second, reply("c", trashed=Millis(1))))
    said = dict(zip(*reader.said(View(), Millis(0)), strict=True))
    assert list(said) == ["a", "b"]
    for part in ("标题", "一", "二", "孔雀"):
        assert part in said[Uid("a")]
    for part in (second.title, "说法，", "b2", "问仓库"):
        assert part in said[Uid("b")]
    assert reader.said(View(), Millis(0), {Uid("b"), Uid("c")})[0] == ["b"]


def test_a_tag_that_only_the_trash_or_a_group_has_comes_last(
    library: Library, reader: CatalogueReader
) -> None:
    library.commit(
        adding(
            Tag("发货后", "环节"),
            reply("a", tags=("VIP",)),
            reply("b", tags=("vip", "老虎")),
            reply("c", tags=("孔雀", "老虎"), trashed=Millis(3)),
            reply("d", tags=("孔雀",), trashed=Millis(4)),
        )
    )
    assert reader.tally(Millis(0)).tags == ("VIP", "老虎", "发货后", "孔雀")


def test_a_deep_tree_is_walked_from_the_top(library: Library, reader: CatalogueReader) -> None:
    levels = [Category(Uid(f"c{n}"), f"层{n}", Uid(f"c{n - 1}") if n else None) for n in range(8)]
    deep = [reply(f"u{level.uid}", category=level.uid) for level in reversed(levels)]
    library.commit(adding(*levels, *deep))
    uids = listed(reader, View(), 0)
    assert uids == [one.uid for one in reversed(deep)]
    (line,) = reader.lines([Uid("uc7")])
    assert line.path == category_path({level.uid: level for level in levels}, Uid("c7"))
    assert listed(reader, View(Scope.CATEGORY, uid=Uid("c6")), 0) == uids[-2:]


def test_many_replies_and_categories_are_in_order(
    library: Library, reader: CatalogueReader
) -> None:
    tree = [Category(Uid(f"c{n}"), f"组{n}", None, (n * 7) % 300) for n in range(300)]
    many = [reply(f"u{n}", category=tree[n % 300].uid, position=(n * 13) % 40) for n in range(3000)]
    library.commit(adding(*tree, *many))
    at = {one.uid: one.position for one in tree}
    known = sorted(many, key=lambda one: (at[one.category or Uid("")], one.position))
    assert listed(reader, View(), 0) == [one.uid for one in known]


def test_it_sees_each_commit_and_can_hold_still(library: Library, reader: CatalogueReader) -> None:
    one = reply("a")
    library.commit(adding(one))
    with reader.snapshot():
        assert listed(reader, View(), 0) == ["a"]
        library.commit(adding(replace(one, uid=Uid("b"))))
        assert reader.tally(Millis(0)).by_category == {(Kind.REPLY, None): 1}
    assert len(reader.lines([Uid("a"), Uid("b")])) == 2


def test_what_cannot_be_made_of_a_row_is_damage(library: Library, reader: CatalogueReader) -> None:
    library.commit(adding(reply("a")))
    raw(library.path, "UPDATE reply SET kind = 'song'")
    for ask in (lambda: reader.lines([Uid("a")]), lambda: reader.tally(Millis(0))):
        with pytest.raises(MachineFault) as damage:
            ask()
        assert damage.value.code is Code.LIBRARY_DAMAGED
