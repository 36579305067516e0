"""The figures of a survey, put together: what was described, drawn, with its notes and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crosscase.documents.values import Figure
from crosscase.reports.figures.alt import alt_of
from crosscase.reports.figures.breakdown import draw_breakdown
from crosscase.reports.figures.deviation import draw_deviations
from crosscase.reports.figures.drawing import Drawing, picture
from crosscase.reports.figures.published_values import published_bars, published_base
from crosscase.reports.figures.ranked import draw_ranked
from crosscase.reports.figures.stacked import draw_stacked
from crosscase.reports.figures.survey_values import (
    Chart,
    breakdown_of,
    deviations_of,
    ranked_of,
    shown_in_breakdown,
    stacked_of,
    usual_kind,
)
from crosscase.reports.figures.values import Breakdown, Frame, Kind, Ranked, Stacked
from crosscase.reports.figures.words import SMALL, wording
from crosscase.reports.survey.words import within_sentence, words_of
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.survey.items import find_item, find_variable, unknown
from crosscase.survey.model import Item, Questionnaire, Variable, in_language
from crosscase.survey.percent import share_text
from crosscase.survey.station import (
    has_published,
    has_responses,
    population_of,
    published_of,
    questionnaire_of,
    responses_of,
)

if TYPE_CHECKING:
    from crosscase.survey.estimates import Description
    from crosscase.survey.nonresponse import NonResponse
    from crosscase.survey.population import PopulationTable
    from crosscase.survey.published import Published

WIDTH, NARROWEST, WIDEST = 16.0, 8.0, 40.0
"""Centimetres: of the text of a page, and the least and most that can be asked for."""


def figure_of(
    study: Study,
    address: str,
    *,
    by: str = "",
    kind: Kind | None = None,
    language: str = "",
    width: float = WIDTH,
    titled: bool = True,
    alone: bool = True,
) -> Figure:
    """A figure of a question, of one of its rows or answers, or of the non-response by a variable.

    Args:
        address: as `find_item` takes it; a variable or a table of the population where non-response is meant.
        by: what to break down by.
        kind: as the question is usually shown, where it is not said.
        language: the study's, where it is not said.
        width: centimetres.
        titled: the question stands above the figure; in a document its caption says it.
        alone: what must be said with every figure of the survey stands below it; a document may say it once for all.

    Raises:
        StudyError: there is no such thing, it cannot be shown so, or the width is out of bounds.
    """
    if not NARROWEST <= width <= WIDEST:
        raise StudyError(f"{width:g} cm is no width for a figure; take {NARROWEST:g} to {WIDEST:g}")
    language = language or study.settings.language
    questionnaire = questionnaire_of(study)
    if kind is Kind.nonresponse:
        if by:
            raise StudyError(f"non-response is shown by one variable: name {by} alone, and leave --by out")
        from crosscase.survey.nonresponse import nonresponse

        found = nonresponse(responses_of(study), questionnaire, _table(study, address), tested=False)
        about = about_of(study, questionnaire, language, found) if alone else ()
        return nonresponse_figure(questionnaire, found, Frame("", about, language, width), titled=titled)
    item = find_item(questionnaire, address)
    variable = find_variable(questionnaire, by) if by else None
    if not has_responses(study) and has_published(study):
        if variable is not None or kind not in (None, Kind.ranked):
            raise StudyError(
                "only what a report printed is here, and it makes ranked bars; take the responses in for more: "
                "crosscase survey import FILE"
            )
        frame = Frame("", about_of(study, questionnaire, language) if alone else (), language, width)
        return published_figure(published_of(study), questionnaire, item, frame, titled=titled)
    kind = kind or usual_kind(item.question, variable is not None, bool(item.options))
    described = _described(study, item, variable, kind)
    chart = chart_of(described, kind, language)
    about = about_of(study, questionnaire, language) if alone else ()
    notes = (*_notes(described, chart, questionnaire, language), *about)
    return drawn(chart, Frame(_title(item, variable, language), notes, language, width), titled=titled)


def nonresponse_figure(
    questionnaire: Questionnaire, found: NonResponse, frame: Frame, *, titled: bool = True
) -> Figure:
    """The respondents set against the population by one variable, with its title, and its notes before the frame's."""
    language = frame.language
    words = wording(language)
    chart = deviations_of(found, language)
    said = [words["deviation"]]
    if found.without_group:
        called = in_language(questionnaire.respondents, language) or words["respondents"]
        said.append(words["ungrouped"].format(count=found.without_group, respondents=called))
    title = in_language(found.table.title, language) or in_language(found.variable.label, language)
    notes = (" ".join(said), *frame.notes)
    return drawn(chart, replace(frame, title=title or found.variable.id, notes=notes), titled=titled)


