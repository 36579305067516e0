"""crosscase theme remove: take a theme away."""

from __future__ import annotations

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import say
from crosscase.cli.theme_words import ThemeArgument

EXAMPLE = "Example: crosscase theme remove N1"


def theme_remove(
    context: typer.Context, theme: ThemeArgument, coder: CoderOption = "", study: StudyOption = None
) -> None:
    """Take a theme away. Its codes and codings stay."""
    from crosscase.study.theme_file import FILE
    from crosscase.synthesis.theme_edits import remove_theme

    changed = opened(context, study, coder)
    edit = remove_theme(changed, theme)
    carry_out(changed, edit)
    say(f"{FILE}: {edit.name}")
