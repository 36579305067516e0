"""What a case's own respondent answered to the items of the survey that stand beside a section."""

from __future__ import annotations

from dataclasses import dataclass

from crosscase.study.folder import Study
from crosscase.study.template import TemplateSection
from crosscase.survey.model import in_language
from crosscase.synthesis.beside import OwnAnswer, OwnState, survey_beside


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One item with the case's own answer.

    Attributes:
        address: such as `F4.arbeidsliv`.
        question: in words; the address where there is no such item.
        answer: in words; empty where there is none, for which `state` says why.
    """

    address: str
    question: str
    answer: str
    state: OwnState


def own_answers(study: Study, case: str, section: TemplateSection, language: str = "") -> tuple[OwnLine, ...]:
    """The answers beside a section of a case; none in a study without a survey.

    Args:
        language: of the words; the study's where empty.
    """
    if not section.survey or case not in study.cases:
        return ()
    language = language or study.settings.language
    beside = survey_beside(study)
    if beside.state == "none":
        return ()
    lines = []
    for address in section.survey:
        item = beside.item(address)
        own = beside.own(study.cases[case], item)
        question = item.label(language) if item.item is not None else address
        found = item.item
        if found is not None and found.question.kind == "multiple" and own.holds is not None:
            answer = _ticked(own, language)
        else:
            answer = _answer(own, language, with_rows=found is None or found.row is None)
        lines.append(OwnLine(address, question, answer, own.state))
    return tuple(lines)


def _ticked(own: OwnAnswer, language: str) -> str:
    """Whether a box was ticked: all that was ticked beside it would drown it."""
    yes, no = ("ja", "nei") if language in ("nb", "nn", "no") else ("yes", "no")
    return yes if own.holds else no


def _answer(own: OwnAnswer, language: str, with_rows: bool) -> str:
    if own.number is not None:
        return f"{own.number:g}"
    chosen = []
    for row, option in own.chosen:
        words = in_language(option.label, language)
        chosen.append(
            f"{in_language(row.label, language)}: {words}" if with_rows and row is not None else words
        )
    return "; ".join(chosen)
