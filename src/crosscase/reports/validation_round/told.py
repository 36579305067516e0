"""What a round's report tells statement by statement: changes with their grounds, disagreement, additions, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from crosscase.casework.standing import AdditionStanding, StatementStanding
from crosscase.casework.validated import changed_in
from crosscase.documents.values import Block, Bullets, Heading, Paragraph, Rich, Run, text
from crosscase.reports.study_report.wording import paragraph
from crosscase.reports.validation_round.page import Page, plain
from crosscase.study.validation_file import Decision
from crosscase.study.word_diff import word_diff


def changed_blocks(page: Page) -> Iterator[Block]:
    """Every statement that another was made of, before and after, with who wanted it and why it was done."""
    words = page.words
    yield Heading(1, words["changed"], "changed")
    changed = [
        each
        for each in page.standing.statements
        if each.decision is not None and each.decision.applied and each.decision.choice not in ("keep", "ask")
    ]
    if not changed:
        yield plain(words["none changed"])
        return
    if any(each.decision is not None and each.decision.choice != "withdraw" for each in changed):
        yield paragraph(words["marked"])
    for statement in changed:
        if (decision := statement.decision) is not None:
            yield from _changed(page, statement, decision)


def _changed(page: Page, statement: StatementStanding, decision: Decision) -> Iterator[Block]:
    words = page.words
    gone = decision.choice == "withdraw"
    yield paragraph(
        Run(page.called(statement), bold=True), f" {words['is withdrawn' if gone else 'is changed']}"
    )
    if gone:
        yield paragraph(words["was"], page.sent(statement), style="quote")
    else:
        yield from _before_and_after(page, statement, decision)
    yield from _answers(page, statement)
    yield paragraph(page.reasons(decision))


def _before_and_after(page: Page, statement: StatementStanding, decision: Decision) -> Iterator[Block]:
    before, after = _alike(page, statement, decision)
    pieces = word_diff(before, after)
    gone = tuple(Run(each.text, italic=each.kind == "gone") for each in pieces if each.kind != "come")
    come = tuple(Run(each.text, bold=each.kind == "come") for each in pieces if each.kind != "gone")
    yield paragraph(page.words["before"], gone, style="quote")
    yield paragraph(page.words["after"], come, style="quote")


def _alike(page: Page, statement: StatementStanding, decision: Decision) -> tuple[str, str]:
    """The text as it was sent and as it was decided, in one language where there is one that has both."""
    sent: Mapping[str, str] = statement.latest.text
    new: Mapping[str, str] = decision.text
    for tongue in (page.tongue, *new):
        if (there := sent.get(tongue)) and (words := new.get(tongue)):
            return there, words
    return page.sent(statement), next(iter(new.values()), "")


def disagreeing_blocks(page: Page) -> Iterator[Block]:
    """Statements that one informant finds wrong and another right, then objections that were not followed."""
    words, statements = page.words, page.standing.statements
    against = [each for each in statements if each.disagree]
    kept = [each for each in statements if not each.disagree and each.state == "disputed"]
    for key, found in (("disagree", against), ("not followed", kept)):
        yield Heading(1, words[key], key.replace(" ", "-"))
        if not found:
            yield plain(words[f"none {key}"])
        for statement in found:
            yield paragraph(Run(page.called(statement), bold=True), f" {page.sent(statement)}")
            yield from _answers(page, statement)
            yield paragraph(_outcome(page, statement))


def _outcome(page: Page, statement: StatementStanding) -> str:
    words, decision = page.words, statement.decision
    if decision is None:
        return words["undecided"]
    what = {"keep": "kept", "ask": "to ask", "withdraw": "to withdraw"}.get(decision.choice, "to change")
    if decision.applied and what.startswith("to ") and what != "to ask":
        what = "is withdrawn" if what == "to withdraw" else "is changed"
    said = words["the statement"].format(words[what]) if what.startswith("is ") else words[what]
    late = (words["late"],) if statement.reopened else ()
    return " ".join((said, page.reasons(decision), *late))


def _answers(page: Page, statement: StatementStanding) -> Iterator[Block]:
    items = tuple(text(page.says(each)) for each in statement.answers)
    if items:
        yield Bullets(items)


def addition_blocks(page: Page) -> Iterator[Block]:
    """What informants miss, and what else they said, with what came of it."""
    words = page.words
    yield Heading(1, words["additions"], "additions")
    if not page.standing.additions:
        yield plain(words["none additions"])
    for addition in page.standing.additions:
        answer, decision = addition.answer, addition.decision
        lead = Run(f"{page.case(answer.case)}: {_about(page, addition)}.", bold=True)
        yield paragraph(lead, f" {page.says(answer)}")
        if decision is None:
            yield Paragraph(text(words["undecided"]))
        else:
            came = {"open": "to take in", "taken in": "taken in", "left out": "left out"}[addition.state]
            yield Paragraph(text(f"{words[came]} {page.reasons(decision)}"))


def _about(page: Page, addition: AdditionStanding) -> str:
    answer, words = addition.answer, page.words
    if answer.kind == "addition":
        if not answer.section:
            return words["addition whole"]
        return words["addition"].format(section=page.section(answer.section))
    return words["general" if answer.kind == "general" else "unmatched"]


def left_blocks(page: Page) -> Iterator[Block]:
    """What is still to be decided, carried out or asked, and what nobody has answered."""
    words, statements = page.words, page.standing.statements
    additions = [each for each in page.standing.additions if each.decision is None]
    to_apply = [each for each in statements if each.to_apply]
    points: list[Rich] = []
    for key, found in (
        ("left decide", [each for each in statements if each.to_decide]),
        ("left apply", [each for each in to_apply if not each.to_decide]),
        ("left ask", [each for each in statements if _asked_again(each)]),
        (
            "left silent",
            [each for each in statements if each.state == "not answered" and not _asked_again(each)],
        ),
    ):
        if found:
            points.append(text(words[key].format(_named(page, found))))
    if changed := changed_in(page.study, page.standing):
        points.append(text(words["left changed"].format(_named(page, changed))))
    if additions:
        points.append(text(words["left additions"].format(len(additions))))
    yield Heading(1, words["left"], "left")
    yield Bullets(tuple(points)) if points else plain(words["none left"])


def _asked_again(statement: StatementStanding) -> bool:
    return statement.decision is not None and statement.decision.choice == "ask" and not statement.to_decide


def _named(page: Page, statements: Iterable[StatementStanding]) -> str:
    """Statements by case: `Alta 1.1, 2.4; Skien 3.1`."""
    by_case: dict[str, list[str]] = {}
    for each in statements:
        by_case.setdefault(each.case, []).append(each.number or each.id)
    return "; ".join(f"{page.case(case)} {', '.join(numbers)}" for case, numbers in by_case.items())
