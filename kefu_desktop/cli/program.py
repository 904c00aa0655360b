"""The whole command line: builds the commands in the user's language, runs one, and turns whatever
goes wrong into a sentence and an exit status.

0 is done, 1 is what the user or the machine has to mend, 2 is wrong usage. A failure of the program
itself is none of these and is let through.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kefu_desktop import __version__
from kefu_desktop.app.damage import LibraryDamaged
from kefu_desktop.cli import linting, machine, places, presence, rendering, replies, safety, sharing
from kefu_desktop.cli.context import Entrance, Session
from kefu_desktop.cli.output import Output
from kefu_desktop.cli.shape import PROGRAM, Group, Shape, wrong_usage
from kefu_desktop.cli.words import SPOKEN, Words
from kefu_desktop.core.errors import Code, KefuError, MachineFault
from kefu_desktop.core.settings import Language

FAILED, MISUSED, INTERRUPTED, UNHEARD = 1, 2, 130, 141
"""Exit statuses. The last two are what a shell gives a program that SIGINT or SIGPIPE has ended."""


def run(argv: Sequence[str], entrance: Entrance, preferred: Language) -> int:
    """Runs one command line; gives the exit status. ``--lang`` goes before the ``preferred``
    language.
    """
    words = Words(_asked_language(argv) or preferred)
    session = Session(entrance, words, Output())
    # Wrong usage is found before any switch is read.
    session.out.json = "--json" in argv
    try:
        status = _run(argv, session)
        _flush()
    except BrokenPipeError:
        _stop_talking()
        return UNHEARD
    except OSError as error:
        if error.filename is not None:
            raise  # A stream that takes nothing has no name; whatever has one is no stream.
        _stop_talking()
        session.out.note(words.error(MachineFault(Code.OUTPUT_UNWRITABLE)))
        return FAILED
    finally:
        session.close()
    return status


def tell_failure(error: KefuError, preferred: Language) -> int:
    """Says what went wrong before there was a command line; gives the exit status."""
    Output().note(Words(preferred).error(error))
    return FAILED


def build(words: Words) -> Group:
    """Gives the command line in the language of ``words``."""
    shape = Shape(words)
    modules = (replies, rendering, linting, sharing, places, presence, safety, machine)
    program = shape.group(
        PROGRAM,
        "program",
        [command for module in modules for command in module.commands(shape)],
        invoke_without_command=True,
        callback=_program,
        params=[
            shape.option("--library", help_key="library-file", type=click.Path(path_type=Path)),
            shape.option("--lang", help_key="lang", type=click.Choice([*map(str, SPOKEN)])),
            shape.json(),
            shape.option(
                "--version",
                help_key="version",
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
            ),
        ],
    )
    program.on_files = sharing.opening(shape)
    return program


def _run(argv: Sequence[str], session: Session) -> int:
    try:
        status = build(session.words).main([*argv], PROGRAM, standalone_mode=False, obj=session)
    except click.UsageError as error:
        sentence = wrong_usage(session.words, error)
        session.out.fail("usage", sentence, {})
        return MISUSED
    except KefuError as error:
        session.out.fail(error.code.value, session.words.error(error), error.params)
        if isinstance(error, LibraryDamaged):
            session.out.note(_offer(session.words, error))
        return FAILED
    except SystemExit:
        # click's own way to say that whoever read our output has gone.
        raise BrokenPipeError from None
    except (KeyboardInterrupt, click.Abort):
        session.out.note(session.words.say("interrupted"))
        return INTERRUPTED
    return status if isinstance(status, int) else 0


@click.pass_context
def _program(ctx: click.Context, library: Path | None, lang: str | None) -> int:
    session = ctx.ensure_object(Session)
    session.library = library
    return session.start(lang) if ctx.invoked_subcommand is None else 0


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        ctx.ensure_object(Session).out.tell({"version": __version__}, [f"{PROGRAM} {__version__}"])
        ctx.exit()


def _asked_language(argv: Sequence[str]) -> Language | None:
    """The language that ``--lang`` asks for: needed before click can word its first complaint."""
    for place, word in enumerate(argv):
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name == "--lang":
            wanted = value if equals else next(iter(argv[place + 1 :]), "")
            return next((language for language in SPOKEN if language.value == wanted), None)
    return None


def _offer(words: Words, error: LibraryDamaged) -> str:
    if error.offer is None:
        return words.say("no-restore-offer")
    return words.say("restore-offer", file=error.offer.file, replies=error.offer.replies)


def _flush() -> None:
    """Sends off what was printed. A program that was started without standard output has none."""
    if sys.stdout is not None:
        sys.stdout.flush()


def _stop_talking() -> None:
    """Nobody takes our output any more; Python would complain about it once more at the exit."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.close(silence)
