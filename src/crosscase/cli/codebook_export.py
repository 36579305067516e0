"""crosscase codebook export: the codebook to read, or to take in elsewhere."""

from __future__ import annotations

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, hand_out, say

EXAMPLE = "Example: crosscase codebook export --output codebook.docx"
_TABLES = (Format.csv, Format.json, Format.xlsx)
_YAML = (".yaml", ".yml")


def codebook_export(
    context: typer.Context,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Hand the codebook out, to read or to take in elsewhere.

    Word, pages and Markdown are to be read: every code with its definition and rules. CSV, Excel and JSON have one
    row a code, and a file whose name ends in .yaml is a codebook of Crosscase; codebook import takes them in again.
    """
    shown = opened(context, study)
    if output is not None and output.suffix.lower() in _YAML:
        from crosscase.documents.files import put_file
        from crosscase.reports.codebook import codebook_file

        put_file(output, codebook_file(shown), replace)
        say(f"wrote {output}")
        return
    form = form_for(form, output)
    if form in _TABLES:
        from crosscase.reports.codebook import codebook_table

        hand_out(shown, codebook_table(shown.codebook, shown.code_counts()), form, output, replace)
    else:
        from crosscase.reports.codebook import codebook_document

        hand_out(
            shown, codebook_document(shown), Format.md if form is Format.table else form, output, replace
        )
