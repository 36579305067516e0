"""However little of the commands is loaded for a command line, it reads as if all of them were."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer._click.core import Command
from typer.core import TyperGroup

from crosscase.cli.building import command_for, every_command

EVERYTHING = every_command()


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
        assert helped(command_for([*before, *path]), path) == helped(EVERYTHING, path)


@pytest.mark.parametrize("words", [(), ("--help",), ("statu",), ("--other", "status"), ("--study",)])
def test_where_no_command_is_named_all_of_them_are_there(words: tuple[str, ...]) -> None:
    command = command_for(words)
    assert paths(command) == paths(EVERYTHING)
    assert command.get_help(command.make_context("crosscase", [], resilient_parsing=True)) == helped(
        EVERYTHING, ()
    )


@pytest.mark.parametrize("words", [("codebook",), ("codebook", "--help"), ("codebook", "lst")])
def test_a_group_without_a_command_of_it_is_there_whole(words: tuple[str, ...]) -> None:
    assert [path for path in paths(EVERYTHING) if path[0] == "codebook"] == paths(command_for(words))


def test_a_command_that_is_named_is_there_alone() -> None:
    assert paths(command_for(["status", "--format", "json"])) == [("status",)]
    assert paths(command_for(["--study", "x", "codebook", "list"])) == [
        ("codebook",),
        ("codebook", "list"),
    ]


def test_every_module_with_an_example_is_a_command_and_can_be_called() -> None:
    folder = Path(command_for.__code__.co_filename).parent
    modules = {file.stem for file in folder.glob("*.py") if "\nEXAMPLE = " in file.read_text("utf-8")}
    every = set(paths(EVERYTHING))
    alone = every - {path[:-1] for path in every}
    assert {"_".join(path).replace("-", "_") for path in alone} == {name.strip("_") for name in modules}
