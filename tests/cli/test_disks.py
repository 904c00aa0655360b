"""Disks that are full or cannot be written to: a sentence each, and nothing lost."""

from pathlib import Path

from tests.cli.terminal import Ran, run
from tests.store.disks import fill_up, make_read_only, small_disk

SHEET = "标题,内容\n" + "".join(f"题 {n},{'字' * 400} {n}\n" for n in range(2_000))


def titles(library: Path) -> list[str]:
    listed = run("--library", library, "--json", "list").done().json
    return [entry["title"] for entry in listed]


def refused(ran: Ran, code: str) -> None:
    assert (ran.status, ran.json["error"]["code"]) == (1, code)
    assert "Traceback" not in ran.err
    assert ran.err.count("\n") == 1


def test_a_full_disk_is_said_and_the_library_stays_whole(tmp_path: Path) -> None:
    sheet = tmp_path / "many.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    with small_disk(tmp_path / "disk", "1m") as disk:
        library = disk / "library.db"
        at = ("--library", library, "--json")
        run(*at, "add", "--title", "一", "--text", "一").done()
        refused(run(*at, "import", sheet), "disk-full")
        ballast = fill_up(disk)
        refused(run(*at, "export", disk / "out.csv"), "disk-full")
        refused(run(*at, "backup", disk / "backup.db"), "disk-full")
        ballast.unlink()
        assert titles(library) == ["一"]
        run(*at, "add", "--title", "二", "--text", "二").done()
        assert run(*at, "check").done().json["sound"]
        assert sorted(file.name for file in disk.iterdir()) == ["library.db"], "no drafts are left"


def test_a_read_only_library_can_be_read_and_says_why_it_cannot_be_changed(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        library = disk / "library.db"
        at = ("--library", library, "--json")
        run(*at, "add", "--title", "发货", "--text", "今天发", "--shortcut", "fh").done()
        make_read_only(disk)
        assert titles(library) == ["发货"]
        assert run(*at, "search", "fahuo").done().json[0]["title"] == "发货"
        assert run(*at, "show", ";fh").done().json["text"] == "今天发"
        run(*at, "export", tmp_path / "out.csv").done()
        run(*at, "backup", tmp_path / "backup.db").done()
        for argv in (
            ("add", "--title", "二", "--text", "二"),
            ("undo",),
            ("import", tmp_path / "out.csv", "--on-conflict", "theirs"),
        ):
            refused(run(*at, *argv), "library-read-only")
        assert titles(library) == ["发货"]
