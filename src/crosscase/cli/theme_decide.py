"""crosscase theme decide: how what was said and what was counted go together."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import say
from crosscase.cli.theme_words import LanguageOption, ThemeArgument

EXAMPLE = (
    "Example: crosscase theme decide K2 expands --reason 'Intervjuene sier hvem som trenger hva.' "
    "--coder koder-a"
)


def theme_decide(
    context: typer.Context,
    theme: ThemeArgument,
    relation: Annotated[
        str,
        typer.Argument(metavar="RELATION", help="converges, expands, explains, contrasts or silent."),
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    language: LanguageOption = "",
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Decide on a theme's relation to the survey, with a reason, your name and the day."""
    from crosscase.study.ids import now
    from crosscase.study.theme_file import FILE
    from crosscase.synthesis.theme_edits import decide

    changed = opened(context, study, coder)
    edit = decide(changed, theme, relation, reason, by=coder_of(changed), on=now()[:10], language=language)
    carry_out(changed, edit)
    say(f"{FILE}: {edit.name}")
