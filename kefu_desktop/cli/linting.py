"""The command ``lint``: what in a text, or in the whole library, is better said otherwise.

It fails with the status of a failure when something was found that should not reach a buyer, so a
script can stop there; all else that is found is told and lets the script go on.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from kefu_desktop.cli.context import Session
from kefu_desktop.cli.shape import Shape, Unusable, argument
from kefu_desktop.core.template import Problem

if TYPE_CHECKING:
    from kefu_desktop.app.checking import Checked
    from kefu_desktop.core.lint import Finding

FOUND = 1
"""The exit status when there is a finding that is an error."""


def commands(shape: Shape) -> tuple[click.Command, ...]:
    """Gives the commands of this module."""
    option = shape.option
    return (
        shape.command(
            "lint",
            lint,
            argument("text", required=False, metavar="TEXT"),
            option("--all", "whole", help_key="lint-all", is_flag=True),
            option("--tag", "tags", help_key="lint-tag", multiple=True),
            option("--client", help_key="lint-client"),
        ),
    )


def lint(
    session: Session, text: str | None, whole: bool, tags: tuple[str, ...], client: str | None
) -> int:
    """Tells what is found; gives the exit status."""
    from kefu_desktop.app.checking import Checked
    from kefu_desktop.core.lint import Circumstances, Severity

    if (text is None) is not whole or (whole and tags):
        raise Unusable(session.words.of("usage", "text-or-all"))
    rooms = session.rooms
    longest = 0 if client is None else rooms.clients().get(client).manner.longest
    checking = rooms.checking()
    checked: list[Checked] = []
    if text is not None:
        found = checking.look_at([text], Circumstances(tags=tags, longest=longest))
        checked.append(Checked(None, "", (text,), found))
    elif rooms.paths.library.exists():
        checked.extend(checking.look_through(longest))
    troubles = rooms.wording().findings()
    for trouble in troubles:
        session.out.note(session.words.error(trouble))
    document = {
        "checked": len(checked),
        "findings": [_entry(session, one, found) for one in checked for found in one.findings],
        "rules": [
            {"code": trouble.code.value, "message": session.words.error(trouble)}
            for trouble in troubles
        ],
    }
    session.out.tell(document, _lines(session, checked))
    severities = {found.severity for one in checked for found in one.findings}
    return FOUND if Severity.ERROR in severities else 0


def _entry(session: Session, checked: "Checked", found: "Finding") -> dict[str, Any]:
    return {
        "uid": checked.uid,
        "title": checked.title,
        "variant": found.variant,
        "start": found.start,
        "end": found.end,
        "severity": found.severity.value,
        "rule": str(found.reason),
        "category": _category(session, found),
        "word": found.word,
        "message": _message(session, checked, found),
        "replacement": found.replacement,
        "replaces": list(found.mended),
    }


def _lines(session: Session, checked: "list[Checked]") -> Iterator[str]:
    say = session.words.say
    for one in checked:
        if one.uid is not None and one.findings:
            yield say("lint-reply", title=one.title, uid=one.uid)
        for found in one.findings:
            severity = session.words.plain("severities", found.severity.value)
            place = {"start": found.start + 1, "end": found.end, "variant": found.variant + 1}
            key = "lint-finding-of-variant" if len(one.texts) > 1 else "lint-finding"
            yield say(key, severity=severity, message=_message(session, one, found), **place)
            if found.replacement is not None:
                key = "lint-instead" if found.replacement else "lint-leave-out"
                yield say(key, words=found.replacement)
    count = sum(len(one.findings) for one in checked)
    yield say("lint-sum", checked=len(checked), count=count) if count else say("lint-clean")


def _category(session: Session, found: "Finding") -> str:
    if isinstance(found.reason, Problem):
        return "placeholder"
    return session.rooms.wording().category(found)


def _message(session: Session, checked: "Checked", found: "Finding") -> str:
    if isinstance(found.reason, Problem):
        written = checked.texts[found.variant][found.start : found.end]
        return session.words.of("troubles", found.reason.value, written=written, word=found.word)
    return session.rooms.wording().say(found, session.words.language)
