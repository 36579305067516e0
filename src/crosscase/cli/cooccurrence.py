"""crosscase cooccurrence: which codes occur together, and how often."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for
from crosscase.cli.relation_options import (
    CodersOption,
    CodesOption,
    DepthOption,
    FigureOption,
    coders_in,
    draw,
    hand_out_found,
    see_figure_alone,
    show,
    words_in,
)
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from pathlib import Path

    from crosscase.reports.synthesis.relations import Measure as Cell
    from crosscase.study.folder import Study
    from crosscase.synthesis.cooccurrence import CoOccurrence

EXAMPLE = "Example: crosscase cooccurrence --relation near --most 10"


class Measure(StrEnum):
    """What the cells of a square hold."""

    pairs = "pairs"
    c = "c"
    jaccard = "jaccard"


_CELLS: dict[Measure, Cell] = {Measure.pairs: "pairs", Measure.c: "c", Measure.jaccard: "jaccard"}


RelationOption = Annotated[
    str, typer.Option("--relation", metavar="RELATION", help="overlap, inside, turn or near.")
]
ReachOption = Annotated[
    str | None,
    typer.Option(
        "--reach", metavar="REACH", help="Of near: characters between them, or paragraph; else 200."
    ),
]
SquareOption = Annotated[
    bool, typer.Option("--square", help="A row and a column for each code, not a list of pairs.")
]
MeasureOption = Annotated[
    Measure | None,
    typer.Option(
        "--measure", metavar="MEASURE", help="pairs, c or jaccard, of a square; of a figure c or jaccard."
    ),
]
MostOption = Annotated[
    int | None, typer.Option("--most", min=1, metavar="N", help="The first so many pairs.")
]


def cooccurrence(
    context: typer.Context,
    relation: RelationOption = "overlap",
    reach: ReachOption = None,
    codes: CodesOption = "",
    depth: DepthOption = None,
    below: Annotated[bool, typer.Option("--below", help="Count each code with all below it.")] = False,
    coders: CodersOption = "",
    square: SquareOption = False,
    measure: MeasureOption = None,
    most: MostOption = None,
    figure: FigureOption = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Count how often codings of two codes stand over, in or near each other, with Jaccard and c-coefficient."""
    _see_what_goes_together(square, measure, most, figure is not None)
    see_figure_alone(figure, form, output)
    form = form_for(form, output)
    shown = opened(context, study)
    from crosscase.synthesis.cooccurrence import cooccurrence as counted

    found = counted(shown, relation, reach, words_in(codes), below, coders_in(shown, coders), depth)
    if figure is not None:
        from crosscase.reports.figures.synthesis_figures import co_occurrence_figure

        shade: Literal["c", "jaccard"] = "jaccard" if measure is Measure.jaccard else "c"
        language = shown.settings.language
        drawn = partial(co_occurrence_figure, found, language, study=shown, measure=shade)
        draw(shown, drawn, figure, replace)
    else:
        cell = _CELLS[measure or Measure.pairs] if square else None
        _write(shown, found, cell, most, form, output, replace)


def _see_what_goes_together(square: bool, measure: Measure | None, most: int | None, is_figure: bool) -> None:
    if measure is not None and not square and not is_figure:
        raise StudyError("--measure is said of a square or a figure; give --square too")
    if most is not None and (square or is_figure):
        raise StudyError("--most is said of the list of pairs; leave out --square and --figure")
    if measure is Measure.pairs and is_figure:
        raise StudyError(
            "the figure prints pairs in any case, and is shaded by c or jaccard; give one of them"
        )


def _write(
    study: Study,
    found: CoOccurrence,
    cell: Cell | None,
    most: int | None,
    form: Format,
    output: Path | None,
    replace: bool,
) -> None:
    from crosscase.reports.synthesis import relations

    language = "en" if form is Format.table else study.settings.language  # commands speak English
    told = form.notes_language(language)
    notes = relations.cooccurrence_notes(study, found, told, cell, most, paths=form is Format.table)
    if form is Format.table and cell is None:
        show(relations.pairs_table(study, found, language, most, paths=True), notes, "code")
    elif form is Format.table and cell is not None:
        show(relations.square_table(study, found, cell, language, paths=True), notes, "code")
    else:
        data = relations.pairs_data(found, most) if cell is None else relations.square_data(found, cell)
        document = relations.cooccurrence_document(study, found, language, cell, most)
        key = "pairs" if cell is None else "codes"
        hand_out_found(study, form, data, document, notes, output, replace, key)
