"""crosscase theme list: the cross-case findings as they are written down."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, say, write

EXAMPLE = "Example: crosscase theme list"
COLUMNS = (
    "id", "area", "sentence", "codes", "against", "survey", "reversed", "relation", "reason", "decided_by", "decided_on",
)  # fmt: skip
BRIEF = ("id", "area", "relation", "survey", "sentence")


def theme_list(
    context: typer.Context,
    area: Annotated[str, typer.Option(metavar="AREA", help="Only the themes of this area.")] = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """List the themes: what they say, what they rest on, what of the survey they are set beside."""
    from crosscase.cli.naming import known
    from crosscase.study.themes import areas_of, themes_of
    from crosscase.synthesis.joint import in_language

    shown = opened(context, study)
    themes = themes_of(shown)
    if area:
        areas = [each.id for each in areas_of(shown) if each.id]
        known("area", area, areas, f"there are {', '.join(areas)}" if areas else "no theme has one")
    language = shown.settings.language
    rows = [
        (
            theme.id, theme.area, in_language(theme.sentence, language), theme.codes, theme.against, theme.survey,
            theme.reversed, theme.relation, in_language(theme.reason, language),
            theme.decided.by if theme.decided is not None else "",
            theme.decided.on if theme.decided is not None else "",
        )
        for theme in themes
        if not area or theme.area == area
    ]  # fmt: skip
    write(COLUMNS, rows, form, BRIEF, "id", caption="Themes", study=shown, output=output, replace=replace)
    if not rows and form is Format.table and output is None:
        say("no themes")
