"""How a round stands: what became of each statement, and who has answered. Pure: a round goes in, values come out.

No answer is never taken for a yes: a statement that nobody answered is `not answered`, whatever was decided on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from crosscase.casework.matching_replies import same_words
from crosscase.study.rounds import Round
from crosscase.study.validation_file import Answer, Decision, Sent, SentStatement, Verdict

State: TypeAlias = Literal["confirmed", "corrected", "disputed", "unconfirmed", "open", "not answered"]
"""What became of a statement.

`confirmed`: somebody says it is right as it was sent last, nobody wants it otherwise. `corrected`: what was decided
after an objection has been applied. `disputed`: an informant finds it wrong that others find right, or an objection was
not followed. `unconfirmed`: those who answered could not say, and it is kept. `open`: to be decided, applied or asked again.
"""
STATES: tuple[State, ...] = get_args(State)
AdditionState: TypeAlias = Literal["open", "taken in", "left out"]
InformantState: TypeAlias = Literal["answered", "partly", "answered, not placed", "not answered"]
"""`answered, not placed`: words came, nobody has said yet which statements they answer, and there is no other answer."""

_OBJECTIONS = ("changes", "wrong")
_CHANGING = ("accept", "adapt", "withdraw")
_NONE: Mapping[tuple[int, str, str], str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StatementStanding:
    """A statement in a round.

    Attributes:
        sent: the versions that were sent in this round, the latest last.
        asked: the informants who were asked of it, in the order they were sent.
        answers: every answer to it, in the order it was said.
        decision: None where nobody has decided.
        unheeded: answers that came after the decision.
        disagree: an informant finds it wrong that another finds right.
    """

    id: str
    case: str
    sent: tuple[SentStatement, ...]
    asked: tuple[str, ...]
    answers: tuple[Answer, ...]
    decision: Decision | None
    unheeded: tuple[Answer, ...]
    state: State
    disagree: bool

    @property
    def number(self) -> str:
        """As the packets show it, such as `2.3`."""
        return self.sent[-1].number

    @property
    def latest(self) -> SentStatement:
        """As it was sent last."""
        return self.sent[-1]

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """What each informant says of it: their last word."""
        return verdicts_of(self.answers)

    @property
    def to_apply(self) -> bool:
        """Whether it is decided that it becomes another, and it has not yet."""
        return self.decision is not None and not self.decision.applied and self.decision.choice in _CHANGING

    @property
    def reopened(self) -> bool:
        """Whether an answer that wants a look came after the decision."""
        return _wants_look(self.unheeded)

    @property
    def to_decide(self) -> bool:
        """Whether somebody has to decide on it."""
        return (self.decision is None or self.reopened) and self.state in ("open", "disputed")

    def version_of(self, answer: Answer) -> SentStatement:
        """What an answer is to: the version that it names, else the latest."""
        return next((each for each in self.sent if each.version == answer.version), self.latest)


@dataclass(frozen=True, slots=True)
class AdditionStanding:
    """Something that is missing, a remark on the whole, or what nobody could place; `taken in` once it is applied."""

    answer: Answer
    decision: Decision | None
    state: AdditionState

    @property
    def to_apply(self) -> bool:
        """Whether it is decided that it becomes a statement, and it has not yet."""
        return self.decision is not None and not self.decision.applied and self.decision.choice in _CHANGING


@dataclass(frozen=True, slots=True)
class InformantStanding:
    """An informant in a round.

    Attributes:
        id: such as `alta/I1`.
        sent: None for one who answered without being sent anything.
        opened: when the page was first opened, in UTC; empty where it was not, or cannot be known.
        asked: how many statements they were asked of; answered: how many of these they answered.
        words: how many answers are to no statement.
        at: when they last answered; empty where they have not.
        overdue: the deadline has passed, and not everything is answered, nor waits to be placed.
    """

    id: str
    case: str
    informant: str
    sent: Sent | None
    opened: str
    asked: int
    answered: int
    words: int
    at: str
    state: InformantState
    overdue: bool


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """A round: its statements in the order they were sent, its additions by case, its informants as they were sent."""

    number: int
    deadline: str
    statements: tuple[StatementStanding, ...]
    additions: tuple[AdditionStanding, ...]
    informants: tuple[InformantStanding, ...]

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases that were sent or answered, in the order they were sent."""
        asked = (each.case for each in self.informants)
        return tuple(dict.fromkeys((*asked, *(each.case for each in self.statements))))

    def of_case(self, case: str) -> RoundStanding:
        """The same of one case."""
        return RoundStanding(
            self.number, self.deadline,
            tuple(each for each in self.statements if each.case == case),
            tuple(each for each in self.additions if each.answer.case == case),
            tuple(each for each in self.informants if each.case == case),
        )  # fmt: skip

    @property
    def due(self) -> tuple[str, ...]:
        """The days by which informants were asked to answer, the first first; none where none was said."""
        told = {
            (each.sent.deadline if each.sent is not None else "") or self.deadline for each in self.informants
        }
        return tuple(sorted((told or {self.deadline}) - {""}))

    @property
    def counts(self) -> Mapping[State, int]:
        """How many statements are of each state, those of none too."""
        found = Counter(each.state for each in self.statements)
        return {state: found[state] for state in STATES}

    def statement(self, id: str) -> StatementStanding | None:
        """A statement by its id; None where it was not sent."""
        return next((each for each in self.statements if each.id == id), None)

    def addition(self, id: str) -> AdditionStanding | None:
        """What an answer to no statement came to, by the answer's id."""
        return next((each for each in self.additions if each.answer.id == id), None)