def chart_of(described: Sequence[Description], kind: Kind, language: str) -> Chart:
    """Descriptions as what a figure of a kind shows.

    Raises:
        StudyError: they cannot be shown so.
    """
    question, by = described[0].question, described[0].by
    if kind is Kind.breakdown:
        if by is None:
            raise StudyError("a breakdown needs a variable: give --by VARIABLE")
        return breakdown_of(described, language)
    if len(described) > 1 and (kind is Kind.ranked or by is not None):
        row = f"{question.id}.{question.rows[0].id}"
        raise StudyError(
            f"{question.id} is a grid; name one of its rows, such as {row}, or take another --kind"
        )
    return stacked_of(described, language) if kind is Kind.stacked else ranked_of(described[0], language)


def drawn(chart: Chart, frame: Frame, *, titled: bool = True) -> Figure:
    """A chart as a picture with its words; the title is its caption too."""
    shown = frame if titled else replace(frame, title="")
    alt = " ".join((alt_of(chart, frame.title, frame.language), *frame.notes[:1]))
    return picture(
        _drawing(chart, shown),
        title=frame.title,
        alt=alt,
        caption=frame.title,
        said=" ".join(frame.notes[1:]),
    )


def _drawing(chart: Chart, frame: Frame) -> Drawing:
    if isinstance(chart, Stacked):
        return draw_stacked(chart, frame)
    if isinstance(chart, Ranked):
        return draw_ranked(chart, frame)
    if isinstance(chart, Breakdown):
        return draw_breakdown(chart, frame)
    return draw_deviations(chart, frame)


def published_figure(
    published: Published, questionnaire: Questionnaire, item: Item, frame: Frame, *, titled: bool = True
) -> Figure:
    """What a report printed of a question, with its title, and its notes before the frame's.

    Raises:
        StudyError: it printed nothing of it.
    """
    words = wording(frame.language)
    figure = published.figure_of(item.question)
    if figure is None:
        raise StudyError(f"no figure prints {item.question.id}, and the responses are not here")
    called = in_language(questionnaire.respondents, frame.language) or words["respondents"]
    base = published_base(figure, item)
    said = [words["base"].format(base=base, respondents=called)] if base else []
    notes = (" ".join([*said, words["printed"]]), *frame.notes)
    chart = published_bars(figure, item, frame.language)
    return drawn(chart, replace(frame, title=_title(item, None, frame.language), notes=notes), titled=titled)


def _described(study: Study, item: Item, by: Variable | None, kind: Kind) -> tuple[Description, ...]:
    """The question, the row or the answer that is meant; a grid row by row."""
    from crosscase.survey.estimates import adjusted_together, describe, describe_rows

    question = item.question
    if question.kind == "number":
        raise StudyError(
            f"{question.id} is a number and has no shares; see crosscase survey describe {question.id}"
        )
    only = _only(item) or (shown_in_breakdown(question) if kind is Kind.breakdown else ())
    if kind is Kind.stacked:
        if item.options:
            raise StudyError(
                f"{item.address} is one answer, and no bar can be divided by it; take --kind ranked"
            )
        only = ()
    responses = responses_of(study)
    if question.kind == "grid" and item.row is None:
        return adjusted_together(describe_rows(responses, question, by, only=only))
    return (describe(responses, question, by, row=item.row, only=only),)


