"""Whether descriptions may be handed on: the one rule for files, packets and the report."""

from __future__ import annotations

from collections.abc import Iterable

from crosscase.casework.mark import UNAGREED
from crosscase.casework.marks import marks_of
from crosscase.study.folder import Study
from crosscase.study.opening import FILE as SETTINGS
from crosscase.study.problems import FileError, StudyError


def may_be_handed_on(study: Study, cases: Iterable[str]) -> None:
    """See that descriptions may be handed on, in whatever form: the one rule for files, packets and the report.

    Raises:
        FileError: study.yaml, which has their template and notice, or the file of a case cannot be read.
        StudyError: a description uses words as their informants have not agreed to, in one line; says the first.
    """
    settings_readable(study)
    for case in cases:
        found = [each for each in marks_of(study, case) if each.kind in UNAGREED]
        if found:
            raise StudyError(f"{case}: {found[0].text}; nothing was handed on (crosscase case check {case})")


_HARMLESS = frozenset(("coder", "template"))
"""What can be wrong in study.yaml while the rest of it holds."""


def settings_readable(study: Study) -> None:
    """Raise FileError where study.yaml cannot be read: without it nobody knows the sections of a description."""
    for problem in study.problems:
        if problem.file == SETTINGS and problem.kind not in _HARMLESS:
            raise FileError(problem)
