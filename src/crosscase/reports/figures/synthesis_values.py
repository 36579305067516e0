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
        beside: what stands at the right of a row, after its total.
    """

    label: str
    above: tuple[str, ...] = ()
    total: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Numbers in rows and columns, with a shade each.

    Attributes:
        shown: the numbers as they are printed, by row and column; empty where there is nothing.
        steps: their shades, 0 (nothing) to `heat.STEPS`.
        legend: what each step stands for, the faintest first; empty for a step that nothing can have.
        unit: what is counted: `kodinger`.
        whole: what the column is called of a code with others below it, under its name.
        total: what the totals are called; empty where there are none.
        overall: the total of all, as it is printed.
        beside: what stands beside the rows is called; empty where nothing does.
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
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Codes that occur together, two and two.

    Attributes:
        codes: names, each with how often it occurs, as they are printed.
        counts, strengths: of each code with those before it (the first has none), as they are printed; empty where
            the two do not occur together.
        steps: shades by strength, 0 (not together) to `heat.STEPS`.
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
class SaturationCurve:
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
    """Words that somebody said, and where: `alta/fokusgruppe, I2`.

    Attributes:
        withheld: they may not be printed, and `words` says so in their place.
    """

    words: str
    place: str
    withheld: bool = False


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
        question: what was asked, with its id.
        bars: shares of everybody, each with its answer as label: one, or of a whole question its strongest.
        base: how many answered, as it is printed; empty where nobody says.
        groups: those that differ from the others.
        said: what else must be known of it: that it is reversed, or why there is no figure.
    """

    question: str
    bars: tuple[Estimate, ...] = ()
    base: str = ""
    groups: tuple[Estimate, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class JointPage:
    """A theme with what was said on one side and what was counted on the other.

    Attributes:
        head: id and area of the theme; `sentence` is the theme.
        support: in how many cases it was found; stands over the cases.
        survey: stands over the items.
        missing: why there are no items; empty where there are.
        others: sentences on cases that are not among `cases`: those that say nothing and answered nothing, those for which
            there is no room.
        findings: what stands below, paragraphs under a heading each: relation and reason, proposal and why.
        counter_head: over the quotes that speak against the theme.
        counter_none: stands there where there are none; `counter_more` says how many are not shown.
    """

    head: str
    sentence: str
    support: str
    survey: str
    cases: tuple[JointCase, ...]
    items: tuple[JointItem, ...]
    missing: str = ""
    others: tuple[str, ...] = ()
    findings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    counter_head: str = ""
    counter: tuple[JointQuote, ...] = ()
    counter_none: str = ""
    counter_more: str = ""
