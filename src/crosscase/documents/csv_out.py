"""A table as CSV: UTF-8, commas, `\\n`; what a spreadsheet would take for a formula begins with `'`."""

from __future__ import annotations

import csv
import io

from crosscase.documents.escaping import harmless
from crosscase.documents.values import Cell, Table, plain


def write_csv(table: Table) -> bytes:
    """The table's columns and rows; caption and note are left out."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([harmless(column) for column in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8", "backslashreplace")


def _cell(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return plain(cell) if isinstance(cell, int | float) else harmless(plain(cell))
