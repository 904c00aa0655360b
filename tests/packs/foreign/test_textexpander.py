"""Groups of TextExpander: property lists of both kinds, macros, programs, and hostile ones."""

import plistlib
import struct
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.packs.foreign.textexpander_macros import translate
from kefu_desktop.packs.foreign.translating import Snippets
from kefu_desktop.packs.reading import read
from tests.packs.making import codes, refusal

XML, BINARY = plistlib.FMT_XML, plistlib.FMT_BINARY


def snippet(abbreviation: str = ";fh", text: str = "今天发", **fields: Any) -> dict[str, Any]:
    uuid = f"U-{abbreviation.strip(';')}"
    told = {"abbreviation": abbreviation, "plainText": text, "uuidString": uuid, "snippetType": 0}
    return {**told, "label": "", "useCount": 3, **fields}


def textexpander(
    path: Path, *snippets: Any, form: plistlib.PlistFormat = XML, **fields: Any
) -> Path:
    said = {"groupInfo": {"groupName": "售后"}, "snippetsTE2": list(snippets), **fields}
    path.write_bytes(plistlib.dumps(said, fmt=form))
    return path


def a_textexpander(path: Path) -> Path:
    told = [snippet(f";k{n}", f"您好 %Y-%m-%d %filltext:name=名% {n}") for n in range(9)]
    return textexpander(path, *told, snippet(";s", "ls", snippetType=3))


def a_binary_textexpander(path: Path) -> Path:
    told = [snippet(f";k{n}", f"您好 %| {n}") for n in range(9)]
    return textexpander(path, *told, form=BINARY)


def in_ours(text: str, **others: str) -> tuple[str, list[str | int]]:
    """Gives a snippet in our notation, and the placeholders it was told of."""
    reading = partial(translate, scripts={"sh": "shell"})
    composed = Snippets(others, reading).composed(text, "self")
    return composed.text, [next(iter(remark.params.values())) for remark in composed.remarks]


@pytest.mark.parametrize("form", [XML, BINARY])
@pytest.mark.parametrize("name", ["snippetsTE2", "snippetsTE3"])
def test_a_group(tmp_path: Path, form: plistlib.PlistFormat, name: str) -> None:
    info = {"groupName": "售后/退换", "uuidString": "6F0B-1"}
    said = {"groupInfo": info, name: [snippet(label="发货"), snippet(";th", "可退")]}
    path = tmp_path / "x"
    path.write_bytes(plistlib.dumps(said, fmt=form))
    pack = read(path)
    assert (pack.uid, pack.name, pack.format) == ("6F0B-1", "售后/退换", "textexpander")
    assert [(r.uid, r.title, r.shortcut) for r in pack.records] == [
        ("U-fh", "发货", "fh"),
        ("U-th", "可退", "th"),
    ]
    assert {record.category for record in pack.records} == {("售后", "退换")}
    assert pack.findings == ()


def test_all_settings(tmp_path: Path) -> None:
    groups = [
        {"name": "售前", "snippetUUIDs": ["U-b"]},
        {"name": "售后", "snippetsTE2": [snippet(";c", "三")]},
    ]
    said = {"groupsTE2": groups, "snippetsTE2": [snippet(";a", "一"), snippet(";b", "二")]}
    path = tmp_path / "Settings.textexpander"
    path.write_bytes(plistlib.dumps(said))
    told = {record.shortcut: record.category for record in read(path).records}
    assert told == {"a": (), "b": ("售前",), "c": ("售后",)}


def test_programs_are_refused_by_name(tmp_path: Path) -> None:
    told = [
        snippet(";a", "tell app", snippetType=2, label="打开"),
        snippet(";b", "ls", snippetType=3),
        snippet(";c", "1+1", snippetType=4),
        snippet(";d", "%snippet:;b%"),
    ]
    pack = read(textexpander(tmp_path / "x", *told))
    assert [record.variants for record in pack.records] == [("%snippet:;b%",)]
    assert codes(pack) == [
        (1, Code.RECORD_IS_CODE),
        (2, Code.RECORD_IS_CODE),
        (3, Code.RECORD_IS_CODE),
        (4, Code.RECORD_CODE_LEFT),
    ]
    languages = [dict(finding.params)["language"] for finding in pack.findings]
    assert languages == ["AppleScript", "shell", "JavaScript", "shell"]
    assert dict(pack.findings[0].params)["name"] == "打开"


def test_of_formatted_ones_the_plain_text_is_taken(tmp_path: Path) -> None:
    rich = snippet(";a", "您好\ufffc亲", snippetType=1, richText=b"{\\rtf1 x}", label="问好")
    pack = read(textexpander(tmp_path / "x", rich, snippet(";b", "", snippetType=1)))
    assert [record.variants for record in pack.records] == [("您好亲",)]
    found = [(1, Code.RECORD_PLAIN_TEXT), (1, Code.RECORD_PICTURE_LEFT), (2, Code.TEXT_EMPTY)]
    assert codes(pack) == found


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("%Y-%m-%d %H:%M", "{日期=yyyy-MM-dd HH:mm}"),
        ("%1m月%e日，%A", "{日期=M月d日，EEEE}"),
        ("%1I:%M %p", "{日期=h:mm a}"),
        ("%@+3D%m/%d %@-1W%m/%d", "{日期+3=MM/dd} {日期-7=MM/dd}"),
        ("%@+1D%d %@now%d", "{日期+1=dd} {日期=dd}"),
        ("%clipboard%|", "{剪贴板}{光标}"),
        ("50%% 满100%减 5%", "50% 满100%减 5%"),
        ("%fill:名字%", "{名字}"),
        ("%filltext:name=快递:default=中通:width=20%", "{快递:中通}"),
        ("%filltext:name=几点:default=9:30%", "{几点:9:30}"),
        ("%fillarea:name=说明%%fillarea:name=说明%", "{说明}{说明}"),
        ("%filltext%%filltext%", "{填写}{填写·2}"),
        ("%fillpopup:name=选:甲:default=乙:丙%", "{选|乙|甲|丙}"),
        ("%fillpopup:甲:default=乙%", "{填写|乙|甲}"),
        ("[%snippet:a%]", "[一二]"),
        ("{x} ${y}", "{x} ${y}"),
    ],
)
def test_macros(text: str, ours: str) -> None:
    assert in_ours(text, a="一%snippet:b%", b="二") == (ours, [])


