"""Search for the running program: it always follows the library, and answers only the newest."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kefu_desktop.app import searching
from kefu_desktop.app.events import IndexReady, LibraryReplaced, WentWrong
from kefu_desktop.app.searching import Answer, Field, Found, Question, Reason
from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import Kind, Millis, Reply, Uid, Use
from kefu_desktop.store.library import Library
from kefu_desktop.store.queries import Reader
from tests.app.shop import HeldLane, Shop, open_library, opened


@pytest.fixture
def ready(shop: Shop) -> Shop:
    """Three replies that can be found."""
    shop.add("发货时间", "亲，今天发货哦", category=("售前", "物流"), shortcut="fh")
    shop.add("退款", "三天内退款", category=("售后",), tags=("考拉",))
    shop.add("问好", "在的亲", favourite=True)
    shop.searching.start()
    return shop


@pytest.fixture
def colleague(ready: Shop) -> Iterator[Library]:
    """Another process on the same file."""
    with open_library(ready.path, ready.clock, lambda: Uid("their-1")) as library:
        yield library


def edit(library: Library, uid: Uid, **fields: object) -> ChangeSet:
    before = library.reply(uid)
    return editing.edit_reply(before, replace(before, **fields), Millis(9))  # type: ignore[arg-type]


def uid_of(shop: Shop, title: str) -> Uid:
    (uid,) = (row.reply.uid for row in shop.look_up(title).rows if row.reply.title == title)
    return uid


def test_a_row_carries_all_that_a_screen_shows(ready: Shop) -> None:
    uid = uid_of(ready, "发货时间")
    ready.library.record_use(uid, "亲，今天发货哦", client="", mode="pasted").result()
    ready.searching.ask(Question("fahuo"), lambda answer: None)
    answer = ready.look_up("fahuo")
    (row,) = answer.rows
    assert row.reply == ready.library.ask(lambda library: library.reply(uid)).result()
    assert row.path == ("售前", "物流")
    assert row.use == Use(1, Millis(ready.clock.now()))
    assert isinstance(row.reason, Reason)
    assert [(place.field, place.item, place.start, place.end) for place in row.places] == [
        (Field.TITLE, 0, 0, 2),
        (Field.TEXT, 0, 4, 6),
    ]
    assert (answer.question, answer.total, answer.ready) == (Question("fahuo"), 1, True)
    assert answer.roots == ("售前", "售后")


def test_a_question_keeps_to_its_category_and_its_limit(ready: Shop) -> None:
    assert set(ready.titles("")) == {"发货时间", "退款", "问好"}
    assert ready.titles("", category="售前") == ["发货时间"]
    assert ready.titles("退款", category="售前") == []
    assert len(ready.titles("", limit=2)) == 2


def test_before_the_library_is_read_an_answer_says_so(tmp_path: Path) -> None:
    builder = HeldLane()
    with opened(tmp_path, builder=builder) as shop:
        shop.add("退款")
        shop.searching.start()
        early = shop.look_up("退款")
        assert (early.ready, early.rows, early.total, early.roots) == (False, (), 0, ())
        builder.go_on()
        assert shop.titles("退款") == ["退款"]
        assert [event.count for event in shop.heard_of(IndexReady)] == [1]


def test_an_empty_library_is_ready_and_has_nothing(shop: Shop) -> None:
    shop.searching.start()
    assert (shop.look_up("").ready, shop.look_up("fh").rows) == (True, ())
    shop.add("发货", shortcut="fh")
    assert shop.titles(";fh") == ["发货"]


def test_only_the_newest_question_is_answered(tmp_path: Path) -> None:
    lane = HeldLane()
    with opened(tmp_path, search_lane=lane) as shop:
        shop.add("退款")
        shop.searching.start()
        lane.go_on()
        answers: list[Answer] = []
        numbers = [
            shop.searching.ask(Question(text), answers.append) for text in ("t", "tu", "tui")
        ]
        lane.go_on()
        assert [answer.question.text for answer in answers] == ["tui"]
        assert answers[0].request == numbers[-1] == max(numbers)


def test_each_asker_has_a_newest_question_of_its_own(tmp_path: Path) -> None:
    lane = HeldLane()
    with opened(tmp_path, search_lane=lane) as shop:
        shop.add("退款")
        shop.searching.start()
        lane.go_on()
        answers: list[Answer] = []
        found: list[Found] = []
        shop.searching.ask(Question("tui"), answers.append)
        for text in ("t", "tuikuan"):
            shop.searching.find(Question(text), found.append, asker="library")
        lane.go_on()
        assert [answer.question.text for answer in answers] == ["tui"]
        assert [one.question.text for one in found] == ["tuikuan"]


def test_uids_alone_are_found_as_rows_are(ready: Shop) -> None:
    ready.add("退货", kind=Kind.GREETING)
    found: list[Found] = []

    def find(question: Question) -> Found:
        ready.searching.find(question, found.append)
        return found[-1]

    both = find(Question("退"))
    assert list(both.uids) == [row.reply.uid for row in ready.look_up("退").rows]
    assert (len(both.uids), both.total, both.ready) == (2, 2, True)
    assert find(Question("退", limit=1)).total == 2
    refund = uid_of(ready, "退款")
    assert find(Question("退", among=frozenset({refund}))).uids == (refund,)
    assert find(Question("退", kinds=frozenset({Kind.REPLY}))).uids == (refund,)
    assert find(Question("退", "售后")).uids == (refund,)


def test_uids_are_not_found_before_the_library_is_read(shop: Shop) -> None:
    found: list[Found] = []
    shop.searching.find(Question("退"), found.append)
    assert [(one.uids, one.total, one.ready) for one in found] == [((), 0, False)]


def test_it_follows_what_is_added_edited_and_taken_back(ready: Shop) -> None:
    ready.add("换货", "可以换货")
    assert ready.titles("换货") == ["换货"]
    uid = uid_of(ready, "换货")
    ready.library.change(lambda library: edit(library, uid, title="调换")).result()
    assert ready.titles("diaohuan") == ["调换"]
    ready.library.undo().result()
    assert (ready.titles("调换"), ready.titles("huanhuo")) == ([], ["换货"])
    ready.library.undo().result()
    assert ready.titles("换货") == []
    ready.library.redo().result()
    assert ready.titles("换货") == ["换货"]


def test_what_is_in_the_trash_is_not_found_until_it_comes_back(ready: Shop) -> None:
    uid = uid_of(ready, "退款")
    trash = ready.library.change(lambda library: editing.trash([library.reply(uid)], Millis(5)))
    assert trash.result() is not None
    assert (ready.titles("退款"), ready.look_up("退款").total) == ([], 0)
    assert ready.titles("", category="售后") == []
    assert ready.searching.size == 2
    ready.library.undo().result()
    assert ready.titles("退款") == ["退款"]
    ready.library.redo().result()
    ready.library.purge_trash(Millis(10)).result()
    assert ready.titles("退款") == []


def test_a_renamed_or_removed_category_is_followed(ready: Shop) -> None:
    def rename(library: Library) -> ChangeSet:
        tree = library.categories()
        (uid,) = (uid for uid, category in tree.items() if category.name == "售前")
        return editing.rename_category(uid, "下单前", tree)

    ready.library.change(rename).result()
    assert ready.titles("", category="下单前") == ["发货时间"]
    assert ready.titles("/下单前 fh") == ["发货时间"]
    assert ready.titles("", category="售前") == []
    (row,) = ready.look_up(";fh").rows
    assert row.path == ("下单前", "物流")
    assert ready.look_up("").roots == ("下单前", "售后")
    ready.library.undo().result()
    assert ready.titles("", category="售前") == ["发货时间"]


def test_use_is_followed_and_moves_a_reply_up(ready: Shop) -> None:
    ready.add("发票甲", "发票")
    ready.add("发票乙", "发票")
    first, second = ready.titles("发票")
    for _ in range(3):
        uid = uid_of(ready, second)
        ready.library.record_use(uid, "发票", client="", mode="pasted").result()
    assert ready.titles("发票") == [second, first]
    assert ready.look_up("发票").rows[0].use.count == 3


def test_what_a_colleague_commits_is_found_after_the_next_look(
    ready: Shop, colleague: Library
) -> None:
    uid = uid_of(ready, "退款")
    colleague.commit(edit(colleague, uid, title="退钱"))
    colleague.record_use(uid, "三天内退款", client="", mode="pasted")
    assert ready.titles("退钱") == []
    assert ready.library.look_outside().result() is True
    assert ready.titles("退钱") == ["退钱"]
    assert ready.look_up("退钱").rows[0].use.count == 1
    colleague.commit(editing.trash([colleague.reply(uid)], Millis(5)))
    colleague.purge_trash(Millis(10))
    ready.library.look_outside().result()
    assert ready.titles("退钱") == []


def test_what_a_colleague_commits_is_found_after_our_own_next_change(
    ready: Shop, colleague: Library
) -> None:
    colleague.commit(edit(colleague, uid_of(ready, "退款"), title="退钱"))
    ready.add("换货")
    assert ready.titles("退钱") == ["退钱"]
    assert ready.titles("换货") == ["换货"]


def while_it_is_read(patch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Lets something happen once between the last reply read and the index that is made of them."""
    all_replies, left = Reader.all_replies, [happens]

    def read(reader: Reader) -> Iterator[Reply]:
        yield from all_replies(reader)
        if left:
            left.pop()()

    patch.setattr(Reader, "all_replies", read)


