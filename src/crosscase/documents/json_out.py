"""A table as JSON: a list of objects, one for each row."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

from crosscase.documents.escaping import json_text
from crosscase.documents.values import Cell, Table, is_rich, plain


def write_json(table: Table) -> bytes:
    """The table's rows with its columns as keys; caption and note are left out."""
    return json_bytes(
        [
            {name: _cell(cell) for name, cell in zip(table.columns, row, strict=True)}
            for row in table.rows
        ]
    )  # fmt: skip


def json_bytes(value: object) -> bytes:
    """A value as JSON that no terminal can mistake for commands, with a newline at its end."""
    return (json_text(json.dumps(value, ensure_ascii=False, indent=2)) + "\n").encode()


def _cell(cell: Cell) -> object:
    if isinstance(cell, float) and not math.isfinite(cell):
        return None  # JSON knows no such number
    if isinstance(cell, Mapping):
        return dict(cell)
    return plain(cell) if is_rich(cell) else cell
