"""Files with some bytes changed: a pack comes out, or one of our errors, and nothing else."""

import plistlib
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kefu_desktop.core.errors import KefuError
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.packs.reading import read
from kefu_desktop.packs.writing import write
from tests.packs.foreign.test_alfred import alfred, an_alfred
from tests.packs.foreign.test_alfred import snippet as alfred_snippet
from tests.packs.foreign.test_autokey import an_autokey_folder
from tests.packs.foreign.test_beeftext import a_beeftext
from tests.packs.foreign.test_chat_logs import ABOVE, OF_A_SHOP
from tests.packs.foreign.test_dialects import a_beeftext_table, a_textexpander_table
from tests.packs.foreign.test_dialogue import a_dialogue, a_markdown_manual
from tests.packs.foreign.test_docx import a_document
from tests.packs.foreign.test_espanso import (
    a_package,
    an_espanso_file,
    an_espanso_folder,
    matches,
    variable,
    written,
    zipped,
)
from tests.packs.foreign.test_quickkv import a_list
from tests.packs.foreign.test_quicktext import a_library
from tests.packs.foreign.test_raycast import a_raycast
from tests.packs.foreign.test_sogou import phrases
from tests.packs.foreign.test_textexpander import a_binary_textexpander, a_textexpander
from tests.packs.making import kefupack, lines, reply, sha, workbook
from tests.packs.test_json_tables import NESTED
from tests.packs.test_web_tables import HEAD, XML
from tests.packs.test_web_tables import table as web_table

ROUNDS = 150
ROWS = [
    ["分组", "快捷编码", "标题", "内容"],
    *(["售后", f"c{n}", f"标题{n}", "好的"] for n in range(9)),
]
PICTURE = b"not really a picture"


def a_kefupack(path: Path) -> Path:
    shown = {"digest": sha(PICTURE), "name": "a", "media_type": "image/png", "size": len(PICTURE)}
    told = [reply(f"标题{n}", uid=f"r{n}", tags=["急"], category=["上"]) for n in range(9)]
    media = {f"media/{sha(PICTURE)}": PICTURE}
    return kefupack(path, lines(*told, reply(attachments=[shown])), media=media)


def a_workbook(path: Path) -> Path:
    return workbook(path, {"话术": ROWS, "二": ROWS})


def a_table(encoding: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS)
        path.write_bytes(text.encode(encoding))
        return path

    return make


