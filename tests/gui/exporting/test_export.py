"""Exporting as its user meets it: what, as what, under which name, and what came of it."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kefu_desktop.app.exporting import Exporting
from kefu_desktop.app.jobs import ThreadLane
from kefu_desktop.core.model import Millis, Uid
from kefu_desktop.core.records import Finding, Pack
from kefu_desktop.core.settings import Language
from kefu_desktop.core.watching import Watch
from kefu_desktop.gui.exporting.desk import ExportDesk
from kefu_desktop.gui.exporting.formats import Format
from kefu_desktop.gui.exporting.meant import Meant
from kefu_desktop.gui.i18n import Languages
from kefu_desktop.packs.reading import read
from kefu_desktop.packs.writing import write
from kefu_desktop.store.editions import Editions
from kefu_desktop.store.queries import Reader
from tests.app.images import png
from tests.gui.exporting.sharer import Sharer
from tests.gui.world import World


def stock(world: World) -> dict[str, Uid]:
    return {
        "甲": world.add("甲", "今天发", category=("售前",), tags=("急",)),
        "乙": world.add("乙", "可以议价", category=("售前", "议价"), tags=("急", "老客")),
        "丙": world.add("丙", "七天可退", category=("售后",)),
    }


def titles(file: Path) -> list[str]:
    return [record.title for record in read(file).records]


def test_what_can_be_exported_is_offered_with_counts(sharer: Sharer) -> None:
    uids = stock(sharer.world)
    sharer.open(Meant(selected=(uids["甲"], uids["丙"]), listed=(uids["甲"],), name="售前"))
    formats = [f"{kind.value}" for kind in Format]
    scopes, offered = sharer.offered()[:5], sharer.offered()[5:]
    assert scopes == [
        "Selected replies (2)",
        "Listed now: 售前 (1)",
        "A category",
        "A tag",
        "All replies (3)",
    ]
    assert [text.split()[-1] for text in offered] == formats
    assert sharer.button("Export ").text() == "Export 2…"


def test_where_nothing_is_selected_or_narrowed_down_all_is_meant(sharer: Sharer) -> None:
    stock(sharer.world)
    sharer.open()
    assert sharer.offered()[:3] == ["A category", "A tag", "All replies (3)"]
    file = sharer.export_to("全部.kefupack")
    assert titles(file) == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (lambda s: s.choose("Selected"), ["甲", "丙"]),
        (lambda s: s.choose("Listed"), ["乙"]),
        (lambda s: s.pick("A category", "售前  (2)"), ["甲", "乙"]),
        (lambda s: s.pick("A category", "售前 › 议价  (1)"), ["乙"]),
        (lambda s: s.pick("A tag", "#老客  (1)"), ["乙"]),
        (lambda s: s.choose("All"), ["甲", "乙", "丙"]),
    ],
    ids=["selected", "listed", "category", "category inside", "tag", "all"],
)
def test_exactly_what_is_chosen_is_in_the_file(
    sharer: Sharer, scope: Callable[[Sharer], Sharer], found: list[str]
) -> None:
    uids = stock(sharer.world)
    sharer.open(Meant(selected=(uids["甲"], uids["丙"]), listed=(uids["乙"],), name="议价"))
    scope(sharer)
    assert sharer.button("Export ").text() == f"Export {len(found)}…"
    assert sorted(titles(sharer.export_to("x.kefupack"))) == sorted(found)
    assert not sharer.is_open
    assert sharer.told().startswith(f"{len(found)} replies exported to x.kefupack")


def test_what_the_pack_says_is_written_and_remembered(sharer: Sharer) -> None:
    uids = stock(sharer.world)
    sharer.open().write("Name of the pack", "双十一话术").write("Author", "店长")
    assert sharer.field("Version").text() == "1.0"
    sharer.write_changes("加了预售\n改了价").press_export()
    assert sharer.suggested_file() == "双十一话术 1.0.kefupack"
    sharer.choose_file("a.kefupack")
    back = read(sharer.folder / "a.kefupack")
    said = (back.name, back.version, back.author, back.changes)
    assert said == ("双十一话术", "1.0", "店长", "加了预售\n改了价")
    sharer.open(Meant(selected=(uids["甲"], uids["乙"])))
    assert sharer.field("Author").text() == "店长"


def test_the_name_follows_what_is_chosen_until_it_is_written(sharer: Sharer) -> None:
    stock(sharer.world)
    sharer.open().pick("A category", "售前 › 议价")
    assert sharer.field("Name of the pack").text() == "议价"
    sharer.pick("A tag", "#急")
    assert sharer.field("Name of the pack").text() == "急"
    sharer.write("Name of the pack", "我的").pick("A category", "售后")
    assert sharer.field("Name of the pack").text() == "我的"


def test_the_next_version_is_suggested(sharer: Sharer) -> None:
    stock(sharer.world)
    sharer.open().write("Name of the pack", "团队").write("Version", "1.2")
    sharer.export_to("a.kefupack")
    sharer.desk.settings.set("shop.name", "团队")
    sharer.world.add("丁", "新的")
    sharer.open()
    assert sharer.field("Version").text() == "1.3"
    assert "Last version: 1.2" in sharer.said()


@pytest.mark.parametrize("kind", [one for one in Format if one is not Format.KEFUPACK])
def test_other_formats_ask_for_no_name_and_get_their_ending(sharer: Sharer, kind: Format) -> None:
    stock(sharer.world)
    sharer.open()
    (line,) = (text for text in sharer.offered() if text.endswith(kind.value))
    sharer.choose(line)
    assert not sharer.field("Name of the pack").isVisible()
    sharer.press_export().choose_file("话术")
    assert (sharer.folder / f"话术{kind.value}").stat().st_size > 0
    if sharer.is_open:
        sharer.button("Close").click()
    sharer.open()
    assert sharer.press_export().suggested_file().endswith(kind.value), "the last one again"


def test_what_the_file_does_not_hold_is_listed(
    sharer: Sharer, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    uids = stock(sharer.world)
    sharer.world.add_images(uids["甲"], png(4, 4))
    sharer.open().choose("CSV").export_to("x.csv")
    said = sharer.said()
    assert "3 replies exported to x.csv" in said
    assert [line for line in said if line.startswith("甲: The image")]
    assert sharer.told() == "", "it is said once"
    sharer.button("Open the folder").click()
    assert opened == [str(sharer.folder)]
    sharer.button("Close").click()
    assert not sharer.is_open


def test_the_notice_opens_the_folder(sharer: Sharer, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    stock(sharer.world)
    sharer.open().export_to("x.kefupack")
    sharer.notice._act()
    assert opened == [str(sharer.folder)]


def test_what_cannot_be_written_is_said_and_can_be_tried_again(sharer: Sharer) -> None:
    stock(sharer.world)
    sharer.open().press_export()
    (sharer.folder / "sub").mkdir()
    dialog = sharer.dialog
    dialog._write(sharer.folder / "gone" / "x.kefupack")
    sharer.wait()
    assert [text for text in sharer.said() if "cannot be written" in text]
    assert sharer.button("Export ").isEnabled()


def test_an_empty_library_has_nothing_to_export(sharer: Sharer) -> None:
    sharer.open()
    assert sharer.offered()[0] == "All replies (0)"
    assert not sharer.button("Export ").isEnabled()


def test_a_part_of_an_imported_pack_is_warned_about(sharer: Sharer) -> None:
    from tests.gui.exporting.importing import bring_in

    uids = bring_in(sharer.world, sharer.folder)
    sharer.open(Meant(selected=uids[:2]))
    assert [text for text in sharer.said() if text.startswith("1 more replies of this pack")]
    assert sharer.field("Name of the pack").text() == "团队"
    sharer.choose("All")
    assert not [text for text in sharer.said() if "more replies of this pack" in text]


def test_words_follow_the_language(sharer: Sharer, languages: Languages) -> None:
    stock(sharer.world)
    sharer.open()
    languages.use(Language.ZH_CN)
    sharer.wait()
    assert sharer.dialog.windowTitle() == "导出话术"
    assert sharer.offered()[2] == "全部话术（3）"


class Slow:
    """A writer that stands still until it is let go, or given up."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self, file: Path, pack: Pack, at: Millis, watch: Watch) -> tuple[Finding, ...]:
        watch.tell(1, 2)
        self.begun.set()
        while not self.go.wait(0.002):
            watch.tell(1, 2)
        return write(file, pack, at, watch)


