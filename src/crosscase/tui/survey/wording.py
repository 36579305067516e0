"""What the survey's parts are called on the screen, in the study's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crosscase.study.folder import Study
from crosscase.study.model import Case, Code
from crosscase.study.problems import StudyError
from crosscase.survey.items import find_item, find_variable
from crosscase.survey.model import Condition, Item, Labels, Question, Questionnaire, Row, in_language
from crosscase.tui.code.shown import tag_of
from crosscase.tui.words import shown

KINDS = {"single": "one", "multiple": "many", "grid": "grid", "number": "num", "open": "open"}
"""A kind of question -> what a list has room for."""
KINDS_LONG = {
    "single": "one answer",
    "multiple": "any number of answers",
    "grid": "a grid of rows, one answer each",
    "number": "a number",
    "open": "in their own words",
}


def label_of(labels: Labels, language: str, id: str = "") -> str:
    """A label in a language, or the id where there is none; fit to be shown."""
    return shown(in_language(labels, language) or id)


def asked_words(questionnaire: Questionnaire, condition: Condition, language: str) -> str:
    """A condition as people say it: `F3: Noen utfordringer or Svært store utfordringer`."""
    subject, values = condition.subject, condition.values
    named = shown(subject)
    labels: list[str] = list(values)
    several = False
    try:
        if subject in questionnaire.variables:
            variable = find_variable(questionnaire, subject)
            named = label_of(variable.label, language, subject)
            known = {group.id: label_of(group.label, language, group.id) for group in variable.groups}
        else:
            item = find_item(questionnaire, subject)
            several = item.question.kind == "multiple"
            if item.row is not None:
                named = f"{named} {label_of(item.row.label, language)}"
            known = answer_labels(item.question, language)
        labels = [known.get(value, shown(value)) for value in values]
    except StudyError:
        labels = [shown(value) for value in values]
    match condition.relation:
        case ">=" | "<=":
            size = "at least" if condition.relation == ">=" else "at most"
            return f"{named}: {size} {' '.join(labels)}{' answers' if several else ''}"
        case "!=":
            return (
                f"{named}: neither {' nor '.join(labels)}" if len(labels) > 1 else f"{named}: not {labels[0]}"
            )
    return f"{named}: {either(labels)}"


def answer_labels(question: Question, language: str) -> dict[str, str]:
    """The labels of a question's options and boxes, by id."""
    found = {option.id: label_of(option.label, language, option.id) for option in question.options}
    return found | {box.id: label_of(box.label, language, box.id) for box in question.boxes}


def either(words: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


@dataclass(frozen=True, slots=True)
class Named:
    """A code that names a question or one of its answers."""

    item: Item
    code: Code


def codes_naming(study: Study, questionnaire: Questionnaire, question: Question) -> list[Named]:
    """The codes whose survey links lead to a question, in the order of the codebook."""
    found: list[Named] = []
    for code in study.codebook:
        for address in code.survey:
            try:
                item = find_item(questionnaire, address)
            except StudyError:
                continue  # `crosscase check` says so
            if item.question.id == question.id:
                found.append(Named(item, code))
    return found


def names_answer(named: Named, row: Row | None, id: str) -> bool:
    """Whether a code names an option or box, of a row or of all rows."""
    item = named.item
    if not item.options or (item.row is not None and row is not None and item.row.id != row.id):
        return False
    return item.address.endswith(f".{id}")


def code_names(study: Study, codes: Iterable[Named]) -> dict[str, str]:
    """Tag and name of codes, by id."""
    book, language = study.codebook, study.settings.language
    return {each.code.id: shown(f"{tag_of(each.code)} {book.name(each.code, language)}") for each in codes}


def case_of(study: Study, respondent: str) -> Case | None:
    """The case that a respondent is."""
    return next((case for case in study.cases.values() if case.respondent == respondent), None)


def respondent_words(study: Study, respondent: str) -> str:
    """A respondent's id, and before it the name of the case that it is."""
    case = case_of(study, respondent)
    return shown(f"{case.name} ({respondent})" if case is not None else respondent)


def joined(parts: Iterable[str]) -> str:
    """The parts that there are, with dots between them."""
    return " · ".join(part for part in parts if part)
