"""crosscase theme edit: another sentence, other codes or items for a theme."""

from __future__ import annotations

from dataclasses import replace as changed_to
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
    ThemeArgument,
    listed,
)
from crosscase.study.problems import StudyError

EXAMPLE = "Example: crosscase theme edit K1 --item F2.god --item F2.lite --reversed F2.lite"


def theme_edit(
    context: typer.Context,
    theme: ThemeArgument,
    sentence: Annotated[str | None, typer.Option(metavar="TEXT", help="The finding, as a sentence.")] = None,
    code: CodesOption = None,
    against: AgainstOption = None,
    item: ItemsOption = None,
    reversed: ReversedOption = None,
    area: Annotated[
        str | None, typer.Option(metavar="AREA", help="The chapter of the findings it is in.")
    ] = None,
    language: LanguageOption = "",
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Write a theme anew. What is not given stays; a list that is given takes the place of the former one.

    An empty text takes a list, an area or the sentence in one language away. Relations are decided on instead.
    """
    from crosscase.study.theme_file import FILE
    from crosscase.study.themes import theme_named
    from crosscase.synthesis.theme_edits import change_theme, in_words

    if all(each is None for each in (sentence, code, against, item, reversed, area)):
        raise StudyError("say what to write, such as --sentence TEXT; nothing was changed")
    changed = opened(context, study, coder)
    before = theme_named(changed, theme)
    items = listed(item, before.survey)
    after = changed_to(
        before,
        area=before.area if area is None else area.strip(),
        sentence=before.sentence
        if sentence is None
        else in_words(changed, before.sentence, sentence, language),
        codes=listed(code, before.codes),
        against=listed(against, before.against),
        survey=items,
        # items that go take their being reversed along
        reversed=tuple(each for each in before.reversed if each in items)
        if reversed is None
        else listed(reversed, ()),
    )
    edit = change_theme(changed, after)
    if edit is None:
        say(f"{before.id}: it is so already")
        return
    carry_out(changed, edit)
    say(f"{FILE}: theme {before.id} changed")
