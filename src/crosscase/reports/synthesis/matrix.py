"""A matrix as it is handed out: as data, as tables to read with a shade behind each number, and as its quotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from crosscase.documents.escaping import ink_on
from crosscase.documents.values import Block, Cell, Document, Heading, Paragraph, Rich, Run, Table, text
from crosscase.reports.synthesis.matrix_words import (
    NOTHING,
    caption,
    groups_word,
    left_out,
    notes,
    unlike,
    value_text,
    words_of,
)
from crosscase.reports.synthesis.relations import in_parts
from crosscase.reports.synthesis.survey_column import column_note, heading, survey_column
from crosscase.study.folder import Study
from crosscase.synthesis.counted import counted_words
from crosscase.synthesis.heat import SHADES, step_of
from crosscase.synthesis.matrices import Matrix, once_in_group
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.quotes import COLUMNS as QUOTE_COLUMNS
from crosscase.synthesis.quotes import quote_blocks, quote_row

MOST = 12
"""Columns of numbers that a page has room for."""
_INDENT = "\N{EM SPACE}"


def matrix_table(study: Study, matrix: Matrix, language: str, *, transpose: bool = False) -> Table:
    """Plain numbers for programs: a row for each group, a column for each code by its path, and the totals.

    Shares are from 0 to 1, nothing where a group has no words. The last row and column, `total`, count each coding,
    source or word once.

    Args:
        transpose: a row for each code, a column for each group by its id.
    """
    values = [[*map(_plain, row)] for row in _with_totals(matrix)]
    codes, groups = [*matrix.paths, "total"], [*(group.id for group in matrix.groups), "total"]
    code_names, labels = _code_names(study, matrix, language), [group.label for group in matrix.groups]
    if transpose:
        rows: list[tuple[Cell, ...]] = [
            (code, name, *(row[place] for row in values))
            for place, (code, name) in enumerate(zip(codes, [*code_names, ""], strict=True))
        ]
        head = ["code", "name", *groups]
    else:
        under = [[group.under] for group in matrix.groups] if matrix.grouped_by else [[]] * len(labels)
        blank = [""] if matrix.grouped_by else []
        rows = [
            (group, label, *above, *row)
            for group, label, above, row in zip(groups, [*labels, ""], [*under, blank], values, strict=True)
        ]
        head = [matrix.axis.by, "name", *([matrix.grouped_by] if matrix.grouped_by else []), *codes]
    columns = unlike(head, head)
    note = " ".join(notes(study, matrix, language, shaded=False))
    return Table(columns, tuple(rows), caption(matrix, language), note)


def matrix_facts(study: Study, matrix: Matrix, language: str) -> dict[str, object]:
    """A matrix for JSON: what it is, whose codings it counts, and its numbers as rows of groups."""
    values = [[*map(_plain, row)] for row in _with_totals(matrix)]
    names = _code_names(study, matrix, language)
    return {
        "by": matrix.axis.by, "cell": matrix.cell, "below": matrix.below,
        "counted": counted_words(study, matrix.coders, language), "left_out": list(left_out(study, matrix, language)),
        "groups": [
            {"id": group.id, "name": group.label, **({matrix.grouped_by: group.under} if group.under else {})}
            for group in matrix.groups
        ],
        "codes": [{"code": path, "name": name} for path, name in zip(matrix.paths, names, strict=True)],
        "values": [row[:-1] for row in values[:-1]],
        "group_totals": [row[-1] for row in values[:-1]],
        "code_totals": values[-1][:-1],
        "total": values[-1][-1],
    }  # fmt: skip


def matrix_document(
    study: Study,
    matrix: Matrix,
    language: str,
    *,
    transpose: bool = False,
    most: int | None = None,
) -> Document:
    """A matrix to read, with what must be said with it below.

    Args:
        transpose: the other way round than fits best.
        most: columns of numbers of one table; where there are more, they go on in another below.
    """
    tables = matrix_tables(study, matrix, language, transpose=transpose, most=most, survey=True)
    blocks: list[Block] = [Paragraph(text(line)) for line in left_out(study, matrix, language)]
    if tables:  # the note is the table's, since a sheet holds nothing else
        said = notes(study, matrix, language)
        if heading(language) in tables[-1].columns:
            said = (*said, column_note(language))
        blocks = [*tables[:-1], replace(tables[-1], note=" ".join(said))]
    notice = study.settings.notice.get(language) or study.settings.notice_shown
    title = f"{words_of(language)['matrix']}: {study.settings.title}"
    return Document(title, tuple(blocks), language, "" if tables else caption(matrix, language), notice)


def matrix_tables(
    study: Study,
    matrix: Matrix,
    language: str,
    *,
    transpose: bool = False,
    most: int | None = None,
    paths: bool = False,
    survey: bool = False,
) -> tuple[Table, ...]:
    """A matrix as tables to read, without notes; none where it has no groups or no codes.

    Args:
        transpose, most: as of `matrix_document`.
        paths: codes by their paths, not by their names.
        survey: what the survey says of the items that codes are linked to stands beside them, where they are rows.
    """
    if not matrix.groups or not len(matrix.codes):
        return ()
    laid = _Laid(study, matrix, language, paths)
    table = laid.by_code() if has_codes_as_rows(matrix) != transpose else laid.by_group()
    if survey and has_codes_as_rows(matrix) != transpose:
        table = _with_survey(study, matrix, table, language)
    return (table,) if most is None or len(table.columns) - 1 <= most else in_parts(table, 1, most)


def has_codes_as_rows(matrix: Matrix) -> bool:
    """Which way round fits best: codes are rows where the groups are as few as a page holds, or fewer than the codes.

    Cases that stand together by an attribute are rows under its values where the codes are so few.
    """
    if matrix.grouped_by:
        return len(matrix.codes) > MOST
    return len(matrix.groups) <= max(MOST, len(matrix.codes))


def quotes_document(study: Study, matrix: Matrix, language: str) -> Document:
    """The quotes of a matrix under headings, by code and then by group, each under the nearest code that is shown.

    Words that are not to be quoted are left out, with a mark that says so. Codes' names are in the study's language.
    """
    blocks: list[Block] = []
    found = list(_quotes(matrix))
    titles = _full_names(study, matrix, language)
    for place, (column, group, passages) in enumerate(found):
        if not place or found[place - 1][0] != column:
            of_code = sum(len(held) for at, _, held in found if at == column)
            blocks.append(Heading(1, f"{titles[column]} ({of_code})"))
        blocks.append(Heading(2, f"{matrix.groups[group].label} ({len(passages)})"))
        for passage in passages:
            blocks += quote_blocks(study, passage, withheld=True)
    said = [counted_words(study, matrix.coders, language), *left_out(study, matrix, language)]
    if any(passage.consent in ("paraphrase", "none") for _, _, held in found for passage in held):
        said.append(words_of(language)["withheld"])
    blocks.append(Paragraph(text(" ".join(said)), "note"))
    notice = study.settings.notice.get(language) or study.settings.notice_shown
    title = f"{words_of(language)['matrix']}: {study.settings.title}"
    return Document(title, tuple(blocks), language, caption(matrix, language, "quotes"), notice)


def quotes_data(study: Study, matrix: Matrix, language: str) -> Table:
    """One row for each quote in each cell it stands in: the code and the group of the cell, then the quote.

    The quote's own columns are those of `crosscase quotes`; `consent` says what may be made of it.
    """
    rows: list[tuple[Cell, ...]] = [
        (matrix.paths[column], matrix.groups[group].id, *quote_row(study, passage))
        for column, group, passages in _quotes(matrix)
        for passage in passages
    ]
    return Table(
        ("cell code", f"cell {matrix.axis.by}", *QUOTE_COLUMNS),
        tuple(rows),
        caption(matrix, language, "quotes"),
    )


def _quotes(matrix: Matrix) -> Iterator[tuple[int, int, tuple[Passage, ...]]]:
    """(column, group, quotes) of the cells that have any, by code and group."""
    tree, frame = matrix.tree, matrix.frame
    nearest = np.full(len(tree) + 1, -1, np.int64)  # the last for codes unknown
    for column, place in enumerate(matrix.codes):
        nearest[place : tree.end[place] if matrix.below else place + 1] = column
    row, group = once_in_group(frame, matrix.axis)
    cell = np.where(nearest[frame.code[row]] >= 0, nearest[frame.code[row]] * len(matrix.groups) + group, -1)
    order = np.lexsort((row, cell))[np.count_nonzero(cell < 0) :]
    begins = np.flatnonzero(np.diff(cell[order], prepend=-1)).tolist()
    for first, end in pairwise([*begins, len(order)]):
        of_code, of_group = divmod(int(cell[order[first]]), len(matrix.groups))
        yield of_code, of_group, frame.passages(row[order[first:end]].tolist())


def _with_survey(study: Study, matrix: Matrix, table: Table, language: str) -> Table:
    """A table of codes as rows with one column more; as it is where no code is linked to an item."""
    column = survey_column(study, matrix.paths, language)
    if not column or heading(language) in table.columns:
        return table
    rows = tuple((*row, told) for row, told in zip(table.rows, (*column, ""), strict=True))
    return replace(table, columns=(*table.columns, heading(language)), rows=rows)


# numbers


def _with_totals(matrix: Matrix) -> list[list[float]]:
    """Values as rows of groups, the totals last."""
    rows = [
        [*row, total] for row, total in zip(matrix.values.tolist(), matrix.row_totals.tolist(), strict=True)
    ]
    return [*rows, [*matrix.column_totals.tolist(), matrix.total]]


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else value


@dataclass(frozen=True)
class _Laid:
    """Lays a matrix out for reading."""

    study: Study
    matrix: Matrix
    language: str
    paths: bool

    def by_code(self) -> Table:
        """Codes as rows; where cases are counted by, the last column says how many of them have the code."""
        matrix, words = self.matrix, words_of(self.language)
        of_cases = matrix.axis.by == "case" and matrix.cell != "presence"
        labels = [f"{g.label} ({g.under})" if g.under else g.label for g in matrix.groups]
        head = [words["code"], *labels, words["total"]]
        rows: list[tuple[Cell, ...]] = []
        for column, name in enumerate(self._outlined()):
            cells = [self._cell(value) for value in matrix.values[:, column]]
            row = [name, *cells, self._of_groups(column)]
            rows.append((*row, self._present(column)) if of_cases else tuple(row))
        totals = [self._total(value, len(matrix.codes)) for value in matrix.row_totals]
        last = [self._bold(words["total"]), *totals, self._overall()]
        rows.append((*last, "") if of_cases else tuple(last))
        ids = ["", *(group.id for group in matrix.groups), ""]
        columns = [*head, words["with"].format(words["cases"])] if of_cases else head
        return Table(
            unlike(columns, [*ids, ""] if of_cases else ids), tuple(rows), caption(matrix, self.language)
        )

    def by_group(self) -> Table:
        """Groups as rows, cases that stand together under what they share."""
        matrix, words = self.matrix, words_of(self.language)
        names = list(matrix.paths) if self.paths else _code_names(self.study, matrix, self.language)
        head = [groups_word(matrix.axis.by, self.language), *names, words["total"]]
        rows: list[tuple[Cell, ...]] = []
        under = None
        for place, group in enumerate(matrix.groups):
            if matrix.grouped_by and group.under != under:
                under = group.under
                title = f"{matrix.grouped_by}: {under}" if under else words["no attribute"]
                rows.append((self._bold(title), *("" for _ in head[1:])))
            label = f"{_INDENT}{group.label}" if matrix.grouped_by else group.label
            cells = [self._cell(value) for value in matrix.values[place]]
            rows.append((label, *cells, self._total(matrix.row_totals[place], len(matrix.codes))))
        totals = [self._of_groups(column) for column in range(len(matrix.codes))]
        rows.append((self._bold(words["total"]), *totals, self._overall()))
        return Table(unlike(head, ["", *matrix.paths, ""]), tuple(rows), caption(matrix, self.language))

    def _outlined(self) -> Iterator[Cell]:
        """The codes' names, each set in under the nearest code above it that is shown."""
        matrix, book = self.matrix, self.study.codebook
        if self.paths:
            yield from matrix.paths
            return
        shown = {int(place) for place in matrix.codes}
        depth: dict[int, int] = {}
        for at, place in enumerate(map(int, matrix.codes)):
            names: list[str] = []
            above = place
            while above >= 0 and (above == place or above not in shown):
                names.insert(0, book.name(book.by_id[matrix.tree.ids[above]], self.language))
                above = int(matrix.tree.parent[above])
            depth[place] = depth[above] + 1 if above >= 0 else 0
            following = matrix.codes[at + 1] if at + 1 < len(matrix.codes) else -1
            heads = place < following < matrix.tree.end[place]
            yield (Run(f"{_INDENT * depth[place]}{' › '.join(names)}", bold=bool(heads)),)

    def _cell(self, value: float) -> Cell:
        shown = value_text(self.matrix, value, self.language)
        if np.isnan(value):
            return shown
        step = step_of(value, self.matrix.highest)
        if not step:
            return (Run(NOTHING, number=_number(value)),)
        shade = SHADES[step - 1]
        return (Run(shown, shade=shade, color=ink_on(shade), number=_number(value)),)

    def _of_groups(self, column: int) -> Cell:
        return self._total(self.matrix.column_totals[column], len(self.matrix.groups))

    def _total(self, value: float, most: int) -> Cell:
        if self.matrix.cell == "presence":
            return (Run(words_of(self.language)["of"].format(int(value), most), bold=True),)
        shown = value_text(self.matrix, value, self.language)
        return (Run(shown, bold=True, number=_number(value)),) if shown else ""

    def _overall(self) -> Cell:
        return self._total(self.matrix.total, self.matrix.values.size)

    def _present(self, column: int) -> str:
        """In how many of the groups a code is."""
        there = int(np.count_nonzero(self.matrix.values[:, column] > 0))
        return words_of(self.language)["of"].format(there, len(self.matrix.groups))

    @staticmethod
    def _bold(words: str) -> Rich:
        return (Run(words, bold=True),)


def _number(value: float) -> int | float:
    return int(value) if float(value).is_integer() else float(value)


def _code_names(study: Study, matrix: Matrix, language: str) -> list[str]:
    """Names of the codes; with those above them where two are alike, or where the code above is not shown."""
    book = study.codebook
    names = [book.name(book.by_id[matrix.tree.ids[place]], language) for place in matrix.codes]
    full = _full_names(study, matrix, language)
    shown = {int(place) for place in matrix.codes}
    lonely = [int(matrix.tree.parent[place]) not in {-1, *shown} for place in matrix.codes]
    return [
        whole if alone or names.count(name) > 1 else name
        for name, whole, alone in zip(names, full, lonely, strict=True)
    ]


def _full_names(study: Study, matrix: Matrix, language: str) -> list[str]:
    """Names of the codes after those above them: `Barrierer › Kapasitet`."""
    book, found = study.codebook, []
    for place in map(int, matrix.codes):
        names: list[str] = []
        while place >= 0:
            names.insert(0, book.name(book.by_id[matrix.tree.ids[place]], language))
            place = int(matrix.tree.parent[place])
        found.append(" › ".join(names))
    return found
