"""The command ``render``: a text as it would be sent, for people who write replies and for programs
that check them.

``parts`` holds the texts alone. The images of a reply are messages of their own and have none, so
they are not among them. Places are counted in the text as a library would hold it, with plain line
ends.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from kefu_desktop.cli.context import Session
from kefu_desktop.cli.shape import Shape, Unusable, argument
from kefu_desktop.core.cleaning import clean_text
from kefu_desktop.core.model import check_text

if TYPE_CHECKING:
    from kefu_desktop.core.template import Rendered, Trouble


def commands(shape: Shape) -> tuple[click.Command, ...]:
    """Gives the command."""
    option = shape.option
    return (
        shape.command(
            "render",
            render,
            argument("wanted", required=False, metavar="UID|;CODE"),
            option("--text", help_key="render-text"),
            option("--set", "given", help_key="render-set", multiple=True, metavar="NAME=VALUE"),
            option("--at", help_key="render-at", metavar="TIME"),
            option("--client", help_key="render-client"),
            option("--seed", help_key="render-seed", type=click.INT),
        ),
    )


def render(
    session: Session,
    wanted: str | None,
    text: str | None,
    given: tuple[str, ...],
    at: str | None,
    client: str | None,
    seed: int | None,
) -> None:
    """Tells what one text would be sent as."""
    from kefu_desktop.app.composing import Occasion
    from kefu_desktop.core.clients import Client
    from kefu_desktop.core.enriching import may_be_enriched

    if (wanted is None) == (text is None):
        raise Unusable(session.words.of("usage", "reply-or-text"))
    rooms = session.rooms
    values, moment = _values(session, given), None if at is None else _moment(session, at)
    occasion = Occasion(
        values=values,
        client=rooms.clients().get(client) if client is not None else Client(),
        seed=seed or 0,
        at=moment,
        spoken=session.words.language,
    )
    source, images = clean_text(text or "").text, 0
    if wanted is not None:
        found = rooms.lookup().get(wanted)
        reply, turn = found.reply, found.use.count if seed is None else seed
        source, images = reply.variants[turn % len(reply.variants)].text, len(reply.attachments)
        occasion = replace(occasion, seed=turn, enrich=may_be_enriched(reply))
    elif source.strip():
        check_text(source)
    rendered = rooms.composer().compose(source, occasion, images)
    session.out.tell(_document(session, source, rendered), _lines(session, source, rendered))


def _values(session: Session, given: tuple[str, ...]) -> Mapping[str, str]:
    values = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not (name.strip() and equals):
            raise Unusable(session.words.of("usage", "bad-set", value=one))
        values[name.strip()] = value
    return values


def _moment(session: Session, at: str) -> datetime:
    """Reads a time of ISO 8601; one of another zone is written as it is here."""
    try:
        return datetime.fromisoformat(at.strip()).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise Unusable(session.words.of("usage", "bad-at", value=at)) from error


def _document(session: Session, source: str, rendered: "Rendered") -> dict[str, Any]:
    return {
        "parts": [part.text for part in rendered.parts if part.image is None],
        "missing": [
            {"name": ask.name, "default": ask.default, "choices": list(ask.choices)}
            for ask in rendered.unanswered
        ],
        "errors": [
            {
                "start": trouble.start,
                "end": trouble.end,
                "code": trouble.problem.value,
                "message": _message(session, source, trouble),
            }
            for trouble in rendered.troubles
        ],
    }


def _lines(session: Session, source: str, rendered: "Rendered") -> Iterator[str]:
    texts = [part.text for part in rendered.parts if part.image is None]
    for number, text in enumerate(texts):
        if number:
            yield ""
        yield text
    for ask in rendered.missing:
        session.out.note(session.words.say("missing-value", name=ask.name))
    for trouble in rendered.troubles:
        message = _message(session, source, trouble)
        place = {"start": trouble.start + 1, "end": trouble.end}
        session.out.note(session.words.say("render-trouble", message=message, **place))


def _message(session: Session, source: str, trouble: "Trouble") -> str:
    written = source[trouble.start : trouble.end]
    return session.words.of("troubles", trouble.problem.value, written=written, word=trouble.word)
