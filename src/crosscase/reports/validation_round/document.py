"""The report on a validation round, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crosscase.casework.standing import STATES, standing_in
from crosscase.documents.values import Block, Document, Heading
from crosscase.reports.study_report.wording import listed, paragraph
from crosscase.reports.validation_round.figures import informants_table, statements_table, verdicts_table
from crosscase.reports.validation_round.page import Page, plain
from crosscase.reports.validation_round.told import (
    addition_blocks,
    changed_blocks,
    disputed_blocks,
    left_blocks,
)
from crosscase.study.folder import Study
from crosscase.study.rounds import round_of

_NOTHING: Mapping[tuple[int, str, str], str] = {}


def round_report(
    study: Study,
    number: int,
    *,
    language: str = "",
    today: str = "",
    opened: Mapping[tuple[int, str, str], str] = _NOTHING,
) -> Document:
    """What a round asked, who answered, what changed and why, where informants disagree, and what is left.

    Informants are named as in the study, and their own words are given where they have agreed to be quoted.

    Args:
        language: of the report; the study's where empty.
        today: the day, for who is overdue.
        opened: when each page was first opened, by round, case and informant.

    Raises:
        StudyError: there is no such round.
        FileError: a file cannot be read.
    """
    round = round_of(study, number)
    language = language or study.settings.language
    page = Page(study, round, standing_in(study, number, today, opened), language)
    notice = study.settings.notice.get(language) or study.settings.notice_shown
    blocks = (
        *_short(page, today), *_who(page), *_what(page), *changed_blocks(page), *disputed_blocks(page),
        *addition_blocks(page), *left_blocks(page),
    )  # fmt: skip
    subtitle = page.words["report"].format(number)
    return Document(study.settings.title, blocks, language, subtitle, notice)


def _short(page: Page, today: str) -> Iterator[Block]:
    words, standing = page.words, page.standing
    yield Heading(1, words["short"], "short")
    if not standing.informants:
        yield plain(words["went to nobody"])
        return
    cases = [page.case(case) for case in standing.cases]
    told = [
        words["went to"].format(
            round=standing.number, informants=page.many("informant", len(standing.informants)),
            cases=page.many("case", len(cases)), names=listed(cases, words["and"]),
        )
    ]  # fmt: skip
    told += _deadline(page, today)
    states = [each.state for each in standing.informants]
    answered = [
        page.many(each, states.count(each))
        for each in ("answered", "partly", "answered, not placed", "not answered")
        if each in states
    ]
    told.append(f"{listed(answered, words['and'])}.")
    yield paragraph(" ".join(told))
    if standing.statements:
        counts = standing.counts
        found = [_counted(page, state, counts[state]) for state in STATES if counts[state]]
        asked = words["asked"].format(
            statements=page.many("statement", len(standing.statements)), counts=listed(found, words["and"])
        )
        yield paragraph(f"{asked} {words['silence']}")
        yield plain(words["numbers"])


def _deadline(page: Page, today: str) -> Iterator[str]:
    """By when answers were due; who was sent the round later may have been given another day."""
    days = page.standing.due
    ahead = " ahead" if days and today and today <= days[-1] else ""
    if len(days) == 1:
        yield page.words[f"deadline{ahead}"].format(day=page.day(days[0]))
    elif days:
        yield page.words[f"deadlines{ahead}"].format(first=page.day(days[0]), last=page.day(days[-1]))


def _counted(page: Page, state: str, count: int) -> str:
    return page.many("state not answered" if state == "not answered" else state, count)


def _who(page: Page) -> Iterator[Block]:
    if page.standing.informants:
        yield Heading(1, page.words["who"], "who")
        yield informants_table(page)


def _what(page: Page) -> Iterator[Block]:
    if page.standing.statements:
        yield Heading(1, page.words["what"], "what")
        yield statements_table(page)
        yield verdicts_table(page)
