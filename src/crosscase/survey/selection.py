"""Which respondents make good cases: who fits the rule, how widely the chosen are spread, what each more would add.

Spread is measured in two steps, both exact. *Covered* is the share of a variable's groups that somebody chosen is in;
each variable weighs the same, whether it has three groups or eleven, and groups nobody can fill count too. *Differing
pairs* is how many pairs of the chosen are in different groups (the Gini-Simpson index, counted out): five cases of which
four are large cover two groups as well as three large and two small do, and differ in 4 pairs of 10 rather than in 6. A
candidate is ranked by the groups it adds, then by how many of the chosen it differs from, then by how few others could
fill the groups it adds: what can wait is left for later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from crosscase.study.problems import StudyError
from crosscase.survey.items import find_variable, problem_of, unknown
from crosscase.survey.model import Condition, Group, Questionnaire, Rule, Variable

if TYPE_CHECKING:
    from crosscase.survey.responses import Responses

Profile: TypeAlias = tuple[int, ...]
"""By variable the place of a respondent's group, -1 where there is none."""
Order: TypeAlias = tuple[Fraction, int, Fraction]


@dataclass(frozen=True, slots=True)
class Gain:
    """What one respondent adds to others.

    Attributes:
        groups: those that none of the others is in, each with its variable.
        share: of all groups, by variable, the mean over the variables; 0 to 1.
        differing: pairs with one of the others that are in different groups, over all variables.
        pairs: all its pairs with one of the others, over all variables.
        scarcity: of the groups it adds, the sum of 1 / (how many who fit are in the group).
    """

    groups: tuple[tuple[Variable, Group], ...]
    share: Fraction
    differing: int
    pairs: int
    scarcity: Fraction

    @property
    def order(self) -> Order:
        """What candidates are ranked by, less first."""
        return -self.share, -self.differing, -self.scarcity


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who fits and is not chosen.

    Attributes:
        rank: 1 for the best; those that add the same share it.
        groups: by variable; None where there is no answer.
        adds: to those chosen.
    """

    respondent: str
    rank: int
    groups: tuple[Group | None, ...]
    adds: Gain


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody chosen.

    Attributes:
        fails: the conditions not met; empty where the rule fits.
        groups: by variable; None where there is no answer.
        adds: to the other chosen; in a proposal to those chosen before.
        tied: who would have added the same when this one was proposed.
    """

    respondent: str
    fails: tuple[Condition, ...]
    groups: tuple[Group | None, ...]
    adds: Gain
    tied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """How the chosen are spread over one variable.

    Attributes:
        chosen, fitting, respondents: how many are in each group: of those chosen, of all who fit, of all.
        number: how many are chosen.
    """

    variable: Variable
    chosen: tuple[int, ...]
    fitting: tuple[int, ...]
    respondents: tuple[int, ...]
    number: int

    @property
    def covered(self) -> int:
        """How many groups somebody chosen is in."""
        return sum(map(bool, self.chosen))

    @property
    def most(self) -> int:
        """How many groups so many cases could cover at best, among those who fit or are chosen."""
        return min(self.number, sum(bool(n or m) for n, m in zip(self.fitting, self.chosen, strict=True)))

    @property
    def missing(self) -> tuple[tuple[Group, int], ...]:
        """The groups nobody chosen is in, each with how many who fit could fill it."""
        every = zip(self.variable.groups, self.chosen, self.fitting, strict=True)
        return tuple((group, fitting) for group, chosen, fitting in every if not chosen)

    @property
    def unknown(self) -> int:
        """How many of the chosen are in no group."""
        return self.number - sum(self.chosen)

    @property
    def differing(self) -> int:
        """How many pairs of the chosen are in different groups."""
        known = sum(self.chosen)
        return (known * known - sum(count * count for count in self.chosen)) // 2

    @property
    def pairs(self) -> int:
        """How many pairs of the chosen there are."""
        return self.number * (self.number - 1) // 2


@dataclass(frozen=True, slots=True)
class Met:
    """How a condition sifts.

    Attributes:
        count: respondents who meet it.
        alone: respondents whom it alone keeps out.
    """

    condition: Condition
    count: int
    alone: int