def _only(item: Item) -> tuple[str, ...]:
    """The option or box that is meant, by its id; nothing where all are."""
    return (item.address.rpartition(".")[2],) if item.options else ()


def _title(item: Item, by: Variable | None, language: str) -> str:
    parts = [in_language(item.question.text, language) or item.question.id]
    if item.row is not None:
        parts.append(in_language(item.row.label, language) or item.row.id)
    found = ": ".join(parts)
    if by is None:
        return found
    variable = in_language(by.label, language) or by.id
    return f"{found}, {wording(language)['by']} {within_sentence(variable)}"


def _table(study: Study, name: str) -> PopulationTable:
    """The table of the population of an id, or of the first that is by a variable."""
    tables = population_of(study).tables
    found = [table for table in tables if table.id == name] or [t for t in tables if t.variable == name]
    if not found:
        known = [name for table in tables for name in (table.variable, table.id)]
        raise StudyError(unknown(name, dict.fromkeys(known), "table of the population by"))
    return found[0]


def _notes(
    described: Sequence[Description], chart: Chart, questionnaire: Questionnaire, language: str
) -> tuple[str, ...]:
    """What one has to know to read the figure: bases and who was asked, then signs and lines."""
    words = wording(language)
    called = in_language(questionnaire.respondents, language) or words["respondents"]
    bases = sorted({each.base for each in described})
    key = "base" if len(bases) == 1 else "bases"
    first = [words[key].format(base=bases[0], least=bases[0], most=bases[-1], respondents=called)]
    if bases[0] < SMALL and key == "base":
        first[0] = first[0].replace(str(bases[0]), f"{bases[0]}*", 1)
    asked = {each.asked for each in described}
    if len(asked) == 1 and (number := asked.pop()) < described[0].size:
        first.append(words["asked"].format(asked=number, size=described[0].size, respondents=called))
    return " ".join(first), " ".join(_signs(described, chart, language))


def _signs(described: Sequence[Description], chart: Chart, language: str) -> list[str]:
    words, found = wording(language), []
    small = any(line.small for each in described for line in each.lines)
    if not isinstance(chart, Stacked):
        confidence = share_text(described[0].confidence, language)
        found.append(words["intervals"].format(confidence=confidence))
    if isinstance(chart, Breakdown):
        found.append(words["whole"])
    if small:
        found.append(words["small open" if isinstance(chart, Breakdown) else "small"])
    if isinstance(chart, Breakdown) and any(
        point.differs for panel in chart.panels for point in panel.points
    ):
        found.append(words["apart"])
    by = described[0].by
    if by is not None and (told := in_language(by.note, language)):
        found.append(f"{in_language(by.label, language) or by.id}: {told}")
    empty = [
        group for group, _ in described[0].groups if all((group, 0) in each.groups for each in described)
    ]
    if empty:
        names = "; ".join(in_language(group.label, language) or group.id for group in empty)
        found.append(words["empty"].format(groups=names))
    if without := max(each.without_group for each in described):
        found.append(words["without"].format(count=without))
    return found


def about_of(
    study: Study, questionnaire: Questionnaire, language: str, found: NonResponse | None = None
) -> tuple[str, ...]:
    """What must be said with every figure, and where the numbers are from: the survey, and the population set beside it."""
    words = wording(language)
    sources = [words["survey"].format(title=study.settings.title)]
    notice = in_language(questionnaire.notice, language) or study.settings.notice_shown
    if not has_responses(study):
        notice = ""  # it is about them
        if has_published(study) and (report := in_language(published_of(study).title, language)):
            sources = [report]
    if found is not None:
        sources.append(in_language(found.table.source, language))
    source = "; ".join(filter(None, sources))
    caution = in_language(questionnaire.caution, language)
    if not caution and found is None:
        caution = words_of(language)["sampling"]
    said = (
        caution,
        notice,
        words["source"].format(source=source.rstrip(".")),
    )
    return tuple(filter(None, said))