def standing_of(
    round: Round, today: str = "", opened: Mapping[tuple[int, str, str], str] = _NONE
) -> RoundStanding:
    """How a round stands.

    Args:
        today: the day, such as `2022-01-15`; where empty, nobody is overdue.
        opened: when a page was first opened, by round, case and informant.
    """
    versions: dict[str, list[SentStatement]] = {}
    for each in round.statements.values():
        versions.setdefault(each.statement, []).append(each)
    to_statements: dict[str, list[Answer]] = {}
    others: list[Answer] = []
    for answer in round.answers:
        known = answer.kind == "statement" and answer.statement in versions
        (to_statements.setdefault(answer.statement, []) if known else others).append(answer)
    asked = _asked(round.sent.values())
    statements = tuple(
        _statement(sent, asked.get(id, ()), to_statements.get(id, ()), round.decisions.get(id))
        for id, sent in versions.items()
    )
    additions = tuple(_addition(each, round.decisions.get(each.id)) for each in others)
    informants = tuple(
        _informant(round, case, informant, today, opened.get((round.number, case, informant), ""))
        for case, informant in _everybody(round)
    )
    return RoundStanding(round.number, round.deadline, statements, additions, informants)


def said_at(answer: Answer) -> str:
    """When an answer was said, or else taken in."""
    return answer.answered or answer.received


def verdicts_of(answers: Iterable[Answer]) -> Mapping[str, Verdict]:
    """The last verdict of each informant, of answers in the order they were said."""
    return {each.informant: each.verdict for each in answers if each.verdict}


def unanswered(round: Round, sent: Sent | None) -> frozenset[str]:
    """The ids of the statements that an informant was sent and has not answered in the version they were sent last."""
    if sent is None:
        return frozenset()
    answers = round.answers_of(sent.case, sent.informant)
    answered = {f"{each.statement}:{each.version}" for each in answers if each.kind == "statement"}
    asked = [(key, key.rpartition(":")[0]) for key in sent.statements]
    # one that names no version is taken for an answer to the latest
    return frozenset(id for key, id in asked if not answered & {key, f"{id}:0"})


def _asked(sent: Iterable[Sent]) -> Mapping[str, tuple[str, ...]]:
    """Who was asked of each statement."""
    found: dict[str, dict[str, None]] = {}
    for each in sent:
        for entry in each.statements:
            found.setdefault(entry.rpartition(":")[0], {})[each.informant] = None
    return {id: tuple(names) for id, names in found.items()}


def _everybody(round: Round) -> Iterable[tuple[str, str]]:
    """Who was sent something, then who answered all the same."""
    sent = ((each.case, each.informant) for each in round.sent.values())
    return dict.fromkeys((*sent, *((each.case, each.informant) for each in round.answers)))