def a_text(text: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_text(text, "utf-8")
        return path

    return make


def a_page() -> str:
    rows = (f"<td>{'</td><td>'.join(row)}</td>" for row in ROWS)
    return HEAD + web_table(*rows)


def a_printed_page(path: Path) -> Path:
    records = tuple(
        Record(
            uid=Uid(f"r{n}"), title=f"题{n}", variants=("一\n二", "三"), category=("售前",),
            shortcut=f"c{n}", tags=("急",), asked_as=("在吗",), notes="注",
        )
        for n in range(3)
    )  # fmt: skip
    write(path.with_suffix(".md"), Pack(uid=Uid("p"), name="团队", records=records), Millis(0))
    return path.with_suffix(".md")


def an_espanso_file_with_all(path: Path) -> Path:
    kinds = [
        variable("d", "date", format="%Y-%m-%d", offset=86400),
        variable("r", "random", choices=["好", "行{{d}}"]),
        variable("f", "form", layout="[[甲]]", fields={"甲": {"values": ["一", "二"]}}),
        variable("m", "match", trigger=":b"),
        variable("s", "shell", cmd="ls"),
    ]
    every = "{{d}}{{r}}{{f.甲}}{{m}}{{s}}$|$"
    one = {"triggers": [":a", ":c"], "replace": every, "vars": kinds, "label": "标题"}
    others = [{"trigger": ":b", "html": "<p>好</p>"}, {"regex": "x+", "form": "[[乙]]"}]
    return written(path, matches(one, *others, imports=["x.yml"]))


MAKERS = {
    "espanso": an_espanso_file,
    "espanso-all": an_espanso_file_with_all,
    "espanso-zip": lambda path: zipped(an_espanso_folder(path.with_name("folder")), path),
    "kefupack": a_kefupack,
    "xlsx": a_workbook,
    "csv": a_table("utf-8-sig"),
    "csv-gb18030": a_table("gb18030"),
    "csv-utf16": a_table("utf-16"),
    "csv-beeftext": a_beeftext_table,
    "csv-textexpander": a_textexpander_table,
    "beeftext": a_beeftext,
    "textexpander": a_textexpander,
    "textexpander-binary": a_binary_textexpander,
    "alfred": an_alfred,
    "raycast": a_raycast,
    "quicktext": a_library,
    "quickkv": a_list,
    "sogou": phrases,
    "printed": a_printed_page,
    "dialogue": a_dialogue,
    "dialogue-markdown": a_markdown_manual,
    "docx": a_document,
    "chat-log": a_text(ABOVE),
    "chat-log-of-a-shop": a_text(OF_A_SHOP),
    "web-table": a_text(a_page()),
    "json": a_text(NESTED),
    "office-xml": a_text(XML),
}


def flipped(data: bytes, source: random.Random) -> bytes:
    """Gives ``data`` with a few bytes changed, a piece cut out, or a piece doubled."""
    changed = bytearray(data)
    for _ in range(source.choice((1, 1, 2, 8))):
        changed[source.randrange(len(changed))] = source.randrange(256)
    start = source.randrange(len(changed))
    piece = slice(start, start + source.randrange(1, 60))
    match source.randrange(6):
        case 0:
            del changed[piece]
        case 1:
            changed[start:start] = changed[piece]
        case 2:
            del changed[start:]
    return bytes(changed)


@pytest.mark.parametrize("name", MAKERS)
def test_changed_bytes(tmp_path: Path, name: str) -> None:
    data = MAKERS[name](tmp_path / "whole").read_bytes()
    source = random.Random(name)
    path = tmp_path / "changed"
    refused = 0
    for number in range(ROUNDS):
        path.write_bytes(flipped(data, source))
        refused += not survives(path, f"{name} {number}")
    assert refused < ROUNDS


@pytest.mark.parametrize("make", [an_espanso_folder, a_package, an_autokey_folder])
def test_changed_files_of_a_folder(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    folder = make(tmp_path / "whole")
    source = random.Random(make.__name__)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    whole = {path: path.read_bytes() for path in files}
    for number in range(ROUNDS):
        path = source.choice(files)
        path.write_bytes(flipped(whole[path], source))
        survives(folder, f"{path.name} {number}")
        path.write_bytes(whole[path])


def test_changed_lines_of_an_unpacked_pack(tmp_path: Path) -> None:
    """Inside of a zip its check sum would notice; here the bytes reach the reader."""
    whole = a_kefupack(tmp_path / "whole")
    source = random.Random(1)
    replies = lines(*(reply(f"标题{n}", uid=f"r{n}", tags=["急"]) for n in range(9)))
    for number in range(2 * ROUNDS):
        survives(kefupack(whole, flipped(replies, source)), f"lines {number}")


@pytest.mark.parametrize("make", [a_workbook, a_document, a_library])
def test_changed_parts_of_a_zip(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    whole = make(tmp_path / "whole")
    source = random.Random(2)
    with zipfile.ZipFile(whole) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    path = tmp_path / "changed"
    for number in range(ROUNDS):
        name = source.choice(sorted(members))
        with zipfile.ZipFile(path, "w") as archive:
            for member, data in members.items():
                archive.writestr(member, flipped(data, source) if member == name else data)
        survives(path, f"{name} {number}")


def test_changed_members_of_a_collection(tmp_path: Path) -> None:
    source = random.Random(3)
    about = plistlib.dumps({"snippetkeywordprefix": ";"}, fmt=plistlib.FMT_BINARY)
    for number in range(ROUNDS):
        data = alfred_snippet("名", "{date:short +1D} {random:1..3} {clipboard}", "k")
        told = {"a.json": flipped(data, source), "info.plist": flipped(about, source)}
        told["b.json"] = alfred_snippet("好")
        survives(alfred(tmp_path / "x", told), f"collection {number}")


def survives(path: Path, what: str) -> bool:
    """Whether the file is still read; fails the test when it ends in anything but our errors."""
    try:
        pack = read(path)
    except KefuError:
        return False
    except Exception as error:
        raise AssertionError(f"{what}: {error!r}") from error
    assert isinstance(pack, Pack)
    return True
