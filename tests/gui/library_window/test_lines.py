"""Rows by the page: asked for when looked at, the newest first, kept up to a bound."""

from collections.abc import Callable, Sequence

import pytest

from kefu_desktop.app.catalogue import Line
from kefu_desktop.core.model import Kind, Millis, Uid
from kefu_desktop.gui.library.reply_list.lines import AT_ONCE, KEPT, PAGE, WAITING, Lines

Answer = Callable[[tuple[Line, ...]], None]


def line(uid: Uid, title: str = "") -> Line:
    return Line(
        uid=uid,
        title=title or uid,
        shortcut="",
        tags=(),
        kind=Kind.REPLY,
        category=None,
        path=(),
        favourite=False,
        uses=0,
        last_used=None,
        changed=Millis(0),
        trashed=None,
        pack=None,
        variants=1,
        images=0,
    )


class Library:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Sequence[Uid], Answer]] = []
        self.arrived: list[tuple[int, int]] = []
        self.lines = Lines(
            lambda uids, done: self.asked.append((uids, done)),
            lambda call: call(),
            lambda first, last: self.arrived.append((first, last)),
        )

    def answer(self, title: str = "", *, without: Sequence[Uid] = ()) -> None:
        """Answers what was asked first."""
        uids, done = self.asked.pop(0)
        done(tuple(line(uid, title) for uid in uids if uid not in without))

    def answer_all(self) -> None:
        while self.asked:
            self.answer()

    def pages(self) -> list[int]:
        """The pages that are on their way."""
        return [int(uids[0][1:]) // PAGE for uids, _ in self.asked]


@pytest.fixture
def library() -> Library:
    return Library()


def uids(count: int) -> tuple[Uid, ...]:
    return tuple(Uid(f"r{number}") for number in range(count))


def test_a_row_brings_its_page_and_no_other(library: Library) -> None:
    library.lines.show(uids(1000))
    assert library.lines.line(250) is None
    assert library.lines.line(251) is None
    assert [len(asked) for asked, _ in library.asked] == [PAGE]
    library.answer()
    assert library.arrived == [(200, 299)]
    shown = library.lines.line(250)
    assert shown is not None
    assert shown.uid == "r250"
    assert not library.asked


def test_of_what_is_scrolled_past_only_the_newest_is_fetched(library: Library) -> None:
    library.lines.show(uids(100_000))
    for page in range(900):
        library.lines.line(page * PAGE)
    assert len(library.asked) == AT_ONCE
    fetched = 0
    seen: list[int] = []
    while library.asked:
        seen += library.pages()[:1]
        library.answer()
        fetched += 1
    assert fetched == AT_ONCE + WAITING
    assert 899 in seen
    assert seen.index(899) == AT_ONCE, "the last one looked at comes first"


def test_however_far_one_scrolls_so_much_is_kept(library: Library) -> None:
    everything = uids(3 * KEPT)
    library.lines.show(everything)
    for row in range(0, len(everything), PAGE):
        library.lines.line(row)
        library.answer_all()
    known = [uid for uid in everything if library.lines.known(uid) is not None]
    assert len(known) == KEPT
    assert everything[-1] in known


def test_after_a_change_rows_are_shown_as_they_were_until_they_come_anew(library: Library) -> None:
    library.lines.show(uids(10))
    library.lines.line(0)
    library.answer("before")
    library.lines.renew()
    shown = library.lines.line(0)
    assert shown is not None
    assert shown.title == "before"
    library.answer("after")
    shown = library.lines.line(0)
    assert shown is not None
    assert shown.title == "after"
    assert not library.asked


def test_an_answer_from_before_a_change_is_not_taken(library: Library) -> None:
    library.lines.show(uids(10))
    library.lines.line(0)
    library.lines.show(uids(10))
    library.lines.line(0)
    library.answer("old")
    assert library.lines.line(0) is None
    library.answer("new")
    shown = library.lines.line(0)
    assert shown is not None
    assert shown.title == "new"


def test_a_reply_that_is_gone_by_now_is_not_asked_for_again_and_again(library: Library) -> None:
    library.lines.show(uids(10))
    library.lines.line(3)
    library.answer(without=[Uid("r3")])
    assert library.lines.line(3) is None
    assert not library.asked
    assert library.lines.line(4) is not None
