"""Case files that cannot be read, for commands that are about all cases."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crosscase.study.folder import Study


def unreadable_cases(study: Study, told: Collection[str] = ()) -> list[str]:
    """A line on each, also of a case that nothing else of the study names; without what is told already."""
    from crosscase.study.cases import FOLDER

    lines = (str(problem) for problem in study.problems if problem.file.startswith(f"{FOLDER}/"))
    return [line for line in dict.fromkeys(lines) if line not in told]
