"""A sheet becomes a reply, and meets what others have done to it meanwhile."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kefu_desktop.app.keeping import SAVE_TRIES, Clash, Holder, Saved
from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet, Content, Deed
from kefu_desktop.core.errors import Code, Conflict, InvalidInput, KefuError, NotFound
from kefu_desktop.core.model import Attachment, Category, DeliveryMode, Digest, Kind, Reply, Uid
from kefu_desktop.core.sheets import Sheet
from kefu_desktop.core.tree import Tree
from kefu_desktop.store.library import Library
from tests.app.shop import Shop, StillClock, open_library

ROOT = Path(__file__).parents[2]


def sheet(**fields: Any) -> Sheet:
    return Sheet(**{"title": "发货", "texts": ("今天发",), **fields})


def saved(shop: Shop, written: Sheet, base: Reply | None = None, **options: Any) -> Reply:
    answer = shop.keeping.save(written, base, **options).result()
    assert isinstance(answer, Saved)
    held = shop.library.ask(lambda library: library.reply(answer.reply.uid)).result()
    assert answer.reply == held, "the answer is what the library holds"
    return held


def clash(shop: Shop, written: Sheet, base: Reply) -> Clash:
    before = revision(shop)
    answer = shop.keeping.save(written, base).result()
    assert isinstance(answer, Clash)
    assert revision(shop) == before, "nothing was written"
    assert (answer.base, answer.ours) == (base, written)
    return answer


def refused(shop: Shop, written: Sheet, base: Reply | None = None, **options: Any) -> KefuError:
    before = revision(shop)
    with pytest.raises(KefuError) as error:
        shop.keeping.save(written, base, **options).result()
    assert revision(shop) == before
    return error.value


def revision(shop: Shop) -> int:
    return shop.library.ask(lambda library: library.revision()).result()


def category(shop: Shop, *path: str) -> Uid:
    def grow(library: Library) -> ChangeSet:
        return editing.add_category(path, library.categories(), shop.new_uid)

    committed = shop.library.change(grow).result()
    assert committed is not None
    (made,) = (change.after for change in committed.changes[-1:])
    assert isinstance(made, Category)
    return made.uid


def elsewhere(shop: Shop, make: Callable[[Library], ChangeSet]) -> None:
    """What another program does to the library."""
    with open_library(shop.path, StillClock(), shop.new_uid) as other:
        other.commit(make(other))


def edited_elsewhere(shop: Shop, uid: Uid, **fields: Any) -> Reply:
    def edit(library: Library) -> ChangeSet:
        before = library.reply(uid)
        return editing.edit_reply(before, replace(before, **fields), before.changed)

    elsewhere(shop, edit)
    return shop.library.ask(lambda library: library.reply(uid)).result()


def test_a_new_reply_is_all_that_the_sheet_says_and_goes_last(shop: Shop) -> None:
    place = category(shop, "售前")
    first = saved(shop, sheet(category=place))
    written = sheet(
        title=" 发货  时间 ",
        texts=("一\r\n二", " ", "三"),
        kind=Kind.GREETING,
        category=place,
        shortcut=";fh",
        tags=("#考拉", "考拉", "新\x00"),
        favourite=True,
        asked_as=("几天到", ""),
        notes="只说现货",
        delivery=DeliveryMode.COPY,
    )
    answer = shop.keeping.save(written, None).result()
    assert isinstance(answer, Saved)
    made = answer.reply
    assert answer.removed == 1
    assert Sheet.of(made) == replace(
        written,
        title="发货 时间",
        texts=("一\n二", "三"),
        shortcut="fh",
        tags=("考拉", "新"),
        asked_as=("几天到",),
    )
    assert made.position > first.position
    assert made.created == made.changed == shop.clock.millis
    shop.library.undo().result()
    assert shop.library.ask(lambda library: library.replies([made.uid])).result() == ()


def test_an_edit_writes_what_was_touched_as_one_step(shop: Shop) -> None:
    base = saved(shop, sheet(shortcut="fh", tags=("考拉",)))
    shop.clock.millis += 60_000
    after = saved(shop, replace(Sheet.of(base), texts=("明天发", "后天发")), base)
    assert [variant.text for variant in after.variants] == ["明天发", "后天发"]
    assert (after.shortcut, after.tags, after.created) == ("fh", ("考拉",), base.created)
    assert after.changed == shop.clock.millis
    shop.library.undo().result()
    assert shop.library.ask(lambda library: library.reply(base.uid)).result() == base


def test_a_sheet_that_says_what_the_reply_says_makes_no_step(shop: Shop) -> None:
    base = saved(shop, sheet())
    before = revision(shop)
    assert saved(shop, Sheet.of(base), base) == base
    assert saved(shop, replace(Sheet.of(base), title=f" {base.title}\x00"), base) == base
    assert revision(shop) == before


def test_a_reply_goes_to_the_end_of_another_category(shop: Shop) -> None:
    place = category(shop, "售后")
    last = saved(shop, sheet(category=place))
    base = saved(shop, sheet())
    moved = saved(shop, replace(Sheet.of(base), category=place), base)
    assert moved.position > last.position
    again = saved(shop, replace(Sheet.of(moved), title="新"), moved)
    assert again.position == moved.position


def test_findings_keep_it_from_being_saved(shop: Shop) -> None:
    assert refused(shop, sheet(texts=())).code is Code.TEXT_EMPTY
    # A title would have come from the text: only that is asked for.
    assert refused(shop, sheet(title="", texts=(" ",))).code is Code.TEXT_EMPTY
    base = saved(shop, sheet())
    assert refused(shop, sheet(shortcut="f h"), base).code is Code.SHORTCUT_INVALID


def test_other_words_meanwhile_are_a_clash_and_stay(shop: Shop) -> None:
    base = saved(shop, sheet())
    theirs = edited_elsewhere(shop, base.uid, title="他们的")
    ours = replace(Sheet.of(base), texts=("我们的",))
    assert clash(shop, ours, base).theirs == theirs
    # Whoever has seen it may take either.
    assert saved(shop, ours, base, overwrite=True).title == "发货"
    shop.library.undo().result()
    assert saved(shop, Sheet.of(theirs), theirs) == theirs
    merged = replace(ours, title="他们的")
    assert Sheet.of(saved(shop, merged, theirs)) == merged


def test_the_same_words_meanwhile_are_none(shop: Shop) -> None:
    base = saved(shop, sheet())
    theirs = edited_elsewhere(shop, base.uid, title="新题")
    assert saved(shop, replace(Sheet.of(base), title=" 新题 "), base) == theirs
    assert saved(shop, Sheet.of(base), base) == theirs, "who wrote nothing overwrites nothing"


def test_a_reply_that_was_moved_meanwhile_is_saved_where_it_is(shop: Shop) -> None:
    base = saved(shop, sheet())
    place = category(shop, "售后")
    edited_elsewhere(shop, base.uid, category=place, favourite=True, position=7)
    after = saved(shop, replace(Sheet.of(base), texts=("明天发",)), base)
    assert (after.category, after.favourite, after.position) == (place, True, 7)
    assert after.variants[0].text == "明天发"


def test_a_reply_put_into_the_trash_meanwhile_is_a_clash(shop: Shop) -> None:
    base = saved(shop, sheet())
    edited_elsewhere(shop, base.uid, trashed=base.changed, united=Uid("other"))
    ours = replace(Sheet.of(base), texts=("明天发",))
    theirs = clash(shop, ours, base).theirs
    assert theirs is not None
    assert theirs.trashed is not None
    back = saved(shop, ours, base, overwrite=True)
    assert (back.trashed, back.united, back.variants[0].text) == (None, None, "明天发")


def test_a_reply_that_is_gone_is_a_clash_and_comes_back(shop: Shop) -> None:
    place = category(shop, "售后")
    base = saved(shop, sheet(category=place, shortcut="fh"))

    def purge(library: Library) -> ChangeSet:
        trashed = editing.trash([library.reply(base.uid)], base.changed)
        library.commit(trashed)
        return editing.purge([library.reply(base.uid)])

    elsewhere(shop, purge)
    elsewhere(
        shop,
        lambda library: ChangeSet(Deed.REMOVE_CATEGORY, (Tree(library.categories()).drop(place),)),
    )
    ours = replace(Sheet.of(base), texts=("明天发",))
    assert clash(shop, ours, base).theirs is None
    back = saved(shop, ours, base, overwrite=True)
    assert (back.uid, back.shortcut, back.category) == (base.uid, "fh", None)
    assert back.variants[0].text == "明天发"


def test_a_reply_in_the_trash_stays_there_when_it_is_edited(shop: Shop) -> None:
    base = saved(shop, sheet(shortcut="fh"))
    elsewhere(shop, lambda library: editing.trash([library.reply(base.uid)], base.changed))
    trashed = shop.library.ask(lambda library: library.reply(base.uid)).result()
    saved(shop, sheet(title="接班", shortcut="fh"))
    after = saved(shop, replace(Sheet.of(trashed), notes="旧的"), trashed)
    assert (after.trashed, after.notes) == (trashed.trashed, "旧的")


def test_what_happens_between_looking_and_writing_is_looked_at_too(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = saved(shop, sheet())
    intruders: list[Callable[[], object]] = []
    door = shop.library.ask(lambda library: library).result()
    commit = door.commit

    def slow_commit(*args: Any, **options: Any) -> Any:
        if intruders:
            intruders.pop()()
        return commit(*args, **options)

    monkeypatch.setattr(door, "commit", slow_commit)
    intruders.append(lambda: edited_elsewhere(shop, base.uid, favourite=True))
    after = saved(shop, replace(Sheet.of(base), notes="一"), base)
    assert (after.favourite, after.notes) == (True, "一")
    intruders.append(lambda: edited_elsewhere(shop, base.uid, notes="二"))
    answer = shop.keeping.save(replace(Sheet.of(after), notes="三"), after).result()
    assert isinstance(answer, Clash)
    assert answer.theirs is not None
    assert answer.theirs.notes == "二"
    # Somebody who never stops is told of.
    turns = [lambda turn=turn: edited_elsewhere(shop, base.uid, position=turn) for turn in range(9)]
    intruders += turns
    error = refused_by_door(shop, replace(Sheet.of(answer.theirs), notes="四"), answer.theirs)
    assert error.code is Code.CHANGED_MEANWHILE
    assert len(intruders) == len(turns) - SAVE_TRIES


def refused_by_door(shop: Shop, written: Sheet, base: Reply) -> KefuError:
    with pytest.raises(Conflict) as error:
        shop.keeping.save(written, base).result()
    return error.value


def test_two_programs_on_one_reply_lose_nothing_of_each_other(shop: Shop) -> None:
    base = saved(shop, sheet())
    command = [sys.executable, "-m", "tests.app.saving_program", str(shop.path), base.uid]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    programs = [subprocess.Popen([*command, name, "40"], **pipes) for name in "ab"]
    try:
        for program in programs:
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"
        told = []
        for program in programs:
            assert program.stdin is not None
            program.stdin.write("go\n")
            program.stdin.flush()
        for program in programs:
            output, _ = program.communicate(timeout=60)
            assert program.returncode == 0
            told.append(int(output))
    finally:
        for program in programs:
            program.kill()
            program.wait(timeout=10)
    notes = shop.library.ask(lambda library: library.reply(base.uid)).result().notes
    assert sorted(notes.split()) == ["a"] * 40 + ["b"] * 40
    assert sum(told) > 0, "they never met: the test shows nothing"


def test_a_taken_shortcut_names_its_holder(shop: Shop) -> None:
    holder = saved(shop, sheet(title="发货", shortcut="fh"))
    other = saved(shop, sheet(title="退款", shortcut="tk"))
    for base in (None, other):
        error = refused(shop, sheet(shortcut="FH"), base)
        assert isinstance(error, Conflict)
        assert error.code is Code.SHORTCUT_TAKEN
        assert (error.params["title"], error.params["other"]) == ("发货", holder.uid)
    found = shop.keeping.shortcut_holder
    assert found(" ;Fh", other.uid).result() == Holder(holder.uid, "发货")
    assert found("fh", None).result() == Holder(holder.uid, "发货")
    assert found("fh", holder.uid).result() is None
    assert found("zz", None).result() is None
    assert found("", None).result() is None


def test_a_category_that_is_gone_is_told(shop: Shop) -> None:
    error = refused(shop, sheet(category=Uid("gone")))
    assert isinstance(error, NotFound)
    assert error.code is Code.CATEGORY_MISSING


def image(data: bytes) -> tuple[Attachment, Content]:
    digest = Digest(hashlib.sha256(data).hexdigest())
    return Attachment(digest, "size.png", "image/png", len(data)), Content(digest, data)


def test_an_image_comes_with_its_bytes_and_no_other_does(shop: Shop) -> None:
    (shown, content), (_, unwanted) = image(b"one"), image(b"two")
    base = saved(shop, sheet(attachments=(shown,)), contents=(content, unwanted))
    kept = shop.library.ask(lambda library: library.content(content.digest)).result()
    assert kept == b"one"
    assert shop.library.ask(lambda library: library.content(unwanted.digest)).result() is None
    # From then on the library has them.
    after = saved(shop, replace(Sheet.of(base), title="新"), base)
    assert after.attachments == (shown,)
    saved(shop, sheet(attachments=(shown,)))


def test_an_image_whose_bytes_nobody_has_is_refused_by_name(shop: Shop) -> None:
    shown, _ = image(b"one")
    error = refused(shop, sheet(attachments=(shown,)))
    assert isinstance(error, InvalidInput)
    assert (error.code, error.params["name"]) == (Code.IMAGE_MISSING, "size.png")
