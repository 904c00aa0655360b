"""Commands about shared places: ``places list|add|remove|look|take`` and ``publish``."""

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kefu_desktop.cli.context import Session
from kefu_desktop.cli.replies import selected, selection
from kefu_desktop.cli.shape import Shape, argument
from kefu_desktop.cli.sharing import WAYS

if TYPE_CHECKING:
    from kefu_desktop.app.offers import Offer, PlaceState
    from kefu_desktop.core.shared import SharedPlace, Trouble


def commands(shape: Shape) -> tuple[click.Command, ...]:
    """Gives the commands of this module."""
    option = shape.option
    one = argument("place", metavar="PLACE")
    return (
        shape.group(
            "places",
            "places",
            [
                shape.command("places-list", list_places),
                shape.command(
                    "places-add",
                    add_place,
                    argument("address", metavar="ADDRESS"),
                    option("--user", help_key="places-user", default=""),
                ),
                shape.command("places-remove", remove_place, one),
                shape.command(
                    "places-look", look, argument("place", metavar="[PLACE]", required=False)
                ),
                shape.command(
                    "places-take",
                    take,
                    one,
                    argument("file", metavar="[FILE]", required=False),
                    option("--on-conflict", "way", help_key="import-on-conflict", type=WAYS),
                ),
            ],
        ),
        shape.command(
            "publish",
            publish,
            argument("place", metavar="PLACE"),
            option("--name", help_key="publish-name", required=True),
            option("--version", "version", help_key="publish-version", default=""),
            option("--author", help_key="publish-author", default=""),
            option("--changes", help_key="publish-changes", default=""),
            option("--file", help_key="publish-file", default=""),
            *selection(shape),
        ),
    )


def list_places(session: Session) -> None:
    """Lists the places as they were last seen."""
    _tell(session, session.rooms.places().subscribing.states())


def add_place(session: Session, address: str, user: str) -> None:
    """Adds a place and looks at it. In a shell a path may be one from where it stands."""
    subscribing = session.rooms.places().subscribing
    # Unlike Path.exists() it says no, and raises nothing, of what no path can be.
    there = os.path.exists(address)  # noqa: PTH110
    said = str(Path(address).absolute()) if there else address
    place, kept = subscribing.add(said, user, _password(session, user) if user else "")
    if not kept:
        session.out.note(session.words.say("password-unkept"))
    _tell(session, [subscribing.look(place)])


def remove_place(session: Session, place: str) -> None:
    """Leaves a place."""
    subscribing = session.rooms.places().subscribing
    left = subscribing.find(place)
    subscribing.remove(left.id)
    told = session.words.say("place-left", address=left.address)
    session.out.tell({"id": left.id, "address": left.address}, [told])


def look(session: Session, place: str | None) -> int:
    """Looks at a place, or at all of them. What cannot be seen is a failure."""
    subscribing = session.rooms.places().subscribing
    places = [subscribing.find(place)] if place else subscribing.places()
    states = [subscribing.look(_unlocked(session, one)) for one in places]
    _tell(session, states)
    return 1 if any(state.look.trouble for state in states) else 0


def take(session: Session, place: str, file: str | None, way: str | None) -> None:
    """Imports what is new at a place, or one file of it."""
    from kefu_desktop.app.importing import Choices
    from kefu_desktop.core.errors import Code, NotFound
    from kefu_desktop.core.resolving import Decision
    from kefu_desktop.core.shared import Standing

    rooms = session.rooms
    subscribing = rooms.places().subscribing
    where = subscribing.find(place)
    state = subscribing.state(where)
    new = (Standing.NEW, Standing.NEWER)
    files = [file] if file else [one.deposit.file for one in state.offers if one.standing in new]
    if file and all(one.deposit.file != file for one in state.offers):
        raise NotFound(Code.PLACE_EMPTY, name=file)
    importing, choices = rooms.importing(), Choices(default=Decision(way) if way else None)
    document, lines = [], []
    for name in files:
        pack = subscribing.open(where.id, name).pack
        report = importing.carry_out(importing.prepare(pack), choices).report
        facts: dict[str, Any] = {
            "file": name,
            "new": report.new,
            "updated": report.updated,
            "same": report.same,
            "conflicts": report.conflicts,
            "rejected": len(report.rejected),
        }
        if not report.conflicts:
            subscribing.took(pack)
        document.append(facts)
        lines.append(session.words.say("imported", **facts))
    session.out.tell(document, lines or [session.words.say("nothing-new")])


