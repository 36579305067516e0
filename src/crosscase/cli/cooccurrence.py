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
    show,
    words_in,
)
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.reports.synthesis.relations import Measure as Cell

EXAMPLE = "Example: crosscase cooccurrence --relation near --most 10"


class Measure(StrEnum):
    """What the cells of a square hold."""

    pairs = "pairs"
    c = "c"
    jaccard = "jaccard"


_CELLS: dict[Measure, Cell] = {Measure.pairs: "pairs", Measure.c: "c", Measure.jaccard: "jaccard"}


def cooccurrence(
    context: typer.Context,
    relation: Annotated[
        str, typer.Option("--relation", metavar="RELATION", help="overlap, inside, turn or near.")
    ] = "overlap",
    reach: Annotated[
        str | None,
        typer.Option(
            "--reach", metavar="REACH", help="Of near: characters between them, or paragraph; else 200."
        ),
    ] = None,
    codes: CodesOption = "",
    depth: DepthOption = None,
    below: Annotated[bool, typer.Option("--below", help="Count each code with all below it.")] = False,
    coders: CodersOption = "",
    square: Annotated[
        bool, typer.Option("--square", help="A row and a column for each code, not a list of pairs.")
    ] = False,
    measure: Annotated[
        Measure | None,
        typer.Option(
            "--measure", metavar="MEASURE", help="pairs, c or jaccard, of a square; of a figure c or jaccard."
        ),
    ] = None,
    most: Annotated[
        int | None, typer.Option("--most", min=1, metavar="N", help="The first so many pairs.")
    ] = None,
    figure: FigureOption = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Count how often codings of two codes stand over, in or near each other, with Jaccard and c-coefficient."""
    if measure is not None and not square and figure is None:
        raise StudyError("--measure is said of a square or a figure; give --square too")
    if most is not None and (square or figure is not None):
        raise StudyError("--most is said of the list of pairs; leave out --square and --figure")
    if measure is Measure.pairs and figure is not None:
        raise StudyError(
            "the figure prints pairs in any case, and is shaded by c or jaccard; give one of them"
        )
    form = form_for(form, output)
    shown = opened(context, study)
    from crosscase.reports.synthesis import relations
    from crosscase.synthesis.cooccurrence import cooccurrence as counted

    found = counted(shown, relation, reach, words_in(codes), below, coders_in(shown, coders), depth)
    language = shown.settings.language
    cell: Cell | None = _CELLS[measure or Measure.pairs] if square else None
    if figure is not None:
        from crosscase.reports.figures.synthesis_figures import co_occurrence_figure

        shade: Literal["c", "jaccard"] = "jaccard" if measure is Measure.jaccard else "c"
        drawn = partial(co_occurrence_figure, found, language, study=shown, measure=shade)
        draw(shown, drawn, figure, replace)
    elif form is Format.table:
        notes = relations.cooccurrence_notes(shown, found, "en", cell, most)
        table = (
            relations.square_table(shown, found, cell, "en", paths=True)
            if cell is not None
            else relations.pairs_table(shown, found, "en", most, paths=True)
        )
        show(table, notes, "code")
    else:
        data = relations.square_data(found, cell) if cell is not None else relations.pairs_data(found, most)
        notes = relations.cooccurrence_notes(shown, found, language, cell, most)
        document = relations.cooccurrence_document(shown, found, language, cell, most)
        hand_out_found(shown, form, data, document, notes, output, replace, "codes" if square else "pairs")
