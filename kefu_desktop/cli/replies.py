"""Commands about single replies: ``add list show search copy``."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from kefu_desktop.app import lookup
from kefu_desktop.app.lookup import SHORTCUT_MARKS, Found, Placed, Selection
from kefu_desktop.cli.context import Rooms, Session
from kefu_desktop.cli.shape import Shape, Unusable, argument
from kefu_desktop.core.errors import Code, InvalidInput, MachineFault
from kefu_desktop.core.model import Kind, Millis, Reply

if TYPE_CHECKING:
    from kefu_desktop.app.searching import Row

KINDS = click.Choice([kind.value for kind in Kind])
MODE = "copied"
"""What the log of use says of a reply that was copied here."""


def commands(shape: Shape) -> tuple[click.Command, ...]:
    """Gives the commands of this module."""
    option = shape.option
    return (
        shape.command(
            "add",
            add,
            option("--title", help_key="add-title", required=True),
            option("--text", "texts", help_key="add-text", required=True, multiple=True),
            option("--shortcut", help_key="add-shortcut", default=""),
            option("--category", help_key="add-category", default="", metavar="A/B"),
            option("--tag", "tags", help_key="add-tag", multiple=True),
            option("--kind", help_key="add-kind", type=KINDS, default=Kind.REPLY.value),
        ),
        shape.command("list", list_replies, *selection(shape)),
        shape.command("show", show, argument("wanted", metavar="UID|;CODE")),
        shape.command(
            "search",
            search,
            argument("query", nargs=-1, required=True),
            option("--limit", help_key="search-limit", type=click.IntRange(1, 1000), default=20),
        ),
        shape.command(
            "copy",
            copy,
            argument("wanted", nargs=-1, required=True, metavar="QUERY|UID|;CODE"),
            option("--fill", "fills", help_key="copy-fill", multiple=True, metavar="NAME=VALUE"),
        ),
    )


def selection(shape: Shape) -> tuple[click.Option, ...]:
    """Gives the options that narrow down which replies are meant."""
    return (
        shape.option("--category", help_key="only-category", default="", metavar="A/B"),
        shape.option("--tag", help_key="only-tag", default=""),
        shape.option("--kind", help_key="only-kind", type=KINDS),
    )


def selected(category: str, tag: str, kind: str | None) -> Selection:
    """Gives what those options say."""
    return Selection(category, tag, Kind(kind) if kind else None)


def add(
    session: Session,
    title: str,
    texts: tuple[str, ...],
    shortcut: str,
    category: str,
    tags: tuple[str, ...],
    kind: str,
) -> None:
    """Adds one reply."""
    from kefu_desktop.app import authoring

    rooms = session.rooms
    uid = rooms.new_uid()
    draft = authoring.Draft(
        title=title,
        texts=texts,
        kind=Kind(kind),
        category=lookup.split_path(category),
        shortcut=shortcut.removeprefix(";"),
        tags=tags,
    )
    now = Millis(rooms.clock.now())
    rooms.library().change(
        lambda library: authoring.add(library, draft, uid, now, rooms.new_uid)
    ).result()
    session.out.tell({"uid": uid}, [session.words.say("added", title=title, uid=uid)])


def list_replies(session: Session, category: str, tag: str, kind: str | None) -> None:
    """Lists replies in the order of their making."""
    placed = session.rooms.lookup().select(selected(category, tag, kind))
    session.out.tell(
        [_brief(one) | {"kind": one.reply.kind.value, "favourite": one.reply.favourite}
         for one in placed],
        map(_line, placed),
    )  # fmt: skip


def show(session: Session, wanted: str) -> None:
    """Shows all of one reply."""
    found = session.rooms.lookup().get(wanted)
    session.out.tell(_whole(found), _told(session, found))


def search(session: Session, query: tuple[str, ...], limit: int) -> None:
    """Searches as the popup does."""
    rows = session.rooms.search(" ".join(query), limit)
    lines = map(_line, rows) if rows else [session.words.say("nothing-found")]
    session.out.tell([_brief(row) | {"matches": _matches(row)} for row in rows], lines)


def copy(session: Session, wanted: tuple[str, ...], fills: tuple[str, ...]) -> None:
    """Copies one reply as it would be sent, and counts the use."""
    from kefu_desktop.app.composing import Occasion, first_variant
    from kefu_desktop.core.enriching import may_be_enriched

    rooms = session.rooms
    found = _meant(rooms, " ".join(wanted))
    reply = found.reply
    variant = reply.variants[first_variant(reply, found.use)].text
    values, enrich = _values(session, fills), may_be_enriched(reply)
    occasion = Occasion(values=values, seed=rooms.clock.now(), enrich=enrich)
    rendered = rooms.composer().compose(variant, occasion)
    if rendered.missing:
        names = "、".join(ask.name for ask in rendered.missing)
        raise InvalidInput(Code.TEXT_UNFILLED, names=names)
    text = "\n".join(part.text for part in rendered.parts if part.text)
    if not text:
        raise InvalidInput(Code.TEXT_ONLY, title=reply.title)
    rooms.clipboard().write(text)
    try:
        rooms.library().record_use(reply.uid, variant, client="", mode=MODE).result()
    except MachineFault as fault:
        # It is on the clipboard all the same, which is what was asked for.
        session.out.note(session.words.error(fault))
    document = {"uid": reply.uid, "title": reply.title, "text": text}
    session.out.tell(document, [session.words.say("copied", title=reply.title)])


def _meant(rooms: Rooms, wanted: str) -> Found:
    """The reply of that name, else what the search finds first."""
    found = rooms.lookup().find(wanted)
    if found is not None and found.reply.trashed is None:
        return found
    if wanted.startswith(SHORTCUT_MARKS):
        return rooms.lookup().get(wanted)
    row = lookup.chosen(rooms.search(wanted, 50), wanted)
    return Found(row.reply, row.path, row.use)


def _values(session: Session, fills: tuple[str, ...]) -> Mapping[str, str]:
    values = {}
    for fill in fills:
        name, equals, value = fill.partition("=")
        if not (name.strip() and equals):
            raise Unusable(session.words.of("usage", "bad-fill", value=fill))
        values[name.strip()] = value
    return values


def _brief(placed: "Placed | Found | Row") -> dict[str, Any]:
    reply = placed.reply
    return {
        "uid": reply.uid,
        "title": reply.title,
        "text": reply.variants[0].text,
        "category": "/".join(placed.path),
        "shortcut": reply.shortcut,
        "tags": list(reply.tags),
    }


def _matches(row: "Row") -> list[dict[str, Any]]:
    return [
        {
            "field": place.field.name.lower(),
            "item": place.item,
            "start": place.start,
            "end": place.end,
        }
        for place in row.places
    ]


def _whole(found: Found) -> dict[str, Any]:
    reply = found.reply
    origin = reply.origin
    return _brief(found) | {
        "kind": reply.kind.value,
        "variants": [variant.text for variant in reply.variants],
        "asked_as": list(reply.asked_as),
        "notes": reply.notes,
        "favourite": reply.favourite,
        "delivery": reply.delivery.value,
        "attachments": [attachment.name for attachment in reply.attachments],
        "created": reply.created,
        "changed": reply.changed,
        "trashed": reply.trashed,
        "origin": origin and {"pack": origin.pack, "record": origin.record},
        "uses": found.use.count,
        "last_used": found.use.last,
    }


def _line(placed: "Placed | Row") -> str:
    reply = placed.reply
    code = f";{reply.shortcut}" if reply.shortcut else ""
    return "\t".join((reply.uid, code, "/".join(placed.path), reply.title))


def _told(session: Session, found: Found) -> Iterator[str]:
    reply, words = found.reply, session.words
    yield words.say("title", value=reply.title) + _trash_mark(session, reply)
    yield words.say("kind", value=words.plain("kinds", reply.kind.value))
    if found.path:
        yield words.say("category", value="/".join(found.path))
    if reply.shortcut:
        yield words.say("shortcut", value=f";{reply.shortcut}")
    if reply.tags:
        yield words.say("tags", value=" ".join(f"#{tag}" for tag in reply.tags))
    yield words.say("used", count=found.use.count)
    for variant in reply.variants:
        yield ""
        yield variant.text


def _trash_mark(session: Session, reply: Reply) -> str:
    return "" if reply.trashed is None else session.words.say("in-trash")
