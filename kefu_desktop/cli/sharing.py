"""Commands about packs: ``import export``."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from kefu_desktop.cli.context import Session
from kefu_desktop.cli.replies import selected, selection
from kefu_desktop.cli.shape import Command, Shape, Unusable, argument
from kefu_desktop.core.errors import Code, NotFound

if TYPE_CHECKING:
    from kefu_desktop.app.exporting import Exported
    from kefu_desktop.app.importing import Imported
    from kefu_desktop.core.records import Finding

WAYS = click.Choice(["mine", "theirs", "both"])
FILE = click.Path(path_type=Path)
"""Whether it is there is the use case's to find out: it has a sentence for each way it is not."""


def commands(shape: Shape) -> tuple[click.Command, ...]:
    """Gives the commands of this module."""
    option = shape.option
    return (
        shape.command(
            "import",
            import_packs,
            argument("files", nargs=-1, type=FILE, metavar="FILE..."),
            option("--dry-run", help_key="import-dry-run", is_flag=True),
            option("--on-conflict", "way", help_key="import-on-conflict", type=WAYS),
            option("--starter", help_key="import-starter", is_flag=True),
        ),
        shape.command(
            "export",
            export_pack,
            argument("file", type=FILE, metavar="FILE"),
            *selection(shape),
            option("--name", help_key="export-name"),
            option("--version", help_key="export-version"),
            option("--author", help_key="export-author"),
            option("--changes", help_key="export-changes"),
        ),
    )


def opening(shape: Shape) -> Command:
    """Gives what is run for ``kefu-desktop FILE...``, as a double click on a pack does."""
    files = argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
    return shape.command("open", open_files, files)


def open_files(session: Session, files: tuple[Path, ...]) -> int:
    """Opens files in the program that runs, which asks before it takes anything from them; starts
    it where none is running.
    """
    for file in files:
        if not file.exists():
            raise NotFound(Code.FILE_MISSING, path=str(file))
    spoken = click.get_current_context().find_root().params["lang"]
    return session.start(spoken, "import", tuple(file.absolute() for file in files))


def import_packs(
    session: Session, files: tuple[Path, ...], dry_run: bool, way: str | None, starter: bool
) -> None:
    """Imports packs. All are read before anything changes, so that a file which is refused leaves
    the library as it was; then each is one step.
    """
    from kefu_desktop.app.importing import Choices
    from kefu_desktop.core.resolving import Decision

    rooms = session.rooms
    sources = (*([rooms.starter(session.words.language)] if starter else ()), *files)
    if not sources:
        raise Unusable(session.words.of("usage", "nothing-to-import"), click.get_current_context())
    importing = rooms.importing()
    choices = Choices(default=Decision(way) if way else None)
    packs = [importing.read(source) for source in sources]
    done = []
    for pack in packs:
        prepared = importing.prepare(pack)
        carry = importing.preview if dry_run else importing.carry_out
        done.append(carry(prepared, choices))
    outcomes = tuple(zip(sources, done, strict=True))
    session.out.tell(
        _document(session, outcomes) | {"dry_run": dry_run},
        _lines(session, outcomes, dry_run=dry_run, decided=way is not None),
    )


def export_pack(
    session: Session, file: Path, category: str, tag: str, kind: str | None, **said: str | None
) -> None:
    """Exports replies to a file. What the pack is not said to be, it is suggested to be."""
    exporting = session.rooms.exporting()
    meant = selected(category, tag, kind)
    given = {field: words for field, words in said.items() if words is not None}
    about = None
    if given:
        about = replace(exporting.offer(meant, given.get("name") or file.stem).about, **given)
    done = exporting.export(file, meant, about)
    document = {
        "file": str(file),
        "replies": done.replies,
        "name": done.about.name,
        "version": done.about.version,
        "author": done.about.author,
        "changes": done.about.changes,
        "losses": [_told(session, finding) for finding in done.losses],
    }
    session.out.tell(document, _exported(session, done))


def _exported(session: Session, done: "Exported") -> Iterator[str]:
    words = session.words
    yield words.say("exported", count=done.replies, file=done.file)
    for finding in done.losses:
        told = _told(session, finding)
        yield words.say("rejected", where=told["where"], message=told["message"])


def _document(session: Session, outcomes: "Sequence[tuple[Path, Imported]]") -> dict[str, Any]:
    reports = [imported.report for _, imported in outcomes]
    return {
        "new": sum(report.new for report in reports),
        "same": sum(report.same for report in reports),
        "updated": sum(report.updated for report in reports),
        "conflicts": sum(report.conflicts for report in reports),
        "removed": sum(report.removed for report in reports),
        "rejected": [_told(session, finding) for report in reports for finding in report.rejected],
        "remarks": [_told(session, finding) for report in reports for finding in report.remarks],
    }


def _told(session: Session, finding: "Finding") -> dict[str, Any]:
    where = finding.where
    return {
        "where": f"{where.source}:{where.line}" if where.line else where.source,
        "code": finding.code.value,
        "message": session.words.finding(finding.code, dict(finding.params)),
    }


def _lines(
    session: Session, outcomes: "Sequence[tuple[Path, Imported]]", *, dry_run: bool, decided: bool
) -> Iterator[str]:
    words = session.words
    for source, imported in outcomes:
        report = imported.report
        yield words.say(
            "would-import" if dry_run else "imported",
            file=source.name,
            new=report.new,
            updated=report.updated,
            same=report.same,
            conflicts=report.conflicts,
            rejected=len(report.rejected),
        )
        for finding in (*report.rejected, *report.remarks):
            told = _told(session, finding)
            yield words.say("rejected", where=told["where"], message=told["message"])
    if not decided and any(imported.report.conflicts for _, imported in outcomes):
        yield words.say("conflicts-left")
    if any(imported.revision is not None for _, imported in outcomes):
        yield words.say("undo-hint")
