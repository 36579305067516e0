"""The groups that answer otherwise than the others, as sentences with both numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crosscase.documents.values import Block, Bullets, Rich
from crosscase.reports.study_report.desk import Desk
from crosscase.reports.study_report.survey_words import OTHERS, answer_words, share_runs
from crosscase.reports.study_report.wording import filled, listed, paragraph, quoted
from crosscase.reports.survey.words import p_equation, within_sentence
from crosscase.survey.model import Question, Questionnaire, Row, Variable, in_language

if TYPE_CHECKING:
    from crosscase.survey.differing import Differing
    from crosscase.survey.estimates import Description, Line
    from crosscase.survey.responses import Responses


def deviating_blocks(
    desk: Desk, questionnaire: Questionnaire, responses: Responses, question: Question
) -> Iterator[Block]:
    """Every group whose answers differ by `survey.differing`, row by row of a grid.

    Where answers put together differ, those they are made of are not told one by one as well.
    """
    from crosscase.survey.differing import differing

    if question.kind not in ("single", "multiple", "grid"):
        return
    rows: Sequence[Row | None] = question.rows if question.kind == "grid" else (None,)
    points: list[Rich] = []
    tried: dict[str, Variable] = {}
    for row in rows:
        for found in differing(responses, questionnaire, question, row):
            tried.setdefault(found.variable.question, found.variable)
            points += [_told(desk, questionnaire, found.description, line) for line in _briefly(found)]
    if points:
        yield paragraph(desk.words["deviating"])
        yield Bullets(tuple(points))
    elif tried:
        names = [_label(each, desk.language) for each in tried.values()]
        sentence = desk.words["none deviate"].format(
            respondents=desk.respondents(questionnaire), variables=listed(names, desk.words["or"])
        )
        yield paragraph(sentence)


def _briefly(found: Differing) -> Iterator[Line]:
    """The lines that differ, answers put together first and without those they are made of."""
    told: set[tuple[str | None, str, bool]] = set()
    for line in sorted(found.lines, key=lambda line: line.kind != "box"):
        higher = line.difference is not None and line.difference.points > 0
        if (line.group, line.id, higher) in told:
            continue
        if line.kind == "box" and (box := found.description.question.box(line.id)) is not None:
            told |= {(line.group, option, higher) for option in box.options}
        yield line


def _told(desk: Desk, questionnaire: Questionnaire, found: Description, line: Line) -> Rich:
    assert found.by is not None
    assert line.group is not None
    assert line.difference is not None
    words, language = desk.words, desk.language
    group = found.by.group(line.group)
    label = in_language(group.label, language) if group is not None else ""
    sentence = filled(
        words["higher" if line.difference.points > 0 else "lower"],
        respondents=_capital(desk.respondents(questionnaire), first=found.row is None),
        group=quoted(label or line.group, language),
        variable=_label(found.by, language),
        answer=answer_words(desk, line),
        here=share_runs(desk, found, line),
        rest=_rest(desk, found, line),
        q=p_equation(line.q or 0, language).replace("p", "q", 1),
    )
    if found.row is None:
        return sentence
    return filled(
        words["row of"], row=in_language(found.row.label, language) or found.row.id, sentence=sentence
    )


def _rest(desk: Desk, found: Description, line: Line) -> Rich:
    """The same answer in the variable's other groups together, with count and base."""
    others = [
        each for each in found.lines if each.id == line.id and each.group not in (None, line.group)
    ]  # fmt: skip
    count, base = sum(each.count for each in others), sum(each.base for each in others)
    rest = replace(
        line,
        count=count,
        base=base,
        share=count / base if base else None,
        interval=None,
        group=f"{OTHERS}{line.group}",
    )
    return share_runs(desk, found, rest)


def _capital(words: str, first: bool) -> str:
    """Words as they begin a sentence, where they come first."""
    return f"{words[:1].upper()}{words[1:]}" if first else words


def _label(variable: Variable, language: str) -> str:
    return within_sentence(in_language(variable.label, language) or variable.id)
