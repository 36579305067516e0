"""Figures of the synthesis in a report: where codes are found, and when new codes stopped coming."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crosscase.documents.numbering import reference
from crosscase.documents.values import Block, Figure
from crosscase.reports.study_report.desk import Desk
from crosscase.reports.study_report.wording import filled, paragraph
from crosscase.study.problems import StudyError
from crosscase.synthesis.counted import counted_words

FEWEST = 3
"""Interviews or focus groups from which a curve of saturation says anything."""


def matrix_blocks(desk: Desk) -> Iterator[Block]:
    """The codes at the top by case, as a heat map; nothing where there are no cases or no codings."""
    from crosscase.reports.figures.synthesis_figures import heat_map_figure
    from crosscase.synthesis.matrices import matrix

    if not desk.study.cases or not desk.study.coded_sources:
        return
    try:
        found = matrix(desk.study, depth=1, coders=desk.coders)
        if not found.total:
            return
        figure = heat_map_figure(found, desk.language, transpose=True, titled=False, alone=False)
    except StudyError as error:
        yield desk.unreadable(error)
        return
    yield from _shown(desk, figure, "matrix")


def saturation_blocks(desk: Desk) -> Iterator[Block]:
    """How many codes were found interview by interview; nothing where there are too few to say."""
    from crosscase.reports.figures.synthesis_figures import saturation_figure
    from crosscase.synthesis.saturation import saturation

    if not desk.study.coded_sources:
        return
    try:
        found = saturation(desk.study, coders=desk.coders)
        if len(found.steps) < FEWEST:
            return
        figure = saturation_figure(found, desk.language, study=desk.study, titled=False, alone=False)
    except StudyError as error:
        yield desk.unreadable(error)
        return
    yield from _shown(desk, figure, "saturation")


def _shown(desk: Desk, figure: Figure, name: str) -> Iterator[Block]:
    anchor = f"figure-{name}"
    counted = counted_words(desk.study, desk.coders, desk.language)
    yield paragraph(
        filled(desk.words[f"{name} text"], figure=reference(anchor), counted=counted), desk.mark("codings")
    )
    yield replace(figure, anchor=anchor, caption=desk.words[name])
