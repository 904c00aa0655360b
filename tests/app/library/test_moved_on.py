"""An import whose library changes while somebody looks it through, or that is given up half-way."""

import pytest
from msgspec.structs import replace

from kefu_desktop.app.importing import Choices, Imported
from kefu_desktop.core.merging import State
from kefu_desktop.core.model import Uid
from kefu_desktop.core.resolving import Decision
from kefu_desktop.core.watching import Cancelled, Watch
from tests.app.library.branch import Branch, reply
from tests.app.library.test_importing import Desk, pack


@pytest.fixture
def desk(branch: Branch) -> Desk:
    return Desk(branch)


def asked_again(imported: Imported) -> list[tuple[State, str | None]]:
    return [(item.state, item.uid) for item in imported.unsettled]


def theirs_meets_mine(desk: Desk) -> Uid:
    """The pack says one thing, the library another, and both were the same once."""
    desk.importing.bring_in(pack(a="原来的"))
    (uid,) = desk.branch.texts()
    desk.branch.change(uid, variants=reply(text="我的").variants)
    return Uid(uid)


def test_a_decision_about_a_text_that_is_another_by_now_is_asked_again(
    desk: Desk, colleague: Branch
) -> None:
    uid = theirs_meets_mine(desk)
    prepared = desk.importing.prepare(pack("新来的", a="他们的", version="2"))
    colleague.change(uid, variants=reply(text="同事刚写的").variants)
    choices = Choices({Uid("a"): Decision.THEIRS})
    imported = desk.importing.carry_out(prepared, choices)
    assert set(desk.branch.texts().values()) == {"同事刚写的", "新来的"}
    assert asked_again(imported) == [(State.BOTH_CHANGED, "a")]
    later = desk.importing.prepare(pack("新来的", a="他们的", version="2"))
    assert [item.state for item in later.plan.items] == [State.SAME, State.BOTH_CHANGED]


def test_a_decision_whose_texts_stand_is_carried_out_whatever_else_changed(
    desk: Desk, colleague: Branch
) -> None:
    uid = theirs_meets_mine(desk)
    prepared = desk.importing.prepare(pack(a="他们的", version="2"))
    colleague.add(reply("other", "别的"))
    colleague.change(uid, favourite=True)
    imported = desk.importing.carry_out(prepared, Choices({Uid("a"): Decision.THEIRS}))
    assert set(desk.branch.texts().values()) == {"他们的", "别的"}
    assert imported.unsettled == ()


def test_a_conflict_that_arose_meanwhile_is_told_and_not_decided_for_anyone(
    desk: Desk, colleague: Branch
) -> None:
    desk.importing.bring_in(pack(a="原来的", b="乙"))
    uids = {text: uid for uid, text in desk.branch.texts().items()}
    fresh = pack(a="新的", b="乙二", version="2")
    prepared = desk.importing.prepare(fresh)
    colleague.change(uids["原来的"], variants=reply(text="同事刚改的").variants)
    imported = desk.importing.carry_out(prepared, Choices())
    assert asked_again(imported) == [(State.BOTH_CHANGED, "a")]
    assert set(desk.branch.texts().values()) == {"同事刚改的", "乙二"}


def test_a_shortcut_that_was_taken_meanwhile_is_asked_about(desk: Desk, colleague: Branch) -> None:
    made = pack("有编码的")
    coded = replace(made, records=tuple(replace(r, shortcut="fh") for r in made.records))
    prepared = desk.importing.prepare(coded)
    colleague.add(reply("holder", "别的", shortcut="fh"))
    imported = desk.importing.carry_out(prepared, Choices())
    assert asked_again(imported) == [(State.SHORTCUT_TAKEN, "r0")]
    assert set(desk.branch.texts().values()) == {"别的"}


def test_what_was_left_out_stays_out_whatever_it_has_become(desk: Desk, colleague: Branch) -> None:
    uid = theirs_meets_mine(desk)
    prepared = desk.importing.prepare(pack("不要的", a="他们的", version="2"))
    colleague.change(uid, variants=reply(text="同事刚写的").variants)
    left_out = Choices({Uid("a"): Decision.SKIP, Uid("r0"): Decision.SKIP})
    imported = desk.importing.carry_out(prepared, left_out)
    assert imported.unsettled == ()
    assert set(desk.branch.texts().values()) == {"同事刚写的"}


@pytest.mark.parametrize("reached", [0, 20, 40, 51, 70, 95])
def test_an_import_that_is_given_up_has_done_nothing(desk: Desk, reached: int) -> None:
    desk.branch.add(reply("mine", "我的"))
    many = pack(*(f"第{number}条" for number in range(1_200)))
    prepared = desk.importing.prepare(many)
    told: list[int] = []
    watch = Watch(lambda done, _: told.append(done), lambda: bool(told) and told[-1] >= reached)
    with pytest.raises(Cancelled):
        desk.importing.carry_out(prepared, Choices(), watch)
    assert set(desk.branch.texts().values()) == {"我的"}
    assert desk.branch.library.ask(lambda library: library.packs()).result() == ()
    desk.importing.carry_out(prepared, Choices())
    assert len(desk.branch.texts()) == 1_201
