"""What a value says, in reading order, put together here and not by the code that writes it."""

from __future__ import annotations

from collections.abc import Iterator

from crosscase.documents.values import Bullets, Document, Figure, Heading, Paragraph, Run, Table


def cell_words(cell: object) -> str:
    """A cell's words."""
    if cell is None or cell is False or cell == "" or cell == ():
        return ""
    if cell is True:
        return "★"
    if isinstance(cell, float):
        return format(cell, "g")
    if isinstance(cell, dict):
        return ", ".join(f"{name} {count}" for name, count in cell.items())
    if isinstance(cell, tuple):
        if isinstance(cell[0], Run):
            return "".join(run.text for run in cell)
        return ", ".join(cell)
    return str(cell)


def table_words(table: Table) -> Iterator[str]:
    """The words of a table: caption, columns, cells row by row, note."""
    yield table.caption
    yield from table.columns
    for row in table.rows:
        yield from map(cell_words, row)
    yield table.note


def document_words(document: Document, alt: bool = False) -> Iterator[str]:
    """The words of a document; those of pictures' alternative texts where they are written out."""
    yield document.title
    yield document.subtitle
    yield document.notice
    for block in document.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield cell_words(block.runs)
        elif isinstance(block, Bullets):
            yield from map(cell_words, block.items)
        elif isinstance(block, Figure):
            if alt:
                yield block.caption
                yield block.alt
            else:
                yield block.caption
        else:
            yield from table_words(block)
