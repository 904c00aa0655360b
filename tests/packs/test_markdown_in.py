"""Pages that this program wrote for print, read back."""

from pathlib import Path

import hypothesis
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import Attachment, Digest, Kind, Millis, Uid
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.packs.reading import read
from kefu_desktop.packs.writing import write
from tests.packs.making import codes
from tests.packs.test_round_trips import rows, there_and_back

NOW = Millis(1_767_225_600_000)


def on_paper(record: Record) -> bytes:
    """Gives what of a record is seen on paper: blank lines look alike, and have no end."""
    return replace(
        record, variants=tuple(map(_seen, record.variants)), notes=_seen(record.notes)
    ).document()


def _seen(text: str) -> str:
    return "\n".join(line if line.strip() else "" for line in text.split("\n")).strip("\n")


@hypothesis.settings(max_examples=60)
@given(told=st.lists(rows, min_size=1, max_size=4, unique_by=on_paper))
@example(
    told=[
        Record(
            uid=Uid("r"), title="# *星* | 竖（新）", variants=("> 引\n# 题\n- 项\\",), tags=("a",)
        ),
        Record(
            uid=Uid("r"), title="备注：", variants=("备注：\n\n**说法 1**", "二"), notes="图片：x"
        ),
        Record(uid=Uid("r"), title="深", variants=("一",), category=tuple("甲乙丙丁戊")),
        Record(uid=Uid("r"), title="浅", variants=("一",), category=("甲",)),
    ]
)
def test_what_is_printed_comes_back(told: list[Record]) -> None:
    back = there_and_back(Pack(uid=Uid("team"), name="x", records=tuple(told)), ".md")
    assert back.format == "markdown"
    assert sorted(record.document() for record in back.records) == sorted(map(on_paper, told))


def test_shortcuts_and_kinds_come_back_and_images_are_named(tmp_path: Path) -> None:
    shown = Attachment(Digest("0" * 64), "尺码.png", "image/png", 1)
    record = Record(
        uid=Uid("r"), title="尺码", variants=("看图",), kind=Kind.AWAY, shortcut="cm",
        attachments=(shown,),
    )  # fmt: skip
    path = tmp_path / "a.md"
    write(path, Pack(uid=Uid("p"), name="团队", version="1.2", records=(record,)), NOW)
    back = read(path)
    assert (back.name, back.records[0].shortcut, back.records[0].kind) == ("团队", "cm", Kind.AWAY)
    assert codes(back) == [(7, Code.RECORD_PICTURE_LEFT)]


def test_a_page_that_was_corrected_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    record = Record(uid=Uid("r"), title="发货", variants=("今天发",), category=("售前",))
    write(path, Pack(uid=Uid("p"), name="团队", records=(record,)), NOW)
    page = path.read_text(encoding="utf-8").replace("今天发", "明天发").replace("\n", "\r\n")
    path.write_bytes(f"{page}\r\n### 退货\r\n\r\n> 可退\r\n> 请寄回\r\n".encode())
    assert [(one.title, one.variants, one.category) for one in read(path).records] == [
        ("发货", ("明天发",), ("售前",)),
        ("退货", ("可退\n请寄回",), ("售前",)),
    ]


@pytest.mark.parametrize(
    "text", ["# 话术\n\n## 售前\n\n亲，您好\n", "# 话术\n\n2026-11-22\n\n亲，您好\n"]
)
def test_other_pages_are_no_pages_of_ours(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    assert read(path).format == "dialogue"
