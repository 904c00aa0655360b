"""The replies that others take in: found in a real library, and followed when it changes."""

from collections.abc import Iterator
from functools import partial

import pytest

from kefu_desktop.app.events import Events
from kefu_desktop.app.fragments import Fragments
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Variant
from kefu_desktop.store.queries import Reader
from tests.app.library.branch import NOON, Branch, reply


@pytest.fixture
def fragments(branch: Branch) -> Iterator[Fragments]:
    branch.library.start().result()
    found = Fragments(partial(Reader.open, branch.place.library), branch.events)
    yield found
    found.close()


def said(fragments: Fragments, name: str) -> tuple[str, ...]:
    found = fragments.find(name)
    return () if found is None else found.texts


def test_a_shortcut_comes_before_a_title_and_the_oldest_before_its_namesakes(
    branch: Branch, fragments: Fragments
) -> None:
    branch.add(
        reply("a", "甲", title="落款", shortcut="lk"),
        reply("b", "乙", title="lk"),
        reply("c", "丙", title="落款"),
        reply("d", variants=(Variant("一"), Variant("二")), title="多种"),
        reply("e", "戊", title="废", trashed=NOON),
    )
    for name in ("落款", " 落款 ", "lk", "LK", ";lk", "；lk"):
        assert said(fragments, name) == ("甲",), name
    assert said(fragments, "多种") == ("一", "二")
    for name in ("废", "没有", ";落款", ""):
        assert fragments.find(name) is None, name
    found = fragments.find("lk")
    assert found is not None
    assert found.key == "a"


def test_what_changes_in_the_library_is_found_anew(branch: Branch, fragments: Fragments) -> None:
    assert fragments.find("落款") is None
    branch.add(reply("a", "甲", title="落款"))
    assert said(fragments, "落款") == ("甲",)
    branch.change("a", variants=(Variant("乙"),))
    assert said(fragments, "落款") == ("乙",)
    branch.trash("a")
    assert fragments.find("落款") is None
    branch.library.undo().result()
    assert said(fragments, "落款") == ("乙",)


def test_the_library_is_read_once_for_a_name(branch: Branch) -> None:
    branch.library.start().result()
    branch.add(reply("a", "甲", title="落款"))
    opened = []

    def open_reader() -> Reader:
        opened.append(1)
        return Reader.open(branch.place.library)

    fragments = Fragments(open_reader, branch.events)
    assert [said(fragments, "落款") for _ in range(3)] == [("甲",)] * 3
    assert [fragments.find("没有") for _ in range(3)] == [None] * 3
    assert len(opened) == 2
    fragments.close()


def test_without_a_library_nothing_is_found() -> None:
    assert Fragments(lambda: None, Events()).find("落款") is None


def test_a_library_that_cannot_be_read_is_asked_again(
    branch: Branch, caplog: pytest.LogCaptureFixture
) -> None:
    branch.library.start().result()
    branch.add(reply("a", "甲", title="落款"))
    broken = [True]

    def open_reader() -> Reader:
        if broken:
            raise MachineFault(Code.FILE_UNREADABLE, path="x")
        return Reader.open(branch.place.library)

    fragments = Fragments(open_reader, branch.events)
    assert fragments.find("落款") is None
    assert "落款" not in caplog.text
    broken.clear()
    assert said(fragments, "落款") == ("甲",)
    fragments.close()