@dataclass(frozen=True, slots=True)
class Selection:
    """Cases chosen among respondents, and who else could be.

    Attributes:
        respondents, fitting: how many there are, and how many meet every condition.
        proposed: whether the chosen were found here, one after the other, rather than given.
        spread: by variable of the rule.
        candidates: those who fit and are not chosen, best first, in the file's order where they add the same.
    """

    rule: Rule
    respondents: int
    fitting: int
    conditions: tuple[Met, ...]
    chosen: tuple[Chosen, ...]
    spread: tuple[Spread, ...]
    candidates: tuple[Candidate, ...]
    proposed: bool = False

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables of the rule."""
        return tuple(spread.variable for spread in self.spread)


def candidates(
    responses: Responses, questionnaire: Questionnaire, rule: Rule, chosen: Sequence[str] = ()
) -> Selection:
    """Rank who could be chosen beside those chosen already, and say how these are spread.

    Args:
        chosen: respondents; whether they fit the rule or not.

    Raises:
        StudyError: a condition, variable or respondent that is not there; nobody has answered.
    """
    frame = _Frame(responses, questionnaire, rule)
    return frame.selection([frame.row(name) for name in dict.fromkeys(chosen)])


def propose(responses: Responses, questionnaire: Questionnaire, rule: Rule) -> Selection:
    """Choose from nothing, one after the other, always who is ranked first; of several the first in the file.

    Choosing so covers at least 1 - 1/e (63 %) of what the best choice covers (Nemhauser, Wolsey and Fisher 1978), and
    mostly all of it.

    Args:
        rule: `number` says how many; fewer are chosen where fewer fit.

    Raises:
        StudyError: as `candidates`.
    """
    return _Frame(responses, questionnaire, rule).proposal()


class _Frame:
    """Who fits a rule, and in which groups everybody is; worked out once."""

    def __init__(self, responses: Responses, questionnaire: Questionnaire, rule: Rule) -> None:
        from crosscase.survey.answers import group_of, meets

        if not responses.size:
            raise StudyError(f"{responses.file} has no respondents: there is nobody to choose")
        for condition in rule.where:
            if problem := problem_of(questionnaire, condition):
                raise StudyError(problem)
        self.rule = replace(rule, spread=tuple(dict.fromkeys(rule.spread)))
        self.names = responses.respondents
        self._row_of = responses.row_of
        self.variables = tuple(find_variable(questionnaire, name) for name in self.rule.spread)
        self.met = [meets(responses, condition).tolist() for condition in rule.where]
        columns = [group_of(responses, variable).tolist() for variable in self.variables]
        self.profiles: list[Profile] = list(zip(*columns, strict=True)) if columns else [()] * len(self.names)
        self.fits = (
            [all(met) for met in zip(*self.met, strict=True)] if self.met else [True] * len(self.names)
        )
        fitting = [profile for profile, fits in zip(self.profiles, self.fits, strict=True) if fits]
        self.fitting = _Tally(self.variables, fitting)

    def row(self, name: str) -> int:
        """The place of a respondent; raises StudyError with the nearest one."""
        row = self._row_of(name)
        if row < 0:
            raise StudyError(unknown(name, self.names, "respondent"))
        return row

    def selection(self, rows: Sequence[int]) -> Selection:
        """The selection of these rows."""
        tally = _Tally(self.variables, [self.profiles[row] for row in rows])
        chosen = tuple(self._chosen(row, tally.without(self.profiles[row])) for row in rows)
        return self._selection(rows, chosen, tally, proposed=False)

    def proposal(self) -> Selection:
        """The selection that is found step by step."""
        tally, rows, chosen = _Tally(self.variables, ()), list[int](), list[Chosen]()
        waiting = self._by_profile(())
        while waiting and len(rows) < self.rule.number:
            best = min(self._gain(tally, profile).order for profile in waiting)
            equal = sorted(
                row for p, those in waiting.items() if self._gain(tally, p).order == best for row in those
            )
            row = equal[0]
            profile = self.profiles[row]
            chosen.append(
                replace(self._chosen(row, tally), tied=tuple(self.names[other] for other in equal[1:]))
            )
            rows.append(row)
            tally = _Tally(self.variables, [self.profiles[one] for one in rows])
            waiting[profile].remove(row)
            if not waiting[profile]:
                del waiting[profile]
        return self._selection(rows, tuple(chosen), tally, proposed=True)

    def _by_profile(self, taken: Iterable[int]) -> dict[Profile, list[int]]:
        """The rows that fit, without those taken; many respondents share few profiles."""
        left_out, found = set(taken), dict[Profile, list[int]]()
        for row, profile in enumerate(self.profiles):
            if self.fits[row] and row not in left_out:
                found.setdefault(profile, []).append(row)
        return found

    def _chosen(self, row: int, others: _Tally) -> Chosen:
        fails = tuple(
            condition for condition, met in zip(self.rule.where, self.met, strict=True) if not met[row]
        )
        return Chosen(self.names[row], fails, self._groups(row), self._gain(others, self.profiles[row]))

    def _gain(self, others: _Tally, profile: Profile) -> Gain:
        return others.gain(profile, self.fitting)

    def _groups(self, row: int) -> tuple[Group | None, ...]:
        places = zip(self.variables, self.profiles[row], strict=True)
        return tuple(variable.groups[place] if place >= 0 else None for variable, place in places)

    def _selection(
        self, rows: Sequence[int], chosen: tuple[Chosen, ...], tally: _Tally, proposed: bool
    ) -> Selection:
        every = _Tally(self.variables, self.profiles)
        spread = tuple(
            Spread(
                variable,
                tuple(tally.counts[place]),
                tuple(self.fitting.counts[place]),
                tuple(every.counts[place]),
                len(rows),
            )
            for place, variable in enumerate(self.variables)
        )
        return Selection(
            self.rule, len(self.names), self.fitting.size, self._conditions(), chosen, spread, self._ranked(rows, tally),
            proposed,
        )  # fmt: skip

    def _ranked(self, rows: Sequence[int], tally: _Tally) -> tuple[Candidate, ...]:
        waiting = self._by_profile(rows)
        gains = {profile: self._gain(tally, profile) for profile in waiting}
        listed = sorted(
            ((gains[profile].order, row) for profile, those in waiting.items() for row in those),
        )
        ranks: Mapping[Order, int] = {
            order: rank for rank, (order, _) in reversed(list(enumerate(listed, 1)))
        }
        return tuple(
            Candidate(self.names[row], ranks[order], self._groups(row), gains[self.profiles[row]])
            for order, row in listed
        )

    def _conditions(self) -> tuple[Met, ...]:
        failed = [sum(not met for met in mets) for mets in zip(*self.met, strict=True)]
        return tuple(
            Met(condition, sum(met), sum(n == 1 and not one for n, one in zip(failed, met, strict=True)))
            for condition, met in zip(self.rule.where, self.met, strict=True)
        )


class _Tally:
    """How many are in each group of each variable."""

    def __init__(self, variables: Sequence[Variable], profiles: Sequence[Profile]) -> None:
        self.variables = variables
        self.size = len(profiles)
        self.counts = [[0] * len(variable.groups) for variable in variables]
        for profile in profiles:
            self._count(profile, 1)

    def without(self, profile: Profile) -> _Tally:
        """The same with one of this profile less."""
        other = _Tally(self.variables, ())
        other.size = self.size - 1
        other.counts = [list(counts) for counts in self.counts]
        other._count(profile, -1)
        return other

    def gain(self, profile: Profile, fitting: _Tally) -> Gain:
        """What one more of this profile adds, where so many fit."""
        new, share, differing, scarcity = [], Fraction(), 0, Fraction()
        for place, (variable, group) in enumerate(zip(self.variables, profile, strict=True)):
            counts = self.counts[place]
            if group < 0:
                continue
            differing += sum(counts) - counts[group]
            if not counts[group]:
                new.append((variable, variable.groups[group]))
                share += Fraction(1, len(variable.groups))
                # somebody chosen may be in a group that nobody who fits is in
                scarcity += Fraction(1, max(1, fitting.counts[place][group]))
        pairs = self.size * len(self.variables)
        return Gain(tuple(new), share / max(1, len(self.variables)), differing, pairs, scarcity)

    def _count(self, profile: Profile, number: int) -> None:
        for counts, place in zip(self.counts, profile, strict=True):
            if place >= 0:
                counts[place] += number
