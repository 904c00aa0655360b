"""Packs on their way into a library: planned aside, carried out as one step."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from kefu_desktop.app.importing import Choices, Importing
from kefu_desktop.core.columns import Layout, Meaning
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.model import Uid
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.resolving import Decision
from kefu_desktop.core.tree import Tree
from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.packs import reading
from kefu_desktop.store.backups import Occasion
from tests.app.library.branch import DAY, Branch, reply
from tests.packs.making import kefupack, lines, sha


def pack(*texts: str, version: str = "1", **by_uid: str) -> Pack:
    said = {f"r{number}": text for number, text in enumerate(texts)} | by_uid
    records = tuple(
        Record(uid=Uid(uid), title=f"题 {uid}", variants=(text,), category=("售前",))
        for uid, text in said.items()
    )
    return Pack(uid=Uid("team"), name="团队", version=version, records=records)


class Desk:
    """Importing into a branch; `packs` is what its files hold."""

    def __init__(self, branch: Branch) -> None:
        self.backups = 0
        self.branch = branch
        self.importing = Importing(
            branch.library, branch.reader, reading, self._back_up, branch.clock, branch.new_uid
        )

    def _back_up(self) -> None:
        self.backups += 1
        self.branch.upkeep.back_up(Occasion.IMPORT)

    def titles(self) -> list[str]:
        with self.branch.reader() as reader:  # type: ignore[union-attr]
            return sorted(one.title for one in reader.all_replies() if one.trashed is None)


@pytest.fixture
def desk(branch: Branch) -> Desk:
    return Desk(branch)


def test_planning_changes_nothing_not_even_where_there_is_no_library(desk: Desk) -> None:
    prepared = desk.importing.prepare(pack("您好", "再见"))
    assert desk.importing.preview(prepared, Choices()).report.new == 2
    assert not desk.branch.folder.exists()


def test_a_pack_comes_in_as_one_step(desk: Desk) -> None:
    imported = desk.importing.bring_in(pack("您好", "再见"))
    assert (imported.report.new, imported.revision) == (2, 1)
    assert desk.titles() == ["题 r0", "题 r1"]
    desk.branch.library.undo().result()
    assert desk.titles() == []
    assert desk.branch.library.ask(lambda library: library.categories()).result() == {}


def test_the_same_pack_again_changes_nothing(desk: Desk) -> None:
    desk.importing.bring_in(pack("您好"))
    again = desk.importing.bring_in(pack("您好"))
    assert (again.report.same, again.revision) == (1, None)
    assert desk.backups == 0, "neither an empty library nor an unchanged one needs a backup"


def test_a_library_that_changes_is_backed_up_before(desk: Desk) -> None:
    desk.branch.add(reply("mine"))
    desk.importing.bring_in(pack("您好"))
    assert desk.backups == 1
    (backup,) = desk.branch.upkeep.backups()
    desk.branch.upkeep.restore(backup.path, desk.branch.library)
    assert desk.titles() == ["mine"]


def test_without_its_backup_no_import_happens(desk: Desk) -> None:
    desk.branch.add(reply("mine"))
    (desk.branch.folder / "backups").write_text("in the way")
    with pytest.raises(KefuError):
        desk.importing.bring_in(pack("您好"))
    assert desk.titles() == ["mine"]


def test_only_what_i_left_alone_is_updated(desk: Desk) -> None:
    desk.importing.bring_in(pack(a="您好", b="再见"))
    uids = {text: uid for uid, text in desk.branch.texts().items()}
    desk.branch.change(uids["再见"], variants=reply(text="回头见").variants)
    imported = desk.importing.bring_in(pack(a="您好呀", b="再见", version="2"))
    assert (imported.report.updated, imported.report.same) == (1, 1)
    assert set(desk.branch.texts().values()) == {"您好呀", "回头见"}


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (None, {"我的"}),
        (Decision.MINE, {"我的"}),
        (Decision.THEIRS, {"他们的"}),
        (Decision.BOTH, {"我的", "他们的"}),
    ],
)
def test_a_conflict_goes_as_decided(
    desk: Desk, decision: Decision | None, expected: set[str]
) -> None:
    desk.importing.bring_in(pack(a="原来的"))
    (uid,) = desk.branch.texts()
    desk.branch.change(uid, variants=reply(text="我的").variants)
    theirs = pack(a="他们的", version="2")
    imported = desk.importing.bring_in(theirs, Choices(default=decision))
    assert imported.report.conflicts == 1
    assert set(desk.branch.texts().values()) == expected
    again = desk.importing.bring_in(theirs, Choices(default=decision))
    assert again.report.conflicts == (0 if decision else 1), "asked again only if not decided"


def test_a_library_that_moved_on_is_planned_for_anew(desk: Desk, colleague: Branch) -> None:
    desk.importing.bring_in(pack(a="原来的"))
    (uid,) = desk.branch.texts()
    prepared = desk.importing.prepare(pack(a="新的", version="2"))
    assert desk.importing.preview(prepared, Choices()).report.updated == 1
    colleague.change(uid, variants=reply(text="同事刚改的").variants)
    imported = desk.importing.carry_out(prepared, Choices())
    assert (imported.report.updated, imported.report.conflicts) == (0, 1)
    assert desk.branch.texts() == {uid: "同事刚改的"}


def test_what_the_trash_has_let_go_does_not_come_back(desk: Desk) -> None:
    desk.importing.bring_in(pack(a="您好", b="再见"))
    gone = next(uid for uid, text in desk.branch.texts().items() if text == "再见")
    desk.branch.trash(gone)
    desk.branch.clock.millis += 31 * DAY
    desk.branch.library.purge_trash(desk.branch.upkeep._now()).result()
    imported = desk.importing.bring_in(pack(a="您好", b="再见"))
    assert (imported.report.new, imported.report.same) == (0, 2)
    assert set(desk.branch.texts().values()) == {"您好"}


def test_giving_up_leaves_everything_as_it_was(desk: Desk) -> None:
    desk.branch.add(reply("mine"))
    many = pack(*(f"第 {number} 句" for number in range(1_200)))
    seen: list[int] = []

    def progress(done: int, _total: int) -> None:
        seen.append(done)

    with pytest.raises(Cancelled):
        desk.importing.bring_in(many, watch=Watch(progress, lambda: len(seen) >= 2))
    assert len(seen) == 2
    assert desk.titles() == ["mine"]
    assert desk.backups == 0


def test_a_pack_that_was_imported_is_remembered(desk: Desk) -> None:
    desk.importing.bring_in(pack("您好", version="7"))
    (seen,) = desk.branch.library.ask(lambda library: library.packs()).result()
    assert (seen.uid, seen.name, seen.version) == ("team", "团队", "7")
    assert seen.imported == desk.branch.clock.now()


def test_a_file_that_is_refused_is_refused(branch: Branch, tmp_path: Path) -> None:
    importing = Desk(branch).importing
    with pytest.raises(KefuError) as refused:
        importing.read(tmp_path / "none.csv")
    assert refused.value.code is Code.FILE_MISSING


def test_a_table_can_be_shown_and_laid_out_first(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n1,今天就发\n2,可以退\n", encoding="utf-8")
    [table] = desk.importing.sample(path)
    assert [cells for _, cells in table.rows] == [("甲", "乙"), ("1", "今天就发"), ("2", "可以退")]
    told = {"": Layout((Meaning.OTHER, Meaning.TEXT), header=1)}
    desk.importing.bring_in(desk.importing.read(path, layouts=told))
    assert desk.titles() == ["今天就发", "可以退"]


def test_what_the_pack_said_last_time_can_be_shown(desk: Desk) -> None:
    desk.importing.bring_in(pack("您好"))
    with desk.branch.reader() as reader:  # type: ignore[union-attr]
        [reply] = reader.all_replies()
    base = desk.importing.base_of(reply)
    assert base is not None
    assert (base.title, base.variants, base.category) == ("题 r0", ("您好",), ("售前",))
    assert desk.importing.base_of(replace(reply, origin=None)) is None


def test_categories_of_the_pack_come_where_they_are_told(desk: Desk) -> None:
    prepared = desk.importing.prepare(pack("您好"))
    desk.importing.carry_out(prepared, Choices(places={("售前",): ("我的", "招呼")}))
    with desk.branch.reader() as reader:  # type: ignore[union-attr]
        [reply] = reader.all_replies()
        assert Tree(reader.categories()).path(reply.category) == ("我的", "招呼")


def test_an_older_version_is_told_before_it_comes_in(desk: Desk) -> None:
    desk.importing.bring_in(pack("您好", version="1.9"))
    desk.importing.bring_in(pack("您好呀", version="1.10"))
    prepared = desk.importing.prepare(pack("您好", version="1.9"))
    (told,) = desk.importing.preview(prepared, Choices()).report.remarks
    assert (told.code, dict(told.params)) == (Code.PACK_OLDER, {"version": "1.9", "here": "1.10"})
    for version in ("1.10", "1.11", "双十一"):
        again = desk.importing.prepare(pack("您好", version=version))
        assert desk.importing.preview(again, Choices()).report.remarks == ()


def test_a_file_with_its_version_in_the_name_is_a_version(desk: Desk, tmp_path: Path) -> None:
    for name, text in (("话术v1.csv", "今天发"), ("话术 v2（2026-11-20）.csv", "明天发")):
        table = tmp_path / name
        table.write_text(f"标题,快捷编码,内容\n发货,fh,{text}\n退货,th,可退\n", encoding="utf-8")
        done = desk.importing.bring_in(desk.importing.read(table))
    assert (done.report.updated, done.report.same, done.report.new) == (1, 1, 0)
    assert sorted(desk.branch.texts().values()) == ["可退", "明天发"]


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"PK\x03\x04cut")])
def test_a_file_that_goes_or_changes_before_its_images_are_read_changes_nothing(
    desk: Desk, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(20)
    shown = {"digest": sha(picture), "name": "a.png", "media_type": "image/png", "size": 28}
    said = lines({"uid": "a", "title": "图", "variants": ["看图"], "attachments": [shown]})
    file = kefupack(tmp_path / "a.kefupack", said, media={f"media/{sha(picture)}": picture})
    prepared = desk.importing.prepare(desk.importing.read(file))
    harm(file)
    with pytest.raises(KefuError) as refused:
        desk.importing.carry_out(prepared, Choices())
    assert refused.value.code in (Code.FILE_UNREADABLE, Code.FILE_DAMAGED)
    assert not desk.branch.folder.exists() or desk.branch.texts() == {}