def test_what_changes_while_the_library_is_read_is_not_lost(
    ready: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    refund, greeting = uid_of(ready, "退款"), uid_of(ready, "问好")

    def happens() -> None:
        ready.add("换货")
        ready.library.change(
            lambda library: editing.trash([library.reply(refund)], Millis(5))
        ).result()
        ready.library.record_use(greeting, "在的亲", client="", mode="pasted").result()

    while_it_is_read(monkeypatch, happens)
    ready.searching.start()
    assert set(ready.titles()) == {"发货时间", "换货", "问好"}
    assert ready.look_up("问好").rows[0].use.count == 1


def test_a_library_that_becomes_another_while_it_is_read_is_read_again(
    ready: Shop, colleague: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = uid_of(ready, "退款")

    def happens() -> None:
        colleague.commit(edit(colleague, uid, title="退钱"))
        ready.events.publish(LibraryReplaced())

    while_it_is_read(monkeypatch, happens)
    ready.searching.start()
    assert ready.titles("退钱") == ["退钱"]


def another_library(shop: Shop, folder: Path) -> Path:
    """A library file with one reply."""
    reply = replace(shop.look_up("退款").rows[0].reply, title="别的", category=None)
    path = folder / "other.db"
    with open_library(path, shop.clock, lambda: Uid("o-1")) as library:
        library.commit(editing.add_reply(reply, Millis(3)))
    return path


def test_a_restored_library_takes_the_place_of_the_one_before(ready: Shop, tmp_path: Path) -> None:
    other = another_library(ready, tmp_path)
    ready.library.replace(lambda: other.replace(ready.path)).result()
    assert ready.titles("") == ["别的"]
    ready.add("新的")
    assert ready.titles("新的") == ["新的"]


def test_changes_beyond_following_read_the_library_anew(
    ready: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FOLLOW_LIMIT", 1)
    before = len(ready.heard_of(IndexReady))

    def tag_all(library: Library) -> ChangeSet:
        return editing.tag(library.all_replies(), "春季", Millis(5))

    ready.library.change(tag_all).result()
    assert len(ready.heard_of(IndexReady)) == before + 1
    assert len(ready.titles("#春季")) == 3


def test_a_renamed_category_of_very_many_replies_reads_the_library_anew(
    ready: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.add("到货", category=("售前", "物流"))
    monkeypatch.setattr(searching, "FOLLOW_LIMIT", 1)
    before = len(ready.heard_of(IndexReady))

    def rename(library: Library) -> ChangeSet:
        tree = library.categories()
        (uid,) = (uid for uid, category in tree.items() if category.name == "售前")
        return editing.rename_category(uid, "下单前", tree)

    ready.library.change(rename).result()
    assert len(ready.heard_of(IndexReady)) == before + 1
    assert set(ready.titles("", category="下单前")) == {"发货时间", "到货"}


def test_a_library_that_cannot_be_read_is_told_and_read_again_at_the_next_change(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = MachineFault(Code.LIBRARY_LOCKED, path="x")

    def fail(path: Path) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(Reader, "open", fail)
        shop.add("退款")
    assert shop.heard_of(WentWrong) == [WentWrong(fault)]
    assert shop.look_up("退款").ready is False
    shop.add("换货")
    assert set(shop.titles()) == {"退款", "换货"}


def test_a_closed_search_follows_nothing(ready: Shop) -> None:
    ready.searching.close()
    ready.add("换货")
    assert ready.titles("换货") == []
