"""A matrix as a heat map: its numbers as they are printed, its codes by name in their tree, its groups as rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from crosscase.reports.figures.synthesis_values import HeatLine, HeatMap
from crosscase.reports.figures.synthesis_words import wording
from crosscase.reports.synthesis.matrix_words import words_of
from crosscase.reports.synthesis.survey_column import heading, survey_column
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.survey.percent import HARD_SPACE, number_text
from crosscase.synthesis.axes import AxisGroup
from crosscase.synthesis.codetree import CodeTree
from crosscase.synthesis.heat import bounds, step_of
from crosscase.synthesis.matrices import Matrix

MOST_GROUPS, MOST_CODES = 40, 60
"""More cannot be read in one figure."""
_MOST_DECIMALS = 5


def heat_map_of(matrix: Matrix, language: str, *, transpose: bool = False, survey: bool = False) -> HeatMap:
    """A matrix as a heat map.

    Args:
        transpose: codes are rows, and groups columns.
        survey: what the survey says of the items that codes are linked to stands beside them, where they are rows.

    Raises:
        StudyError: it is too large to be read.
    """
    _must_be_readable(matrix)
    words = wording(language)
    groups = tuple(
        HeatLine(group.label, _under(group, matrix, language), _shown(total, matrix, language))
        for group, total in zip(matrix.groups, matrix.row_totals.tolist(), strict=True)
    )
    codes = _codes(matrix, language)
    study = study_of(matrix)
    told = survey_column(study, matrix.paths, language, short=True) if survey and transpose and study else ()
    if told:
        codes = tuple(replace(line, beside=each) for line, each in zip(codes, told, strict=True))
    values: list[list[float]] = matrix.values.tolist()
    if transpose:
        values = [[row[place] for row in values] for place in range(len(codes))]
    return HeatMap(
        rows=codes if transpose else groups,
        columns=groups if transpose else codes,
        shown=tuple(tuple(_shown(value, matrix, language) for value in row) for row in values),
        steps=tuple(tuple(step_of(value, matrix.highest) for value in row) for row in values),
        legend=_legend(matrix, language),
        unit=words[matrix.cell],
        whole=words["whole" if matrix.below else "itself"],
        total=words_of(language)["total"],
        overall=_shown(matrix.total, matrix, language),
        beside=heading(language) if told else "",
    )


def study_of(matrix: Matrix) -> Study | None:
    """The study it was made of; None where it was made of columns alone."""
    return matrix.frame.universe.study if matrix.frame.universe is not None else None


def code_names(tree: CodeTree, study: Study | None, language: str) -> tuple[str, ...]:
    """The name of each code of a tree; the last part of its path where it has none."""
    found = []
    for id, path in zip(tree.ids, tree.paths, strict=True):
        code = study.codebook.by_id.get(id) if study is not None else None
        names = code.name if code is not None else {}
        own = (names.get(key, "") for key in (language, "", "en"))
        found.append(next(filter(None, (*own, *names.values())), path.rpartition("/")[2]))
    return tuple(found)


def legend_of(highest: float, language: str, decimals: int, scale: float = 1) -> tuple[str, ...]:
    """The values of each step, the faintest first: `up to 2.4`, `2.4–4.8`; with more decimals where two would be alike."""
    words = wording(language)
    if highest <= 0:
        return ()
    tops = [high * scale for _, high in bounds(highest)]
    while decimals < _MOST_DECIMALS and len(
        {number_text(each, language, decimals) for each in (0.0, *tops)}
    ) <= len(tops):
        decimals += 1
    ends = [
        [number_text(end * scale, language, decimals) for end in (low, high)] for low, high in bounds(highest)
    ]
    first = words["to"].format(high=ends[0][1])
    return (first, *(words["range"].format(low=low, high=high) for low, high in ends[1:]))


def _legend(matrix: Matrix, language: str) -> tuple[str, ...]:
    if matrix.is_share:
        return legend_of(matrix.highest, language, 1, 100)
    if matrix.cell == "presence":
        return ("", "", "", "", wording(language)["present"]) if matrix.highest else ()
    found = []
    for low, high in bounds(matrix.highest):
        # the whole numbers over the one bound and up to the other
        first, last = math.floor(low + 1e-9) + 1, math.floor(high + 1e-9)
        found.append("" if last < first else str(first) if first == last else f"{first}–{last}")
    return tuple(found)


def _shown(value: float, matrix: Matrix, language: str) -> str:
    if math.isnan(value):
        return HARD_SPACE  # not nothing, but nothing to be a share of
    if value <= 0:
        return ""
    if not matrix.is_share:
        return str(int(value))
    percent = number_text(100 * value, language, 1)
    least = number_text(0.1, language, 1)
    return percent if value >= 0.0005 else f"<{least}"


def _codes(matrix: Matrix, language: str) -> tuple[HeatLine, ...]:
    """The codes shown with the names of all codes above them."""
    tree = matrix.tree
    names = code_names(tree, study_of(matrix), language)
    totals = matrix.column_totals.tolist()
    return tuple(
        HeatLine(
            names[place],
            tuple(names[above] for above in _above(tree, place)),
            _shown(total, matrix, language),
        )
        for place, total in zip(matrix.codes.tolist(), totals, strict=True)
    )


def _above(tree: CodeTree, place: int) -> Sequence[int]:
    found: list[int] = []
    while (place := int(tree.parent[place])) >= 0:
        found.append(place)
    return found[::-1]


def _under(group: AxisGroup, matrix: Matrix, language: str) -> tuple[str, ...]:
    """What a group stands under, where groups are grouped."""
    return (group.under or words_of(language)["no attribute"],) if matrix.grouped_by else ()


def _must_be_readable(matrix: Matrix) -> None:
    if len(matrix.codes) > MOST_CODES:
        raise StudyError(
            f"{len(matrix.codes)} codes are too many for one figure ({MOST_CODES} can be read); "
            "name fewer with --codes, or show their upper levels with --depth 1"
        )
    if len(matrix.groups) > MOST_GROUPS:
        raise StudyError(
            f"{len(matrix.groups)} groups are too many for one figure ({MOST_GROUPS} can be read); "
            "count by something with fewer: --by case, or an attribute of cases"
        )
