"""What goes out comes back: all of it by our own format, its words by tables."""

import csv
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.core.cleaning import UNWANTED, clean_text
from kefu_desktop.core.errors import Code, InvalidInput, MachineFault
from kefu_desktop.core.model import Attachment, Digest, Kind, Millis, Tag, Uid
from kefu_desktop.core.records import Pack, Record, Where
from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.packs.cells import defused, join_tags, split_tags, undefused
from kefu_desktop.packs.reading import read
from kefu_desktop.packs.writing import write
from tests.packs.making import sha, texts

NOW = Millis(1_767_225_600_000)

clean = st.text(st.characters(exclude_categories=["Cs"])).filter(
    lambda text: not UNWANTED.search(text)
)
said = clean.filter(lambda text: bool(text.strip()))
lines = said.filter(lambda text: "\n" not in text).map(lambda text: text[:200])
names = st.text(st.characters(categories=["L", "N", "So"]), min_size=1, max_size=20)
words = names | st.sampled_from(["老虎,急", "VIP、新"])
pictures = st.sampled_from([b"one", b"two"]).map(
    lambda data: Attachment(Digest(sha(data)), f"{data.decode()}.png", "image/png", len(data))
)


def unique(values: st.SearchStrategy[str], **sizes: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, unique_by=str.casefold, **sizes).map(tuple)


records = st.builds(
    Record,
    uid=st.uuids().map(lambda uid: Uid(uid.hex)),
    title=lines,
    variants=unique(said, min_size=1, max_size=3),
    kind=st.sampled_from(Kind),
    category=st.lists(names, max_size=3).map(tuple),
    shortcut=st.just(""),
    tags=unique(words, max_size=3),
    asked_as=unique(said, max_size=2),
    notes=clean,
    attachments=st.lists(pictures, max_size=2, unique=True).map(tuple),
)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    told = draw(st.lists(records, max_size=4, unique_by=lambda record: record.uid))
    codes = draw(st.lists(names, min_size=len(told), max_size=len(told), unique_by=str.casefold))
    with_codes = (
        replace(record, shortcut=code) if draw(st.booleans()) else record
        for record, code in zip(told, codes, strict=True)
    )
    held = tuple(with_codes)
    media = {a.digest: a.name[:3].encode() for r in held for a in r.attachments}
    return Pack(
        uid=Uid("team"),
        name="团队",
        version=draw(st.sampled_from(["", "1.2"])),
        author="店长",
        changes=draw(st.just("") | said.map(lambda text: clean_text(text).text.strip())),
        language="zh_CN",
        part=draw(st.booleans()),
        records=held,
        tags=draw(st.sampled_from([(), (Tag("老虎", "人群"),)])),
        categories=tuple(draw(st.lists(st.lists(names, max_size=2).map(tuple), max_size=2))),
        media=media or None,
    )


def there_and_back(pack: Pack, ending: str) -> Pack:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"pack{ending}" if ending else Path(folder)
        write(path, pack, NOW)
        back = read(path)
        return replace(back, media=dict(back.media) if back.media is not None else None)


BLANKS = Record(
    uid=Uid("r"),
    title=" 两  个 ",
    variants=("一\u2028二\x85三　\n",),
    category=("甲  乙",),
    notes="\u2029",
)


@pytest.mark.parametrize("ending", [".kefupack", ""], ids=["zip", "folder"])
@hypothesis.settings(max_examples=60)
@given(pack=packs())
@example(pack=Pack(uid=Uid("team"), name="团队", records=(BLANKS,)))
def test_our_own_format_is_the_identity(ending: str, pack: Pack) -> None:
    back = there_and_back(pack, ending)
    told = tuple(
        replace(record, where=Where("replies.ndjson", line))
        for line, record in enumerate(pack.records, start=1)
    )
    told_pack = replace(pack, records=told, findings=back.findings, format=back.format)
    assert back == told_pack
    assert {finding.code for finding in back.findings} <= {Code.RECORD_READS_CLIPBOARD}


# What a table cannot tell apart: blanks around words, and line ends by their kind.
plain = st.text(
    st.characters(categories=["L", "N", "P", "S"]) | st.sampled_from(" \n'"), min_size=1
).filter(lambda text: bool(text.strip()))
rows = st.builds(
    Record,
    uid=st.just(Uid("r")),
    title=plain.map(lambda text: " ".join(text.split())[:200]),
    variants=unique(plain, min_size=1, max_size=3),
    kind=st.sampled_from(Kind),
    category=st.lists(names, max_size=3).map(tuple),
    tags=unique(words, max_size=3),
    asked_as=unique(
        plain.map(lambda text: " ".join(text.split("\n")).strip()).filter(bool), max_size=2
    ),
    notes=plain | st.just(""),
)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@hypothesis.settings(max_examples=60)
@given(told=st.lists(rows, min_size=1, max_size=3, unique_by=lambda record: record.document()))
@example(told=[Record(uid=Uid("r"), title="=1+1", variants=("'=cmd|' /C calc'!A0", "-1", "@SUM"))])
@example(told=[Record(uid=Uid("r"), title="x", variants=("_x0041_", "#N/A", "00123", "1e5"))])
@example(
    told=[Record(uid=Uid("r"), title="x", variants=('"', "a,b", "a\nb"), tags=("#".join("x"),))]
)
def test_tables_keep_the_words(ending: str, told: list[Record]) -> None:
    back = there_and_back(Pack(uid=Uid("team"), name="x", records=tuple(told)), ending)
    assert [record.document() for record in back.records] == [one.document() for one in told]


