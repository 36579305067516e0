"""--help in plain words: what to type, without the types of Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperCommand

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter


class PlainCommand(TyperCommand):
    """A command whose arguments are called by their names alone."""

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """What follows the command's name in its first line."""
        return ["[OPTIONS]", *(_name(argument) for argument in self._arguments(ctx))]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the arguments, then the options."""
        if arguments := [(_name(argument), argument.help or "") for argument in self._arguments(ctx)]:
            with formatter.section("Arguments"):
                formatter.write_dl(arguments)
        others = [param for param in self.get_params(ctx) if not isinstance(param, TyperArgument)]
        with formatter.section("Options"):
            formatter.write_dl([record for param in others if (record := param.get_help_record(ctx))])

    def _arguments(self, ctx: Context) -> list[TyperArgument]:
        return [param for param in self.get_params(ctx) if isinstance(param, TyperArgument)]


def _name(argument: TyperArgument) -> str:
    name = str(argument.metavar).removesuffix("...")
    return f"{name}{'...' if argument.nargs != 1 else ''}"
