"""Makes click commands that speak the user's language: help, headings, and what is wrong with the
usage.

click takes its own words from gettext's global domain, so what it prints itself is worded here
instead.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

import click

from kefu_desktop.cli.context import Session
from kefu_desktop.cli.words import Words

PROGRAM = "kefu-desktop"


class Unusable(click.UsageError):
    """Wrong usage that is worded already."""


class _Option(click.Option):
    """An option whose help is just its help: click would add "[required]" in English."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return None if record is None else (record[0], self.help or "")


class _Worded(click.Command):
    """A command with headings in one language."""

    words: Words

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = self.words.plain("usage", "usage")
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{prefix} ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [param.get_help_record(ctx) for param in self.get_params(ctx)]
        rows = [record for record in records if record is not None]
        if rows:
            with formatter.section(self.words.plain("usage", "options")):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.words.plain("help", "help")
        return option


class Command(_Worded):
    """One command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise Unusable(self.words.of("usage", "unexpected", value=" ".join(rest)), ctx)
        return rest


class Group(_Worded, click.Group):
    """A command with commands below it, listed in the order in which they were added. ``on_files``
    takes the words where the first is no command but a file.
    """

    on_files: Command | None = None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Worded.format_options(self, ctx, formatter)
        rows = [(name, command.help or "") for name, command in self.commands.items()]
        with formatter.section(self.words.plain("usage", "commands")):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None:
            if self.on_files is not None and _means_file(args[0]):
                return self.on_files.name, self.on_files, args
            raise Unusable(self.words.of("usage", "no-such-command", name=args[0]), ctx)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


class Shape:
    """Makes commands and options in one language; help texts are keys of the section ``help``."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def command(
        self, name: str, run: Callable[..., int | None], *params: click.Parameter
    ) -> Command:
        """Gives a command that calls ``run(session, **params)``; its help key is its own name, with
        the group's before it if there is one.
        """
        command = Command(
            name.rpartition("-")[2],
            callback=click.pass_obj(run),
            params=[*params, self.json()],
            help=self.words.plain("help", name),
            options_metavar=self.words.plain("usage", "option-pieces"),
        )
        command.words = self.words
        return command

    def group(
        self, name: str, help_key: str, commands: Iterable[click.Command], **settings: Any
    ) -> Group:
        """Gives a group of ``commands``."""
        # Files are opened by the program's own name alone.
        pieces = "command-pieces" if name == PROGRAM else "subcommand-pieces"
        group = Group(
            name,
            help=self.words.plain("help", help_key),
            options_metavar=self.words.plain("usage", "option-pieces"),
            subcommand_metavar=self.words.plain("usage", pieces),
            commands={command.name or "": command for command in commands},
            **settings,
        )
        group.words = self.words
        return group

    def option(self, *names: str, help_key: str, **settings: Any) -> click.Option:
        """Gives an option."""
        return _Option(names, help=self.words.plain("help", help_key), **settings)

    def json(self) -> click.Option:
        """Gives the switch that every command has, so that it may stand before or behind."""
        return self.option(
            "--json", help_key="json", is_flag=True, expose_value=False, callback=_switch_json
        )


def _means_file(word: str) -> bool:
    """Whether a word that is no command is the path of a file, there or not: a misspelt command has
    neither a dot nor a separator.
    """
    return "." in word or os.sep in word or "/" in word or os.path.exists(word)  # noqa: PTH110


def argument(name: str, **settings: Any) -> click.Argument:
    """Gives an argument."""
    return click.Argument([name], **settings)


def wrong_usage(words: Words, error: click.UsageError) -> str:
    """Says what is wrong with how the program was called; for a name that stands for several
    commands and was given alone, which those are.
    """
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    path = error.ctx.command_path if error.ctx is not None else PROGRAM
    return f"{_said(words, error)}\n{words.of('usage', 'see-help', command=path)}"


def _said(words: Words, error: click.UsageError) -> str:
    match error:
        case Unusable():
            return error.message
        case click.NoSuchOption():
            return words.of("usage", "no-such-option", name=error.option_name)
        case click.BadOptionUsage():
            return words.of("usage", "needs-value", name=error.option_name)
        case click.MissingParameter(param=click.Parameter() as param):
            return words.of("usage", "missing", name=_name_of(param))
        case click.BadParameter(param=click.Parameter() as param):
            allowed = _allowed(param.type)
            return words.of("usage", "bad-value", name=_name_of(param), allowed=allowed)
        case _:
            return words.of("usage", "broken", said=error.message)


def _name_of(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else (param.name or "").upper()


def _allowed(kind: click.ParamType[Any]) -> str:
    match kind:
        case click.Choice():
            return " | ".join(map(str, kind.choices))
        case click.IntRange():
            return f"{kind.min}–{kind.max}"
        case _:
            return kind.name


def _switch_json(ctx: click.Context, _param: click.Parameter, on: bool) -> None:
    session = ctx.find_object(Session)
    if on and session is not None:
        session.out.json = True
