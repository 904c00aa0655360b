"""The sidebar's rows as a model that follows its entries, and the places that steps lead to."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from kefu_desktop.core import editing
from kefu_desktop.core.errors import InvalidInput
from kefu_desktop.core.model import Category, Uid
from kefu_desktop.gui.library.sidebar.entries import Entry, Shape, children_of
from kefu_desktop.gui.library.sidebar.model import ENTRY, SidebarModel
from kefu_desktop.gui.library.sidebar.places import Way, place_by_step
from tests.gui.sidebar.pane import Pane


def entry(key: str, *children: Entry, name: str = "") -> Entry:
    return Entry(key=key, shape=Shape.CATEGORY, name=name or key, children=children)


Said = tuple[str, str, tuple["Said", ...]]


def said_by(entries: tuple[Entry, ...]) -> tuple[Said, ...]:
    """The keys and names of entries and of those below them."""
    return tuple((each.key, each.name, said_by(each.children)) for each in entries)


def shown(model: SidebarModel, parent: QModelIndex = QModelIndex()) -> tuple[Said, ...]:  # noqa: B008
    """The entries as the model tells them, each with those below it."""
    found: list[Said] = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        assert model.parent(index) == parent
        said: Entry = index.data(ENTRY)
        found.append((said.key, said.name, shown(model, index)))
    return tuple(found)


@st.composite
def forests(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Trees of the keys a to j in any shape, each at most once."""
    keys = draw(st.permutations("abcdefghij"))[: draw(st.integers(0, 10))]
    above: dict[str, str] = {}
    for number, key in enumerate(keys):
        above[key] = draw(st.sampled_from(["", *keys[:number]]))
    names = draw(st.sampled_from(["", "x"]))

    def grown(parent: str) -> Iterator[Entry]:
        for key in keys:
            if above[key] == parent:
                yield entry(key, *grown(key), name=key + names)

    return tuple(grown(""))


@settings(max_examples=60, deadline=None)
@given(st.lists(forests(), min_size=2, max_size=4))
def test_it_follows_any_change_by_the_rules_of_models(
    qapp: QApplication, steps: list[tuple[Entry, ...]]
) -> None:
    model = SidebarModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for forest in steps:
        model.show(forest)
        assert shown(model) == said_by(forest)
        for index in model.indexes():
            assert model.index_of(index.data(ENTRY).key) == index
    assert tester.model() is model


def test_it_keeps_to_the_rules_of_models_with_a_real_library(
    pane: Pane, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(pane.tree.entries, force_py=False)
    pane.make("甲/一", "乙")
    pane.add("丙", "甲/一")
    pane.arranging.move_category(pane.uid("甲/一"), pane.uid("乙"), 0)
    pane.arranging.move_category(pane.uid("乙"), None, 0)
    pane.wait()
    assert pane.names("Quick replies", "乙") == ["一"]


def test_an_entry_keeps_its_place_in_the_hand_of_a_view(qapp: QApplication) -> None:
    model = SidebarModel()
    model.show((entry("a", entry("b")), entry("c")))
    kept = QPersistentModelIndex(model.index_of("c"))
    inner = QPersistentModelIndex(model.index_of("b"))
    model.show((entry("new"), entry("c", name="c2"), entry("a", entry("b"))))
    assert (kept.row(), kept.data()) == (1, "c2")
    assert inner.isValid()
    assert inner.data() == "b"
    model.show((entry("a"),))
    assert not kept.isValid()
    assert not inner.isValid()


def test_what_is_told_as_changed_is_only_what_changed(qapp: QApplication) -> None:
    model = SidebarModel()
    model.show((entry("a", entry("b")), entry("c")))
    changed: list[tuple[str, str]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.data(), last.data())))
    model.show((entry("a", entry("b", name="b2")), entry("c")))
    assert changed == [("b2", "b2")]


def trees() -> st.SearchStrategy[dict[Uid, Category]]:
    """Up to eight categories in any shape; some share a position, so that names decide."""

    def grown(shape: list[tuple[int, int]]) -> dict[Uid, Category]:
        found: dict[Uid, Category] = {}
        for number, (above, position) in enumerate(shape):
            parents = [None, *found]
            uid = Uid(f"c{number}")
            found[uid] = Category(uid, f"n{number}", parents[above % len(parents)], position)
        return found

    return st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3)), min_size=1, max_size=8).map(
        grown
    )


@given(trees(), st.data())
def test_a_step_leads_past_the_next_that_is_shown(
    categories: dict[Uid, Category], data: st.DataObject
) -> None:
    moved = data.draw(st.sampled_from(sorted(categories)))
    siblings = [c.uid for c in children_of(categories)[categories[moved].parent]]
    seen = [uid for uid in siblings if uid == moved or data.draw(st.booleans())]
    way = data.draw(st.sampled_from(Way))
    place = place_by_step(categories, moved, seen, way)
    if place is None:
        ends = {Way.UP: 0, Way.INTO: 0, Way.DOWN: len(seen) - 1}
        assert way is Way.OUT or seen.index(moved) == ends[way]
        assert way is not Way.OUT or categories[moved].parent is None
        return
    try:
        changes = editing.move_category(moved, place.parent, place.position, categories)
    except InvalidInput:
        pytest.fail("a step never leads into itself")
    after = dict(categories)
    for change in changes.changes:
        assert isinstance(change.after, Category)
        after[change.after.uid] = change.after
    now = [c.uid for c in children_of(after)[place.parent]]
    at = seen.index(moved)
    if way is Way.UP:
        assert now.index(moved) + 1 == now.index(seen[at - 1])
    elif way is Way.DOWN:
        assert now.index(moved) - 1 == now.index(seen[at + 1])
    elif way is Way.INTO:
        assert (place.parent, now[-1]) == (seen[at - 1], moved)
    else:
        assert now.index(moved) - 1 == now.index(categories[moved].parent)
