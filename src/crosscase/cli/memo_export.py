"""crosscase memo export: memos as a document, or as a table."""

from __future__ import annotations

import typer

from crosscase.cli.memo_list import (
    AboutOption,
    CodingsOption,
    MemoCoderOption,
    SearchOption,
    chosen_memos,
)
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, hand_out

EXAMPLE = "Example: crosscase memo export --codings --output memos.docx"

_TABLES = (Format.csv, Format.json, Format.xlsx)


def memo_export(
    context: typer.Context,
    about: AboutOption = "",
    coder: MemoCoderOption = None,
    search: SearchOption = "",
    codings: CodingsOption = False,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Write memos into a document to read: Word, a page, or Markdown; or into a table."""
    from crosscase.reports.memos import memos_document, memos_table

    shown = opened(context, study)
    chosen = chosen_memos(shown, about, coder or (), search, codings)
    form = form_for(form, output)
    value = memos_table(shown, chosen) if form in _TABLES else memos_document(shown, chosen)
    hand_out(shown, value, form, output, replace)
