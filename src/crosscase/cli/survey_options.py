"""What the commands that estimate have in common: options, and what an address on the command line means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.output import note
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.survey.model import Question, Questionnaire, Row, Variable
    from crosscase.survey.responses import Responses

_SUREST = 99.99

FpcOption = Annotated[
    bool, typer.Option("--fpc", help="Correct intervals for a finite population, at n' = n(N-1)/(N-n).")
]
PopulationOption = Annotated[
    int | None,
    typer.Option(
        "--population", min=1, metavar="N", help="Its size, where it is not the survey's; says --fpc too."
    ),
]
WeightedOption = Annotated[bool, typer.Option("--weighted", help="Count the survey's weights.")]
ConfidenceOption = Annotated[float, typer.Option("--confidence", metavar="PERCENT", help="Of the intervals.")]


@dataclass(frozen=True)
class How:
    """How answers are described: the options above."""

    fpc: bool
    population: int
    weighted: bool
    confidence: float

    @classmethod
    def of(cls, fpc: bool, population: int | None, weighted: bool, confidence: float) -> How:
        """From the options as they were given, the level of confidence in percent.

        Raises:
            StudyError: there is no such level.
        """
        if not 1 <= confidence <= _SUREST:
            raise StudyError(f"--confidence {confidence:g}: give a percent from 1 to {_SUREST}, such as 95")
        return cls(fpc or population is not None, population or 0, weighted, confidence / 100)


@dataclass(frozen=True)
class Asked:
    """What an address such as `F4`, `F7.samer`, `F4.annet` asks for.

    Attributes:
        rows: of a grid, those that are meant; of any other question None alone.
        only: the option or box that is meant; empty where all are.
    """

    question: Question
    rows: tuple[Row | None, ...]
    only: tuple[str, ...] = ()


def asked_for(questionnaire: Questionnaire, address: str, row: str = "") -> Asked:
    """What is asked for; raises StudyError, with the nearest there is.

    Args:
        row: of a grid, beside the address; empty where none was given.
    """
    from crosscase.survey.items import find_item, unknown

    item = find_item(questionnaire, address)
    question, chosen = item.question, item.row
    if row:
        if question.kind != "grid":
            raise StudyError(f"--row {row}: {question.id} is no grid and has no rows")
        if chosen is None and (chosen := question.row(row)) is None:
            raise StudyError(
                unknown(row, [each.id for each in question.rows], f"row of {question.id} called")
            )
        if chosen is not None and chosen.id != row:
            raise StudyError(f"{address} is another row than --row {row}; give one of them")
    if question.kind != "grid" and not question.options and question.kind != "number":
        where = f"; they are the source {question.source}" if question.source else ""
        raise StudyError(f"{question.id} is open: its answers are words, and cannot be counted{where}")
    rows = question.rows if question.kind == "grid" and chosen is None else (chosen,)
    return Asked(question, rows, (address.rpartition(".")[2],) if item.options else ())


def variables_named(questionnaire: Questionnaire, words: Sequence[str]) -> tuple[Variable, ...]:
    """Variables by their names, each once; raises StudyError, with the nearest there is."""
    from crosscase.survey.items import find_variable

    names = dict.fromkeys(
        name for word in words for name in (part.strip() for part in word.split(",")) if name
    )
    return tuple(find_variable(questionnaire, name) for name in names)


def tell_unread(responses: Responses) -> None:
    """Say on stderr how much of the columns that were looked at could not be made sense of."""
    if problems := responses.problems:
        cells = "1 thing" if len(problems) == 1 else f"{len(problems)} things"
        note(f"{responses.file} has {cells} wrong in these columns; crosscase check names them")
