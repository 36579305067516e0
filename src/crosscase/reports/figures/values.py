"""What figures show, as values: nothing of surveys, nothing of drawing. Shares are parts of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a figure of a survey looks like."""

    stacked = "stacked"
    ranked = "ranked"
    breakdown = "breakdown"
    nonresponse = "nonresponse"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a figure.

    Attributes:
        title: above it; empty where a text around it says it.
        notes: below it, a paragraph each.
        language: of its own words and numbers.
        width: centimetres.
    """

    title: str = ""
    notes: tuple[str, ...] = ()
    language: str = "nb"
    width: float = 16.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer among several that a bar is divided into; `unsure` is of those who do not know."""

    label: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar divided by answers; `shares` in their order, empty where nobody answered.

    Attributes:
        shown: the shares as they are printed.
    """

    label: str
    shares: tuple[float, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stacked:
    """Bars divided by the same answers.

    Attributes:
        order: whether the answers are a scale, and which end of it is the most; empty where they are none.
    """

    answers: tuple[Answer, ...]
    stacks: tuple[Stack, ...]
    order: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its interval.

    Attributes:
        share: None where nobody answered.
        shown: as it is printed.
        low, high: of the interval; None where there is none.
        weak: of too few answers.
        apart: not one among the others: all of them together, or those who do not know.
        differs: 1 where it is surely higher than the others together, -1 where lower, else 0.
    """

    label: str
    share: float | None
    shown: str
    low: float | None = None
    high: float | None = None
    weak: bool = False
    apart: bool = False
    differs: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """Bars one below the other, in the order they are shown."""

    bars: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One answer, by groups."""

    label: str
    points: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Answers by the same groups."""

    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far a group's part of the sample is from its part of the population.

    Attributes:
        points: percentage points.
        shown, there, here: the points, the population's percent and the sample's, as they are printed.
    """

    label: str
    points: float
    shown: str
    there: str
    here: str


@dataclass(frozen=True, slots=True)
class Deviations:
    """Groups of a sample set against the population, under the names of the two columns."""

    groups: tuple[Deviation, ...]
    there: str
    here: str
