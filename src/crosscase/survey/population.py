"""survey/population.yaml: how many there are in all, by group, to set the respondents against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crosscase.study.problems import FileError, Problem
from crosscase.study.shapes import ByLanguage, Listed, Text, Whole, read_yaml, validate
from crosscase.study.yaml_in import locate, locate_all, shown
from crosscase.survey.model import Labels

FILE = "survey/population.yaml"
MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Decimals:
    """How many decimals a table is printed with, by column: percents, deviation in points, response rate."""

    population: Whole = 1
    sample: Whole = 1
    deviation: Whole = 1
    response_rate: Whole = 1


@dataclass(frozen=True, slots=True)
class PopulationTable:
    """The population by the groups of one variable.

    Attributes:
        id: such as `T1`; the variable's name where the file gives none.
        variable: a variable, or a question of one choice.
        groups: how many there are, by group, in the order they are shown.
        source: where the numbers are from.
        line: in the file.
        lines: of the groups, by group.
    """

    id: str
    variable: str
    groups: Mapping[str, int]
    title: Labels = field(default_factory=dict)
    source: Labels = field(default_factory=dict)
    decimals: Decimals = Decimals()
    file: str = FILE
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many the groups hold together."""
        return sum(self.groups.values())


@dataclass(frozen=True, slots=True)
class Population:
    """What is known of those who could have answered.

    Attributes:
        size: how many there are; 0 where nobody said.
        sample: how many are said to have answered; 0 where nobody said.
    """

    size: int = 0
    sample: int = 0
    tables: tuple[PopulationTable, ...] = ()
    file: str = FILE
    line: int = 0


@dataclass(frozen=True, slots=True)
class _TableShape:
    variable: Text
    groups: dict[str, Whole]
    id: Text = ""
    title: ByLanguage = field(default_factory=dict)
    source: ByLanguage = field(default_factory=dict)
    decimals: Decimals = Decimals()


@dataclass(frozen=True, slots=True)
class _Shape:
    population: Whole = 0
    sample: Whole = 0
    tables: Listed[_TableShape] = ()


def read_population(text: str, file: str = FILE) -> Population:
    """The population from its file; whether its groups are there is asked of `nonresponse.group_problems`.

    Raises:
        FileError: YAML or shape errors, a table of one id twice or without groups, nobody in any group.
    """
    text = text.removeprefix("\ufeff")
    shape = validate(read_yaml(text, file) or {}, _Shape, text, file)
    tables: list[PopulationTable] = []
    for number, table in enumerate(shape.tables):
        here = ("tables", number)
        id = table.id or table.variable
        if id in {one.id for one in tables}:
            _refuse(
                text,
                file,
                (*here, "id" if table.id else "variable"),
                f"the table {id} stands twice: keep one",
            )
        if not any(table.groups.values()):
            _refuse(
                text,
                file,
                (*here, "groups"),
                f"the table {id} has nobody in any group: say how many there are",
            )
        if max(_each(table.decimals)) > MOST_DECIMALS:
            _refuse(
                text, file, (*here, "decimals"), f"more than {MOST_DECIMALS} decimals: nobody can read them"
            )
        lines = locate_all(text, [((*here, "groups", group), True) for group in table.groups])
        tables.append(
            PopulationTable(
                id, table.variable, dict(table.groups), table.title, table.source, table.decimals, file,
                locate(text, here)[0], {group: line for group, (line, _) in zip(table.groups, lines, strict=True)},
            )
        )  # fmt: skip
    return Population(shape.population, shape.sample, tuple(tables), file, locate(text, ("population",))[0])


def _each(decimals: Decimals) -> tuple[int, ...]:
    return decimals.population, decimals.sample, decimals.deviation, decimals.response_rate


def _refuse(text: str, file: str, path: Sequence[str | int], message: str) -> None:
    line, column = locate(text, path)
    raise FileError(Problem(file, line, column, "shape", shown(message, 200)))