def publish(
    session: Session,
    place: str,
    name: str,
    version: str,
    author: str,
    changes: str,
    file: str,
    category: str,
    tag: str,
    kind: str | None,
) -> None:
    """Publishes replies at a place."""
    from kefu_desktop.app.publishing import Publication

    rooms = session.rooms.places()
    publication = Publication(
        place=_unlocked(session, rooms.subscribing.find(place)),
        name=name,
        version=version,
        author=author or session.rooms.settings().current.sharing.author,
        changes=changes,
        selection=selected(category, tag, kind),
        file=file,
    )
    done = rooms.publishing.publish(publication)
    document = {
        "place": publication.place.id,
        "file": done.file,
        "uid": done.label.uid,
        "replies": done.label.replies,
        "version": done.label.version,
        "replaced": done.before and done.before.version,
    }
    said = session.words.say("published", count=done.label.replies, file=done.file)
    session.out.tell(document, [said])


def _unlocked(session: Session, place: "SharedPlace") -> "SharedPlace":
    """Asks for a password that is kept nowhere, where there is somebody to ask."""
    subscribing = session.rooms.places().subscribing
    if subscribing.wants_password(place) and sys.stdin.isatty():
        subscribing.set_password(place.id, place.user, _password(session, place.user))
    return place


def _password(session: Session, user: str) -> str:
    """Reads it from the terminal without showing it, or as a line of what is piped in."""
    if sys.stdin.isatty():
        asked = session.words.say("ask-password", user=user)
        return str(click.prompt(asked, hide_input=True, default="", show_default=False, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def _tell(session: Session, states: "Iterable[PlaceState]") -> None:
    found = tuple(states)
    document = [_document(session, state) for state in found]
    session.out.tell(document, _lines(session, found))


def _document(session: Session, state: "PlaceState") -> dict[str, Any]:
    return {
        "id": state.place.id,
        "address": state.place.address,
        "user": state.place.user,
        "looked": state.look.at,
        "trouble": _trouble(session, state.look.trouble),
        "packs": [_offer(session, offer) for offer in state.offers],
    }


def _offer(session: Session, offer: "Offer") -> dict[str, Any]:
    label = offer.label
    return {
        "file": offer.deposit.file,
        "standing": offer.standing.value,
        "here": offer.here,
        "trouble": _trouble(session, offer.deposit.trouble),
        **(
            {
                "uid": label.uid,
                "name": label.name,
                "version": label.version,
                "author": label.author,
                "changes": label.changes,
                "replies": label.replies,
            }
            if label
            else {}
        ),
    }


def _trouble(session: Session, trouble: "Trouble | None") -> dict[str, Any] | None:
    if trouble is None:
        return None
    message = session.words.finding(trouble.code, dict(trouble.params))
    return {"code": trouble.code.value, "message": message}


def _lines(session: Session, states: "tuple[PlaceState, ...]") -> Iterator[str]:
    words = session.words
    if not states:
        yield words.say("no-places")
    for number, state in enumerate(states, start=1):
        looked = (
            datetime.fromtimestamp(state.look.at / 1000).astimezone() if state.look.at else None
        )
        when = f"{looked:%Y-%m-%d %H:%M}" if looked else words.say("never-looked")
        yield words.say("place", number=number, address=state.place.address, when=when)
        if state.look.trouble:
            yield f"   ! {words.finding(state.look.trouble.code, dict(state.look.trouble.params))}"
        for offer in state.offers:
            standing = words.of("standings", offer.standing.value, here=offer.here or "–")
            label, trouble = offer.label, offer.deposit.trouble
            name = f"{label.name} {label.version}".strip() if label else offer.deposit.file
            yield f"   {name} · {standing}"
            if trouble is not None:
                yield f"     ! {words.finding(trouble.code, dict(trouble.params))}"
            if label is not None and label.changes:
                yield f"     {label.changes}"
