"""The facts about a case as they are printed: named in a language, thousands parted."""

from __future__ import annotations

from crosscase.reports.attributes import attribute_shown, attribute_title
from crosscase.study.folder import Study


def facts_of(study: Study, case: str, language: str) -> list[tuple[str, str]]:
    """What each attribute of a case is called, and its value."""
    return [
        (attribute_title(study, name, language), attribute_shown(study, name, value, language))
        for name, value in study.cases[case].attributes.items()
    ]
