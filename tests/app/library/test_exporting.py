"""Replies on their way out, and back again."""

from pathlib import Path

import pytest

from kefu_desktop.app.exporting import About, Choices, Counted, Exporting, gather
from kefu_desktop.app.importing import Importing
from kefu_desktop.app.lookup import Selection
from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet, Content, Deed
from kefu_desktop.core.errors import Code, KefuError, NotFound
from kefu_desktop.core.model import Attachment, Digest, Kind, Origin, Uid
from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.packs import reading
from kefu_desktop.packs.reading import read
from kefu_desktop.packs.writing import write
from kefu_desktop.store.editions import Editions
from kefu_desktop.store.library import Library
from tests.app.library.branch import NOON, Branch, reply
from tests.app.library.test_importing import pack

SHA = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"


@pytest.fixture
def exporting(branch: Branch, tmp_path: Path) -> Exporting:
    editions = Editions(tmp_path / "kept" / "editions.jsonl")
    return Exporting(branch.reader, write, branch.clock, editions, lambda: "店长")


def importing(branch: Branch) -> Importing:
    return Importing(
        branch.library, branch.reader, reading, lambda: None, branch.clock, branch.new_uid
    )


def furnish(branch: Branch, *, with_image: bool) -> None:
    def make(library: Library) -> ChangeSet:
        made = editing.add_category(["售前", "招呼"], {}, branch.new_uid)
        categories = {one.after.name: one.after.uid for one in made.changes}  # type: ignore[union-attr]
        images = (Attachment(Digest(SHA), "图.png", "image/png", 11),) if with_image else ()
        replies = (
            reply("hi", "您好\n{问候}😀", category=categories["招呼"], tags=("老虎",)),
            reply("fh", "=今天发", category=categories["售前"], shortcut="fh", favourite=True),
            reply("away", "马上回来", kind=Kind.AWAY, attachments=images),
            reply("gone", "没人要", trashed=NOON),
        )
        added = [editing.add_reply(one, NOON).changes[0] for one in replies]
        contents = (Content(Digest(SHA), b"hello world"),)
        return ChangeSet(Deed.IMPORT, (*made.changes, *added), contents)

    branch.library.change(make).result()


@pytest.mark.parametrize("suffix", ["kefupack", "csv", "xlsx"])
def test_what_goes_out_comes_back_the_same(
    branch: Branch, exporting: Exporting, tmp_path: Path, suffix: str
) -> None:
    # A table holds no images.
    furnish(branch, with_image=suffix == "kefupack")
    file = tmp_path / f"out.{suffix}"
    assert exporting.export(file, Selection()).replies == 3
    before = branch.texts()
    back = importing(branch).bring_in(read(file))
    assert (back.report.same, back.report.rejected) == (3, ())
    assert branch.texts() == before
    other = Branch(tmp_path / "other")
    assert importing(other).bring_in(read(file)).report.new == 3
    assert sorted(other.texts().values()) == sorted(branch.texts().values())
    other.close()


def test_a_part_holds_only_its_own(branch: Branch) -> None:
    furnish(branch, with_image=True)
    with branch.reader() as reader:  # type: ignore[union-attr]
        whole = gather(reader, Selection(), "全部")
        part = gather(reader, Selection(category="售前/招呼"), "招呼")
        away = gather(reader, Selection(kind=Kind.AWAY), "离开")
        tagged = gather(reader, Selection(tag="#老虎"), "老虎")
    assert [record.uid for record in whole.records] == ["hi", "fh", "away"]
    assert whole.categories == (("售前",), ("售前", "招呼"))
    assert [record.uid for record in part.records] == ["hi"]
    assert part.categories == (("售前", "招呼"),)
    assert part.media == {}
    assert away.media == {SHA: b"hello world"}
    assert [record.uid for record in tagged.records] == ["hi"]


def test_a_part_says_so_and_removes_nothing_where_the_rest_is(
    branch: Branch, exporting: Exporting, tmp_path: Path
) -> None:
    furnish(branch, with_image=False)
    other = Branch(tmp_path / "other")
    for name, selection in (
        ("招呼", Selection(category="售前/招呼")),
        ("离开", Selection(kind=Kind.AWAY)),
    ):
        file = tmp_path / f"{name}.kefupack"
        exporting.export(file, selection)
        report = importing(other).bring_in(read(file)).report
        assert (report.new, report.removed) == (1, 0)
    # The whole of it knows what is gone.
    branch.trash("away")
    exporting.export(tmp_path / "all.kefupack", Selection())
    assert importing(other).bring_in(read(tmp_path / "all.kefupack")).report.removed == 1
    other.close()


