"""The margins of error of percents by the size of the sample, as reports print them in their chapter on method."""

from __future__ import annotations

from collections.abc import Sequence

from crosscase.documents.values import Cell, Table
from crosscase.reports.survey.words import CORRECTION, words_of
from crosscase.survey.inference import margin
from crosscase.survey.percent import number_text

PERCENTS = (5, 10, 15, 20, 25, 30, 35, 40, 45, 50)
DATA_COLUMNS = ("percent", "n", "z", "population", "margin")


def margins_table(
    sizes: Sequence[int], language: str, *, z: float = 2, population: int = 0, caution: str = ""
) -> Table:
    """The table to read: a row a percent and the one it mirrors, a column a size, points to one decimal.

    Args:
        sizes: of samples, each once.
        population: for the finite population correction; 0 for none.
        caution: the survey's own, in place of the usual one.

    Raises:
        ValueError: a size is 0, or larger than the population.
    """
    words = words_of(language)
    columns = (words["percent"], *(words["of"].format(n=size) for size in sizes))
    rows: list[tuple[Cell, ...]] = []
    for percent in PERCENTS:
        margins = (100 * margin(percent / 100, size, z, population) for size in sizes)
        name = f"{percent} / {100 - percent}" if percent < 50 else str(percent)
        rows.append((name, *(number_text(each, language, 1) for each in margins)))
    told = margins_notes(language, z=z, population=population, caution=caution)
    return Table(columns, tuple(rows), words["margins"], " ".join(told))


def margins_notes(language: str, *, z: float = 2, population: int = 0, caution: str = "") -> tuple[str, ...]:
    """What must be read with the margins."""
    words = words_of(language)
    shown = f"{z:g}" if language in ("en", "") else f"{z:g}".replace(".", ",")
    formula = words["margin formula"].format(z=shown)
    finite = ""
    if population:
        finite = words["margin fpc"].format(population=population, correction=CORRECTION)
    return tuple(filter(None, (formula, finite, caution or words["sampling"])))


def margins_data(sizes: Sequence[int], *, z: float = 2, population: int = 0) -> Table:
    """The same, unrounded: one row a percent and size, the margin in points."""
    return Table(
        DATA_COLUMNS,
        tuple(
            (percent, size, z, population or None, 100 * margin(percent / 100, size, z, population))
            for size in sizes
            for percent in PERCENTS
        ),
    )
