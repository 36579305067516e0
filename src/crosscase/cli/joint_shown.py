"""A joint display on a terminal: lines that wrap, since quotes have no room in columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from crosscase.cli.output import say, visible
from crosscase.cli.survey_shown import room
from crosscase.survey.percent import HARD_SPACE

if TYPE_CHECKING:
    from crosscase.documents.values import Block, Document, Table

_INSET = "  "


def show_joint(document: Document) -> None:
    """Joint displays as `joint_document` makes them: tables become one entry a row, set in."""
    for line in lines_of(document, room()):
        say(line)


def lines_of(document: Document, columns: int) -> Iterator[str]:
    """The lines, none wider than the columns where a word does not need more."""
    yield from _wrapped(document.title, columns)
    before = ""
    for block in document.blocks:
        after = _kind(block)
        if not (before == after == "note"):
            yield ""
        before = after
        yield from _block(block, columns)
    if document.notice:
        yield ""
        yield from _wrapped(document.notice, columns)


def _block(block: Block, columns: int) -> Iterator[str]:
    from crosscase.documents.values import Bullets, Heading, Paragraph, Table, plain

    if isinstance(block, Heading):
        yield from _wrapped(block.text, columns)
    elif isinstance(block, Paragraph):
        yield from _wrapped(plain(block.runs), columns)
    elif isinstance(block, Bullets):
        for item in block.items:
            yield from _entry(plain(item).split("\n"), columns)
    elif isinstance(block, Table):
        yield from _table(block, columns)


def _table(table: Table, columns: int) -> Iterator[str]:
    from crosscase.documents.values import plain

    yield from _wrapped(table.caption, columns)
    for row in table.rows:
        head, *cells = map(plain, row)
        first, *others = head.split("\n")
        told: list[str] = [first, *others]
        for name, cell in zip(table.columns[1:], cells, strict=True):
            if cell:
                told += _named(name, cell.split("\n"))
        yield from _entry(told, columns)


def _named(name: str, lines: list[str]) -> Iterable[str]:
    yield f"{name}: {lines[0]}"
    yield from (_INSET + line for line in lines[1:])


def _entry(lines: Iterable[str], columns: int) -> Iterator[str]:
    mark = "- "
    for line in lines:
        inset = " " * (len(line) - len(line.lstrip(" ")))
        yield from _wrapped(line.strip(), columns, _INSET + mark + inset, _INSET + _INSET + inset)
        mark = _INSET


def _wrapped(words: str, columns: int, first: str = "", rest: str = "") -> Iterator[str]:
    # a hard space is one that no line breaks at; as it is shown it would be like any other
    kept = HARD_SPACE.join(map(visible, words.split(HARD_SPACE)))
    yield from textwrap.wrap(
        kept, columns, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _kind(block: Block) -> str:
    from crosscase.documents.values import Paragraph

    return block.style if isinstance(block, Paragraph) else ""
