"""What is loaded and built of the commands: only what a command line asks for, and that only once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Annotated

import typer
import typer.main
from typer._click.core import Command

from crosscase.cli.commands import COMMANDS, GROUPS, loaded
from crosscase.cli.opened import CoderOption, Given, StudyOption
from crosscase.cli.plain_help import PlainCommand

WITH_VALUE = ("--study", "--coder")
"""Options before a command that are followed by a value."""


def command_for(words: Sequence[str]) -> Command:
    """The commands as far as `words` ask for them.

    To load a hundred commands and work out their parameters takes longer than most of them run, and the words name
    one. Where they name none (help, a name mistyped) all are there.

    Args:
        words: the command line without the program's name.
    """
    first, second = [*_after_options(words), "", ""][:2]
    if (group := GROUPS.get(first)) is not None:
        return _built(first, second if second in group.commands else "")
    return _built("", first if first in COMMANDS else "")


def every_command() -> Command:
    """All commands; takes long."""
    return _built("", "")


def _after_options(words: Sequence[str]) -> list[str]:
    """From the first word on that is neither an option known here nor its value."""
    at = 0
    while at < len(words) and words[at].partition("=")[0] in WITH_VALUE:
        at += 1 if "=" in words[at] else 2
    return list(words[at:])


@cache
def _built(group: str, name: str) -> Command:
    """One command, one group, or everything where neither is named."""
    app = typer.Typer(
        name="crosscase", rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False
    )
    app.callback(epilog="Example: crosscase --study my-study --coder koder-a")(_crosscase)
    if not group:
        _add(app, "", [name] if name else COMMANDS)
    for title in [group] if group else [] if name else GROUPS:
        about = GROUPS[title]
        inner = typer.Typer(rich_markup_mode=None, help=about.help, epilog=about.example)
        _add(inner, title, [name] if name else about.commands)
        app.add_typer(inner, name=title)
    return typer.main.get_command(app)


def _add(app: typer.Typer, group: str, names: Iterable[str]) -> None:
    for name in names:
        command, example = loaded(group, name)
        app.command(name, cls=PlainCommand, epilog=example)(command)


def _version(wanted: bool) -> None:
    if wanted:
        from crosscase import __version__

        print(f"crosscase {__version__}")
        raise typer.Exit


def _crosscase(
    context: typer.Context,
    study: StudyOption = None,
    coder: CoderOption = "",
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """A workbench for mixed-method case studies. Without a command it opens the study found here or above."""
    context.obj = Given(study, coder)
