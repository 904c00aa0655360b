"""QuickText's library, as it lies in its folder and as it is exported."""

import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.core.placeholders import Means, Slot, parse
from kefu_desktop.packs.reading import read
from tests.packs.making import codes, sha, texts


def png(width: int = 2, height: int = 2) -> bytes:
    """Gives a real image without a library for it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        whole = name + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(min(height, 8))))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def snippet(name: str, body: str, **fields: Any) -> dict[str, Any]:
    said = {"id": sha(name.encode())[:32], "name": name, "abbr": "", "body": body}
    usual = {"useVariables": True, "outputMode": "", "updatedAt": "2026-01-02T03:04:05+08:00"}
    return {**said, **usual, **fields}


def members(
    snippets: Mapping[str, Any], images: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    listed = [{"name": name, "file": f"{name}.json", "color": "#3DC2A0"} for name in snippets]
    index = {"schemaVersion": 1, "categories": listed}
    files = {"index.json": json.dumps(index, ensure_ascii=False).encode()}
    for name, one in snippets.items():
        files[f"{name}.json"] = json.dumps(one, ensure_ascii=False).encode()
    return files | {f"images/{name}": data for name, data in (images or {}).items()}


def as_zip(path: Path, files: Mapping[str, bytes], top: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(top + name, data)
    return path


def as_folder(path: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


LIBRARY = {
    "售后": [snippet("退货", "亲，七天无理由", abbr="th"), snippet("地址", "杭州", abbr="dz")],
    "售前": [snippet("发货", "今天发 {单号} {快递|中通|圆通} {赠品:小礼物}", abbr=";fh")],
}


def a_library(path: Path) -> Path:
    """Writes a zip as QuickText exports it, and gives its path."""
    shown = {**LIBRARY, "图": [snippet("二维码", "", imagePath="images/a.png")]}
    return as_zip(path, members(shown, {"a.png": png()}))


@pytest.mark.parametrize("how", ["zip", "zip with a folder in it", "folder"])
def test_categories_in_the_order_of_the_index(tmp_path: Path, how: str) -> None:
    files = members(LIBRARY)
    if how == "folder":
        path = as_folder(tmp_path / "QuickText", files)
    else:
        path = as_zip(tmp_path / "backup.zip", files, "QuickText/" if "folder" in how else "")
    pack = read(path)
    assert [(record.category, record.title, record.shortcut) for record in pack.records] == [
        (("售后",), "退货", "th"),
        (("售后",), "地址", "dz"),
        (("售前",), "发货", "fh"),
    ]
    assert pack.records[2].variants == ("今天发 {单号} {快递|中通|圆通} {赠品:小礼物}",)
    assert pack.records[0].uid == LIBRARY["售后"][0]["id"]
    assert pack.identified
    assert pack.findings == ()
    assert (
        pack.records[1].where.source.removeprefix("QuickText/"),
        pack.records[1].where.line,
    ) == (
        "售后.json",
        2,
    )
    assert read(path) == pack


def body(tmp_path: Path, text: str, **fields: Any) -> tuple[str, list[tuple[int, Code]]]:
    shelf = [snippet("主", text, **fields), snippet("落款", "此致\n{姓名}"), *NESTED]
    pack = read(as_zip(tmp_path / "a.zip", members({"一": shelf})))
    return pack.records[0].variants[0], [found for found in codes(pack) if found[0] == 1]


NESTED = [
    snippet("圈", "一{片段:圈二}"),
    snippet("圈二", "二{片段:圈}"),
    snippet("代码", "if (x) {姓名}", useVariables=False),
]
LEFT = [(1, Code.RECORD_PLACEHOLDER_LEFT)]


@pytest.mark.parametrize(
    ("theirs", "ours", "found"),
    [
        ("{日期}", "{日期=yyyy-MM-dd}", []),
        ("{日期+7=yyyy年M月d日}", "{日期+7=yyyy年M月d日}", []),
        ("{日期=dddd}", "{日期=EEEE}", []),
        ("{日期时间}", "{日期=yyyy-MM-dd HH:mm}", []),
        ("{时间}", "{时间}", []),
        ("{时间=HH点mm分 tt}", "{日期=HH点mm分 a}", []),
        ("{date-1}", "{日期-1=yyyy-MM-dd}", []),
        ("{光标}好", "{光标}好", []),
        ("{剪贴板}", "{剪贴板}", [(1, Code.RECORD_READS_CLIPBOARD)]),
        ("{片段:落款}", "此致\n{姓名}", []),
        ("{片段:代码}", "if (x) {{姓名}}", []),
        ("{片段:没有}", "{{片段:没有}}", LEFT),
        ("{片段:圈}", "一二{{片段:圈}}", LEFT),
        ("{uuid}", "{{uuid}}", LEFT),
        ("{随机数}", "{{随机数}}", LEFT),
        ("{日期=fff}", "{{日期=fff}}", LEFT),
        ("{日期+9999}", "{{日期+9999}}", LEFT),
    ],
)
def test_variables(tmp_path: Path, theirs: str, ours: str, found: list[Any]) -> None:
    text, told = body(tmp_path, theirs)
    assert (parse(text), told) == (parse(ours), found)


def test_braces_are_text_where_variables_are_switched_off(tmp_path: Path) -> None:
    text, told = body(tmp_path, "{姓名} {日期}", useVariables=False)
    assert parse(text) == ("{姓名} {日期}",)
    assert told == []


def test_a_name_that_means_something_here_is_still_asked_for(tmp_path: Path) -> None:
    [slot] = parse(body(tmp_path, "{分段}")[0])
    assert isinstance(slot, Slot)
    assert slot.means is Means.ASKED


def test_texts_that_take_in_each_other_ten_times_over_end(tmp_path: Path) -> None:
    shelf = [snippet(f"{n}", f"{{片段:{n + 1}}}" * 10 + "x" * 50) for n in range(30)]
    pack = read(as_zip(tmp_path / "a.zip", members({"一": shelf})))
    assert len(pack.records) + sum(f.code is Code.TEXT_TOO_LONG for f in pack.findings) == 30


def test_images_are_attached_and_others_told(tmp_path: Path) -> None:
    shelf = [
        snippet("二维码", "", imagePath="images/a.png"),
        snippet("配文", "请扫码", imagePath="images\\a.png"),
        snippet("假的", "字", imagePath="images/b.png"),
        snippet("没有", "字", imagePath="images/c.png"),
        snippet("外面", "字", imagePath="../../etc/passwd"),
        snippet("太大", "字", imagePath="images/huge.png"),
    ]
    images = {"a.png": png(), "b.png": b"no image", "huge.png": png(60_000, 60_000)}
    pack = read(as_zip(tmp_path / "a.zip", members({"图": shelf}, images)))
    assert [record.variants[0] for record in pack.records[:2]] == ["{图片}", "请扫码"]
    [shown] = pack.records[0].attachments
    assert (shown.digest, shown.media_type, shown.size) == (sha(png()), "image/png", len(png()))
    assert pack.records[1].attachments == (shown,) or pack.records[1].attachments[0].digest
    assert pack.media is not None
    assert pack.media[shown.digest] == png()
    assert codes(pack) == [(line, Code.RECORD_PICTURE_LEFT) for line in (3, 4, 5, 6)]


def test_what_cannot_be_a_shortcut_goes_into_the_notes(tmp_path: Path) -> None:
    shelf = [snippet("一", "好", abbr="two words"), snippet("二", "好的", abbr="a/b")]
    pack = read(as_zip(tmp_path / "a.zip", members({"一": shelf})))
    assert [(record.shortcut, record.notes) for record in pack.records] == [
        ("", "two words"),
        ("", "a/b"),
    ]
    assert codes(pack) == [(1, Code.RECORD_WORDS_DROPPED), (2, Code.RECORD_WORDS_DROPPED)]


def test_a_damaged_file_costs_its_snippets_alone(tmp_path: Path) -> None:
    files = members(LIBRARY) | {"售前.json": b'[{"name": ', "trash.json": b"[]", "readme.txt": b"x"}
    pack = read(as_folder(tmp_path / "QuickText", files))
    assert list(texts(pack)) == ["退货", "地址"]
    assert [(one.where.source, one.code) for one in pack.findings] == [
        ("售前.json", Code.FILE_DAMAGED),
        ("readme.txt", Code.MEMBER_LEFT),
        ("trash.json", Code.MEMBER_LEFT),
    ]


def test_an_index_that_is_damaged_costs_the_order(tmp_path: Path) -> None:
    pack = read(as_folder(tmp_path / "QuickText", members(LIBRARY) | {"index.json": b"{"}))
    assert sorted(record.title for record in pack.records) == ["发货", "地址", "退货"]
    assert [one.code for one in pack.findings] == [Code.FILE_DAMAGED]


def test_a_file_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    path = as_folder(tmp_path / "QuickText", members(LIBRARY))
    (path / "售前.json").rename(tmp_path / "outside.json")
    (path / "售前.json").symlink_to(tmp_path / "outside.json")
    pack = read(path)
    assert list(texts(pack)) == ["退货", "地址"]
    assert [one.code for one in pack.findings] == [Code.FILE_MEMBER_OUTSIDE]


@pytest.mark.parametrize("value", [None, 3, [], {}, True, "\ud800", "a\0b", 1e400])
def test_wrong_types_in_any_field(tmp_path: Path, value: Any) -> None:
    fields = ("id", "name", "abbr", "body", "useVariables", "imagePath")
    shelf: list[Any] = [snippet("好", "好的"), value]
    shelf += [{**snippet(f"n{n}", f"文{n}"), field: value} for n, field in enumerate(fields)]
    files = members({"一": []}) | {"一.json": json.dumps(shelf).encode()}
    pack = read(as_zip(tmp_path / "a.zip", files))
    assert "好的" in texts(pack).values()
    assert len(pack.records) >= 4
