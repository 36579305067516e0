"""crosscase crosstab: codes by an attribute of cases."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for
from crosscase.cli.relation_options import (
    CodersOption,
    CodesOption,
    DepthOption,
    coders_in,
    hand_out_found,
    show,
    words_in,
)

EXAMPLE = "Example: crosscase crosstab sentralitet --codes barriers"


def crosstab(
    context: typer.Context,
    attribute: Annotated[str, typer.Argument(metavar="ATTRIBUTE", help="An attribute of the cases.")],
    codes: CodesOption = "",
    depth: DepthOption = None,
    below: Annotated[
        bool, typer.Option("--below/--no-below", help="Count each code with all below it, or for itself.")
    ] = True,
    coders: CodersOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Count in how many cases each code is found, by an attribute: 3 of the 5 cases with this value.

    Always counts of cases, never percents: so few cases bear none.
    """
    form = form_for(form, output)
    shown = opened(context, study)
    from crosscase.reports.synthesis import crosstab as reports
    from crosscase.synthesis.crosstab import crosstab as counted

    found = counted(shown, attribute, words_in(codes), coders_in(shown, coders), below, depth)
    if form is Format.table:
        table = reports.crosstab_table(shown, found, "en", paths=True)
        show(table, reports.crosstab_notes(shown, found, "en"), "code")
        return
    language = shown.settings.language
    document = reports.crosstab_document(shown, found, language)
    notes = reports.crosstab_notes(shown, found, form.notes_language(language))
    hand_out_found(shown, form, reports.crosstab_data(found), document, notes, output, replace, "crosstab")
