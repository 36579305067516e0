"""Codes that occur together, and saturation, as what their figures show."""

from __future__ import annotations

import math
from collections import Counter
from typing import Literal, TypeAlias

import numpy as np

from crosscase.reports.figures.matrix_chart import code_names, legend_of
from crosscase.reports.figures.synthesis_values import Pairs, Reached, SaturationCurve
from crosscase.reports.figures.synthesis_words import wording
from crosscase.reports.synthesis.relation_words import words_of
from crosscase.reports.synthesis.without_pairs import without_pairs
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.survey.percent import number_text
from crosscase.synthesis.cooccurrence import CoOccurrence
from crosscase.synthesis.heat import step_of
from crosscase.synthesis.saturation import Saturation

MOST_PAIRED = 40
"""Codes; more cannot be read in one figure."""

Measure: TypeAlias = Literal["c", "jaccard"]


def pairs_of(found: CoOccurrence, language: str, study: Study, measure: Measure) -> Pairs:
    """The codes that occur together with another, the lower half of the table; both halves of `inside` in one cell.

    Raises:
        StudyError: they are too many to be read.
    """
    words = wording(language)
    together = found.pairs + found.pairs.T
    shown = np.where(found.nested, 0, together).any(axis=1)
    places = np.flatnonzero(shown).tolist()
    if len(places) > MOST_PAIRED:
        raise StudyError(
            f"{len(places)} codes that occur together are too many for one figure ({MOST_PAIRED} can be read); "
            "name fewer with --codes, or show the upper levels with --depth 1 --below"
        )
    names = _unlike(code_names(found.tree, study, language), found)
    measure = measure_of(found, measure)
    strength = found.c if measure == "c" else found.jaccard
    cells = [[(row, column) for column in places[:number]] for number, row in enumerate(places)]
    values = [[float(strength[cell]) if together[cell] else math.nan for cell in row] for row in cells]
    highest = max((value for row in values for value in row if not math.isnan(value)), default=0.0)
    said = words["pairs unit" if found.is_symmetric else "pairs inside"]
    return Pairs(
        codes=tuple(f"{names[place]} ({found.counts[place]})" for place in places),
        counts=tuple(tuple(_count(found, cell) for cell in row) for row in cells),
        strengths=tuple(
            tuple(_strength(found, cell, value, language, measure) for cell, value in zip(*each, strict=True))
            for each in zip(cells, values, strict=True)
        ),
        steps=tuple(tuple(step_of(value, highest) for value in row) for row in values),
        legend=legend_of(highest, language, 2),
        unit=said.format(measure=words[measure]),
    )


def pairs_notes(study: Study, found: CoOccurrence, pairs: Pairs, language: str, measure: Measure) -> str:
    """What one has to know to read it: what a pair is, how the coefficient is made, what signs mean."""
    told = words_of(language)
    said = [told["paragraph relation" if found.reach == "paragraph" else f"{found.relation} relation"]]
    said.append(told["c means" if measure_of(found, measure) == "c" else f"{found.unit} unit"])
    said.append(wording(language)["number"])
    signs = {shown[-1:] for row in pairs.strengths for shown in row}
    if "*" in signs:
        said.append(told["overfull"])
    if "–" in signs:
        said.append(wording(language)["no coefficient"])
    if left_out := without_pairs(study, found, language):
        said.append(left_out)
    return " ".join(said)


def measure_of(found: CoOccurrence, measure: Measure) -> Measure:
    """What the shades show: of `inside`, whose pairs have a direction, Jaccard's coefficient, which has none."""
    return measure if found.is_symmetric else "jaccard"


def saturation_of(saturation: Saturation, language: str) -> SaturationCurve:
    """The curve with the names of its parts."""
    words = wording(language)
    order = "given" if saturation.given else "by date" if saturation.by_date else "by id"
    columns = (saturation.found, saturation.new, saturation.mean, saturation.low, saturation.high)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return SaturationCurve(
        points=tuple(Reached(step.label, *row) for step, row in zip(saturation.steps, rows, strict=True)),
        across=words[f"across {saturation.unit}"],
        up=words["up"],
        mean=words["mean"],
        band=words["band every" if saturation.every else "band drawn"].format(orders=saturation.orders),
        found=words[order],
        new=words[f"new {saturation.unit}"],
    )


def _unlike(names: tuple[str, ...], found: CoOccurrence) -> dict[int, str]:
    """The names of the codes shown, those of one name after the name of the code above them."""
    tree = found.tree
    alike = Counter(names[place] for place in found.codes)
    called = {}
    for number, place in enumerate(found.codes.tolist()):
        above = int(tree.parent[place])
        name = names[place]
        called[number] = f"{names[above]} › {name}" if alike[name] > 1 and above >= 0 else name
    return called


def _count(found: CoOccurrence, cell: tuple[int, int]) -> str:
    this, reverse = int(found.pairs[cell]), int(found.pairs[cell[::-1]])
    if found.is_symmetric:
        return str(this) if this else ""
    return f"{this}+{reverse}" if this or reverse else ""


def _strength(
    found: CoOccurrence, cell: tuple[int, int], value: float, language: str, measure: Measure
) -> str:
    if not _count(found, cell):
        return ""
    sign = "*" if measure == "c" and bool(found.overfull[cell]) else ""
    return f"{'–' if math.isnan(value) else number_text(value, language, 2)}{sign}"