def test_a_category_that_is_not_there_is_named(exporting: Exporting, tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refused:
        exporting.export(tmp_path / "x.csv", Selection(category="售后"))
    assert refused.value.code is Code.CATEGORY_MISSING
    assert not (tmp_path / "x.csv").exists()


def test_a_selection_that_leaves_nothing_overwrites_no_file(
    branch: Branch, exporting: Exporting, tmp_path: Path
) -> None:
    branch.add(reply("fh"))
    file = tmp_path / "x.csv"
    exporting.export(file, Selection())
    before = file.read_bytes()
    with pytest.raises(NotFound) as refused:
        exporting.export(file, Selection(tag="没有这个"))
    assert refused.value.code is Code.NOTHING_MEANT
    assert file.read_bytes() == before


def test_an_ending_that_no_format_has_is_refused(
    branch: Branch, exporting: Exporting, tmp_path: Path
) -> None:
    branch.add(reply("fh"))
    with pytest.raises(KefuError) as refused:
        exporting.export(tmp_path / "x.docx", Selection())
    assert refused.value.code is Code.FILE_NOT_WRITTEN_SO


def test_corrections_to_one_pack_go_out_under_its_name(branch: Branch) -> None:
    importing(branch).bring_in(pack(a="您好", version="3"))
    (uid,) = branch.texts()
    branch.change(uid, variants=reply(text="您好呀").variants)
    with branch.reader() as reader:  # type: ignore[union-attr]
        team = gather(reader, Selection(), "文件名")
    assert (team.uid, team.name, team.version) == ("team", "团队", "3")
    assert [(one.uid, one.variants) for one in team.records] == [("a", ("您好呀",))]
    branch.add(reply("mine"))
    with branch.reader() as reader:  # type: ignore[union-attr]
        mixed = gather(reader, Selection(), "文件名")
        assert (mixed.uid, mixed.name) == (reader.uid(), "文件名")


def test_what_came_from_a_table_goes_out_as_the_librarys_own(
    branch: Branch, tmp_path: Path
) -> None:
    table = tmp_path / "话术.csv"
    table.write_text("标题,内容\n发货,今天发\n", encoding="utf-8")
    importing(branch).bring_in(read(table))
    with branch.reader() as reader:  # type: ignore[union-attr]
        own = gather(reader, Selection(), "团队")
        assert (own.uid, own.name) == (reader.uid(), "团队")
    assert [record.uid for record in own.records] == [record.uid for record in read(table).records]


def test_two_packs_may_have_given_the_same_identity(branch: Branch) -> None:
    def origin(pack: str) -> Origin:
        return Origin(Uid(pack), Uid("same"), "1", Digest("0" * 64))

    branch.add(reply("one", origin=origin("a")), reply("two", origin=origin("b")))
    with branch.reader() as reader:  # type: ignore[union-attr]
        records = gather(reader, Selection(), "全部").records
    assert [record.uid for record in records] == ["same", "two"]


def test_an_empty_library_makes_an_empty_pack(exporting: Exporting, tmp_path: Path) -> None:
    assert exporting.export(tmp_path / "x.kefupack", Selection()).replies == 0
    assert read(tmp_path / "x.kefupack").records == ()


class TestWhatAPackSays:
    """Name, version, author and what changed, given or suggested."""

    def test_what_is_given_is_in_the_pack(
        self, branch: Branch, exporting: Exporting, tmp_path: Path
    ) -> None:
        branch.add(reply("fh"))
        about = About(
            name=" 双十一  话术 ", version="2.0", author="小王", changes="加了预售\r\n\n改价\n"
        )
        done = exporting.export(tmp_path / "x.kefupack", Selection(), about)
        back = read(tmp_path / "x.kefupack")
        said = (back.name, back.version, back.author, back.changes)
        assert said == ("双十一 话术", "2.0", "小王", "加了预售\n\n改价")
        assert done.about == About(name=said[0], version=said[1], author=said[2], changes=said[3])

    def test_too_much_is_cut_off_and_comes_back_the_same(
        self, branch: Branch, exporting: Exporting, tmp_path: Path
    ) -> None:
        branch.add(reply("fh"))
        about = About(name="名" * 900, version="1" * 900, author="者" * 900, changes="改 " * 9000)
        done = exporting.export(tmp_path / "x.kefupack", Selection(), about)
        back = read(tmp_path / "x.kefupack")
        assert done.about == About(
            name=back.name, version=back.version, author=back.author, changes=back.changes
        )
        assert len(back.name) == len(back.author) == 200
        assert 1990 < len(back.changes) <= 2000

    def test_without_a_name_it_is_called_as_its_file(
        self, branch: Branch, exporting: Exporting, tmp_path: Path
    ) -> None:
        branch.add(reply("fh"))
        exporting.export(tmp_path / "售后.kefupack", Selection(), About(name="  "))
        exporting.export(tmp_path / "售前.kefupack", Selection())
        assert read(tmp_path / "售后.kefupack").name == "售后"
        told = read(tmp_path / "售前.kefupack")
        assert (told.name, told.version, told.author) == ("售前", "1.0", "店长")

    def test_the_version_counts_up_when_something_else_is_said(
        self, branch: Branch, exporting: Exporting, tmp_path: Path
    ) -> None:
        branch.add(reply("fh"))
        file = tmp_path / "团队.kefupack"

        def version() -> str:
            return exporting.export(file, Selection()).about.version

        assert [version(), version()] == ["1.0", "1.0"]
        branch.change("fh", variants=reply(text="换了说法").variants)
        assert exporting.offer(Selection(), "团队").last == "1.0"
        assert [version(), version()] == ["1.1", "1.1"]
        branch.add(reply("th"))
        exporting.export(file, Selection(), About(name="团队", version="3"))
        assert version() == "3"
        branch.change("fh", variants=reply(text="又换了说法").variants)
        assert version() == "4"
        assert exporting.offer(Selection(), "另一个").about.version == "1.0", "another pack of ours"

    def test_an_imported_pack_keeps_who_it_is(
        self, branch: Branch, exporting: Exporting, tmp_path: Path
    ) -> None:
        importing(branch).bring_in(pack(a="您好", b="再见", version="1.2"))
        same = exporting.offer(Selection(), "文件名")
        assert (same.about.name, same.about.version, same.own) == ("团队", "1.2", False)
        uid = next(uid for uid, text in branch.texts().items() if "您好" in text)
        branch.change(uid, variants=reply(text="您好呀").variants)
        better = exporting.offer(Selection(), "文件名")
        assert (better.about.version, better.last, better.missing) == ("1.3", "1.2", 0)
        part = exporting.offer(Selection(uids=frozenset({Uid(uid)})), "文件名")
        assert (part.replies, part.missing) == (1, 1)
        done = exporting.export(tmp_path / "x.kefupack", Selection())
        assert (done.about.name, done.about.version) == ("团队", "1.3")
        branch.change(uid, variants=reply(text="您好哟").variants)
        assert exporting.offer(Selection(), "文件名").about.version == "1.4"
        exporting.export(tmp_path / "x.kefupack", Selection(), About(name="新团队", version="1.4"))
        renamed = exporting.offer(Selection(), "文件名").about
        assert (renamed.name, renamed.version) == ("新团队", "1.4")
        branch.clock.millis += 1000
        importing(branch).bring_in(pack(a="您好", b="再见", c="新的", version="7"))
        assert exporting.offer(Selection(), "文件名").last == "7", "the lead has gone on meanwhile"

    def test_a_memory_that_cannot_be_kept_or_read_costs_a_suggestion_only(
        self, branch: Branch, tmp_path: Path
    ) -> None:
        branch.add(reply("fh"))
        file = tmp_path / "editions.jsonl"
        file.write_bytes(b'{"pack": 1}\n[]\n\xff\n' + b"[" * 9999 + b"\n")
        exporting = Exporting(branch.reader, write, branch.clock, Editions(file))
        out = tmp_path / "x.kefupack"
        assert exporting.export(out, Selection()).about.version == "1.0"
        assert len(file.read_bytes().splitlines()) == 1
        (tmp_path / "plain").write_bytes(b"")
        blocked = Editions(tmp_path / "plain" / "editions.jsonl")
        exporting = Exporting(branch.reader, write, branch.clock, blocked)
        assert exporting.export(out, Selection()).replies == 1


def test_what_a_format_has_no_place_for_is_told(
    branch: Branch, exporting: Exporting, tmp_path: Path
) -> None:
    furnish(branch, with_image=True)
    (lost,) = exporting.export(tmp_path / "x.csv", Selection()).losses
    assert (lost.code, lost.where.source) == (Code.WRITTEN_PICTURE_LEFT, "away")
    assert exporting.export(tmp_path / "x.kefupack", Selection()).losses == ()


def test_what_can_be_exported_is_counted(branch: Branch, exporting: Exporting) -> None:
    furnish(branch, with_image=False)
    assert exporting.choices() == Choices(
        3, (Counted("售前", 2), Counted("售前/招呼", 1)), (Counted("老虎", 1),)
    )
    for one in exporting.choices().categories:
        assert exporting.offer(Selection(category=one.words), "x").replies == one.replies
    assert Exporting(lambda: None, write, branch.clock, exporting._editions).choices() == Choices()


def test_given_up_half_way_leaves_what_was_there(
    branch: Branch, exporting: Exporting, tmp_path: Path
) -> None:
    branch.add(reply("fh"))
    file = tmp_path / "x.kefupack"
    file.write_bytes(b"before")
    with pytest.raises(Cancelled):
        exporting.export(file, Selection(), watch=Watch(cancelled=lambda: True))
    assert file.read_bytes() == b"before"
    assert exporting.offer(Selection(), "x").last == "", "it was never exported"
