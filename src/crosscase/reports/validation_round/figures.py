"""The tables of a round's report: informants, what became of the statements, what was ticked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeAlias

from crosscase.casework.standing import STATES, InformantStanding, RoundStanding
from crosscase.documents.values import Cell, Table
from crosscase.reports.study_report.wording import listed
from crosscase.reports.validation_round.page import Page
from crosscase.study.validation_file import VERDICTS

_Row: TypeAlias = Callable[[str, RoundStanding], tuple[Cell, ...]]


def informants_table(page: Page) -> Table:
    """A row for each informant."""
    words = page.words
    columns = ("informant", "sent", "last answer", "how", "answers", "stands")
    rows = [_informant(page, each) for each in page.standing.informants]
    caption = words["who caption"].format(page.standing.number)
    return Table(tuple(words[each] for each in columns), tuple(rows), caption)


def _informant(page: Page, one: InformantStanding) -> tuple[Cell, ...]:
    words = page.words
    ways = dict.fromkeys(words[each.how] for each in page.round.answers_of(one.case, one.informant))
    sent = (one.sent.mailed or one.sent.made) if one.sent is not None else ""
    return (
        one.id, page.day(sent), page.day(one.at), listed(list(ways), words["and"]),
        words["of"].format(one.answered, one.asked), words[_stands(one)],
    )  # fmt: skip


def _stands(one: InformantStanding) -> str:
    if one.overdue:
        return "overdue partly" if one.state == "partly" else "overdue"
    return {
        "answered": "state answered", "partly": "state partly", "answered, not placed": "state unplaced",
        "not answered": "state silent",
    }[one.state]  # fmt: skip


def statements_table(page: Page) -> Table:
    """How many statements of each case are confirmed, corrected and so on; all cases together last."""
    words = page.words
    columns = (words["case"], words["statements"], *(words[state] for state in STATES))

    def row(name: str, standing: RoundStanding) -> tuple[Cell, ...]:
        return (name, len(standing.statements), *standing.counts.values())

    caption = words["what caption"].format(page.standing.number)
    return Table(columns, tuple(_by_case(page, row)), caption, words["what note"])


def verdicts_table(page: Page) -> Table:
    """How often each answer was given, by case; all cases together last."""
    words = page.words
    kinds = (*VERDICTS[1:], "")
    columns = (words["case"], words["given"], *(words[kind] for kind in kinds))

    def row(name: str, standing: RoundStanding) -> tuple[Cell, ...]:
        given: Counter[str] = Counter()
        for statement in standing.statements:
            last = {answer.informant: "" for answer in statement.answers} | dict(statement.verdicts)
            given.update(last.values())
        return (name, given.total(), *(given[kind] for kind in kinds))

    caption = words["verdicts caption"].format(page.standing.number)
    return Table(columns, tuple(_by_case(page, row)), caption, words["verdicts note"])


def _by_case(page: Page, row: _Row) -> Iterable[tuple[Cell, ...]]:
    cases = page.standing.cases
    yield from (row(page.case(case), page.standing.of_case(case)) for case in cases)
    if len(cases) != 1:
        yield row(page.words["all"], page.standing)
