"""crosscase survey figure: a question as a picture."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import ReplaceOption, say
from crosscase.cli.progress import slow
from crosscase.documents.pictures import PictureForm, picture_form_of_name, write_picture
from crosscase.reports.figures.values import Kind
from crosscase.study.problems import StudyError

EXAMPLE = "Example: crosscase survey figure F4 --by sentralitet --output f4-sentralitet.svg"


class Language(StrEnum):
    """Languages that figures are drawn in."""

    nb = "nb"
    en = "en"


QuestionArgument = Annotated[
    str,
    typer.Argument(
        metavar="QUESTION", help="A question, a row or an answer, such as F4, F7.samer, F4.annet."
    ),
]
ByOption = Annotated[
    str, typer.Option("--by", metavar="VARIABLE", help="Break it down by the groups of a variable.")
]
KindOption = Annotated[
    Kind | None,
    typer.Option(
        "--kind", metavar="KIND", help="stacked, ranked, breakdown or nonresponse; else as is usual."
    ),
]
LanguageOption = Annotated[
    Language | None,
    typer.Option("--language", metavar="LANGUAGE", help="nb or en; else that of the study."),
]
WidthOption = Annotated[float, typer.Option("--width", metavar="CM", help="How wide it is, 8 to 40.")]
UntitledOption = Annotated[
    bool, typer.Option("--untitled", help="Leave the question out: the text around the figure says it.")
]
FormOption = Annotated[
    PictureForm | None,
    typer.Option("--format", metavar="FORMAT", help="svg or png; else as the file's name ends."),
]
FileOption = Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write it to this file.")]


def survey_figure(
    context: typer.Context,
    question: QuestionArgument,
    by: ByOption = "",
    kind: KindOption = None,
    language: LanguageOption = None,
    width: WidthOption = 16,
    untitled: UntitledOption = False,
    study: StudyOption = None,
    form: FormOption = None,
    output: FileOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Draw a question: bars divided by answers, ranked bars, groups with their intervals, or non-response.

    Percents are rounded half up, bases under 30 carry a star, and below the figure stand the base, who was asked, and
    what must be said with the survey. For non-response QUESTION is a variable, or a table of survey/population.yaml.
    """
    if form is None:
        if output is None:
            raise StudyError("svg or png? give --format, or --output FILE.svg")
        form = picture_form_of_name(str(output))
    if output is None and form is PictureForm.png and sys.stdout.isatty():
        raise StudyError("png cannot be shown on a terminal; give --output FILE.png")
    shown = opened(context, study)
    with slow("drawing"):
        from crosscase.reports.figures.survey_figures import figure_of

        figure = figure_of(
            shown,
            question,
            by=by,
            kind=kind,
            language=language or "",
            width=width,
            titled=not untitled,
        )
    from crosscase.study.name_gate import open_gate

    content = write_picture(figure, form, gate=open_gate(shown.root))
    if output is not None:
        from crosscase.documents.files import put_file

        put_file(output, content, replace)
        say(f"wrote {output}")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
