"""The chapter on the survey: a section a question, with its figure, its numbers, and the groups that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from crosscase.documents.numbering import reference
from crosscase.documents.values import Block, Figure, Heading, Paragraph, Run, text
from crosscase.reports.study_report.desk import Desk, line
from crosscase.reports.study_report.deviating import deviating_blocks
from crosscase.reports.study_report.survey_words import asked_sentence, open_sentence, shares_blocks
from crosscase.reports.study_report.wording import Part, filled, paragraph, spaced
from crosscase.study.problems import StudyError
from crosscase.survey.model import Question, Questionnaire, Row, in_language
from crosscase.survey.station import has_published, has_survey, published_of

if TYPE_CHECKING:
    from crosscase.survey.estimates import Description

Step = Callable[[], list[Block]]


def survey_steps(desk: Desk) -> list[Step]:
    """The chapter in parts, one a question, each made when it is called."""
    heading = Heading(1, desk.words["the survey"], "survey")
    if not has_survey(desk.study):
        return [lambda: [heading, line(desk.words["no survey"])]]
    questionnaire = desk.questionnaire
    if questionnaire is None:
        return [lambda: [heading, line(desk.words["unreadable"].format(why=desk.troubles[-1]))]]
    steps: list[Step] = [lambda: [heading, *_opening(desk, questionnaire)]]
    return steps + [partial(_question, desk, questionnaire, each) for each in questionnaire.asked_questions()]


def survey_notes(desk: Desk, questionnaire: Questionnaire) -> Iterator[Block]:
    """What must be read with every number of the survey."""
    from crosscase.reports.survey.words import level_text
    from crosscase.survey.percent import percent_text

    level = percent_text(float(level_text(0.95, "en")), desk.language)
    printed = desk.responses is None
    yield paragraph(desk.words["shown how published" if printed else "shown how"].format(level=level))
    for said in (questionnaire.caution, {} if printed else questionnaire.notice):
        if words := in_language(said, desk.language):
            yield Paragraph(text(words), "note")


def _opening(desk: Desk, questionnaire: Questionnaire) -> Iterator[Block]:
    """What has to be known before the first question; at length only where no chapter on method says it."""
    if not desk.has("method"):
        yield from survey_notes(desk, questionnaire)
        return
    yield paragraph(filled(desk.words["how"], method=Run(desk.words["method"], link="#method-survey")))
    if caution := in_language(questionnaire.caution, desk.language):
        yield Paragraph(text(caution), "note")


def described(desk: Desk, question: Question) -> tuple[Description, ...]:
    """What came of a question, row by row of a grid: of the responses, else of what a report printed.

    Raises:
        StudyError: it has no answers that can be counted.
    """
    from crosscase.survey.estimates import describe_rows
    from crosscase.survey.published_estimates import describe_published

    if (responses := desk.responses) is not None:
        return describe_rows(responses, question)
    rows: tuple[Row | None, ...] = question.rows if question.kind == "grid" else (None,)
    published = published_of(desk.study)
    found, refused = [], None
    for row in rows:
        try:
            found.append(describe_published(published, question, row=row))
        except StudyError as error:
            refused = error
    if not found and refused is not None:
        raise refused
    return tuple(found)


def heading_of(question: Question, language: str) -> str:
    """A question by its id and its words."""
    return f"{question.id}. {in_language(question.text, language)}".removesuffix(". ")


def _question(desk: Desk, questionnaire: Questionnaire, question: Question) -> list[Block]:
    parent, _, own = question.id.rpartition(".")
    level = 3 if own and parent in questionnaire.questions else 2  # what was asked on top of another question
    blocks: list[Block] = [Heading(level, heading_of(question, desk.language), f"survey-{question.id}")]
    if question.kind == "open":
        return [*blocks, open_sentence(desk, question)]
    if desk.responses is None and not has_published(desk.study):
        return [*blocks, desk.no_responses()]
    try:
        found = described(desk, question)
        figure = _figure(desk, question, found)
        blocks += _asked(desk, questionnaire, found, figure)
        blocks += shares_blocks(desk, found)
        blocks += [] if figure is None else [figure]
        if (responses := desk.responses) is not None:
            blocks += deviating_blocks(desk, questionnaire, responses, question)
    except StudyError as error:
        blocks.append(desk.unreadable(error))
    return blocks


def _asked(
    desk: Desk, questionnaire: Questionnaire, found: tuple[Description, ...], figure: Figure | None
) -> Iterator[Block]:
    """Who was asked, where the rows of a grid have that in common, and which figure shows the answers."""
    sentences = list(dict.fromkeys(asked_sentence(desk, questionnaire, each) for each in found))
    parts: list[Part] = [*sentences] if len(sentences) == 1 else []
    if figure is not None:
        parts.append(filled(desk.words["see figure"], figure=reference(figure.anchor)))
    if parts:
        yield Paragraph(spaced(parts))


def _figure(desk: Desk, question: Question, found: tuple[Description, ...]) -> Figure | None:
    from crosscase.reports.figures.survey_figures import figure_of

    if question.kind == "number" or not any(each.base or each.published for each in found):
        return None
    figure = figure_of(desk.study, question.id, language=desk.language, titled=False, alone=False)
    caption = f"{in_language(question.text, desk.language)} ({question.id})".strip()
    return replace(figure, anchor=f"figure-{question.id}", caption=caption)
