"""What figures of a synthesis show, as values: names, numbers as they are printed, texts; nothing of how they were counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from crosscase.reports.figures.values import Estimate


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A row or a column of a heat map.

    Attributes:
        above: names of what it stands under, the uppermost first.
        total: as it is printed; empty where there is none.
    """

    label: str
    above: tuple[str, ...] = ()
    total: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Numbers in rows and columns, with a shade each.

    Attributes:
        shown: the numbers as they are printed, by row and column; empty where there is nothing.
        steps: their shades, 0 (nothing) to `shading.STEPS`.
        legend: what each step stands for, the faintest first; empty for a step that nothing can have.
        unit: what is counted: `kodinger`.
        whole: what the column is called of a code with others below it, under its name.
        total: what the totals are called; empty where there are none.
        overall: the total of all, as it is printed.
    """

    rows: tuple[HeatLine, ...]
    columns: tuple[HeatLine, ...]
    shown: tuple[tuple[str, ...], ...]
    steps: tuple[tuple[int, ...], ...]
    legend: tuple[str, ...]
    unit: str
    whole: str
    total: str = ""
    overall: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Codes that occur together, two and two.

    Attributes:
        codes: names, each with how often it occurs, as they are printed.
        counts, strengths: of each code with those before it (the first has none), as they are printed; empty where
            the two do not occur together.
        steps: shades by strength, 0 (not together) to `shading.STEPS`.
        legend: what each step stands for, the faintest first; empty for a step that nothing can have.
        unit: what the shades show.
    """

    codes: tuple[str, ...]
    counts: tuple[tuple[str, ...], ...]
    strengths: tuple[tuple[str, ...], ...]
    steps: tuple[tuple[int, ...], ...]
    legend: tuple[str, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Reached:
    """How many codes were found after so many interviews.

    Attributes:
        label: the interview that came in this place.
        found, new: codes so far, and for the first time in this one, in the order as it was.
        mean, low, high: codes over many orders, and the band around that.
    """

    label: str
    found: int
    new: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Saturation:
    """A curve of codes found by number of interviews.

    Attributes:
        across, up: what the axes show.
        mean, band, found, new: what the parts of the figure are called.
    """

    points: tuple[Reached, ...]
    across: str
    up: str
    mean: str
    band: str
    found: str
    new: str


@dataclass(frozen=True, slots=True)
class JointQuote:
    """Words that somebody said, and where: `Alta, I2`."""

    words: str
    place: str


State: TypeAlias = Literal["supports", "against", "both", "silent"]


@dataclass(frozen=True, slots=True)
class JointCase:
    """What a case says of a theme.

    Attributes:
        count: how much of it there is, as it is printed; empty for a silent case.
        quote: its strongest; None where it has none.
        answers: its own answers to the survey items: what was asked, and what was answered.
    """

    name: str
    state: State
    count: str = ""
    quote: JointQuote | None = None
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class JointItem:
    """A survey item beside a theme.

    Attributes:
        question: what was asked, `F10`; the text of the question.
        share: of everybody; what was answered is its label.
        base: how many answered, as it is printed.
        reversed: it says the opposite of the theme.
        groups: those that differ from the others.
    """

    question: str
    share: Estimate
    base: str = ""
    reversed: bool = False
    groups: tuple[Estimate, ...] = ()


@dataclass(frozen=True, slots=True)
class JointPage:
    """A theme with what was said on one side and what was counted on the other.

    Attributes:
        sentence: the theme; above it `head` says its id and area.
        support: how many cases support it: `3 av 5 caser`.
        missing: why there is nothing on the side of the survey; empty where there is something.
        findings: what stands below, each under a heading: relation and reason, the proposal and its why.
        counter: quotes that speak against the theme.
        counter_head, counter_none: their heading, and what stands there where there are none.
    """

    head: str
    sentence: str
    support: str
    cases: tuple[JointCase, ...]
    items: tuple[JointItem, ...]
    missing: str = ""
    findings: tuple[tuple[str, str], ...] = ()
    counter: tuple[JointQuote, ...] = ()
    counter_head: str = ""
    counter_none: str = ""
