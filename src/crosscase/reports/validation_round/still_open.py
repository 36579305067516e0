"""What else is to be done in the descriptions that a round went to: proposals, and texts that are older than others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crosscase.casework.description import Description, description_of
from crosscase.casework.languages import older_in
from crosscase.reports.study_report.wording import listed
from crosscase.reports.tongues import tongue_named
from crosscase.reports.validation_round.page import Page
from crosscase.study.description_file import Statement


def still_open(page: Page) -> Iterator[str]:
    """A line on statements that are only proposed, and one on each language in which texts are older than in another.

    Raises:
        FileError: a file cannot be read.
    """
    words = page.words
    found = [description_of(page.study, case) for case in page.standing.cases if case in page.study.cases]
    if proposed := [line for each in found for line in _proposed(page, each)]:
        yield words["left proposed"].format("; ".join(proposed))
    older: dict[tuple[str, str], dict[str, list[str]]] = {}
    for description in found:
        for statement in description.statements:
            for tongue, newer in older_in(page.study, statement).items():
                by_case = older.setdefault((tongue, newer), {})
                by_case.setdefault(page.case(description.case), []).append(
                    _number(page, description, statement)
                )
    for (tongue, newer), by_case in older.items():
        yield words["left older"].format(
            older=tongue_named(tongue, page.language),
            newer=tongue_named(newer, page.language),
            statements="; ".join(f"{case} {', '.join(numbers)}" for case, numbers in by_case.items()),
        )


def _proposed(page: Page, description: Description) -> list[str]:
    """`Alta: 2 under «Tiltak»` for each section that has proposals."""
    counts = Counter(section.section.section for section in description.sections for _ in section.proposed)
    told = [
        page.words["proposed"].format(
            case=page.case(description.case), count=page.many("statement", count), section=page.section(slug)
        )
        for slug, count in counts.items()
    ]
    return [listed(told, page.words["and"])] if told else []


def _number(page: Page, description: Description, statement: Statement) -> str:
    """As it was sent, and as it is now where that is another or where it was not sent."""
    now, sent = description.number(statement.id), page.standing.statement(statement.id)
    if sent is None or not sent.number:
        return page.words["now"].format("–", now)
    return sent.number if sent.number == now else page.words["now"].format(sent.number, now)
