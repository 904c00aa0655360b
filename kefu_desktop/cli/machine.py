"""Commands about the program itself and its machine: ``popup library settings capture hide quit
status config desktop doctor``."""

import platform
from collections.abc import Callable, Iterator
from typing import Any

import click

from kefu_desktop import __version__
from kefu_desktop.app.health import Asked, Concern
from kefu_desktop.app.ports import Limited, Refused, Remedy, Support, Works
from kefu_desktop.cli.context import Session
from kefu_desktop.cli.shape import Shape, argument
from kefu_desktop.cli.words import Words
from kefu_desktop.core import settings
from kefu_desktop.core.errors import KefuError


def commands(shape: Shape) -> tuple[click.Command, ...]:
    """Gives the commands of this module."""
    config = shape.group(
        "config",
        "config",
        [
            shape.command("config-get", config_get, argument("name", required=False)),
            shape.command("config-set", config_set, argument("name"), argument("value")),
        ],
        params=[shape.json()],
    )
    return (
        *(shape.command(name, _asking(name)) for name in ("popup", "capture", "hide", "quit")),
        shape.command("library", library),
        shape.command("settings", settings_window),
        shape.command("status", status),
        config,
        shape.group(
            "desktop",
            "desktop",
            [
                shape.command("desktop-install", desktop_install),
                shape.command("desktop-remove", desktop_remove),
            ],
            params=[shape.json()],
        ),
        shape.command("doctor", doctor),
    )


def library(session: Session) -> int:
    """Opens the library window; starts the program first where none is running."""
    spoken = click.get_current_context().find_root().params["lang"]
    return session.start(spoken, "library")


def settings_window(session: Session) -> int:
    """Opens the settings window; starts the program first where none is running."""
    spoken = click.get_current_context().find_root().params["lang"]
    return session.start(spoken, "settings")


def status(session: Session) -> None:
    """Tells how the running program is; that none is running is a failure."""
    words = session.words
    try:
        answer = session.rooms.send("status")
    except KefuError as error:
        session.out.fail(error.code.value, words.error(error), error.params, running=False)
        click.get_current_context().exit(1)
    facts = [f"{name}: {value}" for name, value in answer.items() if name != "running"]
    session.out.tell({"running": True, **answer}, [words.say("running"), *facts])


def config_get(session: Session, name: str | None) -> None:
    """Shows one setting or all."""
    service = session.rooms.settings()
    for finding in service.findings:
        session.out.note(session.words.error(finding))
    present = service.current
    wanted = settings.names() if name is None else (name,)
    values = {one: settings.value_of(present, one) for one in wanted}
    if name is not None:
        session.out.tell({"name": name, "value": values[name]}, [_spelled(values[name])])
        return
    session.out.tell(values, (_setting(session, one, value) for one, value in values.items()))


def config_set(session: Session, name: str, value: str) -> None:
    """Changes one setting."""
    service = session.rooms.settings()
    service.set(name, value)
    # What was understood, which is not always what was typed: `on` is true, `ctrl+k` is Ctrl+K.
    known = service.setting_of(name)
    now = settings.value_of(service.current, known)
    session.out.tell({"name": known, "value": now}, [_setting(session, known, now)])


def desktop_install(session: Session) -> None:
    """Lets the desktop open packs with this program."""
    rooms, words = session.rooms, session.words
    port = rooms.association()
    places = port.install(rooms.program(), words.say("pack-kind"))
    document = {"installed": bool(places), "by": port.name, "places": list(places)}
    if not places:
        session.out.tell(document, [words.plain("remedies", Remedy.OPEN_WITH.value)])
        return
    session.out.tell(document, [words.say("desktop-installed"), *(f"  {one}" for one in places)])


def desktop_remove(session: Session) -> None:
    """Takes back what :func:`desktop_install` did."""
    port = session.rooms.association()
    places = port.remove()
    said = session.words.say("desktop-removed" if places else "desktop-not-installed")
    document = {"installed": False, "by": port.name, "places": list(places)}
    session.out.tell(document, [said, *(f"  {one}" for one in places)])


