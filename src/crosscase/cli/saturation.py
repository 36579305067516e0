"""crosscase saturation: how many new codes each interview brings."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for
from crosscase.cli.relation_options import (
    CodersOption,
    CodesOption,
    FigureOption,
    coders_in,
    draw,
    hand_out_found,
    see_figure_alone,
    show,
    words_in,
)

EXAMPLE = "Example: crosscase saturation --unit case"


def saturation(
    context: typer.Context,
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help="source or case.")] = "source",
    kinds: Annotated[
        str,
        typer.Option("--kinds", metavar="KIND,...", help="Of sources; else focus groups and interviews."),
    ] = "focus-group,interview",
    codes: CodesOption = "",
    coders: CodersOption = "",
    order: Annotated[
        str,
        typer.Option("--order", metavar="ID,...", help="Which come first; the others follow by date."),
    ] = "",
    orders: Annotated[
        int, typer.Option("--orders", metavar="N", help="Random orders for the band, where not all are.")
    ] = 1000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the random orders.")] = 1,
    base: Annotated[int, typer.Option("--base", metavar="N", help="Units of the base size.")] = 4,
    run: Annotated[int, typer.Option("--run", metavar="N", help="Units of a run after it.")] = 2,
    figure: FigureOption = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Count the codes that are found for the first time in each interview, in this order and over all orders."""
    see_figure_alone(figure, form, output)
    form = form_for(form, output)
    shown = opened(context, study)
    from crosscase.reports.synthesis import saturation as reports
    from crosscase.synthesis.saturation import saturation as counted

    found = counted(
        shown, unit, words_in(kinds), words_in(codes), coders_in(shown, coders), orders, seed, words_in(order),
        base, run,
    )  # fmt: skip
    language = shown.settings.language
    if figure is not None:
        from crosscase.reports.figures.synthesis_figures import saturation_figure

        draw(shown, lambda: saturation_figure(found, language, study=shown), figure, replace)
    elif form is Format.table:
        table = reports.saturation_table(found, "en", ids=True)
        show(table, reports.saturation_notes(shown, found, "en"), table.columns[1])
    else:
        notes = reports.saturation_notes(shown, found, form.notes_language(language))
        document = reports.saturation_document(shown, found, language)
        hand_out_found(shown, form, reports.saturation_data(found), document, notes, output, replace, "steps")
