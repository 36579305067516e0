"""Hits as a table, to be written to a file."""

from __future__ import annotations

from collections.abc import Iterable

from crosscase.documents.values import Cell, Table
from crosscase.synthesis.searching import Hit

COLUMNS = (
    "case", "source", "place", "time", "start", "end", "left", "hit", "right", "score", "likeness", "section", "speaker",
    "memo", "coding", "coder", "about",
)  # fmt: skip
READ = ("case", "source", "place", "time", "speaker", "left", "hit", "right")
"""What people read, the time where a hit has one; the others are for programs."""


def hits_table(hits: Iterable[Hit], caption: str, *, whole: bool) -> Table:
    """Hits under each other.

    Args:
        whole: with every column, for programs; else with those that people read.
    """
    rows = [_cells(hit) for hit in hits]
    timed = any(cells["time"] for cells in rows)
    names = COLUMNS if whole else tuple(name for name in READ if timed or name != "time")
    return Table(names, tuple(tuple(cells[name] for name in names) for cells in rows), caption)


def _cells(hit: Hit) -> dict[str, Cell]:
    start, end = hit.span or (None, None)
    values: tuple[Cell, ...] = (
        hit.case, hit.source, hit.place, hit.time, start, end, hit.left, hit.words, hit.right,
        round(hit.score, 1), hit.likeness, hit.section, hit.speaker, hit.memo, hit.coding, hit.coder, hit.about,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))
