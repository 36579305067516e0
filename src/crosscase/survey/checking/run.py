"""All checks of what was published, one after the other."""

from __future__ import annotations

from crosscase.study.folder import Study
from crosscase.survey.checking.claims import Standing, check_claims, check_group_filters
from crosscase.survey.checking.findings import SEVERITIES, Finding
from crosscase.survey.checking.frame import check_restatements, check_stated
from crosscase.survey.checking.significance import check_significance
from crosscase.survey.checking.totals import totals_of
from crosscase.survey.model import Questionnaire
from crosscase.survey.published import Published
from crosscase.survey.station import published_of, questionnaire_of


def check_published(study: Study) -> list[Finding]:
    """The findings on a study's published figures; raises StudyError where there are none to check."""
    questionnaire = questionnaire_of(study)
    return check_figures(published_of(study), questionnaire, study.settings.language)


def check_figures(published: Published, questionnaire: Questionnaire, language: str = "") -> list[Finding]:
    """The findings, errors first, then warnings and notes, each in the order of the report.

    What rounding explains is none: a finding is made only where no whole counts print as the report does.

    Args:
        language: of the labels in `where`.
    """
    totals = totals_of(published, questionnaire, language)
    found: list[Finding] = []
    standing: dict[str, list[Standing]] = {}
    for figure in published.figures.values():
        findings, standing[figure.id] = check_claims(totals, figure)
        found += findings
    for figure in published.figures.values():
        found += check_group_filters(totals, figure, standing)
        found += check_significance(totals, standing[figure.id])
    found += check_restatements(totals)
    found += check_stated(totals, questionnaire.population)
    found += totals.findings
    places = {id: place for place, id in enumerate(published.figures)}

    def rank(one: Finding) -> tuple[int, int, int]:
        figure = one.where.partition(",")[0].partition(":")[0]
        return SEVERITIES.index(one.severity), places.get(figure, len(places)), one.line

    return sorted(found, key=rank)
