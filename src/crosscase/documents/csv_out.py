"""A table as CSV: UTF-8, commas, `\\n`; what a spreadsheet would take for a formula begins with `'`."""

from __future__ import annotations

from collections.abc import Iterable

from crosscase.documents.escaping import harmless
from crosscase.documents.values import Cell, Table, plain

_QUOTED = frozenset(',"\r\n')


def write_csv(table: Table) -> bytes:
    """The table's columns and rows; caption and note are left out."""
    lines = [_line(map(harmless, table.columns)), *(_line(map(_cell, row)) for row in table.rows)]
    return "".join(lines).encode("utf-8", "backslashreplace")


def _line(cells: Iterable[str]) -> str:
    # the library's writer leaves a lone carriage return bare, at which its reader, and others, end the row
    line = ",".join(
        cell if _QUOTED.isdisjoint(cell) else f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells
    )
    return f"{line}\n" if line else '""\n'


def _cell(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):  # with every digit: these are read by programs
        return repr(float(cell)).removesuffix(".0")
    return plain(cell) if isinstance(cell, int) else harmless(plain(cell))
