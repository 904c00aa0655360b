"""Files that nobody should have to open: each is refused with a code, and at little cost."""

import io
import os
import stat
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.reading import read
from tests.packs.making import (
    MANIFEST,
    codes,
    kefupack,
    lines,
    refusal,
    reply,
    rezipped,
    texts,
    workbook,
)

TABLE = {"话术": [["标题", "内容"], ["发货", "今天"]]}


class TestArchives:
    """Zips that reach outside, cost too much or lie."""

    @pytest.mark.parametrize(
        "name",
        [
            "../evil",
            "a/../../evil",
            "/etc/passwd",
            "C:\\evil",
            "C:evil",
            "\\\\host\\evil",
            "..\\evil",
        ],
    )
    def test_members_outside(self, tmp_path: Path, name: str) -> None:
        path = kefupack(tmp_path / "a.kefupack", lines(reply()), media={name: b"x"})
        error = refusal(path)
        assert error.code is Code.FILE_MEMBER_OUTSIDE
        assert list(tmp_path.iterdir()) == [path]

    def test_links(self, tmp_path: Path) -> None:
        path = kefupack(tmp_path / "a.kefupack", lines(reply()))
        link = zipfile.ZipInfo("media/x")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(link, "/etc/passwd")
        assert refusal(path).code is Code.FILE_MEMBER_OUTSIDE

    @pytest.mark.parametrize("name", ["replies.ndjson", "xl/worksheets/sheet1.xml", "anything"])
    def test_bombs(self, tmp_path: Path, name: str) -> None:
        make = workbook if name.startswith("xl/") else kefupack
        path = tmp_path / "a"
        make(path, TABLE if name.startswith("xl/") else lines(reply()))  # type: ignore[operator]
        with zipfile.ZipFile(path) as archive:
            kept = {n: archive.read(n) for n in archive.namelist() if n != name}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, data in kept.items():
                archive.writestr(member, data)
            archive.writestr(name, bytes(20 << 20))
        assert refused_cheaply(path).code is Code.FILE_BOMB

    def test_too_many_members(self, tmp_path: Path) -> None:
        media = {f"media/{n}": b"" for n in range(20_001)}
        path = kefupack(tmp_path / "a.kefupack", lines(reply()), media=media)
        assert refusal(path).code is Code.FILE_TOO_MANY_MEMBERS

    def test_a_name_twice(self, tmp_path: Path) -> None:
        path = kefupack(tmp_path / "a.kefupack", lines(reply()))
        with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("replies.ndjson", lines(reply("别的")))
        assert refusal(path).code is Code.FILE_DAMAGED

    def test_a_size_that_is_a_lie(self, tmp_path: Path) -> None:
        path = kefupack(tmp_path / "a.kefupack", lines(*(reply(str(n)) for n in range(500))))
        data = bytearray(path.read_bytes())
        with zipfile.ZipFile(path) as archive:
            true = archive.getinfo("replies.ndjson").file_size
        for place in places(data, struct.pack("<L", true)):
            data[place : place + 4] = struct.pack("<L", 100)
        path.write_bytes(data)
        assert refusal(path).code is Code.FILE_DAMAGED

    def test_encrypted(self, tmp_path: Path) -> None:
        path = kefupack(tmp_path / "a.kefupack", lines(reply()))
        data = bytearray(path.read_bytes())
        for place in places(data, b"PK\x01\x02"):
            data[place + 8] |= 1
        path.write_bytes(data)
        assert refusal(path).code is Code.FILE_DAMAGED

    def test_a_zip_of_something_else(self, tmp_path: Path) -> None:
        path = tmp_path / "photos.kefupack"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.jpg", b"x")
        assert refusal(path).code is Code.FILE_UNKNOWN

    def test_an_empty_zip(self, tmp_path: Path) -> None:
        zipfile.ZipFile(tmp_path / "a.zip", "w").close()
        assert refusal(tmp_path / "a.zip").code is Code.FILE_EMPTY


ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{ENTITIES}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>'


