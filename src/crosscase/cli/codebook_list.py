"""crosscase codebook list: every code, with how often it is used."""

from __future__ import annotations

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, write

EXAMPLE = "Example: crosscase codebook list --format csv"
COLUMNS = ("code", "tag", "name", "codings", "definition")


def codebook_list(
    context: typer.Context, study: StudyOption = None, form: FormatOption = Format.table
) -> None:
    """List the codes and how often each is used.

    The count is of all coders' codings, without those of the codes below.
    """
    shown = opened(context, study)
    book, counts, language = shown.codebook, shown.code_counts(), shown.settings.language
    rows = [
        (path, code.tag, book.name(code, language), counts[code.id], code.definition)
        for path, code in book.by_path.items()
    ]
    write(COLUMNS, rows, form, whole="code")
