"""crosscase matrix: cases, or what else codings are counted by, and codes."""

from __future__ import annotations

from dataclasses import replace as changed
from functools import partial
from typing import TYPE_CHECKING

import typer

from crosscase.cli.matrix_options import (
    CELLS,
    QUOTES,
    SUMMARY,
    BelowOption,
    ByOption,
    CellOption,
    GroupByOption,
    OrderOption,
    TransposeOption,
)
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    hand_out,
    note,
    say,
    width,
    write,
    write_json,
)
from crosscase.cli.relation_options import (
    CodersOption,
    CodesOption,
    DepthOption,
    FigureOption,
    coders_in,
    draw,
    see_figure_alone,
    words_in,
)
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crosscase.documents.values import Document, Table
    from crosscase.study.folder import Study
    from crosscase.synthesis.matrices import Matrix

EXAMPLE = "Example: crosscase matrix --codes barriers --order innbyggere"
_WORDS = (QUOTES, SUMMARY)


def matrix(
    context: typer.Context,
    by: ByOption = "case",
    codes: CodesOption = "",
    depth: DepthOption = None,
    cell: CellOption = "count",
    below: BelowOption = True,
    coders: CodersOption = "",
    order: OrderOption = "",
    group_by: GroupByOption = "",
    transpose: TransposeOption = False,
    figure: FigureOption = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """Set cases, or what else codings are counted by, against codes.

    Whose codings count, and what is left out, stands with every matrix.
    """
    _known(cell)
    _see_what_goes_together(cell, by, below, transpose, figure is not None)
    see_figure_alone(figure, form, output)
    form = form_for(form, output)
    shown = opened(context, study)
    from crosscase.synthesis.matrices import matrix as counted

    names = words_in(order)
    found = counted(
        shown, by, words_in(codes), "count" if cell in _WORDS else cell, below, coders_in(shown, coders),
        names if names and "," in order else order.strip(), group_by, depth,
    )  # fmt: skip
    if figure is not None:
        from crosscase.reports.figures.synthesis_figures import heat_map_figure
        from crosscase.reports.synthesis.matrix import has_codes_as_rows

        language, as_rows = shown.settings.language, has_codes_as_rows(found) != transpose
        draw(
            shown, partial(heat_map_figure, found, language, transpose=as_rows, survey=True), figure, replace
        )
    elif cell == QUOTES:
        _write_quotes(shown, found, form, output, replace)
    elif cell == SUMMARY:
        paths = (
            found.paths if codes or depth else None
        )  # else those at the top, and others that have summaries
        return _write_summaries(shown, found, paths, form, output, replace)
    else:
        _write_numbers(shown, found, transpose, form, output, replace)
    return 0


def _known(cell: str) -> None:
    if cell not in CELLS:
        from crosscase.study.shapes import nearest

        guess = nearest(cell, CELLS)
        hint = f"did you mean {guess}?" if guess is not None else f"give one of {', '.join(CELLS)}"
        raise StudyError(f"--cell {cell}: a cell cannot hold that; {hint}")


def _see_what_goes_together(cell: str, by: str, below: bool, transpose: bool, is_figure: bool) -> None:
    if cell in _WORDS and (is_figure or transpose):
        option = "--figure" if is_figure else "--transpose"
        raise StudyError(f"{option} is for numbers, and --cell {cell} shows words; leave one of them out")
    if cell == SUMMARY and by != "case":
        raise StudyError(f"summaries are written of cases; leave out --by {by}")
    if cell == SUMMARY and not below:
        raise StudyError("a summary is of a code with all below it; leave out --no-below")


def _write_numbers(
    study: Study, found: Matrix, transpose: bool, form: Format, output: Path | None, replace: bool
) -> None:
    from crosscase.reports.synthesis.matrix import MOST, matrix_document, matrix_facts, matrix_table
    from crosscase.reports.synthesis.matrix_words import left_out, notes

    language = study.settings.language
    if form is Format.table:
        _show(study, found, transpose)
    elif form is Format.json:
        write_json(matrix_facts(study, found, language), study=study, output=output, replace=replace)
    elif form is Format.csv:
        table = matrix_table(study, found, language, transpose=transpose)
        hand_out(study, table, form, output, replace)
        for line in notes(study, found, "en", shaded=False):
            note(line)
    elif form is Format.xlsx and not (found.groups and found.paths):
        table = matrix_table(study, found, language, transpose=transpose)  # a sheet is never without a table
        hand_out(
            study, changed(table, note=" ".join(left_out(study, found, language))), form, output, replace
        )
    else:
        most = MOST if form is Format.docx else None
        document = matrix_document(study, found, language, transpose=transpose, most=most)
        hand_out(study, document, form, output, replace)


def _show(study: Study, found: Matrix, transpose: bool) -> None:
    """The numbers on the terminal; what does not fit beside the first columns goes on below them."""
    from crosscase.cli.survey_shown import room, show_table, show_words
    from crosscase.reports.synthesis.matrix import matrix_tables
    from crosscase.reports.synthesis.matrix_words import left_out, notes

    tables = matrix_tables(study, found, "en", transpose=transpose, paths=True)  # commands speak English
    for number, part in enumerate(_parts(tables[0], room()) if tables else ()):
        if number:
            say()
        show_table(part)
    if tables:
        say()
    for line in notes(study, found, "en", shaded=False) if tables else left_out(study, found, "en"):
        show_words(line)


def _parts(table: Table, columns: int) -> Iterator[Table]:
    """The fewest tables that fit, each with the first column."""
    from crosscase.cli.survey_shown import lines_of
    from crosscase.reports.synthesis.relations import in_parts

    others = len(table.columns) - 1
    abreast = others
    while abreast > 1:
        parts = in_parts(table, 1, abreast)
        if all(width(line) <= columns for part in parts for line in lines_of(part, columns)):
            break
        abreast -= max(1, abreast // 8)
    yield from in_parts(table, 1, abreast)


def _write_quotes(study: Study, found: Matrix, form: Format, output: Path | None, replace: bool) -> None:
    from crosscase.reports.synthesis.matrix import quotes_data, quotes_document

    language = study.settings.language
    if form in (Format.csv, Format.json, Format.xlsx):
        hand_out(study, quotes_data(study, found, language), form, output, replace)
    else:
        hand_out(study, quotes_document(study, found, language), form, output, replace)


def _write_summaries(
    study: Study,
    found: Matrix,
    paths: tuple[str, ...] | None,
    form: Format,
    output: Path | None,
    replace: bool,
) -> int:
    from crosscase.cli.summary_list import BRIEF, UNREAD
    from crosscase.documents.writing import Form
    from crosscase.reports.synthesis.framework import framework_for, framework_table
    from crosscase.reports.synthesis.framework_words import completeness_line, left_out
    from crosscase.synthesis.framework import framework

    cases = [group.id for group in found.groups if group.id in study.cases]
    summaries = framework(study, cases, paths, found.coders)
    language = study.settings.language
    if form is Format.table:
        table = framework_table(study, summaries, language)
        write(table.columns, table.rows, form, BRIEF, "code", study=study)
        say(completeness_line(summaries.whole, "en"))
    else:
        value: Table | Document = framework_for(study, summaries, Form(form), language)
        hand_out(study, value, form, output, replace)
    for line in left_out(summaries, "en"):
        note(line)
    for problem in summaries.unreadable:
        note(str(problem))
    return UNREAD if summaries.unreadable else 0
