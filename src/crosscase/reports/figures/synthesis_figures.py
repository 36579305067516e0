"""The figures of a synthesis: matrix heat map, codes that occur together, saturation, a joint display as a page.

Each is drawn 16 cm wide, which is the text of a page; maps of many columns are wider. What stands below a figure says
how to read it, whose codings count, and, where it stands alone, what must be said with every figure of the study.
"""

from __future__ import annotations

from dataclasses import replace

from crosscase.documents.values import Figure
from crosscase.reports.figures.co_occurrence import draw_pairs
from crosscase.reports.figures.drawing import Drawing, picture
from crosscase.reports.figures.heat_map import draw_heat_map
from crosscase.reports.figures.joint_page import draw_joint_page
from crosscase.reports.figures.joint_values import joint_page_of
from crosscase.reports.figures.matrix_chart import heat_map_of, study_of
from crosscase.reports.figures.relations_chart import (
    Measure,
    pairs_notes,
    pairs_of,
    saturation_of,
)
from crosscase.reports.figures.saturation_curve import draw_saturation
from crosscase.reports.figures.synthesis_alt import (
    heat_map_alt,
    heat_map_names,
    joint_alt,
    joint_quotes,
    pairs_alt,
    saturation_alt,
)
from crosscase.reports.figures.synthesis_values import JointPage
from crosscase.reports.figures.synthesis_words import wording
from crosscase.reports.figures.values import Frame
from crosscase.reports.synthesis import matrix_words
from crosscase.reports.synthesis.joint import LEVEL, joint_notes
from crosscase.reports.synthesis.joint_report_words import report_words
from crosscase.reports.synthesis.saturation import saturation_notes
from crosscase.reports.synthesis.survey_column import column_note
from crosscase.study.folder import Study
from crosscase.survey.percent import exact, number_text
from crosscase.synthesis.cooccurrence import CoOccurrence
from crosscase.synthesis.counted import counted_words
from crosscase.synthesis.joint import JointDisplay
from crosscase.synthesis.matrices import Matrix
from crosscase.synthesis.saturation import Saturation


def heat_map_figure(
    matrix: Matrix,
    language: str,
    *,
    title: str = "",
    transpose: bool = False,
    survey: bool = False,
    titled: bool = True,
    alone: bool = True,
) -> Figure:
    """A matrix with a shade behind each number.

    Args:
        title: of the figure; what the matrix shows where empty.
        transpose: codes are rows.
        survey: what the survey says of the items that codes are linked to stands beside them, where they are rows.
        titled: the title stands above the figure; in a document its caption says it.
        alone: what must be said with every figure of the study stands below it; a document says it once for all.

    Raises:
        StudyError: it is too large to be read.
    """
    chart = heat_map_of(matrix, language, transpose=transpose, survey=survey)
    study = study_of(matrix)
    notes = [matrix.counted] if study is None else [" ".join(matrix_words.notes(study, matrix, language))]
    notes += [column_note(language)] if chart.beside else []
    notes += _about(study, language, alone)
    frame = Frame(title or matrix_words.caption(matrix, language), tuple(notes), language)
    drawing = draw_heat_map(chart, _shown(frame, titled))
    return _picture(drawing, frame, heat_map_alt(chart, language), heat_map_names(chart))


def co_occurrence_figure(
    found: CoOccurrence,
    language: str,
    *,
    study: Study,
    measure: Measure = "c",
    title: str = "",
    titled: bool = True,
    alone: bool = True,
) -> Figure:
    """The codes that occur together, with the number of pairs and a coefficient (of `inside` always Jaccard's).

    Args:
        study: has the names of the codes, and says whose codings count.
        title, titled, alone: as of `heat_map_figure`.

    Raises:
        StudyError: they are too many to be read.
    """
    chart = pairs_of(found, language, study, measure)
    notes = (
        pairs_notes(study, found, chart, language, measure),
        counted_words(study, found.coders, language),
        *_about(study, language, alone),
    )
    frame = Frame(title or wording(language)["pairs title"], notes, language)
    drawing = draw_pairs(chart, _shown(frame, titled))
    return _picture(drawing, frame, pairs_alt(chart, language), "; ".join(chart.codes))


def saturation_figure(
    saturation: Saturation,
    language: str,
    *,
    study: Study,
    title: str = "",
    titled: bool = True,
    alone: bool = True,
) -> Figure:
    """Codes found by number of interviews; arguments as of `co_occurrence_figure`."""
    chart = saturation_of(saturation, language)
    notes = (
        " ".join(saturation_notes(study, saturation, language)),
        *_about(study, language, alone),
    )
    key = "curve title case" if saturation.unit == "case" else "curve title"
    frame = Frame(title or wording(language)[key], notes, language)
    return _picture(draw_saturation(chart, _shown(frame, titled)), frame, saturation_alt(chart, language))


def joint_figure(display: JointDisplay, language: str, *, alone: bool = True) -> Figure:
    """A joint display as a page; its caption names the theme, and the theme's sentence stands on the page.

    Args:
        alone: as of `heat_map_figure`; beside that, how to read the page.
    """
    page = joint_page_of(display, language)
    notes = [display.counted(language)]
    if alone:
        notes.append(
            " ".join(
                dict.fromkeys((*_intervals(page, language), *joint_notes(display.study, [display], language)))
            )
        )
        notes += _about(display.study, language, alone)
    title = wording(language)["joint title"].format(id=display.theme.id)
    frame = Frame(title, tuple(notes), language)
    drawing = draw_joint_page(page, _shown(frame, titled=False))
    return _picture(drawing, frame, joint_alt(page, language), joint_quotes(page))


def _intervals(page: JointPage, language: str) -> tuple[str, ...]:
    """What the lines through bars are, where there are any: also of whole questions, whose answers prove nothing."""
    bars = (bar for item in page.items for bar in (*item.bars, *item.groups))
    level = number_text(100 * exact(LEVEL), language)
    note = report_words(language)["note interval"].format(level=level)
    return (note,) if any(bar.low is not None for bar in bars) else ()


def _shown(frame: Frame, titled: bool) -> Frame:
    notes = tuple(filter(None, frame.notes))
    return replace(frame, title=frame.title if titled else "", notes=notes)


def _picture(drawing: Drawing, frame: Frame, alt: str, said: str = "") -> Figure:
    """A drawing with its words; the title is its caption too.

    Args:
        said: names in the drawing that the alternative text leaves out.
    """
    whole = f"{frame.title.rstrip('.')}. {alt}"
    every = " ".join(filter(None, (*frame.notes, said)))
    return picture(drawing, title=frame.title, alt=whole, caption=frame.title, said=every)


def _about(study: Study | None, language: str, alone: bool) -> tuple[str, ...]:
    """What must be said with everything that is handed out of a study."""
    if study is None or not alone:
        return ()
    notice = study.settings.notice
    return (notice.get(language) or study.settings.notice_shown,)