@given(clean)
@example("=1+1")
@example("''=1")
@example(" =1+1")
@example("\t=1")
@example("'\u3000＝1")
def test_defusing_can_be_undone_and_defuses(text: str) -> None:
    cell = defused(text)
    assert undefused(cell) == text
    assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)


@given(unique(words))
def test_tags_of_a_cell(tags: tuple[str, ...]) -> None:
    assert tuple(split_tags(join_tags(tags))) == tags


class TestTables:
    """What a spreadsheet program sees."""

    pack = Pack(
        uid=Uid("team"),
        name="x",
        records=(
            Record(
                uid=Uid("a"), title="=HYPERLINK(1)", variants=("+86", "二"), category=("上", "下")
            ),
            Record(uid=Uid("b"), title="乙", variants=("第一行\n第二行",), shortcut="001"),
        ),
    )

    def test_csv(self, tmp_path: Path) -> None:
        write(tmp_path / "a.csv", self.pack, NOW)
        data = (tmp_path / "a.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        told = list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)))
        head = ["分组", "标题", "快捷编码", "内容", "说法2", "标签", "类别", "买家问法", "备注"]
        assert told[0] == head
        assert told[1] == ["上/下", "'=HYPERLINK(1)", "", "'+86", "二", "", "快捷回复", "", ""]
        assert told[2][3] == "第一行\n第二行"

    def test_xlsx(self, tmp_path: Path) -> None:
        write(tmp_path / "a.xlsx", self.pack, NOW)
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        assert sheet["B2"].value == "=HYPERLINK(1)"
        assert sheet["B2"].quotePrefix
        assert sheet["C3"].value == "001"
        assert sheet["D3"].alignment.wrap_text


class TestWriting:
    """A file appears whole or not at all."""

    record = Record(uid=Uid("a"), title="x", variants=("y",))
    pack = Pack(uid=Uid("team"), name="x", records=(record,))

    @pytest.mark.parametrize("ending", [".kefupack", ".csv", ".xlsx"])
    def test_the_same_pack_gives_the_same_words(self, tmp_path: Path, ending: str) -> None:
        write(tmp_path / f"a{ending}", self.pack, NOW)
        assert texts(read(tmp_path / f"a{ending}")) == {"x": "y"}
        assert [path.name for path in tmp_path.iterdir()] == [f"a{ending}"]

    def test_our_own_format_gives_the_same_bytes(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            write(tmp_path / f"{name}.kefupack", self.pack, NOW)
        assert (tmp_path / "a.kefupack").read_bytes() == (tmp_path / "b.kefupack").read_bytes()

    @pytest.mark.parametrize("ending", [".kefupack", ".csv", ".xlsx"])
    def test_given_up_half_way_leaves_what_was_there(self, tmp_path: Path, ending: str) -> None:
        path = tmp_path / f"a{ending}"
        path.write_text("before")
        with pytest.raises(Cancelled):
            write(path, self.pack, NOW, Watch(cancelled=lambda: True))
        assert path.read_text() == "before"
        assert list(tmp_path.iterdir()) == [path]

    def test_a_place_that_cannot_be_written(self, tmp_path: Path) -> None:
        with pytest.raises(MachineFault) as caught:
            write(tmp_path / "nowhere" / "a.csv", self.pack, NOW)
        assert caught.value.code is Code.FILE_UNWRITABLE

    @pytest.mark.parametrize("name", ["a.docx", "a", "a.kefupack.bak"])
    def test_an_ending_that_no_format_has(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            write(tmp_path / name, self.pack, NOW)
        assert caught.value.code is Code.FILE_NOT_WRITTEN_SO

    def test_a_folder_of_something_else_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "holiday.jpg").write_bytes(b"x")
        with pytest.raises(InvalidInput) as caught:
            write(tmp_path, self.pack, NOW)
        assert caught.value.code is Code.FILE_EXISTS
        assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]

    def test_a_text_that_no_cell_can_hold(self, tmp_path: Path) -> None:
        long = replace(self.record, variants=("😊" * 20_000,))
        with pytest.raises(InvalidInput) as caught:
            write(tmp_path / "a.xlsx", replace(self.pack, records=(long,)), NOW)
        assert caught.value.code is Code.TEXT_TOO_LONG
        assert list(tmp_path.iterdir()) == []

    def test_an_image_that_is_not_there(self, tmp_path: Path) -> None:
        shown = Attachment(Digest("0" * 64), "a.png", "image/png", 1)
        record = replace(self.record, attachments=(shown,))
        with pytest.raises(InvalidInput) as caught:
            write(tmp_path / "a.kefupack", replace(self.pack, records=(record,)), NOW)
        assert caught.value.code is Code.FILE_DIGEST


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    watch = Watch(progress=lambda done, total: told.append((done, total)))
    write(tmp_path / "a.kefupack", TestWriting.pack, NOW, watch)
    assert told == [(1, 1)]
    told.clear()
    read(tmp_path / "a.kefupack", watch)
    assert told
    assert told[-1][0] == told[-1][1]