def test_a_field_called_as_a_placeholder_of_ours_is_still_asked_for() -> None:
    assert in_ours("%filltext:name=时间:default=9:30%") == ("{填写时间:9:30}", [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("%@+2h%H:%M", ["%@+2h%H:%M"]),
        ("%@+1M%m", ["%@+1M%m"]),
        ("%j", ["%j"]),
        ("%key:enter%", ["%key:enter%"]),
        ("%fillpart:name=x%好%fillpartend%", ["%fillpart:name=x%", "%fillpartend%"]),
        ("%snippet:gone%", ["%snippet:gone%"]),
        ("%snippet:self%", ["%snippet:self%"]),
        ("%snippet:sh%", ["%snippet:sh%"]),
        ("%shell:ls%", ["%shell:ls%"]),
    ],
)
def test_what_has_no_counterpart_stays_and_is_told(text: str, left: list[str]) -> None:
    assert in_ours(text, self=text) == (text, left)


def test_letters_without_a_counterpart_leave_the_others_alone() -> None:
    assert in_ours("%Y-%j") == ("{日期=yyyy}-%j", ["%j"])


def test_an_abbreviation_that_cannot_be_a_shortcut_is_kept(tmp_path: Path) -> None:
    pack = read(textexpander(tmp_path / "x", snippet("a b", "好")))
    assert (pack.records[0].shortcut, pack.records[0].notes) == ("", "a b")
    assert codes(pack) == [(1, Code.RECORD_WORDS_DROPPED)]


def test_wrong_types_are_told(tmp_path: Path) -> None:
    told = ["x", snippet(";a", "一", snippetType="2", label=5, uuidString=[1]), {"plainText": 1.5}]
    pack = read(textexpander(tmp_path / "x", *told, groupsTE2=[{"snippetUUIDs": {"a": 1}}, 3]))
    assert [record.variants for record in pack.records] == [("一",), ("1.5",)]
    assert codes(pack) == [(1, Code.RECORD_INVALID)]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
HEAD = '<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY l0 "ha">{}]>'
BODY = "<plist><dict><key>snippetsTE2</key><array>{}</array></dict></plist>"
SYSTEM = '<!ENTITY l11 SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD.format(LAUGHS) + BODY.format("<string>&l11;</string>"), Code.FILE_DAMAGED),
        (HEAD.format(SYSTEM) + BODY.format("<string>&l11;</string>"), Code.FILE_DAMAGED),
        (BODY.format("<array>" * 5000 + "</array>" * 5000), Code.FILE_TOO_DEEP),
        (BODY.format("<date>today</date>"), Code.FILE_DAMAGED),
        (BODY.format(f"<integer>{'9' * 9000}</integer>"), Code.FILE_DAMAGED),
        (BODY.format("<key>x</key></dict>"), Code.FILE_DAMAGED),
        ("<plist><array><key>snippetsTE2</key></array></plist>", Code.FILE_DAMAGED),
    ],
)
def test_hostile_lists(tmp_path: Path, text: str, code: Code) -> None:
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    assert refusal(path).code is code


def binary(path: Path, objects: list[bytes], offsets: list[int] | None = None) -> Path:
    """Writes a binary list of two-byte references; ``offsets`` say which object is where."""
    data = b"bplist00"
    begins = []
    for one in objects:
        begins.append(len(data))
        data += one
    places = begins if offsets is None else [begins[place] for place in offsets]
    table = b"".join(struct.pack(">I", place) for place in places)
    trailer = struct.pack(">6xBBQQQ", 4, 2, len(places), 0, len(data))
    path.write_bytes(data + table + trailer)
    return path


KEY = b"\x5b" + b"snippetsTE2"


def array(*refs: int) -> bytes:
    return b"\xaf\x12" + struct.pack(">I", len(refs)) + b"".join(struct.pack(">H", r) for r in refs)


def test_a_list_that_lies_in_itself(tmp_path: Path) -> None:
    objects = [b"\xd1" + struct.pack(">HH", 1, 2), KEY, array(2, 2)]
    assert refusal(binary(tmp_path / "x", objects)).code is Code.FILE_TOO_DEEP


def test_many_lists_in_the_same_bytes(tmp_path: Path) -> None:
    many = 3000
    objects = [
        b"\xd1" + struct.pack(">HH", 1, 2),
        KEY,
        array(*range(3, many)),
        array(*[1] * 20_000),
    ]
    path = binary(tmp_path / "x", objects, [0, 1, 2, *[3] * (many - 3)])
    assert refusal(path).code is Code.FILE_BOMB


def test_a_cut_list(tmp_path: Path) -> None:
    for make in (a_textexpander, a_binary_textexpander):
        path = make(tmp_path / "x")
        path.write_bytes(path.read_bytes()[:-30])
        assert refusal(path).code is Code.FILE_DAMAGED
