"""Applying decisions: new versions of the statements they are about, as one edit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from crosscase.casework.asking import is_as_sent
from crosscase.casework.deciding import CLOSING, Target, called_of, offered_by, words_in
from crosscase.casework.languages import older_in
from crosscase.casework.sections import template_of
from crosscase.casework.standing import AdditionStanding, StatementStanding, standing_in
from crosscase.casework.writing import made_id, new_statement, reword, take_out
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import statements_of
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import derived_id
from crosscase.study.problems import StudyError
from crosscase.study.rounds import Round, round_of
from crosscase.study.validation_file import Answer, Decision, decisions_file

CHANGING = ("accept", "adapt", "withdraw")
"""What changes the text of a description; to keep a statement, or to ask again, is only noted."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What comes of a decision when it is applied.

    Attributes:
        target: what messages call it: `alta 2.3`, or the answer's id.
        statement: the statement it is about, or made.
        note: what one has to know, such as that the statement was changed since it was sent; empty where nothing.
        trouble: why it cannot be applied; empty where it can.
    """

    decision: Decision
    target: str
    statement: str = ""
    note: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What applying the decisions of a round would do; `edit` is None where there is nothing to apply."""

    edit: Edit | None
    applied: tuple[Applied, ...]

    @property
    def count(self) -> int:
        """How many decisions are applied that change a text, as `to_apply` counts them; where none does, all of them."""
        return _count(self.applied)


def apply_decisions(study: Study, number: int, *, by: str, now: str) -> Edit | None:
    """Make the decisions of a round true, as one edit: see `plan_of`; None where there is nothing to apply."""
    return plan_of(study, number, by=by, now=now).edit


def plan_of(study: Study, number: int, *, by: str, now: str) -> Plan:
    """What applying the decisions of a round comes to.

    Accepted and adapted statements get a new version that names the round, the reason and the informants; withdrawn
    ones leave the text; additions become proposed statements. Every decision that could be applied says so.

    Args:
        by: the coder who applies.
        now: the time in UTC.

    Raises:
        StudyError: there is no such round, or nobody applies.
        FileError: a file cannot be read.
    """
    if not by:
        raise StudyError("applying needs to know who does it; give --coder NAME")
    round = round_of(study, number)
    standing = standing_in(study, number)
    listed: list[Target] = [*standing.statements, *standing.additions]
    changes: list[Change] = []
    applied: list[Applied] = []
    for target in listed:
        if target.decision is None or target.decision.applied:
            continue
        made, what = _applied(study, round, target, target.decision, by, now)
        changes += made
        applied.append(what)
    done = _count(applied)
    name = f"apply {done} decision{'s' * (done != 1)} of round {number}"
    return Plan(Edit(name, tuple(changes)) if changes else None, tuple(applied))


def _count(applied: Collection[Applied]) -> int:
    done = [each for each in applied if not each.trouble]
    return sum(each.decision.choice in CHANGING for each in done) or len(done)


def changed_since(study: Study, target: StatementStanding) -> str:
    """What became of a statement after it was sent, in words; empty where it stands as it was sent."""
    return _since(_statement_now(study, target), target)


def _statement_now(study: Study, target: StatementStanding) -> Statement | None:
    if target.case not in study.cases:
        return None
    return next((each for each in statements_of(study, target.case) if each.id == target.id), None)


def _since(statement: Statement | None, target: StatementStanding) -> str:
    if statement is None:
        return "it is gone from the case description"
    answered = max((answer.version for answer in target.answers), default=0) or target.latest.version
    if statement.state == "withdrawn":
        return "it has been taken out since"
    if statement.version != answered:
        return f"it was sent as version {answered}, and is version {statement.version} now"
    if any(one.version == answered and not is_as_sent(statement, one) for one in target.sent):
        return "its words were changed by hand since it was sent"
    return ""


def _applied(
    study: Study, round: Round, target: Target, decision: Decision, by: str, now: str
) -> tuple[list[Change], Applied]:
    if isinstance(target, AdditionStanding):
        return _addition_applied(study, round, target, decision, by, now)
    called, before = called_of(target), _statement_now(study, target)
    since = _since(before, target)
    if trouble := _trouble(target, decision, before, since):
        return [], Applied(decision, called, target.id, trouble=trouble)
    if before is None:  # there is nothing left to change: the decision closes it
        done = replace(decision, applied=now)
        change = Change(decisions_file(round.number), decision.id, decision, done)
        return [change], Applied(done, called, target.id, note=since)
    made: list[Change] = []
    why, answers = _why(round, decision), _informants(round, target.answers, decision)
    if decision.choice == "withdraw" and before.state != "withdrawn":
        made = list(take_out(study, target.case, target.id, by=by, why=why, answers=answers, now=now).changes)
    elif decision.choice in ("accept", "adapt"):
        made = list(_reworded(study, target, decision, by, why, answers, now))
    after = next((each.after for each in made if isinstance(each.after, Statement)), before)
    done = replace(decision, applied=now, version=after.version)
    made.append(Change(decisions_file(round.number), decision.id, decision, done))
    note = "; ".join(filter(None, (since, _left_behind(study, after) if after != before else "")))
    return made, Applied(done, called, target.id, note=note)