class TestWorkbooks:
    """Workbooks whose XML means harm."""

    @pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE], ids=["billion laughs", "external"])
    @pytest.mark.parametrize(
        "member",
        ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"],
    )
    def test_entities(self, tmp_path: Path, member: str, doctype: str) -> None:
        path = with_shared_strings(workbook(tmp_path / "a.xlsx", TABLE))
        with zipfile.ZipFile(path) as archive:
            text = archive.read(member).decode().removeprefix('<?xml version="1.0"?>')
        used = text.replace("<t>", "<t>&l11;").replace("<sheetData>", "<sheetData>&l11;", 1)
        rezipped(path, {member: (doctype + used).encode()})
        assert refused_cheaply(path).code is Code.FILE_DAMAGED

    def test_the_same_workbook_without_them(self, tmp_path: Path) -> None:
        path = with_shared_strings(workbook(tmp_path / "a.xlsx", TABLE))
        assert texts(read(path)) == {"发货": "今天"}

    def test_a_row_at_the_end_of_the_world(self, tmp_path: Path) -> None:
        path = workbook(tmp_path / "a.xlsx", TABLE)
        far = b'<row r="999999999"><c r="A999999999" t="inlineStr"><is><t>x</t></is></c></row>'
        with zipfile.ZipFile(path) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml")
        rezipped(
            path,
            {"xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", far + b"</sheetData>")},
        )
        assert texts(read(path)) == {"发货": "今天"}

    def test_a_sheet_ends_where_nothing_comes_for_long(self, tmp_path: Path) -> None:
        path = workbook(tmp_path / "a.xlsx", TABLE)
        far = (
            b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c>'
            b'<c r="B%d" t="inlineStr"><is><t>y</t></is></c></row>'
        )
        with zipfile.ZipFile(path) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml")
        for row, expected in ((9000, {"发货": "今天", "x": "y"}), (20_000, {"发货": "今天"})):
            strange = sheet.replace(b"</sheetData>", far % (row, row, row) + b"</sheetData>")
            rezipped(path, {"xl/worksheets/sheet1.xml": strange})
            assert texts(read(path)) == expected

    def test_merged_from_end_to_end(self, tmp_path: Path) -> None:
        path = workbook(tmp_path / "a.xlsx", TABLE)
        with zipfile.ZipFile(path) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml")
        merged = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 5000
        strange = sheet.replace(b"</sheetData>", merged + b"</mergeCells>")
        rezipped(path, {"xl/worksheets/sheet1.xml": strange})
        assert texts(read(path)) == {"发货": "今天"}

    def test_too_many_columns(self, tmp_path: Path) -> None:
        wide = {"s": [["标题", "内容", *map(str, range(300))], ["发货", "今天"]]}
        error = refusal(workbook(tmp_path / "a.xlsx", wide))
        assert (error.code, error.params["what"]) == (Code.TOO_MANY, "columns")


