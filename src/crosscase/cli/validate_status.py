"""crosscase validate status: who has answered in a round, and what became of each statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, say, write
from crosscase.cli.validate_options import CaseOption, RoundOption, number_of, opened_pages

if TYPE_CHECKING:
    from crosscase.casework.standing import AdditionStanding, RoundStanding, StatementStanding
    from crosscase.study.rounds import Round

EXAMPLE = "Example: crosscase validate status"
COLUMNS = (
    "round", "informant", "form", "sent", "due", "opened", "reminded", "last_answer", "asked", "answered", "said_besides",
    "state", "overdue",
)  # fmt: skip
BRIEF = ("informant", "sent", "due", "opened", "last_answer", "asked", "answered", "state", "overdue")
STATEMENTS = (
    "round", "which", "id", "kind", "case", "number", "state", "correct", "changes", "wrong", "cannot_say", "informants",
    "decision", "reason", "applied", "text", "changed",
)  # fmt: skip
STATEMENTS_BRIEF = ("which", "state", "correct", "changes", "wrong", "cannot_say", "decision", "text")


def validate_status(
    context: typer.Context,
    number: RoundOption = 0,
    case: CaseOption = "",
    statements: Annotated[
        bool, typer.Option("--statements", help="Each statement and addition, instead of each informant.")
    ] = False,
    only_open: Annotated[
        bool,
        typer.Option("--open", help="Only what is left: to be answered, decided on, applied or asked again."),
    ] = False,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Say how a round stands: who was sent it, opened it, answered; which statements are confirmed, disputed, open.

    No answer is never taken for a yes. When a page was opened is known of served pages alone.
    """
    from crosscase.casework.standing import standing_in
    from crosscase.casework.validated import changed_in
    from crosscase.cli.naming import case_named
    from crosscase.study.ids import now
    from crosscase.study.rounds import round_of

    shown = opened(context, study)
    round = round_of(shown, number_of(shown, number))
    found = standing_in(shown, round.number, now()[:10], opened_pages(shown))
    if case:
        found = found.of_case(case_named(shown, case).id)
    language = round.language or shown.settings.language
    columns, brief = (STATEMENTS, STATEMENTS_BRIEF) if statements else (COLUMNS, BRIEF)
    changed = changed_in(shown, found)
    rows = list(
        _statements(found, language, only_open, changed)
        if statements
        else _informants(round, found, only_open)
    )
    caption = f"Round {found.number}"
    write(columns, rows, form, brief, "which" if statements else "", caption=caption, study=shown,
          output=output, replace=replace)  # fmt: skip
    if form is Format.table and output is None:
        for line in _told(round, found):
            say(line)
        if changed:
            named = ", ".join(f"{each.case} {each.number or each.id}" for each in changed)
            say(f"changed since, so that the next round asks of it: {named}")


def _informants(round: Round, found: RoundStanding, only_open: bool) -> Iterable[tuple[object, ...]]:
    for each in found.informants:
        sent = each.sent
        if only_open and each.state == "answered":
            continue
        yield (
            found.number, each.id, sent.form if sent is not None else "",
            (sent.mailed or sent.made)[:10] if sent is not None else "", round.due(sent), each.opened[:10],
            sent.reminded[-1][:10] if sent is not None and sent.reminded else "", each.at[:10],
            each.asked, each.answered, each.words, each.state, each.overdue,
        )  # fmt: skip


def _statements(
    found: RoundStanding, language: str, only_open: bool, changed: Collection[StatementStanding]
) -> Iterable[tuple[object, ...]]:
    for each in found.statements:
        left = each.to_decide or each.to_apply or each.state in ("open", "not answered") or each in changed
        if left or not only_open:
            yield *_statement(found.number, each, language), each in changed
    for addition in found.additions:
        if addition.state == "open" or not only_open:
            yield *_addition(found.number, addition), False


def _statement(number: int, one: StatementStanding, language: str) -> tuple[object, ...]:
    from crosscase.casework.deciding import sent_text

    said = list(one.verdicts.values())
    counts = [said.count(verdict) for verdict in ("correct", "changes", "wrong", "cannot-say")]
    decision = one.decision
    return (
        number, f"{one.case}/{one.number}" if one.number else one.id, one.id, "statement", one.case, one.number,
        one.state, *counts,
        list(dict.fromkeys(answer.informant for answer in one.answers)),
        decision.choice if decision is not None else "", decision.reason if decision is not None else "",
        decision.applied[:10] if decision is not None else "", sent_text(one.latest, language),
    )  # fmt: skip


def _addition(number: int, one: AdditionStanding) -> tuple[object, ...]:
    answer, decision = one.answer, one.decision
    return (
        number, answer.id, answer.id, answer.kind, answer.case, "", one.state, None, None, None, None, [answer.informant],
        decision.choice if decision is not None else "", decision.reason if decision is not None else "",
        decision.applied[:10] if decision is not None else "", answer.text or answer.proposed,
    )  # fmt: skip


def _told(round: Round, found: RoundStanding) -> Iterable[str]:
    due = f", due {' to '.join(dict.fromkeys((found.due[0], found.due[-1])))}" if found.due else ""
    counts = ", ".join(f"{count} {state}" for state, count in found.counts.items() if count)
    yield f"round {found.number}{due}: {_many(len(found.statements), 'statement')}{f': {counts}' if counts else ''}"
    to_decide = sum(each.to_decide for each in found.statements)
    waiting = [each.answer.kind for each in found.additions if each.decision is None]
    additions, unplaced = waiting.count("addition"), waiting.count("unmatched")
    remarks = len(waiting) - additions - unplaced
    to_apply = sum(each.to_apply for each in found.statements)
    to_apply += sum(each.to_apply for each in found.additions)
    left = [
        f"{to_decide} to decide on" if to_decide else "",
        f"{_many(additions, 'addition')} to decide on" if additions else "",
        f"{_many(remarks, 'remark')} to note" if remarks else "",
        f"{_many(unplaced, 'piece')} of words to place" if unplaced else "",
        f"{_many(to_apply, 'decision')} to apply" if to_apply else "",
    ]
    if any(left):
        yield "; ".join(filter(None, left))
    for each in found.statements:
        called = f"{each.case} {each.number or each.id}"
        if each.read_older:
            who = ", ".join(each.read_older)
            yield f"{called}: {who} read a text that was older in their language, which confirms nothing newer"
        if each.carried:
            who = ", ".join(answer.informant for answer in each.carried)
            yield f"{called}: what {who} would have otherwise stands from an earlier round"
    to_place = Counter(
        f"{each.answer.case}/{each.answer.informant}"
        for each in found.additions
        if each.answer.kind == "unmatched" and each.decision is None
    )
    for who, count in to_place.items():
        yield (
            f"{who}: {_many(count, 'piece')} of what came could not be placed with a statement: m on F8 does, or "
            "crosscase validate receive with what it answers"
        )


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"
