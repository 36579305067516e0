"""What must be said wherever a case description is shown: the study's notice, and those of the cases' own files."""

from __future__ import annotations

from collections.abc import Sequence

from crosscase.study.folder import Study
from crosscase.study.model import notice_in


def notice_of(study: Study, case: str, language: str) -> str:
    """The notice of a case's own file; empty where it has none."""
    about = study.cases.get(case)
    return notice_in(about.notice, language, study.settings.language).strip() if about is not None else ""


def notice_over(study: Study, cases: Sequence[str], language: str) -> str:
    """What stands over descriptions of cases: the study's notice, and what all the cases say alike."""
    settings = study.settings
    own = {notice_of(study, case, language) for case in cases}
    shared = own.pop() if len(own) == 1 else ""
    said = (notice_in(settings.notice, language, settings.language).strip(), shared)
    return " ".join(filter(None, dict.fromkeys(said)))


def notice_under(study: Study, cases: Sequence[str], case: str, language: str) -> str:
    """What stands under the heading of one of several cases: its notice, where that is not over them all."""
    own = notice_of(study, case, language)
    return "" if all(notice_of(study, each, language) == own for each in cases) else own
