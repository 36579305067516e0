"""crosscase survey check: what cannot be true, or is not borne out, in what a report printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    say,
    write,
    write_json,
)
from crosscase.cli.progress import slow

if TYPE_CHECKING:
    from crosscase.survey.checking import Finding

EXAMPLE = "Example: crosscase survey check --format json"
COLUMNS = ("kind", "severity", "where", "message")
SMALL = "small-base"


class Least(StrEnum):
    """The least severity that is listed."""

    error = "error"
    warning = "warning"
    note = "note"


def survey_check(
    context: typer.Context,
    least: Annotated[
        Least,
        typer.Option(
            "--severity",
            metavar="SEVERITY",
            help="List findings of this severity and above it: error, warning or note.",
        ),
    ] = Least.note,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """Check published figures: whole counts, sums, groups, restatements, significance, rates, margins, bases.

    An error cannot be true by any rounding; a warning is a claim of significance that its own figures do not bear
    out; a note is for caution. The figures stand in survey/published.yaml. Exit code 1 if there are errors or warnings.
    """
    from crosscase.survey.checking import check_published

    form = form_for(form, output)
    shown = opened(context, study)
    with slow("checking"):
        found = check_published(shown)
    severities = list(Least)
    listed = [one for one in found if severities.index(Least(one.severity)) <= severities.index(least)]
    rows = [(one.kind, one.severity, one.where, one.message) for one in listed]
    if form is Format.table:
        # one line each and never shortened: the end of it is the arithmetic
        for one in listed:
            if one.kind != SMALL:
                say(f"{one.severity}: {one.where}: {one.message} ({one.kind})")
        for line in _small_bases(listed):
            say(line)
        counts = Counter(one.severity for one in found)
        say(
            ", ".join(
                f"{counts[each.value]} {each.value}{'s' * (counts[each.value] != 1)}" for each in severities
            )
        )
    elif form is Format.json:
        facts = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        write_json(facts, study=shown, output=output, replace=replace)
    else:
        write(
            COLUMNS, rows, form, caption="Check of published figures", study=shown, output=output, replace=replace
        )  # fmt: skip
    return 1 if any(one.severity != "note" for one in found) else 0


def _small_bases(found: Sequence[Finding]) -> Iterator[str]:
    """The claims on small bases, a line for each figure: one for each claim would hide all else."""
    figures = Counter(one.where.partition(",")[0] for one in found if one.kind == SMALL)
    for figure, count in figures.items():
        claims = "1 claim rests" if count == 1 else f"{count} claims rest"
        yield f"note: {figure}: {claims} on fewer than 30 answers: read with caution ({SMALL})"
