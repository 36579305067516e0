"""How a round stands: what became of each statement, and who has answered. Pure: a round goes in, values come out.

No answer is never taken for a yes: a statement that nobody answered is `not answered`, whatever was decided on it.
Cases are in the order of their slugs, informants as `naturally` has them: I1, I2, I10.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from crosscase.casework.matching_replies import same_words
from crosscase.study.folder import Study
from crosscase.study.natural_order import naturally
from crosscase.study.rounds import Round, round_numbers, round_of
from crosscase.study.validation_file import Answer, Decision, Sent, SentStatement, Verdict

State: TypeAlias = Literal["confirmed", "corrected", "disputed", "unconfirmed", "open", "not answered"]
"""What became of a statement.

`confirmed`: somebody says it is right as it was sent last, nobody wants it otherwise. `corrected`: what was decided
after an objection has been applied. `disputed`: an informant finds it wrong that others find right, or an objection was
not followed. `unconfirmed`: nobody who answered could say of these words, and it is kept. `open`: to be decided, applied
or asked again.
"""
STATES: tuple[State, ...] = get_args(State)
AdditionState: TypeAlias = Literal["open", "taken in", "left out"]
InformantState: TypeAlias = Literal["answered", "partly", "answered, not placed", "not answered"]
"""`answered, not placed`: words came, nobody has said yet which statements they answer, and there is no other answer."""

_OBJECTIONS = ("changes", "wrong")
_CHANGING = ("accept", "adapt", "withdraw")
_NONE: Mapping[tuple[int, str, str], str] = MappingProxyType({})
_NOTHING: Mapping[str, StatementStanding] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StatementStanding:
    """A statement in a round.

    Attributes:
        sent: the versions that were sent in this round, the latest last.
        asked: the informants who were asked of it.
        answers: every answer to it by informant, those of one in the order they were said.
        decision: None where nobody has decided.
        unheeded: answers that came after the decision.
        disagree: an informant finds it wrong that another finds right, or right with changes.
        carried: objections of earlier rounds to the same words that nobody has decided on, of those who have said nothing
            of them since: they stand until their informant answers again, or a person decides.
        read_older: who found it right and had read a text that was older in their language when it was sent: that
            confirms nothing of the newer one.
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
    carried: tuple[Answer, ...] = ()
    read_older: tuple[str, ...] = ()

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
        """Whether an answer that wants a look, or speaks against what is to be applied, came after the decision."""
        return _reopens(self.decision, self.unheeded)

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
    """A round: its statements by number, its additions by informant, its informants; all of them case by case."""

    number: int
    deadline: str
    statements: tuple[StatementStanding, ...]
    additions: tuple[AdditionStanding, ...]
    informants: tuple[InformantStanding, ...]

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases that were sent or answered."""
        asked = (each.case for each in self.informants)
        return tuple(sorted({*asked, *(each.case for each in self.statements)}))

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


def standing_in(
    study: Study,
    number: int,
    today: str = "",
    opened: Mapping[tuple[int, str, str], str] = _NONE,
    case: str = "",
) -> RoundStanding:
    """How a round of a study stands, with what earlier ones left to it.

    Args:
        today, opened: as in `standing_of`.
        case: where one is named the round is that of this case alone, and the answers of the others are not read.

    Raises:
        StudyError: there is no such round.
        FileError: a file cannot be read.
    """
    round = round_of(study, number, case)
    earlier = standings_of(round_of(study, each, case) for each in round_numbers(study) if each < number)
    return standing_of(round, today, opened, asked_before(earlier))


def standings_of(rounds: Iterable[Round]) -> tuple[RoundStanding, ...]:
    """How rounds stand, the first first, each with what those before left to it."""
    found: list[RoundStanding] = []
    for round in rounds:
        found.append(standing_of(round, before=asked_before(found)))
    return tuple(found)


def asked_before(standings: Iterable[RoundStanding]) -> Mapping[str, StatementStanding]:
    """By id, each statement as the last of some rounds came to it."""
    return {each.id: each for standing in standings for each in standing.statements}


def standing_of(
    round: Round,
    today: str = "",
    opened: Mapping[tuple[int, str, str], str] = _NONE,
    before: Mapping[str, StatementStanding] = _NOTHING,
) -> RoundStanding:
    """How a round stands.

    Args:
        today: the day, such as `2022-01-15`; where empty, nobody is overdue.
        opened: when a page was first opened, by round, case and informant.
        before: what the rounds before came to, as `asked_before` has it.
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
    behind = frozenset((each.case, each.informant, key) for each in round.sent.values() for key in each.older)
    statements = [
        _statement(
            sent,
            asked.get(id, ()),
            to_statements.get(id, ()),
            round.decisions.get(id),
            before.get(id),
            behind,
        )
        for id, sent in versions.items()
    ]
    statements.sort(key=lambda each: (each.case, naturally(each.number)))
    others.sort(key=lambda each: (each.case, naturally(each.informant)))
    additions = tuple(_addition(each, round.decisions.get(each.id)) for each in others)
    informants = tuple(
        _informant(round, case, informant, today, opened.get((round.number, case, informant), ""))
        for case, informant in _everybody(round)
    )
    return RoundStanding(round.number, round.deadline, tuple(statements), additions, informants)


