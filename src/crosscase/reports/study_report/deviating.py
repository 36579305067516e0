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
    from crosscase.survey.estimates import Description, Line
    from crosscase.survey.responses import Responses


def deviating_blocks(
    desk: Desk, questionnaire: Questionnaire, responses: Responses, question: Question
) -> Iterator[Block]:
    """Every group of every variable whose answers differ from the others' (q under 0.05), row by row of a grid.

    Where answers put together differ, those they are made of are not told again; of two groups only the higher is told.
    """
    if question.kind not in ("single", "multiple", "grid"):
        return
    rows: Sequence[Row | None] = question.rows if question.kind == "grid" else (None,)
    points: list[Rich] = []
    tried: dict[str, Variable] = {}
    for row in rows:
        for variable in questionnaire.variables.values():
            address = question.id if row is None else f"{question.id}.{row.id}"
            if variable.question in (address, question.id):
                continue
            found = _broken_down(responses, question, row, variable)
            if found.compared:
                tried[variable.id] = variable
            points += [_told(desk, found, line) for line in _differing(found)]
    if points:
        yield paragraph(desk.words["deviating"])
        yield Bullets(tuple(points))
    elif tried:
        names = [_label(each, desk.language) for each in tried.values()]
        yield paragraph(desk.words["none deviate"].format(variables=listed(names, desk.words["or"])))


def _broken_down(
    responses: Responses, question: Question, row: Row | None, variable: Variable
) -> Description:
    from crosscase.survey.estimates import describe

    return describe(responses, question, variable, row=row)


def _differing(found: Description) -> Iterator[Line]:
    """The lines that differ, answers put together first and without those they are made of."""
    from crosscase.survey.inference import LEVEL

    surely = [line for line in found.compared if line.q is not None and line.q < LEVEL]
    mirrored = len([base for _, base in found.groups if base]) == 2
    told: set[tuple[str | None, str, bool]] = set()
    for line in sorted(surely, key=lambda line: line.kind != "box"):
        higher = line.difference is not None and line.difference.points > 0
        if (line.group, line.id, higher) in told or (mirrored and not higher):
            continue
        if line.kind == "box" and (box := found.question.box(line.id)) is not None:
            told |= {(line.group, option, higher) for option in box.options}
        yield line


def _told(desk: Desk, found: Description, line: Line) -> Rich:
    assert found.by is not None
    assert line.group is not None
    assert line.difference is not None
    words, language = desk.words, desk.language
    group = found.by.group(line.group)
    label = in_language(group.label, language) if group is not None else ""
    sentence = filled(
        words["higher" if line.difference.points > 0 else "lower"],
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


def _label(variable: Variable, language: str) -> str:
    return within_sentence(in_language(variable.label, language) or variable.id)
