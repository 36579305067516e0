"""The statements of case descriptions, as they are on the disk now."""

from __future__ import annotations

from collections.abc import Mapping

from crosscase.study.cases import case_file
from crosscase.study.description_file import Statement
from crosscase.study.edits import WHOLE
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.text import normalise
from crosscase.study.yaml_in import shown


def statements_of(study: Study, case: str) -> tuple[Statement, ...]:
    """Every statement of a case, section by section as the file has them, proposed and withdrawn ones too.

    Raises:
        FileError: the file cannot be read.
    """
    file = case_file(case)
    study.store.reread(file)
    return tuple(each for id, each in study.store.records(file).items() if id != WHOLE)


def statement_of(study: Study, case: str, id: str) -> Statement:
    """A statement by its id; raises StudyError with the nearest one."""
    known = {each.id: each for each in statements_of(study, case)}
    if (found := known.get(id)) is not None:
        return found
    guess = nearest(id, known)
    hint = f"did you mean {guess}?" if guess else f"see crosscase case show {case}"
    raise StudyError(f"{case} has no statement {shown(id)}; {hint}")


def still_says(now: Mapping[str, str], then: Mapping[str, str]) -> bool:
    """Whether texts by language have every word of former ones; more languages, and how lines are broken, are no matter."""
    present = _said(now)
    return all(present.get(language) == text for language, text in _said(then).items())


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    plain = {language: " ".join(normalise(text).split()) for language, text in texts.items()}
    return {language: text for language, text in plain.items() if text}


def in_language(statement: Statement, language: str) -> str:
    """Its text in a language, else in none in particular, else in any."""
    text = statement.text
    return text.get(language) or text.get("") or next((each for each in text.values() if each), "")