def doctor(session: Session) -> None:
    """Tells what works on this machine and what would mend the rest."""
    concerns = session.rooms.examine()
    document = _facts(session)
    document["concerns"] = [_concern(session.words, concern) for concern in concerns]
    session.out.tell(document, _report(session, document, concerns))


def _asking(command: str) -> Callable[[Session], None]:
    def ask(session: Session) -> None:
        answer = session.rooms.send(command)
        session.out.tell(dict(answer) or {"done": True}, [session.words.say("done")])

    return ask


def _setting(session: Session, name: str, value: object) -> str:
    return session.words.say("set", name=name, value=_spelled(value))


def _spelled(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return " ".join(f"{name}={text}" for name, text in value.items())
        case _:
            return str(value)


def _facts(session: Session) -> dict[str, Any]:
    rooms, words = session.rooms, session.words
    library: dict[str, Any] = {"file": str(rooms.paths.library), "replies": None, "error": None}
    try:
        library["replies"] = rooms.lookup().count()
    except KefuError as error:
        library["error"] = _told(words, error)
    backups: dict[str, Any] = {"folder": str(rooms.paths.backups), "count": 0, "error": None}
    try:
        backups["count"] = len(rooms.upkeep().backups())
    except KefuError as error:
        backups["error"] = _told(words, error)
    service = rooms.settings()
    try:
        rooms.send("status")
        running = True
    except KefuError:
        running = False
    return {
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "running": running,
        "library": library,
        "backups": backups,
        "settings": {
            "file": str(rooms.paths.settings),
            "findings": [_told(words, finding) for finding in service.findings],
        },
        "logs": str(rooms.paths.logs),
    }


def _told(words: Words, error: KefuError) -> dict[str, str]:
    return {"code": error.code.value, "message": words.error(error)}


def _concern(words: Words, concern: Concern) -> dict[str, Any]:
    used = concern.used
    return {
        "name": concern.name,
        "used": used and used.name,
        "candidates": [_candidate(words, asked) for asked in concern.asked],
    }


def _candidate(words: Words, asked: Asked) -> dict[str, Any]:
    support = asked.support
    state = {Works: "works", Limited: "limited", Refused: "refused"}[type(support)]
    document = {"name": asked.name, "state": state, "message": _worded(words, support)}
    if not isinstance(support, Works):
        document |= {
            "reason": support.reason.value,
            "remedy": support.remedy.value,
            "detail": support.detail,
        }
    return document


def _worded(words: Words, support: Support) -> str:
    if isinstance(support, Works):
        return words.say("works")
    reason = words.plain("reasons", support.reason.value)
    if support.detail:
        reason = words.say("with-detail", said=reason, detail=support.detail)
    said = words.say("limited" if isinstance(support, Limited) else "refused", reason=reason)
    if support.remedy is Remedy.NONE:
        return said
    remedy = words.plain("remedies", support.remedy.value)
    return words.say("with-remedy", said=said, remedy=remedy)


def _report(
    session: Session, facts: dict[str, Any], concerns: tuple[Concern, ...]
) -> Iterator[str]:
    words = session.words
    yield f"kefu-desktop {facts['version']} · Python {facts['python']} · {facts['system']}"
    library, kept = facts["library"], facts["backups"]
    if library["error"]:
        yield library["error"]["message"]
    else:
        known = "no-library" if library["replies"] is None else "library"
        yield words.of("doctor", known, **library)
    yield kept["error"]["message"] if kept["error"] else words.of("doctor", "backups", **kept)
    yield words.of("doctor", "settings", **facts["settings"])
    yield from (f"  {finding['message']}" for finding in facts["settings"]["findings"])
    yield words.of("doctor", "logs", folder=facts["logs"])
    yield words.plain("doctor", "running" if facts["running"] else "not-running")
    for concern in concerns:
        yield ""
        yield words.plain("doctor", concern.name)
        for asked in concern.asked:
            mark = words.plain("doctor", "in-use") if asked is concern.used else " "
            yield f" {mark} {asked.name}: {_worded(words, asked.support)}"
