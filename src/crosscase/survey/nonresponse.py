"""Who did not answer: the respondents set against the population, group by group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.survey.items import find_variable
from crosscase.survey.model import Labels, Questionnaire, Variable, in_language
from crosscase.survey.population import Population, PopulationTable

if TYPE_CHECKING:
    from crosscase.survey.inference import ChiSquare
    from crosscase.survey.responses import Responses


@dataclass(frozen=True, slots=True)
class NonResponseRow:
    """One group, or all of them together. Percents and points are exact; whoever shows them rounds them.

    Attributes:
        group: its id; empty for the totals.
        population_percent, sample_percent: of the totals, 0 to 100.
        deviation: percent of the sample less percent of the population, in points.
        response_rate: percent of the group that answered; None where the population has nobody in it.
    """

    group: str
    label: Labels
    population_count: int
    population_percent: Fraction
    sample_count: int
    sample_percent: Fraction
    deviation: Fraction
    response_rate: Fraction | None

    @property
    def impossible(self) -> bool:
        """Whether more of the group answered than there are."""
        return self.sample_count > self.population_count


@dataclass(frozen=True, slots=True)
class NonResponse:
    """The respondents set against the population by one variable.

    Attributes:
        rows: the population's groups in its order, then groups that only respondents are in.
        totals: of the rows.
        without_group: respondents who are in no group; they are in no count and no percent.
        chi_square: of the sample's counts against the population's shares, over the groups that the population has
            somebody in; None where fewer than two have, or where respondents are in another.
        corrected: the same for a sample of a finite population, where the respondents are drawn without putting back:
            the statistic times (N-1)/(N-n), since the counts vary less by (N-n)/(N-1), as those of the multivariate
            hypergeometric distribution do. None where there is no test, or everybody answered.
    """

    table: PopulationTable
    variable: Variable
    rows: tuple[NonResponseRow, ...]
    totals: NonResponseRow
    without_group: int
    chi_square: ChiSquare | None
    corrected: ChiSquare | None


def nonresponse(
    responses: Responses, questionnaire: Questionnaire, table: PopulationTable, *, tested: bool = True
) -> NonResponse:
    """Set the respondents against the population.

    Args:
        tested: make the chi-square tests too, for which scipy is imported.

    Raises:
        FileError: the table names a variable or a group that the questionnaire does not have; with file and line.
        StudyError: no respondent is in any group.
    """
    from crosscase.survey.answers import group_of

    problems = group_problems(table, questionnaire)
    if problems:
        raise FileError(problems[0])
    variable = find_variable(questionnaire, table.variable)
    places = group_of(responses, variable)
    counts = {group.id: int((places == place).sum()) for place, group in enumerate(variable.groups)}
    sample = sum(counts.values())
    if not sample:
        raise StudyError(f"nobody who answered is in a group of {variable.id}: there is nothing to compare")
    labels = {group.id: group.label for group in variable.groups}
    shown_groups = [*table.groups, *(id for id, count in counts.items() if count and id not in table.groups)]
    rows = tuple(
        _row(id, labels[id], (table.groups.get(id, 0), table.size), (counts[id], sample))
        for id in shown_groups
    )
    totals = _row("", {}, (table.size, table.size), (sample, sample))
    plain, corrected = _tested(rows, table.size, sample) if tested else (None, None)
    return NonResponse(table, variable, rows, totals, responses.size - sample, plain, corrected)


def group_problems(table: PopulationTable, questionnaire: Questionnaire) -> list[Problem]:
    """What a table of the population names that the questionnaire does not have, with the nearest that it has."""
    try:
        variable = find_variable(questionnaire, table.variable)
    except StudyError as error:
        return [Problem(table.file, table.line, 0, "unknown-variable", str(error))]
    # whoever wrote a label instead of the id finds the id
    known = {
        name: group.id for group in variable.groups for name in (*group.label.values(), group.id) if name
    }
    problems = []
    for group in table.groups:
        if variable.group(group) is None:
            near = nearest(group, known, 60)
            hint = (
                f"did you mean {known[near]}?" if near else f"it has {_listed(g.id for g in variable.groups)}"
            )
            message = f"{variable.id} has no group {shown(group)}; {hint}"
            problems.append(
                Problem(table.file, table.lines.get(group, table.line), 0, "unknown-group", message)
            )
    return problems


def population_problems(
    population: Population, questionnaire: Questionnaire, responses: Responses | None = None
) -> list[Problem]:
    """Everything in the population's file that a person should look at.

    Args:
        responses: where given, also groups of which more answered than there are, and another number of
            respondents than the file says.
    """
    problems: list[Problem] = []
    said = population.size
    if said and questionnaire.population and said != questionnaire.population:
        problems.append(
            Problem(
                population.file, population.line, 0, "population",
                f"the population is {said} here and {questionnaire.population} in {questionnaire.file}; "
                "mend one of the two",
            )
        )  # fmt: skip
    if responses is not None and population.sample and population.sample != responses.size:
        message = f"the sample is {population.sample} here, and {responses.size} answered; mend the number"
        problems.append(Problem(population.file, population.line, 0, "sample", message))
    for table in population.tables:
        if said and table.size != said:
            message = f"the groups of {table.id} hold {table.size} together, and the population is {said}"
            problems.append(
                Problem(table.file, table.line, 0, "population", f"{message}; mend one of the two")
            )
        unknown = group_problems(table, questionnaire)
        problems += unknown
        if not unknown and responses is not None and responses.size:
            problems += _impossible(responses, questionnaire, table)
    return problems


def impossible_problems(found: NonResponse) -> list[Problem]:
    """The groups of which more answered than there are."""
    return [
        Problem(
            found.table.file, found.table.lines.get(row.group, found.table.line), 0, "population",
            f"{row.sample_count} of {found.variable.id} {in_language(row.label, 'en') or row.group} answered, and the "
            f"population has {row.population_count}; look for a slip in the numbers or in the grouping",
        )
        for row in found.rows
        if row.impossible
    ]  # fmt: skip


def _impossible(responses: Responses, questionnaire: Questionnaire, table: PopulationTable) -> list[Problem]:
    try:
        return impossible_problems(nonresponse(responses, questionnaire, table, tested=False))
    except StudyError as error:
        return [Problem(table.file, table.line, 0, "population", str(error))]


def _row(id: str, label: Labels, population: tuple[int, int], sample: tuple[int, int]) -> NonResponseRow:
    there, answered = Fraction(100 * population[0], population[1]), Fraction(100 * sample[0], sample[1])
    rate = Fraction(100 * sample[0], population[0]) if population[0] else None
    return NonResponseRow(id, label, population[0], there, sample[0], answered, answered - there, rate)


def _tested(
    rows: Iterable[NonResponseRow], population: int, sample: int
) -> tuple[ChiSquare | None, ChiSquare | None]:
    from crosscase.survey.inference import chi_square, corrected_size

    inhabited = [row for row in rows if row.population_count or row.sample_count]
    if len(inhabited) < 2 or any(not row.population_count for row in inhabited):
        return None, None
    shares = [float(row.population_percent / 100) for row in inhabited]
    counts = [row.sample_count for row in inhabited]
    plain = chi_square(counts, shares)
    if sample >= population:
        return plain, None
    scale = corrected_size(sample, population) / sample
    return plain, chi_square([count * scale for count in counts], shares)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
