"""What stands in survey/published.yaml, as it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from crosscase.study.shapes import ByLanguage, Listed, Text, Whole
from crosscase.study.yaml_in import shown

_PERCENT = re.compile(r"[0-9]{1,9}([.,][0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it is printed.

    Attributes:
        text: to the letter, such as `23.6`.
    """

    text: str

    @property
    def value(self) -> Decimal:
        """The number."""
        return Decimal(self.text.replace(",", "."))

    @property
    def decimals(self) -> int:
        """How many decimals it is printed with."""
        return len(self.text.replace(",", ".").partition(".")[2])

    def __str__(self) -> str:
        return self.text


def _printed(value: Any) -> Any:
    if isinstance(value, Printed):
        return value
    if isinstance(value, str) and _PERCENT.fullmatch(value):
        return Printed(value)
    raise ValueError(f"expected a number as printed, such as 64 or 23.6, found `{shown(str(value))}`")


def _percent(value: Any) -> Any:
    printed = _printed(value)
    if printed.value > 100:
        raise ValueError(f"expected a percent of 0 to 100, found `{printed}`")
    return printed


def _level(value: Any) -> Any:
    level = _printed(value)
    if not 0 < level.value < 100:
        raise ValueError(f"expected a level of confidence over 0 and under 100, such as 95, found `{level}`")
    return level


Number = Annotated[Printed | None, BeforeValidator(_printed)]
Percent = Annotated[Printed | None, BeforeValidator(_percent)]
Level = Annotated[Printed | None, BeforeValidator(_level)]


@dataclass(frozen=True, slots=True)
class ShareShape:
    """A share of all that were asked."""

    item: Text
    percent: Percent = None
    over: Percent = None
    under: Percent = None
    about: Percent = None
    base: Whole = 0
    printed: Literal["figure", "text", "nowhere"] = "figure"
    role: Literal["", "reference", "restated"] = ""


@dataclass(frozen=True, slots=True)
class ClaimShape:
    """What is said of a group."""

    variable: Text
    item: Text
    group: Text = ""
    groups: Listed[Text] = ()
    percent: Percent = None
    base: Whole = 0
    bases: Listed[Whole] = ()
    direction: Literal[
        "", "higher", "lower", "highest", "lowest", "equal", "comparison", "single", "mainly"
    ] = ""
    jointly: Listed[Text] = ()
    significant: Literal["yes", "no", "unstated"] = "unstated"


@dataclass(frozen=True, slots=True)
class CorrelationShape:
    """A connection that is said to be there."""

    between: Text
    sign: Text = ""
    significant: Text = "unstated"


@dataclass(frozen=True, slots=True)
class FigureShape:
    """One figure of the report, or what its text says instead of one."""

    id: Text
    question: Text
    base: Whole = 0
    shares: Listed[ShareShape] = ()
    claims: Listed[ClaimShape] = ()
    correlations: Listed[CorrelationShape] = ()


@dataclass(frozen=True, slots=True)
class RestatementShape:
    """A share that is said again elsewhere, such as in a summary."""

    item: Text
    percent: Percent
    where: Text


@dataclass(frozen=True, slots=True)
class StatedShape:
    """A number about the survey itself."""

    id: Text
    kind: Literal["response-rate", "margins", "count", "base"]
    percent: Percent = None
    answers: Whole = 0
    of: Whole = 0
    low: Number = None
    high: Number = None
    confidence: Level = None
    item: Text = ""
    question: Text = ""
    count: Whole = -1
    base: Whole = -1


@dataclass(frozen=True, slots=True)
class PublishedShape:
    """survey/published.yaml."""

    figures: Listed[FigureShape]
    title: ByLanguage = field(default_factory=dict)
    answers: Whole = 0
    confidence: Level = field(default_factory=lambda: Printed("95"))
    sizes: dict[str, dict[str, Whole]] = field(default_factory=dict)
    restatements: Listed[RestatementShape] = ()
    stated: Listed[StatedShape] = ()
