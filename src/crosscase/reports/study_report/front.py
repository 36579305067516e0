"""What stands before the chapters: how old the material is, who answered, and the contents."""

from __future__ import annotations

from collections.abc import Iterator

from crosscase.documents.values import Block, Contents
from crosscase.reports.study_report.desk import Desk
from crosscase.reports.study_report.wording import day, paragraph, whole


def front_blocks(desk: Desk) -> Iterator[Block]:
    """The lines under the title, then the contents."""
    words = desk.words
    if days := days_of(desk):
        yield paragraph(words["material dated"].format(days=days))
    questionnaire, responses = desk.questionnaire, desk.responses
    if questionnaire is not None and responses is not None:
        count = whole(responses.size, desk.language)
        yield paragraph(
            words["survey front"].format(count=count, respondents=desk.respondents(questionnaire))
        )
    yield Contents(words["contents"], levels=2, deeper="description-")


def days_of(desk: Desk) -> str:
    """From the first to the last day that the sources are dated; empty where none is."""
    dates = sorted({source.date for source in desk.study.sources.values() if source.date})
    if not dates:
        return ""
    if len(dates) == 1:
        return day(dates[0], desk.language)
    return desk.words["from to"].format(
        first=day(dates[0], desk.language), last=day(dates[-1], desk.language)
    )
