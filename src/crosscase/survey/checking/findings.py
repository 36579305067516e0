"""What a check of published figures finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "note"]
Kind: TypeAlias = Literal[
    "attainable", "parts", "subgroup", "groups", "base", "direction", "restatement", "significance", "small-base",
    "response-rate", "margins", "count",
]  # fmt: skip

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes:
        kind: what was checked.
        severity: an error cannot be true by any rounding; a warning is a claim that its numbers do not bear out; a
            note is for caution.
        where: the figure's id first, then group and answer.
        message: the printed figures as printed, and the arithmetic.
        line: in the file of published figures; 0 where it concerns no one line.
    """

    kind: Kind
    severity: Severity
    where: str
    message: str
    line: int = 0
