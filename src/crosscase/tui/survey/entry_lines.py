"""The questions and the findings as rows of the list, and the sheets of open questions and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.survey.model import Question, Questionnaire
from crosscase.tui.survey.sheet import BLANK, Line, cut, paragraph
from crosscase.tui.survey.wording import KINDS, Named, joined, label_of, respondent_words
from crosscase.tui.words import shown

if TYPE_CHECKING:
    from crosscase.survey.checking import Finding

SIGNS = {"error": "!", "warning": "?", "note": "·"}
COLORS = {"error": "$text-error bold", "warning": "$text-warning bold", "note": "dim"}
MOST_ANSWERS = 500  # open answers drawn: nobody reads further here, their text is a key away
SMALL = 30
BOTH = 60  # cells from which a row has place and message


def question_entries(
    questionnaire: Questionnaire, bases: Mapping[str, int], language: str, width: int
) -> list[Line]:
    """What was asked, then what is only known of the respondents: id, kind, words, base."""
    asked = list(questionnaire.asked_questions())
    known = [question for question in questionnaire.questions.values() if question.background]
    longest = min(
        12, max((len(shown(question.id)) for question in questionnaire.questions.values()), default=1)
    )
    lines: list[Line] = []
    for heading, questions in (("", asked), ("Background", known)):
        if heading and questions:
            lines.append(Line(Content.styled(heading, "bold")))
        lines += [_entry(question, bases, language, longest, width) for question in questions]
    return lines


def _entry(question: Question, bases: Mapping[str, int], language: str, longest: int, width: int) -> Line:
    base = bases.get(question.id)
    number = "" if base is None or question.kind == "open" else f"{base}{'*' if base < SMALL else ''}"
    words = cut(label_of(question.text, language, question.id), width - longest - 12)
    content = Content.assemble(
        cut(shown(question.id), longest).stylize("bold"),
        (f" {KINDS[question.kind]:<4} ", "dim"),
        words,
        f"{number:>6}",
    )
    return Line(content, question.id)


def open_lines(study: Study, question: Question, codes: Sequence[Named], width: int) -> list[Line]:
    """An open question: its words, its source, every answer; the key of an answer is its span."""
    language = study.settings.language
    lines = [
        Line(Content.assemble((shown(question.id), "bold $text-accent"), ("  in their own words", "dim")))
    ]
    lines += paragraph(label_of(question.text, language, question.id), width, "bold")
    source = study.sources.get(question.source)
    if source is None:
        said = (
            f"its source {question.source} is not in this study: `crosscase import` brings open answers in"
            if question.source
            else "no source holds its answers: write `source: open-answers/NAME` at the question"
        )
        return [*lines, *paragraph(said, width)]
    spans = [each for each in study.segments(source.id).paragraphs() if not each[3]]
    coded = counted(study.count(source.id), "coding")
    lines += paragraph(joined((source.id, counted(len(spans), "answer"), coded)), width)
    if codes:
        lines.append(
            Line(Content(f"codes that name it: {', '.join(shown(each.code.code) for each in codes)}"))
        )
    lines.append(BLANK)
    for start, end, speaker, _heading in spans[:MOST_ANSWERS]:
        whose = f"{respondent_words(study, speaker)}: " if speaker else ""
        rows = paragraph(f"{whose}{source.body[start:end]}", width)
        content = Content("\n").join(row.content for row in rows)
        lines.append(Line(content, f"{start}-{end}", "Enter goes there in the text"))
    if len(spans) > MOST_ANSWERS:
        lines += [BLANK, Line(Content(f"and {len(spans) - MOST_ANSWERS} more in the text"))]
    return lines


def finding_entries(findings: Sequence[Finding], width: int) -> list[Line]:
    """The findings by severity: sign, where, the beginning of the message."""
    lines: list[Line] = []
    room = width - 3 if width < BOTH else width // 2
    longest = min(room, max((Content(shown(each.where)).cell_length for each in findings), default=1))
    for place, finding in enumerate(findings):
        if place == 0 or finding.severity != findings[place - 1].severity:
            number = sum(each.severity == finding.severity for each in findings)
            lines.append(Line(Content.styled(counted(number, finding.severity), "bold")))
        content = Content.assemble(
            (f"{SIGNS[finding.severity]} ", COLORS[finding.severity]),
            cut(shown(finding.where), longest),
            " ",
            cut(shown(finding.message), width - longest - 3),
        )
        lines.append(Line(content, str(place)))
    return lines


def finding_lines(finding: Finding, width: int) -> list[Line]:
    """One finding whole."""
    sign = f"{SIGNS[finding.severity]} {finding.severity}"
    head = Content.assemble((sign, COLORS[finding.severity]), (f" · {shown(finding.kind)}", "dim"))
    return [Line(head), *paragraph(finding.where, width, "bold"), BLANK, *paragraph(finding.message, width)]
