"""Footnotes of a document for files that have none of their own: a mark behind each text, and the notes in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from crosscase.documents.values import (
    Block,
    Bullets,
    Document,
    Paragraph,
    Rich,
    Run,
    Table,
    is_rich,
    runs_of,
)

B = TypeVar("B", bound=Block)


@dataclass(frozen=True, slots=True)
class NoteMark(Run):
    """The mark of a footnote; its text is the note's number."""


def with_marks(document: Document) -> tuple[Document, tuple[Rich, ...]]:
    """A document in which each note has become a mark, and the notes: the first one has number 1."""
    notes: list[Rich] = []

    def marked(runs: Rich) -> Rich:
        found: list[Run] = []
        for run in runs:
            found.append(replace(run, note=()) if run.note else run)
            if run.note:
                notes.append(run.note)
                found.append(NoteMark(str(len(notes)), bold=run.bold, italic=run.italic))
        return tuple(found)

    blocks = tuple(with_runs(block, marked) for block in document.blocks)
    return replace(document, blocks=blocks), tuple(notes)


def with_runs(block: B, change: Callable[[Rich], Rich]) -> B:
    """A block whose rich texts are changed, in the order in which they are read."""
    if isinstance(block, Paragraph):
        return replace(block, runs=change(block.runs))
    if isinstance(block, Bullets):
        return replace(block, items=tuple(map(change, block.items)))
    if isinstance(block, Table):
        rows = tuple(
            tuple(change(runs_of(cell)) if is_rich(cell) else cell for cell in row) for row in block.rows
        )
        return replace(block, rows=rows)
    return block
