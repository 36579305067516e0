"""crosscase codebook import: take codes in from a table or another codebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, note, say, write

EXAMPLE = "Example: crosscase codebook import codes.csv"
COLUMNS = ("row", "code", "what", "message")
FINDINGS = 1


def codebook_import(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .csv, .tsv or .xlsx table, or a codebook.yaml.")
    ],
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook.")] = "",
    update: Annotated[
        bool,
        typer.Option("--update", help="What the file says of codes that are there replaces what they have."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what it would do; change nothing.")
    ] = False,
    coder: CoderOption = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """Take codes in from a table or from another study's codebook.

    New codes are made, with the codes above them. Codes that are there keep their texts unless --update is given;
    nothing is ever removed.
    """
    from crosscase.reading.codebook_table import read_code_rows
    from crosscase.study.code_import import import_codes

    changed = opened(context, study, coder)
    rows = read_code_rows(file, sheet, tell=note)
    edit, results = import_codes(changed.codebook, rows, language=changed.settings.language, update=update)
    if edit is not None and not dry_run:
        carry_out(changed, edit)
    write(
        COLUMNS,
        [(r.where, r.path, r.what, r.message) for r in results],
        form,
        whole="code",
        study=changed,
        output=output,
        replace=replace,
    )
    counts = {
        what: sum(r.what == what for r in results) for what in ("new", "changed", "same", "kept", "refused")
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    tell = say if form is Format.table and output is None else note
    tell(f"{'would give' if dry_run else 'gave'} {told or 'nothing: the file holds no codes'}")
    if counts["kept"]:
        tell("kept as they are in the codebook; --update takes what the file says")
    return FINDINGS if counts["refused"] else 0
