"""crosscase case check: what is to be mended in case descriptions, and what is to be looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.cases_broken import unreadable_cases
from crosscase.cli.naming import case_named, known
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    complain,
    form_for,
    say,
    write,
)
from crosscase.cli.progress import slow
from crosscase.study.problems import FileError

if TYPE_CHECKING:
    from crosscase.casework.mark import Mark
    from crosscase.study.folder import Study

EXAMPLE = "Example: crosscase case check alta"
COLUMNS = ("case", "severe", "kind", "section", "number", "statement", "about", "message")


def case_check(
    context: typer.Context,
    case: Annotated[
        list[str] | None, typer.Argument(metavar="CASE...", help="Slugs or names of cases; else all.")
    ] = None,
    severe: Annotated[bool, typer.Option("--severe", help="List the severe marks alone.")] = False,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="List marks of this kind alone; may be given again."),
    ] = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """List the marks of case descriptions, the severe ones first and with a star; exit code 1 if any is severe.

    A case whose file cannot be read is named, and the others are checked; the exit code is 1 then too.
    """
    from crosscase.casework.handing_on import settings_readable
    from crosscase.casework.mark import KINDS

    form = form_for(form, output)
    kinds = {known("kind of mark", each, KINDS, f"there are {', '.join(KINDS)}") for each in kind or ()}
    shown = opened(context, study)
    settings_readable(shown)
    chosen = dict.fromkeys(case_named(shown, word).id for word in case or shown.cases)
    with slow("checking"):
        every, broken = _marks(shown, chosen)
    broken += [] if case else unreadable_cases(shown, broken)
    listed = [each for each in every if (each.severe or not severe) and (not kinds or each.kind in kinds)]
    if form is Format.table:
        _say(listed, every, broken)
    else:
        rows = [
            (
                mark.case, mark.severe, mark.kind, mark.section, mark.number if mark.number[:1].isdigit() else "",
                mark.statement, mark.about, mark.text,
            )
            for mark in sorted(listed, key=lambda each: not each.severe)
        ]  # fmt: skip
        write(COLUMNS, rows, form, caption="Marks", study=shown, output=output, replace=replace)
    for line in broken:
        complain(line)
    return 1 if broken or any(mark.severe for mark in every) else 0


def _marks(study: Study, cases: Iterable[str]) -> tuple[list[Mark], list[str]]:
    """The marks of the cases that can be read, and a line on each file that cannot."""
    from crosscase.casework.marks import marks_of
    from crosscase.study.statement_ids import read_every_case

    marks: list[Mark] = []
    broken: list[str] = []
    read_every_case(study)
    for case in cases:
        try:
            marks += marks_of(study, case)
        except FileError as error:
            broken.append(str(error))
    return marks, list(dict.fromkeys(broken))


def _say(listed: list[Mark], every: list[Mark], broken: Collection[str]) -> None:
    """One line each and never shortened: its end says what to do."""
    from crosscase.casework.marks_said import tallied, told
    from crosscase.study.plurals import counted

    for line in told(listed):
        say(f"{'*' if line.first.severe else ' '} {line.first.case}: {line.text} ({line.first.kind})")
    severe = sum(mark.severe for mark in every)
    count = counted(len(every), "mark")
    some = f"{len(listed)} of {count} listed" if len(listed) != len(every) else count
    ended = f"{some}, {severe} severe" if every else "no marks"
    kinds = f": {tallied(listed)}" if listed else ""
    left = f"; {counted(len(broken), 'file')} could not be read" if broken else ""
    say(f"{ended}{kinds}{left}")
