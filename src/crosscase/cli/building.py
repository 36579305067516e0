"""What is built of the commands: only what a command line asks for, and that only once."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import cache

import typer
import typer.main
from typer._click.core import Command

WITH_VALUE = ("--study", "--coder")
"""Options before a command that are followed by a value."""


def command_for(app: typer.Typer, words: Sequence[str]) -> Command:
    """The commands of `app` as far as `words` ask for them.

    To work out the parameters of a hundred commands takes longer than most of them run, and the words name one.
    Where they name none (help, a name mistyped) all are there.

    Args:
        app: commands, and groups of commands.
        words: the command line without the program's name.
    """
    first, second = [*_after_options(words), "", ""][:2]
    groups = {info.name: info.typer_instance for info in app.registered_groups}
    if (inner := groups.get(first)) is not None:
        return _built(app, first, second if second in _names(inner) else "")
    return _built(app, "", first if first in _names(app) else "")


def _after_options(words: Sequence[str]) -> list[str]:
    """From the first word on that is neither an option known here nor its value."""
    at = 0
    while at < len(words) and words[at].partition("=")[0] in WITH_VALUE:
        at += 1 if "=" in words[at] else 2
    return list(words[at:])


@cache
def _built(app: typer.Typer, group: str, name: str) -> Command:
    """One command, one group, or everything where neither is named."""
    if group:
        [found] = [copy(info) for info in app.registered_groups if info.name == group]
        if name and found.typer_instance is not None:
            found.typer_instance = _part(found.typer_instance, commands=[name])
        part = _part(app)
        part.registered_groups = [found]
        return typer.main.get_command(part)
    return typer.main.get_command(_part(app, commands=[name]) if name else app)


def _part(app: typer.Typer, commands: Sequence[str] = ()) -> typer.Typer:
    """Like `app`, with these commands alone."""
    part = copy(app)
    part.registered_groups = []
    part.registered_commands = [info for info in app.registered_commands if info.name in commands]
    return part


def _names(app: typer.Typer) -> set[str | None]:
    return {info.name for info in app.registered_commands}