def _statement(
    sent: Iterable[SentStatement],
    asked: tuple[str, ...],
    answers: Iterable[Answer],
    decision: Decision | None,
) -> StatementStanding:
    versions = tuple(sorted(sent, key=lambda each: each.version))
    said = tuple(sorted(answers, key=said_at))
    heeded = frozenset(decision.answers) if decision is not None else frozenset()
    unheeded = _unheeded(said, heeded) if decision is not None else ()
    first = versions[0]
    return StatementStanding(
        first.statement, first.case, versions, asked, said, decision, unheeded,
        _state(said, decision, unheeded, versions[-1].version),
        _disagree(verdicts_of(said).values()),
    )  # fmt: skip


def says_same(one: Answer, other: Answer) -> bool:
    """Whether two answers to a statement say the same of the same version; white space says nothing."""
    return (
        (one.version, one.verdict) == (other.version, other.verdict)
        and same_words(one.text, other.text)
        and same_words(one.proposed, other.proposed)
    )


def _unheeded(said: Iterable[Answer], heeded: frozenset[str]) -> tuple[Answer, ...]:
    """Answers that came after a decision; one that says again what its informant said last is heeded with that."""
    last: dict[str, Answer] = {}
    found: list[Answer] = []
    for each in said:
        before = last.get(each.informant)
        again = before is not None and before not in found and says_same(before, each)
        if each.id not in heeded and not again:
            found.append(each)
        last[each.informant] = each
    return tuple(found)


def _state(
    answers: tuple[Answer, ...], decision: Decision | None, unheeded: tuple[Answer, ...], latest: int
) -> State:
    if not answers:
        return "not answered"
    verdicts = tuple(verdicts_of(answers).values())
    if decision is None or _wants_look(unheeded):
        return _undecided(answers, verdicts, latest)
    if decision.choice == "ask":
        return "open"
    if decision.choice in _CHANGING:
        return "corrected" if decision.applied else "open"
    if _objected(answers):
        return "disputed"
    return "confirmed" if "correct" in verdicts else "unconfirmed"


def _undecided(answers: tuple[Answer, ...], verdicts: tuple[Verdict, ...], latest: int) -> State:
    if _disagree(verdicts):
        return "disputed"
    # who found a former version right has not seen the words that were sent since
    right = any(each.verdict == "correct" and each.version in (latest, 0) for each in answers)
    return "confirmed" if right and "correct" in verdicts and not _wants_look(answers) else "open"


def _wants_look(answers: Iterable[Answer]) -> bool:
    """Whether anybody says more than that it is right, or that they cannot say."""
    return any(
        each.text.strip() or each.proposed.strip() or each.verdict not in ("correct", "cannot-say")
        for each in answers
    )


def _objected(answers: Iterable[Answer]) -> bool:
    """Whether the last that any informant said is an objection: ticked, or words of their own without a tick."""
    objects: dict[str, bool] = {}
    for each in answers:
        if each.verdict:
            objects[each.informant] = each.verdict in _OBJECTIONS
        elif each.text.strip() or each.proposed.strip():
            objects[each.informant] = True
    return any(objects.values())


def _disagree(verdicts: Iterable[Verdict]) -> bool:
    said = set(verdicts)
    return "wrong" in said and bool(said & {"correct", "changes"})


def _addition(answer: Answer, decision: Decision | None) -> AdditionStanding:
    state: AdditionState = "open"
    if decision is not None and decision.choice in ("keep", "withdraw"):
        state = "left out"
    elif decision is not None and decision.applied:
        state = "taken in"
    return AdditionStanding(answer, decision, state)


def _informant(round: Round, case: str, informant: str, today: str, opened: str) -> InformantStanding:
    id = f"{case}/{informant}"
    sent = round.sent.get(id)
    answers = round.answers_of(case, informant)
    asked = {entry.rpartition(":")[0] for entry in sent.statements} if sent is not None else set()
    answered = asked - unanswered(round, sent)
    to_place = any(each.kind == "unmatched" and each.id not in round.decisions for each in answers)
    state: InformantState = (
        "not answered" if not answers
        else "answered" if not asked - answered
        else "answered, not placed" if to_place and not answered
        else "partly"
    )  # fmt: skip
    # what came and is not placed is for us to do
    late = bool(today and round.due(sent)) and today > round.due(sent)
    overdue = late and state in ("partly", "not answered")
    return InformantStanding(
        id, case, informant, sent, opened, len(asked), len(answered),
        sum(each.kind != "statement" for each in answers), max(map(said_at, answers), default=""), state, overdue,
    )  # fmt: skip
