"""Everything in a study that a person should look at, of all its stations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.problems import Problem


def every_problem(study: Study) -> list[Problem]:
    """All problems, by file and line."""
    from crosscase.study.check import check
    from crosscase.survey.problems import survey_problems
    from crosscase.synthesis.linking import link_problems

    found = [*check(study), *survey_problems(study), *link_problems(study)]
    return sorted(dict.fromkeys(found), key=lambda each: (each.file, each.line, each.column, each.kind))
