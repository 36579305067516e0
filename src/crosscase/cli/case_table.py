"""crosscase case table: one row a case, one column a code, for statistics elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, hand_out
from crosscase.cli.relation_options import (
    CodersOption,
    CodesOption,
    DepthOption,
    coders_in,
    hand_out_found,
    show,
    words_in,
)

EXAMPLE = "Example: crosscase case table --names short --format json"


def case_table(
    context: typer.Context,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="presence (0 and 1) or count.")
    ] = "presence",
    codes: CodesOption = "",
    depth: DepthOption = None,
    below: Annotated[
        bool, typer.Option("--below/--no-below", help="Count each code with all below it, or for itself.")
    ] = True,
    coders: CodersOption = "",
    attributes: Annotated[
        bool, typer.Option("--attributes/--no-attributes", help="With the attributes of the cases.")
    ] = True,
    names: Annotated[
        str,
        typer.Option("--names", metavar="NAMES", help="path, or short: as SPSS and R take them."),
    ] = "path",
    codebook: Annotated[
        bool, typer.Option("--codebook", help="What each column is, in place of the table.")
    ] = False,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Write a table with a row a case and a column a code: 0 and 1, or counts, beside the cases' attributes.

    Excel has what the columns are as a second sheet; Word, Markdown and HTML have a column a case, to be read.
    """
    form = form_for(form, output)
    shown = opened(context, study)
    from crosscase.reports.synthesis import crosstab as reports
    from crosscase.synthesis.case_tables import case_table as tabled

    chosen, whose = words_in(codes), coders_in(shown, coders)
    found = tabled(shown, kind, chosen, below, whose, attributes, names, depth)
    language = "en" if form is Format.table else shown.settings.language
    table = reports.case_codebook(found, language) if codebook else reports.case_table_table(found, language)
    told = form.notes_language(language)
    notes = () if codebook else reports.case_table_notes(shown, found, told)
    if form is Format.table:
        show(table, notes, table.columns[0])
    elif codebook:
        hand_out(shown, table, form, output, replace)
    elif form is Format.xlsx:
        hand_out(shown, reports.case_table_sheets(shown, found, language), form, output, replace)
    else:
        document = reports.case_table_document(shown, found, language)
        hand_out_found(shown, form, table, document, notes, output, replace, "cases")
