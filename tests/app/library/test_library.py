"""The running program's library: one door, and news of what others did to it."""

import pytest

from kefu_desktop.app.events import LibraryChanged, LibraryReplaced, UseRecorded, WentWrong
from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet, Deed
from kefu_desktop.core.errors import Code, KefuError, NotFound
from kefu_desktop.core.model import Millis, Uid, Use
from kefu_desktop.store.backups import Occasion
from kefu_desktop.store.library import Library
from tests.app.library.branch import NOON, Branch, reply


def news(branch: Branch) -> LibraryChanged:
    (event,) = branch.heard
    assert isinstance(event, LibraryChanged)
    return event


def test_a_change_is_told_as_it_is_in_the_library(branch: Branch) -> None:
    branch.add(reply("fh"))
    event = news(branch)
    assert event.deed is Deed.ADD_REPLY
    assert [one.uid for one in event.touched.replies] == ["fh"]
    assert branch.texts() == {"fh": "今天发货"}


def test_what_is_no_change_is_not_told(branch: Branch) -> None:
    branch.add(reply("fh"))
    branch.heard.clear()

    def nothing(library: Library) -> ChangeSet:
        return editing.set_favourite(library.replies([Uid("fh")]), False)

    assert branch.library.change(nothing).result() is None
    assert branch.heard == []


def test_undo_and_redo_are_told_and_survive_a_restart(branch: Branch, colleague: Branch) -> None:
    branch.add(reply("fh"))
    branch.close()
    colleague.library.undo().result()
    assert news(colleague).touched.removed == ("fh",)
    colleague.heard.clear()
    colleague.library.redo().result()
    assert [one.uid for one in news(colleague).touched.replies] == ["fh"]
    with pytest.raises(NotFound) as redone:
        colleague.library.redo().result()
    assert redone.value.code is Code.NOTHING_TO_REDO


def test_another_process_is_followed(branch: Branch, colleague: Branch) -> None:
    branch.add(reply("fh"), reply("tk"))
    colleague.library.start().result()
    assert colleague.library.look_outside().result() is False
    branch.change("fh", title="发货时间")
    branch.library.change(lambda library: _removed(library, "tk")).result()
    assert colleague.library.look_outside().result() is True
    event = news(colleague)
    assert event.deed is None
    assert [one.title for one in event.touched.replies] == ["发货时间"]
    assert event.touched.removed == ("tk",)
    assert colleague.library.look_outside().result() is False, "told once"


def _removed(library: Library, uid: str) -> ChangeSet:
    before = library.reply(Uid(uid))
    (trashed,) = editing.trash([before], NOON).changes
    (purged,) = editing.purge([trashed.after]).changes  # type: ignore[list-item]
    return ChangeSet(Deed.PURGE, (trashed, purged), undoable=False)


def test_categories_and_use_of_another_process_are_followed(
    branch: Branch, colleague: Branch
) -> None:
    branch.add(reply("fh"))
    colleague.library.start().result()
    branch.library.change(
        lambda library: editing.add_category(["售前"], library.categories(), branch.new_uid)
    ).result()
    branch.library.record_use(Uid("fh"), "今天发货", client="", mode="copied").result()
    colleague.library.look_outside().result()
    touched = news(colleague).touched
    assert [category.name for category in touched.categories] == ["售前"]
    assert touched.uses == {"fh": Use(1, NOON)}


def test_what_others_did_is_told_before_ones_own_change(branch: Branch, colleague: Branch) -> None:
    branch.add(reply("fh"))
    colleague.library.start().result()
    branch.change("fh", title="发货时间")
    colleague.add(reply("tk"))
    changed = [event for event in colleague.heard if isinstance(event, LibraryChanged)]
    assert [event.touched.replies[0].uid for event in changed] == ["fh", "tk"]
    assert colleague.library.look_outside().result() is False


def test_what_comes_in_between_looking_and_committing_is_told_too(
    branch: Branch, colleague: Branch
) -> None:
    branch.library.start().result()

    def make(_: Library) -> ChangeSet:
        colleague.add(reply("fh"))
        return editing.add_reply(reply("tk"), NOON)

    branch.library.change(make).result()
    told = [event.touched.replies for event in branch.heard if isinstance(event, LibraryChanged)]
    assert {one.uid for replies in told for one in replies} == {"fh", "tk"}


def test_what_changes_nothing_that_is_shown_is_no_news(branch: Branch, colleague: Branch) -> None:
    colleague.add(reply("fh"))
    colleague.library.record_use(Uid("fh"), "今天发货", client="", mode="copied").result()
    branch.library.start().result()
    colleague.library.forget_log_before(Millis(NOON + 1)).result()
    assert branch.library.look_outside().result() is False
    assert branch.heard == []


def test_beyond_following_everything_is_read_anew(branch: Branch, colleague: Branch) -> None:
    colleague.library.start().result()
    branch.add(*(reply(f"r{number}") for number in range(2_500)))
    colleague.library.look_outside().result()
    assert colleague.heard == [LibraryReplaced()]
    colleague.change("r7", title="七")
    assert isinstance(colleague.heard[-1], LibraryChanged)


def test_use_is_counted_and_told(branch: Branch) -> None:
    branch.add(reply("fh"))
    told: list[UseRecorded] = []
    branch.events.subscribe(UseRecorded, told.append)
    for _ in range(2):
        branch.library.record_use(Uid("fh"), "今天发货", client="wx", mode="pasted").result()
    assert [event.use.count for event in told] == [1, 2]
    with pytest.raises(NotFound):
        branch.library.record_use(Uid("tk"), "x", client="", mode="pasted").result()


def test_a_restore_by_another_process_is_noticed(branch: Branch, colleague: Branch) -> None:
    branch.add(reply("fh"))
    backup = branch.upkeep.back_up(Occasion.BY_HAND)
    assert backup is not None
    branch.add(reply("tk"))
    colleague.library.start().result()
    branch.upkeep.restore(backup.path, branch.library)
    assert colleague.library.look_outside().result() is True
    assert colleague.heard == [LibraryReplaced()]
    assert colleague.library.ask(lambda library: library.counts().replies).result() == 1
    colleague.add(reply("wl"))
    assert set(branch.texts()) == {"fh", "wl"}


def test_another_file_in_its_place_is_taken_up(branch: Branch, colleague: Branch) -> None:
    branch.add(reply("fh"))
    colleague.library.start().result()
    branch.close()
    branch.place.library.rename(branch.folder / "old.db")
    branch.add(reply("tk"))
    colleague.add(reply("wl"))
    assert colleague.heard[0] == LibraryReplaced()
    assert set(branch.texts()) == {"tk", "wl"}, "nothing went into the file that was moved away"


def test_a_file_that_was_taken_away_is_said_once_and_nothing_is_written(branch: Branch) -> None:
    branch.add(reply("fh"))
    branch.heard.clear()
    away = branch.place.library.rename(branch.folder / "away.db")
    for _ in range(3):
        assert branch.library.look_outside().result() is False
    (wrong,) = branch.heard
    assert isinstance(wrong, WentWrong)
    assert wrong.error.code is Code.LIBRARY_UNREADABLE
    with pytest.raises(KefuError):
        branch.add(reply("tk"))
    away.rename(branch.place.library)
    branch.heard.clear()
    branch.add(reply("wl"))
    assert set(branch.texts()) == {"fh", "wl"}
    assert LibraryReplaced() in branch.heard
