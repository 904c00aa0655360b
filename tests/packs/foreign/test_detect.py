"""What kind of file it is, told from what is in it: each maker's file is of its kind, under any
name, and of no other.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kefu_desktop.packs.detect import detect
from kefu_desktop.packs.foreign.formats import FORMATS
from kefu_desktop.packs.kinds import FileKind
from kefu_desktop.packs.limits import Limits
from kefu_desktop.packs.probing import Probe
from tests.packs.foreign.test_alfred import an_alfred
from tests.packs.foreign.test_autokey import an_autokey_folder
from tests.packs.foreign.test_beeftext import a_beeftext
from tests.packs.foreign.test_dialects import a_beeftext_table, a_textexpander_table
from tests.packs.foreign.test_dialogue import a_dialogue, a_markdown_manual
from tests.packs.foreign.test_docx import a_document
from tests.packs.foreign.test_espanso import (
    a_package,
    an_espanso_file,
    an_espanso_folder,
    zipped,
)
from tests.packs.foreign.test_quickkv import a_list
from tests.packs.foreign.test_quicktext import a_library
from tests.packs.foreign.test_raycast import a_raycast
from tests.packs.foreign.test_sogou import phrases
from tests.packs.foreign.test_textexpander import a_binary_textexpander, a_textexpander
from tests.packs.test_fuzz import a_kefupack, a_table, a_workbook

Maker = Callable[[Path], Path]


def in_a_zip(make: Maker) -> Maker:
    """Gives what makes the same folder as a zip."""

    def made(path: Path) -> Path:
        return zipped(make(path.with_name("folder")), path)

    return made


MAKERS: Mapping[str, tuple[FileKind, Maker]] = {
    "kefupack": (FileKind.KEFUPACK, a_kefupack),
    "xlsx": (FileKind.XLSX, a_workbook),
    "csv": (FileKind.CSV, a_table("utf-8-sig")),
    "csv-utf16": (FileKind.CSV, a_table("utf-16")),
    "csv-gb18030": (FileKind.CSV, a_table("gb18030")),
    "csv-beeftext": (FileKind.CSV, a_beeftext_table),
    "csv-textexpander": (FileKind.CSV, a_textexpander_table),
    "beeftext": (FileKind.BEEFTEXT, a_beeftext),
    "textexpander": (FileKind.TEXTEXPANDER, a_textexpander),
    "textexpander-binary": (FileKind.TEXTEXPANDER, a_binary_textexpander),
    "alfred": (FileKind.ALFRED, an_alfred),
    "raycast": (FileKind.RAYCAST, a_raycast),
    "espanso-file": (FileKind.ESPANSO, an_espanso_file),
    "espanso-folder": (FileKind.ESPANSO, an_espanso_folder),
    "espanso-package": (FileKind.ESPANSO, a_package),
    "espanso-zip": (FileKind.ESPANSO, in_a_zip(an_espanso_folder)),
    "autokey-folder": (FileKind.AUTOKEY, an_autokey_folder),
    "quicktext": (FileKind.QUICKTEXT, a_library),
    "quickkv": (FileKind.QUICKKV, a_list),
    "sogou": (FileKind.SOGOU, phrases),
    "dialogue": (FileKind.DIALOGUE, a_dialogue),
    "dialogue-markdown": (FileKind.DIALOGUE, a_markdown_manual),
    "docx": (FileKind.DOCX, a_document),
    "autokey-zip": (FileKind.AUTOKEY, in_a_zip(an_autokey_folder)),
}


@pytest.mark.parametrize("name", ["x", "x.csv", "x.json", "x.zip", "x.txt"])
@pytest.mark.parametrize("maker", MAKERS)
def test_a_file_is_of_its_kind_under_any_name(tmp_path: Path, maker: str, name: str) -> None:
    kind, make = MAKERS[maker]
    assert detect(Probe(make(tmp_path / name), Limits())).kind is kind


@pytest.mark.parametrize("maker", MAKERS)
def test_no_other_format_takes_it_for_its_own(tmp_path: Path, maker: str) -> None:
    kind, make = MAKERS[maker]
    probe = Probe(make(tmp_path / "x"), Limits())
    assert {form.kind for form in FORMATS if form.fits(probe)} <= {kind}
