"""A table as JSON: a list of objects, one for each row."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping

from crosscase.documents.escaping import json_text
from crosscase.documents.values import Cell, Table, is_rich, plain
from crosscase.study.name_gate import NameGate as Gate


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


def write_facts(value: object, *, gate: Gate) -> bytes:
    """Facts that are no table, as JSON; raises StudyError where a text in them holds a name of the roster.

    Args:
        value: None, bool, int, float, str, lists or tuples, and mappings by text, nested.
    """
    gate.check(_texts(value, ""))
    return json_bytes(value)


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for name, below in value.items():
            yield f"names in {where}" if where else "names", str(name)
            yield from _texts(below, f"{where}, {name}" if where else str(name))
    elif isinstance(value, list | tuple):
        for number, below in enumerate(value, 1):
            yield from _texts(below, f"{where} {number}".strip())


def _cell(cell: Cell) -> object:
    if isinstance(cell, float) and not math.isfinite(cell):
        return None  # JSON knows no such number
    if isinstance(cell, Mapping):
        return dict(cell)
    return plain(cell) if is_rich(cell) else cell
