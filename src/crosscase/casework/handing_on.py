"""Whether descriptions may be handed on: the one rule for files, packets and the report."""

from __future__ import annotations

from collections.abc import Iterable

from crosscase.casework.mark import KEPT_BACK
from crosscase.casework.marks import marks_of
from crosscase.study.folder import Study
from crosscase.study.opening import FILE as SETTINGS
from crosscase.study.problems import FileError, StudyError
from crosscase.study.statement_ids import read_every_case


def may_be_handed_on(study: Study, cases: Iterable[str]) -> None:
    """See that descriptions may be handed on, in whatever form: the one rule for files, packets and the report.

    Raises:
        FileError: study.yaml, which has their template and notice, or the file of a case cannot be read.
        StudyError: a description uses words as their informants have not agreed to, or has an id by which answers would
            be filed under another statement, in one line; says the first.
    """
    settings_readable(study)
    read_every_case(study)
    for case in cases:
        if why := _why_not(study, case):
            raise StudyError(f"{case}: {why}; nothing was handed on (crosscase case check {case})")


def kept_back(study: Study, cases: Iterable[str]) -> dict[str, str]:
    """By case, in one line why its description may not be handed on, where it may not: the rule of `may_be_handed_on`
    for what names statements of several cases, and goes out without the texts of those."""
    found: dict[str, str] = {}
    read_every_case(study)
    for case in dict.fromkeys(cases):
        try:
            settings_readable(study)
            why = _why_not(study, case)
        except FileError as error:
            why = str(error)
        if why:
            found[case] = why
    return found


def _why_not(study: Study, case: str) -> str:
    """What of a description stops it from being handed on, the first; empty where nothing does."""
    return next((each.text for each in marks_of(study, case) if each.kind in KEPT_BACK), "")


_HARMLESS = frozenset(("coder", "template"))
"""What can be wrong in study.yaml while the rest of it holds."""


def settings_readable(study: Study) -> None:
    """Raise FileError where study.yaml cannot be read: without it nobody knows the sections of a description."""
    for problem in study.problems:
        if problem.file == SETTINGS and problem.kind not in _HARMLESS:
            raise FileError(problem)