def said_at(answer: Answer) -> str:
    """When an answer was said, or else taken in."""
    return answer.answered or answer.received


def verdicts_of(answers: Iterable[Answer]) -> Mapping[str, Verdict]:
    """The last verdict of each informant, of answers in the order they were said."""
    last = {each.informant: each.verdict for each in answers if each.verdict}
    return {name: last[name] for name in sorted(last, key=naturally)}


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
    return {id: tuple(sorted(names, key=naturally)) for id, names in found.items()}


def _everybody(round: Round) -> Iterable[tuple[str, str]]:
    """Who was sent something, and who answered all the same."""
    sent = ((each.case, each.informant) for each in round.sent.values())
    there = {*sent, *((each.case, each.informant) for each in round.answers)}
    return sorted(there, key=lambda each: (each[0], naturally(each[1])))


def _statement(
    sent: Iterable[SentStatement],
    asked: tuple[str, ...],
    answers: Iterable[Answer],
    decision: Decision | None,
    before: StatementStanding | None,
    behind: frozenset[tuple[str, str, str]],
) -> StatementStanding:
    versions = tuple(sorted(sent, key=lambda each: each.version))
    said = tuple(sorted(answers, key=lambda each: (naturally(each.informant), said_at(each))))
    heeded = frozenset(decision.answers) if decision is not None else frozenset()
    unheeded = _unheeded(said, heeded) if decision is not None else ()
    first, latest = versions[0], versions[-1]
    carried = _carried(before, said, latest) if before is not None else ()
    older = [name for case, name, key in behind if case == first.case and key == latest.id]
    right = _found_right(said, latest.version)
    return StatementStanding(
        first.statement, first.case, versions, asked, said, decision, unheeded,
        _state(said, carried, decision, unheeded, right - {*older}),
        _disagree(verdicts_of((*carried, *said)).values()), carried,
        tuple(sorted(right & {*older}, key=naturally)),
    )  # fmt: skip


def _found_right(said: Iterable[Answer], latest: int) -> frozenset[str]:
    """Who found the words right that were sent last: who found former ones right has not seen them."""
    last = {each.informant: each for each in said if each.verdict}
    return frozenset(
        name for name, each in last.items() if each.verdict == "correct" and each.version in (latest, 0)
    )


def _carried(before: StatementStanding, said: Iterable[Answer], latest: SentStatement) -> tuple[Answer, ...]:
    """The objections that an earlier round left open, of those who have not answered since; of other words there is none."""
    decided = before.decision is not None and before.decision.choice != "ask" and not before.reopened
    if decided or before.latest.version != latest.version:
        return ()
    heard = {each.informant for each in said}
    left = _objections((*before.carried, *before.answers))
    still = (each for each in left if each.informant not in heard)
    return tuple(sorted(still, key=lambda each: naturally(each.informant)))


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
    answers: tuple[Answer, ...],
    carried: tuple[Answer, ...],
    decision: Decision | None,
    unheeded: tuple[Answer, ...],
    right: frozenset[str],
) -> State:
    if not answers:
        return "not answered"
    if decision is None or _reopens(decision, unheeded):
        if _disagree(verdicts_of((*carried, *answers)).values()):
            return "disputed"
        looked_at = decision is None and not carried and not _wants_look(answers)
        return "confirmed" if right and looked_at else "open"
    if decision.choice == "ask":
        return "open"
    if decision.choice in _CHANGING:
        return "corrected" if decision.applied else "open"
    if _objections((*carried, *answers)):
        return "disputed"
    return "confirmed" if right else "unconfirmed"


def _reopens(decision: Decision | None, unheeded: Iterable[Answer]) -> bool:
    """Whether what came after a decision wants another: more than a yes, or a yes to words that are to be changed."""
    if decision is None:
        return False
    against = not decision.applied and decision.choice in _CHANGING
    return _wants_look(unheeded) or (against and any(each.verdict == "correct" for each in unheeded))


def _wants_look(answers: Iterable[Answer]) -> bool:
    """Whether anybody says more than that it is right, or that they cannot say."""
    return any(
        each.text.strip() or each.proposed.strip() or each.verdict not in ("correct", "cannot-say")
        for each in answers
    )


def _objections(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The last objection of each informant whose last word is one: a tick, or the statement written anew without a tick.

    Words without a tick are a remark, and take back nothing.
    """
    last: dict[str, Answer | None] = {}
    for each in answers:
        if each.verdict in _OBJECTIONS or (not each.verdict and each.proposed.strip()):
            last[each.informant] = each
        elif each.verdict:
            last[each.informant] = None
    return tuple(each for each in last.values() if each is not None)


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
