"""Replies on their way out, and back again."""

from pathlib import Path

import pytest

from kefu_desktop.app.exporting import Exporting, gather
from kefu_desktop.app.importing import Importing
from kefu_desktop.app.lookup import Selection
from kefu_desktop.core import editing
from kefu_desktop.core.changes import ChangeSet, Content, Deed
from kefu_desktop.core.errors import Code, KefuError, NotFound
from kefu_desktop.core.model import Attachment, Digest, Kind, Origin, Uid
from kefu_desktop.packs import reading
from kefu_desktop.packs.reading import read
from kefu_desktop.packs.writing import write
from kefu_desktop.store.library import Library
from tests.app.library.branch import NOON, Branch, reply
from tests.app.library.test_importing import pack

SHA = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"


@pytest.fixture
def exporting(branch: Branch) -> Exporting:
    return Exporting(branch.reader, write, branch.clock)


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
    assert exporting.export(file, Selection()) == 3
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


def test_a_category_that_is_not_there_is_named(exporting: Exporting, tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refused:
        exporting.export(tmp_path / "x.csv", Selection(category="售后"))
    assert refused.value.code is Code.CATEGORY_MISSING
    assert list(tmp_path.iterdir()) == []


def test_an_ending_that_no_format_has_is_refused(
    branch: Branch, exporting: Exporting, tmp_path: Path
) -> None:
    branch.add(reply("fh"))
    with pytest.raises(KefuError) as refused:
        exporting.export(tmp_path / "x.docx", Selection())
    assert refused.value.code is Code.FILE_UNKNOWN


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


def test_two_packs_may_have_given_the_same_identity(branch: Branch) -> None:
    def origin(pack: str) -> Origin:
        return Origin(Uid(pack), Uid("same"), "1", Digest("0" * 64))

    branch.add(reply("one", origin=origin("a")), reply("two", origin=origin("b")))
    with branch.reader() as reader:  # type: ignore[union-attr]
        records = gather(reader, Selection(), "全部").records
    assert [record.uid for record in records] == ["same", "two"]


def test_an_empty_library_makes_an_empty_pack(exporting: Exporting, tmp_path: Path) -> None:
    assert exporting.export(tmp_path / "x.kefupack", Selection()) == 0
    assert read(tmp_path / "x.kefupack").records == ()
