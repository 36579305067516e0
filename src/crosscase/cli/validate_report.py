"""crosscase validate report: what a round came to, as a document."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, hand_out
from crosscase.cli.validate_options import RoundOption, number_of, opened_pages

EXAMPLE = "Example: crosscase validate report --output round.docx"


def validate_report(
    context: typer.Context,
    number: RoundOption = 0,
    language: Annotated[
        str, typer.Option(metavar="LANGUAGE", help="Of the report, such as nb or en; else the study's.")
    ] = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Report on a round: what was asked, how many answered, what changed and why, where informants disagree.

    A document as Word, a page or Markdown. Informants' own words are in it where they have agreed to be quoted.
    """
    from crosscase.reports.validation_round.document import round_report
    from crosscase.study.ids import now

    shown = opened(context, study)
    document = round_report(
        shown, number_of(shown, number), language=language, today=now()[:10], opened=opened_pages(shown)
    )
    hand_out(shown, document, form, output, replace)
