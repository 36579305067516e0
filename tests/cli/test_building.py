"""However little of the commands is built for a command line, it reads as if all of them were."""

from __future__ import annotations

import pytest
import typer.main
from typer._click.core import Command
from typer.core import TyperGroup

from crosscase.cli.app import app
from crosscase.cli.building import command_for

EVERYTHING = typer.main.get_command(app)


def paths(command: Command, *before: str) -> list[tuple[str, ...]]:
    """The words of every command and group."""
    inner = command.commands if isinstance(command, TyperGroup) else {}
    below = [path for name, each in inner.items() for path in paths(each, *before, name)]
    return [before, *below] if before else below


def helped(command: Command, path: tuple[str, ...]) -> str:
    """What the help of a command says, down that path."""
    with command.make_context("crosscase", [*path, "--help"], resilient_parsing=True) as context:
        while path:
            assert isinstance(command, TyperGroup)
            command, path = command.commands[path[0]], path[1:]
            context = command.make_context(command.name, ["--help"], parent=context, resilient_parsing=True)
        return command.get_help(context)


@pytest.mark.parametrize("before", [(), ("--study", "status"), ("--coder=koder-a", "--study", "x")])
def test_the_help_of_every_command_is_that_of_all_of_them_together(before: tuple[str, ...]) -> None:
    every = paths(EVERYTHING)
    assert len(every) > 90
    for path in every:
        assert helped(command_for(app, [*before, *path]), path) == helped(EVERYTHING, path)


@pytest.mark.parametrize("words", [(), ("--help",), ("statu",), ("--other", "status"), ("--study",)])
def test_where_no_command_is_named_all_of_them_are_there(words: tuple[str, ...]) -> None:
    command = command_for(app, words)
    assert paths(command) == paths(EVERYTHING)
    assert command.get_help(command.make_context("crosscase", [], resilient_parsing=True)) == helped(
        EVERYTHING, ()
    )


@pytest.mark.parametrize("words", [("codebook",), ("codebook", "--help"), ("codebook", "lst")])
def test_a_group_without_a_command_of_it_is_there_whole(words: tuple[str, ...]) -> None:
    assert [path for path in paths(EVERYTHING) if path[0] == "codebook"] == paths(command_for(app, words))


def test_a_command_that_is_named_is_there_alone() -> None:
    assert paths(command_for(app, ["status", "--format", "json"])) == [("status",)]
    assert paths(command_for(app, ["--study", "x", "codebook", "list"])) == [
        ("codebook",),
        ("codebook", "list"),
    ]