@pytest.fixture
def slow(desk: ExportDesk, world: World, tmp_path: Path, qtbot: QtBot) -> Any:
    writer, lane = Slow(), ThreadLane("test-export")
    exporting = Exporting(
        lambda: Reader.open(tmp_path / "library.db"),
        writer,
        world.composer._clock,
        Editions(tmp_path / "editions.jsonl"),
    )
    patient = replace(desk, exporting=lambda: exporting, lane=lane)
    sharer = Sharer(patient, world, tmp_path, qtbot)
    yield sharer, writer
    writer.go.set()
    sharer.leave()
    lane.close()


def test_progress_is_shown_and_it_can_be_given_up(slow: tuple[Sharer, Slow], qtbot: QtBot) -> None:
    sharer, writer = slow
    stock(sharer.world)
    sharer.open()
    qtbot.waitUntil(lambda: sharer.button("Export ").isEnabled())
    file = sharer.folder / "x.kefupack"
    file.write_bytes(b"before")
    sharer.dialog._write(file)
    assert writer.begun.wait(10)
    qtbot.waitUntil(lambda: sharer.progress.value() == 60)
    assert sharer.progress.isVisible()
    assert not sharer.button("Export ").isEnabled()
    sharer.button("Give up").click()
    qtbot.waitUntil(lambda: sharer.button("Export ").isEnabled())
    assert sharer.is_open, "giving up goes back to the questions"
    assert file.read_bytes() == b"before"
    writer.go.set()
    sharer.dialog._write(file)
    qtbot.waitUntil(lambda: not sharer.is_open)
    assert titles(file) == ["甲", "乙", "丙"]


def test_the_window_is_free_while_it_is_looked_through(
    slow: tuple[Sharer, Slow], qtbot: QtBot
) -> None:
    """Choosing quickly asks often; only what is chosen last is suggested."""
    sharer, _ = slow
    stock(sharer.world)
    sharer.open()
    qtbot.waitUntil(lambda: sharer.button("Export ").isEnabled())
    held: Future[Any] = sharer.desk.lane.submit(lambda: release.wait(10))
    release = threading.Event()
    for name in ("售前  (2)", "售前 › 议价", "售后"):
        sharer.pick("A category", name)
    release.set()
    held.result(10)
    qtbot.waitUntil(lambda: sharer.field("Name of the pack").text() == "售后")
    QApplication.processEvents()
