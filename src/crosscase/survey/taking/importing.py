"""Taking responses in: what a file would make of survey/responses.csv, and the edit that does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosscase.documents.csv_out import write_csv
from crosscase.documents.values import Table
from crosscase.reading.tables import read_table
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.plurals import counted
from crosscase.study.problems import FileError, StudyError
from crosscase.study.save import read_bytes
from crosscase.study.sources import decode
from crosscase.survey.model import Questionnaire
from crosscase.survey.questions import FILE as QUESTIONS
from crosscase.survey.station import RESPONSES
from crosscase.survey.taking.cleaning import Clean, clean, respondent_column
from crosscase.survey.taking.filed import Filed, filed
from crosscase.survey.wording import listed

if TYPE_CHECKING:
    from crosscase.study.folder import Study


@dataclass(frozen=True, slots=True)
class Comparison:
    """What becomes of the responses that are there.

    Attributes:
        new, gone: respondents.
        changed: (respondent, column, former cell, new cell).
        kept: columns that the file does not have and that stay as they are.
    """

    new: tuple[str, ...]
    gone: tuple[str, ...] = ()
    changed: tuple[tuple[str, str, str, str], ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether any respondent or answer is other than before."""
        return bool(self.new or self.gone or self.changed)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import does.

    Attributes:
        clean: the file's responses.
        comparison: with those that are there.
        respondent: the column that names the respondents; empty where they are numbered.
        edit: None where nothing changes.
    """

    clean: Clean
    comparison: Comparison
    edit: Edit | None
    respondent: str = ""


def plan_import(
    study: Study, questionnaire: Questionnaire, found: Filed, respondent: str = "", *, number: bool = False,
    draft: str = "",
) -> Plan:  # fmt: skip
    """Find out what taking a file in would do; nothing is changed.

    Args:
        respondent: the column that names the respondents; found by its name where nothing is said.
        number: there is none; they are numbered by their rows.
        draft: the content survey/questions.yaml gets, where there is none yet.

    Raises:
        StudyError: the respondents' column, or the responses that are there, cannot be read.
    """
    column = "" if number else respondent_column(found, questionnaire, respondent)
    taken = clean(found, questionnaire, column)
    if not taken.respondents:
        raise StudyError(f"{found.label}: no row names a respondent; nothing can be taken in")
    text, former = _former(study, questionnaire)
    cells, comparison = _joined(questionnaire, taken, former)
    content = _written(questionnaire, taken.respondents, cells)
    changes = [Change(QUESTIONS, WHOLE, None, draft)] if draft else []
    if comparison.anything:
        changes.append(Change(RESPONSES, WHOLE, text, content))
    many = len(taken.respondents)
    name = f"take in the responses of {counted(many, 'respondent')}"
    return Plan(taken, comparison, Edit(name, tuple(changes)) if changes else None, column)


def check_plan(plan: Plan, label: str, *, accept: bool = False, replace: bool = False) -> None:
    """Refuse what would take in a part alone, or let respondents go, where nobody asked for it.

    Args:
        accept: leave cells empty, and rows and columns out, that cannot be placed.
        replace: let go who is not in the file.

    Raises:
        StudyError: one line that says how many, and what to do.
    """
    if plan.clean.errors and not accept:
        raise StudyError(
            f"{label}: {cannot_be_placed(plan)}; nothing was taken in: correct them in the file or in {QUESTIONS}, "
            "or give --accept to leave them out"
        )
    if plan.comparison.gone and not replace:
        many = len(plan.comparison.gone)
        who = "1 respondent" if many == 1 else f"{many} respondents"
        raise StudyError(
            f"{label}: {who} of {RESPONSES} would be gone ({listed(plan.comparison.gone, 4)}); nothing was taken in: "
            "give --replace to let them go"
        )


def cannot_be_placed(plan: Plan) -> str:
    """How much of a file cannot be placed, in words: `3 cells and 1 row cannot be placed`."""
    errors = plan.clean.errors
    counts = {
        "cell": sum(found.count for found in errors if found.column and found.line),
        "row": sum(found.count for found in errors if not found.column),
        "column": sum(found.count for found in errors if found.column and not found.line),
    }
    told = [f"{count:,} {what}{'s' * (count != 1)}" for what, count in counts.items() if count]
    return f"{' and '.join([', '.join(told[:-1]), told[-1]] if len(told) > 1 else told)} cannot be placed"


def _former(study: Study, questionnaire: Questionnaire) -> tuple[str | None, Clean | None]:
    """The responses that are there: the text, and what it says, what cannot be placed as it is."""
    if (problem := study.store.refused(RESPONSES)) is not None:
        raise FileError(problem)
    raw = read_bytes(study.root, RESPONSES)
    if raw is None:
        return None, None
    text = decode(raw, RESPONSES)
    if not text.strip():
        return text, None
    path = study.root / RESPONSES
    try:
        there = filed(read_table(path, guess=True, most=2**31))
        return text, clean(there, questionnaire, respondent_column(there, questionnaire), as_it_is=True)
    except StudyError as error:
        message = str(error).replace(str(path), RESPONSES)
        raise StudyError(f"{message}; nothing is written over it: correct or remove it") from error


def _joined(
    questionnaire: Questionnaire, taken: Clean, former: Clean | None
) -> tuple[Mapping[str, Sequence[str]], Comparison]:
    """The cells to be written: the file's, and former ones of columns that it does not have."""
    if former is None:
        return taken.cells, Comparison(taken.respondents)
    places = {id: place for place, id in enumerate(former.respondents)}
    from_former = [places.get(id, -1) for id in taken.respondents]
    cells = dict(taken.cells)
    changed: list[tuple[str, str, str, str]] = []
    for column, there in taken.cells.items():
        before = former.cells.get(column)
        for id, place, now in zip(taken.respondents, from_former, there, strict=True):
            was = before[place] if before is not None and place >= 0 else ""
            if place >= 0 and was != now:
                changed.append((id, column, was, now))
    kept = [column for column in former.cells if column not in cells]
    for column in kept:
        there = former.cells[column]
        cells[column] = [there[place] if place >= 0 else "" for place in from_former]
    ids = set(taken.respondents)
    comparison = Comparison(
        tuple(id for id in taken.respondents if id not in places),
        tuple(id for id in former.respondents if id not in ids),
        tuple(changed), tuple(column for column in kept if any(former.cells[column])),
    )  # fmt: skip
    return cells, comparison


def _written(
    questionnaire: Questionnaire, respondents: Sequence[str], cells: Mapping[str, Sequence[str]]
) -> str:
    """The content of survey/responses.csv, its columns in the order of the questions."""
    order = [column for column in _columns(questionnaire) if column in cells]
    order += [column for column in cells if column not in set(order)]
    rows = zip(respondents, *(cells[column] for column in order), strict=True)
    return write_csv(Table((questionnaire.respondent, *order), tuple(rows))).decode()


def _columns(questionnaire: Questionnaire) -> Iterator[str]:
    if questionnaire.weight:
        yield questionnaire.weight
    for question in questionnaire.questions.values():
        if question.kind == "grid":
            yield from (row.column for row in question.rows)
        elif question.kind == "multiple":
            yield from (f"{question.column}.{option.id}" for option in question.options)
        else:
            yield question.column
