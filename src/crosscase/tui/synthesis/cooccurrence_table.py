"""How codes go together, as the sheet of a grid."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from crosscase.study.folder import Study
from crosscase.synthesis.heat import shade
from crosscase.tui.code.shown import tag_of
from crosscase.tui.synthesis.grid_layout import Cell, ColumnHead, Piece, RowHead, Sheet, Tail
from crosscase.tui.synthesis.wording import code_name, tag_pieces
from crosscase.tui.words import shown

if TYPE_CHECKING:  # bring numpy along
    from numpy.typing import NDArray

    from crosscase.synthesis.cooccurrence import CoOccurrence

MEASURES = ("pairs", "c", "Jaccard")
NOTHING, NONE, STAR = "·", "–", "*"


def values_of(found: CoOccurrence, measure: str) -> NDArray[Any]:
    """The numbers of a measure, shape (codes, codes)."""
    return {"pairs": found.pairs, "c": found.c, "Jaccard": found.jaccard}[measure]


def measure_text(value: float, measure: str, star: bool = False) -> str:
    """A number of a measure as it stands in a cell."""
    if math.isnan(value):
        return NONE
    if measure == "pairs":
        return str(int(value)) if value else NOTHING
    rounded = f"{value:.2f}"
    return (rounded if value >= 0.005 else "<.01" if value > 0 else NOTHING) + (STAR if star else "")


def cooccurrence_sheet(study: Study, found: CoOccurrence, measure: str) -> Sheet:
    """The sheet: codes as rows and as columns; what a code has with itself is faint and has no shade."""
    paths = found.paths
    values = values_of(found, measure)
    nested, overfull = found.nested, found.overfull
    highest = highest_of(found, measure)

    def cell(row: int, column: int) -> Cell:
        value = float(values[row, column])
        text = measure_text(value, measure, measure == "c" and bool(overfull[row, column]))
        if nested[row, column] or not value > 0:
            return Cell(text, kind="faint")
        return Cell(text, shade(value, highest))

    def count(row: int, width: int) -> tuple[Piece, ...]:
        return ((f"{int(found.counts[row]):>{width - 1}}", "head"),)

    book = study.codebook
    rows = [
        RowHead(path, code_name(study, path), (("  " * path.count("/"), ""), *tag_pieces(study, path)))
        for path in paths
    ]
    tops = [path.partition("/")[0] for path in paths]
    columns = [
        ColumnHead(path, shown(tag_of(book.by_path.get(path))), code_name(study, top))
        for path, top in zip(paths, tops, strict=True)
    ]
    widest = len(str(int(found.pairs.max(initial=0)))) if measure == "pairs" else 4 + bool(overfull.any())
    tail = Tail("codings", (9,), count)
    corner = "row within column" if found.relation == "inside" else "code"
    return Sheet(rows, columns, cell, max(widest, 2), corner, (tail,))


def highest_of(found: CoOccurrence, measure: str) -> float:
    """The highest number of two codes of which neither holds the other; 0 where there is none."""
    values = values_of(found, measure)
    return max((float(v) for v in values[~found.nested] if v > 0), default=0.0)


def ranked(found: CoOccurrence, measure: str) -> list[tuple[int, int]]:
    """The cells with pairs of two codes of which neither holds the other, the strongest first; each pair of codes once."""
    values = values_of(found, measure)
    size = len(found.codes)
    cells = [
        (row, column)
        for row in range(size)
        for column in range(row if found.is_symmetric else 0, size)
        if not found.nested[row, column] and found.pairs[row, column] > 0
    ]
    return sorted(cells, key=lambda at: -_number(float(values[at])))


def _number(value: float) -> float:
    return -1.0 if math.isnan(value) else value
