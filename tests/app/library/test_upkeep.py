"""Backups, restoring, and what is offered for a damaged library."""

from pathlib import Path

import pytest

from kefu_desktop.app.damage import LibraryDamaged
from kefu_desktop.core.errors import Code, MachineFault, NotFound
from kefu_desktop.core.model import Uid
from kefu_desktop.core.settings import BackupSettings
from kefu_desktop.store.backups import Occasion
from tests.app.library.branch import DAY, Branch, reply

DAILY = BackupSettings()


def test_a_day_has_one_backup_and_a_new_day_another(branch: Branch) -> None:
    branch.add(reply("fh"))
    for hours in (0, 1, 23):
        branch.clock.millis += hours * 3_600_000 // 3
        branch.upkeep.daily(DAILY, branch.library)
    assert len(branch.upkeep.backups()) == 1
    branch.clock.millis += DAY
    branch.upkeep.daily(DAILY, branch.library)
    assert [one.occasion for one in branch.upkeep.backups()] == [Occasion.DAILY] * 2


def test_who_wants_no_daily_backup_has_none(branch: Branch) -> None:
    branch.add(reply("fh"))
    branch.upkeep.daily(BackupSettings(daily=False), branch.library)
    assert branch.upkeep.backups() == ()


def test_backups_are_thinned_over_the_years(branch: Branch) -> None:
    branch.add(reply("fh"))
    for _ in range(40):
        branch.clock.millis += DAY
        branch.upkeep.daily(DAILY, branch.library)
    kept = branch.upkeep.backups()
    assert 14 <= len(kept) < 30
    assert kept[0].at == branch.clock.millis


def test_the_trash_is_emptied_after_thirty_days(branch: Branch) -> None:
    branch.add(reply("fh"), reply("tk"), reply("wl"))
    branch.trash("fh", at=branch.clock.millis)
    branch.clock.millis += 29 * DAY
    branch.trash("tk", at=branch.clock.millis)
    branch.upkeep.daily(DAILY, branch.library)
    assert branch.library.ask(lambda library: library.counts().trashed).result() == 2
    branch.clock.millis += 2 * DAY
    branch.upkeep.daily(DAILY, branch.library)
    left = branch.library.ask(lambda library: [one.uid for one in library.all_replies()]).result()
    assert left == ["tk", "wl"]


def test_single_deliveries_are_forgotten_after_a_year_and_more(branch: Branch) -> None:
    branch.add(reply("fh"))
    branch.library.record_use(Uid("fh"), "今天发货", client="qq", mode="copied").result()
    for days, known in ((400, 1), (1, 0)):
        branch.clock.millis += days * DAY
        branch.upkeep.daily(DAILY, branch.library)
        held = branch.library.ask(lambda library: library.deliveries(9)).result()
        assert len(held) == known
    uses = branch.library.ask(lambda library: library.uses()).result()
    assert uses[Uid("fh")].count == 1


def test_restoring_keeps_what_was_there_before(branch: Branch) -> None:
    branch.add(reply("fh"))
    file, holdings = branch.upkeep.back_up_now()
    assert holdings.replies == 1
    branch.change("fh", variants=reply(text="明天发货").variants)
    returned = branch.upkeep.restore(file, branch.library)
    assert (returned.source, returned.holdings.replies) == (file, 1)
    assert branch.texts() == {"fh": "今天发货"}
    branch.upkeep.restore(returned.replaced, branch.library)
    assert branch.texts() == {"fh": "明天发货"}
    branch.library.undo().result()
    assert branch.texts() == {"fh": "今天发货"}, "undo came back with it"


def test_without_a_file_the_newest_good_backup_is_restored(branch: Branch) -> None:
    branch.add(reply("fh"))
    branch.upkeep.back_up_now()
    branch.clock.millis += 1000
    branch.add(reply("tk"))
    worse, _ = branch.upkeep.back_up_now()
    worse.write_bytes(worse.read_bytes()[:5000])
    returned = branch.upkeep.restore(None, branch.library)
    assert returned.source != worse
    assert set(branch.texts()) == {"fh"}


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 not a library", b"SQLite format 3\0"])
def test_a_bad_backup_leaves_the_library_as_it_is(
    branch: Branch, tmp_path: Path, content: bytes | None
) -> None:
    branch.add(reply("fh"))
    bad = tmp_path / "bad.db"
    if content is not None:
        bad.write_bytes(content)
    with pytest.raises(MachineFault) as refused:
        branch.upkeep.restore(bad, branch.library)
    assert refused.value.code in {
        Code.BACKUP_MISSING,
        Code.BACKUP_DAMAGED,
        Code.LIBRARY_FOREIGN,
    }
    branch.add(reply("tk"))
    assert set(branch.texts()) == {"fh", "tk"}


def test_with_no_backup_at_all_nothing_is_restored(branch: Branch) -> None:
    branch.add(reply("fh"))
    with pytest.raises(MachineFault) as refused:
        branch.upkeep.restore(None, branch.library)
    assert refused.value.code is Code.BACKUP_MISSING


def test_a_damaged_library_is_refused_with_what_could_be_restored(branch: Branch) -> None:
    branch.add(reply("fh"))
    file, _ = branch.upkeep.back_up_now()
    damaged = branch.wreck()
    with pytest.raises(LibraryDamaged) as refused:
        branch.library.start().result()
    assert refused.value.offer is not None
    assert (refused.value.offer.file, refused.value.offer.replies) == (file, 1)
    assert branch.place.library.read_bytes() == damaged, "not overwritten"
    returned = branch.upkeep.restore(None, branch.library)
    assert branch.texts() == {"fh": "今天发货"}
    assert returned.replaced is not None
    assert returned.replaced.read_bytes() == damaged, "put aside"


def test_a_bad_backup_of_a_damaged_library_is_the_one_that_is_blamed(branch: Branch) -> None:
    branch.add(reply("fh"))
    file, _ = branch.upkeep.back_up_now()
    damaged = branch.wreck()
    file.write_bytes(file.read_bytes()[:6000])
    with pytest.raises(MachineFault) as refused:
        branch.upkeep.restore(file, branch.library)
    assert refused.value.code is Code.BACKUP_DAMAGED
    assert branch.place.library.read_bytes() == damaged


def test_a_damaged_library_without_backup_can_be_put_aside(branch: Branch) -> None:
    branch.add(reply("fh"))
    damaged = branch.wreck()
    with pytest.raises(LibraryDamaged) as refused:
        branch.library.start().result()
    assert refused.value.offer is None
    aside = branch.upkeep.put_aside(branch.library)
    assert aside.read_bytes() == damaged
    branch.add(reply("tk"))
    assert set(branch.texts()) == {"tk"}


def test_where_there_is_no_library_none_is_made_by_looking(branch: Branch) -> None:
    for look in (branch.upkeep.check, branch.upkeep.back_up_now):
        with pytest.raises(NotFound) as refused:
            look()
        assert refused.value.code is Code.FILE_MISSING
    assert branch.upkeep.back_up(Occasion.IMPORT) is None
    assert branch.upkeep.offer() is None
    assert not branch.place.library.exists()


def test_a_sound_library_checks_out(branch: Branch) -> None:
    branch.add(reply("fh"))
    checked = branch.upkeep.check()
    assert (checked.replies, checked.flaws) == (1, ())
    assert branch.library.ask(lambda library: library.reply(Uid("fh")).uid).result() == "fh"
