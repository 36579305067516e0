"""A matrix as the sheet of a grid: codes as rows with their tree, groups as columns, or the other way round."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.synthesis.heat import shade
from crosscase.tui.code.shown import tag_of
from crosscase.tui.synthesis.grid_layout import Cell, ColumnHead, Foot, Piece, RowHead, Sheet, Tail
from crosscase.tui.synthesis.wording import CLOSED_FOLD, NO_FOLD, OPEN_FOLD, code_name, tag_pieces
from crosscase.tui.words import shown

if TYPE_CHECKING:  # brings numpy along
    from crosscase.synthesis.matrices import Matrix

NOTHING, THERE, NO_WORDS = "·", "●", "–"
MOST_NAMED = 12  # codes whose names stand over columns


@dataclass(frozen=True)
class MatrixSheet:
    """A sheet, and what its rows and columns are in the matrix.

    Attributes:
        codes, groups: places in the matrix, by row and column of the sheet (`turned`: by column and row); -1 for a
            heading.
        turned: whether codes are the columns.
    """

    sheet: Sheet
    codes: tuple[int, ...]
    groups: tuple[int, ...]
    turned: bool

    def cell_of(self, row: int, column: int) -> tuple[int, int]:
        """(group, code) of a cell of the sheet, as places in the matrix."""
        return (
            (self.groups[row], self.codes[column]) if self.turned else (self.groups[column], self.codes[row])
        )


def value_text(value: float, cell: str) -> str:
    """A value of a matrix as it stands in a cell: coverage in whole percent, of which none are lost to rounding."""
    if math.isnan(value):
        return NO_WORDS
    if value <= 0:
        return NOTHING
    if cell == "presence":
        return THERE
    if cell == "coverage":
        percent = math.floor(value * 100 + 0.5)
        return f"{percent} %" if percent else "<1 %"
    return str(int(value))


def said(value: float, cell: str) -> str:
    """A value in words: `3 codings`, `12 % of the words`."""
    if math.isnan(value):
        return "no words of informants"
    if cell == "coverage":
        return f"{value_text(value, cell)} of the words" if value > 0 else "none of the words"
    if cell == "presence":
        return "there" if value > 0 else "not there"
    return counted(int(value), "coding" if cell == "count" else "source")


def total_text(value: float, cell: str) -> str:
    """A total: of presence how many."""
    return value_text(value, "count" if cell == "presence" else cell)


def matrix_sheet(
    study: Study,
    found: Matrix,
    folded: Collection[str],
    turned: bool,
    survey: Tail | None = None,
) -> MatrixSheet:
    """The sheet of a matrix.

    Args:
        folded: ids of codes whose codes below are not shown.
        survey: what stands at the right of each code; told the place of the code among those of the matrix.
    """
    codes = unfolded(found, folded)
    values = found.values
    highest = found.highest

    def cell(group: int, code: int) -> Cell:
        value = float(values[group, code])
        return Cell(value_text(value, found.cell), shade(value, highest), "" if value > 0 else "faint")

    widest = max(
        cell_len(value_text(found.highest, found.cell)), *(len(total_text(float(v), found.cell)) for v in found.row_totals),
        3,
    )  # fmt: skip
    if turned:
        return _turned(study, found, codes, cell, widest)
    columns = [ColumnHead(group.id, shown(group.label), shown(group.under)) for group in found.groups]
    rows = [_code_row(study, found, place, folded) for place in codes]
    every = len(found.groups)
    of = _among(found)
    width = len(str(every))

    def total(row: int, _width: int) -> tuple[Piece, ...]:
        return ((f"{total_text(float(found.column_totals[codes[row]]), found.cell):>{_width - 1}}", "head"),)

    def spread(row: int, _width: int) -> tuple[Piece, ...]:
        there = int((values[:, codes[row]] > 0).sum())
        text = f"{there:>{width}}/{every}" if there else f"{NOTHING:>{width}}"
        return ((f" {text}", "head" if there else "faint"),)

    totals = max((len(total_text(float(v), found.cell)) for v in found.column_totals), default=1)
    tails = [Tail("all", (max(totals + 2, 5),), total), Tail(of, (max(2 * width + 3, len(of) + 1),), spread)]
    if survey is not None:
        tails.append(Tail(survey.title, survey.widths, lambda row, cells: survey.draw(codes[row], cells)))
    feet = (Foot(f"all {of}", lambda column: Cell(total_text(float(found.row_totals[column]), found.cell))),)
    sheet = Sheet(
        rows, columns, lambda row, column: cell(column, codes[row]), widest, "code", tuple(tails), feet
    )
    return MatrixSheet(sheet, codes, tuple(range(every)), False)


def _turned(
    study: Study, found: Matrix, codes: tuple[int, ...], cell: Callable[[int, int], Cell], widest: int
) -> MatrixSheet:
    rows: list[RowHead] = []
    groups: list[int] = []
    under = ""
    grouped = any(group.under for group in found.groups)
    for place, group in enumerate(found.groups):
        if grouped and (place == 0 or group.under != under):
            under = group.under
            rows.append(RowHead("", shown(under) or "–"))
            groups.append(-1)
        rows.append(RowHead(group.id, shown(group.label), ((NO_FOLD, ""),) if grouped else ()))
        groups.append(place)
    columns = [_code_column(study, found.paths[place], len(codes)) for place in codes]
    every, of = len(found.groups), _among(found)

    def total(row: int, width: int) -> tuple[Piece, ...]:
        place = groups[row]
        return ((f"{total_text(float(found.row_totals[place]), found.cell):>{width - 1}}", "head"),)

    def spread(column: int) -> Cell:
        there = int((found.values[:, codes[column]] > 0).sum())
        return Cell(f"{there}/{every}" if there else NOTHING)

    feet = (
        Foot("all", lambda column: Cell(total_text(float(found.column_totals[codes[column]]), found.cell))),
        Foot(of, spread),
    )
    widest = max(widest, 2 * len(str(every)) + 1)
    totals = max((len(total_text(float(v), found.cell)) for v in found.row_totals), default=1)
    sheet = Sheet(
        rows, columns, lambda row, column: cell(groups[row], codes[column]), widest, found.axis.by,
        (Tail("all", (max(totals + 2, 5),), total),), feet,
    )  # fmt: skip
    return MatrixSheet(sheet, codes, tuple(groups), True)


def unfolded(found: Matrix, folded: Collection[str]) -> tuple[int, ...]:
    """Places, among the codes of a matrix, of those that stand under no folded one."""
    tree = found.tree
    shown_places: list[int] = []
    until = -1  # the place in the tree up to which everything is folded away
    for place, code in enumerate(found.codes.tolist()):
        if code < until:
            continue
        shown_places.append(place)
        if tree.ids[code] in folded:
            until = int(tree.end[code])
    return tuple(shown_places)


def _code_row(study: Study, found: Matrix, place: int, folded: Collection[str]) -> RowHead:
    tree, code = found.tree, int(found.codes[place])
    path = tree.paths[code]
    least = int(tree.depth[found.codes].min())
    has_below = place + 1 < len(found.codes) and int(found.codes[place + 1]) < int(tree.end[code])
    fold = NO_FOLD if not has_below else CLOSED_FOLD if tree.ids[code] in folded else OPEN_FOLD
    indent = "  " * (int(tree.depth[code]) - least)
    return RowHead(path, code_name(study, path), ((indent + fold, "faint"), *tag_pieces(study, path)))


def _code_column(study: Study, path: str, among: int) -> ColumnHead:
    """Few codes are named, many have their two letters: the status line names the one at hand."""
    tag = shown(tag_of(study.codebook.by_path.get(path)))
    name = code_name(study, path) if among <= MOST_NAMED else tag
    return ColumnHead(path, name, code_name(study, path.partition("/")[0]))


def _among(found: Matrix) -> str:
    """What n of N counts."""
    by = shown(found.axis.by)
    return f"{by}s" if found.axis.by in ("case", "source", "section", "coder", "speaker", "role") else by
