"""crosscase case import: attributes of cases from a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import Format, FormatOption, complain, note, write
from crosscase.cli.progress import slow
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crosscase.reading.tables import TextTable
    from crosscase.study.case_edits import CaseRow, RowTaken

EXAMPLE = "Example: crosscase case import kommuner.csv --columns innbyggere,fylke --replace-values"
COLUMNS = ("row", "case", "outcome", "attributes", "replaced", "kept")
KEYS = ("case", "kommune", "name", "navn", "id")
"""What the column that names the cases may be called, the first one first."""


def case_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table: .csv, .tsv, .txt or .xlsx.")],
    key: Annotated[str, typer.Option(metavar="COLUMN", help="The column that names the cases.")] = "",
    sheet: Annotated[
        str, typer.Option(metavar="NAME", help="The sheet of an Excel file; else the first.")
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option(metavar="NAMES", help="Only these columns, parted by commas; may be repeated."),
    ] = None,
    add_cases: Annotated[
        bool, typer.Option("--add-cases", help="Make the cases that are not there.")
    ] = False,
    replace_values: Annotated[
        bool, typer.Option("--replace-values", help="Let the table's values replace others.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done and change nothing.")
    ] = False,
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
) -> int:
    """Take attributes of cases in from a table, read as text.

    Each row is a case, found by its slug or name; each other column is an attribute. An empty cell says nothing.
    """
    from crosscase.reading.tables import read_table
    from crosscase.study.case_edits import set_attributes

    changed = opened(context, study, coder)
    table = read_table(file, sheet)
    rows = _rows(table, str(file), key, columns or [])
    edit, taken = set_attributes(changed, rows, add_cases=add_cases, replace_values=replace_values)
    if edit is not None and not dry_run:
        with slow("saving"):
            carry_out(changed, edit)
    for one in taken:
        if one.refused:
            complain(f"{file}, {one.row.label}: {one.refused}")
    good = [one for one in taken if not one.refused]
    for one in good:
        if one.like:
            note(f"case {one.case} is new; the study has {one.like} too, in case that was meant")
    if kept := sum(len(one.kept) for one in good):
        note(
            f"{kept} value{'s' * (kept != 1)} kept: the cases have others; --replace-values takes the table's"
        )
    if good or len(good) == len(taken):
        write(COLUMNS, [_told(one, dry_run) for one in good], form, whole="case", study=changed)
    return 0 if len(good) == len(taken) else 1


def _rows(table: TextTable, file: str, key: str, wanted: Sequence[str]) -> list[CaseRow]:
    from crosscase.study.case_edits import CaseRow

    named = _place(table.columns, key or _key(table.columns, file), file)
    places = _attributes(table.columns, wanted, file) if wanted else range(len(table.columns))
    places = [place for place in places if place != named]
    if not places:
        raise StudyError(f"{file} has no column beside {table.columns[named]}; there is nothing to take in")
    what = "row" if table.label != file else "line"
    return [
        CaseRow(f"{what} {line}", row[named], {table.columns[place]: row[place] for place in places})
        for line, row in zip(table.lines, table.rows, strict=True)
    ]


def _key(columns: Sequence[str], file: str) -> str:
    called = {column.casefold(): column for column in reversed(columns)}
    found = next((called[name] for name in KEYS if name in called), None)
    if found is None:
        raise StudyError(
            f"no column of {file} is called {', '.join(KEYS[:-1])} or {KEYS[-1]}; say with --key which one "
            f"names the cases: it has {', '.join(columns)}"
        )
    return found


def _attributes(columns: Sequence[str], wanted: Sequence[str], file: str) -> list[int]:
    words = [
        part for word in wanted for part in ([word] if " ".join(word.split()) in columns else word.split(","))
    ]
    return sorted({_place(columns, word, file) for word in words})


def _place(columns: Sequence[str], word: str, file: str) -> int:
    """Which column is called so, capitals or not."""
    word = " ".join(word.split())
    if word in columns:
        return columns.index(word)
    alike = [place for place, column in enumerate(columns) if column.casefold() == word.casefold()]
    if len(alike) != 1:
        raise StudyError(f"there is no column {word} in {file}; it has {', '.join(columns)}")
    return alike[0]


def _told(one: RowTaken, dry_run: bool) -> tuple[object, ...]:
    outcome = "new case" if one.new else "changed" if one.added or one.replaced else "unchanged"
    if dry_run and outcome != "unchanged":
        outcome = f"would be {'a ' * one.new}{outcome}"
    return (
        one.row.label,
        one.case,
        outcome,
        _values(dict(one.added)),
        _values({name: f"{new} (was {former})" for name, (former, new) in one.replaced.items()}),
        _values({name: f"{there} (not {given})" for name, (there, given) in one.kept.items()}),
    )


def _values(values: dict[str, str]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in values.items())
