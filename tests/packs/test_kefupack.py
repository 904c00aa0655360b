"""Our own format: what a record may say, what is told about bad ones, and what refuses the file."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import Kind, Tag
from kefu_desktop.core.records import Where
from kefu_desktop.packs.reading import read
from tests.packs.making import MANIFEST, codes, folder, kefupack, lines, refusal, reply, sha, texts

PICTURE = b"\x89PNG not really"
SHOWN = {
    "digest": sha(PICTURE),
    "name": "尺码.png",
    "media_type": "image/png",
    "size": len(PICTURE),
}

FULL: dict[str, Any] = {
    "uid": "r1",
    "kind": "greeting",
    "title": "您好",
    "category": ["售前", "招呼"],
    "shortcut": "nh",
    "tags": ["老虎"],
    "variants": ["在的，亲", "您好呀"],
    "asked_as": ["在吗"],
    "notes": "只在上午用",
    "attachments": [SHOWN],
    "a field of tomorrow": {"deep": [1, 2, 3]},
}


def test_a_full_record(tmp_path: Path) -> None:
    manifest = {
        **MANIFEST,
        "author": "店长",
        "language": "zh_CN",
        "tags": [{"name": "老虎", "group": "人群"}],
        "categories": [["售前"], ["售前", "招呼"]],
        "something": "new",
    }
    replies = lines(FULL)
    media = {f"media/{sha(PICTURE)}": PICTURE}
    pack = read(kefupack(tmp_path / "a.kefupack", replies, manifest, media))
    assert (pack.uid, pack.name, pack.version, pack.author) == ("team", "团队话术", "1.2", "店长")
    assert pack.identified
    assert pack.tags == (Tag("老虎", "人群"),)
    assert pack.categories == (("售前",), ("售前", "招呼"))
    assert pack.findings == ()
    [record] = pack.records
    assert (record.uid, record.kind, record.category) == ("r1", Kind.GREETING, ("售前", "招呼"))
    assert record.variants == ("在的，亲", "您好呀")
    assert record.where == Where("replies.ndjson", 1)
    assert pack.media is not None
    assert dict(pack.media) == {sha(PICTURE): PICTURE}


def test_a_folder_reads_as_the_zip_does(tmp_path: Path) -> None:
    replies = lines(reply(uid="r1"), reply("退货", "可退", uid="r2"))
    zipped = read(kefupack(tmp_path / "a.kefupack", replies))
    unpacked = read(folder(tmp_path / "a", replies))
    assert replace(unpacked, format=zipped.format) == zipped


def test_the_starter_pack_of_this_program_is_clean() -> None:
    pack = read(Path(__file__).parents[2] / "resources" / "packs" / "starter.zh_CN")
    assert len(pack.records) >= 120
    assert pack.findings == ()


def test_a_record_without_a_uid_gets_one_that_stays(tmp_path: Path) -> None:
    first = read(kefupack(tmp_path / "a.kefupack", lines(reply(), reply("退货", "可退"))))
    again = read(kefupack(tmp_path / "b.kefupack", lines(reply("退货", "可以退"), reply())))
    assert [r.uid for r in first.records] == [r.uid for r in reversed(again.records)]
    assert len({r.uid for r in first.records}) == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", Code.RECORD_INVALID),
        ("[]", Code.RECORD_INVALID),
        ("null", Code.RECORD_INVALID),
        ('"text"', Code.RECORD_INVALID),
        (b"\xff\xfe", Code.RECORD_INVALID),
        ("[" * 5000, Code.RECORD_INVALID),
        ({}, Code.TEXT_EMPTY),
        (reply("", "有字"), Code.TITLE_EMPTY),
        (reply("标题", " \n"), Code.TEXT_EMPTY),
        ({"title": "x", "variants": "one"}, Code.RECORD_INVALID),
        ({"title": "x", "variants": [1]}, Code.RECORD_INVALID),
        ({"title": 1, "variants": ["x"]}, Code.RECORD_INVALID),
        (reply(kind="video"), Code.KIND_INVALID),
        (reply(uid="../../etc"), Code.UID_INVALID),
        (reply(uid="x" * 65), Code.UID_INVALID),
        (reply("长" * 201), Code.TITLE_TOO_LONG),
        (reply("长", "x" * 20_001), Code.TEXT_TOO_LONG),
        (reply(notes="x" * 20_001), Code.TEXT_TOO_LONG),
        (reply(variants=[str(n) for n in range(51)]), Code.TOO_MANY),
        (reply(category=["级"] * 9), Code.CATEGORY_TOO_DEEP),
        (reply(category=["a/b"]), Code.CATEGORY_INVALID),
        (reply(attachments=[{"digest": "../../x", "size": 1}]), Code.RECORD_INVALID),
        (reply(attachments=[SHOWN]), Code.FILE_DIGEST),
        (f'{{"title": "x", "variants": ["y"], "n": {"9" * 5000}}}', Code.RECORD_INVALID),
    ],
)
def test_a_bad_record_is_told_with_its_line_and_the_others_come(
    tmp_path: Path, line: Any, code: Code
) -> None:
    pack = read(
        kefupack(tmp_path / "a.kefupack", lines(reply("好的", "好"), "", line, reply("也好", "好")))
    )
    assert list(texts(pack)) == ["好的", "也好"]
    assert codes(pack) == [(3, code)]


def test_what_can_be_taken_without_a_part_is_taken_without_it(tmp_path: Path) -> None:
    told = lines(
        r'{"title":"一","variants":["x\ud800\u0000y"],"shortcut":"a b","tags":["老","两 个"]}',
        reply("二", "亲\u202e您好", shortcut="nh"),
        reply("三", "您复制了{剪贴板}", shortcut="NH"),
        reply("四", "You copied {clipboard}"),
    )
    pack = read(kefupack(tmp_path / "a.kefupack", told))
    assert texts(pack)["一"] == "xy"
    assert texts(pack)["二"] == "亲您好"
    assert [record.shortcut for record in pack.records] == ["", "nh", "", ""]
    assert pack.records[0].tags == ("老",)
    assert codes(pack) == [
        (1, Code.RECORD_SHORTCUT_DROPPED),
        (1, Code.RECORD_TAG_DROPPED),
        (1, Code.RECORD_CLEANED),
        (2, Code.RECORD_CLEANED),
        (3, Code.RECORD_SHORTCUT_DROPPED),
        (3, Code.RECORD_READS_CLIPBOARD),
        (4, Code.RECORD_READS_CLIPBOARD),
    ]


def test_a_uid_twice(tmp_path: Path) -> None:
    pack = read(
        kefupack(tmp_path / "a.kefupack", lines(reply("一", uid="r"), reply("二", uid="r")))
    )
    assert list(texts(pack)) == ["一"]
    assert codes(pack) == [(2, Code.RECORD_REPEATED)]


class TestRefused:
    """The file as a whole cannot be trusted."""

    @pytest.mark.parametrize(
        ("manifest", "code"),
        [
            (b"", Code.FILE_DAMAGED),
            (b"{", Code.FILE_DAMAGED),
            (b"\xff", Code.FILE_DAMAGED),
            (b"[]", Code.FILE_DAMAGED),
            (b"[" * 100_000, Code.FILE_TOO_DEEP),
            ({"uid": "x", "name": "x"}, Code.FILE_DAMAGED),
            ({**MANIFEST, "format": True}, Code.FILE_DAMAGED),
            ({**MANIFEST, "format": 0}, Code.FILE_DAMAGED),
            ({**MANIFEST, "format": "x"}, Code.FILE_DAMAGED),
            ({**MANIFEST, "format": 2}, Code.FILE_TOO_NEW),
            ({**MANIFEST, "format": "2.0"}, Code.FILE_TOO_NEW),
            ({**MANIFEST, "uid": None}, Code.FILE_DAMAGED),
            ({**MANIFEST, "uid": "a b"}, Code.FILE_DAMAGED),
            ({**MANIFEST, "counts": {"replies": 2}}, Code.FILE_DAMAGED),
            ({**MANIFEST, "digests": {"replies.ndjson": "0" * 64}}, Code.FILE_DIGEST),
        ],
    )
    def test_for_its_manifest(self, tmp_path: Path, manifest: Any, code: Code) -> None:
        error = refusal(kefupack(tmp_path / "a.kefupack", lines(reply()), manifest))
        assert error.code is code
        assert str(tmp_path / "a.kefupack") == error.params["path"]

    def test_not_for_a_minor_number(self, tmp_path: Path) -> None:
        pack = read(
            kefupack(tmp_path / "a.kefupack", lines(reply()), {**MANIFEST, "format": "1.7"})
        )
        assert len(pack.records) == 1

    def test_for_a_line_without_an_end(self, tmp_path: Path) -> None:
        endless = b'{"title": "' + b"x" * (9 << 20)
        assert refusal(folder(tmp_path / "a", endless)).code is Code.FILE_TOO_LARGE

    def test_for_missing_replies(self, tmp_path: Path) -> None:
        place = folder(tmp_path / "a", b"")
        (place / "replies.ndjson").unlink()
        assert refusal(place).code is Code.FILE_DAMAGED

    def test_for_a_link_among_its_files(self, tmp_path: Path) -> None:
        place = folder(tmp_path / "a", b"")
        (place / "replies.ndjson").unlink()
        (place / "replies.ndjson").symlink_to("/etc/passwd")
        assert refusal(place).code is Code.FILE_MEMBER_OUTSIDE

    def test_for_images_that_are_not_what_they_say(self, tmp_path: Path) -> None:
        media = {f"media/{SHOWN['digest']}": b"other bytes".ljust(len(PICTURE))}
        pack = read(kefupack(tmp_path / "a.kefupack", lines(FULL), media=media))
        assert codes(pack) == [(1, Code.FILE_DIGEST)]


def test_an_image_is_checked_again_when_it_is_asked_for(tmp_path: Path) -> None:
    media = {f"media/{sha(PICTURE)}": PICTURE}
    path = kefupack(tmp_path / "a.kefupack", lines(FULL), media=media)
    pack = read(path)
    kefupack(path, lines(FULL), media={f"media/{sha(PICTURE)}": b"other bytes".ljust(len(PICTURE))})
    assert pack.media is not None
    with pytest.raises(Exception, match="file-digest"):
        dict(pack.media)