class TestText:
    """Text that is no text, or no end of it."""

    def test_a_million_columns(self, tmp_path: Path) -> None:
        error = refused_cheaply(written(tmp_path, b"x," * 1_000_000 + b"x\n"))
        assert error.code in (Code.TOO_MANY, Code.FILE_NO_TEXT_COLUMN)

    def test_blank_columns_to_the_right_are_nothing(self, tmp_path: Path) -> None:
        blank = "," * 16_000
        path = written(tmp_path, f"标题,内容{blank}\n发货,今天{blank}\n".encode())
        assert texts(read(path)) == {"发货": "今天"}

    def test_a_huge_cell_costs_its_row(self, tmp_path: Path) -> None:
        path = written(tmp_path, f"标题,内容\n大,{'x' * 2_000_000}\n小,好\n".encode())
        pack = read(path)
        assert texts(pack) == {"小": "好"}
        assert codes(pack) == [(2, Code.TEXT_TOO_LONG)]

    def test_an_absurd_cell_costs_no_more_than_its_row(self, tmp_path: Path) -> None:
        path = written(tmp_path, f"标题,内容\n大,{'x' * (5 << 20)}\n小,好\n".encode())
        pack = read(path)
        assert texts(pack) == {"小": "好"}
        assert codes(pack) == [(2, Code.TEXT_TOO_LONG)]

    def test_a_short_text_with_much_that_is_not_shown(self, tmp_path: Path) -> None:
        assert texts(read(written(tmp_path, "标题,内容\na\0b,c\0d\n".encode()))) == {"ab": "cd"}

    @pytest.mark.parametrize(
        "data",
        [
            b"[" + b",".join([b'{"name":"a","text":"b"}'] * 800_001) + b"]",
            b"matches:\n" + b"- {replace: b}\n" * 200_001,
            "买家：a\n客服：b\n".encode() * 200_001,
            b"- a `k:b`\n" * 2_000_001,
            b"aa,1=b\n" * 200_001,
        ],
        ids=["json", "yaml", "dialogue", "lines", "phrases"],
    )
    def test_more_records_than_anybody_reads(self, tmp_path: Path, data: bytes) -> None:
        error = refusal(written(tmp_path, data))
        assert (error.code, error.params["limit"]) == (Code.FILE_TOO_MANY_RECORDS, 200_000)

    def test_unwanted_characters_are_taken_out(self, tmp_path: Path) -> None:
        path = written(tmp_path, "标题,内容\n空\x00字,好\x00的\n反,\u202e转\u2066了\n".encode())
        pack = read(path)
        assert texts(pack) == {"空字": "好的", "反": "转了"}
        assert codes(pack) == [(2, Code.RECORD_CLEANED), (3, Code.RECORD_CLEANED)]

    def test_surrogates_of_utf16(self, tmp_path: Path) -> None:
        text = "标题,内容\n发货,今天\ud800好\n".encode("utf-16", "surrogatepass")
        pack = read(written(tmp_path, text))
        assert texts(pack) == {"发货": "今天好"}

    def test_too_many_rows(self, tmp_path: Path) -> None:
        rows = "x,y\n" * 200_021
        error = refusal(written(tmp_path, f"标题,内容\n{rows}".encode()))
        assert (error.code, error.params["limit"]) == (Code.FILE_TOO_MANY_RECORDS, 200_000)


def tar(folder: Path) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        archive.add(folder, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.FILE_EMPTY),
        (b" \r\n\t\n", Code.FILE_EMPTY),
        (b"\xef\xbb\xbf", Code.FILE_EMPTY),
        (b"\xff\xfe", Code.FILE_EMPTY),
        (b"\0" * 5000, Code.FILE_UNKNOWN),
        (bytes(range(256)) * 40, Code.FILE_UNKNOWN),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + bytes(range(256)) * 9, Code.FILE_UNKNOWN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Code.FILE_RESAVE),
        (b"{\\rtf1\\ansi hello, you}", Code.FILE_RESAVE),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", Code.FILE_RESAVE),
        (b'{"combos": [{"name": "a", "snippet": "b"}]}', Code.FILE_UNKNOWN),
        (b'[{"name": "a", "value": "b"}]', Code.FILE_UNKNOWN),
        (b"<?xml version='1.0'?><plist/>", Code.FILE_UNKNOWN),
        (b"<!DOCTYPE html><p>a, b</p>", Code.FILE_UNKNOWN),
        ("只有一行字，没有表".encode(), Code.FILE_NO_TEXT_COLUMN),
        (b"PK\x03\x04", Code.FILE_DAMAGED),
        (b"PK\x03\x04" + b"x" * 5000, Code.FILE_DAMAGED),
        (zlib.compress(b"x" * 9000), Code.FILE_UNKNOWN),
    ],
    ids=lambda value: None if isinstance(value, bytes) else str(value),
)
def test_what_is_no_pack(tmp_path: Path, data: bytes, code: Code) -> None:
    assert refusal(written(tmp_path, data)).code is code


