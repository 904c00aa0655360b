"""Drafts: what was written and not saved is there again, whatever happened."""

import hashlib
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.app.drafting import Drafting
from kefu_desktop.app.events import Events, WentWrong
from kefu_desktop.app.jobs import InlineLane
from kefu_desktop.core.changes import Content
from kefu_desktop.core.errors import Code, MachineFault
from kefu_desktop.core.model import (
    Attachment,
    Digest,
    Kind,
    Millis,
    Origin,
    Reply,
    Uid,
    Variant,
)
from kefu_desktop.core.sheets import KeptDraft, Sheet
from kefu_desktop.store.unsaved import Unsaved
from tests.app.drafting_program import draft_of
from tests.app.shop import StillClock
from tests.core.test_sheets import ANY_SHEET, ANY_TEXT

ROOT = Path(__file__).parents[2]


@dataclass
class Desk:
    """Where drafts are kept. Opened anew, it is the next start of the program."""

    folder: Path
    clock: StillClock = field(default_factory=StillClock)
    told: list[Code] = field(default_factory=list)

    def __post_init__(self) -> None:
        events = Events()
        events.subscribe(WentWrong, lambda event: self.told.append(event.error.code))
        self.drafting = Drafting(InlineLane(), Unsaved(self.folder), events, self.clock)

    def keep(self, *drafts: KeptDraft) -> None:
        for draft in drafts:
            self.clock.millis += 1000
            self.drafting.keep(draft).result()

    def found(self) -> tuple[KeptDraft, ...]:
        """What the next start finds."""
        return Desk(self.folder, self.clock, self.told).drafting.all().result()

    def files(self, pattern: str = "*") -> list[Path]:
        return sorted(self.folder.glob(pattern))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "drafts")


def image(data: bytes) -> tuple[Attachment, Content]:
    digest = Digest(hashlib.sha256(data).hexdigest())
    return Attachment(digest, "尺码.png", "image/png", len(data)), Content(digest, data)


def draft(key: str = "new-1", **fields: object) -> KeptDraft:
    sheet = replace(Sheet(title="发货", texts=("今天发",)), **fields)  # type: ignore[arg-type]
    return KeptDraft(key=key, base=None, sheet=sheet)


BASE = Reply(
    uid=Uid("fh"),
    title="发货",
    variants=(Variant("今天发"), Variant("明天发")),
    kind=Kind.AWAY,
    category=Uid("c"),
    tags=("考拉",),
    attachments=(Attachment(Digest("b" * 64), "a.png", "image/png", 3),),
    origin=Origin(Uid("p"), Uid("r"), "1", Digest("c" * 64)),
    created=Millis(5),
    changed=Millis(6),
    trashed=Millis(7),
)


def test_what_was_kept_is_there_at_the_next_start_with_its_images(desk: Desk) -> None:
    shown, content = image(b"\x89PNG")
    written = replace(draft(attachments=(shown,)), contents=(content,))
    edited = KeptDraft(key="fh", base=BASE, sheet=replace(Sheet.of(BASE), notes="新"))
    desk.keep(written, edited)
    assert desk.found() == (
        replace(edited, at=Millis(desk.clock.millis)),
        replace(written, at=Millis(desk.clock.millis - 1000)),
    )
    assert desk.told == []


@settings(max_examples=60)
@given(
    st.lists(st.tuples(ANY_TEXT, ANY_SHEET), unique_by=lambda pair: pair[0], max_size=3),
    st.sampled_from([None, BASE]),
    st.lists(st.binary(max_size=20), unique=True, max_size=3),
)
def test_any_draft_comes_back_as_it_was(
    written: list[tuple[str, Sheet]], base: Reply | None, images: list[bytes]
) -> None:
    contents = tuple(image(data)[1] for data in images)
    kept = [KeptDraft(key=k, base=base, sheet=s, contents=contents) for k, s in written]
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.keep(*kept)
        found = {one.key: replace(one, at=Millis(0)) for one in desk.found()}
        assert found == {one.key: one for one in kept}
        assert desk.told == []


def test_keys_that_a_file_system_takes_for_one_name_are_two(desk: Desk) -> None:
    keys = ["a", "A", "..", "con", "a.json", "x" * 64, "\ud800", "\ud801"]
    desk.keep(*(draft(key) for key in keys))
    assert sorted(one.key for one in desk.found()) == sorted(keys)


