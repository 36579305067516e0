"""crosscase report: the study's report as one file."""

from __future__ import annotations

from dataclasses import replace as changed
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, ReplaceOption, complain, hand_out, may_go_to
from crosscase.cli.progress import counted_aloud, slow
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study

EXAMPLE = "Example: crosscase report --output report.html --english-summary"


class ReportForm(StrEnum):
    """What a report is written as."""

    html = "html"
    docx = "docx"


def report(
    context: typer.Context,
    chapters: Annotated[
        str,
        typer.Option(
            metavar="NAME,...",
            help="Only these: method, survey, findings, cases, appendix; else all of them.",
        ),
    ] = "",
    coders: Annotated[
        str, typer.Option(metavar="NAME,...", help="Whose codings; else those that count in each source.")
    ] = "",
    english_summary: Annotated[
        bool, typer.Option("--english-summary", help="Begin with a summary in English.")
    ] = False,
    study: StudyOption = None,
    form: Annotated[
        ReportForm | None,
        typer.Option("--format", metavar="FORMAT", help="html or docx; else as the file's name ends."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to this file.")
    ] = None,
    replace: ReplaceOption = False,
) -> int:
    """Put the study's report together, in its language: method, survey, findings, cases, appendices, evidence.

    What is not there is said in its place. Exit code 1 where a file of the study could not be read.
    """
    written = Format(_form(form, output))
    may_go_to(written, output, replace)  # before the work of putting it together
    shown = opened(context, study)
    with slow("reading the study"):
        from crosscase.reports.study_report.plan import desk_for, put_together, steps_of

        desk = desk_for(shown, _names(chapters), _names(coders) or None)
        steps = steps_of(desk, english_summary=english_summary)
    made = [step() for step in counted_aloud(steps, "writing the report")]
    document = changed(put_together(desk, made), study=_way_back(shown, output))
    hand_out(shown, document, written, output, replace)
    troubles = list(dict.fromkeys([*map(str, shown.problems), *desk.troubles]))
    for line in troubles:
        complain(line)
    return 1 if troubles else 0


def _form(form: ReportForm | None, output: Path | None) -> ReportForm:
    if form is not None:
        return form
    if output is None:
        raise StudyError("html or docx? give --format, or --output FILE.html")
    suffix = output.suffix.lower().removeprefix(".")
    if suffix not in {each.value for each in ReportForm}:
        raise StudyError(f"{output}: a report is written as html or docx; end the name so, or give --format")
    return ReportForm(suffix)


def _names(words: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in words.split(",") if name.strip())


def _way_back(study: Study, output: Path | None) -> str | None:
    """The way from the report to the study's folder; None where it lies outside, which is nobody else's business."""
    if output is None:
        return None
    folder, root = output.resolve().parent, study.root.resolve()
    if not folder.is_relative_to(root):
        return None
    return "../" * len(folder.relative_to(root).parts)
