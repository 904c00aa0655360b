"""What goes to the terminal: lines for people on standard output, or one JSON document; sentences
about failures on standard error.
"""

import json
from collections.abc import Iterable, Mapping

import click


class Output:
    """The two streams of one invocation. ``json`` may be switched on until something was told."""

    def __init__(self) -> None:
        self.json = False

    def tell(self, document: object, lines: Iterable[str] = ()) -> None:
        """Prints ``document`` as JSON, or ``lines`` for people. Once in an invocation."""
        if self.json:
            click.echo(json.dumps(document, ensure_ascii=False))
            return
        for line in lines:
            click.echo(line)

    def note(self, line: str) -> None:
        """Says something beside the outcome, on standard error."""
        click.echo(line, err=True)

    def fail(
        self, code: str, sentence: str, params: Mapping[str, object], **beside: object
    ) -> None:
        """Says why nothing came of it. Programs get code, sentence and facts as a document."""
        self.note(sentence)
        if self.json:
            error = {"code": code, "message": sentence, "params": dict(params)}
            click.echo(json.dumps({**beside, "error": error}, ensure_ascii=False))