def test_the_newest_of_a_key_counts_and_one_dropped_is_gone(desk: Desk) -> None:
    desk.keep(draft(title="一"), draft(title="二"), draft("new-2", title="三"))
    assert [one.sheet.title for one in desk.found()] == ["三", "二"]
    desk.drafting.drop("new-2").result()
    desk.drafting.drop("new-2").result()
    assert [one.sheet.title for one in desk.found()] == ["二"]


def test_nothing_kept_is_nothing_found_and_makes_no_folder(desk: Desk) -> None:
    assert desk.found() == ()
    desk.drafting.drop("new-1").result()
    assert not desk.folder.exists()
    assert desk.told == []


def test_images_that_no_draft_shows_any_more_are_cleared_away(desk: Desk) -> None:
    (one, first), (two, second) = image(b"one"), image(b"two")
    both = replace(draft(attachments=(one, two)), contents=(first, second))
    desk.keep(both, replace(draft(attachments=(two,)), contents=(second,)))
    assert len(desk.files("*.image")) == 2
    assert [content.data for content in desk.found()[0].contents] == [b"two"]
    assert len(desk.files("*.image")) == 1
    desk.drafting.drop("new-1").result()
    desk.found()
    assert desk.files() == []


def test_an_image_is_written_once(desk: Desk) -> None:
    shown, content = image(b"one")
    kept = replace(draft(attachments=(shown,)), contents=(content,))
    desk.keep(kept)
    (before,) = [file.stat() for file in desk.files("*.image")]
    desk.keep(replace(kept, sheet=replace(kept.sheet, title="新")))
    (after,) = [file.stat() for file in desk.files("*.image")]
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "zeros": lambda data: bytes(len(data)),
    "cut": lambda data: data[: len(data) // 2],
    "not UTF-8": lambda data: data.replace("发".encode(), b"\xff\xfe"),
    "another format": lambda data: data.replace(b'"format": 1', b'"format": 2'),
    "a list": lambda data: b"[1, 2]",
    "nested": lambda data: b"[" * 100_000,
    "no sheet": lambda data: data.replace(b'"sheet"', b'"sheets"'),
    "numbers for texts": lambda data: data.replace('"今天发"'.encode(), b"7"),
    "a number for a title": lambda data: data.replace('"title": "发货"'.encode(), b'"title": 7'),
    "an unknown kind": lambda data: data.replace(b'"kind": "reply"', b'"kind": "x"'),
    "a place for a digest": lambda data: data.replace(b"[]", b'["../../x"]'),
    "a base that is no reply": lambda data: data.replace(b'"base": null', b'"base": {"uid": 1}'),
    "an empty base": lambda data: data.replace(b'"base": null', b'"base": {}'),
    "a moment that is none": lambda data: data.replace(b'"at": ', b'"at": 0.'),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_draft_is_put_aside_and_told_and_the_others_are_there(
    desk: Desk, damage: str
) -> None:
    desk.keep(draft("new-1"))
    (file,) = desk.files()
    damaged = DAMAGE[damage](file.read_bytes())
    assert damaged != file.read_bytes()
    desk.keep(draft("new-2"))
    file.write_bytes(damaged)
    assert [one.key for one in desk.found()] == ["new-2"]
    assert desk.told == [Code.DRAFT_DAMAGED]
    (aside,) = desk.files("*.aside-*")
    assert aside.read_bytes() == damaged
    # From then on it is out of the way, and the key can be used again.
    desk.keep(draft("new-1"))
    assert len(desk.found()) == 2
    assert desk.told == [Code.DRAFT_DAMAGED]


def test_no_flipped_byte_brings_it_down(desk: Desk) -> None:
    shown, content = image(b"one")
    sheet = replace(Sheet.of(BASE), attachments=(shown,))
    kept = KeptDraft(key="fh", base=BASE, sheet=sheet, contents=(content,))
    desk.keep(kept)
    (file,) = desk.files("*.json")
    whole, dice = file.read_bytes(), random.Random(3)
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << dice.randrange(8)
        file.write_bytes(flipped)
        found = desk.found()
        assert len(found) + len(desk.files("*.json")) >= 1, "neither read nor put aside"
        for left in desk.files("*.aside-*"):
            left.unlink()
    assert set(desk.told) == {Code.DRAFT_DAMAGED}


def test_a_damaged_image_is_put_aside_and_its_text_is_there(desk: Desk) -> None:
    shown, content = image(b"one")
    kept = replace(draft(attachments=(shown,)), contents=(content,))
    desk.keep(kept)
    (file,) = desk.files("*.image")
    file.write_bytes(b"onf")
    (found,) = desk.found()
    assert (found.sheet, found.contents) == (kept.sheet, ())
    assert desk.told == [Code.DRAFT_DAMAGED]
    desk.keep(kept)
    assert desk.found()[0].contents == (content,)


def test_an_image_cut_short_by_a_full_disk_is_written_again(desk: Desk) -> None:
    shown, content = image(b"one")
    kept = replace(draft(attachments=(shown,)), contents=(content,))
    desk.keep(kept)
    desk.files("*.image")[0].write_bytes(b"o")
    desk.keep(kept)
    assert desk.found()[0].contents == (content,)
    assert desk.told == []


def test_a_damaged_draft_keeps_its_images(desk: Desk) -> None:
    shown, content = image(b"one")
    desk.keep(replace(draft(attachments=(shown,)), contents=(content,)))
    desk.files("*.json")[0].write_bytes(b"{")
    for _ in range(2):
        assert desk.found() == ()
    assert len(desk.files("*.image")) == 1


def test_a_disk_that_refuses_is_told_of_once_until_it_takes_again(desk: Desk) -> None:
    desk.folder.write_text("in the way")
    for _ in range(3):
        with pytest.raises(MachineFault) as fault:
            desk.drafting.keep(draft()).result()
        assert fault.value.code is Code.DRAFT_UNKEPT
    assert desk.told == [Code.DRAFT_UNKEPT]
    desk.folder.unlink()
    desk.keep(draft())
    assert len(desk.found()) == 1
    desk.files("*.json")[0].unlink()
    desk.folder.rmdir()
    desk.folder.write_text("in the way again")
    with pytest.raises(MachineFault):
        desk.drafting.keep(draft()).result()
    assert desk.told == [Code.DRAFT_UNKEPT] * 2


def test_a_folder_that_cannot_be_read_is_told(desk: Desk) -> None:
    desk.folder.write_text("in the way")
    with pytest.raises(MachineFault) as fault:
        desk.drafting.all().result()
    assert fault.value.code is Code.FILE_UNREADABLE
    assert desk.told == [Code.FILE_UNREADABLE]


def test_a_file_that_cannot_be_read_is_told_and_stays_where_it_is(desk: Desk) -> None:
    shown, content = image(b"one")
    desk.keep(draft("new-1"), replace(draft("new-2", attachments=(shown,)), contents=(content,)))
    (desk.folder / "0.json").mkdir()
    desk.drafting.drop("new-2").result()
    assert [one.key for one in desk.found()] == ["new-1"]
    assert desk.told == [Code.FILE_UNREADABLE]
    assert len(desk.files("*.image")) == 1, "the one that was not read may show it"


def test_drafts_of_other_libraries_and_strangers_files_are_let_be(desk: Desk) -> None:
    desk.keep(draft())
    other = Desk(desk.folder / "team-0123456789ab")
    other.keep(draft("theirs"))
    (desk.folder / "notes.txt").write_text("mine")
    assert [one.key for one in desk.found()] == ["new-1"]
    assert [one.key for one in other.found()] == ["theirs"]
    assert (desk.folder / "notes.txt").exists()


@pytest.mark.parametrize("answered", [1, 4, 5, 13])
def test_what_was_kept_survives_a_kill(desk: Desk, answered: int) -> None:
    command = [sys.executable, "-m", "tests.app.drafting_program", str(desk.folder)]
    writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(answered)]
        writer.kill()
        # What had been answered and not yet read counts too; a last line may be torn.
        lines += writer.stdout.read().splitlines(keepends=True)
    finally:
        writer.kill()
        writer.wait(timeout=30)
        assert writer.stdout is not None
        writer.stdout.close()
    told = max(int(line) for line in lines if line.endswith("\n"))
    (found,) = desk.found()
    letters = int(found.sheet.title)
    assert letters in (told, told + 1), "the last may have been kept and not been told"
    assert replace(found, at=Millis(0)) == draft_of(letters)
    assert desk.told == []
    assert desk.files(".*") == [], "what was left half-way is cleared up"


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no such rights")
def test_nobody_else_may_read_a_draft(desk: Desk) -> None:
    desk.keep(draft())
    assert desk.folder.stat().st_mode & 0o077 == 0
    assert desk.files()[0].stat().st_mode & 0o077 == 0
