"""crosscase survey margins: margins of error of percents by the size of the sample."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    hand_out,
    write_json,
)
from crosscase.cli.survey_options import FpcOption, PopulationOption
from crosscase.cli.survey_shown import DATA, hand_out_data, show_table
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study

EXAMPLE = "Example: crosscase survey margins --n 100,88"
_LARGEST, _LARGEST_Z = 10**12, 10


def survey_margins(
    context: typer.Context,
    z: Annotated[float, typer.Option("--z", metavar="Z", help="Standard errors on each side.")] = 2,
    n: Annotated[
        str, typer.Option("--n", metavar="N,...", help="Sizes of samples; else 100 and how many answered.")
    ] = "",
    fpc: FpcOption = False,
    population: PopulationOption = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Show margins of error, z*sqrt(p(1-p)/n), of 5 to 95 percent in points."""
    from crosscase.reports.survey.margins import margins_data, margins_notes, margins_table
    from crosscase.survey.estimates import population_size
    from crosscase.survey.model import in_language
    from crosscase.survey.station import questionnaire_of

    form = form_for(form, output)
    if not 0 < z <= _LARGEST_Z:
        raise StudyError(f"--z {z:g}: give a number over 0, up to {_LARGEST_Z}, such as 1.96")
    shown = opened(context, study)
    questionnaire, language = questionnaire_of(shown), shown.settings.language
    sizes = _sizes(n) if n else _usual_sizes(shown)
    finite = fpc or population is not None
    size = population_size(questionnaire, population or 0, max(sizes)) if finite else 0
    caution = in_language(questionnaire.caution, language)
    table = margins_table(sizes, language, z=z, population=size, caution=caution)
    data = changed(margins_data(sizes, z=z, population=size), caption=table.caption)
    told = margins_notes(language, z=z, population=size, caution=caution)
    if form is Format.table:
        show_table(table)
    elif form is Format.json:
        rows = [dict(zip(data.columns, row, strict=True)) for row in data.rows]
        write_json({"notes": told, "margins": rows}, study=shown, output=output, replace=replace)
    elif form in DATA:
        hand_out_data(shown, data, told, form, output, replace)
    else:
        hand_out(shown, table, form, output, replace)


def _sizes(words: str) -> list[int]:
    found: list[int] = []
    for word in words.split(","):
        number = int(word) if word.strip().isascii() and word.strip().isdigit() and len(word) < 14 else 0
        if not 0 < number <= _LARGEST:
            raise StudyError(f"--n {words}: give whole numbers from 1 on, such as 100,88")
        found.append(number)
    return list(dict.fromkeys(found))


def _usual_sizes(study: Study) -> list[int]:
    from crosscase.survey.station import has_responses, responses_of

    answered = [responses_of(study).size] if has_responses(study) else []
    return list(dict.fromkeys(size for size in (100, *answered) if size))
