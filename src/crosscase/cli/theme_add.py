"""crosscase theme add: a new theme."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import say
from crosscase.cli.theme_words import (
    AgainstOption,
    CodesOption,
    ItemsOption,
    LanguageOption,
    ReversedOption,
    listed,
)

EXAMPLE = (
    "Example: crosscase theme add N1 --sentence 'Nettverk bærer arbeidet.' --code drivers/organisations "
    "--item F8.nettverk"
)


def theme_add(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="What it is called, such as N1; never changes.")],
    sentence: Annotated[str, typer.Option(metavar="TEXT", help="The finding, as a sentence.")],
    code: CodesOption = None,
    against: AgainstOption = None,
    item: ItemsOption = None,
    reversed: ReversedOption = None,
    area: Annotated[str, typer.Option(metavar="AREA", help="The chapter of the findings it is in.")] = "",
    language: LanguageOption = "",
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Write down a theme: a sentence, the codes it rests on, the items of the survey it is set beside."""
    from crosscase.study.theme_file import FILE, Theme
    from crosscase.synthesis.theme_edits import in_words, new_theme

    changed = opened(context, study, coder)
    theme = Theme(
        id=id.strip(),
        area=area.strip(),
        sentence=in_words(changed, {}, sentence, language),
        codes=listed(code, ()),
        against=listed(against, ()),
        survey=listed(item, ()),
        reversed=listed(reversed, ()),
    )
    carry_out(changed, new_theme(changed, theme))
    say(f"{FILE}: theme {theme.id}")
