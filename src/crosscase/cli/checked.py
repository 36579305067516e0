"""Everything in a study that a person should look at, of all its stations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.problems import Problem


def every_problem(study: Study) -> list[Problem]:
    """All problems, by file and line."""
    from crosscase.study.check import check
    from crosscase.study.private_problems import private_problems
    from crosscase.study.round_problems import round_problems
    from crosscase.survey.problems import survey_problems
    from crosscase.synthesis.linking import link_problems
    from crosscase.synthesis.summary_quoting import quoting_problems

    found = [
        *check(study), *survey_problems(study), *link_problems(study), *_description_problems(study),
        *round_problems(study), *private_problems(study), *quoting_problems(study),
    ]  # fmt: skip
    return sorted(dict.fromkeys(found), key=lambda each: (each.file, each.line, each.column, each.kind))


def _description_problems(study: Study) -> Iterator[Problem]:
    """The severe marks of case descriptions, where the statement stands; all marks are `crosscase case check`'s."""
    from crosscase.casework.marks import marks_of
    from crosscase.study.cases import case_file
    from crosscase.study.problems import FileError, Problem
    from crosscase.study.statement_ids import lines_of_statements, read_every_case

    read_every_case(study)
    for case in study.cases:
        try:
            marks = marks_of(study, case)
            lines = lines_of_statements(study, case)
            for mark in marks:
                if mark.severe:
                    line = lines.get(mark.statement or mark.section, 0)
                    yield Problem(case_file(case), line, 0, mark.kind, mark.text)
        except FileError as error:
            yield error.problem