def test_a_wrong_ending_is_no_reason(tmp_path: Path) -> None:
    kefupack(tmp_path / "a.csv", lines(reply()))
    workbook(tmp_path / "b.kefupack", TABLE)
    (tmp_path / "c.xlsx").write_text("标题,内容\n发货,今天\n", encoding="utf-8")
    (tmp_path / "d").write_text("标题,内容\n发货,今天\n", encoding="utf-8")
    assert texts(read(tmp_path / "a.csv")) == {"发货时间": "今天就发。"}
    for name in ("b.kefupack", "c.xlsx", "d"):
        assert texts(read(tmp_path / name)) == {"发货": "今天"}


class TestPlaces:
    """Paths that hold no file."""

    def test_nothing(self, tmp_path: Path) -> None:
        assert refusal(tmp_path / "gone.csv").code is Code.FILE_MISSING
        assert refusal(tmp_path / "a\0b").code in (Code.FILE_MISSING, Code.FILE_UNREADABLE)

    def test_a_folder_of_something_else(self, tmp_path: Path) -> None:
        assert refusal(tmp_path).code is Code.FILE_UNKNOWN

    def test_what_is_no_regular_file(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert refusal(tmp_path / "pipe").code is Code.FILE_UNKNOWN
        assert refusal(Path("/dev/zero")).code is Code.FILE_UNKNOWN

    def test_two_gigabytes_of_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        with path.open("wb") as file:
            file.truncate(2 << 30)
        error = refused_cheaply(path)
        assert (error.code, error.params["size"]) == (Code.FILE_TOO_LARGE, 2 << 30)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("make", ["kefupack", "xlsx"])
def test_cut_off(tmp_path: Path, make: str, keep: float) -> None:
    path = tmp_path / "a"
    if make == "kefupack":
        kefupack(path, lines(*(reply(str(n)) for n in range(500))))
    else:
        workbook(path, {"s": [["标题", "内容"], *([str(n), "x"] for n in range(500))]})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    assert refusal(path).code is Code.FILE_DAMAGED


def test_a_folder_cut_off_at_the_end_of_a_line(tmp_path: Path) -> None:
    manifest = {**MANIFEST, "counts": {"replies": 3}}
    path = kefupack(tmp_path / "a", lines(reply("一"), reply("二")), manifest)
    assert refusal(path).code is Code.FILE_DAMAGED


@pytest.mark.parametrize("make", [kefupack, workbook, None], ids=["kefupack", "xlsx", "csv"])
def test_reading_can_be_given_up(tmp_path: Path, make: Callable[..., Path] | None) -> None:
    path = tmp_path / "a"
    if make is None:
        path.write_text("标题,内容\n发货,今天\n", encoding="utf-8")
    else:
        make(path, lines(reply()) if make is kefupack else TABLE)
    with pytest.raises(Cancelled):
        read(path, Watch(cancelled=lambda: True))


@pytest.mark.parametrize("make", [kefupack, workbook], ids=["kefupack", "xlsx"])
def test_limits_are_the_callers(tmp_path: Path, make: Callable[..., Path]) -> None:
    rows = {"s": [["标题", "内容"], ["一", "1"], ["二", "2"]]}
    path = make(tmp_path / "a", lines(reply("一"), reply("二")) if make is kefupack else rows)
    with pytest.raises(KefuError) as caught:
        read(path, limits=Limits(records=1))
    assert caught.value.code is Code.FILE_TOO_MANY_RECORDS


def with_shared_strings(path: Path) -> Path:
    """Adds the table of strings that Excel writes and openpyxl does not."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<?xml version="1.0"?><sst xmlns="{space}"><si><t>x</t></si></sst>'
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml").decode().replace("</Types>", override)
    return rezipped(
        path, {"[Content_Types].xml": types.encode(), "xl/sharedStrings.xml": strings.encode()}
    )


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    return path


def refused_cheaply(path: Path) -> KefuError:
    """Gives the refusal, for which no more was held in memory than an honest small file takes."""
    tracemalloc.start()
    try:
        error = refusal(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 150e6
    return error


def places(data: bytes | bytearray, wanted: bytes) -> list[int]:
    found = []
    at = data.find(wanted)
    while at >= 0:
        found.append(at)
        at = data.find(wanted, at + 1)
    return found
