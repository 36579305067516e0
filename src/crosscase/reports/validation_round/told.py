"""What a round's report tells statement by statement: changes with their grounds, disagreement, additions, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crosscase.casework.standing import AdditionStanding, StatementStanding
from crosscase.casework.validated import changed_in
from crosscase.documents.values import Block, Bullets, Heading, Paragraph, Rich, Run, text
from crosscase.reports.study_report.wording import paragraph
from crosscase.reports.tongues import tongue_named
from crosscase.reports.validation_round.page import Page, plain
from crosscase.reports.validation_round.still_open import still_open
from crosscase.study.validation_file import Decision
from crosscase.study.word_diff import word_diff


def changed_blocks(page: Page) -> Iterator[Block]:
    """Every statement that another was made of, before and after, with who wanted it and why it was done."""
    words = page.words
    yield Heading(1, words["changed"], "changed")
    changed = [each for each in page.standing.statements if _is_told_changed(each)]
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
    for tongue, before, after in _versions(page, statement, decision):
        pieces = word_diff(before, after)
        gone = tuple(Run(each.text, strike=each.kind == "gone") for each in pieces if each.kind != "come")
        come = tuple(Run(each.text, bold=each.kind == "come") for each in pieces if each.kind != "gone")
        for key, runs in (("before", gone), ("after", come)):
            lead = page.words[key] if tongue == page.language else _in_tongue(page, key, tongue)
            yield paragraph(lead, runs, style="quote")


def _in_tongue(page: Page, key: str, tongue: str) -> str:
    return page.words[f"{key} in"].format(tongue_named(tongue, page.language))


def _versions(page: Page, statement: StatementStanding, decision: Decision) -> list[tuple[str, str, str]]:
    """The language, the text as it was sent and as it was decided: in the report's language where that became another,
    else in each that did."""
    own = page.study.settings.language
    sent = {tongue or own: words for tongue, words in statement.latest.text.items() if words}
    new = {tongue or own: words for tongue, words in decision.text.items() if words}
    changed = [each for each in new if each in sent and new[each].split() != sent[each].split()]
    if page.language in changed:
        changed = [page.language]
    if changed:
        return [(each, sent[each], new[each]) for each in changed]
    added = [(each, page.sent(statement), new[each]) for each in new if each not in sent]
    return added or [(page.language, page.sent(statement), new.get(page.language) or page.sent(statement))]


def disputed_blocks(page: Page) -> Iterator[Block]:
    """The statements that the tables call disputed, by why they are; then those on which answers differed all the same."""
    words, statements = page.words, page.standing.statements
    disputed = [each for each in statements if each.state == "disputed"]
    yield Heading(1, words["disputed ones"], "disputed")
    if not disputed:
        yield plain(words["none disputed"])
    for key, found in (
        ("disagree", [each for each in disputed if each.disagree]),
        ("not followed", [each for each in disputed if not each.disagree]),
    ):
        if found:
            yield Heading(2, words[key], key.replace(" ", "-"))
            yield from _with_answers(page, found)
    differ = [each for each in statements if each.disagree and each.state != "disputed"]
    if differ:
        yield Heading(1, words["differ"], "differ")
        if told := [each for each in differ if _is_told_changed(each)]:
            yield paragraph(words["differ changed"].format(_named(page, told)))
        yield from _with_answers(page, [each for each in differ if not _is_told_changed(each)])


def _with_answers(page: Page, statements: Iterable[StatementStanding]) -> Iterator[Block]:
    for statement in statements:
        yield paragraph(Run(page.called(statement), bold=True), f" {page.sent(statement)}")
        yield from _answers(page, statement)
        yield paragraph(_outcome(page, statement))


def _is_told_changed(statement: StatementStanding) -> bool:
    """Whether it is told of under what was changed."""
    decision = statement.decision
    return decision is not None and bool(decision.applied) and decision.choice not in ("keep", "ask")


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
    points += [text(line) for line in still_open(page)]
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