def _trouble(target: StatementStanding, decision: Decision, before: Statement | None, since: str) -> str:
    """Why a decision cannot be applied; empty where it can."""
    if before is None and decision.choice not in CLOSING:
        return f"{since}; {' or '.join(CLOSING)} closes it, or write it anew"
    if before is not None and before.state == "withdrawn" and decision.choice in ("accept", "adapt"):
        return f"{since}; write it anew, or decide otherwise"
    return "an answer came after the decision; decide again" if target.reopened else ""


def _left_behind(study: Study, statement: Statement) -> str:
    older = older_in(study, statement)
    return f"its text in {', '.join(older)} is older now" if older else ""


def _reworded(
    study: Study,
    target: StatementStanding,
    decision: Decision,
    by: str,
    why: str,
    answers: tuple[str, ...],
    now: str,
) -> Iterator[Change]:
    """One new version, whatever number of languages are reworded."""
    edits = (
        reword(study, target.case, target.id, text, language=tongue, by=by, why=why, answers=answers, now=now)
        for tongue, text in decision.text.items()
    )
    changes = [change for edit in edits if edit is not None for change in edit.changes]
    if not changes:
        return
    first = changes[0]
    if isinstance(first.after, Statement):
        texts = {**first.after.text, **{tongue: words_in(text) for tongue, text in decision.text.items()}}
        yield replace(first, after=replace(first.after, text=texts))


def _addition_applied(
    study: Study, round: Round, target: AdditionStanding, decision: Decision, by: str, now: str
) -> tuple[list[Change], Applied]:
    called, answer = called_of(target), target.answer
    made: list[Change] = []
    statement = note = ""
    if decision.choice != "keep":
        if answer.case not in study.cases:
            return [], Applied(decision, called, trouble=f"there is no case {answer.case} any more")
        section = _section_for(study, answer.section)
        if section != answer.section:
            note = f"it is put under {section}; move it to where it belongs"
        (tongue, text), *more = decision.text.items()
        edit = new_statement(
            study, answer.case, section, text, by=by, language=tongue, state="proposed", why=_why(round, decision),
            answers=_informants(round, (answer,), decision), now=now,
        )  # fmt: skip
        # of the answer alone: a program that was killed half way makes no second one when it is run again
        statement = derived_id(f"{round.number} {answer.id}")
        if not any(each.id == statement for each in statements_of(study, answer.case)):
            made = [
                _called(_with_texts(change, dict(more)), made_id(edit), statement) for change in edit.changes
            ]
    done = replace(decision, applied=now, statement=statement, version=1 if statement else 0)
    made.append(Change(decisions_file(round.number), decision.id, decision, done))
    return made, Applied(done, called, statement, note=note)


def _called(change: Change, id: str, new: str) -> Change:
    """A change with another id for the statement it makes."""
    if change.id != id or not isinstance(change.after, Statement):
        return change
    return replace(change, id=new, after=replace(change.after, id=new))


def _with_texts(change: Change, texts: Mapping[str, str]) -> Change:
    if not isinstance(change.after, Statement):
        return change
    return replace(change, after=replace(change.after, text={**change.after.text, **texts}))


def _section_for(study: Study, wanted: str) -> str:
    """The section of an addition; the first that is no framing where it names none that there is."""
    sections = template_of(study)
    if not sections:
        raise StudyError("the study has no sections for statements; write a template in study.yaml")
    if any(each.section == wanted for each in sections):
        return wanted
    return next((each.section for each in sections if not each.framing), sections[0].section)


def _why(round: Round, decision: Decision) -> str:
    return f"round {round.number}: {decision.reason}" if decision.reason else f"round {round.number}"


def _informants(round: Round, answers: Collection[Answer], decision: Decision) -> tuple[str, ...]:
    """Whose answers led to a new version: those whose words it has, else all who were not content with the old one."""
    seen = [each for each in answers if each.id in decision.answers]
    wording = {words_in(text) for text in decision.text.values()}
    led = [each for each in seen if words_in(offered_by(each)) in wording]
    led = led or [each for each in seen if each.verdict != "correct" or each.text or each.proposed] or seen
    return tuple(dict.fromkeys(f"{round.number}/{each.case}/{each.informant}" for each in led))
